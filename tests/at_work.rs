//! The ledger at work, told as stories: due dates are put off, items crossed off one by one and taken up again.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

mod scenario;

use jinwei::domain::{Book, BranchBook, Value};
use jinwei::sample;
use jinwei::state::{Edit, EditError, Stage, Standing, is_relevant};
use scenario::{Scenario, date, id};

const WEAK: &str = "sample-branch-1";
/// Due on 20 July.
const ITEM: &str = "sample-item-1-1";
const OTHER: &str = "sample-item-1-2";

fn school() -> Scenario {
    let mut books = sample::unit_of_three();
    books.number_branches();
    Scenario::open(books)
}

fn extend(item: &str, name: &str) -> Edit {
    Edit::Extend {
        document: id(WEAK),
        item: id(item),
        id: id(name),
        asked_on: date("2012-07-18"),
    }
}

fn begin(item: &str, name: &str) -> Edit {
    Edit::BeginCloseOut {
        document: id(WEAK),
        item: id(item),
        id: id(name),
        completed_on: date("2012-07-17"),
    }
}

fn ask(close_out: &str) -> Edit {
    Edit::ApplyCloseOut {
        document: id(WEAK),
        close_out: id(close_out),
        on: date("2012-07-18"),
    }
}

fn withdraw(close_out: &str) -> Edit {
    Edit::WithdrawCloseOut {
        document: id(WEAK),
        close_out: id(close_out),
    }
}

fn confirm(close_out: &str) -> Edit {
    Edit::ConfirmCloseOut {
        document: id(WEAK),
        close_out: id(close_out),
        on: date("2012-07-19"),
    }
}

fn reopen(close_out: &str, reason: &str) -> Edit {
    Edit::ReopenItem {
        document: id(WEAK),
        close_out: id(close_out),
        on: date("2012-08-01"),
        reason: reason.into(),
    }
}

fn weak(school: &Scenario) -> &BranchBook {
    school.books.branch(&id(WEAK)).expect("the branch")
}

fn standing(school: &Scenario, item: &str) -> Standing {
    let branch = weak(school);
    let mut items = branch.items.iter();
    Standing::of(
        branch,
        items.find(|known| known.id == id(item)).expect("the item"),
    )
}

fn day(school: &Scenario, record: &str, field: &str) -> Option<String> {
    match school.holds(WEAK, record, field) {
        Value::Date(day) => day.map(|day| day.to_string()),
        other => panic!("{other:?}"),
    }
}

// New due dates.

#[test]
fn an_extension_counts_from_the_day_in_force() {
    let mut school = school();
    school.edit(extend(ITEM, "first"));
    assert_eq!(
        day(&school, "extensions/first", "from_due").as_deref(),
        Some("2012-07-20")
    );
    assert_eq!(
        day(&school, "extensions/first", "asked_on").as_deref(),
        Some("2012-07-18")
    );
    // Until a new day is typed, the old one is due.
    assert_eq!(standing(&school, ITEM).due, Some(date("2012-07-20")));
    assert_eq!(standing(&school, ITEM).planned, None);

    school.answer(WEAK, "extensions/first", "new_due", "2012-07-31");
    let stands = standing(&school, ITEM);
    assert_eq!(stands.due, Some(date("2012-07-31")));
    assert_eq!(stands.planned, Some(date("2012-07-20")));
    assert!(!stands.is_overdue(date("2012-07-31")) && stands.is_overdue(date("2012-08-01")));

    school.edit(extend(ITEM, "second"));
    assert_eq!(
        day(&school, "extensions/second", "from_due").as_deref(),
        Some("2012-07-31")
    );
    // The plan's own day stays what it was, and other items theirs.
    assert_eq!(
        day(&school, &format!("items/{ITEM}"), "due").as_deref(),
        Some("2012-07-20")
    );
    assert_eq!(standing(&school, OTHER).planned, None);
}

#[test]
fn nothing_is_put_off_that_has_no_day_or_is_crossed_off() {
    let mut school = school();
    school.refuses(extend("gone", "new"), EditError::NotThere);
    school.refuses(extend(ITEM, OTHER), EditError::Taken);
    school.edit(begin(ITEM, "close"));
    school.edit(confirm("close"));
    school.refuses(extend(ITEM, "new"), EditError::NotInTurn);
    school.answer(WEAK, &format!("items/{OTHER}"), "due", "");
    school.refuses(extend(OTHER, "new"), EditError::NoDue);
}

// Close-out.

#[test]
fn an_item_is_closed_out_in_two_acts() {
    let mut school = school();
    school.edit(begin(ITEM, "close"));
    assert_eq!(standing(&school, ITEM).stage, Stage::Open);
    assert_eq!(
        day(&school, "close_outs/close", "completed_on").as_deref(),
        Some("2012-07-17")
    );

    school.edit(ask("close"));
    assert_eq!(standing(&school, ITEM).stage, Stage::Applied(date("2012-07-18")));
    assert!(standing(&school, ITEM).is_overdue(date("2012-07-21")));
    school.refuses(ask("close"), EditError::NotInTurn);

    school.answer(WEAK, "close_outs/close", "verified_by", "党总支组织委员 ");
    school.edit(confirm("close"));
    let stands = standing(&school, ITEM);
    let by = "党总支组织委员".to_owned();
    assert_eq!(
        stands.stage,
        Stage::Closed {
            on: date("2012-07-19"),
            by
        }
    );
    // What is crossed off is not late, and is counted down to no more.
    assert!(stands.is_closed() && !stands.is_overdue(date("2012-12-31")));
    assert_eq!(stands.counts_to(), None);
    assert_eq!(
        day(&school, "close_outs/close", "applied_on").as_deref(),
        Some("2012-07-18")
    );
}

