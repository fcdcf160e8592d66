//! Puts the page's style sheets into one file: together they travel in less than each by itself, in one request.
//!
//! In the source they stand apart, one a subject, and Trunk has shed from each what only people read.

use std::fs;
use std::path::Path;

use crate::programs::hash;
use crate::trouble::{Trouble, While};

/// A link to a style sheet in the finished page: its tag and the file it names.
struct Sheet<'a> {
    tag: &'a str,
    file: &'a str,
}

/// Joins the style sheets that the page in this folder links to, in their order, and returns the page that links to the
/// one file. The name holds the content's hash, as Trunk's do.
pub(crate) fn join(folder: &Path, html: &str) -> Result<String, Trouble> {
    let sheets = sheets(html);
    let [first, others @ ..] = sheets.as_slice() else {
        return Ok(html.to_owned());
    };
    if others.is_empty() {
        return Ok(html.to_owned());
    }
    let mut joined = String::new();
    for sheet in &sheets {
        let path = folder.join(sheet.file);
        joined += &fs::read_to_string(&path).doing(|| format!("read {}", path.display()))?;
    }
    let name = format!("style-{}.css", hash(joined.as_bytes()));
    fs::write(folder.join(&name), joined).doing(|| format!("write {name}"))?;
    for sheet in &sheets {
        fs::remove_file(folder.join(sheet.file)).doing(|| format!("remove {}", sheet.file))?;
    }
    let mut page = html.replacen(first.tag, &first.tag.replace(first.file, &name), 1);
    for sheet in others {
        page = page.replacen(sheet.tag, "", 1);
    }
    Ok(page)
}

/// The links to style sheets, in their order.
fn sheets(html: &str) -> Vec<Sheet<'_>> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices("<link ") {
        let rest = &html[at..];
        let tag = &rest[..=rest.find('>').unwrap_or(rest.len() - 1)];
        let words = tag.split([' ', '"', '\'', '=', '>']);
        let file = words
            .map(|word| word.trim_start_matches("./"))
            .find(|word| Path::new(word).extension().is_some_and(|kind| kind == "css"));
        if let Some(file) = file.filter(|_| tag.contains("stylesheet")) {
            found.push(Sheet { tag, file });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_quoted_or_not() {
        let page = r#"<link href="./a-1.css" rel="stylesheet"><link href=icon.svg rel=icon><link rel=stylesheet href=./b-2.css>"#;
        let files: Vec<_> = sheets(page).iter().map(|sheet| sheet.file).collect();
        assert_eq!(files, ["a-1.css", "b-2.css"]);
    }

    #[test]
    fn sheets_are_joined_in_their_order() {
        let folder = std::env::temp_dir().join(format!("jinwei-styles-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("a.css"), "a{}").expect("a file");
        fs::write(folder.join("b.css"), "b{}").expect("a file");
        let page = "<link href=./a.css rel=stylesheet><p><link href=./b.css rel=stylesheet>";
        let joined = join(&folder, page).expect("joined");
        let files: Vec<_> = fs::read_dir(&folder)
            .expect("the folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("a name")
            })
            .collect();
        let [file] = files.as_slice() else {
            panic!("{files:?}")
        };
        assert_eq!(joined, format!("<link href=./{file} rel=stylesheet><p>"));
        assert_eq!(fs::read_to_string(folder.join(file)).expect("the file"), "a{}b{}");
        fs::remove_dir_all(&folder).expect("gone");
    }
}
