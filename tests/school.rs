//! What a school does with what the office sends: remarks are answered where they stand, receipts are held against what
//! was sent, and the register is begun with or matched afterwards.

// A helper of a test may stop it.
#![allow(clippy::expect_used)]

mod scenario;

use jinwei::domain::{
    Acceptance, Book, BranchBook, Comment, Grade, Id, OfficeBook, Receipt, Register, RegisterBranch,
    RegisterUnit, ReviewSheet, UnitKind, Value,
};
use jinwei::notice::Programme;
use jinwei::papers::form;
use jinwei::rules::Statistics;
use jinwei::sample;
use jinwei::state::from_register::{
    GradeChange, Picked, matching, start, suggested_branch, suggested_unit, units_named,
};
use jinwei::state::{Comments, Edit, EditError, Match, Placed, Receipted, apply, is_registered, receipted};
use scenario::{Scenario, date, id};

const WEAK: &str = "sample-branch-1";

/// The school with a review of three remarks: at a field, at a whole book, and at a step of an item's plan.
fn reviewed() -> Scenario {
    let mut books = sample::unit_of_three();
    books.number_branches();
    let mut sheet = ReviewSheet::new(id("sheet"));
    sheet.verdict.unit = Some(id("sample-unit"));
    sheet.comments = vec![
        remark("at-field", Some(("items", "sample-item-1-1")), "measures"),
        remark("at-book", None, ""),
        remark("at-step", Some(("milestones", "sample-item-1-3-step-1")), ""),
    ];
    books.reviews.push(sheet);
    Scenario::open(books)
}

fn remark(name: &str, at: Option<(&str, &str)>, field: &str) -> Comment {
    Comment {
        id: id(name),
        document: Some(id(WEAK)),
        collection: at
            .map(|(collection, _)| collection.to_owned())
            .unwrap_or_default(),
        record: at.map(|(_, record)| id(record)),
        field: field.into(),
        text: "写具体些".into(),
        ..Comment::default()
    }
}

fn answer(comment: &str, text: &str, day: &str) -> Edit {
    Edit::Answer {
        document: id("sheet"),
        comment: id(comment),
        text: text.into(),
        on: date(day),
    }
}

fn placed(school: &Scenario, comment: &str) -> Placed {
    let all = Comments::of(&school.books);
    let mut found = all.0.into_iter().filter(|placed| placed.comment == id(comment));
    found.next().expect("the remark")
}

// Remarks and answers.

#[test]
fn an_answer_is_written_with_its_day_and_taken_back_with_it() {
    let mut school = reviewed();
    let change = school.edit(answer("at-field", "已改为每月一次", "2012-07-10"));
    assert_eq!(change.documents, [id("sheet")]);
    assert_eq!(change.records, [(id("sheet"), id("at-field"))]);
    let held = |school: &Scenario| {
        let comment = school.books.reviews[0].comments[0].clone();
        (comment.answer, comment.answered_on)
    };
    assert_eq!(held(&school), ("已改为每月一次".into(), Some(date("2012-07-10"))));
    school.edit(answer("at-field", "  ", "2012-07-11"));
    assert_eq!(held(&school).1, None);
}

#[test]
fn what_the_office_holds_to_be_settled_or_nobody_said_is_not_answered() {
    let mut school = reviewed();
    school.books.reviews[0].comments[0].resolved_on = Some(date("2012-07-12"));
    let before = school.books.clone();
    for (edit, error) in [
        (answer("at-field", "晚了", "2012-07-13"), EditError::NotInTurn),
        (answer("nobody", "谁", "2012-07-13"), EditError::NotThere),
        (
            Edit::Answer {
                document: id(WEAK),
                comment: id("at-field"),
                text: "别处".into(),
                on: date("2012-07-13"),
            },
            EditError::NotThere,
        ),
    ] {
        assert_eq!(apply(&mut school.books, edit), Err(error));
        assert_eq!(school.books, before);
    }
}

#[test]
fn remarks_stand_at_their_records_and_in_the_rows_of_their_items() {
    let school = reviewed();
    let at_field = placed(&school, "at-field");
    assert!(at_field.is_at(&id(WEAK), &id("sample-item-1-1")) && at_field.stands && at_field.waits());
    assert_eq!(at_field.item, Some(id("sample-item-1-1")));
    assert_eq!(placed(&school, "at-step").item, Some(id("sample-item-1-3")));
    let at_book = placed(&school, "at-book");
    assert!(at_book.stands && at_book.record.is_none() && at_book.item.is_none());
}