#[test]
fn where_one_desk_does_both_it_takes_one_step() {
    let mut school = school();
    school.edit(begin(ITEM, "close"));
    school.edit(confirm("close"));
    for field in ["applied_on", "closed_on"] {
        assert_eq!(
            day(&school, "close_outs/close", field).as_deref(),
            Some("2012-07-19")
        );
    }
}

#[test]
fn an_application_is_taken_back_until_it_is_confirmed() {
    let mut school = school();
    school.edit(begin(ITEM, "close"));
    school.refuses(withdraw("close"), EditError::NotInTurn);
    let before = school.books.clone();
    school.edit(ask("close"));
    school.edit(withdraw("close"));
    assert_eq!(school.books, before);
    school.edit(ask("close"));
    school.edit(confirm("close"));
    school.refuses(withdraw("close"), EditError::NotInTurn);
}

#[test]
fn an_item_has_one_close_out_at_a_time() {
    let mut school = school();
    school.edit(begin(ITEM, "close"));
    school.refuses(begin(ITEM, "second"), EditError::NotInTurn);
    school.refuses(begin(OTHER, "close"), EditError::Taken);
    school.refuses(begin("gone", "second"), EditError::NotThere);
    // Another item has its own.
    school.edit(begin(OTHER, "of-another"));
    school.edit(confirm("close"));
    for refused in [begin(ITEM, "second"), confirm("close"), ask("close")] {
        school.refuses(refused, EditError::NotInTurn);
    }
    assert!(!standing(&school, OTHER).is_closed());
    school.refuses(confirm("gone"), EditError::NotThere);
}

#[test]
fn an_item_is_taken_up_again_with_a_reason_and_its_story() {
    let mut school = school();
    school.edit(begin(ITEM, "close"));
    school.refuses(reopen("close", "又合开了"), EditError::NotInTurn);
    school.edit(confirm("close"));
    school.refuses(reopen("close", " \n"), EditError::NoReason);
    assert!(!is_relevant(
        school.record(WEAK, "close_outs/close"),
        "reopen_reason"
    ));

    school.edit(reopen("close", "群众反映又合开了"));
    let why = "群众反映又合开了".to_owned();
    assert_eq!(
        standing(&school, ITEM).stage,
        Stage::Reopened {
            on: date("2012-08-01"),
            why
        }
    );
    assert!(is_relevant(
        school.record(WEAK, "close_outs/close"),
        "reopen_reason"
    ));
    assert_eq!(
        day(&school, "close_outs/close", "closed_on").as_deref(),
        Some("2012-07-19")
    );
    for refused in [reopen("close", "再来一次"), confirm("close"), withdraw("close")] {
        school.refuses(refused, EditError::NotInTurn);
    }

    // Solved once more: the second close-out stands beside the first.
    school.edit(begin(ITEM, "second"));
    school.edit(confirm("second"));
    assert!(standing(&school, ITEM).is_closed());
    assert_eq!(school.order(WEAK, "close_outs"), ["close", "second"]);
}

#[test]
fn an_application_that_does_not_hold_is_sent_back_with_a_reason() {
    let mut school = school();
    school.edit(begin(ITEM, "close"));
    school.edit(ask("close"));
    school.refuses(reopen("close", ""), EditError::NoReason);
    school.edit(reopen("close", "七月份的记录没有看到"));
    let stage = standing(&school, ITEM).stage;
    assert!(matches!(stage, Stage::Reopened { .. }), "{stage:?}");
    school.refuses(confirm("close"), EditError::NotInTurn);
    school.edit(begin(ITEM, "second"));
}

#[test]
fn an_item_that_a_file_closes_twice_is_open_when_it_is_taken_up_again() {
    let mut school = school();
    school.edit(begin(ITEM, "close"));
    school.edit(confirm("close"));
    let twin = Edit::Duplicate {
        document: id(WEAK),
        record: id("close"),
        id: id("twin"),
        spare: Vec::new(),
    };
    school.edit(twin);
    school.edit(reopen("close", "又合开了"));
    assert!(!standing(&school, ITEM).is_closed());
}

/// A draft that was deleted does not come back beside the one that was begun since.
#[test]
fn undoing_never_leaves_two_close_outs_of_one_item() {
    let mut school = Scenario::open(sample::unit_of_three());
    let begin = |name: &str| Edit::BeginCloseOut {
        document: id("sample-branch-1"),
        item: id("sample-item-1-1"),
        id: id(name),
        completed_on: date("2012-07-19"),
    };
    school.edit(begin("first"));
    let gone = school.edit(Edit::Remove {
        document: id("sample-branch-1"),
        record: id("first"),
    });
    school.edit(begin("second"));
    school.refuses(gone.undo.expect("a way back"), EditError::NotInTurn);
}

/// The unit crossed an item off in its own copy; the branch, which does not know, sends its book once more.
#[test]
fn a_branchs_next_file_does_not_undo_what_the_unit_confirmed() {
    let books = sample::lived(date("2012-07-31"));
    let mut incoming = books.branches[0].clone();
    incoming.close_outs.remove(0);
    incoming.close_outs[0].closed_on = None;
    incoming.items[2].remark = "改了一个字".into();
    let arrived = jinwei::state::arrivals(&books, vec![Book::Branch(incoming)], &|_| None, &[]);
    let Some(Book::Branch(branch)) = &arrived[0].result else {
        unreachable!("{arrived:?}");
    };
    let closed = |item: usize| branch.closed(&branch.items[item].id).is_some();
    assert!(closed(0) && closed(1));
    assert_eq!(branch.items[2].remark, "改了一个字");
    assert!(arrived[0].questions.is_empty());
}
