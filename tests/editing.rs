//! What a person does to the books, and what the page offers and asks, told as stories; and any sequence of it.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

mod blind;
mod scenario;

use blind::blind;
use jinwei::domain::{
    Book, Books, BranchBook, Choose, Grade, Id, Kind, ProblemType, RecordList, TaskCategory, Term, UnitBook,
    UnitKind, Value, ValueError,
};
use jinwei::notice::Programme;
use jinwei::rules::Severity;
use jinwei::sample;
use jinwei::state::{Edit, EditError, Light, adopt, apply, countdown, is_relevant, needs_plan, suggestion};
use proptest::prelude::*;
use scenario::{Scenario, assert_tells_all, date, id};

const UNIT: &str = "sample-unit";
const WEAK: &str = "sample-branch-1";
const FAIRLY_GOOD: &str = "sample-branch-2";
/// An item of the weak branch with a plan of three steps.
const LONG: &str = "sample-item-1-3";

fn set(document: &str, record: &str, field: &'static str, value: Value) -> Edit {
    Edit::Set {
        document: id(document),
        record: id(record),
        field,
        value,
    }
}

fn remove(document: &str, record: &str) -> Edit {
    Edit::Remove {
        document: id(document),
        record: id(record),
    }
}

fn shift(record: &str, by: i32) -> Edit {
    Edit::Move {
        document: id(WEAK),
        record: id(record),
        by,
    }
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

/// The sample as it stands in a workspace: its branches have their places.
fn school() -> Scenario {
    let mut books = sample::unit_of_three();
    books.number_branches();
    Scenario::open(books)
}

// Records come, go and come back.

#[test]
fn a_new_item_stands_below_the_one_it_was_added_to_and_holds_what_was_given() {
    let mut school = school();
    school.edit(Edit::Add {
        document: id(WEAK),
        collection: "items",
        after: Some(id("sample-item-1-1")),
        id: id("new"),
        preset: vec![("project", text("活动少"))],
    });
    assert_eq!(
        school.order(WEAK, "items"),
        ["sample-item-1-1", "new", "sample-item-1-2", "sample-item-1-3"]
    );
    assert_eq!(school.holds(WEAK, "items/new", "project"), text("活动少"));
    school.finds("item-without-root-cause", "sample-branch-1/items/new/root_cause");
}

#[test]
fn an_item_goes_with_its_plan_and_both_come_back() {
    let mut school = school();
    let before = school.books.clone();
    let gone = school.edit(remove(WEAK, LONG));
    assert_eq!(
        school.order(WEAK, "items"),
        ["sample-item-1-1", "sample-item-1-2"]
    );
    assert!(school.order(WEAK, "milestones").is_empty());
    school.undo(gone);
    assert_eq!(school.books, before);
}

#[test]
fn what_a_newer_program_wrote_survives_a_removal_and_its_undoing() {
    let mut school = school();
    let extra = [("closed_on".to_owned(), "\"2012-07-20\"".to_owned())];
    school.books.branches[0].items[0].extra = extra.into_iter().collect();
    let before = school.books.clone();
    let gone = school.edit(remove(WEAK, "sample-item-1-1"));
    school.undo(gone);
    assert_eq!(school.books, before);
}

#[test]
fn a_removal_is_undone_once() {
    let mut school = school();
    let undo = school.edit(remove(WEAK, LONG)).undo.expect("a way back");
    school.edit(undo.clone());
    // The record is there again, by this way or by another (an import that was taken back, say).
    school.refuses(undo, EditError::Taken);
}

#[test]
fn a_copy_stands_below_with_a_plan_of_its_own() {
    let mut school = school();
    let steps = school.order(WEAK, "milestones");
    let copy = |spare: &[&str]| Edit::Duplicate {
        document: id(WEAK),
        record: id(LONG),
        id: id("copy"),
        spare: spare.iter().map(|name| id(name)).collect(),
    };
    // A copy without its whole plan would look whole and not be.
    school.refuses(copy(&["a", "b"]), EditError::TooFewIds);
    school.refuses(copy(&["a", "b", LONG]), EditError::Taken);

    school.edit(copy(
        &["a", "b", "c", "left over"].map(|name| name.split(' ').next().expect("a word")),
    ));
    assert_eq!(school.order(WEAK, "items")[2..], [LONG, "copy"]);
    let branch = &school.books.branches[0];
    let words = |item: &str| {
        let item = id(item);
        let steps = branch.milestones_of(&item);
        steps
            .map(|step| (step.step.clone(), step.due))
            .collect::<Vec<_>>()
    };
    assert_eq!(words("copy"), words(LONG));
    assert_eq!(steps.len(), 3);
    school.does_not_find("long-item-without-plan");
}

#[test]
fn a_copied_step_stays_with_its_item() {
    let mut school = school();
    let step = school.order(WEAK, "milestones")[0].clone();
    school.edit(Edit::Duplicate {
        document: id(WEAK),
        record: id(&step),
        id: id("copy"),
        spare: Vec::new(),
    });
    assert_eq!(school.order(WEAK, "milestones")[1], "copy");
    assert_eq!(
        school.holds(WEAK, "milestones/copy", "item"),
        Value::Ref(Some(id(LONG)))
    );
}

#[test]
fn what_every_book_has_once_is_filled_and_never_taken_out_or_copied() {
    let mut school = school();
    school.refuses(remove(WEAK, "promotion_goal"), EditError::NotThere);
    let copy = Edit::Duplicate {
        document: id(WEAK),
        record: id("promotion_goal"),
        id: id("copy"),
        spare: Vec::new(),
    };
    school.refuses(copy, EditError::NotThere);
    let second = Edit::Add {
        document: id(WEAK),
        collection: "promotion_goal",
        after: None,
        id: id("second"),
        preset: Vec::new(),
    };
    school.refuses(second, EditError::NotThere);
}

#[test]
fn a_branch_goes_and_comes_back_to_its_place() {
    let mut school = school();
    let before = school.books.clone();
    let gone = school.edit(Edit::RemoveBook { id: id(WEAK) });
    assert_eq!(school.books.branches.len(), 2);
    school.undo(gone);
    assert_eq!(school.books, before);
    // The unit's own book is no branch.
    school.refuses(Edit::RemoveBook { id: id(UNIT) }, EditError::NotThere);
}

#[test]
fn a_new_branch_knows_its_unit_and_its_place() {
    // The sample's branches have no places yet: they get theirs, and that has to be written too.
    let mut school = Scenario::open(sample::unit_of_three());
    let parts = ["p1", "p2", "p3", "p4", "p5"].map(id);
    let new = Edit::AddBranch { id: id("new"), parts };
    school.edit(new.clone());
    let branch = school.books.branches.last().expect("a branch");
    assert_eq!(branch.profile.unit, Some(id(UNIT)));
    assert_eq!(branch.profile.unit_name, "示例中学党总支");
    assert_eq!(branch.profile.position, Some(4));
    assert_eq!(
        branch.five_in_one.len(),
        Programme::default().five_in_one_parts.value as usize
    );
    school.refuses(new, EditError::Taken);
}

// Order.

#[test]
fn moving_stops_at_the_ends() {
    let mut school = school();
    let [first, second, third] = ["sample-item-1-1", "sample-item-1-2", "sample-item-1-3"];
    school.edit(shift(first, -1));
    assert_eq!(school.order(WEAK, "items"), [first, second, third]);
    school.edit(shift(first, 1));
    assert_eq!(school.order(WEAK, "items"), [second, first, third]);
    school.edit(shift(second, 99));
    assert_eq!(school.order(WEAK, "items"), [first, third, second]);
    school.edit(shift(second, i32::MIN));
    assert_eq!(school.order(WEAK, "items"), [second, first, third]);
    // A record that is held once has nowhere to go.
    school.edit(shift("promotion_goal", 1));
}

#[test]
fn a_step_moves_among_the_steps_of_its_item() {
    let mut school = school();
    for (name, item) in [("a", LONG), ("b", "sample-item-1-1"), ("c", LONG)] {
        school.edit(Edit::Add {
            document: id(WEAK),
            collection: "milestones",
            after: None,
            id: id(name),
            preset: vec![("item", Value::Ref(Some(id(item))))],
        });
    }
    // On the page it stands right below “a”, for “b” is a step of another item.
    school.edit(shift("c", -1));
    assert_eq!(school.order(WEAK, "milestones")[3..], ["c", "a", "b"]);
    school.edit(shift("b", -1));
    assert_eq!(school.order(WEAK, "milestones")[3..], ["c", "a", "b"]);
}

// Commands that do not fit.

#[test]
fn content_of_the_wrong_kind_leaves_the_books_as_they_were() {
    let mut school = school();
    let wrong = EditError::Value(ValueError::WrongKind);
    school.refuses(set(WEAK, "promotion_goal", "due", text("年底")), wrong);
    school.refuses(set(WEAK, "promotion_goal", "no_such_field", text("")), wrong);
    school.refuses(
        set(WEAK, "promotion_goal", "target_grade", Value::One(Some("best"))),
        EditError::Value(ValueError::NotAChoice),
    );
    school.refuses(set(WEAK, "gone", "project", text("")), EditError::NotThere);
    school.refuses(set("gone", "profile", "name", text("")), EditError::NotThere);
    // The first field would fit; the second does not.
    let half = Edit::Add {
        document: id(WEAK),
        collection: "items",
        after: None,
        id: id("new"),
        preset: vec![("project", text("活动少")), ("due", text("年底"))],
    };
    school.refuses(half, wrong);
}

#[test]
fn no_two_records_of_a_book_have_one_name() {
    let mut school = school();
    for name in ["sample-item-1-1", "sample-item-1-3-step-1", "profile"] {
        let taken = Edit::Add {
            document: id(WEAK),
            collection: "key_tasks",
            after: None,
            id: id(name),
            preset: Vec::new(),
        };
        school.refuses(taken, EditError::Taken);
    }
}

// Reasons.

#[test]
fn a_reason_is_given_changed_and_taken_back() {
    let mut school = school();
    school.answer(FAIRLY_GOOD, "promotion_goal", "target_grade", "fairly_good");
    let warning = "fairly-good-without-promotion";
    school.is_held_back_by(&[warning]);

    school.explain(warning, "今年先保住较好").is_held_back_by(&[]);
    assert_eq!(school.finding(warning).reason.as_deref(), Some("今年先保住较好"));

    school.explain(warning, "今年班子调整，先保住较好");
    assert_eq!(
        school.finding(warning).reason.as_deref(),
        Some("今年班子调整，先保住较好")
    );
    assert_eq!(school.order(FAIRLY_GOOD, "warning_reasons").len(), 1);

    school.explain(warning, " \n").is_held_back_by(&[warning]);
    assert!(school.order(FAIRLY_GOOD, "warning_reasons").is_empty());
    // Nothing was given, so there is nothing to take back and nothing to write.
    assert!(school.books.branches[1].warning_reasons.is_empty());
    school.explain(warning, "");
}

#[test]
fn a_reason_belongs_to_one_place_alone() {
    let mut school = school();
    for branch in [WEAK, FAIRLY_GOOD] {
        school.answer(
            branch,
            &format!("items/{}", school.order(branch, "items")[0]),
            "handler",
            "支部",
        );
    }
    let warning = "handler-not-a-person";
    school.explain(warning, "支委三人轮流承办");
    let found: Vec<_> = school
        .findings()
        .into_iter()
        .filter(|f| f.rule.id == warning)
        .collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found.iter().filter(|finding| finding.reason.is_some()).count(), 1);
    assert!(
        found
            .iter()
            .all(|finding| finding.rule.severity == Severity::Warning)
    );
}

