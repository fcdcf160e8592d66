//! What an office keeps of what it received: a summary of every submission, and its file.

use crate::bundle::{self, Attachment, BundleKind};
use crate::county::Summary;
use crate::domain::{Book, Id, OfficeBook};
use crate::state::app::{App, Completing, OpenWorkspace, Receiving};
use crate::state::import::text_of;
use crate::state::new_id;
use crate::storage::{Kept, KeptFile, KeptSubmission, StorageError, Workspace, WorkspaceMeta, Write};
use std::any::Any;
use std::sync::Arc;

/// The summaries of everything that was received.
pub(super) type Summaries = Vec<Arc<Summary>>;

/// Reads what is known of every submission. Gives the workspace a book where it has none, and brings files that were kept
/// before there were summaries to their place.
pub(super) fn complete<'a>(
    app: App,
    meta: &'a WorkspaceMeta,
    db: &'a Workspace,
    kept: &'a mut Kept,
) -> Completing<'a> {
    Box::pin(async move {
        // It is named after its workspace, so that two pages that open it at once make the same book, and is written with
        // its first record. Where a row could not be read, that may be the book: none is made in its place.
        let has_book = kept.books.iter().any(|book| matches!(book, Book::Office(_)));
        if !has_book && kept.problems.is_empty() && kept.unread.is_empty() {
            let id = Id::parse(&meta.id).unwrap_or_else(|_| new_id());
            kept.books.push(Book::Office(OfficeBook::new(id)));
        }
        let mut summaries = Summaries::new();
        for (id, text) in db.summaries().await? {
            let known = Summary::from_text(&text).map(Arc::new);
            let known = match known {
                Some(known) => Some(known),
                None => made_anew(app, db, &id, &text).await?,
            };
            if known.is_none() {
                // It is not in the list; its bytes stay where they are, and go with every backup.
                if let Some(bytes) = db.submission(&id).await? {
                    kept.unread.push(Attachment {
                        store: "received".into(),
                        id: id.clone(),
                        at: String::new(),
                        name: format!("{id}.json"),
                        text: text_of(&bytes),
                    });
                }
                let words = format!("收到的方案，编号 {id}：文件读不出来");
                kept.problems.push(StorageError::Unreadable(words));
            }
            summaries.extend(known);
        }
        let mut files = Vec::new();
        std::mem::swap(&mut files, &mut kept.received);
        for file in files {
            match moved(app, db, &file).await {
                Ok(Some(summary)) => summaries.push(Arc::new(summary)),
                Ok(None) => kept.received.push(file),
                // It stays where it is, and the next start tries again; the workspace opens all the same.
                Err(error) => {
                    kept.received.push(file);
                    if !kept.problems.contains(&error) {
                        kept.problems.push(error);
                    }
                }
            }
        }
        let beside: Box<dyn Any> = Box::new(summaries);
        Ok(beside)
    })
}

/// Summarises a file.
pub(super) fn summarise(app: App, bytes: &[u8], received_at: &str) -> Option<Summary> {
    let mut bundle = bundle::read(bytes).ok()?;
    if bundle.envelope.kind != BundleKind::Submission {
        return None;
    }
    let programme = app.programme.get_untracked();
    let today = app.today.get_untracked();
    Some(Summary::taking(&mut bundle, received_at, &programme, today))
}

/// A summary that another version of the program made, made anew from its file.
async fn made_anew(
    app: App,
    db: &Workspace,
    id: &str,
    old: &str,
) -> Result<Option<Arc<Summary>>, StorageError> {
    let Some(bytes) = db.submission(id).await? else {
        return Ok(None);
    };
    let received_at = Summary::received_at_of(old).unwrap_or_default();
    let Some(summary) = summarise(app, &bytes, &received_at) else {
        return Ok(None);
    };
    let submission = KeptSubmission {
        id: id.to_owned(),
        summary: summary.to_text(),
        bytes: None,
    };
    if db.is_newer() {
        return Ok(Some(Arc::new(summary)));
    }
    // A disk that does not take it keeps nothing from being shown: it is made anew at the next start.
    let _ = db
        .write(Write {
            submissions: vec![submission],
            ..Write::default()
        })
        .await;
    Ok(Some(Arc::new(summary)))
}

/// Brings a file from the place where all files once were to that of submissions; `None` where it is none.
async fn moved(app: App, db: &Workspace, file: &KeptFile) -> Result<Option<Summary>, StorageError> {
    if db.is_newer() {
        return Ok(None);
    }
    let Some(summary) = summarise(app, file.text.as_bytes(), &file.at) else {
        return Ok(None);
    };
    let submission = KeptSubmission {
        id: file.id.clone(),
        summary: summary.to_text(),
        bytes: Some(file.text.as_bytes().into()),
    };
    db.write(Write {
        submissions: vec![submission],
        received_removed: vec![file.id.clone()],
        ..Write::default()
    })
    .await?;
    Ok(Some(summary))
}

/// What was received from a moment on, for a backup.
pub(super) fn received<'a>(open: &'a OpenWorkspace, since: &'a str) -> Receiving<'a> {
    Box::pin(async move {
        let db = open.db();
        let mut files = Vec::new();
        for summary in super::office(open).summaries() {
            if summary.file.received_at.as_str() < since {
                continue;
            }
            let id = summary.head.id.to_string();
            if let Some(bytes) = db.submission(&id).await? {
                let text = text_of(&bytes);
                files.push(KeptFile {
                    id,
                    at: summary.file.received_at.clone(),
                    name: format!("{}.json", summary.unit.name),
                    text,
                });
            }
        }
        Ok(files)
    })
}

/// The submissions among a backup's files that are not here.
pub(super) fn missing(app: App, open: &OpenWorkspace, files: &[Attachment]) -> Vec<KeptSubmission> {
    let office = super::office(open);
    let mut missing = Vec::new();
    for file in files {
        if office.summary(&file.id).is_some() {
            continue;
        }
        if let Some(summary) = summarise(app, file.text.as_bytes(), &file.at) {
            missing.push(KeptSubmission {
                id: file.id.clone(),
                summary: summary.to_text(),
                bytes: Some(file.text.as_bytes().into()),
            });
        }
    }
    missing
}

/// Takes in what went from the disk and what came back to it.
pub(super) fn settle(open: &OpenWorkspace, gone: &[String], back: &[KeptSubmission]) {
    let office = super::office(open);
    for submission in back {
        if let Some(summary) = Summary::from_text(&submission.summary) {
            office.received(Arc::new(summary), true);
        }
    }
    office.forgotten(gone);
}
