//! Who is who: by the school's word, by one id, by the office's decision, and never by a likeness of names.

use std::sync::Arc;

use jinwei::county::{BranchFilter, Matched, Relation, Summary, UnitFilter};
use jinwei::domain::{Books, Grade, OfficeBook, RegisterMatch};
use jinwei::sample;

use crate::made::{Office, file, id, on, register_of, renamed, school, summarised};

fn sent(books: &Books, bundle: &str) -> Arc<Summary> {
    summarised(&file(books, bundle, 1, &[&format!("v-{bundle}")]))
}

fn decided(pairs: &[(&str, &str)]) -> OfficeBook {
    let mut office = OfficeBook::new(id("office"));
    for (n, (book, entry)) in pairs.iter().enumerate() {
        office.register_matches.push(RegisterMatch {
            id: id(&format!("m{n}")),
            book: Some(id(book)),
            entry: Some(id(entry)),
            ..RegisterMatch::default()
        });
    }
    office
}

#[test]
fn a_school_that_began_without_the_register_is_suggested_and_not_matched() {
    // The same school under other ids.
    let mut books = renamed(&sample::unit_of_three(), 9);
    if let Some(unit) = &mut books.unit {
        unit.profile.name = "第1中学".into();
    }
    for branch in &mut books.branches {
        branch.profile.name = branch.profile.name.replace("第9中学", "");
    }
    let office = Office {
        register: Some(register_of(&[1, 2])),
        ..Office::default()
    };
    let county = office.county(on(7, 8), &[sent(&books, "a")]);
    assert_eq!(county.lines().len(), 3);
    let other = &county.lines()[2];
    assert_eq!((other.entry.as_ref(), other.matched), (None, None));
    assert_eq!(county.units(UnitFilter::Unmatched), [other]);
    let suggested = county.suggested_units(other);
    assert_eq!(suggested.len(), 1, "{suggested:?}");
    assert_eq!(suggested[0].entry, id("s1-unit"));
    assert_eq!(county.branches(BranchFilter::Missing).len(), 6);

    // A person decides: first the unit, then its branches, one by one.
    let office = Office {
        book: Some(decided(&[("s9-unit", "s1-unit"), ("s9-branch-1", "s1-branch-1")])),
        ..office
    };
    let county = county.again(&office.known(on(7, 8)));
    assert_eq!(county.lines().len(), 2);
    let line = &county.lines()[0];
    assert_eq!(line.matched, Some(Matched::ByOffice));
    assert_eq!(
        (line.name.as_str(), line.sent_name.as_str()),
        ("第1中学党总支", "第1中学")
    );
    assert!(line.branches[0].is_received());
    assert_eq!(line.branches[0].matched, Some(Matched::ByOffice));
    let surplus = county.branches(BranchFilter::Surplus);
    assert_eq!(surplus.len(), 2);
    let suggested = county.suggested_branches(line, surplus[0].cell);
    assert_eq!(suggested[0].entry, id("s1-branch-2"));
    assert_eq!(suggested[0].words(), "简称相同");
}

#[test]
fn the_schools_own_word_counts_where_the_office_said_nothing() {
    let mut books = renamed(&sample::unit_of_three(), 9);
    if let Some(unit) = &mut books.unit {
        unit.profile.register_unit = Some(id("s1-unit"));
    }
    for (n, branch) in books.branches.iter_mut().enumerate() {
        branch.profile.register_branch = Some(id(&format!("s1-branch-{}", n + 1)));
    }
    let mut office = Office {
        register: Some(register_of(&[1, 2])),
        ..Office::default()
    };
    let received = [sent(&books, "a")];
    let county = office.county(on(7, 8), &received);
    assert_eq!(county.lines()[0].matched, Some(Matched::BySchool));
    assert!(county.branches(BranchFilter::Surplus).is_empty());

    office.book = Some(decided(&[("s9-unit", "s2-unit")]));
    let county = office.county(on(7, 8), &received);
    assert!(!county.lines()[0].is_received());
    assert_eq!(county.lines()[1].matched, Some(Matched::ByOffice));
    // Its branches are entered under the other school: they are shown with what they claim, and counted as too many.
    let surplus = county.branches(BranchFilter::Surplus);
    assert_eq!(surplus.len(), 3);
    assert_eq!(surplus[0].cell.claims, Some(id("s1-branch-1")));

    // An entry that the register has not got is nobody's.
    office.book = Some(decided(&[("s9-unit", "gone")]));
    assert_eq!(
        office.county(on(7, 8), &received).lines()[0].matched,
        Some(Matched::BySchool)
    );
}

#[test]
fn two_books_for_one_entry_are_both_named() {
    let office = Office {
        register: Some(register_of(&[1])),
        book: Some(decided(&[("s9-unit", "s1-unit")])),
        ..Office::default()
    };
    let anew = renamed(&sample::unit_of_three(), 9);
    let anew = summarised(&file(&anew, "anew", 2, &["w1"]));
    let county = office.county(on(7, 8), &[school(1, on(7, 5)), anew]);
    assert_eq!(county.lines().len(), 1);
    let relations: Vec<_> = county.lines()[0]
        .versions
        .iter()
        .map(|version| version.relation)
        .collect();
    assert_eq!(relations, [Relation::Counts, Relation::OtherBook]);
    let twice = county.totals().twice;
    assert_eq!(twice.len(), 1);
    assert!(twice[0].words.contains("另起的一本账"), "{twice:?}");
}