#[test]
fn a_remark_outlives_the_record_that_it_was_about() {
    let mut school = reviewed();
    school.edit(Edit::Remove {
        document: id(WEAK),
        record: id("sample-item-1-1"),
    });
    let gone = placed(&school, "at-field");
    assert!(!gone.stands && gone.item.is_none());
    school.edit(Edit::RemoveBook { id: id(WEAK) });
    assert!(!placed(&school, "at-book").stands);
}

#[test]
fn settled_remarks_come_last_and_empty_ones_are_none() {
    let mut school = reviewed();
    school.books.reviews[0].comments[0].resolved_on = Some(date("2012-07-12"));
    school.books.reviews[0].comments[1].text = " ".into();
    school.edit(answer("at-step", "照办", "2012-07-13"));
    let all = Comments::of(&school.books).0;
    let told: Vec<_> = all
        .iter()
        .map(|one| (one.comment.as_str(), one.answered, one.resolved))
        .collect();
    assert_eq!(told, [("at-step", true, false), ("at-field", false, true)]);
}

#[test]
fn a_review_goes_and_comes_back_as_a_branch_does() {
    let mut school = reviewed();
    let before = school.books.clone();
    let gone = school.edit(Edit::RemoveBook { id: id("sheet") });
    assert_eq!((gone.removed, school.books.reviews.len()), (vec![id("sheet")], 0));
    school.edit(gone.undo.expect("the way back"));
    assert_eq!(school.books, before);
    let unit = Edit::RemoveBook {
        id: id("sample-unit"),
    };
    assert_eq!(apply(&mut school.books, unit), Err(EditError::NotThere));
}

// Receipts.

#[test]
fn a_receipt_says_whether_what_was_sent_is_what_was_received() {
    let mut sheet = ReviewSheet::new(id("sheet"));
    let receipt = Receipt {
        id: id("receipt"),
        bundle: Some(id("bundle-2")),
        digest: "00AF".into(),
        ..Receipt::default()
    };
    sheet.receipts.push(receipt.clone());
    let sheets = [ReviewSheet::new(id("other")), sheet];
    assert_eq!(
        receipted(&sheets, "bundle-2", "00af"),
        Receipted::Same(receipt.clone())
    );
    assert_eq!(
        receipted(&sheets, "bundle-2", "00ae"),
        Receipted::Other(receipt.clone())
    );
    assert_eq!(receipted(&sheets, "bundle-2", ""), Receipted::Other(receipt));
    assert_eq!(receipted(&sheets, "bundle-1", "00af"), Receipted::NotYet);
    assert_eq!(receipted(&sheets, "no id at all", "00af"), Receipted::NotYet);
}

// Acceptance.

#[test]
fn acceptance_that_came_with_a_review_is_printed_and_counted_and_the_offices_own_goes_before() {
    let day = date("2012-12-31");
    let mut books = sample::lived(day);
    let branch = books.branches[0].id().clone();
    books.branches[0].year_end.final_grade = Some(Grade::Poor);
    let promoted = |books: &_| Statistics::of(books, &Programme::default(), day).promoted;
    let before = promoted(&books);
    let mut sheet = ReviewSheet::new(id("sheet"));
    sheet.acceptances.push(Acceptance {
        id: id("acceptance"),
        branch: Some(branch.clone()),
        acceptor: "验收组组长".into(),
        final_grade: Some(Grade::FairlyGood),
        ..Acceptance::default()
    });
    books.reviews.push(sheet);
    let printed = |books: &_| {
        let form = form(books, None, &branch, &Programme::default(), day).expect("a form");
        form.rows.iter().any(|row| {
            let mut cells = row.cells.iter();
            cells.any(|cell| {
                cell.label == "验收人" && cell.entry == jinwei::papers::Entry::Text("验收组组长".into())
            })
        })
    };
    assert!(printed(&books));
    assert_ne!(promoted(&books), before);
    assert_eq!(books.acceptance_of(&id("nobody")), None);
    books.office = Some(OfficeBook::new(id("office")));
    assert_eq!(books.acceptance_of(&branch), None);
}

// The register.

fn unit(name: &str, title: &str) -> RegisterUnit {
    RegisterUnit {
        id: id(name),
        name: title.into(),
        kind: Some(UnitKind::GeneralBranch),
        secretary: "总支书记".into(),
        ..RegisterUnit::default()
    }
}

