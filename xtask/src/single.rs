//! The page as one file, `jinwei.html`, which opens by a double-click: for a stick, and for an office without a host.
//!
//! It holds the office's program, which can do everything that the schools' can: one file for everybody, where no line
//! has to carry it. A page that was opened from a file may load no other file, so style, glue and program stand in it;
//! the program travels rearranged, packed by gzip, as base64.
//!
//! **Invariant:** its policy names no source at all but the hashes of its own scripts and style.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::glue;
use crate::page::read;
use crate::programs::PROGRAMS;
use crate::seal;
use crate::site;
use crate::trouble::{Trouble, While};
use crate::weigh::KB;

/// The file's name.
pub(crate) const FILE: &str = "jinwei.html";

/// The lines of `src/boot.js` between which stands what only a page from a host does.
const FROM_HOST: (&str, &str) = ("// begin: ", "// end\n");

/// The glue's last line, and how the glue's own function is handed on in its place.
const EXPORT: &str = "export { initSync, __wbg_init as default };";

/// What the file is made of.
struct Parts {
    style: String,
    icon: String,
    probe: String,
    rescue: String,
    crypto: String,
    script: String,
    program: String,
    body: String,
}

/// Writes the page as one file into the folder of the page that is about to be published.
pub(crate) fn write(root: &Path, folder: &Path) -> Result<(), Trouble> {
    let source = root.join("src");
    let office = &PROGRAMS[PROGRAMS.len() - 1];
    let files = site::files(folder)?;
    let the = |what: &dyn Fn(&str) -> bool| {
        let found = files.iter().find(|file| what(file)).map(|file| folder.join(file));
        found.ok_or_else(|| Trouble::new("the folder lacks a part of the page that is one file"))
    };
    let ends = |file: &str, kind: &str| file.strip_suffix(kind).is_some();
    let program = the(&|file| office.owns(file) && ends(file, ".wasm"))?;
    let bytes = fs::read(&program).doing(|| format!("read {}", program.display()))?;
    let parts = Parts {
        style: read(&the(&|file| file.starts_with("style-") && ends(file, ".css"))?)?,
        icon: read(&folder.join("icon.svg"))?,
        probe: glue::shed(&read(&source.join("probe.js"))?),
        rescue: glue::shed(&read(&source.join("rescue.js"))?),
        crypto: glue::shed(&read(&source.join("crypto.js"))?),
        script: script(
            &read(&the(&|file| office.owns(file) && ends(file, ".js"))?)?,
            &read(&source.join("boot.js"))?,
            &read(&source.join("single.js"))?,
        )?,
        program: STANDARD.encode(gzip(&bytes).doing(|| "pack the program".to_owned())?),
        body: body(&read(&root.join("index.html"))?)?,
    };
    fs::write(folder.join(FILE), html(&parts)?).doing(|| format!("write {FILE}"))
}

/// Says what it weighs.
pub(crate) fn report(dist: &Path) -> Result<(), Trouble> {
    let length = fs::metadata(dist.join(FILE))
        .doing(|| format!("find dist/{FILE}"))?
        .len();
    println!("   {FILE}, the page as one file: {} KB", length / KB as u64);
    Ok(())
}

/// The page's script: the glue in a room of its own, so that its names meet nobody else's, and the start.
fn script(glue: &str, boot: &str, single: &str) -> Result<String, Trouble> {
    if glue.matches(EXPORT).count() != 1 || glue.lines().any(|line| line.starts_with("import ")) {
        return Err(Trouble::new(
            "wasm-bindgen's script should export in one line and import nothing; a file that was opened by a \
             double-click may load no other",
        ));
    }
    let glue = glue.replace(EXPORT, "return __wbg_init;");
    let parts = boot
        .split_once(FROM_HOST.0)
        .and_then(|(before, rest)| Some((before, rest.split_once(FROM_HOST.1)?.1)));
    let Some((before, after)) = parts else {
        return Err(Trouble::new(format!(
            "src/boot.js should have the lines `{}…` and `{}`",
            FROM_HOST.0,
            FROM_HOST.1.trim_end()
        )));
    };
    Ok(glue::shed(&format!(
        "const __wbg_init = (() => {{\n{glue}\n}})();\n{before}{single}{after}"
    )))
}

