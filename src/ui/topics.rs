//! The pages of the topics that the books are asked in: which the open books have, and which the plan owes.

use super::route::Links;
use super::words;
use crate::domain::{Books, BranchBook, Id, Record};
use crate::rules::Finding;
use crate::state::{self, topics::list};

pub(super) use crate::state::topics::{BookKind, OFFICE, Stage, Topic, find, of_collection, record_def};

/// The topics that a book owes: some only where a branch is weak, and its own analysis only a unit above branches.
pub(super) fn owed(books: &Books, document: &Id) -> impl Iterator<Item = &'static Topic> {
    let kind = BookKind::of(books, document);
    let of_unit = kind == BookKind::Unit;
    let weak = if of_unit {
        books.branches.iter().any(BranchBook::is_key_rectification)
            || books
                .unit
                .as_ref()
                .is_some_and(|unit| !unit.secretary_links.is_empty())
    } else {
        state::owes_turnaround(books, document)
    };
    // Note D: a branch that is its own unit has its problems and tasks in the branch's book.
    let alone = of_unit
        && books.unit_is_branch()
        && books.unit.as_ref().is_some_and(|unit| {
            let analysis: &dyn Record = &*unit.self_analysis;
            unit.key_tasks.is_empty() && analysis.is_blank()
        });
    list(kind)
        .iter()
        .filter(move |topic| weak || !matches!(topic.slug, "turnaround" | "links"))
        .filter(move |topic| !alone || topic.slug != "analysis")
}

/// One topic of one book: a page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// The book.
    pub(super) document: Id,
    /// Whose book it is.
    pub(super) kind: BookKind,
    /// The topic.
    pub(super) topic: &'static Topic,
}

impl Page {
    /// Its name among all pages.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.document, self.topic.slug)
    }

    /// Its name for people.
    pub(super) fn title(&self, books: &Books) -> String {
        let title = self.topic.title;
        match self.kind {
            BookKind::Unit => format!("单位：{title}"),
            BookKind::Branch => format!("{}：{title}", words::branch_name(books, &self.document)),
            _ => title.to_owned(),
        }
    }

    /// Its address.
    pub(super) fn href(&self, links: &Links) -> String {
        links.topic(self.kind, &self.document, self.topic.slug)
    }

    /// Whether a finding is mended there.
    pub(super) fn asks_for(&self, finding: &Finding) -> bool {
        let address = &finding.address;
        address.document == self.document
            && of_collection(self.kind, address.collection).slug == self.topic.slug
    }
}

/// Every page, in the order of the task list: the unit's, then each branch's.
pub(super) fn pages(books: &Books) -> Vec<Page> {
    let mut pages = Vec::new();
    for document in books.documents() {
        let kind = BookKind::of(books, document.id());
        for topic in list(kind) {
            pages.push(Page {
                document: document.id().clone(),
                kind,
                topic,
            });
        }
    }
    pages
}

/// The pages that the plan owes, in the order of the work: the unit's meeting studies the branches' ledgers and its
/// solutions answer their problems, so these come after the branches' own pages. Where unit and branch are one,
/// everything of the unit's does.
pub(super) fn work(books: &Books) -> Vec<Page> {
    let one = books.unit_is_branch();
    let (mut work, mut waiting) = (Vec::new(), Vec::new());
    for page in pages(books) {
        let owed = owed(books, &page.document).any(|topic| topic.slug == page.topic.slug);
        // What the office hands down is no work of the plan.
        let handed_down = matches!(page.kind, BookKind::Register | BookKind::Review);
        if !owed || handed_down || page.topic.stage != Stage::Plan {
            continue;
        }
        if page.kind == BookKind::Unit
            && (one || matches!(page.topic.slug, "meeting" | "solutions" | "links"))
        {
            waiting.push(page);
        } else {
            work.push(page);
        }
    }
    work.append(&mut waiting);
    work
}
