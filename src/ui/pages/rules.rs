//! 规则与依据: the notice's clauses, the rules that hold the books to them, and the figures, all from their lists.

use crate::notice::{CLAUSES, Chapter, Clause};
use crate::rules::{ALL, Rule, UNCHECKED};
use crate::state::App;
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{all, h1, p, section, table, table_row};
use leptos::prelude::*;

/// Every clause with its rules.
pub(in crate::ui) fn rules() -> AnyView {
    let programme = expect_context::<App>().programme.get();
    let chapters = all(Chapter::ALL.iter().map(|chapter| {
        let clauses = CLAUSES.iter().filter(|clause| clause.chapter == *chapter);
        section("", chapter.title(), all(clauses.map(clause)))
    }));
    let figures = all(programme.figures().into_iter().map(|line| {
        let cells = vec![("数值", line.value.part()), ("出处", line.clause.part())];
        table_row(line.meaning.part(), cells)
    }));
    let about = format!(
        "《{}》（{}）共 {} 条要求，{} 条检查规则。错误要改正才能报送；提醒可以说明理由后报送；保存和备份从不受限制。",
        programme.title,
        programme.number,
        CLAUSES.len(),
        ALL.len()
    );
    parts(vec![
        part(h1("规则与依据")),
        part(p("lead", about)),
        part(chapters),
        part(section(
            "",
            "通知里的日期和数字",
            table(&["含义", "数值", "出处"], figures),
        )),
    ])
}

fn clause(clause: &'static Clause) -> AnyView {
    let cites = |rule: &&&'static Rule| rule.clauses().any(|id| id == clause.id);
    let rules = all(ALL.iter().filter(cites).map(|rule| {
        el("li")
            .child(el("strong").child(rule.severity.label()))
            .child("　")
            .child(rule.summary)
            .child(
                el("span")
                    .class("hint")
                    .child(format!("（{}，{}）", rule.gate.label(), rule.id)),
            )
            .child(
                el("dl")
                    .class("examples")
                    .child(el("dt").child("✕ 例如"))
                    .child(el("dd").child(rule.fails)),
            )
            .view()
    }));
    let unchecked = UNCHECKED.iter().filter(|(id, _)| *id == clause.id);
    let unchecked = all(unchecked.map(|(_, why)| p("hint", format!("没有检查规则：{why}"))));
    el("article")
        .class("clause")
        .child(
            el("h3")
                .child(clause.id)
                .child(el("span").class("hint").child(format!("　{}", clause.bound))),
        )
        .child(el("blockquote").child(clause.words))
        .child(el("ul").child(rules))
        .child(unchecked)
        .view()
}
