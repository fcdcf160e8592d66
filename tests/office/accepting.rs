//! The acceptance of many branches in one sitting.

use jinwei::domain::{Acceptance, Grade};
use jinwei::state::office::{Seat, Shown, Sitting, candidates, undo, write};

use super::given::{carry_out, county, day, id, ids, office, plan, register, submission, summary};

fn seat(name: &str, grade: Option<Grade>) -> Seat {
    Seat {
        branch: id(name),
        alias: None,
        name: name.into(),
        grade,
    }
}

fn sitting() -> Sitting {
    Sitting {
        date: Some(day("2012-12-27")),
        team: "考核验收组".into(),
        conclusion: "同意晋位升级".into(),
        ..Sitting::default()
    }
}

const TODAY: &str = "2012-12-31";

#[test]
fn one_sitting_writes_every_branch_and_leaves_what_it_does_not_say() {
    let mut own = office();
    let book = own.office.as_mut().expect("a book");
    book.acceptances.push(Acceptance {
        id: id("known"),
        branch: Some(id("b2")),
        acceptor: "验收人甲".into(),
        conclusion: "待定".into(),
        ..Acceptance::default()
    });
    let before = book.clone();
    let seats = [seat("b1", Some(Grade::Good)), seat("b2", None)];
    let edits = write(&before, &sitting(), &seats, day(TODAY), &mut ids()).expect("written");
    carry_out(&mut own, edits.clone());
    let now = own.office.clone().expect("a book");
    assert_eq!(now.acceptances.len(), 2);
    let of = |name: &str| now.acceptance_of(&id(name)).expect("accepted");
    assert_eq!(
        (of("b1").final_grade, of("b1").team.as_str()),
        (Some(Grade::Good), "考核验收组")
    );
    assert_eq!(
        (of("b2").conclusion.as_str(), of("b2").acceptor.as_str()),
        ("同意晋位升级", "验收人甲")
    );
    assert_eq!(of("b2").final_grade, None);

    carry_out(&mut own, undo(&before, &now, &edits));
    assert_eq!(own.office, Some(before));
}

#[test]
fn taking_back_spares_what_was_written_since() {
    let mut own = office();
    let before = own.office.clone().expect("a book");
    let seats = [seat("b1", None), seat("b2", None)];
    let edits = write(&before, &sitting(), &seats, day(TODAY), &mut ids()).expect("written");
    carry_out(&mut own, edits.clone());
    own.office.as_mut().expect("a book").acceptances[0].acceptor = "验收人乙".into();
    let now = own.office.clone().expect("a book");
    carry_out(&mut own, undo(&before, &now, &edits));
    let left = own.office.expect("a book").acceptances;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].acceptor, "验收人乙");
}

#[test]
fn a_sitting_that_says_nothing_or_lies_ahead_is_refused() {
    let own = office();
    let book = own.office.as_ref().expect("a book");
    let refused = |sitting: &Sitting, seats: &[Seat]| {
        write(book, sitting, seats, day(TODAY), &mut ids())
            .expect_err("refused")
            .to_owned()
    };
    assert!(refused(&sitting(), &[]).contains("还没有选支部"));
    assert!(refused(&Sitting::default(), &[seat("b", None)]).contains("都还空着"));
    let mut ahead = sitting();
    ahead.date = Some(day("2013-01-05"));
    assert!(refused(&ahead, &[seat("b", None)]).contains("晚于今天"));
    let mut ahead = sitting();
    ahead.opinion_date = Some(day("2013-01-05"));
    assert!(refused(&ahead, &[seat("b", None)]).contains("晚于今天"));
    assert!(
        write(
            book,
            &Sitting::default(),
            &[seat("b", Some(Grade::Good))],
            day(TODAY),
            &mut ids()
        )
        .is_ok()
    );
}

#[test]
fn branches_of_the_register_and_received_ones_can_be_accepted() {
    let mut own = office();
    own.register = Some(register(&[("别处中学", &["别处中学党支部"])]));
    let plan = plan();
    let first = plan.branches[0].id().clone();
    own.office.as_mut().expect("a book").acceptances.push(Acceptance {
        id: id("a"),
        branch: Some(first.clone()),
        date: Some(day("2012-12-20")),
        final_grade: Some(Grade::FairlyGood),
        ..Acceptance::default()
    });
    let county = county(&own, &[summary(&submission())]);
    let all = candidates(own.office.as_ref().expect("a book"), county.lines());
    assert_eq!(all.len(), 4);
    assert_eq!(
        (all[0].seat.branch.clone(), all[0].is_received),
        (id("entry-0-0"), false)
    );
    assert_eq!(all[1].seat.branch, first);
    assert_eq!(
        all[1].accepted,
        Some((Some(Grade::FairlyGood), Some(day("2012-12-20"))))
    );

    let taken = |shown: Shown<'_>| all.iter().filter(|one| shown.takes(one)).count();
    assert_eq!(taken(Shown::default()), 4);
    assert_eq!(
        taken(Shown {
            open_only: true,
            ..Shown::default()
        }),
        3
    );
    assert_eq!(
        taken(Shown {
            words: "别处",
            ..Shown::default()
        }),
        1
    );
    assert_eq!(
        taken(Shown {
            words: "示例 别处",
            ..Shown::default()
        }),
        0
    );
    assert_eq!(
        taken(Shown {
            grade: "poor",
            ..Shown::default()
        }),
        plan.branches
            .iter()
            .filter(|b| b.profile.initial_grade == Some(Grade::Poor))
            .count()
    );
}

#[test]
fn a_branch_has_one_acceptance_under_either_of_its_names() {
    let mut own = office();
    own.office.as_mut().expect("a book").acceptances.push(Acceptance {
        id: id("a"),
        branch: Some(id("entry")),
        ..Acceptance::default()
    });
    let mut seat = seat("book", Some(Grade::Good));
    seat.alias = Some(id("entry"));
    let book = own.office.clone().expect("a book");
    let edits = write(&book, &sitting(), &[seat], day(TODAY), &mut ids()).expect("written");
    carry_out(&mut own, edits);
    let acceptances = own.office.expect("a book").acceptances;
    assert_eq!(acceptances.len(), 1);
    assert_eq!(acceptances[0].final_grade, Some(Grade::Good));
}

#[test]
fn the_team_sits_again_with_what_it_wrote_last() {
    let mut own = office();
    let book = own.office.as_mut().expect("a book");
    assert_eq!(Sitting::like_the_last(book), None);
    book.acceptances.push(Acceptance {
        team: "考核验收组".into(),
        acceptor: "组长".into(),
        ..Acceptance::default()
    });
    let again = Sitting::like_the_last(book).expect("the last");
    assert_eq!(
        (again.team.as_str(), again.acceptor.as_str(), again.date),
        ("考核验收组", "组长", None)
    );
}
