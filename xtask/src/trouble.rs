//! Errors in plain words: what was tried, what went wrong, what to type next.

use std::fmt;

/// A reason to stop, worded for the person at the terminal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Trouble(String);

impl Trouble {
    /// A trouble with these words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds what was being done to an error that only knows what went wrong.
pub(crate) trait While<T> {
    /// `doing` completes the sentence "could not …".
    fn doing(self, doing: impl FnOnce() -> String) -> Result<T, Trouble>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn doing(self, doing: impl FnOnce() -> String) -> Result<T, Trouble> {
        self.map_err(|error| Trouble::new(format!("could not {}: {error}", doing())))
    }
}
