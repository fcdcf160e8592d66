//! 公示 on its sheet, to be read from a step away.

use super::cells::entry;
use super::headed;
use crate::papers::Poster;
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, p};
use leptos::prelude::*;

/// The poster.
pub(super) fn sheet(poster: Poster, draft: bool) -> AnyView {
    let solved = poster.solved.into_iter();
    let solved = solved
        .map(|item| vec![item.project, item.measure, item.result, item.on])
        .collect();
    let unsolved = poster.unsolved.into_iter();
    let unsolved = unsolved.map(|item| vec![item.project, item.due]).collect();
    let hangs = [
        ("公示地点：", vec![&poster.place]),
        ("公示时间：", vec![&poster.from, &poster.to]),
    ];
    let hangs = all(hangs.into_iter().map(|(label, entries)| {
        let mut line = el("p").child(label);
        for (at, content) in entries.into_iter().enumerate() {
            line = line.child(if at > 0 { "至" } else { "" }).child(entry(content));
        }
        line.view()
    }));
    let content = if poster.content == poster.month {
        String::new()
    } else {
        poster.content
    };
    parts(vec![
        part(headed("h2", poster.title, draft)),
        part(p(
            "above",
            format!("{}　{}　{}", poster.unit, poster.branch, poster.month),
        )),
        part(table(
            "已经解决的问题",
            &["问题", "整改措施", "整改结果", "销号日期"],
            solved,
            "本月没有销号的问题。",
        )),
        part(table(
            "正在整改的问题",
            &["问题", "完成时限"],
            unsolved,
            "没有正在整改的问题。",
        )),
        part(p("said", content)),
        part(p("", poster.feedback)),
        part(hangs),
        part(
            el("p")
                .class("foot")
                .child(el("span").child(poster.branch))
                .child(el("span").child(entry(&poster.from))),
        ),
    ])
}

fn table(
    caption: &'static str,
    heads: &[&'static str],
    rows: Vec<Vec<String>>,
    none: &'static str,
) -> AnyView {
    if rows.is_empty() {
        return p("", none);
    }
    let heads = all(heads
        .iter()
        .map(|head| el("th").attr("scope", "col").child(*head).view()));
    let rows = all(rows.into_iter().map(|cells| {
        let cells = cells.into_iter().map(|words| el("td").child(words).view());
        el("tr").child(all(cells)).view()
    }));
    el("table")
        .child(el("caption").child(caption))
        .child(el("thead").child(el("tr").child(heads)))
        .child(el("tbody").child(rows))
        .view()
}
