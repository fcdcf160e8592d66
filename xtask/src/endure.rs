//! What takes longer than a test may, and is told in docs/endurance.md.

mod fuzz;

use crate::project::Project;
use crate::trouble::Trouble;

/// How many minutes are fuzzed when no number is given.
const MINUTES: u32 = 30;

/// What is to be endured.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Endure {
    /// Bytes that nobody thought of.
    Fuzz {
        /// For how long in all.
        minutes: u32,
    },
}

/// Reads the words after `cargo xtask endure`.
pub(crate) fn parse(words: &[&str]) -> Result<Endure, Trouble> {
    match words {
        ["fuzz"] => Ok(Endure::Fuzz { minutes: MINUTES }),
        ["fuzz", "--minutes", minutes] => match minutes.parse() {
            Ok(minutes) if minutes > 0 => Ok(Endure::Fuzz { minutes }),
            _ => Err(Trouble::new(format!("`{minutes}` is no number of minutes"))),
        },
        _ => Err(Trouble::new("Try `cargo xtask endure fuzz --minutes 30`")),
    }
}

/// Does it.
pub(crate) fn endure(project: &Project, what: &Endure) -> Result<(), Trouble> {
    match what {
        Endure::Fuzz { minutes } => fuzz::fuzz(project, *minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::{Endure, parse};

    #[test]
    fn what_is_to_be_endured_is_read() {
        assert!(matches!(parse(&["fuzz"]), Ok(Endure::Fuzz { minutes: 30 })));
        assert!(matches!(
            parse(&["fuzz", "--minutes", "5"]),
            Ok(Endure::Fuzz { minutes: 5 })
        ));
        for words in [&["fuzz", "--minutes", "0"][..], &["fuzz", "5"], &["sleep"], &[]] {
            assert!(parse(words).is_err(), "{words:?}");
        }
    }
}
