//! Figures: as the files' JSON counts up to by another way, as one unit's own statistics say, and as the rows behind them.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use jinwei::county::{
    County, DutyMark, ItemCounts, ItemFilter, ItemState, ItemsLine, Rows, Summary, UnitCounts,
};
use jinwei::domain::{
    Choose, CloseOut, Duty, Extension, Grade, PeriodReason, ProblemType, TaskCategory, Term, TypeSolution,
};
use jinwei::notice::Programme;
use jinwei::rules::{Share, Statistics};
use jinwei::sample;

use crate::made::{Office, file, id, on, opened, register_of, renamed, school, summarised};
use crate::raw::Raw;

/// Some schools, each with something of its own that went otherwise.
fn files(lived: NaiveDate) -> Vec<String> {
    let mut all = Vec::new();
    for n in 1..=4 {
        let mut books = renamed(&sample::lived(lived), n);
        let branch = &mut books.branches[0];
        match n {
            1 => {}
            2 => {
                // One waits to be confirmed, one was taken up again, one has been put off; a week and a month are excused.
                for close in &mut branch.close_outs {
                    close.closed_on = None;
                }
                if let Some(first) = branch.close_outs.first_mut() {
                    first.reopened_on = Some(lived);
                }
                branch.extensions.push(Extension {
                    id: id("x1"),
                    item: Some(branch.items[0].id.clone()),
                    new_due: Some(on(10, 20)),
                    ..Extension::default()
                });
                branch.weekly_summaries.truncate(3);
                branch.period_reasons.push(PeriodReason {
                    id: id("r1"),
                    duty: Some(Duty::WeeklySummary),
                    period: Some(on(8, 6)),
                    reason: "暑假".into(),
                    ..PeriodReason::default()
                });
                branch.public_notices.clear();
                branch.items[1].problem_type = None;
                branch.items[1].term = None;
                branch.year_end.improvements.clear();
            }
            3 => {
                // A meeting that is only planned, a leader who came later, an open item that nobody finished.
                branch.close_outs.clear();
                branch.close_outs.push(CloseOut {
                    id: id("c1"),
                    item: Some(branch.items[0].id.clone()),
                    applied_on: Some(on(8, 1)),
                    ..CloseOut::default()
                });
                branch.items[2].task_category = None;
                branch.profile.initial_grade = None;
                if let Some(unit) = &mut books.unit {
                    unit.dispatch_meetings.push(jinwei::domain::DispatchMeeting {
                        id: id("m1"),
                        date: Some(on(12, 28)),
                        ..Default::default()
                    });
                    unit.team_members[1].from = Some(on(9, 5));
                    unit.guidance_visits.truncate(20);
                    unit.bulletins.pop();
                }
            }
            _ => {
                books.branches.truncate(2);
                books.branches[1].pledges.clear();
                books.branches[1].evaluations.clear();
            }
        }
        all.push(file(&books, &format!("file-{n}"), 1, &[]));
    }
    all
}

fn fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bundles");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|kind| kind == "json") {
            let text = std::fs::read_to_string(path).expect("a file");
            // What the office sends down holds no plan.
            if !opened(&text).plans().is_empty() {
                all.push(text);
            }
        }
    }
    assert!(all.len() >= 5);
    all
}

/// Items by the codes of their answers.
fn put<T: Choose>(raw: &mut Raw, group: &str, table: &[ItemCounts]) {
    let codes = T::CHOICES.iter().map(|choice| choice.code).chain(["-"]);
    for (code, counts) in codes.zip(table) {
        if counts.all() > 0 {
            let counts = [counts.open, counts.overdue, counts.waiting, counts.closed];
            raw.items.insert(format!("{group} {code}"), counts);
        }
    }
}

fn as_raw(counts: &UnitCounts) -> Raw {
    let mut raw = Raw {
        units: counts.units,
        branches: counts.branches,
        promoted: counts.promoted,
        key: counts.key,
        improved: counts.improved,
        deeds: [counts.deeds, counts.deeds_done],
        pledges: [counts.pledges, counts.pledges_kept, counts.pledges_broken],
        votes: [counts.votes, counts.votes_against],
        ..Raw::default()
    };
    put::<ProblemType>(&mut raw, "type", &counts.by_type);
    put::<TaskCategory>(&mut raw, "category", &counts.by_category);
    put::<Term>(&mut raw, "term", &counts.by_term);
    for duty in Duty::VALUES {
        let sum = counts.sum_of_duty(*duty);
        raw.duties
            .insert(duty.code().to_owned(), [sum.done, sum.excused, sum.missing]);
    }
    raw
}

/// Days on which something just was, is or will be due.
fn days() -> Vec<NaiveDate> {
    vec![
        on(7, 2),
        on(7, 5),
        on(7, 20),
        on(7, 31),
        on(8, 1),
        on(9, 30),
        on(10, 21),
        on(12, 31),
    ]
}

