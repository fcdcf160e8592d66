//! 重点整顿支部 (一.2): every 较差 and 一般 branch on one page, to be read and printed.

use super::figure::{county_nav, figure, item_tag, pager, window};
use super::rows::{grade, item_href, percent};
use super::units::{branch_href, branch_name};
use crate::county::{County, DutyMark, DutyTally, ItemFilter, ItemState, KeyBranch, Rows, SentBranch};
use crate::domain::Duty;
use crate::papers::date;
use crate::state::office::{Office, office};
use crate::state::{self, App, Changing, OpenWorkspace};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{all, button, h1, link, live, nothing, p, span, tag, words};
use leptos::prelude::*;

/// How many branches stand on one page.
const BRANCHES: usize = 30;

/// The page.
pub(super) fn key(open: &OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let office = office(open);
    let page = Changing::new(0_usize);
    let count = move || office.county(|county| county.key_branches().len());
    let told = words(move || {
        let programme = app.programme.get();
        office.county(|county| told(county, &programme.branches.value))
    });
    let cards = live(move || office.county(|county| cards(county, page.get())));
    parts(vec![
        part(h1("重点整顿支部")),
        part(county_nav("key")),
        part(el("p").class("lead").child(told)),
        part(
            el("p")
                .class("actions")
                .child(button("", "打印这一页", state::print)),
        ),
        part(pager(page, BRANCHES, "个支部", count)),
        part(cards),
        part(missing(office)),
    ])
}

fn told(county: &County, expected: &crate::notice::BranchCounts) -> String {
    let total = county.total();
    let (poor, average) = (expected.poor, expected.average);
    let expected = poor + average;
    let differs = if total.key == expected as usize {
        String::new()
    } else {
        format!("，现在列出 {} 个", total.key)
    };
    format!(
        "通知：{poor} 个较差、{average} 个一般，共 {expected} 个{differs}；年内全部实现转化升级，已晋位 {} 个。",
        total.key_promoted
    )
}

fn cards(county: &County, page: usize) -> AnyView {
    let branches = county.key_branches();
    if branches.is_empty() {
        return p("none", "还没有较差、一般支部报来，花名册里也没有。");
    }
    let (from, to) = window(page, BRANCHES, branches.len());
    all(branches[from..to].iter().map(|branch| card(county, branch)))
}

/// What the weak branches lack in common.
fn missing(office: Office) -> AnyView {
    live(move || {
        office.county(|county| {
            let branches = county.key_branches();
            let unvisited = branches.iter().filter(|branch| {
                let sent = branch.row.sent();
                sent.is_some_and(|sent| sent.bureau_visits.unwrap_or_default() == 0)
            });
            match unvisited.count() {
                0 => nothing(),
                count => p(
                    "hint",
                    format!("局党委还没有到校指导过的有 {count} 个（一.2-c：有针对性地到校进行指导）。"),
                ),
            }
        })
    })
}

fn card(county: &County, branch: &KeyBranch<'_>) -> AnyView {
    let (line, cell) = (branch.row.line, branch.row.cell);
    let state = match (cell.is_received(), cell.is_promoted()) {
        (false, _) => tag("errors", "✕ 没有报来"),
        (_, true) => tag("done", "↑ 已晋位升级"),
        _ => tag("waiting", "★ 整顿中"),
    };
    let head = el("h2")
        .child(branch_name(&branch.row, cell.name.clone()))
        .child(" ")
        .child(state);
    let unit = if line.name == cell.name {
        String::new()
    } else {
        format!("{}　", line.name)
    };
    let secretary = if cell.secretary.is_empty() {
        String::new()
    } else {
        format!("支部书记 {}", cell.secretary)
    };
    let body = match branch.row.sent() {
        Some(sent) => parts(vec![part(facts(branch, sent)), part(items(county, branch))]),
        None => p(
            "hint",
            format!("原定等次{}。方案还没有报来。", grade(cell.initial)),
        ),
    };
    el("article")
        .class("panel key-branch")
        .child(head)
        .child(p("hint", format!("{unit}{secretary}")))
        .child(body)
        .view()
}

