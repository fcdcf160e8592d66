//! The shell: what stands around every page, and which page it is.

use super::pages;
use super::route::{Links, Place, Route, use_hash};
use super::widgets::{People, SaveStateLine, UndoBar};
use super::words;
use crate::state::{self, App, Desk, OpenWorkspace, Phase};
use leptos::prelude::*;

/// Puts the page into the document.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(Shell);
    state::remove_boot_screen();
}

#[component]
fn Shell() -> impl IntoView {
    let app = App::start();
    provide_context(app);
    let route = use_hash();
    let people = People(RwSignal::new(Vec::new()));
    provide_context(people);
    // Only the phase decides what is built; a change of place stays inside.
    let page = move || match app.phase.get() {
        Phase::Opening => view! { <main id="main"><p>"正在打开……"</p></main> }.into_any(),
        Phase::Start => view! { <Outside route/> }.into_any(),
        Phase::Failed(words) => view! {
            <main id="main" class="page">
                <h1>"打不开存储"</h1>
                <p class="refused" role="alert" data-save-state="failed">{words}</p>
            </main>
        }
        .into_any(),
        Phase::Open(open) => view! { <Inside open route/> }.into_any(),
    };
    view! {
        <a class="skip" href="#main" on:click=move |event| { event.prevent_default(); state::focus("main"); }>
            "跳到正文"
        </a>
        {page}
        <datalist id=People::LIST>
            {move || people.0.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
        </datalist>
    }
}

/// The pages that need no workspace.
#[component]
fn Outside(route: Signal<Route>) -> AnyView {
    let page = move || match route.get().place {
        Place::Rules => view! { <pages::Rules/> }.into_any(),
        _ => view! { <pages::Start/> }.into_any(),
    };
    view! {
        <header class="top"><a class="brand" href="#/">"晋位台账"</a></header>
        <main id="main" class="page" tabindex="-1">{page}</main>
    }
    .into_any()
}

/// The pages of an open workspace.
#[component]
fn Inside(open: OpenWorkspace, route: Signal<Route>) -> AnyView {
    let app = expect_context::<App>();
    provide_context(open.books);
    let meta = open.meta;
    let desk = meta.get_untracked().desk;
    let desk_name = match desk {
        Desk::Branch => "支部",
        Desk::Unit => "单位",
        Desk::Office => "局党委办公室",
    };
    let shown = StoredValue::new_local(open.clone());
    let place = Memo::new(move |_| (route.get().received, route.get().place));
    let page = move || {
        let (received, place) = place.get();
        let open = shown.get_value();
        match received {
            Some(id) => view! { <pages::Received open id place/> }.into_any(),
            None => own_page(open, desk, place),
        }
    };
    lead_to_target(route);
    let problems = open.problems.clone();
    view! {
        <header class="top">
            <a class="brand" href="#/">"晋位台账"</a>
            <p class="where">{desk_name} "　" {move || meta.read().name.clone()}</p>
            {(desk != Desk::Office).then(|| view! { <SaveStateLine open=open.clone()/> })}
        </header>
        <TodayBanner app/>
        <nav class="main-nav" aria-label="主导航">{navigation(desk, place)}</nav>
        {(!problems.is_empty()).then(|| view! {
            <div class="banner failed" role="alert">
                {problems.iter().map(|words| view! { <p>{words.clone()}</p> }).collect_view()}
            </div>
        })}
        <main id="main" class="page" tabindex="-1">{page}</main>
        {(desk != Desk::Office).then(|| view! { <UndoBar/> })}
    }
    .into_any()
}

fn own_page(open: OpenWorkspace, desk: Desk, place: Place) -> AnyView {
    provide_context(Links(None));
    match place {
        Place::Home if desk == Desk::Office => view! { <pages::Office open/> }.into_any(),
        Place::Home => view! { <pages::Home/> }.into_any(),
        Place::Unit(slug) => view! { <pages::TopicPage branch=None slug/> }.into_any(),
        Place::Branch(id, slug) => view! { <pages::TopicPage branch=Some(id) slug/> }.into_any(),
        Place::Check => view! { <pages::Check/> }.into_any(),
        Place::Submit => view! { <pages::Submit open/> }.into_any(),
        Place::Import => view! { <pages::Import open/> }.into_any(),
        Place::Backup => view! { <pages::Backup open/> }.into_any(),
        Place::Rules => view! { <pages::Rules/> }.into_any(),
        Place::Workspaces => view! { <pages::Workspaces open/> }.into_any(),
    }
}

fn navigation(desk: Desk, place: Memo<(Option<String>, Place)>) -> AnyView {
    let link = move |href: &'static str, words: &'static str, there: Place| {
        let current = move || {
            let (received, place) = &*place.read();
            (received.is_none() && *place == there).then_some("page")
        };
        view! { <li><a href=href aria-current=current>{words}</a></li> }
    };
    let work = desk != Desk::Office;
    view! {
        <ul>
            {link("#/", if work { "任务清单" } else { "收到的方案" }, Place::Home)}
            {work.then(|| link("#/check", "检查", Place::Check))}
            {work.then(|| link("#/submit", "报送", Place::Submit))}
            {link("#/import", "导入", Place::Import)}
            {link("#/backup", "备份", Place::Backup)}
            {link("#/rules", "规则与依据", Place::Rules)}
            {link("#/workspaces", "工作区与设置", Place::Workspaces)}
        </ul>
    }
    .into_any()
}

/// Says so while the day that counts as today is not the clock's.
#[component]
fn TodayBanner(app: App) -> AnyView {
    let banner = move || {
        app.today_is_fixed.get().then(|| view! {
            <p class="banner" role="note">
                <strong>{format!("基准日：{}", words::date(app.today.get()))}</strong>
                "。本页按这一天计算期限，不按电脑时钟。"
                <a href="#/workspaces">"更改"</a>
            </p>
        })
    };
    view! { {banner} }.into_any()
}

/// After every change of place: the title, and the focus on what the address leads to.
fn lead_to_target(route: Signal<Route>) {
    let app = expect_context::<App>();
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        let phase = app.phase;
        if before.as_ref() != Some(&now) {
            let first = before.is_none();
            let at = now.at.clone();
            state::on_next_frame(move || {
                state::set_title_from_heading("晋位台账");
                let led = at.is_some_and(|id| state::focus(&id));
                if !led && !first && matches!(phase.try_get_untracked(), Some(Phase::Open(_))) {
                    state::focus_top();
                }
            });
        }
        now
    });
}
