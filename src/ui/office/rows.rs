//! What a figure opens to: its rows, thousands of them if need be, each leading to where it is written.

use super::figure::{back, href, item_tag, sift_box};
use super::units::{branch_href, branch_name, named, unit_key, unit_name, unit_table};
use super::virtual_list::virtual_table;
use crate::county::{
    BranchFilter, BranchRow, County, DutyFilter, DutyRow, ItemFilter, ItemRow, ItemState, Pick, Rows,
};
use crate::domain::{Choose, Duty, Grade, satisfaction_rate};
use crate::papers::date;
use crate::rules::DutyState;
use crate::state::office::{Office, office};
use crate::state::{App, Changing, Derived, OpenWorkspace, countdown};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::route::{Links, record_id};
use crate::ui::view::{all, derived, h1, link, live_if, nothing, p, span, tag, words};
use leptos::prelude::*;

/// The page of these rows.
pub(super) fn rows_page(open: &OpenWorkspace, rows: Rows) -> AnyView {
    let office = office(open);
    let title = office.county_untracked(|county| county.title(&rows));
    let sought = Changing::new(match &rows {
        Rows::Items(filter) => filter.words.clone(),
        _ => String::new(),
    });
    let states = match &rows {
        Rows::Items(filter) => item_states(office, filter.clone()),
        _ => nothing(),
    };
    let (keys, list) = listed(office, rows, sought);
    let count = words(move || format!("共 {} 条", keys.read().len()));
    parts(vec![
        part(back()),
        part(h1(title)),
        part(
            el("div")
                .class("tools")
                .child(states)
                .child(sift_box("在这些里查找", sought))
                .child(
                    el("p")
                        .class("count")
                        .attr("role", "status")
                        .attr("data-rows", "")
                        .child(count),
                ),
        ),
        part(live_if(move || keys.read().is_empty(), || p("none", "没有。"))),
        part(list),
    ])
}

/// The rows and how they are shown.
pub(super) fn listed(
    office: Office,
    rows: Rows,
    sought: Changing<String>,
) -> (Derived<Vec<String>>, AnyView) {
    match rows {
        Rows::Units(filter) => {
            let keys = derived(move || {
                let words = sought.get();
                office.county(|county| {
                    let found = if words.trim().is_empty() {
                        county.units(filter)
                    } else {
                        county.search_units(&words)
                    };
                    let found = found.into_iter().filter(|line| filter.takes(line));
                    found.map(unit_key).collect()
                })
            });
            (keys, unit_table(office, keys))
        }
        Rows::Branches(filter) => {
            let keys = derived(move || {
                let words = sought.get();
                office.county(|county| branch_keys(county, filter, &words))
            });
            (keys, branch_table(office, keys))
        }
        Rows::Items(filter) => {
            let keys = derived(move || {
                let filter = ItemFilter {
                    words: sought.get(),
                    ..filter.clone()
                };
                office.county(|county| county.rows(&filter).iter().map(item_key).collect())
            });
            (keys, item_table(office, keys))
        }
        Rows::Duties(filter) => {
            let keys = derived(move || {
                let words = sought.get();
                office.county(|county| duty_keys(county, &filter, &words))
            });
            (keys, duty_table(office, keys))
        }
    }
}

fn heads(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}

/// Two lines of a cell, the second smaller.
fn two(first: AnyView, second: impl Into<String>) -> AnyView {
    parts(vec![
        part(first),
        part(el("div").class("hint").child(second.into())),
    ])
}

/// The same items by how they stand.
fn item_states(office: Office, filter: ItemFilter) -> AnyView {
    let states = [
        None,
        Some(ItemState::Open),
        Some(ItemState::Overdue),
        Some(ItemState::Waiting),
        Some(ItemState::Closed),
    ];
    let links = all(states.into_iter().map(|state| {
        let of_state = filter.standing(state);
        let here = (filter.state == state).then_some("true");
        let rows = Rows::Items(of_state);
        let to = href(&rows.slug());
        let label = state.map_or("全部", ItemState::label);
        let count = words(move || office.county(|county| county.count(&rows)).to_string());
        el("a")
            .attr("href", to)
            .attr("aria-current", here)
            .child(format!("{label} "))
            .child(el("strong").child(count))
            .view()
    }));
    el("nav")
        .class("toggles")
        .attr("aria-label", "按状态看")
        .child(links)
        .view()
}

// Branches

fn branch_keys(county: &County, filter: BranchFilter, words: &str) -> Vec<String> {
    let found = if words.trim().is_empty() {
        county.branches(filter)
    } else {
        county.search_branches(words)
    };
    let mut keys = Vec::new();
    for row in found {
        let place = row
            .line
            .branches
            .iter()
            .position(|cell| std::ptr::eq(cell, row.cell));
        if let (Some(place), true) = (place, filter.takes(row.cell)) {
            let bundle = row.line.bundle().map(ToString::to_string).unwrap_or_default();
            let now = grade(row.cell.now());
            let items = row.cell.items;
            keys.push(format!(
                "{}\n{place}\n{bundle} {now} {} {} {}",
                row.line.key, row.cell.name, items.open, items.overdue
            ));
        }
    }
    keys
}

