//! The first start: what this is, and at which desk one sits.

use crate::domain::{Choose, UnitKind};
use crate::state::{App, Desk};
use crate::ui::widgets::ImportPanel;
use leptos::prelude::*;

/// What this is, the three desks, the sample, and what is on this computer already.
#[component]
pub(in crate::ui) fn Start() -> AnyView {
    let app = expect_context::<App>();
    let failed = RwSignal::new(None::<String>);
    let sample = move |_| {
        leptos::task::spawn_local(async move {
            failed.set(app.create_sample().await.err().map(|error| error.words()));
        });
    };
    let known = move || {
        let all = app.workspaces.get();
        (!all.is_empty()).then(|| {
            let rows = all.into_iter().map(|meta| {
                let label = format!("{}（{}）", meta.name, super::workspaces::desk_name(meta.desk));
                let open = move |_| {
                    let meta = meta.clone();
                    leptos::task::spawn_local(async move {
                        failed.set(app.open(meta).await.err().map(|error| error.words()));
                    });
                };
                view! { <li><button type="button" class="link" on:click=open>{label}</button></li> }
            });
            view! {
                <section class="panel">
                    <h2>"继续使用本机上的工作区"</h2>
                    <ul>{rows.collect_view()}</ul>
                </section>
            }
        })
    };
    view! {
        <h1>"晋位台账"</h1>
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
        {move || failed.get().map(|words| view! { <p class="refused" role="alert">{words}</p> })}
        {known}
        <section>
            <h2>"您在哪个岗位？"</h2>
            <div class="desks">
                <NewDesk desk=Desk::Unit title="单位"
                    what="学校党总支、党委的经办人，或直属局党委的单个支部。管本单位方案和各支部的账本，报送给局党委办公室。"
                    name_label="单位名称" failed/>
                <NewDesk desk=Desk::Branch title="支部"
                    what="只管一个支部的账本，做好后交给本单位。"
                    name_label="支部名称" failed/>
                <NewDesk desk=Desk::Office title="局党委办公室"
                    what="一次打开各单位报来的文件，查看方案和检查结果。"
                    name_label="工作区名称" failed/>
            </div>
        </section>
        <section class="panel">
            <h2>"先看看样子"</h2>
            <p>"打开一个有三个支部的示例单位，日期定在 2012年7月3日。示例单独存放，可以随便改，不影响正式工作。"</p>
            <button type="button" on:click=sample>"看示例"</button>
        </section>
        <section class="panel">
            <h2>"从备份恢复"</h2>
            <ImportPanel open=None/>
        </section>
        <p><a href="#/rules">"查看通知原文和全部检查规则"</a></p>
    }
    .into_any()
}

/// One desk's card: what it is for, and what must be known to begin.
#[component]
fn NewDesk(
    desk: Desk,
    title: &'static str,
    what: &'static str,
    name_label: &'static str,
    failed: RwSignal<Option<String>>,
) -> AnyView {
    let app = expect_context::<App>();
    let name = RwSignal::new(if desk == Desk::Office { "局党委办公室".to_owned() } else { String::new() });
    let kind = RwSignal::new(None::<UnitKind>);
    let missing = RwSignal::new(false);
    let begin = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() || (desk == Desk::Unit && kind.get_untracked().is_none()) {
            missing.set(true);
            return;
        }
        leptos::task::spawn_local(async move {
            failed.set(app.create(desk, typed, kind.get_untracked()).await.err().map(|error| error.words()));
        });
    };
    let id = format!("new-{}", desk.code());
    let kinds = (desk == Desk::Unit).then(|| {
        let kinds = UnitKind::VALUES.iter().map(|&value| {
            let group = "unit-kind";
            view! {
                <label class="box">
                    <input type="radio" name=group on:change=move |_| kind.set(Some(value))/>
                    {value.label()}
                </label>
            }
        });
        view! { <fieldset class="kinds"><legend>"党组织类别"</legend>{kinds.collect_view()}</fieldset> }
    });
    view! {
        <form class="panel desk" on:submit=begin novalidate>
            <h3>{title}</h3>
            <p>{what}</p>
            <label for=id.clone()>{name_label}</label>
            <input type="text" id=id.clone() autocomplete="off" maxlength="100" prop:value=name
                on:input=move |event| { missing.set(false); name.set(event_target_value(&event)); }/>
            {kinds}
            {move || missing.get().then(|| view! {
                <p class="refused" role="alert">
                    {if desk == Desk::Unit { "请填写名称并选择党组织类别。" } else { "请填写名称。" }}
                </p>
            })}
            <button type="submit" class="primary">{format!("以“{title}”开始")}</button>
        </form>
    }
    .into_any()
}
