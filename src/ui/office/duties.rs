//! 日程完成: what comes back every week and month, unit by unit and period by period.

use super::county::share;
use super::figure::{county_nav, figure, href, legend, sift_box};
use super::units::{named, unit_name};
use super::virtual_list::virtual_table;
use crate::county::{Asked, County, DutyFilter, DutyMark, DutyTally, Pick, Rows, UnitFilter};
use crate::domain::{Choose as _, Duty};
use crate::notice::Span;
use crate::state::office::office;
use crate::state::{Changing, OpenWorkspace};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, derived, h1, live, live_if, p};
use crate::ui::words;
use chrono::{Datelike as _, NaiveDate};
use leptos::prelude::*;

/// The key of the row of all units together.
const ALL: &str = "*";

/// The marks, as on the unit's own calendar.
const MARKS: [(&str, &str, &str); 5] = [
    ("done", "✓", "已完成"),
    ("missing", "✕", "有缺"),
    ("excused", "说", "没有开展，已说明"),
    ("running", "◷", "本期"),
    ("ahead", "·", "还没到"),
];

/// The page of one duty.
pub(super) fn duties(open: &OpenWorkspace, asked: &Asked) -> AnyView {
    let office = office(open);
    let duty = asked.get("duty").and_then(Duty::from_code);
    let duty = duty.unwrap_or(Duty::WeeklySummary);
    let sought = Changing::new(String::new());
    let keys = derived(move || {
        let words = sought.get();
        let words = words.trim();
        office.county(|county| {
            let table = county.duty_table(duty);
            let today = county.today();
            let mut keys = vec![format!("{ALL}\n{today} {}", tallies(table.total))];
            for (line, periods, _) in &table.units {
                if words.is_empty() || line.name.contains(words) {
                    keys.push(format!("{}\n{today} {}", line.key, tallies(periods)));
                }
            }
            keys
        })
    });
    let spans = office.county_untracked(|county| county.duty_table(duty).spans.to_vec());
    let mut heads = vec!["单位".to_owned(), "完成".to_owned()];
    heads.extend(spans.iter().map(|span| number(duty, span)));
    let list = virtual_table("matrix", "日程完成", heads, keys, move |key| {
        let unit = named(key).to_owned();
        office.county_untracked(|county| row_of(county, duty, &unit, &spans))
    });
    let silent = live(move || {
        office.county(|county| {
            let filter = UnitFilter::In(crate::county::SubmissionState::Missing);
            let missing = county.units(filter).len();
            el("p")
                .class("hint")
                .child("没有报来的单位不在表里：")
                .child(figure(missing, &Rows::Units(filter)))
                .child(" 个。数字是“已完成/应做”或者完成的比例；点一格打开背后的每一行。")
                .view()
        })
    });
    parts(vec![
        part(h1("日程完成")),
        part(county_nav("duties")),
        part(live(move || office.county(|county| choice(county, duty)))),
        part(legend(&MARKS, "data-duty-state")),
        part(el("div").class("tools").child(sift_box("只看这些单位", sought))),
        part(live_if(
            move || keys.read().len() == 1,
            || p("none", "没有这样的单位报来。"),
        )),
        part(list),
        part(silent),
    ])
}

/// The duties, each with what is done of it.
fn choice(county: &County, duty: Duty) -> AnyView {
    let links = all(Duty::VALUES.iter().map(|known| {
        let tally = county.total().sum_of_duty(*known);
        el("a")
            .attr("href", href(&format!("duties~duty={}", known.code())))
            .attr("aria-current", (*known == duty).then_some("true"))
            .child(format!("{} ", known.label()))
            .child(el("strong").child(share(tally)))
            .view()
    }));
    el("nav")
        .class("toggles")
        .attr("aria-label", "事项")
        .child(links)
        .view()
}

/// What a row shows, in short, as part of its key.
fn tallies(periods: &[DutyTally]) -> String {
    let mut all = String::new();
    for tally in periods {
        for count in [tally.done, tally.excused, tally.missing] {
            all.push_str(&count.to_string());
            all.push(' ');
        }
    }
    all
}

/// A week's number, or a month's name.
fn number(duty: Duty, span: &Span) -> String {
    if duty.is_weekly() {
        span.number.to_string()
    } else {
        format!("{}月", span.first.month())
    }
}

fn row_of(county: &County, duty: Duty, unit: &str, spans: &[Span]) -> Vec<AnyView> {
    let line = county.line(unit);
    let filter = DutyFilter {
        unit: line.map(|line| line.key.clone()),
        duty: Pick::Is(duty),
        ..DutyFilter::default()
    };
    let (name, all_of_it) = match line {
        Some(line) => (unit_name(line), &line.counts),
        None if unit == ALL => (el("strong").child("全部单位").view(), county.total()),
        None => return Vec::new(),
    };
    let sum = all_of_it.sum_of_duty(duty);
    let lacking = DutyFilter {
        mark: Some(DutyMark::Missing),
        ..filter.clone()
    };
    let done = parts(vec![
        part(format!("{}/{}", sum.done, sum.due())),
        part(
            el("div")
                .class("hint")
                .child("缺 ")
                .child(figure(sum.missing, &Rows::Duties(lacking))),
        ),
    ]);
    let mut row = vec![name, done];
    let periods = all_of_it.of_duty(duty);
    for (at, span) in spans.iter().enumerate() {
        let tally = periods.get(at).copied().unwrap_or_default();
        let filter = DutyFilter {
            period: Some(span.first),
            ..filter.clone()
        };
        row.push(cell(duty, span, tally, filter, county.today()));
    }
    row
}

/// One unit in one period: what is worst in it stands for it.
fn cell(duty: Duty, span: &Span, tally: DutyTally, filter: DutyFilter, today: NaiveDate) -> AnyView {
    let (code, look, word) = match tally {
        DutyTally { missing: 1.., .. } => ("missing", "✕", "有缺"),
        DutyTally { excused: 1.., .. } => ("excused", "说", "没有开展的说明了理由"),
        DutyTally { done: 1.., .. } => ("done", "✓", "完成"),
        _ if span.has_begun(today) && !span.is_over(today) => ("running", "◷", "本期"),
        _ if span.is_over(today) => ("ahead", "—", "不要求"),
        _ => ("ahead", "·", "还没到"),
    };
    // Numbers that are too wide for a cell are told as a share.
    let counted = match tally.due() {
        0 => String::new(),
        due @ 1..=9 => format!("{}/{due}", tally.done),
        _ => share(tally),
    };
    let name = words::span(duty.is_weekly(), span);
    let label = match tally.due() {
        0 => format!("{name}：{word}"),
        due => format!("{name}：{word}，完成 {}，应做 {due}，{counted}", tally.done),
    };
    let element = if tally.due() > 0 {
        el("a")
            .attr("href", href(&Rows::Duties(filter).slug()))
            .attr("aria-label", label)
    } else {
        el("span").attr("role", "img").attr("aria-label", label)
    };
    element
        .class("cell")
        .attr("data-duty-state", code)
        .child(el("span").class("mark").attr("aria-hidden", "true").child(look))
        .child(counted)
        .view()
}
