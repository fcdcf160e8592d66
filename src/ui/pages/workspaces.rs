//! Workspaces on this computer, and the day that counts as today.

use crate::domain::{Choose as _, parse_date};
use crate::state::{self, App, OpenWorkspace, WorkspaceMeta};
use crate::ui::view::{alarm, all, button, h1, live, p, run, section, text, typed};
use leptos::prelude::*;

/// Switching, naming and deleting workspaces; the fixed day.
pub(in crate::ui) fn workspaces(open: &OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let meta = open.meta;
    let failed = RwSignal::new(None::<String>);
    let leave = button("", "新建或选择工作区", move || {
        state::set_hash("/");
        app.leave();
    });
    let change = move |change: Box<dyn FnOnce(&mut WorkspaceMeta)>| {
        run(async move {
            failed.try_set(app.change_meta(change).await.err().map(|error| error.words()));
        });
    };
    let fix = typed(move |day| {
        let day = parse_date(&day);
        change(Box::new(move |meta| meta.fixed_today = day));
    });
    let rename = typed(move |name| {
        let name = name.trim().to_owned();
        if !name.is_empty() {
            change(Box::new(move |meta| meta.name = name));
        }
    });
    let others = live(move || {
        let current = meta.read().id.clone();
        let others: Vec<_> = app
            .workspaces
            .get()
            .into_iter()
            .filter(|other| other.id != current)
            .collect();
        if others.is_empty() {
            return p("none", "没有其他工作区。");
        }
        let others = all(others.into_iter().map(|meta| other(app, meta, failed)));
        view! { <ul class="workspaces">{others}</ul> }.into_any()
    });
    let fixed = text(move || {
        meta.read()
            .fixed_today
            .map(|day| day.to_string())
            .unwrap_or_default()
    });
    let current = view! {
        <div class="field">
            <label class="label" for="workspace-name">"工作区名称"</label>
            <input type="text" id="workspace-name" autocomplete="off" maxlength="100"
                prop:value=text(move || meta.read().name.clone()) on:change=rename/>
        </div>
        <div class="field">
            <label class="label" for="fixed-today">"基准日"</label>
            <p class="hint" id="fixed-today-hint">
                "留空就用电脑的日期。填了以后，倒计时和检查都按这一天算，页面上方会一直提示。"
            </p>
            <input type="date" id="fixed-today" min="2010-01-01" max="2029-12-31"
                aria-describedby="fixed-today-hint" prop:value=fixed on:change=fix/>
        </div>
    };
    view! {
        {h1("工作区与设置")}
        {alarm(failed)}
        {section("panel", "当前工作区", current.into_any())}
        {section("panel", "本机上的其他工作区", view! { {others} {leave} }.into_any())}
    }
    .into_any()
}

/// A workspace that is not open: it can be opened, or deleted after one more question.
fn other(app: App, meta: WorkspaceMeta, failed: RwSignal<Option<String>>) -> AnyView {
    let asked = RwSignal::new(false);
    let label = format!("{}（{}）", meta.name, meta.desk.label());
    let id = meta.id.clone();
    let open = button("link", label, move || {
        let meta = meta.clone();
        run(async move {
            state::set_hash("/");
            failed.try_set(app.open(meta).await.err().map(|error| error.words()));
        });
    });
    let decision = live(move || {
        if !asked.get() {
            return button("quiet danger", "删除", move || asked.set(true));
        }
        let id = id.clone();
        let delete = button("danger", "确定删除", move || {
            let id = id.clone();
            run(async move {
                failed.try_set(app.delete(id).await.err().map(|error| error.words()));
            });
        });
        let keep = button("quiet", "不删", move || asked.set(false));
        view! { <span role="alert">"删除后无法找回，确定吗？" {delete} {keep}</span> }.into_any()
    });
    view! { <li>{open} {decision}</li> }.into_any()
}
