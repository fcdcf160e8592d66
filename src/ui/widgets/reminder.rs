//! The reminder of a backup, and the word that the folder wants a click.

use super::folder::folder_word;
use crate::state::{App, Changing, ExportError, OpenWorkspace, export_backup};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{alarm, button, live, maybe, run};
use crate::ui::words::moment;
use leptos::prelude::*;

/// What stands above the first page and the calendar; nothing while there is nothing to say.
pub(in crate::ui) fn reminder(app: App, open: OpenWorkspace) -> AnyView {
    let failed = Changing::new(None::<String>);
    let reminded = live(move || {
        maybe(app.keeping().reminder(&open), |reminder| {
            let steps = reminder.steps;
            let words = if reminder.last.is_empty() {
                format!("已经改了 {steps} 步，还没有备份过。")
            } else {
                let (last, days) = (moment(&reminder.last), reminder.days);
                format!("上次备份：{last}（{days} 天前），以后又改了 {steps} 步，还没有备份。")
            };
            let export = button("", "导出备份文件", move || {
                run(async move {
                    let outcome = export_backup(app, &open).await;
                    failed.try_set(outcome.err().as_ref().map(ExportError::words));
                });
            });
            let later = button("quiet", "明天再说", move || app.keeping().put_off(&open));
            el("p")
                .class("banner actions")
                .attr("data-reminder", "backup")
                .child(words)
                .child(export)
                .child(later)
                .view()
        })
    });
    parts(vec![
        part(
            el("div")
                .attr("role", "status")
                .child(reminded)
                .child(folder_word(app, open)),
        ),
        part(alarm(failed)),
    ])
}
