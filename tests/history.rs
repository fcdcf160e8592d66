//! The history: whatever was done can be taken back and done again, is stored and read again as it was, and follows
//! what another tab has done meanwhile without losing anything.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

mod blind;

use blind::{Blind, blind};
use jinwei::bundle::Desk;
use jinwei::domain::{Book, Books, Comment, Grade, Id, ReviewSheet, Value};
use jinwei::history::{
    Act, Difference, KEPT_WHOLE, Log, Place, Step, between, carry, decode_step, encode_step, thin, turned,
};
use jinwei::sample;
use jinwei::state::{Edit, Match, apply};
use proptest::prelude::*;

const AT: &str = "2012-07-03T09:00:00Z";
const WEAK: &str = "sample-branch-1";
const ITEM: &str = "sample-item-1-1";

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn school() -> Books {
    let mut books = sample::unit_of_three();
    books.number_branches();
    books
}

fn set(field: &'static str, text: &str) -> Edit {
    Edit::Set {
        document: id(WEAK),
        record: id(ITEM),
        field,
        value: Value::Text(text.into()),
    }
}

fn project(books: &Books) -> String {
    let branch = books.branch(&id(WEAK)).expect("the branch");
    branch.items[0].project.clone()
}

/// A tab: its books, its log, and what it has written to a disk that several tabs share.
struct Tab {
    books: Books,
    log: Log,
    clock: f64,
}

/// What is on the disk.
struct Disk {
    books: Books,
    steps: Vec<Step>,
    /// The number of the last step, also of one that only a newer program reads.
    last_step: u64,
    turn: u64,
}

impl Disk {
    fn new(books: Books) -> Self {
        Self {
            books,
            steps: Vec::new(),
            last_step: 0,
            turn: 0,
        }
    }

    fn open(&self) -> Tab {
        Tab {
            books: self.books.clone(),
            log: Log::open(
                Desk::Unit,
                &self.books,
                self.steps.clone(),
                self.last_step,
                self.turn,
            ),
            clock: 0.0,
        }
    }

    /// What a transaction does: all of it, or nothing because another tab was first.
    fn take(&mut self, tab: &mut Tab) -> bool {
        let turn = tab.log.take_turn(&tab.books);
        if turn.number != self.turn + 1 {
            tab.log.failed(turn.number);
            return false;
        }
        // Every step travels as it is stored.
        let stored: Vec<Step> = turn
            .steps
            .iter()
            .map(|step| decode_step(&encode_step(step)).expect("readable"))
            .collect();
        assert_eq!(stored, turn.steps);
        for step in stored {
            self.steps.retain(|known| known.number != step.number);
            self.last_step = self.last_step.max(step.number);
            self.steps.push(step);
        }
        self.books = tab.books.clone();
        self.turn = turn.number;
        tab.log.written(turn.number);
        assert!(!tab.log.is_behind());
        true
    }
}

impl Tab {
    fn act(&mut self, edit: Edit) -> bool {
        self.clock += 1_000.0;
        let place = edit.place();
        self.log
            .begin(&self.books, Act::Command(edit.name()), place, AT, self.clock);
        match apply(&mut self.books, edit) {
            Ok(change) => {
                self.log.did(&change.documents);
                self.log.did(&change.removed);
                true
            }
            Err(_) => false,
        }
    }

    fn follow(&mut self, disk: &Disk) -> Vec<Difference> {
        self.log.follow(
            &mut self.books,
            disk.books.clone(),
            disk.steps.clone(),
            disk.last_step,
            disk.turn,
            AT,
        )
    }

    fn undo(&mut self) -> bool {
        self.log
            .undo(&mut self.books, AT)
            .is_some_and(|done| done.is_ok())
    }

    fn redo(&mut self) -> bool {
        self.log
            .redo(&mut self.books, AT)
            .is_some_and(|done| done.is_ok())
    }
}

fn holds(books: &Books, document: &Id, record: &Id, field: &str, text: &str) -> bool {
    let record = books.document(document).and_then(|book| book.record(record));
    record.is_some_and(|(_, record)| record.get(field) == Some(Value::Text(text.into())))
}

fn all_ids(books: &[&Books]) -> Vec<Id> {
    let mut ids = Vec::new();
    for document in books.iter().flat_map(|books| books.documents()) {
        if !ids.contains(document.id()) {
            ids.push(document.id().clone());
        }
    }
    ids
}

