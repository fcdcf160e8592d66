//! Records that fold: each is a line until it is opened, the newest first.

use super::comments::comment_mark;
use super::records::{ListOf, record_card};
use crate::domain::{Field, Id, Kind, Period, Record, Value};
use crate::rules::Severity;
use crate::state::{Changing, Derived, OpenBooks, RecordFindings};
use crate::ui::element::el;
use crate::ui::route::record_id;
use crate::ui::view::{live, live_if, nothing, press, tag, text, truth, words};
use crate::ui::words;
use chrono::NaiveDate;
use leptos::prelude::*;

/// Collections that grow all year: each record is a line until it is opened, the newest first.
pub(super) const FOLDED: &[&str] = &[
    "weekly_summaries",
    "public_notices",
    "dispatch_meetings",
    "bulletins",
    "guidance_visits",
    "on_site_sessions",
    "inspections",
    "supports",
    "typical_cases",
    "acceptances",
];

/// A record of many: a line, and its form once it is opened.
pub(super) fn folded(
    list: &ListOf,
    record: &Id,
    ids: Derived<Vec<Id>>,
    opened: Changing<Option<Id>>,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let (list, record) = (list.clone(), record.clone());
    let is_open = {
        let record = record.clone();
        truth(move || opened.read().as_ref() == Some(&record))
    };
    let line = {
        let (document, record) = (list.document.clone(), record.clone());
        words(move || {
            let values = books
                .with_record(&document, &record, told_fields)
                .unwrap_or_default();
            let told = books.with(|books| {
                let told = values
                    .iter()
                    .map(|(field, value)| words::shown(books, &document, field, value));
                told.map(|words| excerpt(&words)).collect::<Vec<_>>()
            });
            if told.is_empty() {
                "（未填写）".to_owned()
            } else {
                told.join("　")
            }
        })
    };
    let marks = marks(books.record_findings(list.document.clone(), record.clone()));
    let said = {
        let (document, record) = (list.document.clone(), record.clone());
        comment_mark(move |placed| placed.is_at(&document, &record))
    };
    let toggle = {
        let record = record.clone();
        press(move || {
            let open = (!is_open.get_untracked()).then(|| record.clone());
            opened.set(open);
        })
    };
    let expanded = text(move || is_open.get().to_string());
    // The name that the address leads to goes over to the open form.
    let id = {
        let record = record.clone();
        text(move || {
            if is_open.get() {
                format!("l-{record}")
            } else {
                record_id(&record)
            }
        })
    };
    let form = live_if(move || is_open.get(), move || record_card(&list, &record, ids));
    el("div")
        .class("fold")
        .child(
            el("button")
                .attr("type", "button")
                .class("fold-line")
                .attr("id", id)
                .attr("aria-expanded", expanded)
                .on("click", toggle)
                .child(el("span").child(line))
                .child(said)
                .child(marks),
        )
        .child(form)
        .view()
}

/// How many findings stand at a record, in words.
fn marks(findings: Derived<RecordFindings>) -> AnyView {
    live(move || {
        let (mut errors, mut warnings) = (0, 0);
        for finding in findings.read().iter().filter(|finding| finding.is_open()) {
            match finding.rule.severity {
                Severity::Error => errors += 1,
                _ => warnings += 1,
            }
        }
        match (errors, warnings) {
            (0, 0) => nothing(),
            (0, n) => tag("warnings", format!("！{n} 处要说明")),
            (n, _) => tag("errors", format!("✕ {n} 处要改正")),
        }
    })
}

/// The first fields of a record that hold something, days before the others: what its line tells.
fn told_fields(record: &dyn Record) -> Vec<(&'static Field, Value)> {
    let mut told = Vec::new();
    for days in [true, false] {
        for field in record.def().fields {
            let told_of =
                (field.kind == Kind::Date) == days && (!field.derived || field.period != Period::Day);
            let value = record
                .get(field.name)
                .filter(|value| told_of && !value.is_empty());
            told.extend(value.map(|value| (field, value)));
        }
    }
    told.truncate(4);
    told
}

fn excerpt(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default();
    let short: String = line.chars().take(20).collect();
    if short.len() < words.trim().len() {
        format!("{short}…")
    } else {
        short
    }
}

/// The day that places a record among its like: that of its period, or its own. Those without one are the newest.
pub(super) fn day_of(record: &dyn Record) -> Option<NaiveDate> {
    let mut days = record
        .def()
        .fields
        .iter()
        .filter(|field| field.kind == Kind::Date)
        .filter_map(|field| match record.get(field.name) {
            Some(Value::Date(day)) => day,
            _ => None,
        });
    days.next()
}

pub(super) fn newest_first(ids: &mut [Id], day: impl Fn(&Id) -> Option<NaiveDate>) {
    let key = |id: &Id| day(id).unwrap_or(NaiveDate::MAX);
    for at in 1..ids.len() {
        let to = ids[..at].partition_point(|before| key(before) >= key(&ids[at]));
        ids[to..=at].rotate_right(1);
    }
}
