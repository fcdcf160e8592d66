//! Values as papers write them.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::{Books, BranchBook, Choose, LedgerItem, ProblemType};

/// A day as it is written in papers.
pub fn date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// A month as it is written in papers.
pub fn month(day: NaiveDate) -> String {
    format!("{}年{}月", day.year(), day.month())
}

/// A day, or nothing.
pub(super) fn date_of(day: Option<NaiveDate>) -> String {
    day.map(date).unwrap_or_default()
}

/// A day up to which something is done; the day itself counts (note C).
pub(super) fn until(day: NaiveDate) -> String {
    format!("{}前", date(day))
}

/// Those of some words that say something, with this between them.
pub(super) fn joined(words: &[&str], between: &str) -> String {
    let said = words
        .iter()
        .map(|words| words.trim())
        .filter(|words| !words.is_empty());
    said.collect::<Vec<_>>().join(between)
}

/// Words in brackets behind others; nothing where there are none.
pub(super) fn bracketed(words: &str) -> String {
    match words.trim() {
        "" => String::new(),
        words => format!("（{words}）"),
    }
}

/// The unit that a branch's paper names.
pub(super) fn unit_name(books: &Books, branch: &BranchBook) -> String {
    let unit = books.unit.as_ref().map(|unit| unit.profile.name.trim());
    match unit {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => branch.profile.unit_name.trim().to_owned(),
    }
}

/// The type of an item's problem, another kind by its own name.
pub(super) fn problem_type(item: &LedgerItem) -> String {
    let label = item.type_label.trim();
    match item.problem_type {
        Some(ProblemType::Other) if !label.is_empty() => label.to_owned(),
        Some(kind) => kind.label().to_owned(),
        None => String::new(),
    }
}

/// Whether an item takes long, and so owes an explanation and a plan (clause 一.3-d).
pub(super) fn takes_long(item: &LedgerItem) -> bool {
    item.term == Some(crate::domain::Term::Long)
        || item
            .task_category
            .is_some_and(crate::domain::TaskCategory::is_slow)
}

/// What was said to the public about an item that takes long: the words, then when, how and to whom.
pub(super) fn explanation(item: &LedgerItem) -> String {
    let day = date_of(item.explained_on);
    let audience = match item.explanation_audience.trim() {
        "" => String::new(),
        audience => format!("向{audience}说明"),
    };
    let how = joined(&[&day, &item.explanation_channel, &audience], "，");
    format!("{}{}", open_end(&item.explanation_text), bracketed(&how))
}

/// The steps of an item's plan; who answers for one is named where it is somebody else.
pub(super) fn plan(branch: &BranchBook, item: &LedgerItem) -> String {
    let steps = branch.milestones_of(&item.id).map(|milestone| {
        let due = milestone.due.map(until).unwrap_or_default();
        let handler = match milestone.handler.trim() {
            handler if handler == item.handler.trim() => "",
            handler => handler,
        };
        let done = match milestone.done_on {
            Some(day) => format!("已于{}完成", date(day)),
            None => String::new(),
        };
        let about = joined(&[&due, handler, &done], "，");
        format!("{}{}", open_end(&milestone.step), bracketed(&about))
    });
    steps.collect::<Vec<_>>().join("；")
}

/// A sentence without its end, so that it can go on.
fn open_end(words: &str) -> &str {
    words.trim().trim_end_matches(['。', '；', '.', ';'])
}
