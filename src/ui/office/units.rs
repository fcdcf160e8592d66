//! The table of units: what came from each, how it stands, and every version of it.

use super::figure::{href, worded};
use super::virtual_list::virtual_table;
use crate::county::{BranchRow, DutyFilter, ItemFilter, Rows, SubmissionState, UnitLine, Version};
use crate::domain::Choose as _;
use crate::state::office::Office;
use crate::state::{self, Changing, Derived};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::route::Links;
use crate::ui::view::{all, button, link, live, maybe, nothing, p, section, span, table, table_row, tag};
use crate::ui::words::{date, moment};
use leptos::prelude::*;

/// The element id of the table with what is below it.
const LIST: &str = "unit-list";

/// The element id of the panel that tells all of a unit.
const DETAILS: &str = "unit-details";

/// The keys of units in such a table: each names its unit and says what its row shows.
pub(super) fn unit_key(line: &UnitLine) -> String {
    let review = line.review.as_ref();
    let said = review.map_or(String::new(), |review| {
        format!("{} {} {}", review.open, review.answered, review.comments)
    });
    let bundle = line.bundle().map(ToString::to_string).unwrap_or_default();
    let (state, late, versions) = (line.state.code(), line.days_late, line.versions.len());
    let doubtful = line.doubtful().count();
    format!(
        "{}\n{state} {late} {bundle} {versions} {doubtful} {said} {} {}",
        line.key,
        line.note(),
        line.name
    )
}

/// What a key names: all before its first line's end.
pub(super) fn named(key: &str) -> &str {
    key.split('\n').next().unwrap_or_default()
}

/// The table, and below it what is known of the unit that was chosen.
pub(super) fn unit_table(office: Office, keys: Derived<Vec<String>>) -> AnyView {
    let chosen = Changing::new(None::<String>);
    let heads = [
        "单位",
        "状态",
        "报送",
        "支部和项目",
        "检查",
        "审阅意见",
        "全部版本",
    ];
    let heads = heads.iter().map(|head| (*head).to_owned()).collect();
    let list = virtual_table("units", "单位", heads, keys, move |key| {
        let key = named(key).to_owned();
        office.county_untracked(|county| {
            county
                .line(&key)
                .map_or_else(Vec::new, |line| cells(line, chosen))
        })
    });
    let details = live(move || {
        maybe(chosen.get(), |key| {
            office.county(|county| maybe(county.line(&key), |line| details(line, chosen)))
        })
    });
    el("div")
        .attr("id", LIST)
        .attr("tabindex", "-1")
        .child(list)
        .child(details)
        .view()
}

/// A unit's name, leading into its plan where it came.
pub(super) fn unit_name(line: &UnitLine) -> AnyView {
    match line.bundle() {
        Some(bundle) => link("", format!("#/received/{bundle}/"), line.name.clone()),
        None => span("", line.name.clone()),
    }
}

/// How a unit's submission stands: a mark, a word, and how late it is.
pub(super) fn state_tag(line: &UnitLine) -> AnyView {
    let owing = !line.is_received() && line.days_late > 0;
    let (look, mark) = match line.state {
        SubmissionState::Missing if owing => ("errors", "✕"),
        SubmissionState::Missing => ("open", "○"),
        SubmissionState::Received => ("waiting", "●"),
        SubmissionState::Late => ("warnings", "！"),
        SubmissionState::Returned => ("warnings", "↩"),
        SubmissionState::Reviewed => ("done", "✓"),
    };
    tag(look, format!("{mark} {}", line.state.label()))
}

/// What else there is to say of its state.
fn state_note(line: &UnitLine) -> String {
    let mut words = Vec::new();
    if line.days_late > 0 {
        words.push(format!("迟{}天", line.days_late));
    }
    if !line.note().is_empty() {
        words.push(line.note().to_owned());
    }
    if line.doubtful().next().is_some() {
        words.push("版本要核对".to_owned());
    }
    words.join("，")
}

