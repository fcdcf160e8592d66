//! The word that workspaces which were on this computer are not found, and what can be done.

use crate::domain::Choose as _;
use crate::state::{App, Changing, Found, Missing, focus};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{alarm, all, button, live, live_if, maybe, nothing, p, run};
use crate::ui::words::moment;
use leptos::prelude::*;

/// When a copy was written, from its name: `2012-07-05 15:30`.
pub(super) fn copied_at(at: &str) -> String {
    match (at.get(..10), at.get(11..13), at.get(13..15)) {
        (Some(day), Some(hour), Some(minute)) => format!("{day} {hour}:{minute}"),
        _ => at.to_owned(),
    }
}

/// Says which are lost, and which cannot be opened; nothing while none is.
pub(in crate::ui) fn lost(app: App) -> AnyView {
    parts(vec![part(gone(app)), part(unopened(app))])
}

/// Those of one kind.
fn each(app: App, are_gone: bool) -> AnyView {
    live(move || {
        let lost = app.keeping().lost.get().into_iter();
        all(lost
            .filter(|missing| missing.unopened.is_none() == are_gone)
            .map(|missing| one(app, missing)))
    })
}

fn is_any(app: App, are_gone: bool) -> bool {
    let lost = app.keeping().lost.read();
    lost.iter().any(|missing| missing.unopened.is_none() == are_gone)
}

fn gone(app: App) -> AnyView {
    live_if(
        move || is_any(app, true),
        move || {
            let why = el("ul")
                .child(el("li").child("清除过浏览器数据（“Cookie 和网站数据”），或者用清理软件清理过；"))
                .child(el("li").child("磁盘快满时，浏览器自己清理了本页的数据；"))
                .child(el("li").child("浏览器的数据坏了，或者重装、重置过浏览器。"));
            el("section")
                .class("panel failed")
                .attr("role", "alert")
                .attr("data-lost", "")
                .child(el("h2").child("浏览器里的账本不见了"))
                .child(p("", "这台电脑的这个浏览器里原来有下面的工作区，现在找不到了。常见的原因："))
                .child(why)
                .child(p(
                    "",
                    "有备份文件的，可以恢复到备份时的样子；备份以后填的，要重新填。恢复以前，请不要再清理这台电脑。",
                ))
                .child(each(app, true))
                .view()
        },
    )
}

fn unopened(app: App) -> AnyView {
    live_if(
        move || is_any(app, false),
        move || {
            el("section")
                .class("panel failed")
                .attr("role", "alert")
                .attr("data-unopened", "")
                .child(el("h2").child("有的账本打不开"))
                .child(p(
                    "",
                    "下面的工作区这一次没有打开，里面的内容本页没有动。请先关闭本页的其他标签页，再试；还打不开的，可以用备份文件恢复，会另建一个工作区。",
                ))
                .child(each(app, false))
                .view()
        },
    )
}

/// One that is lost, or cannot be opened.
fn one(app: App, missing: Missing) -> AnyView {
    let Missing { known, unopened } = missing;
    let failed = Changing::new(None::<String>);
    let copies = Changing::new(None::<Vec<Found>>);
    let last = format!("最后一次填写：{}。", moment(&known.written_at));
    let choose = button("primary", "选择备份文件恢复", || {
        focus("import-files");
    });
    let id = known.id.clone();
    let folder = if app.keeping().can_copy() {
        let id = id.clone();
        button("", "从备份文件夹恢复", move || {
            let id = id.clone();
            run(async move {
                let found = app.keeping().copies_of(&id).await;
                failed.try_set(found.as_ref().err().cloned());
                copies.try_set(found.ok());
            });
        })
    } else {
        nothing()
    };
    let label = if unopened.is_some() {
        "再打开一次试试"
    } else {
        "知道了，不再提示"
    };
    let note = button("quiet", label, move || {
        let id = id.clone();
        run(async move {
            let noted = app.keeping().take_note(app, &id).await;
            failed.try_set(noted.err().map(|error| error.words()));
        });
    });
    let found = live(move || {
        maybe(copies.get(), |copies| {
            if copies.is_empty() {
                return p(
                    "refused",
                    "这个文件夹里没有这个工作区的备份。可以换“选择备份文件恢复”。",
                );
            }
            let copies = all(copies.into_iter().map(|copy| a_copy(app, copy, failed)));
            el("ul").class("workspaces").child(copies).view()
        })
    });
    el("div")
        .class("lost")
        .attr("data-workspace", known.id)
        .child(el("h3").child(format!("{}（{}）", known.name, known.desk.label())))
        .child(p("", last))
        .child(maybe(unopened, |words| p("refused", words)))
        .child(el("p").class("actions").child(choose).child(folder).child(note))
        .child(el("div").attr("role", "status").child(found))
        .child(alarm(failed))
        .view()
}

/// A copy in the folder, to be restored.
fn a_copy(app: App, copy: Found, failed: Changing<Option<String>>) -> AnyView {
    let at = copied_at(&copy.at);
    let restore = button("quiet", format!("恢复 {at} 的备份"), move || {
        let name = copy.name.clone();
        run(async move {
            failed.try_set(app.keeping().restore_copy(app, &name).await.err());
        });
    });
    el("li").child(restore).view()
}
