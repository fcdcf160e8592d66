//! Workspaces on this computer, and the day that counts as today.

use crate::domain::parse_date;
use crate::state::{self, App, Changing, OpenWorkspace, StorageError, WorkspaceMeta};
use crate::ui::element::{Handler, Part as _, el, part, parts};
use crate::ui::view::{alarm, all, button, h1, live, live_if, p, run, section, text, typed};
use crate::ui::widgets::{bin, delete_workspace, own_key, workspace_label};
use leptos::prelude::*;

/// Switching, naming and deleting workspaces; the fixed day.
pub(in crate::ui) fn workspaces(open: &OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let meta = open.meta;
    let failed = Changing::new(None::<String>);
    let stuck = Changing::new(false);
    let leave = button("", "新建或选择工作区", move || {
        run(async move {
            match app.write_everything().await {
                Ok(()) => leave_for_start(app),
                Err(error) => refused(&error, failed, stuck),
            }
        });
    });
    let insist = live_if(
        move || stuck.get(),
        move || {
            button("danger", "不再存盘，照样离开", move || {
                leave_for_start(app);
            })
        },
    );
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
        let others = all(others.into_iter().map(|meta| other(app, meta, failed, stuck)));
        el("ul").class("workspaces").child(others).view()
    });
    let fixed = text(move || {
        meta.read()
            .fixed_today
            .map(|day| day.to_string())
            .unwrap_or_default()
    });
    let mark = typed(move |mark| {
        let mark = mark.trim().to_owned();
        match mark.parse().ok().filter(|mark| *mark <= 100) {
            None if !mark.is_empty() => failed.set(Some(
                "满意率参考线没有改：只填 0 到 100 的整数，不带 %。".to_owned(),
            )),
            mark => change(Box::new(move |meta| meta.pass_mark = mark)),
        }
    });
    let contact = typed(move |contact| {
        change(Box::new(move |meta| {
            contact.trim().clone_into(&mut meta.office_contact);
        }));
    });
    let marked = text(move || {
        meta.read()
            .pass_mark
            .map(|mark| mark.to_string())
            .unwrap_or_default()
    });
    let figures = parts(vec![
        part(setting(
            "pass-mark",
            "满意率参考线（%）",
            "通知没有规定满意率要达到多少。留空就不查；填了以后，评议低于它会提醒。",
            "100",
            marked,
            mark,
        )),
        part(setting(
            "office-contact",
            "领导小组办公室联系方式",
            "只存在这个工作区里，写在“规则与依据”页，方便查找。",
            "200",
            text(move || meta.read().office_contact.clone()),
            contact,
        )),
    ]);
    let current =
        parts(vec![
            part(
                el("div")
                    .class("field")
                    .child(
                        el("label")
                            .class("label")
                            .attr("for", "workspace-name")
                            .child("工作区名称"),
                    )
                    .child(
                        el("input")
                            .attr("type", "text")
                            .attr("id", "workspace-name")
                            .attr("autocomplete", "off")
                            .attr("maxlength", "100")
                            .prop("value", text(move || meta.read().name.clone()))
                            .on("change", rename),
                    ),
            ),
            part(
                el("div")
                    .class("field")
                    .child(
                        el("label")
                            .class("label")
                            .attr("for", "fixed-today")
                            .child("基准日"),
                    )
                    .child(el("p").class("hint").attr("id", "fixed-today-hint").child(
                        "留空就用电脑的日期。填了以后，倒计时和检查都按这一天算，页面上方会一直提示。",
                    ))
                    .child(
                        el("input")
                            .attr("type", "date")
                            .attr("id", "fixed-today")
                            .attr("min", "2010-01-01")
                            .attr("max", "2029-12-31")
                            .attr("aria-describedby", "fixed-today-hint")
                            .prop("value", fixed)
                            .on("change", fix),
                    ),
            ),
        ]);
    parts(vec![
        part(h1("工作区与设置")),
        part(alarm(failed)),
        part(section("panel", "当前工作区", current.part())),
        part(section("panel", "本地的数字和联系方式", figures)),
        part(own_key(*open)),
        part(section(
            "panel",
            "本机上的其他工作区",
            parts(vec![part(others), part(leave), part(insist)]),
        )),
        part(bin(app)),
    ])
}

/// A line of text that the place sets for itself.
fn setting(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    length: &'static str,
    held: Signal<String>,
    keep: Handler,
) -> AnyView {
    let note = format!("{id}-hint");
    el("div")
        .class("field")
        .child(el("label").class("label").attr("for", id).child(label))
        .child(el("p").class("hint").attr("id", note.clone()).child(hint))
        .child(
            el("input")
                .attr("type", "text")
                .attr("id", id)
                .attr("autocomplete", "off")
                .attr("maxlength", length)
                .attr("aria-describedby", note)
                .prop("value", held)
                .on("change", keep),
        )
        .view()
}

/// Leads to the first page, where another workspace can be chosen.
fn leave_for_start(app: App) {
    state::set_hash("/");
    app.leave();
}

/// Says why the workspace was not left. Where it can never be written any more, it may be left all the same.
fn refused(why: &StorageError, failed: Changing<Option<String>>, stuck: Changing<bool>) {
    failed.try_set(Some(why.words()));
    stuck.try_set(*why == StorageError::Unsaved(true));
}

/// A workspace that is not open: it can be opened, or deleted after one more question.
fn other(app: App, meta: WorkspaceMeta, failed: Changing<Option<String>>, stuck: Changing<bool>) -> AnyView {
    let label = workspace_label(&meta);
    let decision = delete_workspace(app, meta.clone(), failed);
    let open = button("link", label, move || {
        let meta = meta.clone();
        run(async move {
            match app.open(meta).await {
                // This page belongs to the workspace that was left.
                Ok(()) => state::set_hash("/"),
                Err(error) => refused(&error, failed, stuck),
            }
        });
    });
    el("li").child(open).child(decision).view()
}
