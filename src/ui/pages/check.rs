//! 检查: every finding by gate and page, each leading to its field.

use crate::rules::{Finding, Gate, Severity};
use crate::state::OpenBooks;
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, h1, live_if, p, section, words};
use crate::ui::widgets::{finding_pages, found};
use leptos::prelude::*;

/// All findings on the open books.
pub(in crate::ui) fn check() -> AnyView {
    let books = expect_context::<OpenBooks>();
    let counts = words(move || {
        let report = books.report();
        let count = |severity| {
            report
                .findings
                .iter()
                .filter(|f| f.rule.severity == severity)
                .count()
        };
        let explained = report.findings.iter().filter(|f| f.reason.is_some()).count();
        let (errors, warnings, reminders) = (
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Reminder),
        );
        format!("{errors} 处错误，{warnings} 处提醒（{explained} 处已说明理由），{reminders} 条催办")
    });
    let gates = all(Gate::ALL.into_iter().map(|gate| at_gate(books, gate)));
    let clean = live_if(
        move || !books.report().findings.iter().any(is_shown),
        || p("panel done", "没有发现问题。"),
    );
    parts(vec![
        part(h1("检查")),
        part(p(
            "lead",
            "错误改正以后才能报送；提醒要么改正，要么说明理由。保存和备份随时都可以。点每一条可以直接到要改的地方。",
        )),
        part(el("p").attr("role", "status").child(el("strong").child(counts))),
        part(gates),
        part(clean),
    ])
}

fn is_shown(finding: &Finding) -> bool {
    finding.rule.severity != Severity::Statistic
}

fn at_gate(books: OpenBooks, gate: Gate) -> AnyView {
    let here = found(books, move |finding| {
        finding.rule.gate == gate && is_shown(finding)
    });
    live_if(
        move || !here.read().is_empty(),
        move || {
            section(
                "",
                format!("{}（{}）", gate.label(), gate.code()),
                finding_pages(here),
            )
        },
    )
}
