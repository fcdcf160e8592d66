//! The shell: what stands around every page, and which page it is.

use super::pages;
use super::route::{Links, Place, Route, use_hash};
use super::view::{all, live, live_if, nothing, optional};
use super::widgets::{People, save_state, undo_bar};
use super::words;
use crate::domain::Choose as _;
use crate::state::{self, App, Desk, OpenWorkspace, Phase};
use leptos::prelude::*;

/// Puts the page into the document.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(shell);
    state::remove_boot_screen();
}

fn shell() -> AnyView {
    let app = App::start();
    provide_context(app);
    let route = use_hash();
    let people = People::new();
    provide_context(people);
    // Only the phase decides what is built; a change of place stays inside.
    let page = live(move || match app.phase.get() {
        Phase::Opening => view! { <main id="main"><p>"正在打开……"</p></main> }.into_any(),
        Phase::Start => outside(route),
        Phase::Failed(words) => view! {
            <main id="main" class="page">
                <h1>"打不开存储"</h1>
                <p class="refused" role="alert" data-save-state="failed">{words}</p>
            </main>
        }
        .into_any(),
        Phase::Open(open) => inside(app, open, route),
    });
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        state::focus("main");
    };
    view! {
        <a class="skip" href="#main" on:click=skip>"跳到正文"</a>
        {page}
        {people.list()}
    }
    .into_any()
}

/// The pages that need no workspace.
fn outside(route: Signal<Route>) -> AnyView {
    let page = live(move || match route.get().place {
        Place::Rules => pages::rules(),
        _ => pages::start(),
    });
    view! {
        <header class="top"><a class="brand" href="#/">"晋位台账"</a></header>
        <main id="main" class="page" tabindex="-1">{page}</main>
    }
    .into_any()
}

/// The pages of an open workspace.
fn inside(app: App, open: OpenWorkspace, route: Signal<Route>) -> AnyView {
    provide_context(open.books);
    let meta = open.meta;
    let desk = meta.get_untracked().desk;
    let place = Memo::new(move |_| {
        let route = route.get();
        Route { at: None, ..route }
    });
    let page = {
        let open = open.clone();
        live(move || {
            let Route { received, place, .. } = place.get();
            match received {
                Some(id) => pages::received(&open, id, place),
                None => own_page(open.clone(), desk, place),
            }
        })
    };
    lead_to_target(route);
    let work = desk != Desk::Office;
    let where_at = super::view::words(move || format!("{}　{}", desk.label(), meta.read().name));
    let problems = if open.problems.is_empty() {
        nothing()
    } else {
        let problems = all(open
            .problems
            .iter()
            .map(|words| view! { <p>{words.clone()}</p> }.into_any()));
        view! { <div class="banner failed" role="alert">{problems}</div> }.into_any()
    };
    view! {
        <header class="top">
            <a class="brand" href="#/">"晋位台账"</a>
            <p class="where">{where_at}</p>
            {if work { save_state(open) } else { nothing() }}
        </header>
        {today_banner(app)}
        <nav class="main-nav" aria-label="主导航">{navigation(work, place)}</nav>
        {problems}
        <main id="main" class="page" tabindex="-1">{page}</main>
        {if work { undo_bar() } else { nothing() }}
    }
    .into_any()
}

fn own_page(open: OpenWorkspace, desk: Desk, place: Place) -> AnyView {
    provide_context(Links(None));
    match place {
        Place::Home if desk == Desk::Office => pages::office(open),
        Place::Home => pages::home(),
        Place::Unit(slug) => pages::topic(None, &slug),
        Place::Branch(id, slug) => pages::topic(Some(id), &slug),
        Place::Check => pages::check(),
        Place::Submit => pages::submit(open),
        Place::Import => pages::import(open),
        Place::Backup => pages::backup(open),
        Place::Rules => pages::rules(),
        Place::Workspaces => pages::workspaces(&open),
    }
}

fn navigation(work: bool, place: Memo<Route>) -> AnyView {
    let first = if work { "任务清单" } else { "收到的方案" };
    let places = [
        ("#/", first, Place::Home, true),
        ("#/check", "检查", Place::Check, work),
        ("#/submit", "报送", Place::Submit, work),
        ("#/import", "导入", Place::Import, true),
        ("#/backup", "备份", Place::Backup, true),
        ("#/rules", "规则与依据", Place::Rules, true),
        ("#/workspaces", "工作区与设置", Place::Workspaces, true),
    ];
    let links = places
        .into_iter()
        .filter(|(.., offered)| *offered)
        .map(|(href, words, there, _)| {
            let here = move || place.with(|route| route.received.is_none() && route.place == there);
            let current = optional(move || here().then_some("page"));
            view! { <li><a href=href aria-current=current>{words}</a></li> }.into_any()
        });
    let links = all(links);
    view! { <ul>{links}</ul> }.into_any()
}

/// Says so while the day that counts as today is not the clock's.
fn today_banner(app: App) -> AnyView {
    let day = move || super::view::words(move || format!("基准日：{}", words::date(app.today.get())));
    live_if(
        move || app.today_is_fixed.get(),
        move || {
            view! {
                <p class="banner" role="note">
                    <strong>{day()}</strong>
                    "。本页按这一天计算期限，不按电脑时钟。"
                    <a href="#/workspaces">"更改"</a>
                </p>
            }
            .into_any()
        },
    )
}

/// After every change of place: the title, and the focus on what the address leads to.
fn lead_to_target(route: Signal<Route>) {
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        if before.as_ref() != Some(&now) {
            let first = before.is_none();
            let at = now.at.clone();
            state::on_next_frame(move || {
                state::set_title_from_heading("晋位台账");
                let led = at.is_some_and(|id| state::focus(&id));
                if !led && !first {
                    state::focus_top();
                }
            });
        }
        now
    });
}
