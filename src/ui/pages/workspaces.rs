//! Workspaces on this computer, and the day that counts as today.

use crate::state::{App, Desk, OpenWorkspace, WorkspaceMeta};
use leptos::prelude::*;

/// What a desk is called.
pub(super) fn desk_name(desk: Desk) -> &'static str {
    match desk {
        Desk::Branch => "支部",
        Desk::Unit => "单位",
        Desk::Office => "局党委办公室",
    }
}

/// Switching, naming and deleting workspaces; the fixed day.
#[component]
pub(in crate::ui) fn Workspaces(
    /// The open workspace.
    open: OpenWorkspace,
) -> AnyView {
    let app = expect_context::<App>();
    let meta = open.meta;
    let failed = RwSignal::new(None::<String>);
    let leave = move |_| {
        crate::state::set_hash("/");
        app.leave();
    };
    let fixed = move || meta.read().fixed_today.map(|day| day.to_string()).unwrap_or_default();
    let fix = move |event| {
        let day = event_target_value(&event).parse().ok();
        leptos::task::spawn_local(async move {
            failed.set(app.change_meta(|meta| meta.fixed_today = day).await.err().map(|e| e.words()));
        });
    };
    let rename = move |event| {
        let name = event_target_value(&event).trim().to_owned();
        if name.is_empty() {
            return;
        }
        leptos::task::spawn_local(async move {
            failed.set(app.change_meta(|meta| meta.name = name).await.err().map(|e| e.words()));
        });
    };
    let others = move || {
        let current = meta.read().id.clone();
        app.workspaces.get().into_iter().filter(|other| other.id != current).collect::<Vec<_>>()
    };
    view! {
        <h1>"工作区与设置"</h1>
        {move || failed.get().map(|words| view! { <p class="refused" role="alert">{words}</p> })}
        <section class="panel">
            <h2>"当前工作区"</h2>
            <div class="field">
                <label class="label" for="workspace-name">"工作区名称"</label>
                <input type="text" id="workspace-name" autocomplete="off" maxlength="100"
                    prop:value=move || meta.read().name.clone() on:change=rename/>
            </div>
            <div class="field">
                <label class="label" for="fixed-today">"基准日"</label>
                <p class="hint" id="fixed-today-hint">"留空就用电脑的日期。填了以后，倒计时和检查都按这一天算，页面上方会一直提示。"</p>
                <input type="date" id="fixed-today" min="2010-01-01" max="2029-12-31" aria-describedby="fixed-today-hint"
                    prop:value=fixed on:change=fix/>
            </div>
        </section>
        <section class="panel">
            <h2>"本机上的其他工作区"</h2>
            <ul class="workspaces">
                <For each=others key=|meta| (meta.id.clone(), meta.name.clone()) let(meta)>
                    <Other meta failed/>
                </For>
            </ul>
            {move || others().is_empty().then(|| view! { <p class="none">"没有其他工作区。"</p> })}
            <button type="button" on:click=leave>"新建或选择工作区"</button>
        </section>
    }
    .into_any()
}

/// A workspace that is not open: it can be opened, or deleted after one more question.
#[component]
fn Other(meta: WorkspaceMeta, failed: RwSignal<Option<String>>) -> AnyView {
    let app = expect_context::<App>();
    let asked = RwSignal::new(false);
    let label = format!("{}（{}）", meta.name, desk_name(meta.desk));
    let id = meta.id.clone();
    let open = move |_| {
        let meta = meta.clone();
        leptos::task::spawn_local(async move {
            crate::state::set_hash("/");
            failed.try_set(app.open(meta).await.err().map(|error| error.words()));
        });
    };
    let delete = move |_| {
        let id = id.clone();
        leptos::task::spawn_local(async move {
            failed.try_set(app.delete(id).await.err().map(|error| error.words()));
        });
    };
    view! {
        <li>
            <button type="button" class="link" on:click=open>{label}</button>
            {move || if asked.get() {
                view! {
                    <span role="alert">
                        "删除后无法找回，确定吗？"
                        <button type="button" class="danger" on:click=delete.clone()>"确定删除"</button>
                        <button type="button" class="quiet" on:click=move |_| asked.set(false)>"不删"</button>
                    </span>
                }
                .into_any()
            } else {
                view! { <button type="button" class="quiet danger" on:click=move |_| asked.set(true)>"删除"</button> }.into_any()
            }}
        </li>
    }
    .into_any()
}
