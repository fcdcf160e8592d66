//! The bin: deleting a workspace with a way back, and without one.

use crate::domain::{Choose as _, shown};
use crate::state::{App, BIN_DAYS, Binned, Changing, WorkspaceMeta};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{alarm, all, button, live, live_if, p, run, section, typed};
use leptos::prelude::*;

/// How a workspace is told from others.
pub(in crate::ui) fn workspace_label(meta: &WorkspaceMeta) -> String {
    format!("{}（{}）", meta.name, meta.desk.label())
}

/// The button that deletes a workspace that is not open, after one more question.
pub(in crate::ui) fn delete_workspace(
    app: App,
    meta: WorkspaceMeta,
    failed: Changing<Option<String>>,
) -> AnyView {
    let asked = Changing::new(false);
    live(move || {
        if !asked.get() {
            return button("quiet danger", "删除", move || asked.set(true));
        }
        let id = meta.id.clone();
        let delete = button("danger", "确定删除", move || {
            let id = id.clone();
            run(async move {
                failed.try_set(app.put_into_bin(&id).await.err().map(|error| error.words()));
            });
        });
        let keep = button("quiet", "不删", move || asked.set(false));
        el("span")
            .attr("role", "alert")
            .child(format!("删除后放在回收站里，{BIN_DAYS} 天内可以放回。"))
            .child(export(app, meta.clone()))
            .child(delete)
            .child(keep)
            .view()
    })
}

/// The button that exports a backup of a workspace that is not open, and what came of it.
fn export(app: App, meta: WorkspaceMeta) -> AnyView {
    let told = Changing::new(String::new());
    let export = button("quiet", "先导出备份", move || {
        let meta = meta.clone();
        run(async move {
            told.try_set(match app.export_closed(&meta).await {
                Ok(name) => format!("✓ 已导出“{name}”。"),
                Err(words) => format!("✕ {words}"),
            });
        });
    });
    let told = el("span")
        .attr("role", "status")
        .child(crate::ui::view::words(move || told.get()));
    parts(vec![part(export), part(told)])
}

/// What lies in the bin; nothing while it is empty.
pub(in crate::ui) fn bin(app: App) -> AnyView {
    live_if(
        move || !app.keeping().bin.read().is_empty(),
        move || {
            let failed = Changing::new(None::<String>);
            let list = live(move || {
                let all = all(app.binned().into_iter().map(|binned| in_bin(app, binned, failed)));
                el("ul").class("workspaces").child(all).view()
            });
            let body = parts(vec![
                part(p(
                    "hint",
                    format!(
                        "删除的工作区在这里放 {BIN_DAYS} 天，到期后下次打开本页时彻底删除，不能再找回。里面还有内容没有备份过的，不自动删除，一直放在这里；确实不要了，点“彻底删除”。"
                    ),
                )),
                part(alarm(failed)),
                part(list),
            ]);
            section("panel", "回收站", body)
        },
    )
}

/// A workspace in the bin.
fn in_bin(app: App, binned: Binned, failed: Changing<Option<String>>) -> AnyView {
    let Binned { meta, days_left } = binned;
    let asked = Changing::new(false);
    let time = match days_left {
        0 => format!("已满 {BIN_DAYS} 天"),
        days => format!("还有 {days} 天"),
    };
    let label = format!("{}，{time}　", workspace_label(&meta));
    let back = {
        let id = meta.id.clone();
        button("quiet", "放回", move || {
            let id = id.clone();
            run(async move {
                failed.try_set(app.put_back(&id).await.err().map(|error| error.words()));
            });
        })
    };
    let exported = export(app, meta.clone());
    let decision = live(move || {
        if asked.get() {
            for_good(app, meta.clone(), asked, failed)
        } else {
            button("quiet danger", "彻底删除", move || asked.set(true))
        }
    });
    el("li")
        .child(label)
        .child(back)
        .child(exported)
        .child(decision)
        .view()
}

/// Deleting for good is confirmed by the name.
fn for_good(
    app: App,
    meta: WorkspaceMeta,
    asked: Changing<bool>,
    failed: Changing<Option<String>>,
) -> AnyView {
    let name = Changing::new(String::new());
    let id = format!("delete-{}", meta.id);
    let label = format!("彻底删除后无法找回。确定的，请输入工作区名称“{}”", meta.name);
    let input = el("input")
        .attr("type", "text")
        .attr("id", id.clone())
        .attr("autocomplete", "off")
        .prop("value", name)
        .on("input", typed(move |text| name.set(text)));
    let delete = button("danger", "彻底删除", move || {
        // What is not seen in it is not typed either.
        let typed = name.get_untracked();
        let names = [&meta.name, &shown(meta.name.clone())];
        if names.iter().all(|name| name.trim() != typed.trim()) {
            failed.set(Some("输入的与工作区名称不一致，没有删除。".into()));
            return;
        }
        let id = meta.id.clone();
        run(async move {
            failed.try_set(app.delete_for_good(&id).await.err().map(|error| error.words()));
        });
    });
    let keep = button("quiet", "不删", move || asked.set(false));
    el("div")
        .class("field")
        .child(el("label").attr("for", id).child(label))
        .child(input)
        .child(el("p").class("actions").child(delete).child(keep))
        .view()
}
