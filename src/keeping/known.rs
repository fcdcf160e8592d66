//! What is known of the workspaces outside the browser's database, so that one that comes up empty is noticed.

use crate::bundle::{Desk, decode_texts, encode_texts};
use crate::domain::Choose as _;

/// A workspace that was on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its desk.
    pub desk: Desk,
    /// When something was last saved in it, as far as is known: RFC 3339.
    pub written_at: String,
    /// The day on which the reminder of a backup was last put off; empty if it never was.
    pub put_off: String,
}

/// Writes them as one text.
pub fn write_known(all: &[Known]) -> String {
    let mut text = String::new();
    for known in all {
        text += &encode_texts(&[
            ("id", &known.id),
            ("name", &known.name),
            ("desk", known.desk.code()),
            ("written_at", &known.written_at),
            ("put_off", &known.put_off),
        ]);
        text.push('\n');
    }
    text
}

/// Reads what [`write_known`] wrote. A line that is none of its lines is left out.
pub fn read_known(text: &str) -> Vec<Known> {
    let read = |line: &str| {
        let names = ["id", "name", "desk", "written_at", "put_off"];
        let [id, name, desk, written_at, put_off] = decode_texts(line, names)?;
        Some(Known {
            id: id?,
            name: name?,
            desk: Desk::from_code(&desk?)?,
            written_at: written_at?,
            put_off: put_off.unwrap_or_default(),
        })
    };
    text.lines().filter_map(read).collect()
}