fn cells(line: &UnitLine, chosen: Changing<Option<String>>) -> Vec<AnyView> {
    let key = line.key.clone();
    let open = button("quiet", "详情", move || {
        chosen.set(Some(key.clone()));
        state::focus_soon(DETAILS.into());
    });
    let own = if line.is_received() && line.sent_name != line.name {
        format!("自称：{}", line.sent_name)
    } else {
        String::new()
    };
    let name = parts(vec![part(unit_name(line)), part(note(own))]);
    let state = parts(vec![part(state_tag(line)), part(note(state_note(line)))]);
    let Some(summary) = line.summary() else {
        let blank = std::iter::repeat_with(nothing).take(4);
        let branches = match line.branches.len() {
            0 => nothing(),
            entered => span("hint", format!("花名册 {entered} 个支部")),
        };
        let mut cells: Vec<_> = [name, state].into_iter().chain(blank).collect();
        cells[3] = branches;
        cells.push(open);
        return cells;
    };
    let file = &summary.file;
    let count = |count: Option<u32>| count.unwrap_or_default();
    let sent = line.submitted_on.map(date).unwrap_or_default();
    let copies = match line.versions.len() {
        1 => String::new(),
        several => format!("，共 {several} 份"),
    };
    let digest = file.digest.get(..8).unwrap_or(&file.digest);
    let version = format!("第{}版{copies}，{digest}", count(file.revision));
    let content = format!("{} 个支部 {} 项", summary.branches.len(), summary.items.len());
    let left = match line.counts.items.overdue {
        0 => format!("未销号 {}", line.counts.items.open),
        overdue => format!("未销号 {}，超期 {overdue}", line.counts.items.open),
    };
    vec![
        name,
        state,
        parts(vec![part(sent), part(note(version))]),
        parts(vec![part(content), part(note(left))]),
        checked(count(file.errors), count(file.warnings)),
        said(line),
        open,
    ]
}

fn note(words: String) -> AnyView {
    if words.is_empty() {
        return nothing();
    }
    el("div").class("hint").child(words).view()
}

/// What our own check found.
fn checked(errors: u32, warnings: u32) -> AnyView {
    let errors = match errors {
        0 => span("", "✓ 没有错误"),
        errors => tag("errors", format!("✕ 错误 {errors}")),
    };
    parts(vec![part(errors), part(note(format!("提醒 {warnings}")))])
}

/// How the office's comments stand.
fn said(line: &UnitLine) -> AnyView {
    // A sheet may hold no more than the receipt.
    let review = line.review.as_ref();
    let Some(review) = review.filter(|review| review.state.is_some() || review.comments > 0) else {
        return span("hint", "还没有");
    };
    let comments = match (review.comments, review.open) {
        (0, _) => "没有意见".to_owned(),
        (all, 0) => format!("{all} 条，已办结"),
        (_, open) => format!("{open} 条未办结"),
    };
    let answered = match review.answered {
        0 => nothing(),
        answered => tag("waiting", format!("有 {answered} 条答复")),
    };
    parts(vec![part(comments), part(el("div").child(answered))])
}

/// All that is known of a unit.
fn details(line: &UnitLine, chosen: Changing<Option<String>>) -> AnyView {
    let mut facts = Vec::new();
    let mut fact = |name: &'static str, words: String| {
        if !words.is_empty() {
            facts.push(part(el("dt").child(name)));
            facts.push(part(el("dd").child(words)));
        }
    };
    fact(
        "党组织类别",
        line.kind.map(|kind| kind.label().to_owned()).unwrap_or_default(),
    );
    fact("党组织书记", line.secretary.clone());
    let matched = match (&line.entry, line.is_received()) {
        (Some(_), true) => line.matched.map_or("", crate::county::Matched::label).to_owned(),
        (Some(_), false) => "在花名册里".to_owned(),
        (None, _) => "没有对应".to_owned(),
    };
    fact("花名册", matched);
    let note = state_note(line);
    let separator = if note.is_empty() { "" } else { "，" };
    fact("状态", format!("{}{separator}{note}", line.state.label()));
    fact("首次报送", line.submitted_on.map(date).unwrap_or_default());
    if let Some(review) = &line.review
        && review.state.is_some()
    {
        let on = review.reviewed_on.map(date).unwrap_or_default();
        let of = review
            .revision
            .map(|of| format!("，对第{of}版"))
            .unwrap_or_default();
        fact(
            "审阅",
            format!("{on}{of}：意见 {} 条，未办结 {} 条", review.comments, review.open),
        );
    }
    let items = Rows::Items(ItemFilter {
        unit: Some(line.key.clone()),
        ..ItemFilter::default()
    });
    let periods = Rows::Duties(DutyFilter {
        unit: Some(line.key.clone()),
        ..DutyFilter::default()
    });
    let (open, all_items) = (line.counts.items.open, line.counts.items.all());
    let ways = if line.is_received() {
        el("p")
            .class("actions")
            .child(worded(
                all_items,
                format!("整改项目 {all_items} 项，未销号 {open} 项"),
                &items,
            ))
            .child(link("", href(&periods.slug()), "日程完成情况"))
            .view()
    } else {
        nothing()
    };
    let close = button("quiet", "收起", move || {
        chosen.set(None);
        state::focus_soon(LIST.into());
    });
    let body = parts(vec![
        part(el("dl").child(facts)),
        part(ways),
        part(versions(line)),
        part(branches(line)),
        part(el("p").class("actions").child(close)),
    ]);
    el("section")
        .class("panel")
        .attr("id", DETAILS)
        .attr("tabindex", "-1")
        .attr("aria-label", line.name.clone())
        .child(el("h2").child(unit_name(line)))
        .child(body)
        .view()
}

