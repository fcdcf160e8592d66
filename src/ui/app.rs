//! The shell: what stands around every page, and which page it is.

use super::desk::{OfficeDesk, office_desk};
use super::pages;
use super::route::{At, Links, Place, Route, use_hash};
use super::topics::BookKind;
use super::view::{all, derived, event, live, live_if, nothing, optional, p, truth};
use super::widgets::{
    People, clash_bar, following_banner, newer_bar, reminder, save_state, step_buttons, undo_bar,
};
use super::words;
use crate::domain::Choose as _;
use crate::state::{self, App, Derived, Desk, OpenBooks, OpenWorkspace, Phase};
use crate::ui::element::{el, part, parts};
use leptos::prelude::*;

/// Puts the page into the document, with the office's part in the office's program.
pub fn mount(office: Option<&'static OfficeDesk>) {
    leptos::mount::mount_to_body(move || shell(office));
    state::remove_boot_screen();
}

fn shell(office: Option<&'static OfficeDesk>) -> AnyView {
    let app = App::start(office.map(|office| office.work));
    if let Some(office) = office {
        provide_context(office);
    }
    provide_context(app);
    let route = use_hash();
    let people = People::new();
    provide_context(people);
    // Only the phase decides what is built; a change of place stays inside.
    let page = live(move || {
        match app.phase.get() {
        Phase::Opening => el("main")
            .attr("id", "main")
            .child(el("p").child("正在打开……"))
            .view(),
        Phase::Waiting(words) => el("main")
            .attr("id", "main")
            .class("page")
            .child(el("h1").child("等旧版本的页面关闭"))
            .child(el("p").class("banner").attr("role", "status").child(words))
            .view(),
        Phase::Start => outside(route),
        Phase::Failed(words) => el("main")
            .attr("id", "main")
            .class("page")
            .child(el("h1").child("打不开存储"))
            .child(
                el("p")
                    .class("refused")
                    .attr("role", "alert")
                    .attr("data-save-state", "failed")
                    .child(words),
            )
            .child(p(
                "hint",
                "能用的浏览器：Windows 7、8 用 Chrome 109、Edge 109 或火狐 115 ESR；Windows 10、11，统信、麒麟用 Chrome、Edge、火狐的新版；360、QQ、搜狗等浏览器切换到“极速模式”。",
            ))
            .view(),
        Phase::Open(open) => inside(app, open, route),
    }
    });
    let skip = event(move |event| {
        event.prevent_default();
        state::focus("main");
    });
    parts(vec![
        part(
            el("a")
                .class("skip")
                .attr("href", "#main")
                .on("click", skip)
                .child("跳到正文"),
        ),
        part(newer_bar(app)),
        part(page),
        part(people.list()),
    ])
}

/// The pages that need no workspace.
fn outside(route: Derived<Route>) -> AnyView {
    // The address changes after the phase; a page that was rebuilt then would take what is being typed with it.
    let rules = truth(move || route.read().place == Place::Rules);
    let page = live(move || {
        if rules.get() {
            pages::rules()
        } else {
            pages::start()
        }
    });
    parts(vec![
        part(
            el("header")
                .class("top")
                .child(el("a").class("brand").attr("href", "#/").child("晋位台账")),
        ),
        part(
            el("main")
                .attr("id", "main")
                .class("page")
                .attr("tabindex", "-1")
                .child(page),
        ),
    ])
}

/// The pages of an open workspace.
fn inside(app: App, open: OpenWorkspace, route: Derived<Route>) -> AnyView {
    provide_context(open.books);
    let (meta, books) = (open.meta, open.books);
    let desk = meta.get_untracked().desk;
    let place = derived(move || {
        let route = route.get();
        Route { at: None, ..route }
    });
    provide_context(At(derived(move || route.read().at.clone())));
    let page = {
        live(move || {
            let Route { received, place, .. } = place.get();
            match (received, office_desk()) {
                (Some(id), Some(office)) => (office.received)(&open, id, place),
                _ => own_page(open, desk, place),
            }
        })
    };
    lead_to_target(route);
    let work = desk != Desk::Office;
    let where_at = super::view::words(move || {
        let name = meta.read().name.clone();
        if name == desk.label() {
            name
        } else {
            format!("{}　{name}", desk.label())
        }
    });
    let problems = live(move || {
        let problems = open.problems.get();
        if problems.is_empty() {
            return nothing();
        }
        let problems = all(problems.into_iter().map(|words| el("p").child(words).view()));
        el("div")
            .class("banner failed")
            .attr("role", "alert")
            .child(problems)
            .view()
    });
    parts(vec![
        part(
            el("header")
                .class("top")
                .child(el("a").class("brand").attr("href", "#/").child("晋位台账"))
                .child(el("p").class("where").child(where_at))
                .child(save_state(open))
                .child(step_buttons(open)),
        ),
        part(today_banner(app)),
        part(following_banner(open)),
        part(
            el("nav")
                .class("main-nav")
                .attr("aria-label", "主导航")
                .child(navigation(books, work, place)),
        ),
        part(problems),
        part(clash_bar(open)),
        part(live_if(
            move || matches!(place.read().place, Place::Home | Place::Calendar),
            move || reminder(app, open),
        )),
        part(
            el("main")
                .attr("id", "main")
                .class("page")
                .attr("tabindex", "-1")
                .child(page),
        ),
        part(undo_bar()),
    ])
}