#[test]
fn typing_at_one_place_is_one_step_until_it_pauses() {
    let mut tab = Disk::new(school()).open();
    for text in ["活", "活动", "活动少"] {
        tab.act(set("project", text));
    }
    tab.clock += 60_000.0;
    tab.act(set("project", "活动少，形式单一"));
    assert!(tab.undo());
    assert_eq!(project(&tab.books), "活动少");
    assert!(tab.undo());
    assert_eq!(project(&tab.books), project(&school()));
    assert!(!tab.undo(), "nothing is left to take back");
    assert!(tab.redo() && tab.redo() && !tab.redo());
    assert_eq!(project(&tab.books), "活动少，形式单一");
}

/// Every command by its name, from books in which each has something to do.
#[test]
fn every_command_is_in_the_history_by_its_name_and_can_be_taken_back() {
    let start = || {
        let mut books = school();
        let mut review = ReviewSheet::new(id("review"));
        review.comments.push(Comment {
            id: id("remark"),
            ..Comment::default()
        });
        books.put(Book::Review(review));
        books
    };
    let (document, record) = (id(WEAK), id(ITEM));
    let on = "2012-07-20".parse().expect("a day");
    let close_out = id("close-out");
    let begin = || Edit::BeginCloseOut {
        document: document.clone(),
        item: record.clone(),
        id: close_out.clone(),
        completed_on: on,
    };
    let complete = |field, value| Edit::Set {
        document: document.clone(),
        record: close_out.clone(),
        field,
        value,
    };
    let applied = || {
        vec![
            begin(),
            complete("result", Value::Text("已按月开展活动".into())),
            complete("evidence", Value::Text("活动记录12次".into())),
            complete("verified_by", Value::Text("党支部书记".into())),
            Edit::ApplyCloseOut {
                document: document.clone(),
                close_out: close_out.clone(),
                on,
            },
        ]
    };
    let with = |mut before: Vec<Edit>, last: Edit| {
        before.push(last);
        before
    };
    let confirm = || Edit::ConfirmCloseOut {
        document: document.clone(),
        close_out: close_out.clone(),
        on,
    };
    let remove = || Edit::Remove {
        document: document.clone(),
        record: record.clone(),
    };
    let put_back = || {
        apply(&mut start(), remove())
            .expect("removed")
            .undo
            .expect("a way back")
    };
    let one = |edit: Edit| vec![edit];
    let book = |name: &str| {
        let mut books = start();
        books.branch_mut(&document).expect("the branch").profile.name = name.into();
        books.book(&document).expect("the branch")
    };
    for doings in [
        one(set("project", "活动少")),
        one(Edit::Add {
            document: document.clone(),
            collection: "items",
            after: None,
            id: id("new"),
            preset: vec![],
        }),
        one(Edit::Duplicate {
            document: document.clone(),
            record: record.clone(),
            id: id("new"),
            spare: (0..9).map(|at| id(&format!("spare-{at}"))).collect(),
        }),
        one(remove()),
        with(one(remove()), put_back()),
        one(Edit::Move {
            document: document.clone(),
            record: record.clone(),
            by: 1,
        }),
        one(Edit::Explain {
            document: document.clone(),
            rule: "handler-not-a-person",
            record: ITEM.into(),
            field: "handler",
            reason: "情况属实".into(),
            id: id("reason"),
        }),
        one(Edit::Extend {
            document: document.clone(),
            item: record.clone(),
            id: id("extension"),
            asked_on: on,
        }),
        one(begin()),
        applied(),
        with(
            applied(),
            Edit::WithdrawCloseOut {
                document: document.clone(),
                close_out: close_out.clone(),
            },
        ),
        with(applied(), confirm()),
        with(
            with(applied(), confirm()),
            Edit::ReopenItem {
                document: document.clone(),
                close_out: close_out.clone(),
                on,
                reason: "又出现了".into(),
            },
        ),
        one(Edit::Answer {
            document: id("review"),
            comment: id("remark"),
            text: "已改".into(),
            on,
        }),
        one(Edit::MatchRegister {
            matches: vec![Match {
                document: document.clone(),
                entry: Some(id("entry")),
                grade: Some(Grade::Good),
            }],
        }),
        one(Edit::AddBranch {
            id: id("new"),
            parts: std::array::from_fn(|at| id(&format!("part-{at}"))),
        }),
        one(Edit::RemoveBook { id: document.clone() }),
        one(Edit::PutBooks {
            books: vec![book("一支部")],
        }),
    ] {
        let mut disk = Disk::new(start());
        let mut tab = disk.open();
        let (mut before, mut name) = (start(), "");
        for edit in doings {
            before = tab.books.clone();
            name = edit.name();
            assert!(tab.act(edit), "{name} is carried out");
            tab.log.close(&tab.books);
        }
        let after = tab.books.clone();
        assert!(disk.take(&mut tab), "{name}");
        assert_eq!(disk.steps.last().map(|step| step.act), Some(Act::Command(name)));
        // Loaded anew, it is still that command, and goes back and forth.
        let mut later = disk.open();
        assert!(later.undo(), "{name}");
        assert_eq!(later.books, before, "{name}");
        assert!(later.redo(), "{name}");
        assert_eq!(later.books, after, "{name}");
    }
}

