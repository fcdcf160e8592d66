//! Where in the page one is. Places live behind the `#` of the address, so that the page works from any folder.

use super::topics::BookKind;
use super::view::{Derived, derived};
use crate::domain::{Id, parse_date};
use crate::papers::Paper;
use crate::rules::Finding;
use crate::state;
use crate::state::{Changing, Placed};
use leptos::prelude::use_context;

/// A place in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// The desk's own first page.
    Home,
    /// One topic of the unit's book.
    Unit(String),
    /// One topic of a branch's book.
    Branch(Id, String),
    /// One topic of the office's book.
    Office(String),
    /// A paper of a branch, to be printed.
    Print(Id, Paper),
    /// What comes back every week and month.
    Calendar,
    /// What the books count up to.
    Statistics,
    /// All findings.
    Check,
    /// Check answers and export.
    Submit,
    /// Files in.
    Import,
    /// Everything out, and back.
    Backup,
    /// The notice and its rules.
    Rules,
    /// Workspaces and settings.
    Workspaces,
    /// What the office said, and what it received.
    Review,
    /// What was done: everything, or to one record.
    History(Option<Id>),
}

/// Reads which paper the end of an address means.
fn paper(parts: &[&str]) -> Option<Paper> {
    match parts {
        ["form"] => Some(Paper::Form),
        ["ledger"] => Some(Paper::Ledger),
        ["poster", month] => parse_date(month).map(Paper::Poster),
        ["slip", id] => Id::parse(id).ok().map(Paper::Slip),
        _ => None,
    }
}

/// A place, in one's own books or in a received submission, and perhaps a field there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Route {
    /// The received submission that is being read, if one is.
    pub(super) received: Option<String>,
    /// The place.
    pub(super) place: Place,
    /// The element to lead to.
    pub(super) at: Option<String>,
}

impl Route {
    /// Reads an address. Whatever is not a place is the first page.
    pub(super) fn parse(hash: &str) -> Self {
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let at = query.strip_prefix("at=").map(str::to_owned);
        let mut parts = path
            .trim_start_matches('/')
            .split('/')
            .filter(|part| !part.is_empty())
            .peekable();
        let received = parts
            .next_if_eq(&"received")
            .and_then(|_| parts.next())
            .map(str::to_owned);
        let parts: Vec<&str> = parts.collect();
        let place = match parts.as_slice() {
            ["unit", slug] => Place::Unit((*slug).into()),
            ["office", slug] => Place::Office((*slug).into()),
            ["branch", id, rest @ ..] => Id::parse(id)
                .ok()
                .and_then(|id| of_branch(id, rest))
                .unwrap_or(Place::Home),
            ["calendar"] => Place::Calendar,
            ["statistics"] => Place::Statistics,
            ["check"] => Place::Check,
            ["changes"] => Place::Office("changes".into()),
            ["submit"] => Place::Submit,
            ["import"] => Place::Import,
            ["backup"] => Place::Backup,
            ["rules", ..] => Place::Rules,
            ["workspaces"] => Place::Workspaces,
            ["review"] => Place::Review,
            ["history"] => Place::History(None),
            ["history", id] => Place::History(Id::parse(id).ok()),
            _ => Place::Home,
        };
        Self { received, place, at }
    }
}

/// A place of a branch, by the end of its address.
fn of_branch(id: Id, rest: &[&str]) -> Option<Place> {
    match rest {
        ["print", rest @ ..] => Some(Place::Print(id, paper(rest)?)),
        [slug] => Some(Place::Branch(id, (*slug).into())),
        _ => None,
    }
}

/// The current route, following the address.
pub(super) fn use_hash() -> Derived<Route> {
    let hash = Changing::new(state::hash());
    state::on_hash_change(move || hash.set(state::hash()));
    derived(move || Route::parse(&hash.read()))
}

/// The element that the address leads to, for what has to unfold before it can be led to.
#[derive(Clone, Copy)]
pub(super) struct At(pub(super) Derived<Option<String>>);