fn own_page(open: OpenWorkspace, desk: Desk, place: Place) -> AnyView {
    // A received plan, read before, has left its own behind.
    provide_context(open.books);
    provide_context(Links(None));
    let office = office_desk().filter(|_| desk == Desk::Office);
    match (place, office) {
        (Place::Home, Some(office)) => (office.home)(open),
        (Place::Import, Some(office)) => (office.import)(open),
        (Place::Office(slug), Some(office)) => (office.page)(&open, &slug),
        (place, _) => work_page(open, place),
    }
}

/// A page that every desk may have.
fn work_page(open: OpenWorkspace, place: Place) -> AnyView {
    match place {
        Place::Home => pages::home(Some(&open)),
        Place::Unit(slug) => pages::topic(BookKind::Unit, None, &slug, nothing()),
        Place::Branch(id, slug) => pages::topic(BookKind::Branch, Some(id), &slug, nothing()),
        Place::Office(_) => pages::no_page(&Links(None)),
        Place::Print(id, paper) => pages::paper(id, paper, None),
        Place::Calendar => pages::calendar(),
        Place::Statistics => pages::statistics(),
        Place::Check => pages::check(),
        Place::Submit => pages::submit(open),
        Place::Import => pages::import(open),
        Place::Backup => pages::backup(open),
        Place::Rules => pages::rules(),
        Place::Workspaces => pages::workspaces(&open),
        Place::Review => pages::review(&open),
        Place::History(record) => pages::history(open, record),
    }
}

fn navigation(books: OpenBooks, work: bool, place: Derived<Route>) -> AnyView {
    let first = if work { "任务清单" } else { "收到的方案" };
    let mut places = vec![
        ("#/".to_owned(), first, Place::Home, true),
        ("#/calendar".to_owned(), "日程", Place::Calendar, work),
        ("#/statistics".to_owned(), "统计", Place::Statistics, work),
        ("#/check".to_owned(), "检查", Place::Check, work),
        ("#/submit".to_owned(), "报送", Place::Submit, work),
        ("#/review".to_owned(), "审阅", Place::Review, work),
        ("#/import".to_owned(), "导入", Place::Import, true),
        ("#/backup".to_owned(), "备份", Place::Backup, true),
        ("#/history".to_owned(), "历史", Place::History(None), true),
        ("#/rules".to_owned(), "规则与依据", Place::Rules, true),
        ("#/workspaces".to_owned(), "工作区与设置", Place::Workspaces, true),
    ];
    places.retain(|(.., offered)| *offered);
    let office = office_desk().filter(|_| !work);
    for (slug, title) in office.map_or(&[][..], |office| office.pages).iter().rev() {
        let href = format!("#/office/{slug}");
        places.insert(1, (href, title, Place::Office((*slug).into()), true));
    }
    let mut links = Vec::new();
    for (href, words, there, _) in places {
        let shown = there.clone();
        let link = move || place_link(href.clone(), words, there.clone(), place);
        links.push(match shown {
            // Only who was read has something to read.
            Place::Review => live_if(move || books.has_review(), link),
            _ => link(),
        });
    }
    el("ul").child(links).view()
}

fn place_link(href: String, words: &'static str, there: Place, place: Derived<Route>) -> AnyView {
    let here = move || place.with(|route| route.received.is_none() && route.place == there);
    let current = optional(move || here().then_some("page"));
    el("li")
        .child(
            el("a")
                .attr("href", href)
                .attr("aria-current", current)
                .child(words),
        )
        .view()
}

/// Says so while the day that counts as today is not the clock's.
fn today_banner(app: App) -> AnyView {
    let day = move || super::view::words(move || format!("基准日：{}", words::date(app.today.get())));
    live_if(
        move || app.today_is_fixed.get(),
        move || {
            el("p")
                .class("banner")
                .attr("role", "note")
                .child(el("strong").child(day()))
                .child("。本页按这一天计算期限，不按电脑时钟。")
                .child(el("a").attr("href", "#/workspaces").child("更改"))
                .view()
        },
    )
}

/// After every change of place: the title, and the focus on what the address leads to.
fn lead_to_target(route: Derived<Route>) {
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
