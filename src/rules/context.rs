//! What a check looks at.

use chrono::NaiveDate;

use super::Address;
use super::text::{blank, excerpt};
use crate::domain::{Books, BranchBook, Grade, LedgerItem, Milestone, UnitBook};
use crate::notice::Programme;

/// The books, the figures and the day.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The books that are open together.
    pub books: &'a Books,
    /// The notice's figures.
    pub programme: &'a Programme,
    /// The day; only reminders and countdowns look at it.
    pub today: NaiveDate,
}

/// A branch's book and how messages name it.
pub(super) struct Branch<'a> {
    pub(super) book: &'a BranchBook,
    pub(super) name: String,
}

impl Branch<'_> {
    /// The grade it was given at the start.
    pub(super) fn grade(&self) -> Option<Grade> {
        self.book.profile.initial_grade
    }
}

/// A ledger item, the book it stands in, and how messages name it.
pub(super) struct Row<'a> {
    pub(super) book: &'a BranchBook,
    pub(super) item: &'a LedgerItem,
    pub(super) name: String,
}

impl Row<'_> {
    /// A field of the item.
    pub(super) fn field(&self, field: &'static str) -> Address {
        Address::field(self.book, "items", self.item, field)
    }
}

impl<'a> Context<'a> {
    /// The unit, if this desk keeps its book.
    pub(super) fn unit(&self) -> Option<&'a UnitBook> {
        self.books.unit.as_ref()
    }

    /// The unit, where it is not itself the branch (note D).
    pub(super) fn unit_above_branches(&self) -> Option<&'a UnitBook> {
        self.unit().filter(|_| !self.books.unit_is_branch())
    }

    /// The branches. One alone needs no name in a message.
    pub(super) fn branches(&self) -> impl Iterator<Item = Branch<'a>> {
        let alone = self.books.branches.len() == 1;
        self.books.branches.iter().enumerate().map(move |(at, book)| {
            let name = match book.profile.name.trim() {
                _ if alone => "本支部".to_owned(),
                "" => format!("第{}个支部", at + 1),
                name => name.to_owned(),
            };
            Branch { book, name }
        })
    }

    /// The key branches: 较差 and 一般.
    pub(super) fn weak_branches(&self) -> impl Iterator<Item = Branch<'a>> {
        self.branches()
            .filter(|branch| branch.book.is_key_rectification())
    }

    /// The items of all ledgers.
    pub(super) fn items(&self) -> impl Iterator<Item = Row<'a>> {
        let alone = self.books.branches.len() == 1;
        self.branches().flat_map(move |branch| {
            branch.book.items.iter().enumerate().map(move |(at, item)| {
                let of = if alone { "" } else { branch.name.as_str() };
                let name = if blank(&item.project) {
                    format!("{of}第{}项", at + 1)
                } else {
                    format!("{of}第{}项“{}”", at + 1, excerpt(&item.project))
                };
                Row {
                    book: branch.book,
                    item,
                    name,
                }
            })
        })
    }

    /// The items that are not closed out. Books hold no close-outs yet, so every item is open.
    pub(super) fn open_items(&self) -> impl Iterator<Item = Row<'a>> {
        self.items()
    }

    /// The steps of open items' plans that have not been reached.
    pub(super) fn open_milestones(&self) -> impl Iterator<Item = (Row<'a>, &'a Milestone)> {
        self.open_items().flat_map(|row| {
            let (book, item, name) = (row.book, row.item, row.name);
            book.milestones_of(&item.id)
                .filter(|milestone| milestone.done_on.is_none())
                .map(move |milestone| {
                    let row = Row {
                        book,
                        item,
                        name: name.clone(),
                    };
                    (row, milestone)
                })
        })
    }
}
