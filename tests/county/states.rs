//! How a submission stands, and which of several versions counts.

use std::sync::Arc;

use jinwei::county::{Relation, SubmissionState, Summary, UnitFilter};
use jinwei::domain::{Comment, Id, ReviewSheet, ReviewState};
use jinwei::sample;

use crate::made::{Office, file, id, on, register_of, renamed, school, summarised};

fn sheet(unit: &str, bundle: &str, state: ReviewState) -> ReviewSheet {
    let mut sheet = ReviewSheet::new(id(&format!("sheet-{unit}")));
    sheet.verdict.unit = Some(id(unit));
    sheet.verdict.bundle = Some(id(bundle));
    sheet.verdict.state = Some(state);
    sheet.verdict.reviewed_on = Some(on(7, 9));
    sheet
}

fn version(n: usize, bundle: &str, revision: u32, states: &[&str], submitted: u32) -> Arc<Summary> {
    let mut books = renamed(&sample::lived(on(7, 5)), n);
    if let Some(unit) = &mut books.unit {
        unit.responsibility.submitted_on = Some(on(7, submitted));
    }
    // Content of its own, so that no two versions have one digest.
    bundle.clone_into(&mut books.branches[0].items[0].remark);
    summarised(&file(&books, bundle, revision, states))
}

#[test]
fn every_state_by_what_came_and_what_was_said() {
    use ReviewState::{Returned, Reviewed};
    let first = |day| version(1, "a", 1, &["v1"], day);
    let second = |day| version(1, "b", 2, &["v2", "v1"], day);
    let cases = [
        ("nothing came", vec![], None, SubmissionState::Missing, "", 2),
        (
            "on the last day",
            vec![first(6)],
            None,
            SubmissionState::Received,
            "",
            0,
        ),
        ("a day late", vec![first(7)], None, SubmissionState::Late, "", 1),
        (
            "returned",
            vec![first(6)],
            Some(("a", Returned)),
            SubmissionState::Returned,
            "",
            0,
        ),
        (
            "read",
            vec![first(6)],
            Some(("a", Reviewed)),
            SubmissionState::Reviewed,
            "",
            0,
        ),
        (
            "late and read",
            vec![first(8)],
            Some(("a", Reviewed)),
            SubmissionState::Reviewed,
            "",
            2,
        ),
        (
            "sent again after the return",
            vec![first(6), second(6)],
            Some(("a", Returned)),
            SubmissionState::Received,
            "退回后重报",
            0,
        ),
        (
            "late and sent again",
            vec![second(8), first(8)],
            Some(("a", Returned)),
            SubmissionState::Late,
            "退回后重报",
            2,
        ),
        (
            "read, then changed and sent",
            vec![first(6), second(6)],
            Some(("a", Reviewed)),
            SubmissionState::Received,
            "审阅后又报新版",
            0,
        ),
        (
            "sent again and read",
            vec![first(6), second(6)],
            Some(("b", Reviewed)),
            SubmissionState::Reviewed,
            "",
            0,
        ),
    ];
    for (what, received, said, state, note, days_late) in cases {
        let office = Office {
            register: Some(register_of(&[1])),
            reviews: said
                .map(|(bundle, state)| sheet("s1-unit", bundle, state))
                .into_iter()
                .collect(),
            ..Office::default()
        };
        let county = office.county(on(7, 8), &received);
        let line = &county.lines()[0];
        assert_eq!(
            (line.state, line.note(), line.days_late),
            (state, note, days_late),
            "{what}"
        );
        assert_eq!(
            line.awaits_opinion(),
            matches!(state, SubmissionState::Received | SubmissionState::Late),
            "{what}"
        );
        assert_eq!(line.is_late(), days_late > 0 && !received.is_empty(), "{what}");
    }
}

#[test]
fn nothing_is_late_before_its_day() {
    let office = Office {
        register: Some(register_of(&[1, 2])),
        ..Office::default()
    };
    let county = office.county(on(7, 6), &[school(1, on(7, 5))]);
    assert_eq!(county.lines()[1].days_late, 0);
    assert!(county.units(UnitFilter::Overdue).is_empty());
    assert_eq!(
        county
            .again(&office.known(on(7, 7)))
            .units(UnitFilter::Overdue)
            .len(),
        1
    );
    let states: Vec<usize> = county.states().iter().map(|(_, count)| *count).collect();
    assert_eq!(states, [1, 1, 0, 0, 0]);
}