impl At {
    /// Whether the address leads to this record or one of its fields, listening to it.
    pub(super) fn is_in(self, record: &Id) -> bool {
        let at = self.0.read();
        at.as_ref()
            .is_some_and(|at| *at == record_id(record) || at.starts_with(&field_id(record, "")))
    }
}

/// Makes addresses of places in the books that are open here: one's own, or a received submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Links(pub(super) Option<String>);

impl Links {
    /// Whether the books at hand came as a file, and are read like one; one's own may be read only as well, while
    /// another tab has the pen.
    pub(super) fn are_received() -> bool {
        use_context::<Self>().is_some_and(|links| links.0.is_some())
    }

    fn prefix(&self) -> String {
        self.0
            .as_ref()
            .map_or_else(|| "#".into(), |id| format!("#/received/{id}"))
    }

    /// The first page of these books.
    pub(super) fn home(&self) -> String {
        format!("{}/", self.prefix())
    }

    /// All findings.
    pub(super) fn check(&self) -> String {
        format!("{}/check", self.prefix())
    }

    /// What changed against another version.
    pub(super) fn changes(&self) -> String {
        format!("{}/changes", self.prefix())
    }

    /// A topic of the unit's book.
    pub(super) fn unit(&self, slug: &str) -> String {
        format!("{}/unit/{slug}", self.prefix())
    }

    /// A topic of a branch's book.
    pub(super) fn branch(&self, id: &Id, slug: &str) -> String {
        format!("{}/branch/{id}/{slug}", self.prefix())
    }

    /// A topic of a book.
    pub(super) fn topic(&self, kind: BookKind, document: &Id, slug: &str) -> String {
        match kind {
            BookKind::Unit => self.unit(slug),
            BookKind::Branch => self.branch(document, slug),
            // The office's own book is never received.
            BookKind::Office | BookKind::Register => format!("#/office/{slug}"),
            BookKind::Review => "#/review".into(),
        }
    }

    /// A paper of a branch.
    pub(super) fn paper(&self, branch: &Id, paper: &Paper) -> String {
        let page = self.branch(branch, "print");
        match paper {
            Paper::Form => format!("{page}/form"),
            Paper::Ledger => format!("{page}/ledger"),
            Paper::Poster(month) => format!("{page}/poster/{month}"),
            Paper::Slip(close_out) => format!("{page}/slip/{close_out}"),
        }
    }

    /// The place that a remark of the office is about; for a book as a whole, the remark on its first page.
    pub(super) fn comment(&self, placed: &Placed, kind: BookKind) -> String {
        let topic = super::topics::of_collection(kind, &placed.collection);
        let page = self.topic(kind, &placed.document, topic.slug);
        let target = match &placed.record {
            Some(record) if !placed.field.is_empty() => field_id(record, &placed.field),
            // One of its kind stands in its collection's part of the page.
            Some(record) if record.as_str() != placed.collection => record_id(record),
            Some(_) => block_id(&placed.collection),
            None => comment_id(&placed.comment),
        };
        format!("{page}?at={target}")
    }

    /// The field that a finding is about.
    pub(super) fn finding(&self, finding: &Finding, kind: BookKind) -> String {
        let address = &finding.address;
        let topic = super::topics::of_collection(kind, address.collection);
        let page = self.topic(kind, &address.document, topic.slug);
        let target = match (&address.record, address.field) {
            (Some(record), Some(field)) => field_id(record, field),
            (Some(record), None) => record_id(record),
            (None, _) => block_id(address.collection),
        };
        format!("{page}?at={target}")
    }
}

/// The element id of a remark of the office.
pub(super) fn comment_id(comment: &Id) -> String {
    format!("m-{comment}")
}

/// The element id of a field's control.
pub(super) fn field_id(record: &Id, field: &str) -> String {
    format!("f-{record}-{field}")
}

/// The element id of a record's frame.
pub(super) fn record_id(record: &Id) -> String {
    format!("r-{record}")
}

/// The element id of a collection's part of a page.
pub(super) fn block_id(collection: &str) -> String {
    format!("c-{collection}")
}
