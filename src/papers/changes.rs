//! What happened to one ledger in a week or a month: what drafts tell of it.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::{BranchBook, Id, LedgerItem};
use crate::notice::Span;

/// How far a draft looks ahead for what falls due, in days.
const AHEAD: u64 = 14;

/// How many characters of an item's words a draft repeats.
const WORDS: usize = 18;

/// What a period did to one ledger.
pub(super) struct Changes<'a> {
    pub(super) closed: Vec<(String, NaiveDate, &'a str)>,
    pub(super) done: Vec<String>,
    pub(super) reopened: Vec<String>,
    pub(super) overdue: Vec<(Id, String, NaiveDate)>,
    pub(super) coming: Vec<(Id, String, NaiveDate)>,
    pub(super) total: usize,
    pub(super) closed_so_far: usize,
}

impl<'a> Changes<'a> {
    pub(super) fn of(branch: &'a BranchBook, span: &Span, today: NaiveDate) -> Self {
        let mut changes = Self {
            closed: Vec::new(),
            done: Vec::new(),
            reopened: Vec::new(),
            overdue: Vec::new(),
            coming: Vec::new(),
            total: 0,
            closed_so_far: 0,
        };
        for (item, number) in branch.items.iter().zip(1..) {
            if item.found_on.is_none_or(|found| found <= span.last) {
                changes.add(branch, item, number, span, today);
            }
        }
        changes
    }

    fn add(
        &mut self,
        branch: &'a BranchBook,
        item: &'a LedgerItem,
        number: usize,
        span: &Span,
        today: NaiveDate,
    ) {
        let name = title(item, number);
        self.total += 1;
        for close in branch.close_outs_of(&item.id) {
            if let Some(day) = close.closed_on.filter(|day| span.contains(*day)) {
                self.closed.push((name.clone(), day, close.result.trim()));
            }
            if let Some(day) = close.reopened_on.filter(|day| span.contains(*day)) {
                let why = close.reopen_reason.trim();
                self.reopened
                    .push(format!("{name}{}重新整改：{why}", month_day(day)));
            }
        }
        for entry in branch
            .progress
            .iter()
            .filter(|entry| entry.item.as_ref() == Some(&item.id))
        {
            if let Some(day) = entry.date.filter(|day| span.contains(*day)) {
                let words = entry.content.trim();
                self.done.push(format!("{name}：{words}（{}）", month_day(day)));
            }
        }
        for step in branch.milestones_of(&item.id) {
            if let Some(day) = step.done_on.filter(|day| span.contains(*day)) {
                let words = step.step.trim();
                self.done
                    .push(format!("{name}：节点“{words}”已完成（{}）", month_day(day)));
            }
        }
        if branch.was_closed(&item.id, span.last) {
            self.closed_so_far += 1;
            return;
        }
        let Some(due) = branch.due_of(item) else { return };
        let entry = (item.id.clone(), name, due);
        if due <= span.last && due < today {
            self.overdue.push(entry);
        } else if span.last + Days::new(AHEAD) >= due {
            self.coming.push(entry);
        }
    }

    pub(super) fn counts(&self) -> String {
        let open = self.total - self.closed_so_far;
        let mut text = format!(
            "台账共{}项，已销号{}项，未销号{open}项",
            self.total, self.closed_so_far
        );
        if !self.overdue.is_empty() {
            let _ = write!(text, "，其中到期未完成{}项", self.overdue.len());
        }
        text
    }

    pub(super) fn overdue_lines(&self) -> Vec<String> {
        let lines = self.overdue.iter();
        lines
            .map(|(_, name, due)| format!("{name}应在{}前完成，还没有销号", month_day(*due)))
            .collect()
    }

    pub(super) fn coming_lines(&self) -> Vec<String> {
        let lines = self.coming.iter();
        lines
            .map(|(_, name, due)| format!("{name}要在{}前完成", month_day(*due)))
            .collect()
    }
}

/// An item as a draft names it: its number and the beginning of its words.
fn title(item: &LedgerItem, number: usize) -> String {
    let words = item.project.trim();
    let short: String = words.chars().take(WORDS).collect();
    let more = if short.len() < words.len() { "…" } else { "" };
    format!("第{number}项“{short}{more}”")
}

/// A day of the year at hand.
pub(super) fn month_day(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}