/// Every version that came, each to be read.
fn versions(line: &UnitLine) -> AnyView {
    if !line.is_received() {
        return p("none", "还没有收到这个单位的方案。");
    }
    let rows = all(line.versions.iter().map(version));
    let heads = ["版次", "与现用版", "导出", "收到", "错误", "提醒", "校验码"];
    let list = section("", "收到的各版", table(&heads, rows));
    let choose = if line.doubtful().next().is_some() {
        el("p")
            .child("有几份各改各的，或者另起了一本账：由人看过以后在")
            .child(link("", "#/office/matches", "对应与采用"))
            .child("里确定以哪一份为准。")
            .view()
    } else {
        nothing()
    };
    parts(vec![part(list), part(choose)])
}

fn version(version: &Version) -> AnyView {
    let file = &version.summary.file;
    let count = |count: Option<u32>| count.unwrap_or_default().to_string().part();
    let look = if version.relation.is_doubtful() {
        "warnings"
    } else {
        "open"
    };
    let name = format!("第{}版", file.revision.unwrap_or_default());
    let cells = vec![
        ("与现用版", tag(look, version.relation.label())),
        ("导出", moment(&file.created_at).part()),
        ("收到", moment(&file.received_at).part()),
        ("错误", count(file.errors)),
        ("提醒", count(file.warnings)),
        ("校验码", span("digest", file.digest.clone())),
    ];
    let href = format!("#/received/{}/", version.summary.head.id);
    table_row(link("", href, name), cells)
}

/// The unit's branches, each leading into its book.
fn branches(line: &UnitLine) -> AnyView {
    if line.branches.is_empty() {
        return nothing();
    }
    let rows = all(line.branches.iter().map(|cell| {
        let row = BranchRow { line, cell };
        let grade = |grade: Option<crate::domain::Grade>| grade.map_or("—", crate::domain::Choose::label);
        let cells = vec![
            ("原定等次", grade(cell.initial).part()),
            ("目标等次", grade(cell.target).part()),
            ("项目", cell.items.all().to_string().part()),
            ("未销号", cell.items.open.to_string().part()),
            ("超期", cell.items.overdue.to_string().part()),
        ];
        table_row(branch_name(&row, cell.name.clone()), cells)
    }));
    let heads = ["支部", "原定等次", "目标等次", "项目", "未销号", "超期"];
    section("", "支部", table(&heads, rows))
}

/// A branch's name, leading to its goal in its book where it came.
pub(super) fn branch_name(row: &BranchRow<'_>, name: String) -> AnyView {
    match branch_href(row, "goal") {
        Some(href) => link("", href, name),
        None => span("", name),
    }
}

/// The address of a topic of a branch in the plan that came.
pub(super) fn branch_href(row: &BranchRow<'_>, slug: &str) -> Option<String> {
    let bundle = row.line.bundle()?;
    row.cell.place?;
    let links = Links(Some(bundle.to_string()));
    Some(links.branch(row.cell.book.as_ref()?, slug))
}
