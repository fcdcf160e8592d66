//! Files in: choose or drop, look, then accept.

use super::exported::counts;
use crate::domain::Choose as _;
use crate::state::{App, Desk, Effect, Incoming, OpenWorkspace, Preview, RecordChange, What, accept, inspect};
use leptos::prelude::*;
use leptos::web_sys;

/// The way in for files, with a preview of what each would change.
#[component]
pub(in crate::ui) fn ImportPanel(
    /// The open workspace; without one, only backups have somewhere to go.
    open: Option<OpenWorkspace>,
) -> AnyView {
    let open = StoredValue::new_local(open);
    let incoming = RwSignal::new_local(Vec::<(usize, Incoming)>::new());
    let counter = StoredValue::new(0_usize);
    let dragging = RwSignal::new(false);
    let look = move |files: Option<web_sys::FileList>| {
        let files: Vec<_> = files.iter().flat_map(|list| (0..list.length()).filter_map(|at| list.get(at))).collect();
        leptos::task::spawn_local(async move {
            for file in files {
                let open = open.get_value();
                let looked = inspect(open.as_ref(), file).await;
                counter.update_value(|n| *n += 1);
                incoming.update(|all| all.push((counter.get_value(), looked)));
            }
        });
    };
    let chosen = move |event: leptos::ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        look(input.files());
        // The same file may be chosen again after it was mended.
        input.set_value("");
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        dragging.set(false);
        look(event.data_transfer().and_then(|transfer| transfer.files()));
    };
    view! {
        <div class="drop" class:dragging=move || dragging.get()
            on:dragover=move |event| { event.prevent_default(); dragging.set(true); }
            on:dragleave=move |_| dragging.set(false)
            on:drop=dropped>
            <label for="import-files">"选择文件（可一次选多个），或把文件拖到这里"</label>
            <input type="file" id="import-files" multiple=true accept=".json,application/json" on:change=chosen/>
            <p class="hint">"先看清每个文件是什么、会改动什么，再决定收不收。点“接收”之前什么都不会改动。"</p>
        </div>
        <div class="incoming" role="status">
            <For each=move || incoming.get() key=|(at, _)| *at let(row)>
                <IncomingFile incoming=row.1 open=open.get_value()/>
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn IncomingFile(incoming: Incoming, open: Option<OpenWorkspace>) -> AnyView {
    let name = incoming.file_name.clone();
    match incoming.outcome {
        Err((code, words)) => view! {
            <section class="panel failed" data-import-state="unreadable" data-import-error=code>
                <h3>{name}</h3>
                <p><strong>"✕ 不能导入。"</strong> {words}</p>
            </section>
        }
        .into_any(),
        Ok(preview) => view! { <Readable name preview open/> }.into_any(),
    }
}

#[component]
fn Readable(name: String, preview: Preview, open: Option<OpenWorkspace>) -> AnyView {
    let app = expect_context::<App>();
    // None: not yet decided; Some(Ok): accepted; Some(Err): refused by the disk.
    let result = RwSignal::new(None::<Result<(), String>>);
    let envelope = &preview.bundle.envelope;
    let revision = if envelope.revision > 0 { format!("第{}版", envelope.revision) } else { String::new() };
    let facts = format!(
        "{}，{}{revision}，{}导出",
        envelope.kind.label(),
        envelope.created_by.unit,
        crate::ui::words::moment(&envelope.created_at)
    );
    let set_aside: Vec<_> = preview
        .bundle
        .books
        .iter()
        .flat_map(|book| &book.as_document().head().set_aside)
        .map(|record| view! { <li>{format!("{}：{}", record.collection, record.reason)}</li> })
        .collect();
    let aside = (!set_aside.is_empty()).then(|| view! {
        <details open><summary>{format!("{} 条记录读不出来，已原样放在一边，其余照收", set_aside.len())}</summary>
            <ul>{set_aside}</ul>
        </details>
    });
    let effect = described(&preview);
    let actionable = !matches!(preview.effect, Effect::Nothing(_));
    let contents = counts(&preview.counts);
    let digest = envelope.digest.clone();
    let taken = {
        let preview = StoredValue::new_local(preview);
        let open = StoredValue::new_local(open);
        let name = name.clone();
        move |_| {
            let name = name.clone();
            leptos::task::spawn_local(async move {
                let (open, preview) = (open.get_value(), preview.get_value());
                let outcome = accept(app, open.as_ref(), &preview, &name).await;
                result.try_set(Some(outcome));
            });
        }
    };
    let decision = move || match result.get() {
        Some(Ok(())) => view! { <p class="accepted"><strong>"✓ 已接收"</strong>"，已写入存储。"</p> }.into_any(),
        Some(Err(words)) => {
            view! { <p class="refused" role="alert"><strong>"✕ 没有接收。"</strong> {words}</p> }.into_any()
        }
        None if actionable => {
            view! { <button type="button" class="primary" on:click=taken.clone()>"接收"</button> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <section class="panel" data-import-state="readable">
            <h3>{name}</h3>
            <p>{facts}</p>
            <p>{contents}</p>
            <p class="digest">"校验码 " {digest} " ✓ 相符"</p>
            {aside}
            {effect}
            {decision}
        </section>
    }
    .into_any()
}

fn described(preview: &Preview) -> AnyView {
    match &preview.effect {
        Effect::Nothing(words) => view! { <p><strong>"不用接收。"</strong> {words.clone()}</p> }.into_any(),
        Effect::Receive { replaces: None } => {
            view! { <p>"接收后：单位列表里新增这个单位。"</p> }.into_any()
        }
        Effect::Receive { replaces: Some(revision) } => {
            let words = format!("接收后：这个单位的最新版由第{revision}版变为文件中的版本（以版次大的为准），旧版保留。");
            view! { <p>{words}</p> }.into_any()
        }
        Effect::NewWorkspace { desk } => {
            let desk = match desk {
                Desk::Branch => "支部",
                Desk::Unit => "单位",
                Desk::Office => "局党委办公室",
            };
            let words = format!("接收后：新建一个“{desk}”工作区放入全部内容。现有的工作区不变。");
            view! { <p>{words}</p> }.into_any()
        }
        Effect::TakeBranches(branches) => branches
            .iter()
            .map(|(name, changes)| {
                let lines = changes.iter().map(|change| view! { <li>{change_words(change)}</li> });
                let summary = format!("接收后：“{name}”有 {} 处变动", changes.len());
                view! { <details open><summary>{summary}</summary><ul>{lines.collect_view()}</ul></details> }
            })
            .collect_view()
            .into_any(),
    }
}

fn change_words(change: &RecordChange) -> String {
    let title = change.def.title;
    match &change.what {
        What::Added => format!("新增：{title}"),
        What::Removed => format!("删去：{title}"),
        What::Changed(fields) => {
            let labels: Vec<_> = fields.iter().map(|field| field.label).collect();
            format!("改动：{title}（{}）", labels.join("、"))
        }
    }
}
