//! 支部图: a cell a branch, its grade now and the one it aims at, unit by unit.

use super::figure::{county_nav, figure, legend, numbers, pager, sift_box, window};
use super::rows::grade;
use super::units::{branch_href, unit_name};
use crate::county::{BranchCell, BranchFilter, BranchRow, County, Pick, Rows, UnitLine};
use crate::domain::Grade;
use crate::state::office::office;
use crate::state::{Changing, OpenWorkspace};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{all, derived, h1, live, nothing, p, section, span, table_row};
use leptos::prelude::*;

/// How many units stand on one page of the map.
const UNITS: usize = 60;

/// The page.
pub(super) fn map(open: &OpenWorkspace) -> AnyView {
    let office = office(open);
    let page = Changing::new(0_usize);
    let sought = Changing::new(String::new());
    // The units that have a branch to show, by their keys.
    let keys = derived(move || {
        let words = sought.get();
        page.set(0);
        office.county(|county| {
            let found = if words.trim().is_empty() {
                county.lines().iter().collect()
            } else {
                county.search_units(&words)
            };
            let with_branches = found.into_iter().filter(|line| !line.branches.is_empty());
            with_branches.map(|line| line.key.clone()).collect::<Vec<_>>()
        })
    });
    let totals = live(move || office.county(totals));
    let cells = live(move || {
        let keys = keys.read();
        if keys.is_empty() {
            return p("none", "没有支部。");
        }
        let (from, to) = window(page.get(), UNITS, keys.len());
        office.county(|county| all(keys[from..to].iter().filter_map(|key| county.line(key)).map(unit)))
    });
    parts(vec![
        part(h1("支部图")),
        part(county_nav("map")),
        part(p(
            "lead",
            "一格一个支部：等次从哪里，要到哪里。点一格，打开这个支部报来的内容。",
        )),
        part(totals),
        part(legend(&MARKS, "data-branch-state")),
        part(el("div").class("tools").child(sift_box("只看这些单位", sought))),
        part(pager(page, UNITS, "个单位", move || keys.read().len())),
        part(el("div").class("map").child(cells)),
        part(pager(page, UNITS, "个单位", move || keys.read().len())),
    ])
}

/// How many branches stand at each grade, at the start, now and at the goal.
fn totals(county: &County) -> AnyView {
    let row = |title: &'static str, filter: fn(Pick<Grade>) -> BranchFilter| {
        let mut cells = Vec::new();
        let grades = [Grade::Good, Grade::FairlyGood, Grade::Average, Grade::Poor];
        for pick in grades.map(Pick::Is).into_iter().chain([Pick::Blank]) {
            let rows = Rows::Branches(filter(pick));
            cells.push((pick.label(), figure(county.count(&rows), &rows)));
        }
        table_row(title.part(), cells)
    };
    let rows = parts(vec![
        part(row("原定", BranchFilter::Initial)),
        part(row("现在", BranchFilter::Now)),
        part(row("目标", BranchFilter::Target)),
    ]);
    section(
        "map-totals",
        "等次",
        numbers(&["等次", "好", "较好", "一般", "较差", "没有填"], rows),
    )
}

/// The marks of the map, with their words.
const MARKS: [(&str, &str, &str); 5] = [
    ("risen", "↑", "已晋位升级"),
    ("key", "★", "重点整顿，还没有晋位"),
    ("kept", "→", "其余"),
    ("missing", "○", "没有报来"),
    ("surplus", "？", "不在花名册"),
];

fn unit(line: &UnitLine) -> AnyView {
    let cells = all(line
        .branches
        .iter()
        .map(|cell| el("li").child(branch(line, cell)).view()));
    el("section")
        .class("map-unit")
        .child(el("h3").child(unit_name(line)))
        .child(el("ul").class("map-cells").child(cells))
        .view()
}

/// How a branch stands: its code for the style sheet, its mark and its words.
fn standing(line: &UnitLine, cell: &BranchCell) -> (&'static str, &'static str, &'static str) {
    if !cell.is_received() {
        ("missing", "○", "没有报来")
    } else if cell.is_promoted() {
        ("risen", "↑", "已晋位升级")
    } else if line.entry.is_some() && cell.is_surplus() {
        ("surplus", "？", "不在花名册")
    } else if cell.is_key() {
        ("key", "★", "重点整顿，还没有晋位")
    } else {
        ("kept", "→", "")
    }
}

fn branch(line: &UnitLine, cell: &BranchCell) -> AnyView {
    let (code, mark, words) = standing(line, cell);
    let row = BranchRow { line, cell };
    let (now, target) = (grade(cell.now()), grade(cell.target));
    let aim = if cell.is_received() {
        format!("{now} → {target}")
    } else {
        now.to_owned()
    };
    let overdue = match cell.items.overdue {
        0 => nothing(),
        overdue => span("late", format!("✕ 超期{overdue}")),
    };
    let element = match branch_href(&row, "goal") {
        Some(href) => el("a").attr("href", href),
        None => el("span"),
    };
    element
        .class("branch-cell")
        .attr("data-branch-state", code)
        .child(el("span").class("mark").attr("aria-hidden", "true").child(mark))
        .child(span("name", cell.short_name(&line.name).to_owned()))
        .child(span("aim", aim))
        .child(overdue)
        .child(span("sr", words))
        .view()
}
