//! Values as people read them.

use crate::domain::{Books, Field, Id, Kind, LedgerItem, Refers, Value};

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
        Value::Date(day) => day.map(date).unwrap_or_default(),
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
        Refers::Items => books
            .branch(document)
            .and_then(|branch| branch.items.iter().enumerate().find(|(_, item)| item.id == *id))
            .map_or_else(|| "（已删除的项目）".into(), |(at, item)| item_title(at, item)),
        Refers::Nothing => id.to_string(),
    }
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

/// A day as it is written in papers.
pub(super) fn date(day: chrono::NaiveDate) -> String {
    use chrono::Datelike as _;
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The local day and minute of an RFC 3339 moment, as far as the text itself says.
pub(super) fn moment(at: &str) -> String {
    let shorter: String = at.chars().take(16).collect();
    format!("{}（UTC）", shorter.replace('T', " "))
}