fn facts(branch: &KeyBranch<'_>, sent: &SentBranch) -> AnyView {
    let cell = branch.row.cell;
    let mut facts = Vec::new();
    let mut fact = |name: &'static str, view: AnyView| {
        facts.push(part(el("dt").child(name)));
        facts.push(part(el("dd").child(view)));
    };
    // What was written, or a word that it was not.
    let written = |text: &str| {
        if text.trim().is_empty() {
            tag("errors", "✕ 没有填")
        } else {
            span("written", text.to_owned())
        }
    };
    let due = sent.target_due.map(date).unwrap_or_default();
    let aim = format!("{} → {}　{due}", grade(cell.initial), grade(cell.target));
    fact("等次", aim.part());
    let own = match (cell.accepted, cell.own_final) {
        (Some(accepted), _) => format!("{}（验收）", grade(Some(accepted))),
        (None, Some(own)) => format!("{}（自评）", grade(Some(own))),
        _ => "年终再评".to_owned(),
    };
    fact("现等次", own.part());
    fact("整顿目标", written(&sent.turnaround_goal));
    fact("整顿责任人", written(&sent.turnaround_responsible));
    fact("整顿措施", written(&sent.turnaround_measures));
    fact(
        "完成时限",
        written(&sent.turnaround_due.map(date).unwrap_or_default()),
    );
    let five = format!("填了 {} 项", sent.five_in_one.unwrap_or_default());
    fact("五位一体", five.part());
    fact("联系领导", written(&sent.linked));
    fact("联点指导", tally(branch, Duty::GuidanceVisit, branch.visits));
    let visits = sent.bureau_visits.unwrap_or_default();
    let last = sent.last_bureau_visit.map(|day| format!("，最近 {}", date(day)));
    let visits = match visits {
        0 => tag("warnings", "！还没有"),
        visits => span("", format!("{visits} 次{}", last.unwrap_or_default())),
    };
    fact("局党委到校", visits);
    fact("周总结", tally(branch, Duty::WeeklySummary, branch.weeks));
    fact("每月公示", tally(branch, Duty::PublicNotice, branch.notices));
    let rate = branch.satisfaction();
    fact(
        "群众满意率",
        rate.map_or_else(|| "还没有评议".to_owned(), percent).part(),
    );
    if !sent.not_promoted_reason.is_empty() {
        fact(
            "没有晋位的原因",
            span("written", sent.not_promoted_reason.clone()),
        );
    }
    let plan = match branch_href(&branch.row, "turnaround") {
        Some(href) if !branch.plan_missing.is_empty() => link("", href, "看整顿方案"),
        _ => nothing(),
    };
    parts(vec![part(el("dl").class("facts").child(facts)), part(plan)])
}

/// How often something was done, of how often it was due; what is missing opens.
fn tally(branch: &KeyBranch<'_>, duty: Duty, tally: DutyTally) -> AnyView {
    if tally.due() == 0 {
        return span("hint", "还没有到期的");
    }
    let mut filter = branch.periods(duty);
    let due = figure(tally.due(), &Rows::Duties(filter.clone()));
    filter.mark = Some(DutyMark::Missing);
    parts(vec![
        part(format!("完成 {} / 应做 ", tally.done)),
        part(due),
        part("，缺 "),
        part(figure(tally.missing, &Rows::Duties(filter))),
    ])
}

/// The branch's items: those that are open stand here, the rest behind the figure.
fn items(county: &County, branch: &KeyBranch<'_>) -> AnyView {
    let cell = branch.row.cell;
    let filter = ItemFilter {
        unit: Some(branch.row.line.key.clone()),
        branch: cell.book.clone(),
        ..ItemFilter::default()
    };
    let of = |state: Option<ItemState>| figure(cell.items.of(state), &Rows::Items(filter.standing(state)));
    let open = county.rows(&filter.standing(Some(ItemState::Open)));
    let lines = all(open.iter().map(|row| {
        let due = row
            .item
            .due
            .map(|due| format!("{}　", date(due)))
            .unwrap_or_default();
        let project = match item_href(row) {
            Some(href) => link("", href, row.item.project.clone()),
            None => span("", row.item.project.clone()),
        };
        el("li")
            .child(item_tag(row.state))
            .child(format!(" {due}"))
            .child(project)
            .view()
    }));
    parts(vec![
        part(
            el("p")
                .child("整改项目 ")
                .child(of(None))
                .child(" 项：未销号 ")
                .child(of(Some(ItemState::Open)))
                .child("，其中超期 ")
                .child(of(Some(ItemState::Overdue)))
                .child("；已销号 ")
                .child(of(Some(ItemState::Closed)))
                .child("。"),
        ),
        part(el("ul").class("plain open-items").child(lines)),
    ])
}