fn branch(name: &str, unit: &str, title: &str, grade: Grade) -> RegisterBranch {
    RegisterBranch {
        id: id(name),
        unit: Some(id(unit)),
        name: title.into(),
        secretary: "支部书记".into(),
        initial_grade: Some(grade),
        ..RegisterBranch::default()
    }
}

fn register() -> Register {
    let mut register = Register::new(id("register"));
    register.issue.pass_mark = Some(80);
    register.issue.office_contact = "基层办 2222222".into();
    register.units = vec![unit("u1", "示例中学党总支"), unit("u2", "示例一小党支部")];
    register.units[1].kind = Some(UnitKind::Branch);
    register.units[1].secretary.clear();
    register.branches = vec![
        branch("b1", "u1", "示例中学 高中部党支部", Grade::Good),
        branch("b2", "u1", "示例中学行政后勤党支部", Grade::Average),
        branch("b3", "u1", "示例中学初中部党支部（东区）", Grade::FairlyGood),
        branch("b4", "u2", "示例一小党支部", Grade::FairlyGood),
    ];
    register
}

fn five() -> [Id; 5] {
    ["1", "2", "3", "4", "5"].map(id)
}

fn branches(books: &[Book]) -> Vec<&BranchBook> {
    let branches = books.iter().filter_map(|book| match book {
        Book::Branch(branch) => Some(branch),
        _ => None,
    });
    branches.collect()
}