#[test]
fn what_the_disk_refused_leaves_no_gap_in_the_numbers_of_steps() {
    let mut tab = Disk::new(school()).open();
    for (typed_meanwhile, expected) in [(false, 1), (true, 3)] {
        let turn = tab.log.pass("import", &[], &[], AT);
        if typed_meanwhile {
            // It has the number behind by then: that of the refused one stays free, as the order must.
            tab.act(set("project", "活动少"));
            tab.log.close(&tab.books);
        }
        tab.log.refused(&turn);
        let again = tab.log.pass("import", &[], &[], AT);
        assert_eq!(
            again.steps[0].number, expected,
            "typed meanwhile: {typed_meanwhile}"
        );
        assert_eq!(again.number, turn.number);
        tab.log.refused(&again);
    }
}

#[test]
fn a_step_tells_when_and_at_which_desk_whatever_it_is() {
    let (day, later) = ("2012-07-03T09:00:00Z", "2012-07-04T10:30:00Z");
    for desk in [Desk::Branch, Desk::Unit, Desk::Office] {
        let mut books = school();
        let mut log = Log::open(desk, &books, vec![], 0, 0);
        let edit = set("project", "活动少");
        log.begin(&books, Act::Command("set"), edit.place(), day, 0.0);
        log.did(&apply(&mut books, edit).expect("typed").documents);
        let typed = log.take_turn(&books);
        log.written(typed.number);
        let passed = log.pass("import", &[], &[], later);
        let mut told: Vec<_> = typed.steps.iter().chain(&passed.steps).collect();
        // What clashed is told like any other.
        let mut disk = Disk::new(school());
        let mut other = disk.open();
        other.act(set("project", "经费少"));
        assert!(disk.take(&mut other));
        let mut mine = school();
        let mut log = Log::open(desk, &mine, vec![], 0, 0);
        let edit = set("project", "人员少");
        log.begin(&mine, Act::Command("set"), edit.place(), day, 0.0);
        log.did(&apply(&mut mine, edit).expect("typed").documents);
        let clashed = log.follow(&mut mine, disk.books.clone(), disk.steps.clone(), 1, 1, later);
        assert_eq!(clashed.len(), 1);
        let kept = log.take_turn(&mine);
        told.extend(&kept.steps);
        let moments: Vec<_> = told.iter().map(|step| (step.act, step.desk, &*step.at)).collect();
        assert_eq!(
            moments,
            [
                (Act::Command("set"), desk, day),
                (Act::Passing("import"), desk, later),
                (Act::Clash, desk, later),
            ]
        );
        for step in told {
            assert_eq!(decode_step(&encode_step(step)).as_ref(), Some(step));
        }
    }
}

#[test]
fn typing_that_goes_on_over_several_writes_is_one_step_on_the_disk() {
    let mut disk = Disk::new(school());
    let mut tab = disk.open();
    for text in ["活", "活动", "活动少"] {
        tab.act(set("project", text));
        assert!(disk.take(&mut tab));
    }
    assert_eq!(disk.steps.len(), 1);
    let mut later = disk.open();
    assert!(later.undo());
    assert_eq!(later.books, school());
    assert!(disk.take(&mut later));
    assert_eq!(disk.steps[1].act, Act::Undo(1));
    let mut again = disk.open();
    assert!(!again.undo());
    assert!(again.redo());
    assert_eq!(project(&again.books), "活动少");
}

