//! 规则与依据: the notice's clauses, the rules that hold the books to them, and the figures, all from their lists.

use crate::notice::{CLAUSES, Chapter, Clause, Programme};
use crate::rules::{ALL, Rule, UNCHECKED};
use leptos::prelude::*;

/// Every clause with its rules.
#[component]
pub(in crate::ui) fn Rules() -> AnyView {
    let programme = Programme::default();
    let chapters = Chapter::ALL.iter().map(|chapter| {
        let clauses = CLAUSES.iter().filter(|clause| clause.chapter == *chapter);
        view! {
            <section>
                <h2>{chapter.title()}</h2>
                {clauses.map(clause).collect_view()}
            </section>
        }
    });
    let figures = programme.figures().into_iter().map(|line| {
        view! {
            <tr>
                <th scope="row">{line.meaning}</th>
                <td data-label="数值">{line.value}</td>
                <td data-label="出处">{line.clause}</td>
            </tr>
        }
    });
    view! {
        <h1>"规则与依据"</h1>
        <p class="lead">
            {format!("《{}》（{}）共 {} 条要求，{} 条检查规则。", programme.title, programme.number, CLAUSES.len(), ALL.len())}
            "错误要改正才能报送；提醒可以说明理由后报送；保存和备份从不受限制。"
        </p>
        {chapters.collect_view()}
        <section>
            <h2>"通知里的日期和数字"</h2>
            <table class="cards">
                <thead>
                    <tr><th scope="col">"含义"</th><th scope="col">"数值"</th><th scope="col">"出处"</th></tr>
                </thead>
                <tbody>{figures.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn clause(clause: &'static Clause) -> AnyView {
    let cites = |rule: &&&Rule| rule.clause == clause.id || rule.also.contains(&clause.id);
    let rules = ALL.iter().filter(cites).map(|rule| {
        view! {
            <li id=format!("rule-{}", rule.id)>
                <strong>{rule.severity.label()}</strong> "　" {rule.summary}
                <span class="hint">{format!("（{}，{}）", rule.gate.label(), rule.id)}</span>
                <dl class="examples">
                    <dt>"✓ 可以"</dt><dd>{rule.passes}</dd>
                    <dt>"✕ 不行"</dt><dd>{rule.fails}</dd>
                </dl>
            </li>
        }
    });
    let unchecked = UNCHECKED.iter().filter(|(id, _)| *id == clause.id);
    let unchecked = unchecked.map(|(_, why)| view! { <p class="hint">{format!("没有检查规则：{why}")}</p> });
    view! {
        <article class="clause">
            <h3>{clause.id}<span class="hint">{format!("　{}", clause.bound)}</span></h3>
            <blockquote>{clause.words}</blockquote>
            <ul>{rules.collect_view()}</ul>
            {unchecked.collect_view()}
        </article>
    }
    .into_any()
}
