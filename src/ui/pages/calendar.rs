//! 日程: what comes back every week and month, for the unit, every branch and every link leader, at a glance.

use crate::domain::{Duty, Id};
use crate::rules::DutyLine;
use crate::state::{Derived, OpenBooks};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{h1, live, nothing, p, rows, section, span};
use crate::ui::widgets::{duty_cells, legend, line_key, line_title, lines_of_duties};
use crate::ui::words;
use leptos::prelude::*;

/// The page.
pub(in crate::ui) fn calendar() -> AnyView {
    let books = expect_context::<OpenBooks>();
    let lines = lines_of_duties();
    let unit = books.with(|books| books.unit.as_ref().map(|unit| unit.profile.name.clone()));
    let of_unit = match unit {
        Some(name) => section("duties", format!("{name}（单位）"), table(lines, None)),
        None => nothing(),
    };
    let branches = rows(
        move || books.branch_ids().iter().map(ToString::to_string).collect(),
        move |id| {
            let Ok(id) = Id::parse(&id) else { return nothing() };
            let name = books.with(|books| words::branch_name(books, &id));
            section("duties", name, table(lines, Some(id)))
        },
    );
    parts(vec![
        part(h1("日程")),
        part(p(
            "lead",
            "一周一总结、一月一公示，一月一调度、一月一通报、联点领导一周一指导。点一格，打开那一周、那一月的记录；还没有的，按台账起草。",
        )),
        part(legend()),
        part(of_unit),
        part(branches),
    ])
}

/// The lines of one branch, or the unit's own.
fn table(lines: Derived<Vec<DutyLine>>, branch: Option<Id>) -> AnyView {
    let keys = move || {
        let lines = lines.read();
        let here = lines.iter().filter(|line| match &branch {
            Some(branch) => line.document == *branch || line.branch.as_ref() == Some(branch),
            None => matches!(line.duty, Duty::DispatchMeeting | Duty::Bulletin),
        });
        here.map(line_key).collect()
    };
    let row = move |key: String| {
        live(move || {
            let lines = lines.read();
            let Some(line) = lines.iter().find(|line| line_key(line) == key) else {
                return nothing();
            };
            let counted = format!("完成 {} / 应做 {}", line.done(), line.due());
            el("div")
                .class("duty")
                .child(
                    el("h3")
                        .child(line_title(line))
                        .child(span("hint", format!("　{counted}"))),
                )
                .child(duty_cells(line.clone()))
                .view()
        })
    };
    rows(keys, row)
}