fn branch_table(office: Office, keys: Derived<Vec<String>>) -> AnyView {
    let heads = heads(&[
        "支部",
        "单位",
        "原定 → 目标",
        "现等次",
        "整改项目",
        "好事实事、承诺",
        "满意率",
    ]);
    virtual_table("branches", "支部", heads, keys, move |key| {
        office.county_untracked(|county| {
            let place = key
                .split('\n')
                .nth(1)
                .and_then(|place| place.parse::<usize>().ok());
            let line = county.line(named(key));
            let cell = line.zip(place).and_then(|(line, place)| line.branches.get(place));
            match (line, cell) {
                (Some(line), Some(cell)) => branch_cells(&BranchRow { line, cell }),
                _ => Vec::new(),
            }
        })
    })
}

/// A grade's name, and words for none.
pub(super) fn grade(grade: Option<Grade>) -> &'static str {
    grade.map_or("没有填", Choose::label)
}

fn branch_cells(row: &BranchRow<'_>) -> Vec<AnyView> {
    let cell = row.cell;
    let state = match (cell.is_received(), cell.is_surplus()) {
        (false, _) => tag("open", "○ 未报"),
        (true, true) => tag("warnings", "！不在花名册"),
        _ if cell.differs() => tag("warnings", format!("！自报{}", grade(cell.own_initial))),
        _ if cell.is_key() => tag("waiting", "★ 重点整顿"),
        _ => nothing(),
    };
    let name = parts(vec![
        part(branch_name(row, cell.name.clone())),
        part(el("div").child(state)),
    ]);
    let rise = format!("{} → {}", grade(cell.initial), grade(cell.target));
    let now = match (cell.is_promoted(), cell.is_improved) {
        (true, _) => tag("done", "↑ 已晋位"),
        (false, true) => span("hint", "有新的提高"),
        _ => nothing(),
    };
    let items = cell.items;
    let open = match items.overdue {
        0 => format!("未销号 {}", items.open),
        overdue => format!("未销号 {}，超期 {overdue}", items.open),
    };
    let of = |count: Option<u32>| count.unwrap_or_default();
    let [deeds, pledges, votes] = row.sent().map_or_else(
        || ["", "", ""].map(str::to_owned),
        |sent| {
            let rate = sent
                .votes
                .and_then(|votes| satisfaction_rate(votes.into(), of(sent.votes_against).into()));
            [
                format!("好事 {}/{}", of(sent.deeds_done), of(sent.deeds)),
                format!("兑现承诺 {}/{}", of(sent.pledges_kept), of(sent.pledges)),
                rate.map_or_else(|| "没有评议".to_owned(), percent),
            ]
        },
    );
    let all_items = link("", items_of(row), format!("{} 项", items.all()));
    vec![
        name,
        two(unit_name(row.line), cell.secretary.clone()),
        rise.part(),
        parts(vec![part(grade(cell.now())), part(el("div").child(now))]),
        two(if items.all() > 0 { all_items } else { nothing() }, open),
        two(deeds.part(), pledges),
        votes.part(),
    ]
}

/// Tenths of a per cent, written out.
pub(super) fn percent(tenths: u32) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

fn items_of(row: &BranchRow<'_>) -> String {
    let filter = ItemFilter {
        unit: Some(row.line.key.clone()),
        branch: row.cell.book.clone(),
        ..ItemFilter::default()
    };
    href(&Rows::Items(filter).slug())
}

// Items

fn item_key(row: &ItemRow<'_>) -> String {
    let bundle = row.line.bundle().map(ToString::to_string).unwrap_or_default();
    format!("{}\n{}\n{bundle} {}", row.line.key, row.item.id, row.state.code())
}

fn item_table(office: Office, keys: Derived<Vec<String>>) -> AnyView {
    let app = expect_context::<App>();
    let heads = heads(&[
        "具体项目",
        "单位和支部",
        "类型、类别",
        "承办责任人",
        "完成时限",
        "状态",
    ]);
    virtual_table("items", "整改项目", heads, keys, move |key| {
        let name = key.split('\n').nth(1).unwrap_or_default();
        office.county_untracked(|county| {
            let row = county.item(named(key), name);
            row.map_or_else(Vec::new, |row| item_cells(app, &row))
        })
    })
}

/// The address of an item in the plan that came.
pub(super) fn item_href(row: &ItemRow<'_>) -> Option<String> {
    let branch = BranchRow {
        line: row.line,
        cell: row.branch,
    };
    let page = branch_href(&branch, "ledger")?;
    Some(format!("{page}?at={}", record_id(row.item.item.as_ref()?)))
}