#[test]
fn comments_open_and_answered_are_counted() {
    let mut said = sheet("s1-unit", "file-1", ReviewState::Returned);
    let comment = |n: usize, text: &str, answer: &str, resolved| Comment {
        id: id(&format!("c{n}")),
        text: text.into(),
        answer: answer.into(),
        resolved_on: resolved,
        ..Comment::default()
    };
    said.comments = vec![
        comment(1, "措施不具体", "", None),
        comment(2, "没有时限", "已补", None),
        comment(3, "原因太笼统", "已改", Some(on(7, 10))),
    ];
    let office = Office {
        reviews: vec![said],
        ..Office::default()
    };
    let county = office.county(on(7, 10), &[school(1, on(7, 5))]);
    let review = county.lines()[0].review.as_ref().expect("a review");
    assert_eq!((review.comments, review.open, review.answered), (3, 2, 1));
    assert_eq!(county.units(UnitFilter::Answered).len(), 1);
}

fn in_place_of(older: &str, summary: &Summary) -> Arc<Summary> {
    let mut summary = summary.clone();
    summary.file.supersedes = Some(id(older));
    Arc::new(summary)
}

/// Bundle, revision, states newest first; then the one that counts and how the others stand to it.
type Versions<'a> = (&'a str, Vec<Arc<Summary>>, Vec<(&'a str, Relation)>);

#[test]
fn which_version_counts_and_how_the_others_stand_to_it() {
    let v = |bundle, revision, states: &[&str]| version(1, bundle, revision, states, 5);
    let cases: Vec<Versions<'_>> = vec![
        (
            "the newer grew from the older, whatever their numbers",
            vec![v("a", 9, &["v1"]), v("b", 2, &["v2", "v1"])],
            vec![("b", Relation::Counts), ("a", Relation::Superseded)],
        ),
        (
            "one between them did not come",
            vec![v("c", 3, &["v3", "v2"]), v("a", 1, &["v1"])],
            vec![("c", Relation::Counts), ("a", Relation::Earlier)],
        ),
        (
            "both grew from one",
            vec![
                v("b", 2, &["v2", "v1"]),
                v("c", 3, &["v3", "v1"]),
                v("a", 1, &["v1"]),
            ],
            vec![
                ("c", Relation::Counts),
                ("b", Relation::Fork),
                ("a", Relation::Superseded),
            ],
        ),
        (
            "two of one number",
            vec![v("a", 2, &["v1"]), v("b", 2, &["v2"])],
            vec![("b", Relation::Counts), ("a", Relation::Fork)],
        ),
        (
            "one state twice",
            vec![v("a", 1, &["v1"]), v("b", 2, &["v1"])],
            vec![("b", Relation::Counts), ("a", Relation::Copy)],
        ),
        (
            "the file says itself what it takes the place of",
            vec![v("a", 5, &[]), in_place_of("a", &v("b", 2, &[]))],
            vec![("b", Relation::Counts), ("a", Relation::Superseded)],
        ),
        (
            "files from before versions were kept",
            vec![v("b", 2, &[]), v("a", 1, &[])],
            vec![("b", Relation::Counts), ("a", Relation::Earlier)],
        ),
    ];
    for (what, mut received, expected) in cases {
        for _ in 0..received.len() {
            received.rotate_left(1);
            let county = Office::default().county(on(7, 8), &received);
            let line = &county.lines()[0];
            let found: Vec<(&str, Relation)> = line
                .versions
                .iter()
                .map(|version| (version.summary.id().as_str(), version.relation))
                .collect();
            assert_eq!(found, expected, "{what}");
            assert_eq!(line.bundle().map(Id::as_str), Some(expected[0].0), "{what}");
            let doubtful = expected.iter().any(|(_, relation)| *relation == Relation::Fork);
            assert_eq!(
                county.units(UnitFilter::Doubtful).len(),
                usize::from(doubtful),
                "{what}"
            );
            assert_eq!(county.totals().twice.len(), usize::from(doubtful), "{what}");
        }
    }
}
