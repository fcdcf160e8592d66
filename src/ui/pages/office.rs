//! The office: which units have handed in, and what their plans say.

use super::office_topic::office_topics;
use super::print::forms;
use super::{check, home, paper, topic};
use crate::rules::Tally;
use crate::state::{App, OpenWorkspace, ReceivedUnit, received_plans, received_units};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{Links, Place};
use crate::ui::topics::BookKind;
use crate::ui::view::{all, h1, link, live, nothing, p, table, table_row, tag};
use crate::ui::widgets::counts;
use crate::ui::words;
use leptos::prelude::*;

/// The table of units received.
pub(in crate::ui) fn office(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let list = live(move || {
        let units = received_units(app, &open);
        if units.is_empty() {
            return p(
                "none",
                "还没有收到方案。点“导入报送文件”，一次可以选中所有单位的文件。",
            );
        }
        let late = units.iter().filter(|unit| unit.late).count();
        let branches: usize = units.iter().map(|unit| unit.counts.branches).sum();
        let summary = format!(
            "收到 {} 个单位的方案，含 {branches} 个支部；{late} 个单位逾期报送。",
            units.len()
        );
        let tally = {
            open.books.track_all();
            let plans = received_plans(&open).0;
            open.books
                .with(|books| Tally::of(&plans, books.office.as_ref(), &app.programme.read()))
        };
        let heads = ["单位", "报送日期", "错误", "提醒", "内容", "版次", "校验码"];
        let rows = all(units.into_iter().map(unit_row));
        parts(vec![
            part(el("p").attr("role", "status").child(summary)),
            part(against_the_notice(&tally)),
            part(table(&heads, rows)),
        ])
    });
    parts(vec![
        part(h1("收到的方案")),
        part(el("p").child(link("button primary", "#/import", "导入报送文件"))),
        part(list),
        part(office_topics()),
    ])
}

/// The branches handed in, held against the notice's count (前-1).
fn against_the_notice(tally: &Tally) -> AnyView {
    let mut words = Vec::new();
    for (grade, found, expected) in &tally.grades {
        words.push(format!("{grade} {found}/{expected}"));
    }
    let (found, expected) = tally.total;
    words.push(format!("共 {found}/{expected} 个支部"));
    let (promoted, rising) = tally.promoted;
    words.push(format!("晋位升级 {promoted}/{rising}"));
    let (improved, all) = tally.improved;
    words.push(format!("有新的提高 {improved}/{all}"));
    if !tally.twice.is_empty() {
        words.push(format!("在两个单位里都有的：{}", tally.twice.join("、")));
    }
    let words = format!("与通知核对：{}。", words.join("，"));
    let state = if tally.agrees() {
        tag("done", "✓ 一致")
    } else {
        tag("warnings", "！不一致")
    };
    el("p").child(words).child(state).view()
}

fn unit_row(unit: ReceivedUnit) -> AnyView {
    let day = unit.submitted_on.map_or_else(|| "（未注明）".into(), words::date);
    let in_time = if unit.late {
        tag("errors", "✕ 逾期")
    } else {
        tag("done", "✓ 按时")
    };
    let count =
        |count: usize, code: &'static str| tag(if count == 0 { "done" } else { code }, count.to_string());
    let short: String = unit.digest.chars().take(12).collect();
    let revision = match unit.versions {
        0 | 1 => format!("第{}版", unit.revision),
        versions => format!("第{}版（共收到 {versions} 份）", unit.revision),
    };
    let aside = if unit.set_aside > 0 {
        format!("，{} 条读不出来", unit.set_aside)
    } else {
        String::new()
    };
    let contents = format!("{}{aside}", counts(&unit.counts));
    let digest = el("code").attr("title", unit.digest.clone()).child(short).view();
    let cells = vec![
        ("报送日期", parts(vec![part(day), part(" "), part(in_time)])),
        ("错误", count(unit.errors, "errors")),
        ("提醒", count(unit.warnings, "warnings")),
        ("内容", contents.into_any()),
        ("版次", revision.into_any()),
        ("校验码", digest.into_any()),
    ];
    table_row(
        link("", format!("#/received/{}/", unit.bundle_id), unit.name),
        cells,
    )
}

/// A received plan, to be read: the same pages as at the unit's desk, with nothing to change.
pub(in crate::ui) fn received(open: &OpenWorkspace, id: String, place: Place) -> AnyView {
    let app = expect_context::<App>();
    let Some(books) = open.read_received(&id, app) else {
        let back = link("", "#/", "回到收到的方案");
        return parts(vec![
            part(h1("没有这份文件")),
            part(el("p").child("这份方案不在这个工作区里。").child(back)),
        ]);
    };
    provide_context(books);
    let links = Links(Some(id));
    provide_context(links.clone());
    let page = match place {
        Place::Unit(slug) => topic(BookKind::Unit, None, &slug, nothing()),
        Place::Branch(id, slug) => topic(BookKind::Branch, Some(id), &slug, nothing()),
        Place::Print(id, shown) => paper(id, shown, Some(open.books)),
        Place::Check => check(),
        _ => parts(vec![part(home(None)), part(forms(books, &links))]),
    };
    let name = books.with(|books| {
        books
            .unit
            .as_ref()
            .map(|unit| unit.profile.name.clone())
            .unwrap_or_default()
    });
    parts(vec![
        part(
            el("nav")
                .class("crumbs reading")
                .attr("aria-label", "正在查看")
                .child(link("", "#/", "← 收到的方案"))
                .child(el("strong").child(format!("{name}（只读）")))
                .child(link("", links.home(), "内容"))
                .child(link("", links.check(), "检查结果")),
        ),
        part(page),
    ])
}
