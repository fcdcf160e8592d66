//! Taking back what was taken in at this sitting.

use super::Inbox;
use super::letter::{Fate, Letter, Outcome};
use super::pace::Pace;
use crate::domain::{Book, Books};
use crate::state::import::{restore_point, text_of};
use crate::state::office::office;
use crate::state::run;
use crate::storage::{KeptFile, Write};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::rc::Rc;

impl Inbox {
    /// Takes back what was taken in at this sitting, file by file, the last first. A review that was written on since is
    /// left, and its file with it; that can be tried again. The files go into a restore point before any leaves the disk.
    pub fn take_back(self) {
        let mut taken: Vec<_> = self.letters.with_value(|letters| {
            let taken = letters.iter().filter(|letter| letter.is_taken());
            taken.cloned().collect()
        });
        if self.progress.get_untracked().busy || taken.is_empty() {
            return;
        }
        // Each found the review as the one that was taken before it had left it.
        taken.sort_by_key(|letter: &Rc<Letter>| Reverse(letter.order.get()));
        self.stop.set_value(false);
        run(async move {
            let mut pace = Pace::new(self, true, taken.len());
            let kept = self.keep_before(&taken).await;
            for letter in taken {
                if self.stop.get_value() {
                    break;
                }
                let back = match &kept {
                    Ok(()) => self.take_one_back(&letter).await,
                    Err(words) => Err(words.clone()),
                };
                letter.fate.replace(match back {
                    Ok(()) => Fate::Waiting,
                    Err(words) => Fate::Stays(words),
                });
                pace.step().await;
            }
            self.look_for_copies();
            pace.end();
        });
    }

    /// Keeps the books as they are and the files that are about to go, so that going back there brings them back.
    async fn keep_before(self, taken: &[Rc<Letter>]) -> Result<(), String> {
        let open = self.open.get_value();
        let office = office(&open);
        let mut files = Vec::new();
        for letter in taken {
            if let Outcome::Submission(submission) = &letter.outcome
                && let Some(known) = office.summary(submission.summary.head.id.as_str())
            {
                files.push(KeptFile {
                    id: known.head.id.to_string(),
                    at: known.file.received_at.clone(),
                    name: letter.name.clone(),
                    text: text_of(&submission.bytes.to_vec()),
                });
            }
        }
        let name = format!("撤回 {} 个文件之前", taken.len());
        let write = Write {
            what: "take_back",
            restore_points: vec![restore_point(&open, &name, files)],
            ..Write::default()
        };
        let written = open.write(write).await;
        written.map_err(|error| format!("没有撤回：{}", error.words()))
    }

    async fn take_one_back(self, letter: &Letter) -> Result<(), String> {
        let Outcome::Submission(submission) = &letter.outcome else {
            return Ok(());
        };
        let open = self.open.get_value();
        let bundle = &submission.summary.head.id;
        if office(&open).summary(bundle.as_str()).is_none() {
            // It went already, with a state that was gone back to.
            return Ok(());
        }
        let (before, after) = (letter.before.borrow().clone(), letter.after.borrow().clone());
        let is_as_it_was_left = |books: &Books| {
            let mut after = after.iter().map(Book::as_document);
            after.all(|after| {
                let now = books.document(after.id());
                now.is_some_and(|now| now.is_same(after))
            })
        };
        if !open.books.with(is_as_it_was_left) {
            return Err("接收以后这个单位的审阅单又改过，没有撤回。".into());
        }
        let mut write = Write {
            what: "take_back",
            submissions_removed: vec![bundle.to_string()],
            ..Write::default()
        };
        for book in &after {
            let id = book.as_document().id();
            if !before.iter().any(|before| before.as_document().id() == id) {
                write.removed.push(id.clone());
            }
        }
        write.books = before;
        open.write(write).await.map_err(|error| error.words())?;
        office(&open).forgotten(&[bundle.to_string()]);
        Ok(())
    }
}
