//! The invented county is the notice's, the same on every call, and counted alike by the core and without it.

// A helper of a test may stop it.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;

use jinwei::bundle::{Bundle, encode_book, read};
use jinwei::domain::{Books, Choose, Grade};
use jinwei::notice::Programme;
use jinwei::rules::{PlanStatus, Statistics};
use jinwei::sample::{COUNTY_DAY, county, county_unit};
use raw_count::RawCount;

#[path = "support/county_bundles.rs"]
mod county_bundles;
#[path = "support/raw_count.rs"]
mod raw_count;

/// More than a round of names and grades is not needed, and a round is fifteen.
const UNITS: usize = 60;

fn texts(units: usize) -> Vec<(String, String)> {
    let files = county(units).enumerate();
    files
        .map(|(at, books)| {
            let (name, written) = county_bundles::submission(at, books);
            (name, written.text)
        })
        .collect()
}

fn opened(text: &str) -> Bundle {
    read(text.as_bytes()).unwrap_or_else(|unreadable| panic!("{}", unreadable.words()))
}

/// The code of an answer, if there is one.
fn name_of(answer: Option<impl Choose>) -> String {
    answer.map_or("", Choose::code).to_owned()
}

#[test]
fn fifteen_units_are_the_notices_county() {
    let plans: Vec<Books> = county(15).collect();
    let branches = || plans.iter().flat_map(|plan| &plan.branches);
    let of = |grade| {
        let of_it = branches().filter(|branch| branch.profile.initial_grade == Some(grade));
        of_it.count()
    };
    assert_eq!(
        [Grade::Good, Grade::FairlyGood, Grade::Average, Grade::Poor].map(of),
        [13, 26, 5, 1]
    );
    assert_eq!(branches().count(), 45);
    for plan in &plans {
        let items: Vec<usize> = plan.branches.iter().map(|branch| branch.items.len()).collect();
        assert_eq!(items, [15, 15, 15]);
    }
}

#[test]
fn two_runs_write_the_same_files() {
    let (one, other) = (texts(15), texts(15));
    assert!(one == other, "two runs differ");
    let names: BTreeSet<&String> = one.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 15);
}

/// A thousand names and ids, and no two alike.
#[test]
fn no_two_units_are_taken_for_one() {
    let (mut names, mut ids) = (BTreeSet::new(), BTreeSet::new());
    for at in (0..2_000).step_by(7).chain(2_000..2_010) {
        let books = county_unit(at);
        for document in books.documents() {
            assert!(ids.insert(document.id().clone()), "unit {at}");
        }
        assert!(
            names.insert(books.unit.expect("a unit").profile.name.clone()),
            "unit {at}"
        );
        for branch in books.branches {
            assert!(names.insert(branch.profile.name.clone()), "unit {at}");
        }
    }
}

#[test]
fn files_are_read_as_they_were_written() {
    for (at, (name, text)) in texts(15).iter().enumerate() {
        let bundle = opened(text);
        assert_eq!(bundle.set_aside_count(), 0, "{name}");
        assert!((40_000..110_000).contains(&text.len()), "{name}: {}", text.len());
        let plan = county_unit(at);
        let ids: Vec<_> = plan.documents().map(|document| document.id().clone()).collect();
        let read: Vec<_> = bundle
            .books
            .iter()
            .map(|book| book.as_document().id().clone())
            .collect();
        assert_eq!(read, ids, "{name}");
        let all: usize = bundle.books.iter().map(|book| encode_book(book).len()).sum();
        assert!(all < text.len(), "{name}");
    }
}

/// Counted once by the core, book by book, and once over the files' JSON.
#[test]
fn the_core_counts_what_stands_in_the_files() {
    let programme = Programme::default();
    let (today, due) = (COUNTY_DAY.to_string(), programme.plan_due.value.to_string());
    let (mut raw, mut core) = (RawCount::default(), RawCount::default());
    let mut plans = Vec::new();
    for (_, text) in texts(UNITS) {
        raw.add(&text, &today, &due);
        let bundle = opened(&text);
        for finding in &bundle.envelope.findings {
            *core.findings.entry(finding.severity.clone()).or_default() += 1;
        }
        plans.extend(bundle.plans());
    }
    core.files = UNITS;
    for plan in &plans {
        let counted = Statistics::of(plan, &programme, COUNTY_DAY);
        core.units += usize::from(plan.unit.is_some());
        core.late += usize::from(counted.unit.is_some_and(|unit| unit.plan == PlanStatus::Late));
        core.branches += counted.branches;
        core.items += counted.items;
        core.closed += counted.closed;
        core.open += counted.open;
        core.overdue += counted.overdue;
        for (kind, items) in counted.by_type.iter().filter(|(_, items)| *items > 0) {
            *core.types.entry(kind.code().into()).or_default() += items;
        }
        for (term, items) in counted.by_term.iter().filter(|(_, items)| *items > 0) {
            *core.terms.entry(term.code().into()).or_default() += items;
        }
        for branch in &plan.branches {
            *core
                .grades
                .entry(name_of(branch.profile.initial_grade))
                .or_default() += 1;
            for item in &branch.items {
                *core.categories.entry(name_of(item.task_category)).or_default() += 1;
            }
        }
    }
    assert_eq!(raw, core);
    assert_eq!(
        (raw.units, raw.branches, raw.items),
        (UNITS, UNITS * 3, UNITS * 45)
    );

    // Of everything there is some, so that nothing is counted right by being nothing.
    let some = [raw.late, raw.closed, raw.open, raw.overdue];
    assert!(some.iter().all(|count| *count > 0), "{raw:?}");
    assert_eq!((raw.grades.len(), raw.types.len(), raw.terms.len()), (4, 5, 3));
    assert_eq!(raw.categories.len(), 6);
    assert_eq!(raw.findings.len(), 3, "{:?}", raw.findings);
}

/// What differs from unit to unit: without it a sum that takes one unit for all would be right.
#[test]
fn units_differ_in_what_is_counted() {
    let programme = Programme::default();
    let counted: BTreeSet<_> = county(15)
        .map(|plan| {
            let counted = Statistics::of(&plan, &programme, COUNTY_DAY);
            (
                counted.open,
                counted.overdue,
                counted.by_type[0].1,
                counted.by_term[0].1,
            )
        })
        .collect();
    assert!(counted.len() > 12, "{counted:?}");
}
