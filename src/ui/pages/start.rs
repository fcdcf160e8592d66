//! The first start: what this is, and at which desk one sits.

use crate::domain::{Choose, UnitKind};
use crate::state::{App, Desk};
use crate::ui::view::{alarm, all, button, h1, link, live, live_if, nothing, p, run, section, ticked, typed};
use crate::ui::widgets::import_panel;
use leptos::prelude::*;

/// What this is, the three desks, the sample, and what is on this computer already.
pub(in crate::ui) fn start() -> AnyView {
    let app = expect_context::<App>();
    let failed = RwSignal::new(None::<String>);
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
            let label = format!("{}（{}）", meta.name, meta.desk.label());
            let open = button("link", label, move || {
                let meta = meta.clone();
                run(async move {
                    failed.try_set(app.open(meta).await.err().map(|error| error.words()));
                });
            });
            view! { <li>{open}</li> }.into_any()
        }));
        section(
            "panel",
            "继续使用本机上的工作区",
            view! { <ul>{known}</ul> }.into_any(),
        )
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
    let sample = view! {
        <p>"打开一个有三个支部的示例单位，日期定在 2012年7月3日。示例单独存放，可以随便改，不影响正式工作。"</p>
        {sample}
    };
    view! {
        {h1("晋位台账")}
        <p class="lead">
            "帮学校党组织按《整改提高晋位升级阶段具体方案》（华教发[2012]12号）做好整改问题台账和具体方案，"
            <strong>"7月6日前"</strong>
            "导出一个文件报局党委办公室审阅。"
        </p>
        <ul class="plain">
            <li>"边填边查：缺什么、为什么缺、依据哪一条，随填随看。"</li>
            <li>"自动保存在这台电脑的浏览器里，不用联网，不用账号，内容不会上传。"</li>
            <li>"一个文件带走：用U盘或邮件交给上级，办公室一次打开全部单位。"</li>
        </ul>
        {alarm(failed)}
        {known}
        <section>
            <h2>"您在哪个岗位？"</h2>
            <div class="desks">{desks}</div>
        </section>
        {section("panel", "先看看样子", sample.into_any())}
        {section("panel", "从备份恢复", import_panel(None))}
        <p>{link("", "#/rules", "查看通知原文和全部检查规则")}</p>
    }
    .into_any()
}

/// One desk's card: what it is for, and what must be known to begin.
fn new_desk(
    app: App,
    desk: Desk,
    what: &'static str,
    name_label: &'static str,
    failed: RwSignal<Option<String>>,
) -> AnyView {
    let name = RwSignal::new(if desk == Desk::Office {
        desk.label().to_owned()
    } else {
        String::new()
    });
    let kind = RwSignal::new(None::<UnitKind>);
    let missing = RwSignal::new(false);
    let begin = move |event: leptos::ev::SubmitEvent| {
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
    };
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
            view! { <div role="alert">{p("refused", words)}</div> }.into_any()
        },
    );
    let put = typed(move |text| {
        missing.set(false);
        name.set(text);
    });
    view! {
        <form class="panel desk" on:submit=begin novalidate>
            <h3>{desk.label()}</h3>
            <p>{what}</p>
            <label for=id.clone()>{name_label}</label>
            <input type="text" id=id autocomplete="off" maxlength="100" prop:value=name on:input=put/>
            {kinds}
            {asked}
            <button type="submit" class="primary">{format!("以“{}”开始", desk.label())}</button>
        </form>
    }
    .into_any()
}

fn kinds(kind: RwSignal<Option<UnitKind>>) -> AnyView {
    let kinds = all(UnitKind::VALUES.iter().map(|&value| {
        let choose = ticked(move |_| kind.set(Some(value)));
        view! {
            <label class="box"><input type="radio" name="unit-kind" on:change=choose/>{value.label()}</label>
        }
        .into_any()
    }));
    view! { <fieldset class="kinds"><legend>"党组织类别"</legend>{kinds}</fieldset> }.into_any()
}