// What follows from what was typed.

#[test]
fn where_unit_and_branch_are_one_the_secretary_is_typed_once() {
    let (unit, branch) = ("sample-single-unit", "sample-branch-4");
    for (typed_in, other) in [(unit, branch), (branch, unit)] {
        let mut school = Scenario::open(sample::single_branch());
        school.answer(typed_in, "profile", "secretary", "新任书记");
        assert_eq!(school.holds(other, "profile", "secretary"), text("新任书记"));
        school.does_not_find("unit-and-branch-secretaries-differ");
    }
    // A 党总支's secretary is not the secretary of its only branch.
    let mut school = Scenario::open(sample::single_branch());
    school.answer(unit, "profile", "kind", UnitKind::GeneralBranch.code());
    school.answer(unit, "profile", "secretary", "新任书记");
    assert_ne!(school.holds(branch, "profile", "secretary"), text("新任书记"));
}

#[test]
fn every_branch_bears_its_units_name() {
    let mut school = school();
    let change = school.edit(set(UNIT, "profile", "name", text("示例一中党总支")));
    for branch in school.books.branches.clone() {
        assert_eq!(branch.profile.unit_name, "示例一中党总支");
        // The page shows it anew wherever it stands.
        assert!(change.records.contains(&(branch.id().clone(), id("profile"))));
    }
}

