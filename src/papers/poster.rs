//! 公示: a month's public notice as a poster for the wall (clause 二.2-d).
//!
//! A wall is read by everybody. From an item the poster takes the problem, the measure, the result and days; from the
//! month's record place, days and what it says besides. These never reach the wall: who handles an item, leads it or
//! takes part (`handler`, `leader`, `members`), who verified it and what shows it (`verified_by`, `evidence`), what the
//! public said and was answered (`feedbacks`, the notice's `feedback`), where its photograph lies, remarks, reasons of
//! extensions, and any telephone number.
//!
//! **Invariant:** [`Poster`] has no field that names a person.

use chrono::NaiveDate;

use super::words::{date, month as month_of, unit_name};
use super::{Blank, Entry};
use crate::domain::{Books, BranchBook, CloseOut, Id, LedgerItem, PublicNotice};

/// A month's poster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    /// Its title.
    pub title: &'static str,
    /// The unit.
    pub unit: String,
    /// The branch, which also signs it.
    pub branch: String,
    /// The month.
    pub month: String,
    /// What is solved.
    pub solved: Vec<Solved>,
    /// What is still open at the month's end.
    pub unsolved: Vec<Unsolved>,
    /// What the branch says besides.
    pub content: String,
    /// Where it hangs.
    pub place: Entry,
    /// From when.
    pub from: Entry,
    /// Until when.
    pub to: Entry,
    /// How to say something about it.
    pub feedback: &'static str,
}

/// An item that is solved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// The problem.
    pub project: String,
    /// What was done about it.
    pub measure: String,
    /// What came of it.
    pub result: String,
    /// The day on which it was crossed off.
    pub on: String,
}

/// An item that is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsolved {
    /// The problem.
    pub project: String,
    /// The day by which it is to be done.
    pub due: String,
}

/// The poster of a branch for a month, by its first day; `None` when there is no such branch. It shows the closed items
/// that the month's record names or, where it names none, those crossed off in the month.
pub fn poster(books: &Books, branch: &Id, month: NaiveDate) -> Option<Poster> {
    let branch = books.branch(branch)?;
    let notice = branch
        .public_notices
        .iter()
        .find(|notice| notice.month == Some(month));
    let end = last_day(notice, month);
    let (mut solved, mut unsolved) = (Vec::new(), Vec::new());
    for item in &branch.items {
        match branch.closed_at(&item.id, end) {
            Some(close) if is_shown(notice, item, close, month) => solved.push(Solved {
                project: item.project.trim().to_owned(),
                measure: item.measures.trim().to_owned(),
                result: close.result.trim().to_owned(),
                on: super::words::date_of(close.closed_on),
            }),
            None if item.found_on.is_none_or(|day| day <= end) => unsolved.push(Unsolved {
                project: item.project.trim().to_owned(),
                due: due(branch, item),
            }),
            _ => {}
        }
    }
    let day = |day: Option<NaiveDate>| Entry::maybe(day.map(date)).or(Blank::Date);
    Some(Poster {
        title: "党支部整改情况公示",
        unit: unit_name(books, branch),
        branch: branch.profile.name.trim().to_owned(),
        month: month_of(month),
        solved,
        unsolved,
        content: notice
            .map(|notice| notice.content.trim().to_owned())
            .unwrap_or_default(),
        place: Entry::maybe(notice.map(|notice| notice.place.trim())).or(Blank::Line),
        from: day(notice.and_then(|notice| notice.from)),
        to: day(notice.and_then(|notice| notice.to)),
        feedback: "以上情况请群众监督。有意见建议的，请在公示期内向本党支部或上级党组织反映。",
    })
}

/// The last day that the poster tells of: the month's, or that on which it was hung up after the month's end. What
/// happened later does not change it, whenever it is printed.
pub(super) fn last_day(notice: Option<&PublicNotice>, month: NaiveDate) -> NaiveDate {
    let next = month.checked_add_months(chrono::Months::new(1));
    let last = next.and_then(|next| next.pred_opt()).unwrap_or(month);
    let hung = notice.and_then(|notice| notice.from);
    hung.map_or(last, |hung| hung.max(last))
}

/// Whether an item that was closed out by the end stands among what is solved.
fn is_shown(notice: Option<&PublicNotice>, item: &LedgerItem, close: &CloseOut, month: NaiveDate) -> bool {
    let named = notice.filter(|notice| !notice.items.is_empty());
    named.map_or(close.closed_on >= Some(month), |notice| {
        notice.items.contains(&item.id)
    })
}

fn due(branch: &BranchBook, item: &LedgerItem) -> String {
    super::words::date_of(branch.due_of(item))
}
