//! Findings: at a field, in a list, with the place to give a reason.

use super::Basis;
use crate::rules::{Finding, Severity};
use crate::state::{Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::route::Links;
use crate::ui::words;
use leptos::prelude::*;

/// The findings at one place, most serious first.
#[component]
pub(in crate::ui) fn FindingList(
    /// The findings.
    #[prop(into)]
    findings: Signal<RecordFindings>,
    /// The id that the field's control points to with `aria-describedby`.
    #[prop(optional, into)]
    id: Option<String>,
) -> AnyView {
    view! {
        <ul class="findings" id=id>
            {move || {
                let mut all = findings.get();
                all.sort_by_key(|finding| finding.rule.severity as u8);
                all.into_iter().map(|finding| view! { <AtField finding/> }).collect_view()
            }}
        </ul>
    }
    .into_any()
}

#[component]
fn AtField(finding: Finding) -> AnyView {
    let severity = finding.rule.severity;
    let reason = (severity == Severity::Warning).then(|| view! { <ReasonBox finding=finding.clone()/> });
    view! {
        <li data-rule=finding.rule.id data-severity=severity.code()>
            <Mark severity explained=finding.reason.is_some()/>
            {finding.message.clone()}
            {reason}
        </li>
    }
    .into_any()
}

/// A finding's weight, as a word and a shape.
#[component]
fn Mark(severity: Severity, explained: bool) -> AnyView {
    let shape = match severity {
        Severity::Error => "✕",
        Severity::Warning => "！",
        Severity::Reminder => "◷",
        Severity::Statistic => "＃",
    };
    let word = if explained { "已说明" } else { severity.label() };
    view! {
        <strong class="mark">
            <span aria-hidden="true">{shape}</span>
            {word}
        </strong>
    }
    .into_any()
}

/// The place where a warning's reason is given.
#[component]
pub(in crate::ui) fn ReasonBox(
    /// The warning.
    finding: Finding,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let given = finding.reason.clone().unwrap_or_default();
    if books.is_read_only() {
        return (!given.is_empty()).then(|| view! { <p class="reason">"理由：" {given}</p> }).into_any();
    }
    if finding.rule.only_marks {
        return ().into_any();
    }
    let explain = move |event| {
        let address = &finding.address;
        Edit::Explain {
            document: address.document.clone(),
            rule: finding.rule.id,
            record: address.record.as_ref().map(ToString::to_string).unwrap_or_default(),
            field: address.field.unwrap_or_default(),
            reason: event_target_value(&event),
            id: new_id(),
        }
    };
    let explained = explain.clone();
    let label = if given.is_empty() { "情况属实？填写理由" } else { "理由已填写，可修改" };
    view! {
        <details class="reason">
            <summary>{label}</summary>
            <label>
                "理由（随报送文件一起上报）"
                <textarea
                    rows="2"
                    maxlength="2000"
                    prop:value=given.clone()
                    on:input=move |event| books.write_down(explain(event))
                    on:change=move |event| drop(books.dispatch(explained(event)))
                ></textarea>
            </label>
        </details>
    }
    .into_any()
}

/// One line of a list of findings, leading to its field.
#[component]
pub(in crate::ui) fn FindingLine(
    /// The finding.
    finding: Finding,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let document = finding.address.document.clone();
    let (of_unit, owner) = books.with(|books| match books.branch(&document) {
        Some(_) => (false, words::branch_name(books, &document)),
        None => (true, "单位".to_owned()),
    });
    let severity = finding.rule.severity;
    let reason = (severity == Severity::Warning).then(|| view! { <ReasonBox finding=finding.clone()/> });
    view! {
        <li data-rule=finding.rule.id data-severity=severity.code()>
            <Mark severity explained=finding.reason.is_some()/>
            <a href=links.finding(&finding, of_unit)>{format!("{owner}：{}", finding.message)}</a>
            {reason}
            <Basis clause=finding.rule.clause/>
        </li>
    }
    .into_any()
}