#[test]
fn a_unit_that_begins_with_the_register_has_its_ids_names_and_grades() {
    let started = start(&register(), &Picked::Unit(id("u1")), five).expect("the unit");
    assert_eq!(started.name, "示例中学党总支");
    assert_eq!(
        (started.pass_mark, &*started.office_contact),
        (Some(80), "基层办 2222222")
    );
    let Some(Book::Unit(unit)) = started.books.last() else {
        panic!("no unit book")
    };
    let profile = &unit.profile;
    assert_eq!((unit.id(), &profile.register_unit), (&id("u1"), &Some(id("u1"))));
    assert_eq!(
        (&*profile.name, &*profile.secretary),
        ("示例中学党总支", "总支书记")
    );
    assert_eq!(profile.kind, Some(UnitKind::GeneralBranch));
    let branches = branches(&started.books);
    let told: Vec<_> = branches
        .iter()
        .map(|branch| {
            (
                branch.id().as_str(),
                branch.profile.position,
                branch.profile.initial_grade,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("b1", Some(1), Some(Grade::Good)),
            ("b2", Some(2), Some(Grade::Average)),
            ("b3", Some(3), Some(Grade::FairlyGood)),
        ]
    );
    for branch in branches {
        let profile = &branch.profile;
        assert_eq!(profile.register_branch.as_ref(), Some(branch.id()));
        assert_eq!(
            (&profile.unit, &*profile.unit_name),
            (&Some(id("u1")), "示例中学党总支")
        );
        assert_eq!(profile.secretary, "支部书记");
        assert_eq!(branch.five_in_one.len(), 5);
    }
}

#[test]
fn a_branch_begins_alone_and_a_unit_of_one_branch_has_one_secretary() {
    let alone = start(&register(), &Picked::Branch(id("b2")), five).expect("the branch");
    assert_eq!((&*alone.name, alone.books.len()), ("示例中学行政后勤党支部", 1));
    assert_eq!(branches(&alone.books)[0].profile.unit_name, "示例中学党总支");
    let single = start(&register(), &Picked::Unit(id("u2")), five).expect("the unit");
    let Some(Book::Unit(unit)) = single.books.last() else {
        panic!("no unit book")
    };
    assert_eq!(unit.profile.secretary, "支部书记");
    assert_eq!(start(&register(), &Picked::Unit(id("b1")), five), None);
    assert_eq!(start(&register(), &Picked::Branch(id("u1")), five), None);
}

#[test]
fn units_are_sought_by_any_part_of_their_names() {
    let register = register();
    let found = |words: &str| {
        let found = units_named(&register, words);
        found.iter().map(|unit| unit.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found(""), ["u1", "u2"]);
    assert_eq!(found(" 一小 "), ["u2"]);
    assert_eq!(found("没有的学校"), [""; 0]);
}

#[test]
fn names_suggest_an_entry_but_for_blanks_and_brackets_and_never_one_of_two() {
    let mut register = register();
    let mut school = Scenario::open(sample::unit_of_three());
    let u1 = id("u1");
    assert_eq!(suggested_unit(&school.books, &register), Some(u1.clone()));
    let suggest = |name: &str, register: &Register| {
        let mut book = BranchBook::new(id("own"));
        book.profile.name = name.into();
        suggested_branch(&book, register, &u1).map(|entry| entry.to_string())
    };
    assert_eq!(suggest("示例中学高中部党支部", &register).as_deref(), Some("b1"));
    assert_eq!(
        suggest("示例中学初中部党支部(东区)", &register).as_deref(),
        Some("b3")
    );
    assert_eq!(suggest("行政后勤", &register).as_deref(), Some("b2"));
    assert_eq!(
        suggest("示例中学", &register),
        None,
        "three have it in their names"
    );
    assert_eq!(suggest(" （） ", &register), None);
    register.branches[1].name = register.branches[0].name.clone();
    assert_eq!(suggest("示例中学高中部党支部", &register), None, "two are alike");
    // What a person decided goes before any name, and so does the id itself.
    school.books.unit.as_mut().expect("a unit").profile.register_unit = Some(id("u2"));
    assert_eq!(suggested_unit(&school.books, &register), Some(id("u2")));
    assert_eq!(
        suggested_branch(&BranchBook::new(id("b3")), &register, &u1),
        Some(id("b3"))
    );
}

#[test]
fn a_branchs_own_desk_finds_its_unit_by_name() {
    let mut books = sample::unit_of_three();
    books.unit = None;
    books.branches.truncate(1);
    books.branches[0].profile.unit_name = "示例中学 党总支".into();
    assert_eq!(suggested_unit(&books, &register()), Some(id("u1")));
    books.branches[0].profile.unit_name.clear();
    assert_eq!(suggested_unit(&books, &register()), None);
    books.branches[0].profile.register_branch = Some(id("b4"));
    assert_eq!(suggested_unit(&books, &register()), Some(id("u2")));
}

#[test]
fn what_the_register_changes_is_told_before_and_done_and_undone_as_one() {
    let mut school = Scenario::open(sample::unit_of_three());
    school.books.branches[0].profile.initial_grade = Some(Grade::Good);
    let mut register = register();
    register.branches[2].initial_grade = None;
    let before = school.books.clone();
    let chosen = [
        (id("sample-unit"), Some(id("u1"))),
        (id(WEAK), Some(id("b2"))),
        (id("sample-branch-2"), Some(id("b3"))),
        (id("sample-branch-3"), None),
    ];
    let (matches, changes) = matching(&school.books, &register, &chosen);
    assert_eq!(
        changes,
        [GradeChange {
            document: id(WEAK),
            typed: Some(Grade::Good),
            register: Some(Grade::Average),
        }]
    );
    assert_eq!(school.books, before, "nothing is done by looking");
    assert!(!is_registered(&school.books, &id(WEAK), "initial_grade"));
    let change = school.edit(Edit::MatchRegister { matches });
    assert_eq!(
        school.holds(WEAK, "profile", "initial_grade"),
        Value::One(Some("average"))
    );
    assert_eq!(
        school.holds(WEAK, "profile", "register_branch"),
        Value::Ref(Some(id("b2")))
    );
    assert_eq!(
        school.holds("sample-unit", "profile", "register_unit"),
        Value::Ref(Some(id("u1")))
    );
    // Where the register has no grade, the typed one stays.
    assert_eq!(
        school.books.branches[1].profile.initial_grade,
        before.branches[1].profile.initial_grade
    );
    assert!(is_registered(&school.books, &id(WEAK), "initial_grade"));
    assert!(!is_registered(&school.books, &id(WEAK), "name"));
    school.edit(change.undo.expect("the way back"));
    assert_eq!(school.books, before);
}

#[test]
fn two_books_are_never_one_entry_and_a_book_that_is_gone_is_not_matched() {
    let mut school = Scenario::open(sample::unit_of_three());
    let before = school.books.clone();
    let one = |document: &str, entry: &str| Match {
        document: id(document),
        entry: Some(id(entry)),
        grade: None,
    };
    for (matches, error) in [
        (
            vec![one(WEAK, "b1"), one("sample-branch-2", "b1")],
            EditError::Taken,
        ),
        (vec![one(WEAK, "b1"), one(WEAK, "b2")], EditError::Taken),
        (vec![one(WEAK, "b1"), one("gone", "b2")], EditError::NotThere),
    ] {
        assert_eq!(
            apply(&mut school.books, Edit::MatchRegister { matches }),
            Err(error)
        );
        assert_eq!(school.books, before);
    }
}
