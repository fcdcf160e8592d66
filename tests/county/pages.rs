//! The office's pages: every figure has an address that opens to what the figure counts, and rows have names.

use jinwei::county::{
    Asked, BranchFilter, DutyFilter, DutyMark, ItemFilter, ItemState, Pick, Rows, UnitFilter,
};
use jinwei::domain::{Choose as _, Duty, Grade, Id, ProblemType, TaskCategory, Term};
use jinwei::sample;

use super::made::{Office, file, on, register_of, renamed, school, summarised};

/// Two schools of the register's three, and one that is not in it.
fn county() -> jinwei::county::County {
    let office = Office {
        register: Some(register_of(&[1, 2, 3])),
        ..Office::default()
    };
    let day = on(9, 30);
    office.county(day, &[school(1, day), school(2, day), school(9, day)])
}

#[test]
fn what_stands_in_an_address_opens_to_what_the_figure_counts() {
    let county = county();
    for figure in county.figures() {
        let opened = Rows::asked(&Asked::parse(&figure.rows.slug()));
        assert_eq!(opened.as_ref(), Some(&figure.rows), "{}", figure.label);
        let count = opened.map(|rows| county.count(&rows));
        assert_eq!(count, Some(figure.part), "{}", figure.label);
    }
    for problem in county.common_problems() {
        let slug = problem.filter.ask(Asked::of("problems")).slug();
        let asked = ItemFilter::asked(&Asked::parse(&slug));
        assert_eq!(asked, Some(problem.filter.clone()), "{}", problem.name);
    }
    for line in county.totals().grades {
        let entered = county.count(&Rows::Branches(BranchFilter::Entry(line.grade)));
        let received = county.count(&Rows::Branches(BranchFilter::OwnInitial(line.grade)));
        assert_eq!(
            (entered, received),
            (line.entered, line.received),
            "{}",
            line.label()
        );
    }
}

#[test]
fn an_item_is_found_by_its_name_and_its_branch_is_its_own() {
    let county = county();
    let rows = county.rows(&ItemFilter::default());
    assert_eq!(rows.len(), 24);
    for row in rows {
        assert_eq!(county.item(&row.line.key, row.item.id.as_str()), Some(row));
    }
    assert_eq!(county.item("s1-unit", "i99"), None);
    assert_eq!(county.item("nobody", "i0"), None);
}

#[test]
fn key_branches_tell_their_weeks_and_the_figures_open() {
    let county = county();
    let all = county.key_branches();
    // One 一般 branch in each school; the third school's is known from the register alone.
    assert_eq!(all.len(), 4);
    for branch in &all {
        let came = branch.row.cell.is_received();
        // On 30 September the 13th week and the third month end.
        let (weeks, months) = if came { (13, 3) } else { (0, 0) };
        for (duty, tally, due) in [
            (Duty::WeeklySummary, branch.weeks, weeks),
            (Duty::PublicNotice, branch.notices, months),
            (Duty::GuidanceVisit, branch.visits, weeks),
        ] {
            assert_eq!((tally.done, tally.due()), (due, due), "{}", branch.row.cell.name);
            let rows = county.duty_rows(&branch.periods(duty));
            if came {
                assert_eq!(rows.len(), due);
                let own = |row: &jinwei::county::DutyRow<'_>| {
                    row.branch.and_then(|branch| branch.book.clone()) == branch.row.cell.book
                };
                assert!(rows.iter().all(own));
            }
        }
        // Nobody has voted by September.
        assert_eq!(branch.satisfaction(), None);
    }
    let day = on(12, 31);
    let county = Office::default().county(day, &[school(1, day)]);
    let books = sample::lived(day);
    let weak = books.branches.iter().find(|branch| branch.is_key_rectification());
    let voted = weak.and_then(|branch| branch.evaluation()?.satisfaction_rate());
    assert!(voted.is_some());
    assert_eq!(county.key_branches()[0].satisfaction(), voted);
}

#[test]
fn rows_are_called_what_a_clerk_would_call_them() {
    let county = county();
    let items = |filter: ItemFilter| county.title(&Rows::Items(filter));
    let duties = |filter: DutyFilter| county.title(&Rows::Duties(filter));
    for (title, words) in [
        (county.title(&Rows::Units(UnitFilter::All)), "全部单位"),
        (
            county.title(&Rows::Units(UnitFilter::Doubtful)),
            "有几个版本要核对的单位",
        ),
        (
            county.title(&Rows::Branches(BranchFilter::Key)),
            "重点整顿的支部（较差、一般）",
        ),
        (
            county.title(&Rows::Branches(BranchFilter::Target(Pick::Is(Grade::Good)))),
            "目标等次“好”的支部",
        ),
        (
            county.title(&Rows::Branches(BranchFilter::Initial(Pick::Blank))),
            "没有填原定等次的支部",
        ),
        (items(ItemFilter::default()), "全部整改项目"),
        (
            items(ItemFilter {
                unit: Some("s1-unit".into()),
                kind: Pick::Is(ProblemType::Funding),
                category: Pick::Blank,
                term: Pick::Is(Term::Long),
                state: Some(ItemState::Overdue),
                ..ItemFilter::default()
            }),
            "整改项目：第1中学党总支，经费投入不足，没有填任务类别，长期，超期未完成",
        ),
        (
            items(ItemFilter {
                kind: Pick::Is(ProblemType::Other),
                label: Some("师德师风".into()),
                category: Pick::Is(TaskCategory::Rules),
                ..ItemFilter::default()
            }),
            "整改项目：其他类型：师德师风，完善工作制度",
        ),
        (
            items(ItemFilter {
                unit: Some("s1-unit".into()),
                branch: Id::parse("s1-branch-1").ok(),
                ..ItemFilter::default()
            }),
            "整改项目：第1中学行政后勤党支部",
        ),
        (
            duties(DutyFilter {
                duty: Pick::Is(Duty::WeeklySummary),
                period: Some(on(7, 9)),
                mark: Some(DutyMark::Missing),
                ..DutyFilter::default()
            }),
            "周总结：第2周，缺",
        ),
        (
            duties(DutyFilter {
                unit: Some("s2-unit".into()),
                duty: Pick::Is(Duty::Bulletin),
                period: Some(on(8, 1)),
                ..DutyFilter::default()
            }),
            "通报：第2中学党总支，8月",
        ),
    ] {
        assert_eq!(title, words);
    }
}

#[test]
fn a_branch_is_called_short_under_its_unit() {
    let county = county();
    let mut short: Vec<_> = county.lines()[0]
        .branches
        .iter()
        .map(|cell| cell.short_name(&county.lines()[0].name).to_owned())
        .collect();
    short.sort();
    assert_eq!(short, ["初中部", "行政后勤", "高中部"]);
    // A branch that is called as its unit is keeps its name.
    let single = renamed(&sample::single_branch(), 5);
    let county = Office::default().county(on(7, 6), &[summarised(&file(&single, "single", 1, &["v"]))]);
    let line = &county.lines()[0];
    assert!(!line.branches[0].short_name(&line.name).is_empty());
    assert_eq!(line.branches[0].initial.map(Grade::label), Some("较好"));
}
