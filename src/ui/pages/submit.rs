//! 报送: check answers, reasons for warnings, export, and what was sent before.

use crate::domain::{Books, Choose};
use crate::rules::{Finding, Severity, blocks_submission};
use crate::state::{self, App, Desk, Exported, KeptFile, OpenBooks, OpenWorkspace, export_submission, hand_over_again};
use crate::ui::widgets::{ExportedPanel, FindingLine};
use crate::ui::words;
use leptos::prelude::*;

/// The page that sends.
#[component]
pub(in crate::ui) fn Submit(
    /// The open workspace.
    open: OpenWorkspace,
) -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let result = RwSignal::new_local(None::<Result<Exported, String>>);
    let desk = open.meta.get_untracked().desk;
    let (title, next) = match desk {
        Desk::Branch => ("交给单位", "请把文件用U盘或邮件交给本单位，由单位汇总报送。"),
        _ => ("报送方案", "请把文件用U盘或邮件交局党委基层组织建设年领导小组办公室审阅。"),
    };
    let blocking = Memo::new(move |_| {
        let report = books.report();
        blocks_submission(&report.findings).into_iter().cloned().collect::<Vec<Finding>>()
    });
    let explained = Memo::new(move |_| {
        let report = books.report();
        let explained = |f: &&Finding| f.rule.severity == Severity::Warning && !blocking.read().contains(f);
        report.findings.iter().filter(explained).cloned().collect::<Vec<Finding>>()
    });
    let sent = open.sent;
    let export = move |_| {
        let open = open.clone();
        leptos::task::spawn_local(async move {
            let outcome = export_submission(app, &open).await.map_err(|error| error.words());
            let target = if outcome.is_ok() { "exported" } else { "blocked" };
            result.set(Some(outcome));
            state::focus_soon(target.to_owned());
        });
    };
    let outcome = move || match result.get() {
        None => ().into_any(),
        Some(Ok(exported)) => view! { <ExportedPanel exported next/> }.into_any(),
        Some(Err(words)) => view! { <p class="refused" role="alert">{words}</p> }.into_any(),
    };
    view! {
        <h1>{title}</h1>
        {move || (!blocking.read().is_empty()).then(|| view! { <Blocked findings=blocking/> })}
        {move || (!explained.read().is_empty()).then(|| view! {
            <section>
                <h2>"随文件上报的提醒"</h2>
                <ul class="findings list">
                    <For each=move || explained.get()
                        key=|f| (f.rule.id, f.address.document.clone(), f.address.record.clone(), f.message.clone())
                        let(finding)>
                        <FindingLine finding/>
                    </For>
                </ul>
            </section>
        })}
        <h2>"核对要报送的内容"</h2>
        {move || { books.track_all(); books.with(answers) }}
        <p>
            <button type="button" class="primary" on:click=export aria-describedby="export-note">"导出报送文件"</button>
        </p>
        <p class="hint" id="export-note">"导出后可以继续修改，再次导出就是新的一版。"</p>
        {outcome}
        <Sent sent/>
    }
    .into_any()
}

/// The error summary: what stands in the way, each line leading to its field.
#[component]
fn Blocked(findings: Memo<Vec<Finding>>) -> AnyView {
    let heading = move || {
        let findings = findings.read();
        let errors = findings.iter().filter(|f| f.rule.severity == Severity::Error).count();
        let warnings = findings.len() - errors;
        match (errors, warnings) {
            (0, n) => format!("报送前，还有 {n} 处提醒要改正或说明理由"),
            (n, 0) => format!("报送前，还有 {n} 处错误要改正"),
            (n, m) => format!("报送前，还有 {n} 处错误要改正，{m} 处提醒要改正或说明理由"),
        }
    };
    view! {
        <section class="panel failed error-summary" id="blocked" tabindex="-1" aria-labelledby="blocked-title">
            <h2 id="blocked-title">{heading}</h2>
            <ul class="findings list">
                <For each=move || findings.get()
                    key=|f| (f.rule.id, f.address.document.clone(), f.address.record.clone(), f.address.field, f.message.clone())
                    let(finding)>
                    <FindingLine finding/>
                </For>
            </ul>
        </section>
    }
    .into_any()
}

/// What will stand in the file, for one last look.
fn answers(books: &Books) -> AnyView {
    let unit = books.unit.as_ref().map(|unit| {
        let kind = unit.profile.kind.map(Choose::label).unwrap_or_default();
        view! {
            <p>
                {format!("{}（{kind}），书记 {}，负总责 {}。", unit.profile.name, unit.profile.secretary,
                    unit.responsibility.overall_responsible)}
                {format!("单位会议 {} 次，类型方案 {} 套，联系支部 {} 个。", unit.unit_meetings.len(),
                    unit.type_solutions.len(), unit.secretary_links.len())}
            </p>
        }
    });
    let rows = books.branches.iter().map(|branch| {
        let grade = |grade: Option<crate::domain::Grade>| grade.map(Choose::label).unwrap_or("（未填）");
        view! {
            <tr>
                <th scope="row">{words::branch_name(books, branch.id())}</th>
                <td data-label="支部书记">{branch.profile.secretary.clone()}</td>
                <td data-label="原定等次→目标">
                    {format!("{} → {}", grade(branch.profile.initial_grade), grade(branch.promotion_goal.target_grade))}
                </td>
                <td data-label="台账项目">{branch.items.len()}</td>
                <td data-label="好事实事">{branch.good_deeds.len()}</td>
                <td data-label="党员承诺">{branch.pledges.len()}</td>
            </tr>
        }
    });
    view! {
        {unit}
        <table class="cards">
            <thead>
                <tr>
                    <th scope="col">"支部"</th><th scope="col">"支部书记"</th><th scope="col">"原定等次→目标"</th>
                    <th scope="col">"台账项目"</th><th scope="col">"好事实事"</th><th scope="col">"党员承诺"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What was sent before, word for word as it went.
#[component]
fn Sent(sent: RwSignal<Vec<KeptFile>>) -> AnyView {
    let failed = RwSignal::new(None::<String>);
    let rows = move || {
        let files = sent.get();
        if files.is_empty() {
            return view! { <p class="none">"还没有报送过。"</p> }.into_any();
        }
        let rows = files.into_iter().rev().map(|file| {
            let text = file.text.clone();
            let again = {
                let file = file.clone();
                move |_| failed.set(hand_over_again(&file).err())
            };
            view! {
                <li>
                    <span class="file-name">{file.name.clone()}</span>
                    " " {words::moment(&file.at)} " "
                    <button type="button" class="quiet" on:click=again>"再次下载"</button>
                    <details><summary>"查看原文"</summary><pre tabindex="0">{text}</pre></details>
                </li>
            }
        });
        view! { <ul class="sent">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section>
            <h2>"已报送"</h2>
            {move || failed.get().map(|words| view! { <p class="refused" role="alert">{words}</p> })}
            {rows}
        </section>
    }
    .into_any()
}