#[test]
fn totals_name_what_is_missing_too_many_and_twice() {
    let mut office = Office {
        register: Some(register_of(&[1, 2])),
        ..Office::default()
    };
    let expected = &mut office.programme.branches.value;
    (
        expected.good,
        expected.fairly_good,
        expected.average,
        expected.poor,
    ) = (2, 2, 2, 0);
    // School 1 is whole; school 2 left a branch out, brings one that is not entered, and grades one otherwise.
    let mut second = renamed(&sample::unit_of_three(), 2);
    second.branches.remove(0);
    second.branches[0].profile.initial_grade = Some(Grade::Good);
    let mut more = renamed(&sample::unit_of_three(), 7).branches.remove(0);
    more.profile.name = "新设党支部".into();
    second.branches.push(more);
    let county = office.county(on(7, 8), &[school(1, on(7, 5)), sent(&second, "b")]);
    let totals = county.totals();
    let grades: Vec<_> = totals
        .grades
        .iter()
        .map(|line| (line.label(), line.entered, line.received))
        .collect();
    assert_eq!(
        grades,
        [("好", 2, 3), ("较好", 2, 1), ("一般", 2, 2), ("较差", 0, 0)]
    );
    assert_eq!(
        (totals.total.entered, totals.total.received, totals.total.expected),
        (6, 6, 6)
    );
    let names = |rows: &[jinwei::county::BranchRow<'_>]| -> Vec<String> {
        rows.iter().map(|row| row.cell.name.clone()).collect()
    };
    assert_eq!(names(&totals.missing), ["第2中学行政后勤党支部"]);
    assert_eq!(names(&totals.surplus), ["新设党支部"]);
    assert_eq!(names(&totals.differing), ["第2中学初中部党支部"]);
    assert!(totals.twice.is_empty());
    assert!(!totals.agrees());

    // The same branch in two schools' files.
    let first = renamed(&sample::unit_of_three(), 1);
    second.branches.push(first.branches[1].clone());
    let county = office.county(on(7, 8), &[school(1, on(7, 5)), sent(&second, "b")]);
    let words: Vec<_> = county
        .totals()
        .twice
        .into_iter()
        .map(|twice| twice.words)
        .collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(
        words[0].contains("第1中学初中部党支部") && words[0].contains("第2中学党总支"),
        "{words:?}"
    );

    let whole = office.county(on(7, 8), &[school(1, on(7, 5)), school(2, on(7, 5))]);
    assert!(whole.totals().agrees());
}

#[test]
fn without_a_register_every_sender_has_a_line_and_nothing_is_too_many() {
    let county = Office::default().county(on(7, 8), &[school(2, on(7, 5)), school(1, on(7, 5))]);
    let names: Vec<_> = county.lines().iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["第1中学党总支", "第2中学党总支"]);
    assert!(county.totals().surplus.is_empty());
    assert_eq!(county.totals().total.received, 6);
}

#[test]
fn two_senders_of_one_name_are_named() {
    let mut books = renamed(&sample::unit_of_three(), 2);
    if let Some(unit) = &mut books.unit {
        unit.profile.name = "第 1 中学党总支".into();
    }
    let county = Office::default().county(on(7, 8), &[school(1, on(7, 5)), sent(&books, "b")]);
    assert_eq!(county.totals().twice[0].words, "有两个单位都叫“第1中学党总支”");
}

/// A file with fresh ids that says it is an entry where another one stands.
#[test]
fn a_file_that_would_take_anothers_place_is_told() {
    let claiming = |entry: Option<&str>| {
        let mut books = renamed(&sample::unit_of_three(), 9);
        if let Some(unit) = &mut books.unit {
            unit.profile.register_unit = entry.map(id);
        }
        sent(&books, "new")
    };
    let office = Office {
        register: Some(register_of(&[1, 2])),
        ..Office::default()
    };
    let told = |came: &[Arc<Summary>], summary: &Summary| -> Vec<String> {
        let county = office.county(on(7, 8), came);
        let others = county.displaced(summary).into_iter();
        others.map(Summary::sender).collect()
    };
    let comes_to = |came: &[Arc<Summary>], summary: &Summary| {
        let county = office.county(on(7, 8), came);
        county.comes_to(summary).map(|line| line.key.clone())
    };
    let first = sent(&renamed(&sample::unit_of_three(), 1), "a");
    for (entry, others) in [
        (Some("s1-unit"), vec!["s1-unit"]),
        (Some("s2-unit"), vec![]),
        (Some("nobody"), vec![]),
        (None, vec![]),
    ] {
        assert_eq!(told(&[Arc::clone(&first)], &claiming(entry)), others, "{entry:?}");
        // Who stands nowhere yet comes to the line all the same: others may come there with it.
        let line = entry.filter(|entry| *entry != "nobody").map(str::to_owned);
        for came in [&[][..], &[Arc::clone(&first)]] {
            assert_eq!(comes_to(came, &claiming(entry)), line, "{entry:?}");
        }
    }
    assert_eq!(comes_to(&[], &first).as_deref(), Some("s1-unit"), "by its id");
    // The next file of the one that stands there takes nobody's place; nor does who was let in beside it.
    let next = sent(&renamed(&sample::unit_of_three(), 1), "b");
    assert!(told(&[Arc::clone(&first)], &next).is_empty());
    assert_eq!(comes_to(&[Arc::clone(&first)], &next), None);
    let beside = claiming(Some("s1-unit"));
    assert!(told(&[first, Arc::clone(&beside)], &beside).is_empty());
}
