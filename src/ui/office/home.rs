//! The office's first page: which units have handed in.

use super::topic::office_topics;
use crate::county::{County, UnitLine};
use crate::state::OpenWorkspace;
use crate::state::office::office;
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, h1, link, live, p, table, table_row, tag};
use crate::ui::words;
use leptos::prelude::*;

/// The table of units received.
pub(super) fn home(open: OpenWorkspace) -> AnyView {
    let list = live(move || office(&open).county(units));
    parts(vec![
        part(h1("收到的方案")),
        part(el("p").child(link("button primary", "#/import", "导入报送文件"))),
        part(list),
        part(office_topics()),
    ])
}

fn units(county: &County) -> AnyView {
    let lines = county.lines();
    if lines.is_empty() {
        return p(
            "none",
            "还没有收到方案。点“导入报送文件”，一次可以选中所有单位的文件。",
        );
    }
    let heads = ["单位", "状态", "报送日期", "错误", "提醒", "版次"];
    table(&heads, all(lines.iter().map(unit_row)))
}

fn unit_row(line: &UnitLine) -> AnyView {
    let name = match line.bundle() {
        Some(bundle) => link("", format!("#/received/{bundle}/"), line.name.clone()),
        None => line.name.clone().into_any(),
    };
    let file = line.summary().map(|summary| summary.file.clone());
    let count = |count: Option<u32>| count.unwrap_or(0).to_string().into_any();
    let revision = file.as_ref().and_then(|file| file.revision).unwrap_or(0);
    let cells = vec![
        ("状态", tag("done", line.state.label())),
        (
            "报送日期",
            line.submitted_on.map(words::date).unwrap_or_default().into_any(),
        ),
        ("错误", count(file.as_ref().and_then(|file| file.errors))),
        ("提醒", count(file.as_ref().and_then(|file| file.warnings))),
        ("版次", format!("第{revision}版").into_any()),
    ];
    table_row(name, cells)
}
