//! Values as people read them.

pub(super) use crate::papers::date;

use crate::domain::{Books, Field, Id, Kind, LedgerItem, Period, Refers, Value, on_the_wall};
use crate::notice::Span;
use crate::state::App;
use chrono::Datelike as _;
use leptos::prelude::*;

/// What a field holds, in words.
pub(super) fn shown(books: &Books, document: &Id, field: &Field, value: &Value) -> String {
    let labels = |codes: &[&'static str]| match field.kind {
        Kind::One(list) | Kind::Several(list) => {
            let labels = codes
                .iter()
                .filter_map(|code| list.iter().find(|choice| choice.code == *code));
            labels.map(|choice| choice.label).collect::<Vec<_>>().join("、")
        }
        _ => String::new(),
    };
    match value {
        Value::Text(text) => text.clone(),
        Value::Date(day) => day.map(|day| period(field.period, day)).unwrap_or_default(),
        Value::Count(count) => count.map(|n| n.to_string()).unwrap_or_default(),
        Value::One(code) => labels(code.as_slice()),
        Value::Several(codes) => labels(codes),
        Value::Ref(id) => id.iter().map(|id| referred(books, document, field, id)).collect(),
        Value::Refs(ids) => ids
            .iter()
            .map(|id| referred(books, document, field, id))
            .collect::<Vec<_>>()
            .join("；"),
    }
}

/// What an id stands for.
pub(super) fn referred(books: &Books, document: &Id, field: &Field, id: &Id) -> String {
    match field.refers {
        Refers::Branches => branch_name(books, id),
        Refers::Items => items(books, document)
            .into_iter()
            .find(|(known, _)| known == id)
            .map_or_else(|| "（已删除的项目）".into(), |(_, title)| title),
        Refers::Team => books
            .unit
            .iter()
            .flat_map(|unit| &unit.team_members)
            .find(|member| member.id == *id)
            .map_or_else(|| "（已删除的成员）".into(), |member| member.name.clone()),
        Refers::Nothing => id.to_string(),
    }
}

/// The items that a book can point at, with their titles: its own or, in the unit's book, those of all branches.
pub(super) fn items(books: &Books, document: &Id) -> Vec<(Id, String)> {
    let of_unit = books.branch(document).is_none();
    let several = of_unit && books.branches.len() > 1;
    let mut all = Vec::new();
    for branch in &books.branches {
        if of_unit || branch.id() == document {
            for (at, item) in branch.items.iter().enumerate() {
                let title = item_title(at, item);
                let title = if several {
                    format!("{}：{title}", branch_name(books, branch.id()))
                } else {
                    title
                };
                all.push((item.id.clone(), title));
            }
        }
    }
    all
}

/// A branch's name, or words for one that has none yet.
pub(super) fn branch_name(books: &Books, id: &Id) -> String {
    match books.branch(id) {
        Some(branch) if branch.profile.name.trim().is_empty() => "（未命名的支部）".into(),
        Some(branch) => branch.profile.name.clone(),
        None => "（不在本单位的支部）".into(),
    }
}

/// A ledger item in a list: its number and the beginning of its words.
pub(super) fn item_title(at: usize, item: &LedgerItem) -> String {
    let words: String = item.project.chars().take(24).collect();
    let more = if item.project.chars().count() > 24 {
        "…"
    } else {
        ""
    };
    if words.trim().is_empty() {
        format!("第{}项（未填写）", at + 1)
    } else {
        format!("第{}项 {words}{more}", at + 1)
    }
}

/// A day, or the week or month that it opens.
fn period(period: Period, day: chrono::NaiveDate) -> String {
    let weekly = match period {
        Period::Day => return date(day),
        Period::Week => true,
        Period::Month => false,
    };
    let programme = use_context::<App>().map(|app| app.programme.get_untracked());
    let spans = programme.unwrap_or_default().spans(weekly);
    let known = spans.iter().find(|span| span.contains(day));
    known.map_or_else(|| date(day), |known| span(weekly, known))
}

/// A week of the stage with its days, or a month.
pub(super) fn span(weekly: bool, span: &Span) -> String {
    let (first, last) = (span.first, span.last);
    if !weekly {
        return format!("{}年{}月", first.year(), first.month());
    }
    let from = format!("第{}周（{}月{}日", span.number, first.month(), first.day());
    if first.month() == last.month() {
        format!("{from}—{}日）", last.day())
    } else {
        format!("{from}—{}月{}日）", last.month(), last.day())
    }
}

/// The day and minute of an RFC 3339 moment by the clocks of China, which has one time.
pub(super) fn moment(at: &str) -> String {
    on_the_wall(at).map_or_else(
        || at.to_owned(),
        |(day, minutes)| format!("{day} {:02}:{:02}", minutes / 60, minutes % 60),
    )
}
