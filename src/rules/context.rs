//! What a check looks at.

use std::fmt;
use std::vec::IntoIter;

use chrono::NaiveDate;

use super::Address;
use super::text::{blank, excerpt};
use crate::domain::{
    Books, BranchBook, CloseOut, Extension, Grade, Id, LedgerItem, Milestone, OfficeBook, UnitBook,
};
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
#[derive(Clone, Copy)]
pub(super) struct Branch<'a> {
    pub(super) book: &'a BranchBook,
    pub(super) name: BranchName<'a>,
}

impl Branch<'_> {
    /// The grade it was given at the start.
    pub(super) fn grade(&self) -> Option<Grade> {
        self.book.profile.initial_grade
    }
}

/// A ledger item, the book it stands in, and how messages name it.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) book: &'a BranchBook,
    pub(super) item: &'a LedgerItem,
    pub(super) name: ItemName<'a>,
}

impl Row<'_> {
    /// The day that is due now, with extensions.
    pub(super) fn due(&self) -> Option<NaiveDate> {
        self.book.due_of(self.item)
    }

    /// A field of the item.
    pub(super) fn field(&self, field: &'static str) -> Address {
        Address::field(self.book, "items", self.item, field)
    }
}

/// How messages name a branch; one that is open alone needs no name. Written out only where a message is.
#[derive(Clone, Copy)]
pub(super) struct BranchName<'a> {
    alone: bool,
    number: usize,
    name: &'a str,
}

impl fmt::Display for BranchName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name.trim() {
            _ if self.alone => f.write_str("本支部"),
            "" => write!(f, "第{}个支部", self.number),
            name => f.write_str(name),
        }
    }
}

/// How messages name an item: its branch, its number in the ledger, and the beginning of its words.
#[derive(Clone, Copy)]
pub(super) struct ItemName<'a> {
    branch: BranchName<'a>,
    /// Its number in the ledger, from one.
    pub(super) number: usize,
    project: &'a str,
}

impl fmt::Display for ItemName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.branch.alone {
            self.branch.fmt(f)?;
        }
        write!(f, "第{}项", self.number)?;
        if !blank(self.project) {
            write!(f, "“{}”", excerpt(self.project))?;
        }
        Ok(())
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

    /// The branches.
    #[inline(never)]
    pub(super) fn branches(&self) -> IntoIter<Branch<'a>> {
        let books = &self.books.branches;
        let mut branches = Vec::new();
        for (book, number) in books.iter().zip(1..) {
            let name = BranchName {
                alone: books.len() == 1,
                number,
                name: &book.profile.name,
            };
            branches.push(Branch { book, name });
        }
        branches.into_iter()
    }

    /// The key branches: 较差 and 一般.
    #[inline(never)]
    pub(super) fn weak_branches(&self) -> IntoIter<Branch<'a>> {
        listed(
            self.branches()
                .filter(|branch| branch.book.is_key_rectification()),
        )
    }

    /// The items of all ledgers.
    #[inline(never)]
    pub(super) fn items(&self) -> IntoIter<Row<'a>> {
        let mut rows = Vec::new();
        for branch in self.branches() {
            for (item, number) in branch.book.items.iter().zip(1..) {
                let name = ItemName {
                    branch: branch.name,
                    number,
                    project: &item.project,
                };
                let book = branch.book;
                rows.push(Row { book, item, name });
            }
        }
        rows.into_iter()
    }

    /// The items that are not closed out (销号).
    #[inline(never)]
    pub(super) fn open_items(&self) -> IntoIter<Row<'a>> {
        listed(self.items().filter(|row| row.book.closed(&row.item.id).is_none()))
    }

    /// The open items that the branch has yet to finish: not those that it solved and asked to have crossed off, for
    /// which the unit above it is waited for. A branch that is its own unit waits for nobody (note D).
    #[inline(never)]
    pub(super) fn unfinished_items(&self) -> IntoIter<Row<'a>> {
        listed(
            self.open_items()
                .filter(|row| self.waiting(row.book, &row.item.id).is_none()),
        )
    }

    /// The close-out with which a branch asked to have an item crossed off, while the unit above it is waited for.
    pub(super) fn waiting(&self, book: &'a BranchBook, item: &'a Id) -> Option<&'a CloseOut> {
        let written = book.open_close_out(item)?;
        let asked = written.applied_on.is_some() && written.completed_on.is_some();
        (asked && !self.books.unit_is_branch()).then_some(written)
    }

    /// The items' close-outs, written, applied for or confirmed, that were not taken back by taking the item up again.
    #[inline(never)]
    pub(super) fn standing_close_outs(&self) -> IntoIter<(Row<'a>, &'a CloseOut)> {
        listed(self.items().flat_map(|row| {
            let all = row.book.close_outs_of(&row.item.id);
            let standing = all.filter(|close_out| close_out.reopened_on.is_none());
            standing.map(move |close_out| (row, close_out))
        }))
    }

    /// The items' extensions.
    #[inline(never)]
    pub(super) fn extensions(&self) -> IntoIter<(Row<'a>, &'a Extension)> {
        listed(self.items().flat_map(|row| {
            let all = row.book.extensions_of(&row.item.id);
            all.map(move |extension| (row, extension))
        }))
    }

    /// The unfinished items of one branch whose due day is over.
    #[inline(never)]
    pub(super) fn overdue_items(&self, branch: &'a BranchBook) -> IntoIter<Row<'a>> {
        let is_over = |row: &Row<'_>| row.due().is_some_and(|due| due < self.today);
        listed(
            self.unfinished_items()
                .filter(|row| row.book.id() == branch.id() && is_over(row)),
        )
    }

    /// The office's book, at its desk.
    pub(super) fn office(&self) -> Option<&'a OfficeBook> {
        self.books.office.as_ref()
    }

    /// How messages name the branch with this id.
    pub(super) fn branch_name(&self, id: &Id) -> Option<BranchName<'a>> {
        let mut branches = self.branches();
        branches
            .find(|branch| branch.book.id() == id)
            .map(|branch| branch.name)
    }

    /// The steps of open items' plans that have not been reached.
    #[inline(never)]
    pub(super) fn open_milestones(&self) -> IntoIter<(Row<'a>, &'a Milestone)> {
        listed(self.open_items().flat_map(|row| {
            let steps = row.book.milestones_of(&row.item.id);
            let open = steps.filter(|milestone| milestone.done_on.is_none());
            open.map(move |milestone| (row, milestone))
        }))
    }
}

// Rules walk over lists that are made for each of them, and not through adapters: the page would carry every adapter
// once for every rule.
fn listed<T>(all: impl Iterator<Item = T>) -> IntoIter<T> {
    all.collect::<Vec<_>>().into_iter()
}
