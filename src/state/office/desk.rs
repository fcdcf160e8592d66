//! What the office's desk holds beside its books: the county, as far as it was handed in.

use super::inbox::Inbox;
use super::kept::Summaries;
use crate::county::{County, Known, Summary};
use crate::domain::{Books, Id, SortedMap, Verdict};
use crate::state::app::{App, OpenWorkspace};
use crate::state::{Changing, OpenBooks};
use leptos::prelude::*;
use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

/// A handle to it; cheap to copy.
#[derive(Clone, Copy)]
pub struct Office {
    inner: StoredValue<Inner, LocalStorage>,
    /// Counts what came, so that whoever looks looks again.
    came: Changing<u32>,
    books: OpenBooks,
    app: App,
    /// The post that comes in; here, because it outlives the page that shows it.
    inbox: StoredValue<Inbox, LocalStorage>,
    /// Which units the first page shows, by the filter's name; kept while one reads a plan and comes back.
    pub shown: Changing<String>,
    /// What is looked for among them.
    pub sought: Changing<String>,
}

struct Inner {
    county: County,
    summaries: Summaries,
    /// Whether the office's own books changed since the county was counted.
    stale: bool,
    /// What was said of a unit's plan before it was said anew in this sitting.
    said: SortedMap<Id, Verdict>,
    /// The plan that was read last: its next page needs no disk.
    read: Option<(String, Arc<Books>)>,
}

/// Makes what the desk holds while it is open.
pub(super) fn open(app: App, open: &OpenWorkspace, beside: Box<dyn Any>) -> Rc<dyn Any> {
    let summaries = *beside.downcast::<Summaries>().unwrap_or_default();
    let books = open.books;
    let county = books.with(|books| counted(app, books, &summaries));
    let office = Office {
        inner: StoredValue::new_local(Inner {
            county,
            summaries,
            stale: false,
            said: SortedMap::new(),
            read: None,
        }),
        came: Changing::new(0),
        books,
        app,
        inbox: StoredValue::new_local(Inbox::new(app, *open)),
        shown: Changing::new("all".to_owned()),
        sought: Changing::new(String::new()),
    };
    Effect::new(move |first: Option<()>| {
        books.track_all();
        office.app.today.get();
        if first.is_some() {
            office.inner.update_value(|inner| inner.stale = true);
        }
    });
    Rc::new(office)
}

fn counted(app: App, books: &Books, summaries: &[Arc<Summary>]) -> County {
    let programme = app.programme.get_untracked();
    let known = Known {
        register: books.register.as_ref(),
        office: books.office.as_ref(),
        reviews: &books.reviews,
        programme: &programme,
        today: app.today.get_untracked(),
    };
    County::of(&known, summaries)
}

/// What the desk of this workspace holds. Only the office's workspaces have it, and only their pages ask.
pub fn office(open: &OpenWorkspace) -> Office {
    let held = open.office().and_then(|held| held.downcast::<Office>().ok());
    match held {
        Some(office) => *office,
        None => unreachable!(),
    }
}

impl Office {
    /// The post that comes in.
    pub fn inbox(self) -> Inbox {
        self.inbox.get_value()
    }

    /// Looks at the county, listening to what comes in, to the office's books and to the day.
    pub fn county<T>(self, look: impl FnOnce(&County) -> T) -> T {
        self.came.read();
        self.books.track_all();
        self.app.today.get();
        self.county_untracked(look)
    }

    /// Looks at the county without listening.
    pub fn county_untracked<T>(self, look: impl FnOnce(&County) -> T) -> T {
        let mut look = Some(look);
        let mut seen = None;
        self.inner.update_value(|inner| {
            if inner.stale || inner.county.today() != self.app.today.get_untracked() {
                inner.county = self
                    .books
                    .with(|books| counted(self.app, books, &inner.summaries));
                inner.stale = false;
            }
            seen = look.take().map(|look| look(&inner.county));
        });
        match seen {
            Some(seen) => seen,
            None => unreachable!(),
        }
    }

    /// The books of a file, where it was read last.
    pub(super) fn read_last(self, bundle: &str) -> Option<Arc<Books>> {
        self.inner.with_value(|inner| {
            let read = inner.read.as_ref().filter(|(id, _)| id == bundle);
            read.map(|(_, books)| Arc::clone(books))
        })
    }

    /// Keeps the books of a file while its pages are read.
    pub(super) fn keep_read(self, bundle: String, books: Arc<Books>) {
        self.inner
            .update_value(|inner| inner.read = Some((bundle, books)));
    }

    /// What was said of a unit's plan before it was said anew; none where nothing was, or another day.
    pub fn said_before(self, unit: &Id) -> Option<Verdict> {
        self.inner.with_value(|inner| inner.said.get(unit).cloned())
    }

    /// Remembers what was said of a unit's plan, to be taken back to.
    pub fn remember_said(self, unit: &Id, verdict: Option<Verdict>) {
        let verdict = verdict.unwrap_or_default();
        self.inner.update_value(|inner| {
            inner.said.insert(unit.clone(), verdict);
        });
    }

    /// Every summary.
    pub fn summaries(self) -> Vec<Arc<Summary>> {
        self.inner.with_value(|inner| inner.summaries.clone())
    }

    /// The summary of a file.
    pub fn summary(self, bundle: &str) -> Option<Arc<Summary>> {
        self.inner.with_value(|inner| {
            let mut summaries = inner.summaries.iter();
            summaries
                .find(|summary| summary.head.id.as_str() == bundle)
                .cloned()
        })
    }

    /// Takes in what is on the disk by now. Whoever looks is told by [`tell`](Self::tell).
    /// Of many at once only the last is counted, with all before it.
    pub(super) fn received(self, summary: Arc<Summary>, many: bool) {
        self.inner.update_value(|inner| {
            if many {
                inner.stale = true;
            } else {
                inner.county.receive(&summary);
            }
            inner.summaries.retain(|known| known.head.id != summary.head.id);
            inner.summaries.push(summary);
        });
    }

    /// Forgets what is gone from the disk.
    pub(super) fn forgotten(self, bundles: &[String]) {
        self.inner.update_value(|inner| {
            let is_gone = |summary: &Arc<Summary>| bundles.iter().any(|id| id == summary.head.id.as_str());
            inner.summaries.retain(|summary| !is_gone(summary));
            inner.stale = true;
        });
        self.tell();
    }

    /// Lets everybody look again.
    pub(super) fn tell(self) {
        self.came.update(|came| *came += 1);
    }
}
