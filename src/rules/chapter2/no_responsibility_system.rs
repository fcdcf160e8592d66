//! 二.2-c「要建立整改工作责任制」
//!
//! The subject comes from the context: the branch. “建立” is shown by the system's text or the paper's
//! name; a date with no text is empty, while a text whose date was not noted is not.

use crate::rules::{Context, Findings};

rule! {
    id: "no-responsibility-system",
    clause: "二.2-c",
    gate: Plan,
    severity: Error,
    summary: "没有建立整改工作责任制",
    passes: "每个支部都建立了责任制" => |_| {},
    fails: "一个支部没有责任制" => |scene| scene.first().responsibility_system.text.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let system = &*branch.book.responsibility_system;
        found.add_blanks(branch.book, "responsibility_system", system, &["text"], |label| {
            format!("{}还没有建立整改工作责任制，请填写“{label}”。", branch.name)
        });
    }
}