/// What stands in the body of the page, and so in this one's.
fn body(page: &str) -> Result<String, Trouble> {
    let inside = page
        .split_once("<body>")
        .and_then(|(_, rest)| rest.split_once("</body>"));
    match inside {
        Some((body, _)) => Ok(body.trim().to_owned()),
        None => Err(Trouble::new("index.html should have one <body>")),
    }
}

fn html(parts: &Parts) -> Result<String, Trouble> {
    let Parts {
        style,
        icon,
        probe,
        rescue,
        crypto,
        script,
        program,
        body,
    } = parts;
    for (text, end) in [
        (style, "</style"),
        (probe, "</script"),
        (rescue, "</script"),
        (crypto, "</script"),
        (script, "</script"),
    ] {
        if text.contains(end) {
            return Err(Trouble::new(format!("a part of {FILE} holds `{end}`")));
        }
    }
    let policy = [
        "default-src 'none'".to_owned(),
        format!(
            "script-src 'wasm-unsafe-eval' '{}' '{}' '{}' '{}'",
            seal::hash(probe),
            seal::hash(rescue),
            seal::hash(crypto),
            seal::hash(script)
        ),
        format!("style-src '{}'", seal::hash(style)),
        "img-src data:".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
    ]
    .join("; ");
    let mut page = String::new();
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n\
         <meta {} content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light\">\n<meta name=\"renderer\" content=\"webkit\">\n\
         <meta name=\"force-rendering\" content=\"webkit\">\n<title>晋位台账</title>\n\
         <link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\">\n\
         <style>{style}</style>\n<script>{probe}</script>\n<script>{rescue}</script>\n\
         <script>{crypto}</script>\n<body>\n{body}\n\
         <script type=\"text/plain\" id=\"program\">{program}</script>\n\
         <script type=\"module\">{script}</script>\n",
        seal::MARK,
        STANDARD.encode(icon),
    );
    Ok(page)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "let wasm;\nfunction __wbg_init() {}\nexport { initSync, __wbg_init as default };\n";

    #[test]
    fn what_comes_from_a_host_is_replaced_and_the_rest_stays() {
        let boot = "function inOrder() {}\n// begin: the host\nimport('./a.js');\n// end\nstart();\n";
        let script = script(GLUE, boot, "const parts = 1;\n").expect("a script");
        assert_eq!(
            script,
            "const __wbg_init = (() => {\nlet wasm;\nfunction __wbg_init() {}\nreturn __wbg_init;\n})();\n\
             function inOrder() {}\nconst parts = 1;\nstart();\n"
        );
    }

    #[test]
    fn the_pages_own_scripts_fit_together() {
        let script = script(
            GLUE,
            include_str!("../../src/boot.js"),
            include_str!("../../src/single.js"),
        )
        .expect("a script");
        for gone in ["import(", "fetch(", "serviceWorker", "./jinwei"] {
            assert!(!script.contains(gone), "{gone}");
        }
    }

    #[test]
    fn a_script_that_would_load_another_is_refused() {
        let boot = "// begin: the host\n// end\n";
        assert!(script(&format!("import * as a from './a.js';\n{GLUE}"), boot, "").is_err());
        assert!(script("let wasm;\n", boot, "").is_err());
        assert!(script(GLUE, "start();\n", "").is_err());
    }

    #[test]
    fn the_policy_admits_what_stands_in_the_file_and_nothing_else() {
        let parts = Parts {
            style: "b{}".to_owned(),
            icon: "<svg/>".to_owned(),
            probe: "probe();".to_owned(),
            rescue: "rescue();".to_owned(),
            crypto: "crypto();".to_owned(),
            script: "start();".to_owned(),
            program: "AAAA".to_owned(),
            body: "<p>正在打开".to_owned(),
        };
        let page = html(&parts).expect("a page");
        let (_, policy) = page.split_once("content=\"default-src").expect("a policy");
        let (policy, _) = policy.split_once('"').expect("an end");
        for text in ["b{}", "probe();", "rescue();", "crypto();", "start();"] {
            assert!(policy.contains(&seal::hash(text)), "{text}");
        }
        assert!(
            !policy.contains("'self'") && !policy.contains("unsafe-inline"),
            "{policy}"
        );
        let broken = Parts {
            script: "'</script>'".to_owned(),
            ..parts
        };
        assert!(html(&broken).is_err());
    }
}