#[test]
fn what_two_tabs_type_at_two_places_is_there_in_both() {
    let mut disk = Disk::new(school());
    let (mut one, mut two) = (disk.open(), disk.open());
    one.act(set("project", "活动少"));
    assert!(disk.take(&mut one));
    two.act(set("root_cause", "没有计划"));
    assert!(!disk.take(&mut two), "the disk is further than this tab knows");
    assert_eq!(two.follow(&disk), []);
    assert!(disk.take(&mut two));
    assert_eq!(one.follow(&disk), []);
    assert_eq!(one.books, two.books);
    assert_eq!(project(&two.books), "活动少");
    let branch = one.books.branch(&id(WEAK)).expect("the branch");
    assert_eq!(branch.items[0].root_cause, "没有计划");
}

#[test]
fn what_two_tabs_type_at_one_place_is_kept_both_and_told() {
    let mut disk = Disk::new(school());
    let (mut one, mut two) = (disk.open(), disk.open());
    one.act(set("project", "活动少"));
    assert!(disk.take(&mut one));
    two.act(set("project", "经费少"));
    assert!(!disk.take(&mut two));
    let clashed = two.follow(&disk);
    assert_eq!(clashed.len(), 1);
    assert_eq!(project(&two.books), "活动少");
    assert!(disk.take(&mut two));
    let kept = disk.steps.last().expect("a step");
    assert_eq!((kept.act, &kept.differences), (Act::Clash, &clashed));
    // It was never in the books, so there is nothing to take back but the first tab's step.
    let mut later = disk.open();
    assert!(later.undo());
    assert_eq!(later.books, school());
}

#[test]
fn what_clashed_is_kept_however_often_the_other_tab_is_first() {
    let mut disk = Disk::new(school());
    let (mut one, mut two) = (disk.open(), disk.open());
    one.act(set("project", "活动少"));
    assert!(disk.take(&mut one));
    two.act(set("project", "经费少"));
    assert_eq!(two.follow(&disk).len(), 1);
    for text in ["没有计划", "没有计划和总结"] {
        one.act(set("root_cause", text));
        one.log.close(&one.books);
        assert!(disk.take(&mut one));
        assert!(!disk.take(&mut two), "the other was first");
        assert_eq!(two.follow(&disk), [], "nothing else clashes");
        assert_eq!(two.log.waiting(), [id(WEAK)]);
    }
    assert!(disk.take(&mut two));
    assert_eq!(two.log.waiting(), []);
    let clashes = disk.steps.iter().filter(|step| step.act == Act::Clash);
    let kept: Vec<String> = clashes.map(encode_step).collect();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains("经费少"), "{}", kept[0]);
}

#[test]
fn a_step_whose_place_was_changed_otherwise_is_not_taken_back_and_the_one_before_is() {
    let mut tab = Disk::new(school()).open();
    tab.act(set("root_cause", "没有计划"));
    tab.act(set("project", "活动少"));
    // A file came in.
    let mut came = tab.books.clone();
    apply(&mut came, set("project", "来自文件")).expect("possible");
    let put = vec![came.book(&id(WEAK)).expect("the book")];
    tab.log.close(&tab.books);
    let turn = tab.log.pass("import", &put, &[], AT);
    tab.books = came;
    tab.log.passed(turn, &put, &[]);
    assert!(tab.log.undo(&mut tab.books, AT).is_some_and(|done| done.is_err()));
    assert_eq!(project(&tab.books), "来自文件");
    assert!(tab.undo());
    let branch = tab.books.branch(&id(WEAK)).expect("the branch");
    let before = school();
    assert_eq!(branch.items[0].root_cause, before.branches[0].items[0].root_cause);
    assert_eq!(branch.items[0].project, "来自文件");
}

/// What passes by the steps: the state of an earlier time comes back.
fn restore(tab: &mut Tab, state: &Books) {
    tab.log.close(&tab.books);
    let put: Vec<_> = all_ids(&[state]).iter().filter_map(|id| state.book(id)).collect();
    let mut removed = all_ids(&[&tab.books]);
    removed.retain(|id| state.book(id).is_none());
    let turn = tab.log.pass("restore", &put, &removed, AT);
    tab.books = state.clone();
    tab.log.passed(turn, &put, &removed);
}

