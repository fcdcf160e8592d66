//! The folder that is kept up to date by itself: choosing it, how it stands, and going on with it.

use super::lost::copied_at;
use crate::state::{App, COPIES_AT_MOST, COPIES_TODAY, Changing, FolderStands, OpenWorkspace};
use crate::ui::element::{El, el, part, parts};
use crate::ui::view::{alarm, button, live, nothing, p, run, section};
use leptos::prelude::*;

/// What the folder needs, in one line, where it needs something.
pub(super) fn folder_word(app: App, open: OpenWorkspace) -> AnyView {
    let failed = Changing::new(None::<String>);
    live(move || {
        let state = app.keeping().folder.get();
        let (words, label) = match state.stands {
            FolderStands::Asks => (
                format!("备份文件夹“{}”要您点一下，才能接着自动备份。", state.name),
                "接着自动备份",
            ),
            FolderStands::Failed(words) => (words, "再试一次"),
            _ => return nothing(),
        };
        el("p")
            .class("banner actions")
            .attr("data-reminder", "folder")
            .child(words)
            .child(go_on(app, open, label, failed))
            .child(alarm(failed))
            .view()
    })
}

/// The button that goes on with the folder.
fn go_on(app: App, open: OpenWorkspace, label: &'static str, failed: Changing<Option<String>>) -> AnyView {
    button("", label, move || {
        run(async move {
            failed.try_set(app.keeping().go_on(app, open).await.err());
        });
    })
}

/// The folder, on the page of backups.
pub(in crate::ui) fn folder_panel(app: App, open: OpenWorkspace) -> AnyView {
    if open.meta.with_untracked(|meta| meta.sample) {
        return section("panel", TITLE, p("", "示例不自动备份。"));
    }
    if !app.keeping().can_copy() {
        return section("panel", TITLE, p("", ABSENT));
    }
    let failed = Changing::new(None::<String>);
    let choose = move |label: &'static str, class: &'static str| {
        button(class, label, move || {
            run(async move {
                failed.try_set(app.keeping().choose_folder(app, open).await.err());
            });
        })
    };
    let body = live(move || {
        let state = app.keeping().folder.get();
        let named = format!("备份文件夹：{}", state.name);
        let last = match &state.last {
            Some(at) => format!("最近一份写于 {}，写好以后重新读过，与账本一致。", copied_at(at)),
            None => "还没有写过这个工作区的备份。".to_owned(),
        };
        let forget = || {
            button("quiet", "不再自动备份", move || {
                run(async move {
                    failed.try_set(app.keeping().forget_folder().await.err());
                });
            })
        };
        let (code, shown) = match state.stands {
            FolderStands::NotChosen => (
                "none",
                vec![
                    part(p(
                        "",
                        "选一个文件夹（最好在U盘上，或者电脑的另一个磁盘），以后改动停下一分钟、或者切换到别的窗口时，自动往里写一份备份。",
                    )),
                    part(actions(vec![choose("选择备份文件夹", "")])),
                ],
            ),
            FolderStands::Ready => (
                "ready",
                vec![
                    part(p("accepted", format!("✓ {named}"))),
                    part(p("", last)),
                    part(actions(vec![choose("换一个文件夹", "quiet"), forget()])),
                ],
            ),
            FolderStands::Asks => (
                "asks",
                vec![
                    part(p("refused", named)),
                    part(p(
                        "",
                        "浏览器要您点一下，才允许本页接着往里写。账本和原来的备份文件都没有动。",
                    )),
                    part(actions(vec![
                        go_on(app, open, "接着自动备份", failed),
                        choose("换一个文件夹", "quiet"),
                        forget(),
                    ])),
                ],
            ),
            FolderStands::Failed(words) => (
                "failed",
                vec![
                    part(el("p").class("refused").attr("role", "alert").child(words)),
                    part(p("", last)),
                    part(actions(vec![
                        go_on(app, open, "再试一次", failed),
                        choose("换一个文件夹", "quiet"),
                        forget(),
                    ])),
                ],
            ),
        };
        el("div")
            .attr("data-folder-state", code)
            .child(parts(shown))
            .view()
    });
    let kept = p(
        "hint",
        format!(
            "文件夹里每个工作区最多留 {COPIES_AT_MOST} 份：今天最后 {COPIES_TODAY} 份，以前每天最后一份。只删本页自己写的、这个工作区的旧备份，别的文件不动。"
        ),
    );
    section(
        "panel",
        TITLE,
        parts(vec![part(body), part(alarm(failed)), part(kept)]),
    )
}

fn actions(buttons: Vec<AnyView>) -> El {
    el("p").class("actions").child(buttons)
}

const TITLE: &str = "自动备份到文件夹";

/// What to do without it.
const ABSENT: &str = "这个浏览器（或者这个网址）不能让网页往文件夹里写，请每天下班前点“导出备份文件”，把文件放到U盘上。电脑上的 Chrome、Edge 打开 https 开头的网址或者单个文件 jinwei.html 时可以。";
