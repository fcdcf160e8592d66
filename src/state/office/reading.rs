//! A received plan, opened to be read. Its file is on the disk and not in memory.

use super::office;
use crate::bundle;
use crate::domain::Books;
use crate::state::app::{App, OpenWorkspace};
use crate::state::{Changing, OpenBooks, run};
use leptos::prelude::*;
use std::sync::Arc;

/// How far opening has come.
#[derive(Clone)]
pub enum Reading {
    /// The disk is being asked.
    Opening,
    /// Here it is.
    Open(OpenBooks),
    /// It is not in this workspace.
    NotThere,
    /// The disk would not, in words.
    Failed(String),
}

/// Opens a received submission, to be read. What comes of it is told by the signal.
pub fn read_received(app: App, open: &OpenWorkspace, bundle: &str) -> Changing<Reading> {
    let reading = Changing::new(Reading::Opening);
    let desk = office(open);
    if desk.summary(bundle).is_none() {
        reading.set(Reading::NotThere);
        return reading;
    }
    if let Some(books) = desk.read_last(bundle) {
        reading.set(Reading::Open(OpenBooks::to_read((*books).clone(), app)));
        return reading;
    }
    let (db, bundle) = (open.db(), bundle.to_owned());
    let owner = Owner::current().unwrap_or_default();
    run(async move {
        let read = match db.submission(&bundle).await {
            Err(error) => Reading::Failed(error.words()),
            Ok(None) => Reading::NotThere,
            Ok(Some(bytes)) => match bundle::read(&bytes) {
                Err(unreadable) => Reading::Failed(unreadable.words()),
                Ok(read) => {
                    let books = shelf(read);
                    desk.keep_read(bundle, Arc::new(books.clone()));
                    Reading::Open(owner.with(|| OpenBooks::to_read(books, app)))
                }
            },
        };
        reading.try_set(read);
    });
    reading
}

/// The books of a received submission, beside the one that is being read.
pub async fn read_plan(open: &OpenWorkspace, bundle: &str) -> Result<Books, String> {
    let text = open.db().submission(bundle).await;
    let text = text.map_err(|error| error.words())?;
    let text = text.ok_or("这一版的文件不在这个工作区里。")?;
    let bundle = bundle::read(&text).map_err(|unreadable| unreadable.words())?;
    Ok(shelf(bundle))
}

/// The books of a bundle, put on one shelf.
pub(super) fn shelf(bundle: bundle::Bundle) -> Books {
    let mut books = Books::default();
    for book in bundle.books {
        books.put(book);
    }
    books
}
