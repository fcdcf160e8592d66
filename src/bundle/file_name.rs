//! What an exported file is called.

use chrono::{NaiveDateTime, Timelike};

use crate::domain::{Choose, is_hidden};

use super::BundleKind;

/// The longest name of a unit or workspace in a file's name, in characters. Windows takes 255 UTF-16 units and
/// most other systems 255 bytes for the whole.
const LONGEST: usize = 40;

/// The file's name: `晋位台账_单位名_报送_2012-07-05_第1版.json`; a backup has the time instead of the revision:
/// `晋位台账_工作区名_备份_2012-07-05_1530.json`.
///
/// Characters that Windows forbids become `_`; invisible ones, which could make a name look like another, are
/// left out.
///
/// ```
/// use jinwei::bundle::{BundleKind, file_name};
/// let when = "2012-07-05T15:30:00".parse().expect("a moment");
/// assert_eq!(
///     file_name(BundleKind::Submission, "县一中", when, 1),
///     "晋位台账_县一中_报送_2012-07-05_第1版.json"
/// );
/// ```
pub fn file_name(kind: BundleKind, name: &str, when: NaiveDateTime, revision: u32) -> String {
    let name = safe(name);
    let name = if name.is_empty() { "未命名" } else { &name };
    let (label, day) = (kind.label(), when.date());
    if kind == BundleKind::Backup {
        let (hour, minute) = (when.hour(), when.minute());
        format!("晋位台账_{name}_{label}_{day}_{hour:02}{minute:02}.json")
    } else {
        format!("晋位台账_{name}_{label}_{day}_第{revision}版.json")
    }
}

/// The name of the same file, sealed with a passphrase: `晋位台账_单位名_报送_2012-07-05_第1版_加口令.json`.
pub fn sealed_name(name: &str) -> String {
    format!("{}_加口令.json", name.strip_suffix(".json").unwrap_or(name))
}

/// The name of a workspace's key, to be carried to another computer: `晋位台账_工作区名_签名密钥_加口令.json`.
pub fn key_name(name: &str) -> String {
    let name = safe(name);
    let name = if name.is_empty() { "未命名" } else { &name };
    sealed_name(&format!("晋位台账_{name}_签名密钥.json"))
}

/// A name that can stand in the name of a file everywhere.
fn safe(name: &str) -> String {
    let visible = name.chars().filter(|c| c.is_control() || !is_hidden(*c));
    let allowed = visible.map(|c| match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    });
    let name: String = allowed.collect();
    let name: Vec<&str> = name.split_whitespace().collect();
    name.join(" ")
        .chars()
        .take(LONGEST)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(kind: BundleKind, name: &str) -> String {
        let when = "2012-07-05T15:30:59".parse().expect("a moment");
        file_name(kind, name, when, 2)
    }

    #[test]
    fn a_backup_has_the_time() {
        assert_eq!(
            name_of(BundleKind::Backup, "县一中"),
            "晋位台账_县一中_备份_2012-07-05_1530.json"
        );
    }

    #[test]
    fn forbidden_and_invisible_characters_go() {
        assert_eq!(
            name_of(BundleKind::Submission, " a/b\\c:d*e?f\"g<h>i|j\n\u{202e}k "),
            "晋位台账_a_b_c_d_e_f_g_h_i_j k_报送_2012-07-05_第2版.json"
        );
        assert_eq!(
            name_of(BundleKind::Submission, "\u{200b}"),
            "晋位台账_未命名_报送_2012-07-05_第2版.json"
        );
    }

    #[test]
    fn long_names_are_cut() {
        let name = name_of(BundleKind::Submission, &"校".repeat(500));
        assert!(
            name.len() <= 255 && name.contains(&"校".repeat(LONGEST)),
            "{name}"
        );
    }
}
