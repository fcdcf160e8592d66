//! 本周要做: what the rules call to mind, the most urgent first, each line one press from doing it; and the countdown
//! of every open item.

use crate::domain::{Books, Id};
use crate::rules::{Finding, Severity};
use crate::state::{App, OpenBooks, agenda};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{Links, record_id};
use crate::ui::topics::BookKind;
use crate::ui::view::{all, link, live, nothing, p, section, tag};
use crate::ui::widgets::due;
use crate::ui::words;
use chrono::NaiveDate;
use leptos::prelude::*;

/// How many lines are shown before the page of findings is.
const LINES: usize = 10;

/// What there is to do, if anything.
pub(super) fn this_week() -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    live(move || {
        let report = books.report();
        let agenda = agenda(&report.findings, app.today.get());
        if agenda.is_empty() {
            return section("week", "本周要做", p("none", "眼下没有到期、逾期或缺的事项。"));
        }
        let more = agenda.len().saturating_sub(LINES);
        let entries = all(agenda
            .iter()
            .take(LINES)
            .map(|finding| line(app, books, &links, finding)));
        let rest = if more > 0 {
            link("", links.check(), format!("还有 {more} 条，到“检查”里看"))
        } else {
            nothing()
        };
        let list = el("ul").class("agenda").child(entries).view();
        section("week", "本周要做", parts(vec![part(list), part(rest)]))
    })
}

fn line(app: App, books: OpenBooks, links: &Links, finding: &Finding) -> AnyView {
    let kind = books.with(|books| BookKind::of(books, &finding.address.document));
    let light = match (finding.due, finding.rule.severity) {
        (Some(day), _) => due(Signal::stored(Some(day)), app.today),
        (None, Severity::Error) => tag("errors", "✕ 要改正"),
        (None, Severity::Warning) => tag("warnings", "！要办或说明"),
        (None, _) => tag("not-begun", "◷ 提醒"),
    };
    el("li")
        .attr("data-rule", finding.rule.id)
        .attr("data-severity", finding.rule.severity.code())
        .child(light)
        .child(link("", links.finding(finding, kind), finding.message.clone()))
        .view()
}

/// The items that are not crossed off, the nearest due day first.
fn open_items(books: &Books) -> Vec<(NaiveDate, Id, Id, String)> {
    let mut open: Vec<(NaiveDate, Id, Id, String)> = Vec::new();
    let several = books.branches.len() > 1;
    for branch in &books.branches {
        for (at, item) in branch.items.iter().enumerate() {
            let Some(day) = branch.due_of(item).filter(|_| branch.closed(&item.id).is_none()) else {
                continue;
            };
            let title = words::item_title(at, item);
            let title = if several {
                format!("{}：{title}", words::branch_name(books, branch.id()))
            } else {
                title
            };
            let to = open.partition_point(|before| before.0 <= day);
            open.insert(to, (day, branch.id().clone(), item.id.clone(), title));
        }
    }
    open
}

/// The countdown of every open item.
pub(super) fn countdowns() -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    live(move || {
        books.track_all();
        let open = books.with(open_items);
        if open.is_empty() {
            return nothing();
        }
        let heading = format!("未销号项目倒计时（{} 项）", open.len());
        let entries = all(open.into_iter().map(|(day, branch, item, title)| {
            let href = format!("{}?at={}", links.branch(&branch, "ledger"), record_id(&item));
            el("li")
                .child(due(Signal::stored(Some(day)), app.today))
                .child(link("", href, title))
                .view()
        }));
        section("week", heading, el("ul").class("agenda").child(entries).view())
    })
}
