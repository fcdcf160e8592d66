//! The first start: what this is, and at which desk one sits.

use crate::domain::{Choose, UnitKind};
use crate::state::{App, Changing, Desk};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{
    alarm, all, button, event, h1, link, live, live_if, nothing, p, run, section, ticked, typed,
};
use crate::ui::widgets::{bin, import_panel, lost, where_kept, workspace_label};
use leptos::prelude::*;

/// What this is, the three desks, the sample, and what is on this computer already.
pub(in crate::ui) fn start() -> AnyView {
    let app = expect_context::<App>();
    let failed = app.not_opened;
    let sample = button("", "看示例", move || {
        run(async move {
            failed.try_set(app.create_sample().await.err().map(|error| error.words()));
        });
    });
    let known = live(move || {
        let known = app.workspaces.get();
        if known.is_empty() {
            return nothing();
        }
        let known = all(known.into_iter().map(|meta| {
            let label = workspace_label(&meta);
            let open = button("link", label, move || {
                let meta = meta.clone();
                run(async move {
                    failed.try_set(app.open(meta).await.err().map(|error| error.words()));
                });
            });
            el("li").child(open).view()
        }));
        section("panel", "继续使用本机上的工作区", el("ul").child(known).view())
    });
    let desks = [
        (
            Desk::Unit,
            "学校党总支、党委的经办人，或直属局党委的单个支部。管本单位方案和各支部的账本，报送给局党委办公室。",
            "单位名称",
        ),
        (Desk::Branch, "只管一个支部的账本，做好后交给本单位。", "支部名称"),
        (
            Desk::Office,
            "一次打开各单位报来的文件，查看方案和检查结果。",
            "工作区名称",
        ),
    ];
    let desks = desks
        .into_iter()
        .map(|(desk, what, label)| new_desk(app, desk, what, label, failed));
    let desks = all(desks);
    let sample = parts(vec![
        part(el("p").child(
            "打开一个有三个支部的示例单位，日期定在 2012年7月3日。示例单独存放，可以随便改，不影响正式工作。",
        )),
        part(sample),
    ]);
    parts(vec![part(h1("晋位台账")), part(lost(app)), part(el("p").class("lead").child("帮学校党组织按《整改提高晋位升级阶段具体方案》（华教发[2012]12号）做好整改问题台账和具体方案，").child(el("strong").child("7月6日前")).child("导出一个文件报局党委办公室审阅。")), part(el("ul").class("plain").child(el("li").child("边填边查：缺什么、为什么缺、依据哪一条，随填随看。")).child(el("li").child("自动保存在这台电脑的浏览器里，不用联网，不用账号，内容不会上传。")).child(el("li").child("一个文件带走：用U盘或邮件交给上级，办公室一次打开全部单位。"))), part(where_kept()), part(alarm(failed)), part(known), part(bin(app)), part(el("section").child(el("h2").child("您在哪个岗位？")).child(el("div").class("desks").child(desks))), part(section("panel", "先看看样子", sample.part())), part(section("panel", "从文件开始：花名册或备份", import_panel(None))), part(el("p").child(link("", "#/rules", "查看通知原文和全部检查规则")))])
}

/// One desk's card: what it is for, and what must be known to begin.
fn new_desk(
    app: App,
    desk: Desk,
    what: &'static str,
    name_label: &'static str,
    failed: Changing<Option<String>>,
) -> AnyView {
    let name = Changing::new(if desk == Desk::Office {
        desk.label().to_owned()
    } else {
        String::new()
    });
    let kind = Changing::new(None::<UnitKind>);
    let missing = Changing::new(false);
    let begin = event(move |event| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() || (desk == Desk::Unit && kind.get_untracked().is_none()) {
            missing.set(true);
            return;
        }
        run(async move {
            failed.try_set(
                app.create(desk, typed, kind.get_untracked())
                    .await
                    .err()
                    .map(|e| e.words()),
            );
        });
    });
    let id = format!("new-{}", desk.code());
    let kinds = if desk == Desk::Unit {
        kinds(kind)
    } else {
        nothing()
    };
    let asked = live_if(
        move || missing.get(),
        move || {
            let words = if desk == Desk::Unit {
                "请填写名称并选择党组织类别。"
            } else {
                "请填写名称。"
            };
            el("div").attr("role", "alert").child(p("refused", words)).view()
        },
    );
    let put = typed(move |text| {
        missing.set(false);
        name.set(text);
    });
    el("form")
        .class("panel desk")
        .on("submit", begin)
        .attr("novalidate", "")
        .child(el("h3").child(desk.label()))
        .child(el("p").child(what))
        .child(el("label").attr("for", id.clone()).child(name_label))
        .child(
            el("input")
                .attr("type", "text")
                .attr("id", id)
                .attr("autocomplete", "off")
                .attr("maxlength", "100")
                .prop("value", name)
                .on("input", put),
        )
        .child(kinds)
        .child(asked)
        .child(
            el("button")
                .attr("type", "submit")
                .class("primary")
                .child(format!("以“{}”开始", desk.label())),
        )
        .view()
}

fn kinds(kind: Changing<Option<UnitKind>>) -> AnyView {
    let kinds = all(UnitKind::VALUES.iter().map(|&value| {
        let choose = ticked(move |_| kind.set(Some(value)));
        el("label")
            .class("box")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "unit-kind")
                    .on("change", choose),
            )
            .child(value.label())
            .view()
    }));
    el("fieldset")
        .class("kinds")
        .child(el("legend").child("党组织类别"))
        .child(kinds)
        .view()
}
