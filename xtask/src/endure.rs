//! What takes longer than a test may, and is told in docs/endurance.md.

mod browsers;
mod fuzz;

use std::str::FromStr;

use crate::project::Project;
use crate::trouble::Trouble;

/// Where it is told, below `docs`.
const DOCS: &str = "endurance.md";

/// How many minutes are fuzzed when no number is given.
const FUZZED: u32 = 30;

/// How often a browser is killed.
const KILLS: u32 = 200;

/// How many minutes two tabs write.
const TABS: u32 = 5;

/// What is to be endured.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Endure {
    /// Bytes that nobody thought of.
    Fuzz {
        /// For how long in all.
        minutes: u32,
    },
    /// The end of the browser, at any moment.
    Kills(Browsers),
    /// Somebody else at work in another tab.
    Tabs(Browsers),
}

/// What is done with browsers.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Browsers {
    /// How many times, or for how many minutes.
    much: u32,
    /// What chance begins with; the clock says it where nobody does.
    seed: Option<u32>,
    /// Whether the page in `dist/` is taken, and none is built.
    built: bool,
}

/// Reads the words after `cargo xtask endure`.
pub(crate) fn parse(words: &[&str]) -> Result<Endure, Trouble> {
    match words {
        ["fuzz"] => Ok(Endure::Fuzz { minutes: FUZZED }),
        ["fuzz", "--minutes", minutes] => Ok(Endure::Fuzz {
            minutes: number(minutes)?,
        }),
        ["kills", words @ ..] => browsers(words, "--times", KILLS).map(Endure::Kills),
        ["tabs", words @ ..] => browsers(words, "--minutes", TABS).map(Endure::Tabs),
        _ => Err(unknown()),
    }
}

fn browsers(words: &[&str], measure: &str, much: u32) -> Result<Browsers, Trouble> {
    let mut asked = Browsers {
        much,
        seed: None,
        built: false,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut next = || number(words.next().copied().unwrap_or_default());
        match *word {
            word if word == measure => asked.much = next()?,
            "--seed" => asked.seed = Some(next()?),
            "--built" => asked.built = true,
            _ => return Err(unknown()),
        }
    }
    Ok(asked)
}

fn number(word: &str) -> Result<u32, Trouble> {
    let number = u32::from_str(word).ok().filter(|number| *number > 0);
    number.ok_or_else(|| Trouble::new(format!("`{word}` is no number from 1 on")))
}

fn unknown() -> Trouble {
    Trouble::new(
        "Try `cargo xtask endure fuzz --minutes 30`, `cargo xtask endure kills --times 200` or \
         `cargo xtask endure tabs --minutes 5`",
    )
}

/// Does it.
pub(crate) fn endure(project: &Project, what: &Endure) -> Result<(), Trouble> {
    let of = |name: &str, asked: &Browsers| {
        let mut words = vec![asked.much.to_string()];
        words.extend(asked.seed.map(|seed| format!("--seed={seed}")));
        browsers::endure(project, name, &words, asked.built)
    };
    match what {
        Endure::Fuzz { minutes } => fuzz::fuzz(project, *minutes),
        Endure::Kills(asked) => of("kills", asked),
        Endure::Tabs(asked) => of("tabs", asked),
    }
}

#[cfg(test)]
mod tests {
    use super::{Browsers, Endure, parse};

    #[test]
    fn what_is_to_be_endured_is_read() {
        let browsers = |much, seed, built| Browsers { much, seed, built };
        for (words, expected) in [
            (&["fuzz"][..], Endure::Fuzz { minutes: 30 }),
            (&["fuzz", "--minutes", "5"], Endure::Fuzz { minutes: 5 }),
            (&["kills"], Endure::Kills(browsers(200, None, false))),
            (
                &["kills", "--built", "--times", "7", "--seed", "3"],
                Endure::Kills(browsers(7, Some(3), true)),
            ),
            (
                &["tabs", "--minutes", "2"],
                Endure::Tabs(browsers(2, None, false)),
            ),
        ] {
            assert_eq!(parse(words).ok(), Some(expected), "{words:?}");
        }
        for words in [
            &["fuzz", "--minutes", "0"][..],
            &["fuzz", "5"],
            &["kills", "--minutes", "5"],
            &["tabs", "--seed"],
            &["sleep"],
            &[],
        ] {
            assert!(parse(words).is_err(), "{words:?}");
        }
    }
}
