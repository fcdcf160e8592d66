//! 备份: everything out, everything in, and the states before imports.

use crate::state::{
    App, Changing, ExportError, OpenWorkspace, POINTS_ALWAYS, POINTS_AT_MOST, export_backup_sealed,
    undo_import,
};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{alarm, all, button, h1, live, live_if, maybe, p, run, section};
use crate::ui::widgets::{
    Passphrase, exported_panel, folder_panel, import_panel, passphrase, promise_panel, where_kept,
};
use crate::ui::words;
use leptos::prelude::*;

/// The page that keeps copies.
pub(in crate::ui) fn backup(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let done = Changing::new(None);
    let failed = Changing::new(None::<String>);
    let points = open.restore_points;
    let panel = open;
    let back_to = open;
    let secret = Passphrase::new();
    let export = button("primary", "导出备份文件", move || {
        let open = open;
        run(async move {
            let outcome = match secret.get() {
                Ok(passphrase) => export_backup_sealed(app, &open, &passphrase).await,
                Err(words) => Err(ExportError::Failed(words)),
            };
            failed.try_set(outcome.as_ref().err().map(ExportError::words));
            done.try_set(outcome.ok());
        });
    });
    let restore = parts(vec![
        part(p("", "备份恢复成一个新的工作区，不会覆盖现在的内容。")),
        part(import_panel(Some(panel))),
    ]);
    let before = live_if(move || !points.read().is_empty(), move || restore_points(back_to));
    parts(vec![
        part(h1("备份")),
        part(p(
            "lead",
            "账本存在这台电脑的这个浏览器里。清理浏览器数据、重装系统都会把它清掉，请每天下班前导出一份备份。",
        )),
        part(where_kept()),
        part(passphrase(
            "backup-passphrase",
            secret,
            "备份加了口令的，忘了口令就恢复不了：请把口令另外记好。",
        )),
        part(el("p").child(export)),
        part(alarm(failed)),
        part(live(move || {
            maybe(done.get(), |exported| {
                exported_panel(exported, "请把备份文件放到U盘或另一台电脑上保管。")
            })
        })),
        part(folder_panel(app, open)),
        part(section("", "从备份恢复", restore.part())),
        part(before),
        part(promise_panel(app)),
    ])
}

/// The states before imports, each to be gone back to.
fn restore_points(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let failed = Changing::new(None::<String>);
    let went_back = Changing::new(None::<String>);
    let points = open.restore_points;
    let list = live(move || {
        let points = all(points.get().into_iter().rev().map(|point| {
            let words = format!("{} {} ", point.name, words::moment(&point.at));
            let go = button("", "退回到这个状态", move || {
                let (open, point) = (open, point.clone());
                run(async move {
                    let outcome = undo_import(app, &open, &point).await;
                    let done = outcome
                        .is_ok()
                        .then(|| format!("✓ 已退回到“{}”的状态。", point.name));
                    went_back.try_set(done);
                    failed.try_set(outcome.err());
                });
            });
            el("li").child(words).child(go).view()
        }));
        el("ul").child(points).view()
    });
    let told = live(move || {
        maybe(went_back.get(), |words| {
            el("p")
                .class("accepted")
                .attr("role", "status")
                .child(words)
                .view()
        })
    });
    let body = parts(vec![
        part(p(
            "",
            format!(
                "每次导入改动账本之前都自动留了一份。退回之前，现在的状态也会留一份，退错了还能再退回来。最近 {POINTS_ALWAYS} 份都留着，再早的每天留最早的一份，一共 {POINTS_AT_MOST} 份；别处没有的账本、记录、文件，只要在哪一份里，那一份就一直留着。"
            ),
        )),
        part(alarm(failed)),
        part(told),
        part(list),
    ]);
    section("", "导入之前的状态", body.part())
}
