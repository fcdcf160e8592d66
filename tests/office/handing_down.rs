//! What goes down, and what of it is new to the unit.

use jinwei::bundle::{self, BundleKind, CreatedBy, Desk, Outgoing};
use jinwei::county::register_check;
use jinwei::domain::{Acceptance, Book, Books, Comment, Id, Receipt, TypicalCase};
use jinwei::notice::Programme;
use jinwei::state::office::{
    Addressee, News, Sent, addressees, decide, last_sent, new_sheet, outgoing, register_to_issue, whom,
};

use super::given::{UNIT, carry_out, county, day, id, ids, office, plan, register, submission, summary};

/// An office that received the plan, said something to it and accepted a branch.
fn at_work() -> Books {
    let plan = plan();
    let unit = plan.unit.as_ref().expect("a unit").id().clone();
    let mut sheet = new_sheet(&unit, UNIT);
    sheet.receipts.push(Receipt {
        id: id("receipt"),
        bundle: Some(submission().envelope.bundle_id),
        ..Receipt::default()
    });
    for (name, text) in [("remark", "请改"), ("blank", "  ")] {
        sheet.comments.push(Comment {
            id: id(name),
            text: text.into(),
            ..Comment::default()
        });
    }
    let mut own = office();
    own.reviews.push(sheet);
    let book = own.office.as_mut().expect("a book");
    for (name, branch) in [
        ("own", plan.branches[0].id().clone()),
        ("others", id("elsewhere")),
    ] {
        book.acceptances.push(Acceptance {
            id: id(name),
            branch: Some(branch),
            ..Acceptance::default()
        });
    }
    for (name, shared_on) in [("shared", Some(day("2012-08-01"))), ("draft", None)] {
        book.typical_cases.push(TypicalCase {
            id: id(name),
            shared_on,
            ..TypicalCase::default()
        });
    }
    own
}

fn to(own: &Books, files: &[(&str, String)]) -> Vec<Addressee> {
    let county = county(own, &[summary(&submission())]);
    let files = files.iter().map(|(at, text)| Sent { at, text });
    addressees(own, county.lines(), &last_sent(files))
}

fn file(books: &[Book]) -> String {
    bundle::write(&Outgoing {
        kind: BundleKind::Review,
        bundle_id: id("review-file"),
        supersedes: None,
        programme: &Programme::default().id,
        created_at: "2012-07-10T09:00:00+08:00",
        created_by: CreatedBy {
            desk: Desk::Office,
            unit: "局党委办公室".into(),
            unit_id: None,
        },
        revision: 1,
        books,
        findings: &[],
        attachments: &[],
    })
    .text
}

#[test]
fn a_review_takes_along_the_units_acceptance_and_the_cases_that_were_handed_out() {
    let own = at_work();
    let county = county(&own, &[summary(&submission())]);
    let sheet = outgoing(&own, &county.lines()[0]).expect("something came");
    let ids = |all: Vec<&Id>| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        ids(sheet.comments.iter().map(|c| &c.id).collect()),
        ["remark"],
        "no blank ones"
    );
    assert_eq!(ids(sheet.acceptances.iter().map(|a| &a.id).collect()), ["own"]);
    assert_eq!(
        ids(sheet.typical_cases.iter().map(|c| &c.id).collect()),
        ["shared"]
    );
    assert_eq!(ids(sheet.receipts.iter().map(|r| &r.id).collect()), ["receipt"]);
}

#[test]
fn what_the_unit_does_not_have_is_named_until_it_was_sent() {
    let mut own = at_work();
    let first = to(&own, &[]);
    let [unit] = first.as_slice() else {
        panic!("one unit")
    };
    let all = News {
        receipts: 1,
        comments: 1,
        verdict: false,
        acceptances: 1,
        cases: 1,
    };
    assert_eq!((unit.news, unit.last_at.as_str()), (all, ""));
    assert_eq!(unit.news.words(), "1条意见、1份回执、1个支部的验收、1个典型案例");

    let sent = [(
        "2012-07-10T09:00:00+08:00",
        file(&[Book::Review(unit.sheet.clone())]),
    )];
    let again = to(&own, &sent);
    assert!(!again[0].news.is_any(), "{:?}", again[0].news);
    assert_eq!(again[0].last_at, "2012-07-10T09:00:00+08:00");

    // The unit's answers are no news to it.
    own.reviews[0].comments[0].answer = "已改".into();
    assert!(!to(&own, &sent)[0].news.is_any());
    own.reviews[0].comments[0].resolved_on = Some(day("2012-07-12"));
    own.reviews[0].verdict.opinion = "总体可行".into();
    let more = to(&own, &sent)[0].news;
    assert_eq!(more.words(), "审阅结果、1条意见");
}

#[test]
fn acceptance_by_the_registers_entry_goes_down_by_the_schools_own_book() {
    let mut own = at_work();
    let plan = plan();
    own.register = Some(register(&[(UNIT, &["甲支部"])]));
    let unit = plan.unit.as_ref().expect("a unit").id().clone();
    let book = own.office.clone().expect("a book");
    let mut new_id = ids();
    let mut edits = decide(&book, &unit, UNIT, &id("entry-0"), day("2012-07-10"), new_id());
    edits.extend(decide(
        &book,
        plan.branches[1].id(),
        "甲",
        &id("entry-0-0"),
        day("2012-07-10"),
        new_id(),
    ));
    carry_out(&mut own, edits);
    let acceptances = &mut own.office.as_mut().expect("a book").acceptances;
    acceptances[1].branch = Some(id("entry-0-0"));
    let county = county(&own, &[summary(&submission())]);
    let sheet = outgoing(&own, &county.lines()[0]).expect("something came");
    let branches: Vec<_> = sheet
        .acceptances
        .iter()
        .map(|a| a.branch.clone().expect("a branch"))
        .collect();
    assert_eq!(
        branches,
        [plan.branches[0].id().clone(), plan.branches[1].id().clone()]
    );
}

#[test]
fn nothing_goes_to_a_unit_that_never_sent_anything() {
    let mut own = office();
    own.register = Some(register(&[("别处中学", &["别处中学党支部"])]));
    assert!(addressees(&own, county(&own, &[]).lines(), &last_sent([].into_iter())).is_empty());
}

#[test]
fn a_file_is_named_after_those_it_goes_to() {
    assert_eq!(whom(&["一中"], 1), "一中");
    assert_eq!(whom(&["一中", "二中"], 3), "2个单位");
    assert_eq!(whom(&["一中", "二中"], 2), "全部单位");
}

#[test]
fn the_register_goes_down_with_its_day_the_contact_and_the_cases() {
    let mut own = at_work();
    let programme = Programme::default();
    let issue = |own: &Books| {
        let report = register_check(own.register.as_ref().expect("a register"), &programme);
        register_to_issue(own, &report, day("2012-07-02"), "组织科", Some(80))
    };
    own.register = Some(register(&[(UNIT, &["甲", "乙"])]));
    let issued = issue(&own).expect("a number that is not the notice's is no hindrance");
    assert_eq!(issued.issue.issued_on, Some(day("2012-07-02")));
    assert_eq!(
        (issued.issue.office_contact.as_str(), issued.issue.pass_mark),
        ("组织科", Some(80))
    );
    assert_eq!(issued.typical_cases.len(), 1);
    own.register = Some(register(&[(UNIT, &["甲", "甲"])]));
    assert!(issue(&own).expect_err("a branch twice").contains("重复"));
}