#[test]
fn a_branch_file_keeps_its_place_on_the_units_shelf() {
    let books = school().books;
    // The branch's own desk knows neither unit nor place.
    let mut file = books.branches[1].clone();
    file.profile.unit = None;
    file.profile.unit_name = "中学".into();
    file.profile.position = None;
    let adopted = |books: &Books, book: &BranchBook, last: &mut u32| match adopt(
        books,
        Book::Branch(book.clone()),
        last,
    ) {
        Book::Branch(branch) => branch,
        other => unreachable!("{other:?}"),
    };
    assert_eq!(adopted(&books, &file, &mut 3), books.branches[1]);

    let mut stranger = BranchBook::new(id("stranger"));
    stranger.profile.name = "示例中学离退休党支部".into();
    let stranger = adopted(&books, &stranger, &mut 3);
    assert_eq!(stranger.profile.unit, Some(id(UNIT)));
    assert_eq!(stranger.profile.position, Some(4));

    assert_eq!(adopted(&Books::default(), &file, &mut 0), file);
}

// The countdown.

#[test]
fn the_countdown_in_words_and_lights_day_by_day() {
    let programme = Programme::default();
    let due = date("2012-07-20");
    for (today, days, words, light) in [
        ("2012-07-05", 15, "还有 15 天", Light::Calm),
        ("2012-07-06", 14, "还有 14 天", Light::Near),
        ("2012-07-16", 4, "还有 4 天", Light::Near),
        ("2012-07-17", 3, "还有 3 天", Light::Pressing),
        ("2012-07-18", 2, "还有 2 天", Light::Pressing),
        ("2012-07-19", 1, "明天到期", Light::Pressing),
        // The day itself still counts (note C).
        ("2012-07-20", 0, "今天到期", Light::Pressing),
        ("2012-07-21", -1, "已逾期 1 天", Light::Overdue),
        ("2012-08-20", -31, "已逾期 31 天", Light::Overdue),
    ] {
        let counted = countdown(due, date(today), &programme);
        assert_eq!(
            (counted.days, &*counted.words, counted.light),
            (days, words, light),
            "{today}"
        );
    }
}

