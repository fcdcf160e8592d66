//! The office: which units have handed in, and what their plans say.

use super::{Check, Home, TopicPage};
use crate::state::{App, OpenWorkspace, ReceivedUnit, received_units};
use crate::ui::route::{Links, Place};
use crate::ui::words;
use leptos::prelude::*;

/// The table of units received.
#[component]
pub(in crate::ui) fn Office(
    /// The open workspace.
    open: OpenWorkspace,
) -> AnyView {
    let app = expect_context::<App>();
    let open = StoredValue::new_local(open);
    let units = Memo::new(move |_| received_units(&open.get_value(), app.today.get()));
    let summary = move || {
        let units = units.read();
        let late = units.iter().filter(|unit| unit.late).count();
        let branches: usize = units.iter().map(|unit| unit.counts.branches).sum();
        format!("收到 {} 个单位的方案，含 {branches} 个支部；{late} 个单位逾期报送。", units.len())
    };
    view! {
        <h1>"收到的方案"</h1>
        <p role="status">{summary}</p>
        <p><a class="button primary" href="#/import">"导入报送文件"</a></p>
        {move || if units.read().is_empty() {
            view! {
                <p class="none">"还没有收到方案。点“导入报送文件”，一次可以选中所有单位的文件。"</p>
            }
            .into_any()
        } else {
            view! { <Units units/> }.into_any()
        }}
    }
    .into_any()
}

#[component]
fn Units(units: Memo<Vec<ReceivedUnit>>) -> AnyView {
    let row = |unit: ReceivedUnit| {
        let day = unit.submitted_on.map_or_else(|| "（未注明）".into(), words::date);
        let on_time = if unit.late { "✕ 逾期" } else { "✓ 按时" };
        let state = if unit.late { "errors" } else { "done" };
        let tag = |count: usize, code: &'static str| {
            let code = if count == 0 { "done" } else { code };
            view! { <span class="tag" data-topic-state=code>{count}</span> }
        };
        let short: String = unit.digest.chars().take(12).collect();
        let revision = if unit.versions > 1 {
            format!("第{}版（共收到 {} 份）", unit.revision, unit.versions)
        } else {
            format!("第{}版", unit.revision)
        };
        let aside = (unit.set_aside > 0).then(|| format!("，{} 条读不出来", unit.set_aside));
        view! {
            <tr data-unit=unit.name.clone()>
                <th scope="row"><a href=format!("#/received/{}/", unit.bundle_id)>{unit.name.clone()}</a></th>
                <td data-label="报送日期">{day} " " <span class="tag" data-topic-state=state>{on_time}</span></td>
                <td data-label="错误">{tag(unit.errors, "errors")}</td>
                <td data-label="提醒">{tag(unit.warnings, "warnings")}</td>
                <td data-label="内容">{crate::ui::widgets::counts_words(&unit.counts)} {aside}</td>
                <td data-label="版次">{revision}</td>
                <td data-label="校验码"><code title=unit.digest.clone()>{short}</code></td>
            </tr>
        }
    };
    view! {
        <table class="cards">
            <caption class="sr">"收到的方案"</caption>
            <thead>
                <tr>
                    <th scope="col">"单位"</th><th scope="col">"报送日期"</th><th scope="col">"错误"</th>
                    <th scope="col">"提醒"</th><th scope="col">"内容"</th><th scope="col">"版次"</th>
                    <th scope="col">"校验码"</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || units.get() key=|unit| (unit.bundle_id.clone(), unit.versions, unit.errors, unit.warnings) let(unit)>
                    {row(unit)}
                </For>
            </tbody>
        </table>
    }
    .into_any()
}

/// A received plan, to be read: the same pages as at the unit's desk, with nothing to change.
#[component]
pub(in crate::ui) fn Received(
    /// The open workspace.
    open: OpenWorkspace,
    /// The bundle's id.
    id: String,
    /// The place in it.
    place: Place,
) -> AnyView {
    let app = expect_context::<App>();
    let Some(books) = open.read_received(&id, app.today) else {
        return view! {
            <h1>"没有这份文件"</h1>
            <p>"这份方案不在这个工作区里。" <a href="#/">"回到收到的方案"</a></p>
        }
        .into_any();
    };
    provide_context(books);
    let links = Links(Some(id));
    let (home, check) = (links.home(), links.check());
    provide_context(links);
    let page = match place {
        Place::Unit(slug) => view! { <TopicPage branch=None slug/> }.into_any(),
        Place::Branch(id, slug) => view! { <TopicPage branch=Some(id) slug/> }.into_any(),
        Place::Check => view! { <Check/> }.into_any(),
        _ => view! { <Home/> }.into_any(),
    };
    let name = books.with(|books| books.unit.as_ref().map(|unit| unit.profile.name.clone()).unwrap_or_default());
    view! {
        <nav class="crumbs reading" aria-label="正在查看">
            <a href="#/">"← 收到的方案"</a>
            <strong>{name} "（只读）"</strong>
            <a href=home>"内容"</a>
            <a href=check>"检查结果"</a>
        </nav>
        {page}
    }
    .into_any()
}