#[test]
fn typing_that_came_to_nothing_is_no_step_however_it_was_written() {
    for writes in [false, true] {
        let mut disk = Disk::new(school());
        let mut tab = disk.open();
        let was = project(&tab.books);
        tab.act(set("root_cause", "没有计划"));
        let before = tab.books.clone();
        tab.act(set("project", "活"));
        if writes {
            disk.take(&mut tab);
        }
        tab.act(set("project", &was));
        disk.take(&mut tab);
        assert_eq!(tab.books, before);
        assert!(tab.undo());
        assert_eq!(tab.books, school(), "written in between: {writes}");
        assert!(!tab.undo());
        // Nor does it stand in the way of what can be done again.
        tab.act(set("project", "活"));
        tab.act(set("project", &was));
        assert!(tab.redo());
        assert_eq!(tab.books, before);
    }
}

#[test]
fn a_step_that_a_restored_state_led_back_is_passed_over() {
    let mut tab = Disk::new(school()).open();
    tab.act(set("root_cause", "没有计划"));
    let state = tab.books.clone();
    tab.act(set("project", "活动少"));
    let after = tab.books.clone();
    restore(&mut tab, &state);
    let next = tab.log.next(&tab.books).0.expect("a step");
    assert_eq!(next.number, 1, "what is offered is what would change something");
    assert!(tab.undo());
    assert_eq!(tab.books, school());
    assert!(!tab.undo());
    assert!(tab.redo());
    assert_eq!(tab.books, state, "again is what back was, no more");
    assert!(!tab.redo());
    // Where the restored state gives way, the step is one again.
    restore(&mut tab, &after);
    assert!(tab.undo() && tab.undo());
    assert_eq!(tab.books, school());
}

#[test]
fn a_transaction_that_failed_is_written_with_the_next() {
    let mut disk = Disk::new(school());
    let mut tab = disk.open();
    tab.act(set("project", "活动少"));
    let turn = tab.log.take_turn(&tab.books);
    tab.log.failed(turn.number);
    assert!(tab.log.is_behind());
    tab.act(set("root_cause", "没有计划"));
    assert!(disk.take(&mut tab));
    assert_eq!(disk.steps.len(), 2);
}

#[test]
fn of_two_transactions_that_both_fail_both_numbers_are_free_again() {
    let mut disk = Disk::new(school());
    let mut tab = disk.open();
    for first_fails_first in [true, false] {
        tab.act(set("project", "活动少"));
        let first = tab.log.take_turn(&tab.books).number;
        tab.act(set("root_cause", "没有计划"));
        let second = tab.log.take_turn(&tab.books).number;
        let (one, other) = if first_fails_first {
            (first, second)
        } else {
            (second, first)
        };
        tab.log.failed(one);
        tab.log.failed(other);
        assert_eq!(tab.log.turn(), disk.turn);
        assert!(disk.take(&mut tab));
    }
    // Where the first fails and the second gets through, the next comes behind that.
    tab.act(set("project", "活动很少"));
    let first = tab.log.take_turn(&tab.books).number;
    let second = tab.log.take_turn(&tab.books).number;
    tab.log.failed(first);
    tab.log.written(second);
    assert_eq!(tab.log.turn(), second);
}

#[test]
fn a_new_step_never_takes_the_place_of_one_that_only_a_newer_program_reads() {
    let mut disk = Disk::new(school());
    disk.last_step = 7;
    let (mut one, mut two) = (disk.open(), disk.open());
    one.act(set("project", "活动少"));
    assert!(disk.take(&mut one));
    assert_eq!(disk.steps[0].number, 8);
    // A newer program wrote once more.
    disk.last_step = 9;
    disk.turn += 1;
    two.act(set("root_cause", "没有计划"));
    assert_eq!(two.follow(&disk), []);
    assert!(disk.take(&mut two));
    assert_eq!(disk.steps[1].number, 10);
}

