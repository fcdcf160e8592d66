//! 共性问题 (一.1-b, 一.1-c): problems by type over all units, all units' answers side by side, and the cases chosen from
//! what was solved.

use super::figure::{county_nav, figure, href, pager, sift_box, window};
use super::rows::item_href;
use super::units::unit_name;
use crate::county::{Asked, CommonProblem, County, ItemFilter, ItemState, Pick, Rows};
use crate::domain::{Choose as _, Id, ProblemType, Record, TypicalCase, Value};
use crate::papers::date;
use crate::rules::bare;
use crate::state::office::{Office, office};
use crate::state::{self, App, Changing, Edit, OpenBooks, OpenWorkspace, new_id};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::route::field_id;
use crate::ui::view::{
    all, button, derived, h1, link, live, maybe, nothing, p, section, span, table, table_row, tag,
};
use leptos::prelude::*;

/// How many of a long list stand on one page.
const SHOWN: usize = 24;

/// The page: the types, and all about the one that is asked for.
pub(super) fn problems(open: &OpenWorkspace, asked: &Asked) -> AnyView {
    let office = office(open);
    let open = *open;
    let filter = ItemFilter::asked(asked).filter(|filter| filter.kind != Pick::Any);
    let types = live(move || office.county(types));
    let chosen = maybe(filter, |filter| one(&open, office, filter));
    parts(vec![
        part(h1("共性问题")),
        part(county_nav("problems")),
        part(p(
            "lead",
            "按类型看：多少项、几个支部有、各单位怎么解决的；从销了号的里面挑典型案例，下发给各地借鉴。",
        )),
        part(types),
        part(chosen),
    ])
}

/// The address of a type's own part of the page.
fn page_of(filter: &ItemFilter) -> String {
    href(&filter.ask(Asked::of("problems")).slug())
}

/// Every type with its counts.
fn types(county: &County) -> AnyView {
    const OTHERS: usize = 40;
    let problems = county.common_problems();
    let named = ProblemType::VALUES.len() - 1;
    let shown = problems.iter().take(named + OTHERS);
    let rows = all(shown.map(type_row));
    let rest = match problems.len().saturating_sub(named + OTHERS) {
        0 => nothing(),
        rest => p(
            "hint",
            format!("另有 {rest} 类只在少数支部出现，没有列出；在项目里查得到。"),
        ),
    };
    let heads = [
        "问题类型",
        "支部",
        "单位",
        "全部项目",
        "未销号",
        "超期",
        "已销号",
        "解决方案",
        "案例",
    ];
    parts(vec![part(table(&heads, rows)), part(rest)])
}

fn type_row(problem: &CommonProblem<'_>) -> AnyView {
    let of = |state: Option<ItemState>| {
        figure(
            problem.counts.of(state),
            &Rows::Items(problem.filter.standing(state)),
        )
    };
    let common = if problem.is_common() {
        tag("waiting", "共性")
    } else {
        nothing()
    };
    let closed = problem.counts.closed;
    let cases = match problem.cased {
        0 if closed > 0 => tag("warnings", "！还没有"),
        cased => span("", cased.to_string()),
    };
    let name = parts(vec![
        part(link("", page_of(&problem.filter), problem.name.clone())),
        part(" "),
        part(common),
    ]);
    let number = |count: usize| count.to_string().part();
    let cells = vec![
        ("支部", number(problem.branches)),
        ("单位", number(problem.units)),
        ("全部项目", of(None)),
        ("未销号", of(Some(ItemState::Open))),
        ("超期", of(Some(ItemState::Overdue))),
        ("已销号", of(Some(ItemState::Closed))),
        ("解决方案", number(problem.solutions.len())),
        ("案例", cases),
    ];
    table_row(name, cells)
}

/// The type that a filter asks for.
fn found<'a>(county: &'a County, filter: &ItemFilter) -> Option<CommonProblem<'a>> {
    let mut all = county.common_problems().into_iter();
    all.find(|problem| problem.filter.kind == filter.kind && problem.filter.label == filter.label)
}

/// All about one type.
fn one(open: &OpenWorkspace, office: Office, filter: ItemFilter) -> AnyView {
    let books = open.books;
    let name = office.county_untracked(|county| found(county, &filter).map(|problem| problem.name));
    let Some(name) = name else {
        return p("none", "没有这一类问题。");
    };
    parts(vec![
        part(el("h2").attr("id", "type").child(name)),
        part(solutions(office, filter.clone())),
        part(cases(books, filter.clone())),
        part(choosing(books, office, filter)),
    ])
}