#[test]
fn the_lights_follow_the_programme() {
    let mut programme = Programme::default();
    let due = date("2012-07-20");
    let light = |programme: &Programme, today: &str| countdown(due, date(today), programme).light;
    // Whatever the order in which they are written.
    programme.countdown_days.value = vec![5, 30, 10];
    assert_eq!(light(&programme, "2012-06-19"), Light::Calm);
    assert_eq!(light(&programme, "2012-06-20"), Light::Near);
    assert_eq!(light(&programme, "2012-07-10"), Light::Pressing);
    // One reminder, or none: what is due today is pressing all the same.
    programme.countdown_days.value = vec![5];
    assert_eq!(light(&programme, "2012-07-14"), Light::Calm);
    assert_eq!(light(&programme, "2012-07-15"), Light::Pressing);
    programme.countdown_days.value = Vec::new();
    assert_eq!(light(&programme, "2012-07-19"), Light::Calm);
    assert_eq!(light(&programme, "2012-07-20"), Light::Pressing);
    assert_eq!(light(&programme, "2012-07-21"), Light::Overdue);
}

// Suggestions.

/// Every field of these books, as (book, record, declaration).
fn fields(books: &Books) -> Vec<(Id, Id, &'static jinwei::domain::Field)> {
    let mut all = Vec::new();
    for document in books.documents() {
        for collection in document.collections() {
            for record in document
                .list(collection.name)
                .into_iter()
                .flat_map(<dyn RecordList>::iter)
            {
                let fields = record.def().fields.iter();
                all.extend(fields.map(|field| (document.id().clone(), record.id().clone(), field)));
            }
        }
    }
    all
}

#[test]
fn suggestions_never_stand_over_anything_and_always_fit() {
    let programme = Programme::default();
    let mut made = 0;
    for books in [sample::unit_of_three(), sample::single_branch()] {
        for (document, record, field) in fields(&books) {
            let suggested = |books: &Books| suggestion(books, &programme, &document, &record, field.name);
            let held = books
                .document(&document)
                .and_then(|d| d.record(&record)?.1.get(field.name));
            if held.is_some_and(|value| !value.is_empty()) {
                assert_eq!(suggested(&books), None, "{document}/{record}.{}", field.name);
            }
            let mut emptied = books.clone();
            let empty = Edit::Set {
                document: document.clone(),
                record: record.clone(),
                field: field.name,
                value: field.kind.empty(),
            };
            apply(&mut emptied, empty).expect("every field can be emptied");
            let Some(value) = suggested(&emptied) else {
                continue;
            };
            assert!(!value.is_empty(), "{record}.{}", field.name);
            let accept = Edit::Set {
                document: document.clone(),
                record: record.clone(),
                field: field.name,
                value,
            };
            apply(&mut emptied, accept).expect("a suggestion fits its field");
            assert_eq!(suggested(&emptied), None, "{record}.{}", field.name);
            made += 1;
        }
    }
    assert!(made > 30, "{made}");
}

