//! 规则与依据: the notice's clauses, the rules that hold the books to them, and the figures, all from their lists.

use crate::notice::{CLAUSES, Chapter, Clause, Programme};
use crate::rules::{ALL, Rule, UNCHECKED};
use crate::ui::view::{all, h1, p, section, table, table_row};
use leptos::prelude::*;

/// Every clause with its rules.
pub(in crate::ui) fn rules() -> AnyView {
    let programme = Programme::default();
    let chapters = all(Chapter::ALL.iter().map(|chapter| {
        let clauses = CLAUSES.iter().filter(|clause| clause.chapter == *chapter);
        section("", chapter.title(), all(clauses.map(clause)))
    }));
    let figures = all(programme.figures().into_iter().map(|line| {
        let cells = vec![("数值", line.value.into_any()), ("出处", line.clause.into_any())];
        table_row(line.meaning.into_any(), cells)
    }));
    let about = format!(
        "《{}》（{}）共 {} 条要求，{} 条检查规则。错误要改正才能报送；提醒可以说明理由后报送；保存和备份从不受限制。",
        programme.title,
        programme.number,
        CLAUSES.len(),
        ALL.len()
    );
    view! {
        {h1("规则与依据")}
        {p("lead", about)}
        {chapters}
        {section("", "通知里的日期和数字", table(&["含义", "数值", "出处"], figures))}
    }
    .into_any()
}

fn clause(clause: &'static Clause) -> AnyView {
    let cites = |rule: &&&'static Rule| rule.clauses().any(|id| id == clause.id);
    let rules = all(ALL.iter().filter(cites).map(|rule| {
        view! {
            <li>
                <strong>{rule.severity.label()}</strong> "　" {rule.summary}
                <span class="hint">{format!("（{}，{}）", rule.gate.label(), rule.id)}</span>
                <dl class="examples">
                    <dt>"✓ 可以"</dt><dd>{rule.passes}</dd>
                    <dt>"✕ 不行"</dt><dd>{rule.fails}</dd>
                </dl>
            </li>
        }
        .into_any()
    }));
    let unchecked = UNCHECKED.iter().filter(|(id, _)| *id == clause.id);
    let unchecked = all(unchecked.map(|(_, why)| p("hint", format!("没有检查规则：{why}"))));
    view! {
        <article class="clause">
            <h3>{clause.id}<span class="hint">{format!("　{}", clause.bound)}</span></h3>
            <blockquote>{clause.words}</blockquote>
            <ul>{rules}</ul>
            {unchecked}
        </article>
    }
    .into_any()
}