/// All units' answers side by side.
fn solutions(office: Office, filter: ItemFilter) -> AnyView {
    let page = Changing::new(0_usize);
    let sought = Changing::new(String::new());
    let places = derived(move || {
        let words = sought.get();
        let words = words.trim();
        page.set(0);
        office.county(|county| {
            let mut places = Vec::new();
            let problem = found(county, &filter);
            for row in problem.iter().flat_map(|problem| &problem.solutions) {
                let texts = [&row.line.name, &row.solution.approach, &row.solution.steps];
                if words.is_empty() || texts.iter().any(|text| text.contains(words)) {
                    places.push((row.line.key.clone(), row.solution.id.clone()));
                }
            }
            places
        })
    });
    let cards = live(move || {
        let places = places.read();
        if places.is_empty() {
            return p("none", "没有单位写过这一类的解决方案。");
        }
        let (from, to) = window(page.get(), SHOWN, places.len());
        office.county(|county| {
            let cards = all(places[from..to].iter().map(|(key, id)| solution(county, key, id)));
            el("ul").class("side-by-side").child(cards).view()
        })
    });
    let title = crate::ui::view::words(move || format!("各单位的解决方案（{}）", places.read().len()));
    el("section")
        .child(el("h3").child(title))
        .child(
            el("div")
                .class("tools")
                .child(sift_box("在解决方案里查找", sought)),
        )
        .child(cards)
        .child(pager(page, SHOWN, "份", move || places.read().len()))
        .view()
}

fn solution(county: &County, key: &str, id: &Id) -> AnyView {
    let line = county.line(key);
    let summary = line.and_then(|line| line.summary());
    let solution = summary.and_then(|summary| summary.solutions.iter().find(|one| one.id == *id));
    let (Some(line), Some(solution)) = (line, solution) else {
        return nothing();
    };
    let name = match line.bundle() {
        Some(bundle) => link(
            "",
            format!("#/received/{bundle}/unit/solutions"),
            line.name.clone(),
        ),
        None => unit_name(line),
    };
    let applies = if solution.applies_to.is_empty() {
        nothing()
    } else {
        p("hint", format!("适用：{}", solution.applies_to))
    };
    el("li")
        .child(el("h4").child(name))
        .child(p("written", solution.approach.clone()))
        .child(p("written", solution.steps.clone()))
        .child(applies)
        .view()
}

/// Solved problems of the type that are not cases yet; one press makes a case of one.
fn choosing(books: OpenBooks, office: Office, filter: ItemFilter) -> AnyView {
    let page = Changing::new(0_usize);
    let keys = derived(move || {
        office.county(|county| {
            let rows = county.cases_to_choose(&filter).into_iter();
            let keys = rows.map(|row| (row.line.key.clone(), row.item.id.to_string()));
            keys.collect::<Vec<_>>()
        })
    });
    let list = live(move || {
        let keys = keys.read();
        if keys.is_empty() {
            return p("none", "没有还没收集的已销号项目。");
        }
        let (from, to) = window(page.get(), SHOWN, keys.len());
        office.county(|county| {
            let lines = all(keys[from..to].iter().filter_map(|(line, item)| {
                let row = county.item(line, item)?;
                let case = row.case()?;
                let project = match item_href(&row) {
                    Some(href) => link("", href, case.problem.clone()),
                    None => span("", case.problem.clone()),
                };
                Some(candidate(books, case, project))
            }));
            el("ul").class("side-by-side candidates").child(lines).view()
        })
    });
    let title = crate::ui::view::words(move || format!("已经解决、可以收为案例的（{}）", keys.read().len()));
    el("section")
        .attr("id", "candidates")
        .attr("tabindex", "-1")
        .attr("aria-label", "可以收为案例的")
        .child(el("h3").child(title))
        .child(list)
        .child(pager(page, SHOWN, "项", move || keys.read().len()))
        .view()
}

