//! What browsers keep of the page, so that it opens without its host: the list in `worker.js`, and the build's name.
//!
//! A build is named after everything that is in it, so that two that hold the same are one, whatever the day on which
//! they were made. `src/worker.js` does the keeping and `src/boot.js` asks for it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::glue;
use crate::page::read;
use crate::programs::{PROGRAMS, hash};
use crate::site;
use crate::trouble::{Trouble, While};

/// The script that keeps the page; the one file beside `index.html` whose name stays the same.
pub(crate) const WORKER: &str = "worker.js";

/// What stands for the build's name in both scripts.
const NAME: &str = "'the version'";

/// What stands for the list of files in `src/worker.js`.
const FILES: &str = "const files = [];";

/// One build of the page: what it is called, and the files that it needs, each with the beginning of its SHA-256.
pub(crate) struct Build {
    name: String,
    files: Vec<(String, String)>,
}

impl Build {
    /// The build that lies in this folder, with this page, which does not name it yet.
    pub(crate) fn of(folder: &Path, page: &str) -> Result<Self, Trouble> {
        let mut files = Vec::new();
        for file in site::files(folder)? {
            if is_kept(&file) {
                let content = fs::read(folder.join(&file)).doing(|| format!("read {file}"))?;
                files.push((file, hash(&content)));
            }
        }
        // The schools' program first: the line may not carry more.
        let last = PROGRAMS.len() - 1;
        files.sort_by_key(|(file, _)| PROGRAMS[last].owns(file));
        let mut all = page.to_owned();
        for (file, content) in &files {
            let _ = write!(all, "\n{file} {content}");
        }
        Ok(Self {
            name: hash(all.as_bytes()),
            files,
        })
    }

    /// The page that says which build it is.
    pub(crate) fn name_in(&self, page: &str) -> Result<String, Trouble> {
        replace_once(page, NAME, &format!("'{}'", self.name), "src/boot.js")
    }

    /// Writes the script that keeps this build, with this finished page.
    pub(crate) fn write_worker(&self, root: &Path, folder: &Path, page: &str) -> Result<(), Trouble> {
        let script = self.worker(&read(&root.join("src").join(WORKER))?, page)?;
        fs::write(folder.join(WORKER), script).doing(|| format!("write {WORKER}"))
    }

    fn worker(&self, source: &str, page: &str) -> Result<String, Trouble> {
        // The page is asked for by the folder's address: a host may forward from its name.
        let mut list = format!("const files = [\n['', '{}'],\n", hash(page.as_bytes()));
        for (file, content) in &self.files {
            let _ = writeln!(list, "['{file}', '{content}'],");
        }
        list += "];";
        let script = replace_once(
            source,
            NAME,
            &format!("'{}'", self.name),
            "the first lines of src/worker.js",
        )?;
        Ok(glue::shed(&replace_once(
            &script,
            FILES,
            &list,
            "the first lines of src/worker.js",
        )?))
    }
}

/// Whether browsers keep this file of the folder: what a program needs, and what an installed page shows itself with. Not
/// the schema, which is for people, and not the page that is one file.
fn is_kept(file: &str) -> bool {
    let ends = [".js", ".wasm", ".css", ".svg", ".png", ".webmanifest"];
    ends.iter().any(|end| file.ends_with(end)) && !file.contains('/') && file != WORKER
}

fn replace_once(text: &str, from: &str, to: &str, place: &str) -> Result<String, Trouble> {
    if text.matches(from).count() == 1 {
        return Ok(text.replacen(from, to, 1));
    }
    Err(Trouble::new(format!("`{from}` should stand once in {place}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder as it is when everything is named.
    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("jinwei-offline-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("schema")).expect("a folder");
        for file in [
            "office-0b.js",
            "office-0b_rearranged.wasm",
            "jinwei-0a.js",
            "jinwei-0a_rearranged.wasm",
            "style-0c.css",
            "icon.svg",
            "manifest.webmanifest",
            "index.html",
            "jinwei.html",
            "schema/bundle-1.schema.json",
        ] {
            fs::write(folder.join(file), file).expect("a file");
        }
        folder
    }

    const PAGE: &str = "<script>const version = 'the version';</script>";

    #[test]
    fn what_a_program_needs_is_kept_and_the_schools_comes_first() {
        let folder = folder("kept");
        let build = Build::of(&folder, PAGE).expect("a build");
        let files: Vec<&str> = build.files.iter().map(|(file, _)| file.as_str()).collect();
        assert_eq!(
            files,
            [
                "icon.svg",
                "jinwei-0a.js",
                "jinwei-0a_rearranged.wasm",
                "manifest.webmanifest",
                "style-0c.css",
                "office-0b.js",
                "office-0b_rearranged.wasm",
            ]
        );
        fs::remove_dir_all(&folder).expect("gone");
    }

    #[test]
    fn a_build_is_named_after_everything_in_it() {
        let folder = folder("name");
        let name = |page| Build::of(&folder, page).expect("a build").name;
        let first = name(PAGE);
        assert_eq!(first, name(PAGE));
        assert_ne!(first, name("<p>another page"));
        fs::write(folder.join("icon.svg"), "another icon").expect("written");
        assert_ne!(first, name(PAGE));
        fs::remove_dir_all(&folder).expect("gone");
    }

    #[test]
    fn the_page_and_the_script_that_keeps_it_say_the_same_name() {
        let folder = folder("same");
        let build = Build::of(&folder, PAGE).expect("a build");
        let page = build.name_in(PAGE).expect("named");
        let source = include_str!("../../src/worker.js");
        let worker = build.worker(source, &page).expect("a script");
        let name = format!("const version = '{}';", build.name);
        assert!(page.contains(&name) && worker.contains(&name), "{worker}");
        let itself = format!("['', '{}'],", hash(page.as_bytes()));
        assert!(worker.contains(&itself), "{worker}");
        assert!(build.name_in(&page).is_err(), "it is named once");
        fs::remove_dir_all(&folder).expect("gone");
    }
}
