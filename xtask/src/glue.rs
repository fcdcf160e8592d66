//! Sheds from wasm-bindgen's JavaScript, and from the page's own, what only people read: comments that stand on lines of
//! their own, and indentation. Trunk's minifier does not understand such files, and leaves them as they are.

use std::fs;
use std::path::Path;

use crate::seal;
use crate::trouble::{Trouble, While};

/// Lightens every script in the folder of the page that is about to be published.
pub(crate) fn lighten(folder: &Path) -> Result<(), Trouble> {
    let doing = || format!("read {}", folder.display());
    for entry in fs::read_dir(folder).doing(doing)? {
        let path = entry.doing(doing)?.path();
        if path.extension().is_some_and(|extension| extension == "js") {
            let script = fs::read_to_string(&path).doing(|| format!("read {}", path.display()))?;
            fs::write(&path, shed(&script)).doing(|| format!("write {}", path.display()))?;
        }
    }
    Ok(())
}

/// The page whose own scripts have shed the same.
pub(crate) fn lighten_inline(html: &str) -> String {
    let scripts = seal::inline_scripts(html).into_iter();
    scripts.fold(html.to_owned(), |page, script| {
        page.replacen(script, &shed(script), 1)
    })
}

/// The page with its first script as it was written. Trunk makes the scripts of a release small in the language of today,
/// and this one is for the browsers that cannot read it.
pub(crate) fn own_words(html: &str, probe: &str) -> Result<String, Trouble> {
    match seal::inline_scripts(html).first() {
        Some(first) if first.contains("jinweiLack") => Ok(html.replacen(first, probe, 1)),
        _ => Err(Trouble::new(
            "the page's first script should be that of src/probe.js",
        )),
    }
}

/// The script without those lines. A script with texts over several lines is left as it is: their indentation counts.
pub(crate) fn shed(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut kept = String::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !(in_comment || line.is_empty() || line.starts_with("//")) {
            kept += line;
            kept.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{lighten_inline, shed};

    #[test]
    fn what_only_people_read_goes() {
        let script =
            "/**\n * Says so.\n */\nfunction f() {\n    // Why.\n    return '/* no */'; // kept\n}\n";
        assert_eq!(shed(script), "function f() {\nreturn '/* no */'; // kept\n}\n");
        assert_eq!(shed("/* one line */\nlet a;\n"), "let a;\n");
    }

    #[test]
    fn a_script_in_the_page_sheds_the_same() {
        assert_eq!(
            lighten_inline("<p>// a</p><script type=module>// Why.\n  let a;</script>"),
            "<p>// a</p><script type=module>let a;\n</script>"
        );
    }

    #[test]
    fn texts_over_several_lines_are_left() {
        let script = "const text = `one\n  // two`;\n";
        assert_eq!(shed(script), script);
    }
}