#[test]
fn another_count_of_the_same_files_gives_the_same() {
    let several: Vec<Vec<String>> = vec![files(on(7, 5)), files(on(10, 1)), files(on(12, 31))];
    for files in several
        .into_iter()
        .chain(fixtures().into_iter().map(|file| vec![file]))
    {
        let received: Vec<Arc<Summary>> = files.iter().map(|file| summarised(file)).collect();
        for today in days() {
            let county = Office::default().county(today, &received);
            let raw = Raw::of(&files, today);
            assert_eq!(as_raw(county.total()), raw, "{today}");
        }
    }
}

/// The office counts as the schools do.
#[test]
fn one_units_counts_are_its_own_statistics() {
    for text in files(on(10, 1)).into_iter().chain(fixtures()) {
        for today in days() {
            let bundle = opened(&text);
            let mut books = bundle.plans().remove(0);
            books.office = None;
            let own = Statistics::of(&books, &Programme::default(), today);
            let county = Office::default().county(today, &[summarised(&text)]);
            let sums = county.total();
            let items = sums.items;
            assert_eq!(
                (items.open, items.overdue, items.closed),
                (own.open, own.overdue, own.closed)
            );
            for (duty, share) in own.duties {
                let sum = sums.sum_of_duty(duty);
                assert_eq!(
                    Share {
                        part: sum.done,
                        whole: sum.due()
                    },
                    share,
                    "{today} {}",
                    duty.label()
                );
            }
            let promoted = Share {
                part: sums.promoted,
                whole: sums.can_rise,
            };
            assert_eq!((promoted, sums.improved), (own.promoted, own.improved.part));
            assert_eq!(
                Share {
                    part: sums.key_promoted,
                    whole: sums.key
                },
                own.weak_promoted
            );
            assert_eq!(sums.satisfaction(), own.satisfaction);
            assert_eq!(
                (sums.deeds_done, sums.pledges_kept),
                (own.good_deeds_done, own.pledges_kept)
            );
        }
    }
}

#[test]
fn acceptance_decides_and_promotion_is_counted_by_it() {
    let lived = sample::lived(on(12, 31));
    let mut accepted = sample::accepted(&lived);
    accepted.acceptances[0].final_grade = Some(Grade::Average);
    let office = Office {
        book: Some(accepted),
        ..Office::default()
    };
    let county = office.county(on(12, 31), &[summarised(&file(&lived, "f", 1, &[]))]);
    // Of the three branches two held themselves promoted; acceptance leaves one of them where it was.
    assert_eq!((county.total().promoted, county.total().improved), (1, 3));
    let figures = county.figures();
    let of = |clause: &str| {
        let mut all = figures.iter();
        all.find(|figure| figure.clause == clause && figure.rows_are_branches())
            .expect("a figure")
    };
    assert_eq!((of("通-2e").part, of("通-2e").whole), (1, Some(32)));
    assert_eq!((of("三.1").part, of("三.1").whole), (0, Some(6)));
}

trait OfBranches {
    fn rows_are_branches(&self) -> bool;
}

impl OfBranches for jinwei::county::Figure {
    fn rows_are_branches(&self) -> bool {
        matches!(self.rows, Rows::Branches(_))
    }
}

fn assert_items(county: &County, lines: &[ItemsLine]) {
    for line in lines {
        let states = [
            ItemState::Open,
            ItemState::Overdue,
            ItemState::Waiting,
            ItemState::Closed,
        ];
        for state in states.into_iter().map(Some).chain([None]) {
            let rows = county.rows(&line.filter.standing(state));
            assert_eq!(rows.len(), line.counts.of(state), "{}", line.label);
        }
    }
}

#[test]
fn every_figure_opens_to_as_many_rows_as_it_says() {
    let received: Vec<_> = files(on(10, 1)).iter().map(|file| summarised(file)).collect();
    let office = Office {
        register: Some(register_of(&[1, 2, 3, 4, 5])),
        ..Office::default()
    };
    let county = office.county(on(10, 21), &received);
    let figures = county.figures();
    for figure in &figures {
        assert_eq!(county.count(&figure.rows), figure.part, "{}", figure.label);
    }
    assert!(figures.iter().filter(|figure| figure.part > 0).count() > 12);
    assert_items(&county, &[county.all_items()]);
    for lines in [
        county.items_by_type(),
        county.items_by_category(),
        county.items_by_term(),
    ] {
        assert_items(&county, &lines);
        let sum: usize = lines.iter().map(|line| line.counts.all()).sum();
        assert_eq!(sum, county.all_items().counts.all());
    }
    for duty in Duty::VALUES {
        let table = county.duty_table(*duty);
        for (line, tallies, sum) in &table.units {
            for (span, tally) in table.spans.iter().zip(*tallies) {
                for (mark, count) in [
                    (DutyMark::Done, tally.done),
                    (DutyMark::Excused, tally.excused),
                    (DutyMark::Missing, tally.missing),
                ] {
                    let rows = county.duty_rows(&table.rows(Some(line), Some(span), Some(mark)));
                    assert_eq!(rows.len(), count, "{} {}", line.name, duty.label());
                }
            }
            assert_eq!(
                county.duty_rows(&table.rows(Some(line), None, None)).len(),
                sum.due()
            );
        }
        assert_eq!(
            county.duty_rows(&table.rows(None, None, None)).len(),
            table.sum.due()
        );
    }
    for problem in county.common_problems() {
        assert_eq!(
            county.rows(&problem.filter).len(),
            problem.counts.all(),
            "{}",
            problem.name
        );
    }
}

