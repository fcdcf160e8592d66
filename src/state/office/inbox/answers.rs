//! What came back with a submission: the office's own reviews, with what the unit answered.

use super::Inbox;
use super::letter::{Letter, Outcome, Submission};
use crate::bundle;
use crate::domain::{Book, Books, Id};
use crate::merge::{RecordChange, compare};
use crate::state::app::OpenWorkspace;
use crate::state::arrival::{Arrival, answered, arrivals, name_of};
use crate::state::import::{book_at, text_of};
use crate::state::office::office;
use leptos::prelude::*;

impl Inbox {
    /// What becomes of the reviews that came with a submission.
    pub async fn answers(self, letter: &Letter) -> Vec<Arrival> {
        match &letter.outcome {
            Outcome::Submission(submission) => self.merged(letter, submission).await.unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// What changes against the version that is here, book by book.
    pub async fn compare(self, letter: &Letter) -> Result<Vec<(String, Vec<RecordChange>)>, String> {
        let Outcome::Submission(submission) = &letter.outcome else {
            return Ok(Vec::new());
        };
        let Some(held) = &submission.held else {
            return Ok(Vec::new());
        };
        let db = self.open.with_value(OpenWorkspace::db);
        let text = db.submission(held.head.id.as_str()).await;
        let text = text.map_err(|error| error.words())?.unwrap_or_default();
        let old = bundle::read(&text).map_err(|error| error.words())?;
        let new = bundle::read(&submission.bytes.to_vec()).map_err(|error| error.words())?;
        let mut all = Vec::new();
        for book in &new.books {
            let document = book.as_document();
            let is_it = |old: &&Book| old.as_document().id() == document.id();
            let before = old.books.iter().find(is_it).map(Book::as_document);
            let changes = compare(before, document);
            if !changes.is_empty() {
                all.push((name_of(book), changes));
            }
        }
        Ok(all)
    }

    pub(super) async fn merged(
        self,
        letter: &Letter,
        submission: &Submission,
    ) -> Result<Vec<Arrival>, String> {
        let open = self.open.get_value();
        let sheets = open.books.with(|books| answers(books, submission));
        if sheets.is_empty() {
            return Ok(Vec::new());
        }
        // Versions that came up with earlier files of the unit are in those files.
        let mut texts = Vec::new();
        let office = office(&open);
        for summary in office.summaries() {
            if summary.sender() == submission.summary.sender() {
                let text = open.db().submission(summary.head.id.as_str()).await;
                let text = text.map_err(|error| error.words())?;
                texts.extend(text.map(|bytes| text_of(&bytes)));
            }
        }
        let base = |version: &Id| {
            open.base(version)
                .or_else(|| texts.iter().find_map(|text| book_at(text, version)))
        };
        let decided = letter.decided.borrow().clone();
        Ok(open.books.with(|books| arrivals(books, sheets, &base, &decided)))
    }
}

/// The reviews that came with a submission, as far as they are the unit's to write: the office's own copy of the unit's
/// review, with the answers.
pub(super) fn answers(books: &Books, submission: &Submission) -> Vec<Book> {
    let mut found = Vec::new();
    for book in &submission.sheets {
        let Book::Review(sent) = book else { continue };
        let Some(known) = books.review(sent.id()) else {
            continue;
        };
        if known.verdict.unit != submission.summary.unit.book {
            continue;
        }
        found.push(Book::Review(answered(known, sent)));
    }
    found
}