#[test]
fn typing_of_a_day_in_one_record_is_put_together_when_it_is_old_and_nothing_that_was_removed() {
    let mut disk = Disk::new(school());
    let mut tab = disk.open();
    let remove = Edit::Remove {
        document: id(WEAK),
        record: id("sample-item-1-3"),
    };
    let mut edits = vec![
        set("project", "一"),
        set("root_cause", "没有计划"),
        set("project", "二"),
        remove,
        set("project", "三"),
    ];
    edits.extend((0..KEPT_WHOLE).map(|at| set(["root_cause", "project"][at % 2], &format!("新{at}"))));
    let mut written = Vec::new();
    for edit in edits {
        tab.act(edit);
        disk.take(&mut tab);
        written = disk.steps.clone();
    }
    assert_eq!(written.len(), KEPT_WHOLE + 5);
    let thinned = thin(&written);
    assert_eq!(thinned.gone, [2, 3]);
    assert_eq!(thinned.joined.len(), 1);
    let Place::Fields { fields, .. } = &thinned.joined[0].differences[0].place else {
        panic!("fields")
    };
    let first = fields
        .iter()
        .find(|one| one.field.name == "project")
        .expect("the field");
    assert_eq!(first.before, Value::Text(project(&school())));
    assert_eq!(first.after, Value::Text("二".into()));

    // What is thinned leads from the same books to the same books.
    let mut kept: Vec<Step> = written
        .iter()
        .filter(|step| !thinned.gone.contains(&step.number))
        .cloned()
        .collect();
    for joined in thinned.joined {
        let place = kept
            .iter_mut()
            .find(|step| step.number == joined.number)
            .expect("it is there");
        *place = joined;
    }
    let mut books = school();
    for step in &kept {
        assert_eq!(carry(&mut books, &step.differences), []);
    }
    assert_eq!(books, disk.books);
    assert_eq!(thin(&kept).gone, Vec::<u64>::new());
}

#[test]
fn a_day_ends_at_midnight_on_the_wall() {
    let mut disk = Disk::new(school());
    let mut tab = disk.open();
    let mut edits = vec![
        set("project", "一"),
        set("root_cause", "没有计划"),
        set("project", "三"),
    ];
    edits.extend((0..KEPT_WHOLE).map(|at| set(["root_cause", "project"][at % 2], &format!("新{at}"))));
    for edit in edits {
        tab.act(edit);
        disk.take(&mut tab);
    }
    let mut written = disk.steps.clone();
    for (step, at) in written.iter_mut().zip([
        "2012-07-05T15:59:00Z",
        "2012-07-05T16:01:00Z",
        "2012-07-06T02:00:00Z",
    ]) {
        at.clone_into(&mut step.at);
    }
    assert_eq!(thin(&written).gone, [3]);
    // What is no moment is on no day.
    written[2].at.clear();
    assert_eq!(thin(&written).gone, Vec::<u64>::new());
}

/// What is done in a tab.
#[derive(Debug, Clone)]
enum Doing {
    Command(Blind),
    Undo,
    Redo,
    Write,
    Follow,
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        6 => blind().prop_map(Doing::Command),
        2 => Just(Doing::Undo),
        1 => Just(Doing::Redo),
        2 => Just(Doing::Write),
        1 => Just(Doing::Follow),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Differences lead exactly there, and exactly back, and are stored and read as they are.
    #[test]
    fn differences_lead_there_and_back(commands in prop::collection::vec(blind(), 1..25), lived in any::<bool>()) {
        let mut before = if lived { sample::lived(chrono::NaiveDate::from_ymd_opt(2012, 8, 31).expect("a day")) } else { school() };
        // Books that come back take the place of their number.
        before.number_branches();
        let mut after = before.clone();
        for command in commands {
            let edit = command.fitted(&after);
            let _ = apply(&mut after, edit);
        }
        let differences = between(&before, &after, &all_ids(&[&before, &after]));
        let mut books = before.clone();
        prop_assert_eq!(carry(&mut books, &differences), vec![]);
        prop_assert_eq!(&books, &after);
        // Once more changes nothing: every place is as it shall be.
        prop_assert_eq!(carry(&mut books, &differences), vec![]);
        prop_assert_eq!(&books, &after);
        prop_assert_eq!(carry(&mut books, &turned(&differences)), vec![]);
        prop_assert_eq!(&books, &before);
        let step = Step { number: 7, at: AT.into(), desk: Desk::Unit, act: Act::Command("set"), differences };
        prop_assert_eq!(decode_step(&encode_step(&step)), Some(step));
    }

