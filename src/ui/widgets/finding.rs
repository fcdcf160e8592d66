//! Findings: at a field, in a list, with the place to give a reason.

use super::basis;
use crate::rules::{Finding, Severity};
use crate::state::{Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::element::el;
use crate::ui::route::Links;
use crate::ui::view::{all, live, maybe, nothing, rows, span, typed};
use crate::ui::words;
use leptos::prelude::*;

/// The findings at one place, most serious first. `id` is what the field's control points to.
pub(in crate::ui) fn finding_list(findings: Memo<RecordFindings>, id: String) -> AnyView {
    let items = live(move || {
        let found = findings.get();
        all([Severity::Error, Severity::Warning, Severity::Reminder]
            .into_iter()
            .flat_map(|severity| {
                let of_severity = found
                    .iter()
                    .filter(move |finding| finding.rule.severity == severity);
                of_severity.map(|finding| line(finding, finding.message.clone().into_any(), nothing()))
            }))
    });
    el("ul").class("findings").attr("id", id).child(items).view()
}

/// One finding: its weight, its words, the place for a reason, and what else belongs to it.
fn line(finding: &Finding, message: AnyView, more: AnyView) -> AnyView {
    let severity = finding.rule.severity;
    let shape = match severity {
        Severity::Error => "✕ ",
        Severity::Warning => "！",
        Severity::Reminder => "◷ ",
        Severity::Statistic => "＃",
    };
    let word = if finding.reason.is_some() {
        "已说明"
    } else {
        severity.label()
    };
    let reason = if severity == Severity::Warning {
        reason_box(finding)
    } else {
        nothing()
    };
    el("li")
        .attr("data-rule", finding.rule.id)
        .attr("data-severity", severity.code())
        .child(
            el("strong")
                .class("mark")
                .child(el("span").attr("aria-hidden", "true").child(shape))
                .child(word),
        )
        .child(message)
        .child(reason)
        .child(more)
        .view()
}

/// The place where a warning's reason is given.
fn reason_box(finding: &Finding) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let given = finding.reason.clone().unwrap_or_default();
    if books.is_read_only() {
        let given = (!given.is_empty()).then_some(given);
        return maybe(given, |given| {
            el("p").class("reason").child("理由：").child(given).view()
        });
    }
    if finding.rule.only_marks {
        return nothing();
    }
    let (rule, address) = (finding.rule.id, finding.address.clone());
    let explain = move |reason| Edit::Explain {
        document: address.document.clone(),
        rule,
        record: address
            .record
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        field: address.field.unwrap_or_default(),
        reason,
        id: new_id(),
    };
    let explained = explain.clone();
    let note = typed(move |reason| books.write_down(explain(reason)));
    let keep = typed(move |reason| drop(books.dispatch(explained(reason))));
    let label = if given.is_empty() {
        "情况属实？填写理由"
    } else {
        "理由已填写，可修改"
    };
    el("details")
        .class("reason")
        .child(el("summary").child(label))
        .child(
            el("label").child("理由（随报送文件一起上报）").child(
                el("textarea")
                    .attr("rows", "2")
                    .attr("maxlength", "2000")
                    .prop("value", given)
                    .on("input", note)
                    .on("change", keep),
            ),
        )
        .view()
}

/// A list of findings, each leading to its field.
pub(in crate::ui) fn finding_lines(findings: Memo<RecordFindings>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    // A line is made anew when its words or its reason change, and at no other time.
    let key = |finding: &Finding| {
        let address = &finding.address;
        let record = address
            .record
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let field = address.field.unwrap_or_default();
        let reason = finding.reason.as_deref().unwrap_or_default();
        let rule = finding.rule.id;
        format!(
            "{rule}|{}|{record}|{field}|{}|{reason}",
            address.document, finding.message
        )
    };
    let shown = rows(
        move || findings.read().iter().map(key).collect(),
        move |wanted| {
            let found = findings.read_untracked();
            let Some(finding) = found.iter().find(|finding| key(finding) == wanted) else {
                return nothing();
            };
            let document = &finding.address.document;
            let (of_unit, owner) = books.with(|books| match books.branch(document) {
                Some(_) => (false, words::branch_name(books, document)),
                None => (true, "单位".to_owned()),
            });
            let href = links.finding(finding, of_unit);
            let message = el("a")
                .attr("href", href)
                .child(owned_by(&owner, &finding.message))
                .child(finding.message.clone())
                .view();
            line(finding, message, basis(finding.rule.clause))
        },
    );
    el("ul").class("findings list").child(shown).view()
}

/// Whose a finding is, unless its words begin with that anyway.
fn owned_by(owner: &str, message: &str) -> AnyView {
    if message.starts_with(owner) {
        nothing()
    } else {
        span("owner", format!("{owner}："))
    }
}
