//! 全县情况: what came, held against the notice, and what it adds up to; every figure opens to its rows.

use super::figure::{county_nav, figure, href, numbers, tile, tiles, worded};
use super::rows::percent;
use crate::county::{
    BranchFilter, BranchRow, County, DutyFilter, DutyMark, DutyTally, GradeLine, ItemState, ItemsLine, Pick,
    Rows, SubmissionState, Totals, UnitFilter,
};
use crate::domain::{Choose as _, Duty};
use crate::papers::date;
use crate::state::office::office;
use crate::state::{App, OpenWorkspace};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{all, h1, link, live, nothing, p, section, span, table_row, tag};
use leptos::prelude::*;

/// The page.
pub(super) fn county(open: &OpenWorkspace) -> AnyView {
    let office = office(open);
    let app = expect_context::<App>();
    let page = live(move || {
        let due = date(app.programme.read().plan_due.value);
        office.county(|county| {
            let totals = county.totals();
            parts(vec![
                part(submissions(county, &due)),
                part(grades(county, &totals)),
                part(promotion(county)),
                part(items(county)),
                part(duties(county)),
                part(others(county)),
            ])
        })
    });
    parts(vec![part(h1("全县情况")), part(county_nav("county")), part(page)])
}

/// 通-3: who has handed in.
fn submissions(county: &County, due: &str) -> AnyView {
    let mut all = Vec::new();
    let mut put = |filter: UnitFilter, label: &'static str, note: &str| {
        let count = county.units(filter).len();
        all.push(tile(count.to_string(), label, note, &Rows::Units(filter)));
    };
    let of_all = if county.has_register() {
        "花名册里的"
    } else {
        "没有花名册，只算报来的"
    };
    put(UnitFilter::All, "单位", of_all);
    put(UnitFilter::Received, "已经报来", "");
    put(UnitFilter::Late, "报来时已逾期", &format!("{due}以后"));
    for state in SubmissionState::ALL {
        let note = match state {
            SubmissionState::Received => "按时，还没有意见",
            SubmissionState::Late => "还没有意见",
            _ => "",
        };
        put(UnitFilter::In(state), state.label(), note);
    }
    section("", "报送与审阅", tiles(all))
}

/// 前-1: 45 = 13 + 26 + 5 + 1, and who is missing or too many by name.
fn grades(county: &County, totals: &Totals<'_>) -> AnyView {
    let line = |line: &GradeLine| {
        let entered = figure(line.entered, &Rows::Branches(BranchFilter::Entry(line.grade)));
        let received = figure(
            line.received,
            &Rows::Branches(BranchFilter::OwnInitial(line.grade)),
        );
        let differs = GradeLine::words(line.received, line.expected);
        let differs = if differs.is_empty() {
            tag("done", "✓ 相符")
        } else {
            tag("warnings", format!("！{differs}"))
        };
        let cells = vec![
            ("通知", line.expected.to_string().part()),
            ("花名册", entered),
            ("已报", received),
            ("已报与通知", differs),
        ];
        table_row(line.label().part(), cells)
    };
    let rows = parts(vec![
        part(all(totals.grades.iter().map(line))),
        part(line(&totals.total)),
    ]);
    let heads = ["原定等次", "通知", "花名册", "已报", "已报与通知"];
    let verdict = if totals.agrees() {
        let all = totals.total.expected;
        p(
            "accepted",
            format!("✓ 与通知一致：{all} 个支部，一个不缺，一个不多。"),
        )
    } else {
        nothing()
    };
    let twice = if totals.twice.is_empty() {
        nothing()
    } else {
        let lines = all(totals
            .twice
            .iter()
            .map(|twice| el("li").child(twice.words.clone()).view()));
        parts(vec![
            part(el("h3").child(format!("重复的（{} 处）", totals.twice.len()))),
            part(el("ul").class("plain").child(lines)),
            part(el("p").child(link("", "#/office/matches", "去核对"))),
        ])
    };
    let named = if county.has_register() {
        parts(vec![
            part(names("还没有报来的支部", &totals.missing, BranchFilter::Missing)),
            part(names(
                "报来了、不在花名册里的支部",
                &totals.surplus,
                BranchFilter::Surplus,
            )),
        ])
    } else {
        el("p")
            .class("hint")
            .child("没有花名册，说不出缺了哪几个支部。")
            .child(link("", "#/office/register", "建立花名册"))
            .view()
    };
    let body = parts(vec![
        part(verdict),
        part(numbers(&heads, rows)),
        part(named),
        part(names(
            "自报等次与花名册不同的支部",
            &totals.differing,
            BranchFilter::Differs,
        )),
        part(twice),
    ]);
    section("totals", "支部和等次，与通知核对（前-1）", body)
}

