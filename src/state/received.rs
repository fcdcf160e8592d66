//! What the office has received: one line a unit, read from the files themselves.

use super::app::{App, OpenWorkspace};
use super::open_books::OpenBooks;
use super::receipts::{Receipted, receipted};
use crate::bundle::{self, Bundle, Counts};
use crate::domain::{Books, sort_by_text};
use crate::notice::Programme;
use crate::rules::{self, Severity};
use crate::storage::KeptFile;
use chrono::NaiveDate;

/// The newest submission of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct ReceivedUnit {
    /// The bundle's id.
    pub bundle_id: String,
    /// The unit's name.
    pub name: String,
    /// The number of this version.
    pub revision: u32,
    /// The day the plan was first sent.
    pub submitted_on: Option<NaiveDate>,
    /// Whether that day is after the day it was due.
    pub late: bool,
    /// When it was received, RFC 3339.
    pub received_at: String,
    /// Errors by our own check.
    pub errors: usize,
    /// Warnings by our own check.
    pub warnings: usize,
    /// Records that could not be read.
    pub set_aside: usize,
    /// What is in it.
    pub counts: Counts,
    /// SHA-256 of its canonical content, hexadecimal.
    pub digest: String,
    /// How many versions were received.
    pub versions: usize,
}

/// The newest submission of every unit, by name.
pub fn received_units(app: App, open: &OpenWorkspace) -> Vec<ReceivedUnit> {
    let (programme, today) = (app.programme.get(), app.today.get());
    let newest = newest(open).into_iter();
    let mut all: Vec<_> = newest.map(|newest| summary(newest, &programme, today)).collect();
    sort_by_text(&mut all, |unit| &unit.name);
    all
}

/// The books of the newest submission of every unit.
pub struct ReceivedPlans(pub Vec<Books>);

impl PartialEq for ReceivedPlans {
    /// What was read anew counts as new: comparing every record would cost the page more than it saves.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The books of the newest submission of every unit.
pub fn received_plans(open: &OpenWorkspace) -> ReceivedPlans {
    let newest = newest(open).into_iter();
    ReceivedPlans(newest.map(|newest| shelf(newest.bundle)).collect())
}

/// The newest submission of one sender.
struct Newest {
    sender: String,
    file: KeptFile,
    bundle: Bundle,
    versions: usize,
}

fn newest(open: &OpenWorkspace) -> Vec<Newest> {
    let mut all: Vec<Newest> = Vec::new();
    for file in open.received.read().iter() {
        let Ok(bundle) = bundle::read(file.text.as_bytes()) else {
            continue;
        };
        let sender = sender_key(&bundle);
        let versions = 1;
        match all.iter_mut().find(|known| known.sender == sender) {
            Some(known) => {
                known.versions += 1;
                if bundle.envelope.revision >= known.bundle.envelope.revision {
                    known.file = file.clone();
                    known.bundle = bundle;
                }
            }
            None => all.push(Newest {
                sender,
                file: file.clone(),
                bundle,
                versions,
            }),
        }
    }
    all
}

/// What tells one sender from another: the unit's id, or its name where it has none.
pub(super) fn sender_key(bundle: &Bundle) -> String {
    let by = &bundle.envelope.created_by;
    by.unit_id
        .as_ref()
        .map_or_else(|| by.unit.clone(), ToString::to_string)
}

/// The books of a bundle, put on one shelf.
pub(super) fn shelf(bundle: Bundle) -> Books {
    let mut books = Books::default();
    for book in bundle.books {
        books.put(book);
    }
    books
}

fn summary(newest: Newest, programme: &Programme, today: NaiveDate) -> ReceivedUnit {
    let Newest {
        file,
        bundle,
        versions,
        ..
    } = newest;
    let envelope = bundle.envelope.clone();
    let (set_aside, counts) = (bundle.set_aside_count(), Counts::of(&bundle.books));
    let books = shelf(bundle);
    let findings = rules::asked(&books, programme, today);
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.rule.severity == severity)
            .count()
    };
    let submitted_on = books
        .unit
        .as_ref()
        .and_then(|unit| unit.responsibility.submitted_on);
    ReceivedUnit {
        bundle_id: file.id,
        name: envelope.created_by.unit,
        revision: envelope.revision,
        submitted_on,
        late: submitted_on.is_some_and(|day| day > programme.plan_due.value),
        received_at: file.at,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        set_aside,
        counts,
        digest: envelope.digest,
        versions,
    }
}

impl OpenWorkspace {
    /// Opens a received submission, to be read.
    pub fn read_received(&self, bundle_id: &str, app: App) -> Option<OpenBooks> {
        let text = self
            .received
            .read()
            .iter()
            .find(|file| file.id == bundle_id)?
            .text
            .clone();
        let bundle = bundle::read(text.as_bytes()).ok()?;
        Some(OpenBooks::to_read(shelf(bundle), app))
    }

    /// What the office says of a file that was sent.
    pub fn receipt_of(&self, sent: &KeptFile) -> Receipted {
        // The file is kept word for word: what its digest is, it says itself.
        let digest = match bundle::read(sent.text.as_bytes()) {
            Ok(bundle) => bundle.envelope.digest.clone(),
            Err(_) => String::new(),
        };
        self.books
            .with(|books| receipted(&books.reviews, &sent.id, &digest))
    }
}
