//! 检查: every finding by gate, each leading to its field.

use crate::rules::{Finding, Gate, Severity};
use crate::state::OpenBooks;
use crate::ui::widgets::FindingLine;
use leptos::prelude::*;

/// All findings on the open books.
#[component]
pub(in crate::ui) fn Check() -> AnyView {
    let books = expect_context::<OpenBooks>();
    let counts = move || {
        let report = books.report();
        let count = |severity| report.findings.iter().filter(|f| f.rule.severity == severity).count();
        let explained = report.findings.iter().filter(|f| f.reason.is_some()).count();
        let (errors, warnings, reminders) =
            (count(Severity::Error), count(Severity::Warning), count(Severity::Reminder));
        format!("{errors} 处错误，{warnings} 处提醒（{explained} 处已说明理由），{reminders} 条催办")
    };
    view! {
        <h1>"检查"</h1>
        <p class="lead">
            "错误改正以后才能报送；提醒要么改正，要么说明理由。保存和备份随时都可以。点每一条可以直接到要改的地方。"
        </p>
        <p role="status"><strong>{counts}</strong></p>
        {Gate::ALL.iter().map(|gate| view! { <GateList gate=*gate/> }).collect_view()}
        {move || {
            let report = books.report();
            let shown = report.findings.iter().any(|f| f.rule.severity != Severity::Statistic);
            (!shown).then(|| view! { <p class="panel done">"没有发现问题。"</p> })
        }}
    }
    .into_any()
}

#[component]
fn GateList(gate: Gate) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let here = Memo::new(move |_| {
        let report = books.report();
        let mut here: Vec<Finding> =
            report.findings.iter().filter(|f| f.rule.gate == gate && f.rule.severity != Severity::Statistic).cloned().collect();
        here.sort_by_key(|finding| finding.rule.severity as u8);
        here
    });
    let key = |finding: &Finding| {
        let address = &finding.address;
        let at = (address.document.clone(), address.record.clone(), address.field);
        (finding.rule.id, at, finding.message.clone(), finding.reason.is_some())
    };
    let list = move || (!here.read().is_empty()).then(|| view! {
        <section>
            <h2>{format!("{}（{}）", gate.label(), gate.code())}</h2>
            <ul class="findings list">
                <For each=move || here.get() key=key let(finding)><FindingLine finding/></For>
            </ul>
        </section>
    });
    view! { {list} }.into_any()
}
