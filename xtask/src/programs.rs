//! The two programs that the page is made of, and their files.
//!
//! Trunk names a program's files after what the compiler made, before their last touches, and the second one's not at
//! all: here both are named after what they hold, so that a browser may keep them for ever and never keeps a wrong one.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::rearrange::rearrange;
use crate::trouble::{Trouble, While};
use crate::weigh::KB;

/// A program of the page.
pub(crate) struct Program {
    /// The name of its binary, with which its files begin.
    pub(crate) name: &'static str,
    /// Whose it is.
    pub(crate) desk: &'static str,
    /// What its first screen may weigh over the wire, in bytes of brotli (quality 11).
    pub(crate) budget: usize,
}

/// Both, in the order in which they are weighed.
pub(crate) const PROGRAMS: [Program; 2] = [
    // A school's slowest line, 512 kbit/s, carries this in under six seconds; after that the page needs no network.
    Program {
        name: "jinwei",
        desk: "a school",
        budget: 376 * KB,
    },
    // Compiled for speed: an office reads a hundred books at once, over a better line.
    Program {
        name: "office",
        desk: "the office",
        budget: 691 * KB,
    },
];

/// How wasm-bindgen's module ends, and how it does when it is ready to travel. What travels is no module, and keeps the
/// ending nevertheless: hosts choose by it what they compress.
const MODULE: (&str, &str) = ("_bg.wasm", "_rearranged.wasm");

/// How a program's files end, as they come and as they go.
const ENDS: [(&str, &str); 2] = [(".js", ".js"), MODULE];

impl Program {
    /// Whether a file is one of this program's.
    pub(crate) fn owns(&self, file: &str) -> bool {
        file.strip_prefix(self.name)
            .and_then(|rest| {
                let mut ends = ENDS.iter().flat_map(|(from, to)| [from, to]);
                ends.find_map(|end| rest.strip_suffix(end))
            })
            .is_some_and(|hash| {
                let hash = hash.strip_prefix('-').unwrap_or(hash);
                hash.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
    }
}

/// Makes the programs in this folder ready to travel, names their files after what they hold, and returns the page that
/// names them so.
pub(crate) fn name(folder: &Path, html: &str) -> Result<String, Trouble> {
    let mut page = html.to_owned();
    for program in &PROGRAMS {
        for (from, to) in ENDS {
            let plain = format!("{}{to}", program.name);
            let file = only(folder, program, from)?;
            let mut content = fs::read(folder.join(&file)).doing(|| format!("read {file}"))?;
            if from == MODULE.0 {
                content = rearrange(&content)?;
            }
            let named = format!("{}-{}{to}", program.name, hash(&content));
            fs::remove_file(folder.join(&file)).doing(|| format!("remove {file}"))?;
            fs::write(folder.join(&named), content).doing(|| format!("write {named}"))?;
            if page.matches(&format!("./{plain}")).count() != 1 {
                return Err(Trouble::new(format!(
                    "index.html should name ./{plain} once, in the script of src/boot.js"
                )));
            }
            page = page.replacen(&plain, &named, 1);
        }
    }
    Ok(page)
}

/// The one file of a program that ends so.
fn only(folder: &Path, program: &Program, end: &str) -> Result<String, Trouble> {
    let listing = || format!("list {}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).doing(listing)? {
        let file = entry.doing(listing)?.file_name().to_string_lossy().into_owned();
        if file.ends_with(end) && program.owns(&file) {
            found.push(file);
        }
    }
    match <[String; 1]>::try_from(found) {
        Ok([file]) => Ok(file),
        Err(found) => Err(Trouble::new(format!(
            "there should be one {}…{end} in {}, and there are {}",
            program.name,
            folder.display(),
            found.len()
        ))),
    }
}

/// What a content is known by in a file's name.
pub(crate) fn hash(content: &[u8]) -> String {
    let mut name = String::new();
    for byte in &Sha256::digest(content)[..8] {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programs_files_are_known_with_and_without_a_hash() {
        let [school, office] = &PROGRAMS;
        for file in [
            "jinwei.js",
            "jinwei-58c9bc75daa8bb30.js",
            "jinwei-58c9_rearranged.wasm",
        ] {
            assert!(school.owns(file) && !office.owns(file), "{file}");
        }
        for file in ["office.js", "office_rearranged.wasm"] {
            assert!(office.owns(file) && !school.owns(file), "{file}");
        }
        for file in ["style-58c9.css", "index.html", "jinwei-notes.js", "officer.js"] {
            assert!(!office.owns(file) && !school.owns(file), "{file}");
        }
    }

    /// The smallest module that there is.
    const SMALLEST: &[u8] = b"\0asm\x01\0\0\0";

    /// A folder as Trunk leaves it, and what the page's script says there.
    fn staged(name: &str) -> (std::path::PathBuf, &'static str) {
        let folder = std::env::temp_dir().join(format!("jinwei-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        for file in ["jinwei-12.js", "jinwei-12_bg.wasm", "office.js", "office_bg.wasm"] {
            let module = file.ends_with("_bg.wasm");
            let content = if module { SMALLEST } else { file.as_bytes() };
            fs::write(folder.join(file), content).expect("a file");
        }
        let page = "<script>['./jinwei.js','./jinwei_rearranged.wasm'],['./office.js','./office_rearranged.wasm']</script>";
        (folder, page)
    }

    #[test]
    fn files_are_named_after_what_they_hold_and_the_page_says_so() {
        let (folder, page) = staged("programs");
        let named = name(&folder, page).expect("named");
        let mut expected = page.to_owned();
        let module = rearrange(SMALLEST).expect("rearranged");
        for (plain, holds) in [
            ("jinwei.js", "jinwei-12.js".as_bytes()),
            ("jinwei_rearranged.wasm", &module),
            ("office.js", "office.js".as_bytes()),
            ("office_rearranged.wasm", &module),
        ] {
            let at = plain.find(['.', '_']).expect("an end");
            let file = format!("{}-{}{}", &plain[..at], hash(holds), &plain[at..]);
            assert_eq!(fs::read(folder.join(&file)).expect("the file"), holds);
            expected = expected.replace(plain, &file);
        }
        assert_eq!(named, expected);
        let left = fs::read_dir(&folder).expect("the folder").count();
        assert_eq!(left, 4, "nothing travels twice");
        fs::remove_dir_all(&folder).expect("gone");
    }

    #[test]
    fn a_page_or_a_folder_that_lacks_a_program_is_refused() {
        let (folder, page) = staged("programs-lacking");
        assert!(name(&folder, &page.replace("office_re", "other_re")).is_err());
        let (folder, page) = staged("programs-lacking");
        fs::remove_file(folder.join("office.js")).expect("gone");
        assert!(name(&folder, page).is_err());
        fs::remove_dir_all(&folder).expect("gone");
    }
}
