//! The tables of docs/endurance.md, each between marks of its own.

use std::fs;

use crate::project::Project;
use crate::trouble::{Trouble, While};

const DOCS: &str = "docs/endurance.md";

/// Writes a table between the marks of this name.
pub(super) fn write(project: &Project, name: &str, table: &str) -> Result<(), Trouble> {
    let docs = project.root().join(DOCS);
    let text = fs::read_to_string(&docs).doing(|| format!("read {DOCS}"))?;
    fs::write(&docs, with_figures(&text, name, table)?).doing(|| format!("write {DOCS}"))
}

/// The page with these figures between its marks.
fn with_figures(text: &str, name: &str, table: &str) -> Result<String, Trouble> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let parts = text.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(&end)?;
        Some((before, after))
    });
    let Some((before, after)) = parts else {
        return Err(Trouble::new(format!("{DOCS} should have `{begin}` and `{end}`")));
    };
    Ok(format!("{before}{begin}\n\n{}\n\n{end}{after}", table.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::with_figures;

    #[test]
    fn figures_take_the_place_of_the_last_ones() {
        let page = "a\n<!-- fuzz -->\nold\n<!-- /fuzz -->\nb\n<!-- kills -->\n<!-- /kills -->\n";
        let once = with_figures(page, "fuzz", "new\n").expect("marked");
        let (_, others) = page.split_once("\nb\n").expect("there");
        assert_eq!(
            once,
            format!("a\n<!-- fuzz -->\n\nnew\n\n<!-- /fuzz -->\nb\n{others}")
        );
        assert_eq!(with_figures(&once, "fuzz", "new\n").expect("marked"), once);
        assert!(with_figures(page, "tabs", "").is_err());
    }
}
