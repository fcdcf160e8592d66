//! 统计: what the books count up to, how the ledgers grow shorter, and how many weeks were summed up.

use crate::domain::Id;
use crate::rules::{BurnDown, Statistics, burn_down};
use crate::state::{App, OpenBooks};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{all, h1, live, p, section, table, table_row};
use crate::ui::widgets::{Line, line_chart};
use crate::ui::words;
use leptos::prelude::*;

/// The page.
pub(in crate::ui) fn statistics() -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let page = live(move || {
        books.track_all();
        let (programme, today) = (app.programme.get(), app.today.get());
        books.with(|books| {
            let counted = Statistics::of(books, &programme, today);
            let charts = all(books.branches.iter().map(|branch| {
                let name = words::branch_name(books, branch.id());
                chart(
                    &name,
                    branch.id(),
                    &burn_down(branch, &programme, today),
                    &counted,
                )
            }));
            let lines = all(counted.lines().into_iter().map(|line| {
                let cells = vec![
                    ("数", format!("{} {}", line.value, line.unit).part()),
                    ("出处", line.clause.part()),
                ];
                table_row(line.label.part(), cells)
            }));
            let heads = ["项目", "数", "出处"];
            parts(vec![
                part(charts),
                part(section("", "全部数字", table(&heads, lines))),
            ])
        })
    });
    parts(vec![
        part(h1("统计")),
        part(p("lead", "全部从账本里数出来，不用另外填报。")),
        part(page),
    ])
}

/// One branch's ledger over the weeks: a picture, and its figures.
fn chart(name: &str, branch: &Id, weeks: &[BurnDown], counted: &Statistics) -> AnyView {
    let open = weeks.iter().map(|week| week.open).collect();
    let planned = weeks.iter().map(|week| Some(week.planned)).collect();
    let lines = [
        Line {
            class: "plan",
            values: planned,
        },
        Line {
            class: "real",
            values: open,
        },
    ];
    let own = counted.by_branch.iter().find(|own| own.branch == *branch);
    let told = own.map_or_else(String::new, |own| {
        format!(
            "台账 {} 项，未销号 {} 项，逾期 {} 项；周总结 {}，公示 {}。",
            own.items, own.open, own.overdue, own.weeks, own.notices
        )
    });
    let label = format!("{name}每周末未销号项目数，实线是实际，虚线是计划。{told}");
    let rows = all(weeks.iter().filter(|week| week.open.is_some()).map(|week| {
        let cells = vec![
            ("未销号", week.open.unwrap_or_default().to_string().part()),
            ("计划", week.planned.to_string().part()),
        ];
        table_row(words::span(true, &week.week).part(), cells)
    }));
    let figures = el("details")
        .child(el("summary").child("看数字"))
        .child(table(&["周", "未销号", "计划"], rows));
    let body = el("div")
        .class("chart")
        .child(el("p").child(told))
        .child(line_chart(label, &lines))
        .child(p("hint", "每周末未销号的项目：—— 实际　- - - 计划"))
        .child(figures)
        .view();
    section("", name.to_owned(), body)
}