#[test]
fn suggestions_come_from_the_books_and_the_notice() {
    let programme = Programme::default();
    let mut school = school();
    let suggested = |school: &Scenario, document: &str, record: &str, field: &str| {
        suggestion(&school.books, &programme, &id(document), &id(record), field)
    };
    school.answer(WEAK, "promotion_goal", "target_grade", "");
    assert_eq!(
        suggested(&school, WEAK, "promotion_goal", "target_grade"),
        Some(Value::One(Some(Grade::FairlyGood.code())))
    );
    // 好 has no higher grade: it stays.
    school.answer("sample-branch-3", "promotion_goal", "target_grade", "");
    assert_eq!(
        suggested(&school, "sample-branch-3", "promotion_goal", "target_grade"),
        Some(Value::One(Some(Grade::Good.code())))
    );

    school.add(WEAK, "items", "new");
    assert_eq!(suggested(&school, WEAK, "new", "term"), None);
    school.answer(WEAK, "items/new", "task_category", TaskCategory::Other.code());
    assert_eq!(suggested(&school, WEAK, "new", "term"), None);
    school.answer(
        WEAK,
        "items/new",
        "task_category",
        TaskCategory::Infrastructure.code(),
    );
    assert_eq!(
        suggested(&school, WEAK, "new", "term"),
        Some(Value::One(Some("long")))
    );
    school.answer(WEAK, "items/new", "task_category", TaskCategory::Staffing.code());
    assert_eq!(
        suggested(&school, WEAK, "new", "term"),
        Some(Value::One(Some("short")))
    );
    school.answer(WEAK, "items/new", "term", "short");
    let short = Some(Value::Date(Some(programme.short_due.value)));
    assert_eq!(suggested(&school, WEAK, "new", "due"), short);
    // Found on the last day it can still meet it; a day later it cannot (note B).
    school.answer(WEAK, "items/new", "found_on", "2012-07-31");
    assert_eq!(suggested(&school, WEAK, "new", "due"), short);
    school.answer(WEAK, "items/new", "found_on", "2012-08-01");
    assert_eq!(suggested(&school, WEAK, "new", "due"), None);
    // Nothing is suggested for what is not there.
    assert_eq!(suggested(&school, WEAK, "gone", "due"), None);
    assert_eq!(suggested(&school, WEAK, "new", "no_such_field"), None);
}

// What is asked.

#[test]
fn a_field_is_asked_when_the_others_call_for_it() {
    let mut school = school();
    school.add(WEAK, "items", "new");
    let asked = |school: &Scenario, field: &str| is_relevant(school.record(WEAK, "items/new"), field);

    assert!(asked(&school, "project"));
    assert!(!asked(&school, "type_label"));
    school.answer(WEAK, "items/new", "problem_type", ProblemType::Other.code());
    assert!(asked(&school, "type_label"));

    // A reason is owed by what the notice counts as quick and the branch does not.
    assert!(!asked(&school, "term_reason"));
    school.answer(WEAK, "items/new", "task_category", TaskCategory::Rules.code());
    assert!(!asked(&school, "term_reason"), "the term is not chosen yet");
    school.answer(WEAK, "items/new", "term", Term::Short.code());
    assert!(!asked(&school, "term_reason"));
    school.answer(WEAK, "items/new", "term", Term::Medium.code());
    assert!(asked(&school, "term_reason"));
    school.answer(WEAK, "items/new", "task_category", TaskCategory::Other.code());
    assert!(!asked(&school, "term_reason"));

    // An explanation is owed by what takes long, by its term or by its category (clause 一.3-d).
    let explanation = [
        "explanation_text",
        "explanation_audience",
        "explanation_channel",
        "explained_on",
    ];
    assert!(explanation.iter().all(|field| !asked(&school, field)));
    school.answer(WEAK, "items/new", "term", Term::Long.code());
    assert!(explanation.iter().all(|field| asked(&school, field)));
    school.answer(WEAK, "items/new", "term", Term::Short.code());
    school.answer(
        WEAK,
        "items/new",
        "task_category",
        TaskCategory::Development.code(),
    );
    assert!(explanation.iter().all(|field| asked(&school, field)));
    assert!(needs_plan(school.record(WEAK, "items/new")));

    // What holds something is always shown.
    school.answer(WEAK, "items/new", "explanation_text", "已在教代会说明");
    school.answer(WEAK, "items/new", "task_category", "");
    assert!(asked(&school, "explanation_text"));
    assert!(!asked(&school, "explanation_audience"));
}