fn item_cells(app: App, row: &ItemRow<'_>) -> Vec<AnyView> {
    let item = row.item;
    let project = if item.project.is_empty() {
        "（没有写明项目）".to_owned()
    } else {
        format!("{}. {}", item.number.unwrap_or_default(), item.project)
    };
    let project = match item_href(row) {
        Some(href) => link("", href, project),
        None => span("", project),
    };
    let kind = item.kind.map_or("没有填类型", |kind| kind.label());
    let kind = if item.label.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}：{}", item.label)
    };
    let category = item.category.map_or("没有填类别", |category| category.label());
    let term = item.term.map_or("", |term| term.label());
    let due = item.due.map_or_else(|| "没有时限".to_owned(), date);
    let left = match (row.state, item.due, item.closed_on) {
        (ItemState::Closed, _, Some(closed)) => format!("{}销号", date(closed)),
        (ItemState::Waiting, ..) => String::new(),
        (_, Some(due), _) => countdown(due, app.today.get_untracked(), &app.programme.read_untracked()).words,
        _ => String::new(),
    };
    let planned = item
        .planned
        .map_or_else(String::new, |planned| format!("，原定{}", date(planned)));
    let cased = if row.is_cased {
        el("div").class("hint").child("已收为案例").view()
    } else {
        nothing()
    };
    vec![
        project,
        two(unit_name(row.line), row.branch.short_name(&row.line.name)),
        two(kind.part(), format!("{category} {term}")),
        item.handler.clone().part(),
        two(due.part(), format!("{left}{planned}")),
        parts(vec![part(item_tag(row.state)), part(cased)]),
    ]
}

// Periods of duties

/// The key of a duty's period: unit, duty, first day, branch and leader, and then how it stands.
fn duty_key(row: &DutyRow<'_>) -> String {
    let branch = row.branch.map_or("", |branch| branch.id.as_str());
    let (unit, duty, first) = (&row.line.key, row.duty.code(), row.span.first);
    format!(
        "{unit}\n{duty}\n{first}\n{branch}\n{}\n{}",
        row.leader,
        mark(&row.state).0
    )
}

fn duty_keys(county: &County, filter: &DutyFilter, words: &str) -> Vec<String> {
    let words = words.trim();
    let mut keys = Vec::new();
    for row in county.duty_rows(filter) {
        let branch = row.branch.map_or("", |branch| branch.name.as_str());
        let texts = [row.line.name.as_str(), branch, row.leader];
        if words.is_empty() || texts.iter().any(|text| text.contains(words)) {
            keys.push(duty_key(&row));
        }
    }
    keys
}

fn duty_table(office: Office, keys: Derived<Vec<String>>) -> AnyView {
    let heads = heads(&["哪一期", "单位和支部", "状态", "理由"]);
    virtual_table("periods", "日程", heads, keys, move |key| {
        let mut parts = key.split('\n').skip(1);
        let duty = parts.next().and_then(Duty::from_code);
        let filter = DutyFilter {
            unit: Some(named(key).to_owned()),
            duty: duty.map_or(Pick::Any, Pick::Is),
            period: parts.next().and_then(|first| first.parse().ok()),
            ..DutyFilter::default()
        };
        office.county_untracked(|county| {
            let rows = county.duty_rows(&filter);
            let row = rows.iter().find(|row| duty_key(row) == key);
            row.map_or_else(Vec::new, duty_cells)
        })
    })
}

/// A state's name in the style sheet, its mark and its word.
fn mark(state: &DutyState) -> (&'static str, &'static str, &'static str) {
    match state {
        DutyState::Done => ("done", "✓", "已完成"),
        DutyState::Excused(_) => ("waiting", "说", "已说明理由"),
        DutyState::Missing => ("errors", "✕", "缺"),
        DutyState::Running { .. } => ("open", "◷", "本期"),
        DutyState::Ahead => ("open", "·", "还没到"),
    }
}

/// The address of a duty's records in the plan that came.
fn duty_href(row: &DutyRow<'_>) -> Option<String> {
    let links = Links(Some(row.line.bundle()?.to_string()));
    let slug = match row.duty {
        Duty::WeeklySummary => "weekly",
        Duty::PublicNotice => "notices",
        Duty::DispatchMeeting => return Some(links.unit("dispatch")),
        Duty::Bulletin => return Some(links.unit("bulletins")),
        Duty::GuidanceVisit => return Some(links.unit("visits")),
    };
    Some(links.branch(row.branch?.book.as_ref()?, slug))
}

fn duty_cells(row: &DutyRow<'_>) -> Vec<AnyView> {
    let period = format!(
        "{} {}",
        row.duty.label(),
        crate::ui::words::span(row.duty.is_weekly(), &row.span)
    );
    let period = match duty_href(row) {
        Some(href) => link("", href, period),
        None => span("", period),
    };
    let branch = row.branch.map_or("", |branch| branch.name.as_str());
    let who = format!("{branch} {}", row.leader);
    let (look, mark, word) = mark(&row.state);
    let reason = match &row.state {
        DutyState::Excused(reason) => reason.as_str(),
        _ => "",
    };
    vec![
        period,
        two(unit_name(row.line), who.trim()),
        tag(look, format!("{mark} {word}")),
        reason.to_owned().part(),
    ]
}
