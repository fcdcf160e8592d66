//! Looking at files: what each is, and what it would change. Nothing is changed.

use super::Inbox;
use super::letter::{ID_TAKEN, Letter, Outcome, Submission};
use super::pace::Pace;
use super::source::{Source, begin, unpacked};
use crate::bundle::{self, Bundle, BundleKind, Sealed, Unreadable, is_zip};
use crate::county::{Summary, stands_to};
use crate::domain::Book;
use crate::platform;
use crate::state::import::{look_at, text_of};
use crate::state::office::office;
use crate::state::run;
use crate::state::signing::source_of;
use crate::state::trust::{Party, is_of_one};
use crate::storage::Desk;
use js_sys::Uint8Array;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// How many files the browser reads ahead of the one that is looked at.
const AHEAD: usize = 4;

impl Inbox {
    /// Looks at files. Nothing is changed.
    pub fn look(self, sources: Vec<Source>) {
        let begun = self.progress.get_untracked();
        if begun.busy || sources.is_empty() {
            return;
        }
        self.stop.set_value(false);
        run(async move { self.look_at_all(sources).await });
    }

    async fn look_at_all(self, sources: Vec<Source>) {
        let mut pace = Pace::new(self, false, sources.len());
        let mut waiting = VecDeque::from(sources);
        let mut begun = VecDeque::new();
        loop {
            // While one is looked at, the browser reads the next.
            while begun.len() < AHEAD
                && let Some(source) = waiting.pop_front()
            {
                begun.push_back(begin(source));
            }
            let Some((name, packed, reading)) = begun.pop_front() else {
                break;
            };
            if self.stop.get_value() {
                self.push(name, Outcome::Skipped);
                pace.step().await;
                continue;
            }
            match reading.await {
                Err((code, words)) => self.push(name, Outcome::Unreadable(code, words)),
                Ok(file) => {
                    let bytes = file.to_vec();
                    // An archive in an archive is not opened: it could go on for ever.
                    if is_zip(&bytes) && !packed {
                        match unpacked(&name, bytes) {
                            Err(words) => self.push(name, Outcome::Unreadable("not_an_archive", words)),
                            Ok(inside) => {
                                pace.more(inside.len());
                                for source in inside.into_iter().rev() {
                                    waiting.push_front(source);
                                }
                            }
                        }
                    } else {
                        let outcome = self.opened(&name, &bytes, file).await;
                        self.push(name, outcome);
                    }
                }
            }
            pace.step().await;
        }
        pace.end();
    }

    fn push(self, name: String, outcome: Outcome) {
        let letter = self.weighed(Letter::new(name, outcome));
        self.letters.update_value(|letters| letters.push(letter));
    }

    pub(super) fn weighed(self, letter: Letter) -> Rc<Letter> {
        self.weigh_one(&letter);
        Rc::new(letter)
    }

    /// Holds every file against the known keys anew, and against who stands here by now: somebody decided about one, or
    /// others were taken in.
    pub fn weigh(self) {
        self.look_for_copies();
        for letter in self.letters.get_value() {
            self.weigh_one(&letter);
        }
        self.tell();
    }

    fn weigh_one(self, letter: &Letter) {
        self.placed(letter);
        if let Outcome::Submission(submission) = &letter.outcome {
            let trust = self
                .open
                .with_value(|open| open.trust(&submission.source.borrow()));
            letter.trust.set(trust);
        }
    }

    /// Looks whose place a file would take, by what is here now; tells the register's line to which it would newly come.
    pub(super) fn placed(self, letter: &Letter) -> Option<String> {
        // Once it is taken in it stands there itself, and is shown as it was taken.
        let submission = letter.submission().filter(|_| !letter.is_taken())?;
        let office = self.open.with_value(office);
        let (line, others) = office.county_untracked(|county| {
            let line = county.comes_to(&submission.summary);
            let others = county.displaced(&submission.summary).into_iter();
            let party = |other: &Summary| Party::unit(other.unit.book.as_ref(), &other.unit.name);
            (line.map(|line| line.key.clone()), others.map(party).collect())
        });
        letter.note_instead_of(others);
        line
    }

    /// What a file is; a sealed one is opened by what opened others, or waits.
    async fn opened(self, name: &str, bytes: &[u8], file: Uint8Array) -> Outcome {
        match bundle::read(bytes) {
            Err(Unreadable::Sealed) => {}
            read => return self.looked(name, bytes, read, file).await,
        }
        match Sealed::read(bytes) {
            Ok(sealed) => self.unsealed_by_known(name, Rc::new(sealed)).await,
            Err(damaged) => Outcome::Unreadable(damaged.code(), damaged.words()),
        }
    }

    /// What a file is, by its content, which was `read`.
    pub(super) async fn looked(
        self,
        name: &str,
        bytes: &[u8],
        read: Result<Bundle, Unreadable>,
        file: Uint8Array,
    ) -> Outcome {
        let open = self.open.get_value();
        let mut bundle = match read {
            Ok(bundle) => bundle,
            Err(unreadable) => return Outcome::Unreadable(unreadable.code(), unreadable.words()),
        };
        if bundle.envelope.kind != BundleKind::Submission {
            let incoming = look_at(self.app, Some(&open), name.to_owned(), bytes, Ok(bundle)).await;
            return Outcome::Other(Rc::new(incoming));
        }
        let wrong = match bundle.envelope.created_by.desk {
            Desk::Unit => None,
            Desk::Branch => Some(
                "这是支部交给单位的文件，不是单位的报送文件。什么也没有改动，请单位先收进去，再由单位报送。",
            ),
            Desk::Office => Some(
                "这个文件写明是办公室自己导出的，不是单位的报送文件。没有导入，什么也没有改动。请让单位从“报送”重新导出。",
            ),
        };
        if let Some(words) = wrong {
            return Outcome::Unreadable("wrong_desk", words.into());
        }
        if let Err(words) = is_of_one(&bundle.envelope, &bundle.books) {
            return Outcome::Unreadable("not_one_unit", words.into());
        }
        let text = if bundle.envelope.signature.is_some() {
            text_of(bytes)
        } else {
            String::new()
        };
        let source = source_of(Some(&open), &bundle, &text).await;
        let programme = self.app.programme.get_untracked();
        let today = self.app.today.get_untracked();
        let summary = Arc::new(Summary::taking(
            &mut bundle,
            &platform::now_rfc3339(),
            &programme,
            today,
        ));
        let office = office(&open);
        let same_name = office.summary(summary.head.id.as_str());
        if same_name.is_some_and(|known| {
            known.file.digest != summary.file.digest || known.sender() != summary.sender()
        }) {
            return Outcome::Unreadable("id_taken", ID_TAKEN.into());
        }
        let held = office.county_untracked(|county| {
            let line = county.line_of_sender(&summary)?;
            let versions = line.versions.iter().map(|version| &version.summary);
            let mut same = versions.filter(|known| known.head.id == summary.head.id);
            same.next().or_else(|| line.summary()).cloned()
        });
        let relation = held.as_ref().map(|held| stands_to(&summary, held));
        let is_sheet = |book: &Book| matches!(book, Book::Review(_));
        Outcome::Submission(Rc::new(Submission {
            summary,
            source: RefCell::new(source),
            relation,
            held,
            sheets: bundle.books.into_iter().filter(is_sheet).collect(),
            bytes: file,
        }))
    }
}
