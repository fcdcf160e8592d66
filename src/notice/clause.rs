//! Clauses: binding sentences, cited by number.

use super::{CLAUSES, Chapter};

/// A binding sentence of the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Its number, by chapter, paragraph and sentence: `一.3-a`.
    pub id: &'static str,
    /// Its own words.
    pub words: &'static str,
    /// Where it stands.
    pub chapter: Chapter,
    /// Whom it binds.
    pub bound: &'static str,
}

/// The clause with this number.
///
/// ```
/// use jinwei::notice::clause;
/// assert!(clause("一.3-a").is_some_and(|found| found.words.contains("整改问题台帐")));
/// assert!(clause("四.1").is_none());
/// ```
pub fn clause(id: &str) -> Option<&'static Clause> {
    CLAUSES.iter().find(|clause| clause.id == id)
}