#[test]
fn the_map_has_a_cell_for_every_branch_of_the_register() {
    let office = Office {
        register: Some(register_of(&[1, 2])),
        ..Office::default()
    };
    let county = office.county(on(12, 31), &[school(2, on(12, 31))]);
    let cells = county.branches(jinwei::county::BranchFilter::All);
    assert_eq!(cells.len(), 6);
    let first = cells[0].cell;
    assert_eq!(
        (first.is_received(), first.initial, first.target),
        (false, Some(Grade::Average), None)
    );
    let other = cells[3].cell;
    assert_eq!(
        (other.is_received(), other.initial, other.target, other.now()),
        (
            true,
            Some(Grade::Average),
            Some(Grade::FairlyGood),
            Some(Grade::FairlyGood)
        )
    );
    let keys = county.key_branches();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0].plan_missing.len(), 4);
    assert!(keys[1].plan_missing.is_empty());
    assert_eq!((keys[1].visits.done, keys[1].visits.due()), (26, 26));
    let sent = keys[1].row.sent().expect("what was sent");
    assert_eq!(
        (sent.linked.as_str(), sent.bureau_visits),
        ("党总支书记（党总支（党委）书记）", Some(1))
    );
}

#[test]
fn common_problems_show_all_answers_side_by_side_and_cases_to_choose() {
    let mut books = renamed(&sample::lived(on(12, 31)), 2);
    let branch = &mut books.branches[0];
    for (item, label) in branch.items.iter_mut().zip(["安全 管理", "安全管理"]) {
        item.problem_type = Some(ProblemType::Other);
        item.type_label = label.into();
    }
    if let Some(unit) = &mut books.unit {
        unit.type_solutions.push(TypeSolution {
            id: id("ts"),
            problem_type: Some(ProblemType::Other),
            type_label: "“安全管理”".into(),
            approach: "每周排查".into(),
            ..TypeSolution::default()
        });
    }
    let mut cases = jinwei::domain::OfficeBook::new(id("office"));
    cases.typical_cases.push(jinwei::domain::TypicalCase {
        id: id("case"),
        source_item: Some(books.branches[0].items[0].id.clone()),
        ..Default::default()
    });
    let office = Office {
        book: Some(cases),
        ..Office::default()
    };
    let received = [school(1, on(12, 31)), summarised(&file(&books, "b", 1, &[]))];
    let county = office.county(on(12, 31), &received);
    let problems = county.common_problems();
    assert_eq!(problems[0].name, "经费投入不足");
    let safety = problems
        .iter()
        .find(|problem| problem.name == "安全 管理")
        .expect("the own label");
    assert_eq!(
        (safety.units, safety.branches, safety.counts.all(), safety.cased),
        (1, 1, 2, 1)
    );
    assert!(!safety.is_common());
    assert_eq!(safety.solutions.len(), 1);
    let choose = county.cases_to_choose(&safety.filter);
    assert_eq!(choose.len(), 1);
    let case = choose[0].case().expect("a case");
    assert_eq!(case.source_item, Some(books.branches[0].items[1].id.clone()));
    assert_eq!(case.branch_name, "第2中学行政后勤党支部");
    assert!(!case.method.is_empty() && !case.effect.is_empty());
    // Both schools answer to what both have.
    let shared = problems
        .iter()
        .find(|problem| problem.units == 2 && problem.solutions.len() == 2);
    assert!(shared.is_some_and(jinwei::county::CommonProblem::is_common));
}

#[test]
fn words_are_found_in_items_branches_and_units() {
    let county = Office::default().county(on(7, 8), &[school(1, on(7, 5)), school(2, on(7, 5))]);
    let rows = |words: &str| {
        county
            .rows(&ItemFilter {
                words: words.into(),
                ..ItemFilter::default()
            })
            .len()
    };
    assert_eq!(rows(""), 16);
    assert_eq!(rows("第1中学"), 8);
    assert_eq!(rows("第1中学 初中部"), 3);
    assert_eq!(rows("第1中学 初中部 没有这回事"), 0);
    assert_eq!(county.search_units("第2中学").len(), 1);
    assert_eq!(county.search_units("高中部").len(), 2);
    assert_eq!(county.search_branches("高中部").len(), 2);
    assert!(county.search_units(" 。").is_empty());
}
