//! Which old restore points go.

use crate::bundle::Bundle;
use crate::domain::{Books, RecordList, SortedMap, on_the_wall, sort_by_text};
use chrono::NaiveDate;

/// How many of the newest restore points always stay.
pub const POINTS_ALWAYS: usize = 10;

/// How many stay in all, besides those that hold something of which there is no other copy.
pub const POINTS_AT_MOST: usize = 30;

/// A restore point, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestorePoint {
    /// The day on which it was made.
    pub day: Option<NaiveDate>,
    /// The names of the books, records and files that it holds; rows that it holds verbatim, word for word.
    pub holds: Vec<String>,
}

impl RestorePoint {
    /// A restore point from this moment (RFC 3339), by what its file holds.
    pub fn new(at: &str, bundle: &Bundle) -> Self {
        let mut books = Books::default();
        for book in &bundle.books {
            books.put(book.clone());
        }
        let mut holds = held_by(&books);
        holds.extend(bundle.attachments.iter().map(|file| match file.row_of() {
            // A row has its book's or its file's id and is not the same: only the very same row is another copy.
            Some(store) => format!("{store} {} {}", file.id, file.text),
            None => file.id.clone(),
        }));
        Self {
            day: on_the_wall(at).map(|(day, _)| day),
            holds,
        }
    }
}

/// The names of the books, and of the records in them.
pub fn held_by(books: &Books) -> Vec<String> {
    let mut names = Vec::new();
    for document in books.documents() {
        names.push(document.id().to_string());
        for at in 0..document.collections().len() {
            let records = document.list_at(at).into_iter().flat_map(<dyn RecordList>::iter);
            names.extend(records.map(|record| format!("{} {}", document.id(), record.id())));
        }
    }
    names
}

/// Which restore points may go: the places in `points`, which come the oldest first. There stay the newest
/// [`POINTS_ALWAYS`]; of earlier ones the first of each day (what was there before that day's imports), the newest
/// [`POINTS_AT_MOST`] in all; and, however old, every one that holds a book, a record, a file or a row of an earlier version
/// that is neither among `now` (what the workspace holds) nor in a restore point that stays. What single fields held is in the
/// history.
pub fn points_to_let_go(points: &[RestorePoint], now: &[String]) -> Vec<usize> {
    let old = points.len().saturating_sub(POINTS_ALWAYS);
    let is_first = |at: usize| at == 0 || points[at - 1].day != points[at].day || points[at].day.is_none();
    let (mut room, mut may_go) = (POINTS_AT_MOST - POINTS_ALWAYS, Vec::new());
    for at in (0..old).rev() {
        if is_first(at) && room > 0 {
            room -= 1;
        } else {
            may_go.push(at);
        }
    }
    if may_go.is_empty() {
        return may_go;
    }
    // How many places hold a thing: the workspace, and each point.
    let mut holders: SortedMap<&str, usize> = SortedMap::new();
    let held: Vec<_> = points.iter().map(|point| once_each(&point.holds)).collect();
    for name in once_each(now).iter().chain(held.iter().flatten()) {
        *holders.get_or_insert_with(name, || 0) += 1;
    }
    may_go.reverse();
    may_go.retain(|&at| {
        let elsewhere = |name: &&str| holders.get(name).is_some_and(|count| *count > 1);
        let goes = held[at].iter().all(elsewhere);
        if goes {
            for name in &held[at] {
                *holders.get_or_insert_with(name, || 0) -= 1;
            }
        }
        goes
    });
    may_go
}

/// Whether restore points hold anything by these names that is not among `now`: then they are its last copy.
pub fn hold_more(points: &[RestorePoint], now: &[String]) -> bool {
    let mut here: SortedMap<&str, ()> = SortedMap::new();
    for name in once_each(now) {
        here.get_or_insert_with(name, || ());
    }
    let mut held = points.iter().flat_map(|point| &point.holds);
    held.any(|name| here.get(&&**name).is_none())
}

/// The names without those that come twice.
fn once_each(names: &[String]) -> Vec<&str> {
    let mut names: Vec<&str> = names.iter().map(|name| &**name).collect();
    sort_by_text(&mut names, |name| name);
    names.dedup();
    names
}
