//! Tables in the docs that commands write, each between marks of its own.

use std::fs;

use crate::project::Project;
use crate::trouble::{Trouble, While};

/// Writes a table between the marks of this name in a file of `docs`.
pub(crate) fn write(project: &Project, docs: &str, name: &str, table: &str) -> Result<(), Trouble> {
    let path = project.root().join("docs").join(docs);
    let text = fs::read_to_string(&path).doing(|| format!("read docs/{docs}"))?;
    let (before, _, after) = around(&text, docs, name)?;
    let text = format!("{before}\n\n{}\n\n{after}", table.trim_end());
    fs::write(&path, text).doing(|| format!("write docs/{docs}"))
}

/// What stands between the marks of this name in a file of `docs`.
pub(crate) fn read(project: &Project, docs: &str, name: &str) -> Result<String, Trouble> {
    let path = project.root().join("docs").join(docs);
    let text = fs::read_to_string(&path).doing(|| format!("read docs/{docs}"))?;
    around(&text, docs, name).map(|(_, table, _)| table.trim().to_owned())
}

/// A page up to the end of the first mark, what stands between the marks, and the rest from the second mark on.
fn around<'page>(
    page: &'page str,
    docs: &str,
    name: &str,
) -> Result<(&'page str, &'page str, &'page str), Trouble> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let from = page.find(&begin).map(|at| at + begin.len());
    let to = from.and_then(|from| page[from..].find(&end).map(|at| from + at));
    match (from, to) {
        (Some(from), Some(to)) => Ok((&page[..from], &page[from..to], &page[to..])),
        _ => Err(Trouble::new(format!(
            "docs/{docs} should have `{begin}` and `{end}`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn figures_stand_between_marks_of_their_name() {
        let page = "a\n<!-- fuzz -->\nold\n<!-- /fuzz -->\nb\n<!-- kills -->\n<!-- /kills -->\n";
        let (before, between, after) = around(page, "endurance.md", "fuzz").expect("marked");
        assert_eq!((before, between), ("a\n<!-- fuzz -->", "\nold\n"));
        assert_eq!(after, "<!-- /fuzz -->\nb\n<!-- kills -->\n<!-- /kills -->\n");
        assert!(around(page, "endurance.md", "kills").is_ok());
        assert!(around(page, "endurance.md", "tabs").is_err());
        assert!(around("<!-- /fuzz --><!-- fuzz -->", "endurance.md", "fuzz").is_err());
    }
}