/// Branches by name, the first of them; the rest behind the figure.
fn names(title: &'static str, rows: &[BranchRow<'_>], filter: BranchFilter) -> AnyView {
    const SHOWN: usize = 45;
    if rows.is_empty() {
        return nothing();
    }
    let lines = all(rows.iter().take(SHOWN).map(|row| {
        let name = format!("{}　{}", row.line.name, row.cell.short_name(&row.line.name));
        el("li").child(name).view()
    }));
    let more = if rows.len() > SHOWN {
        "，下面是前 45 个"
    } else {
        ""
    };
    let open = (rows.len() <= 10).then_some("");
    el("details")
        .attr("open", open)
        .child(el("summary").child(format!("{title}：{} 个{more}", rows.len())))
        .child(el("ul").class("names").child(lines))
        .child(el("p").child(worded(rows.len(), "看全部".to_owned(), &Rows::Branches(filter))))
        .view()
}

/// 通-2e, 三.1: who rose.
fn promotion(county: &County) -> AnyView {
    let mut all = Vec::new();
    for shown in county.figures() {
        if let Rows::Branches(filter) = &shown.rows
            && *filter != BranchFilter::Received
        {
            let words = match shown.whole {
                Some(whole) => format!("{} / {whole}", shown.part),
                None => shown.part.to_string(),
            };
            all.push(tile(words, shown.label, shown.clause, &shown.rows));
        }
    }
    section("", "晋位升级", tiles(all))
}

/// 一.1-b, 一.3: items by type, category and term.
fn items(county: &County) -> AnyView {
    let whole = county.all_items();
    let one = |title: &'static str, lines: Vec<ItemsLine>| {
        let shown = lines.iter().filter(|line| line.counts.all() > 0).chain([&whole]);
        let rows = all(shown.map(items_row));
        numbers(
            &[title, "全部", "未销号", "其中超期", "其中等确认", "已销号"],
            rows,
        )
    };
    let body = parts(vec![
        part(one("问题类型", county.items_by_type())),
        part(one("任务类别", county.items_by_category())),
        part(one("长、中、短期", county.items_by_term())),
    ]);
    section("items-tables", "整改项目", body)
}

fn items_row(line: &ItemsLine) -> AnyView {
    let cell = |label: &'static str, state: Option<ItemState>| {
        let rows = Rows::Items(line.filter.standing(state));
        (label, figure(line.counts.of(state), &rows))
    };
    let cells = vec![
        cell("全部", None),
        cell("未销号", Some(ItemState::Open)),
        cell("其中超期", Some(ItemState::Overdue)),
        cell("其中等确认", Some(ItemState::Waiting)),
        cell("已销号", Some(ItemState::Closed)),
    ];
    table_row(line.label.part(), cells)
}

/// 二.1-b, 二.2-d: what comes back every week and month.
fn duties(county: &County) -> AnyView {
    let rows = all(Duty::VALUES.iter().map(|duty| {
        let tally = county.total().sum_of_duty(*duty);
        let to = |mark: Option<DutyMark>| {
            Rows::Duties(DutyFilter {
                duty: Pick::Is(*duty),
                mark,
                ..DutyFilter::default()
            })
        };
        let cells = vec![
            ("应做", figure(tally.due(), &to(None))),
            ("已完成", figure(tally.done, &to(Some(DutyMark::Done)))),
            ("已说明理由", figure(tally.excused, &to(Some(DutyMark::Excused)))),
            ("缺", figure(tally.missing, &to(Some(DutyMark::Missing)))),
            ("完成率", share(tally).part()),
        ];
        let slug = format!("duties~duty={}", duty.code());
        table_row(link("", href(&slug), duty.label()), cells)
    }));
    let heads = ["事项", "应做", "已完成", "已说明理由", "缺", "完成率"];
    section("", "日程完成（截至今天）", numbers(&heads, rows))
}

/// How much of what was due is done, in words.
pub(super) fn share(tally: DutyTally) -> String {
    match tally.due() {
        0 => "—".to_owned(),
        due => format!("{}%", tally.done * 100 / due),
    }
}

/// What else is counted over the branches.
fn others(county: &County) -> AnyView {
    let total = county.total();
    let rows = Rows::Branches(BranchFilter::Received);
    let of = |part: usize, whole: usize| format!("{part} / {whole}");
    let satisfaction = total.satisfaction().map_or_else(|| "—".to_owned(), percent);
    let broken = format!("没有兑现 {}", total.pledges_broken);
    let votes = format!("{} 张有效票，{} 张不满意", total.votes, total.votes_against);
    let all = vec![
        tile(
            of(total.deeds_done, total.deeds),
            "办成好事实事",
            "二.2-e，计划的",
            &rows,
        ),
        tile(
            of(total.pledges_kept, total.pledges),
            "兑现党员承诺",
            &broken,
            &rows,
        ),
        tile(satisfaction, "群众满意率", &votes, &rows),
    ];
    parts(vec![
        part(section("", "好事实事、承诺和评议", tiles(all))),
        part(span("hint", "点一个数，打开它背后的每一行。")),
    ])
}
