//! 备份: everything out, everything in, and the states before imports.

use crate::state::{App, Exported, OpenWorkspace, export_backup, undo_import};
use crate::ui::widgets::{ExportedPanel, ImportPanel};
use crate::ui::words;
use leptos::prelude::*;

/// The page that keeps copies.
#[component]
pub(in crate::ui) fn Backup(
    /// The open workspace.
    open: OpenWorkspace,
) -> AnyView {
    let app = expect_context::<App>();
    let result = RwSignal::new_local(None::<Result<Exported, String>>);
    let points = open.restore_points;
    let panel = open.clone();
    let back_to = open.clone();
    let export = move |_| {
        let open = open.clone();
        leptos::task::spawn_local(async move {
            result.set(Some(export_backup(app, &open).await.map_err(|error| error.words())));
        });
    };
    let outcome = move || match result.get() {
        None => ().into_any(),
        Some(Ok(exported)) => {
            view! { <ExportedPanel exported next="请把备份文件放到U盘或另一台电脑上保管。"/> }.into_any()
        }
        Some(Err(words)) => view! { <p class="refused" role="alert">{words}</p> }.into_any(),
    };
    let went_back = RwSignal::new(None::<Result<String, String>>);
    let rows = move || {
        let rows = points.get().into_iter().rev().map(|point| {
            let (words, at) = (point.name.clone(), words::moment(&point.at));
            let open = StoredValue::new_local(back_to.clone());
            let go = move |_| {
                let point = point.clone();
                leptos::task::spawn_local(async move {
                    let name = point.name.clone();
                    let outcome = undo_import(&open.get_value(), &point).await;
                    went_back.try_set(Some(outcome.map(|()| name)));
                });
            };
            view! { <li>{words} " " {at} " " <button type="button" on:click=go>"退回到这个状态"</button></li> }
        });
        rows.collect_view()
    };
    view! {
        <h1>"备份"</h1>
        <p class="lead">
            "账本存在这台电脑的这个浏览器里。清理浏览器数据、重装系统都会把它清掉，请每天下班前导出一份备份。"
        </p>
        <p><button type="button" class="primary" on:click=export>"导出备份文件"</button></p>
        {outcome}
        <section>
            <h2>"从备份恢复"</h2>
            <p>"备份恢复成一个新的工作区，不会覆盖现在的内容。"</p>
            <ImportPanel open=Some(panel)/>
        </section>
        {move || (!points.read().is_empty()).then(|| view! {
            <section>
                <h2>"导入之前的状态"</h2>
                <p>"每次导入改动账本之前都自动留了一份。退回之前，现在的状态也会留一份。"</p>
                {move || went_back.get().map(|outcome| match outcome {
                    Ok(name) => view! { <p class="accepted" role="status">{format!("✓ 已退回到“{name}”的状态。")}</p> }.into_any(),
                    Err(words) => view! { <p class="refused" role="alert">{words}</p> }.into_any(),
                })}
                <ul>{rows.clone()}</ul>
            </section>
        })}
    }
    .into_any()
}