// Any sequence.

/// What the ledger's own commands promise, once they are carried out.
fn assert_promise_is_kept(books: &Books, edit: &Edit) {
    let of = |document: &Id, close_out: &Id| {
        let branch = books.branch(document).expect("the branch");
        let mut all = branch.close_outs.iter();
        let close = all.find(|close| close.id == *close_out).expect("the close-out");
        (branch, close.item.clone().unwrap_or_default())
    };
    match edit {
        Edit::BeginCloseOut { document, item, .. } => {
            let branch = books.branch(document).expect("the branch");
            let waiting =
                |close: &&jinwei::domain::CloseOut| close.closed_on.is_none() && close.reopened_on.is_none();
            assert_eq!(branch.close_outs_of(item).filter(waiting).count(), 1);
            assert_eq!(branch.closed(item), None);
        }
        Edit::ConfirmCloseOut {
            document, close_out, ..
        } => {
            let (branch, item) = of(document, close_out);
            assert_eq!(branch.closed(&item).map(|close| &close.id), Some(close_out));
        }
        Edit::ReopenItem {
            document, close_out, ..
        } => {
            let (branch, item) = of(document, close_out);
            assert_eq!(branch.closed(&item), None);
        }
        _ => {}
    }
}

/// No name stands twice in a book; else it would lose a record when it is next read.
fn assert_names_are_unique(books: &Books) {
    for document in books.documents() {
        let lists = document
            .collections()
            .iter()
            .filter_map(|collection| document.list(collection.name));
        let mut names: Vec<_> = lists
            .flat_map(<dyn RecordList>::iter)
            .map(|record| record.id().clone())
            .collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all, "{}", document.id());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is done in whatever order: what is refused changes nothing; what changes is told, for only that is
    /// written; and a removal that is undone was never there.
    #[test]
    fn any_sequence_of_commands_keeps_the_books_whole(
        start in 0..3_usize,
        commands in proptest::collection::vec(blind(), 1..60),
    ) {
        let mut books = match start {
            0 => sample::single_branch(),
            1 => sample::unit_of_three(),
            _ => sample::lived(date("2012-08-31")),
        };
        books.number_branches();
        for command in commands {
            let before = books.clone();
            let edit = command.fitted(&before);
            match apply(&mut books, edit.clone()) {
                Err(_) => prop_assert_eq!(&books, &before),
                Ok(change) => {
                    assert_tells_all(&before, &books, &change);
                    assert_names_are_unique(&books);
                    assert_promise_is_kept(&books, &edit);
                    if let Some(undo) = change.undo {
                        let removed = books.clone();
                        let back = apply(&mut books, undo).expect("a removal can be undone");
                        assert_tells_all(&removed, &books, &back);
                        prop_assert_eq!(&books, &before);
                        books = removed;
                    }
                }
            }
        }
    }
}

/// The declarations that the stories above rely on: what belongs to an item goes and comes back with it.
#[test]
fn what_belongs_to_an_item_is_known_to_the_commands() {
    let all = BranchBook::COLLECTIONS.iter().chain(UnitBook::COLLECTIONS);
    let owned = all.filter(|known| {
        let owner = known.record.field("item");
        owner.is_some_and(|owner| owner.kind == Kind::Ref)
    });
    assert_eq!(
        owned.map(|known| known.name).collect::<Vec<_>>(),
        ["milestones", "progress", "extensions", "close_outs", "feedbacks"]
    );
    let mut books = sample::lived(date("2012-08-31"));
    let before = books.clone();
    let change = apply(
        &mut books,
        Edit::Remove {
            document: id("sample-branch-1"),
            record: id("sample-item-1-1"),
        },
    )
    .expect("an item");
    let of_item = |book: &BranchBook| book.close_outs_of(&id("sample-item-1-1")).count();
    assert_eq!(
        (of_item(&before.branches[0]), of_item(&books.branches[0])),
        (1, 0)
    );
    apply(&mut books, change.undo.expect("a way back")).expect("put back");
    assert_eq!(books, before);
}