    /// Whatever is done, fifty steps back and fifty again lead through the very same books, also when the page was loaded
    /// anew in between.
    #[test]
    fn whatever_is_done_is_taken_back_step_by_step_and_done_again(
        commands in prop::collection::vec(blind(), 1..60),
        reload in any::<bool>(),
    ) {
        let mut disk = Disk::new(school());
        let mut tab = disk.open();
        let mut states = vec![tab.books.clone()];
        for command in commands {
            let edit = command.fitted(&tab.books);
            tab.act(edit);
            tab.log.close(&tab.books);
            if states.last() != Some(&tab.books) {
                states.push(tab.books.clone());
            }
            disk.take(&mut tab);
        }
        if reload {
            tab = disk.open();
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(tab.undo());
            prop_assert_eq!(&tab.books, state);
        }
        prop_assert!(!tab.undo());
        disk.take(&mut tab);
        if reload {
            tab = disk.open();
        }
        for state in states.iter().skip(1) {
            prop_assert!(tab.redo());
            prop_assert_eq!(&tab.books, state);
        }
        prop_assert!(!tab.redo());
    }

    /// Where states of earlier times were restored in between, a step back changes something all the same, and doing it
    /// again leads to where it began.
    #[test]
    fn back_and_again_lead_to_where_they_began_whatever_was_restored(
        commands in prop::collection::vec((blind(), prop::option::weighted(0.2, any::<prop::sample::Index>())), 1..40),
    ) {
        let mut disk = Disk::new(school());
        let mut tab = disk.open();
        let mut states = vec![tab.books.clone()];
        for (command, earlier) in commands {
            match earlier {
                Some(at) => {
                    let state = at.get(&states).clone();
                    restore(&mut tab, &state);
                }
                None => drop(tab.act(command.fitted(&tab.books))),
            }
            tab.log.close(&tab.books);
            states.push(tab.books.clone());
            let before = tab.books.clone();
            if tab.undo() {
                prop_assert_ne!(&tab.books, &before);
                prop_assert!(tab.redo());
                prop_assert_eq!(&tab.books, &before);
            }
            disk.take(&mut tab);
        }
    }

    /// Two tabs that know of each other only by the disk: in the end both show the same, and every piece of text that
    /// either typed stands in the books, was overwritten or removed by a later step, or is kept as a clash.
    #[test]
    fn two_tabs_lose_nothing_between_them(doings in prop::collection::vec((any::<bool>(), doing()), 1..80)) {
        let mut disk = Disk::new(school());
        let mut tabs = [disk.open(), disk.open()];
        let mut typed = Vec::new();
        for (at, (first, doing)) in doings.into_iter().enumerate() {
            let tab = &mut tabs[usize::from(first)];
            match doing {
                Doing::Command(command) => {
                    let mut edit = command.fitted(&tab.books);
                    // What is typed on and on at one place is one text.
                    tab.clock += 60_000.0;
                    if let Edit::Set { value: Value::Text(text), document, record, field } = &mut edit {
                        *text = format!("〔{at}〕");
                        let (text, document, record, field) = (text.clone(), document.clone(), record.clone(), *field);
                        // A branch's book says its unit's name, whatever is typed there.
                        if tab.act(edit) && holds(&tab.books, &document, &record, field, &text) {
                            typed.push(text);
                        }
                    } else {
                        tab.act(edit);
                    }
                }
                Doing::Undo => drop(tab.undo()),
                Doing::Redo => drop(tab.redo()),
                Doing::Write => {
                    if tab.log.turn() == disk.turn {
                        prop_assert!(disk.take(tab));
                    } else {
                        prop_assert!(!disk.take(tab));
                        tab.follow(&disk);
                        prop_assert!(disk.take(tab));
                    }
                }
                Doing::Follow => {
                    tab.follow(&disk);
                }
            }
        }
        for _ in 0..2 {
            for tab in &mut tabs {
                tab.follow(&disk);
                prop_assert!(disk.take(tab));
            }
        }
        let [one, two] = &tabs;
        prop_assert_eq!(&one.books, &two.books);
        prop_assert_eq!(&one.books, &disk.books);
        let told: String = disk.steps.iter().map(encode_step).collect();
        for text in typed {
            prop_assert!(told.contains(&text), "{} is lost", text);
        }
        // The history tells exactly how the books came to be what they are.
        let mut again = school();
        for step in disk.steps.iter().filter(|step| step.act != Act::Clash) {
            prop_assert_eq!(carry(&mut again, &step.differences), vec![]);
        }
        prop_assert_eq!(&again, &disk.books);
    }
}