/// A solved problem, how it was solved and what came of it.
fn candidate(books: OpenBooks, case: TypicalCase, project: AnyView) -> AnyView {
    let closed = case.source_closed_on.map(date).unwrap_or_default();
    let method = format!("措施：{}", case.method);
    let effect = format!("结果：{}", case.effect);
    let name = format!("{}（{closed}销号）", case.branch_name);
    el("li")
        .child(el("h4").child(project))
        .child(p("hint", name))
        .child(p("written", method))
        .child(p("written", effect))
        .child(button("quiet", "收为案例", move || collect(books, &case)))
        .view()
}

/// Makes a case. What was pressed is gone then: the focus goes to what is left.
fn collect(books: OpenBooks, case: &TypicalCase) {
    let Some(document) = office_book(books) else {
        return;
    };
    let record: &dyn Record = case;
    let fields = record.def().fields.iter();
    let preset = fields.filter_map(|field| Some((field.name, record.get(field.name)?)));
    let added = books.dispatch(Edit::Add {
        document,
        collection: "typical_cases",
        after: None,
        id: new_id(),
        preset: preset.collect(),
    });
    if added.is_ok() {
        state::focus_soon("candidates".into());
    }
}

fn office_book(books: OpenBooks) -> Option<Id> {
    books.with(|own| own.office.as_ref().map(|office| office.id().clone()))
}

/// The cases of the type that were made so far, and their going out to the schools.
fn cases(books: OpenBooks, filter: ItemFilter) -> AnyView {
    let app = expect_context::<App>();
    let list = live(move || {
        books.track_all();
        books.with(|own| {
            let made = own.office.iter().flat_map(|office| &office.typical_cases);
            let mut lines = Vec::new();
            for case in made {
                let label = filter.label.as_deref();
                let is_labelled = label.is_none_or(|label| bare(&case.type_label) == bare(label));
                if filter.kind.takes(case.problem_type) && is_labelled {
                    lines.push(made_case(app, books, case));
                }
            }
            if lines.is_empty() {
                return p("none", "还没有这一类的案例。");
            }
            el("ul").class("side-by-side").child(lines).view()
        })
    });
    section(
        "cases",
        "典型案例",
        parts(vec![
            part(p(
                "hint",
                "点“下发”以后，这个案例随下一次发出的花名册或审阅意见带到各单位。",
            )),
            part(list),
            part(
                el("p")
                    .class("actions")
                    .child(link("button", "#/office/issue", "去下发"))
                    .child(link("", "#/office/cases", "改案例")),
            ),
        ]),
    )
}

fn made_case(app: App, books: OpenBooks, case: &TypicalCase) -> AnyView {
    let share = |day: Option<chrono::NaiveDate>| {
        let record = case.id.clone();
        move || {
            if let Some(document) = office_book(books) {
                let _ = books.dispatch(Edit::Set {
                    document,
                    record: record.clone(),
                    field: "shared_on",
                    value: Value::Date(day),
                });
            }
        }
    };
    let (state, act) = match case.shared_on {
        Some(day) => (
            tag("done", format!("✓ {}下发", date(day))),
            button("quiet", "不下发", share(None)),
        ),
        None => (
            tag("open", "○ 还没有下发"),
            button("quiet", "下发", share(Some(app.today.get_untracked()))),
        ),
    };
    let at = format!("#/office/cases?at={}", field_id(&case.id, "problem_type"));
    el("li")
        .child(el("h4").child(link("", at, case.problem.clone())))
        .child(p("hint", case.branch_name.clone()))
        .child(p("written", format!("措施：{}", case.method)))
        .child(p("written", format!("结果：{}", case.effect)))
        .child(el("p").class("actions").child(state).child(act))
        .view()
}

/// Leads to the page of a type's candidates; what stands above the topic of cases.
pub(super) fn ways_to_choose(office: Office) -> AnyView {
    let list = live(move || {
        office.county(|county| {
            let problems = county.common_problems();
            let mut lines = Vec::new();
            for problem in &problems {
                let left = county.cases_to_choose(&problem.filter).len();
                if left > 0 {
                    let words = format!("{}（{left} 项）", problem.name);
                    let to = page_of(&problem.filter);
                    lines.push(el("li").child(link("", to, words)).view());
                }
            }
            if lines.is_empty() {
                return p("none", "收到的方案里没有还没收集的已销号问题。");
            }
            el("ul").class("plain").child(lines).view()
        })
    });
    section("panel", "可以收集的案例", list)
}
