//! What comes of a copy of a book that stands here already: case by case.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

use std::fs;
use std::path::Path;

use jinwei::bundle::MAX_TEXT_CHARS;
use jinwei::domain::{
    Book, BranchBook, Document, DocumentHead, Grade, Id, LedgerItem, MergeDecision, Milestone, Pledge,
    PublicNotice, Record, SetAside, UnitBook, Value, parse_date,
};
use jinwei::merge::{
    Conflict, Decision, Held, MAX_DECISION_CHARS, Merged, Party, Place, Relation, Take, head_after,
    record_decision, relation, three_way,
};

#[path = "support/merging_table.rs"]
mod merging_table;

use merging_table::{ADDED, FIELD, ORDERS, RECORD, SETS};

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// A branch's book with these items: id and project.
fn book(items: &[(&str, &str)]) -> BranchBook {
    let mut book = BranchBook::new(id("branch"));
    for (name, project) in items {
        book.items.push(LedgerItem {
            id: id(name),
            project: (*project).into(),
            ..Default::default()
        });
    }
    book
}

/// A step of an item's plan.
fn step(name: &str, item: &str, words: &str) -> Milestone {
    Milestone {
        id: id(name),
        item: Some(id(item)),
        step: words.into(),
        ..Default::default()
    }
}

fn merged(base: &BranchBook, mine: &BranchBook, theirs: &BranchBook, decisions: &[Decision]) -> Merged {
    three_way(Some(base), mine, theirs, decisions).expect("one kind")
}

fn branch(merged: &Merged) -> &BranchBook {
    match &merged.book {
        Book::Branch(branch) => branch,
        other => panic!("{other:?}"),
    }
}

fn same_content(one: &dyn Document, other: &dyn Document) -> bool {
    one.same_content(other)
}

fn decided(conflict: &Conflict, take: Take) -> Decision {
    Decision {
        place: conflict.place.clone(),
        take,
    }
}

// The tables.

#[test]
fn the_tables_in_the_docs_are_current() {
    let published = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/merging.md"));
    assert!(
        published.is_ok_and(|published| published == merging_table::merging_table()),
        "docs/merging.md is stale; refresh it with: cargo run --example rules_table"
    );
}

#[test]
fn how_a_copy_stands_to_the_one_here() {
    let told: Vec<_> = merging_table::relations()
        .iter()
        .map(|case| merging_table::words(&case.relation).0)
        .collect();
    let expected = [
        "新的",
        "相同",
        "相同",
        "较新",
        "较新",
        "分叉",
        "分叉",
        "较旧",
        "较旧",
        "较旧",
        "较旧",
        "较新",
        "分叉",
        "没有底",
        "没有底",
        "另一份",
    ];
    assert_eq!(told, expected);
}

/// Asserts a table of what either side does, which is the same across its diagonal.
fn assert_matrix(doings: &[&str], expected: &[&[&str]], cell: impl Fn(&str, &str) -> String) {
    for (mine, row) in doings.iter().zip(expected) {
        let told: Vec<_> = doings.iter().map(|theirs| cell(mine, theirs)).collect();
        assert_eq!(told, *row, "{mine}");
        for theirs in doings {
            assert_eq!(cell(mine, theirs), cell(theirs, mine), "{mine} {theirs}");
        }
    }
    assert_eq!(doings.len(), expected.len());
}

#[test]
fn a_field_changed_cleared_or_left_on_either_side() {
    let held = |doing: &str| FIELD.iter().find(|(name, _)| *name == doing).expect("a doing").1;
    assert_matrix(
        &FIELD.map(|(name, _)| name),
        &[
            &["原", "甲", "乙", "空"],
            &["甲", "甲", "冲突", "冲突"],
            &["乙", "冲突", "乙", "冲突"],
            &["空", "冲突", "冲突", "空"],
        ],
        |mine, theirs| merging_table::field(true, held(mine), held(theirs)),
    );
    assert_matrix(
        &["甲", "乙", ""],
        &[&["甲", "冲突", "甲"], &["冲突", "乙", "乙"], &["甲", "乙", "空"]],
        |mine, theirs| merging_table::field(false, mine, theirs),
    );
}

#[test]
fn a_record_changed_or_deleted_with_what_belongs_to_it() {
    let (item, step) = ("冲突（项目）", "冲突（节点）");
    assert_matrix(
        &RECORD,
        &[
            &[
                "原，第一步",
                "甲，第一步",
                "删去",
                "原，第一步、第二步",
                "原，先做这一步",
                "原，没有节点",
            ],
            &[
                "甲，第一步",
                "甲，第一步",
                item,
                "甲，第一步、第二步",
                "甲，先做这一步",
                "甲，没有节点",
            ],
            &["删去", item, "删去", item, item, "删去"],
            &[
                "原，第一步、第二步",
                "甲，第一步、第二步",
                item,
                "原，第一步、第二步",
                "原，先做这一步、第二步",
                "原，第二步",
            ],
            &[
                "原，先做这一步",
                "甲，先做这一步",
                item,
                "原，先做这一步、第二步",
                "原，先做这一步",
                step,
            ],
            &[
                "原，没有节点",
                "甲，没有节点",
                "删去",
                "原，第二步",
                step,
                "原，没有节点",
            ],
        ],
        merging_table::record,
    );
    assert_matrix(
        &ADDED,
        &[
            &["没有", "甲", "乙"],
            &["甲", "甲", "冲突"],
            &["乙", "冲突", "乙"],
        ],
        merging_table::added,
    );
}

#[test]
fn lists_are_sets_and_records_have_an_order() {
    let sets = SETS.map(|(mine, theirs)| {
        assert_eq!(merging_table::set(mine, theirs), merging_table::set(theirs, mine));
        merging_table::set(mine, theirs)
    });
    assert_eq!(sets, ["1、2", "1、2、3", "1、2、3、4", "1、3", "空", "1、2、3"]);
    let orders = ORDERS.map(|(mine, theirs)| {
        assert_eq!(
            merging_table::order(mine, theirs),
            merging_table::order(theirs, mine)
        );
        merging_table::order(mine, theirs)
    });
    let expected = [
        "3 1 2",
        "3 1 2",
        "2 1 3",
        "1 a 2 3 b",
        "1 a b 2 3",
        "1 c a d b 2 3",
        "3 1 a 2",
        "1 a 3",
    ];
    assert_eq!(orders, expected);
}

// Fields.

#[test]
fn changes_to_different_fields_of_one_record_combine() {
    let base = book(&[("item", "原")]);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.items[0].project = "甲".into();
    mine.promotion_goal.target_grade = Some(Grade::Good);
    theirs.items[0].due = parse_date("2012-07-20");
    theirs.promotion_goal.tasks = "一年".into();
    let merged = merged(&base, &mine, &theirs, &[]);
    assert_eq!(merged.conflicts, []);
    let item = &branch(&merged).items[0];
    assert_eq!((&*item.project, item.due), ("甲", parse_date("2012-07-20")));
    let goal = &branch(&merged).promotion_goal;
    assert_eq!((goal.target_grade, &*goal.tasks), (Some(Grade::Good), "一年"));
}

#[test]
fn a_conflict_shows_all_three_and_holds_the_base_until_it_is_decided() {
    let [base, mine, theirs] = ["原", "甲", ""].map(|project| book(&[("item", project)]));
    let open = merged(&base, &mine, &theirs, &[]);
    let text = |words: &str| Held::Value(Value::Text(words.into()));
    let [conflict] = open.conflicts.as_slice() else {
        panic!("{:?}", open.conflicts)
    };
    assert_eq!(
        (&conflict.base, &conflict.mine, &conflict.theirs),
        (&text("原"), &text("甲"), &text(""))
    );
    assert_eq!(
        conflict.place,
        Place {
            collection: "items",
            record: id("item"),
            field: Some("project".into())
        }
    );
    assert_eq!(
        conflict.field.map(|field| field.label),
        conflict.def.field("project").map(|field| field.label)
    );
    assert_eq!(branch(&open).items[0].project, "原");

    for (take, project) in [(Take::Mine, "甲"), (Take::Theirs, "")] {
        let done = merged(&base, &mine, &theirs, &[decided(conflict, take)]);
        assert_eq!(branch(&done).items[0].project, project);
        assert_eq!(done.conflicts, []);
        assert_eq!(done.decided, [(conflict.clone(), take)]);
    }
}

#[test]
fn a_decision_that_nothing_asks_for_changes_nothing() {
    let [base, mine] = ["原", "甲"].map(|project| book(&[("item", project)]));
    let place = Place {
        collection: "items",
        record: id("item"),
        field: Some("project".into()),
    };
    let decision = Decision {
        place,
        take: Take::Theirs,
    };
    let merged = merged(&base, &mine, &base, &[decision]);
    assert_eq!(branch(&merged).items[0].project, "甲");
    assert_eq!((merged.conflicts, merged.decided), (vec![], vec![]));
}

#[test]
fn answers_of_a_list_stay_in_the_lists_order() {
    let side = |codes: &[&'static str]| {
        let mut book = book(&[]);
        book.pledges.push(Pledge {
            id: id("pledge"),
            ..Default::default()
        });
        let pledge: &mut dyn Record = &mut book.pledges[0];
        pledge
            .set("five_lead", Value::Several(codes.to_vec()))
            .expect("codes");
        book
    };
    let list = match <Pledge as Default>::default()
        .def()
        .field("five_lead")
        .map(|field| field.kind)
    {
        Some(jinwei::domain::Kind::Several(list)) => list,
        other => panic!("{other:?}"),
    };
    let code = |at: usize| list[at].code;
    let merged = merged(
        &side(&[code(1)]),
        &side(&[code(1), code(4)]),
        &side(&[code(1), code(0)]),
        &[],
    );
    let pledge: &dyn Record = &branch(&merged).pledges[0];
    assert_eq!(
        pledge.get("five_lead"),
        Some(Value::Several(vec![code(0), code(1), code(4)]))
    );
}

#[test]
fn what_a_newer_program_wrote_is_merged_key_by_key() {
    let side = |fields: &[(&str, &str)]| {
        let mut book = book(&[("item", "原")]);
        let extra = || {
            fields
                .iter()
                .map(|(key, json)| ((*key).to_owned(), (*json).to_owned()))
                .collect()
        };
        book.items[0].extra = extra();
        book.head.extra = extra();
        book
    };
    let (base, mine, theirs) = (
        side(&[("a", "1"), ("b", "1"), ("c", "1")]),
        side(&[("a", "2"), ("b", "1"), ("c", "2"), ("d", "1")]),
        side(&[("a", "1"), ("c", "3")]),
    );
    let open = merged(&base, &mine, &theirs, &[]);
    let expected = side(&[("a", "2"), ("c", "1"), ("d", "1")]);
    assert!(same_content(branch(&open), &expected), "{:?}", open.book);
    let places: Vec<_> = open
        .conflicts
        .iter()
        .map(|conflict| (conflict.place.collection, &conflict.place.record))
        .collect();
    assert_eq!(places, [("items", &id("item")), ("", &id("branch"))]);
    assert!(
        open.conflicts
            .iter()
            .all(|conflict| conflict.theirs == Held::Unknown("3".into()))
    );

    let decisions: Vec<_> = open
        .conflicts
        .iter()
        .map(|conflict| decided(conflict, Take::Theirs))
        .collect();
    let done = merged(&base, &mine, &theirs, &decisions);
    assert!(same_content(
        branch(&done),
        &side(&[("a", "2"), ("c", "3"), ("d", "1")])
    ));
}

#[test]
fn what_could_not_be_read_is_kept_from_both_sides_and_does_not_come_back() {
    let side = |names: &[&str]| {
        let mut book = book(&[]);
        book.head.set_aside = names
            .iter()
            .map(|name| SetAside {
                collection: "items".into(),
                reason: "编号缺失".into(),
                json: (*name).into(),
            })
            .collect();
        book
    };
    let merged = merged(
        &side(&["1", "2"]),
        &side(&["2", "4"]),
        &side(&["1", "2", "3"]),
        &[],
    );
    assert!(same_content(branch(&merged), &side(&["2", "3", "4"])));
}

// Records.

/// One side deleted an item with its plan; the other worked on the plan.
fn contested() -> (BranchBook, BranchBook, BranchBook) {
    let mut base = book(&[("kept", "同"), ("item", "原")]);
    base.milestones.push(step("first", "item", "第一步"));
    base.milestones.push(step("second", "item", "第二步"));
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.milestones[1].step = "先问群众".into();
    mine.milestones.remove(0);
    mine.milestones.push(step("third", "item", "第三步"));
    theirs.items.pop();
    theirs.milestones.clear();
    (base, mine, theirs)
}

#[test]
fn an_item_that_is_kept_keeps_its_plan_and_one_that_goes_takes_it_along() {
    let (base, mine, theirs) = contested();
    let open = merged(&base, &mine, &theirs, &[]);
    let [conflict] = open.conflicts.as_slice() else {
        panic!("{:?}", open.conflicts)
    };
    assert_eq!(
        (conflict.place.collection, &conflict.theirs),
        ("items", &Held::Deleted)
    );
    let Held::Records(records) = &conflict.mine else {
        panic!("{:?}", conflict.mine)
    };
    let names: Vec<_> = records.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(names, ["item", "second", "third"]);

    // Nobody has decided: all is as it was in the base, for nobody to say that one side has won.
    assert_eq!(branch(&open).items, base.items);
    assert_eq!(
        branch(&open)
            .milestones
            .iter()
            .map(|step| &*step.step)
            .collect::<Vec<_>>(),
        ["第二步"],
        "a step that both sides have deleted does not come back"
    );
    let done = |take| merged(&base, &mine, &theirs, &[decided(conflict, take)]);
    assert!(same_content(branch(&done(Take::Mine)), &mine));
    assert!(same_content(branch(&done(Take::Theirs)), &theirs));
}

#[test]
fn a_record_deleted_here_and_edited_there_is_one_conflict() {
    let mut base = book(&[]);
    base.public_notices.push(PublicNotice {
        id: id("notice"),
        place: "公开栏".into(),
        ..Default::default()
    });
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.public_notices.clear();
    theirs.public_notices[0].feedback = "满意".into();
    let open = merged(&base, &mine, &theirs, &[]);
    let places: Vec<_> = open
        .conflicts
        .iter()
        .map(|conflict| (&conflict.mine, &conflict.place.field))
        .collect();
    assert_eq!(places, [(&Held::Deleted, &None)]);
    assert_eq!(branch(&open).public_notices, base.public_notices);
}

#[test]
fn references_to_what_the_other_side_deleted_stay_as_they_are() {
    let base = book(&[("item", "原")]);
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.public_notices.push(PublicNotice {
        id: id("notice"),
        items: vec![id("item")],
        ..Default::default()
    });
    theirs.items.clear();
    let merged = merged(&base, &mine, &theirs, &[]);
    assert_eq!(merged.conflicts, []);
    assert!(branch(&merged).items.is_empty());
    assert_eq!(branch(&merged).public_notices[0].items, [id("item")]);
}

/// No program makes such files, but somebody may; a book with one name twice could not be sent any more.
#[test]
fn a_name_given_twice_leaves_one_record_and_keeps_the_other_in_words() {
    let base = book(&[]);
    let mine = book(&[("same", "甲")]);
    let mut theirs = base.clone();
    theirs.milestones.push(step("same", "item", "第一步"));
    for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = merged(&base, mine, theirs, &[]);
        let book = branch(&merged);
        assert_eq!((book.items.len(), book.milestones.len()), (1, 0));
        assert_eq!(book.head.set_aside.len(), 1);
        assert!(book.head.set_aside[0].json.contains("第一步"), "{:?}", book.head);
    }
}

#[test]
fn books_of_two_kinds_are_not_merged() {
    let (branch, unit) = (BranchBook::new(id("same")), UnitBook::new(id("same")));
    assert!(three_way(None, &branch, &unit, &[]).is_none());
    assert!(three_way(Some(&unit), &branch, &branch, &[]).is_none());
    assert_eq!(relation(Some(&branch), &unit, &|_| None), Relation::Other);
    // A file that passes another book off as a version of this one gives no base.
    let on_from = |version: &str, project: &str| {
        let mut book = book(&[("item", project)]);
        book.head.sent_as(id("v"));
        book.head.sent_as(id(version));
        book
    };
    let stranger = |version: &Id| (version == &id("v")).then(|| Book::Unit(UnitBook::new(id("branch"))));
    assert_eq!(
        relation(Some(&on_from("a", "甲")), &on_from("b", "乙"), &stranger),
        Relation::Unrelated
    );
}

/// What belongs to an item is merged once it is known what becomes of the item.
#[test]
fn items_stand_before_what_belongs_to_them() {
    for collections in [BranchBook::COLLECTIONS, UnitBook::COLLECTIONS] {
        let items = collections.iter().position(|known| known.name == "items");
        let first = collections
            .iter()
            .position(|known| known.record.field("item").is_some());
        assert_eq!(items.is_some(), first.is_some());
        assert!(items < first || items.is_none());
    }
}

// Versions.

fn at(version: &str, ancestors: &[&str]) -> DocumentHead {
    DocumentHead {
        id: id("branch"),
        version_id: Some(id(version)),
        ancestors: ancestors.iter().map(|name| id(name)).collect(),
        ..Default::default()
    }
}

#[test]
fn a_merge_is_newer_to_either_side_and_makes_what_it_merged_older() {
    let mut base = book(&[("item", "原")]);
    base.head = at("v", &[]);
    let (mut a, mut b) = (base.clone(), base.clone());
    a.items[0].project = "甲".into();
    b.items[0].measures = "措施".into();
    a.head.sent_as(id("a"));
    b.head.sent_as(id("b"));
    let sent = [base.clone(), a.clone(), b.clone()];
    let kept = |version: &Id| {
        let found = sent
            .iter()
            .find(|book| book.head.version_id.as_ref() == Some(version));
        found.cloned().map(Book::Branch)
    };
    let Relation::Forked { base: found } = relation(Some(&a), &b, &kept) else {
        panic!("not forked")
    };
    assert_eq!(*found, Book::Branch(base.clone()));

    let merged = merged(&base, &a, &b, &[]);
    let mut merged = branch(&merged).clone();
    assert_eq!(merged.head.version_id, None);
    assert_eq!(merged.head.ancestors, ["a", "b", "v"].map(id));
    for earlier in [&a, &b, &base] {
        assert_eq!(relation(Some(&merged), earlier, &kept), Relation::Older);
        assert_eq!(relation(Some(earlier), &merged, &kept), Relation::Newer);
    }
    merged.head.sent_as(id("c"));
    assert_eq!(merged.head.parent_version_id, Some(id("a")));
    assert_eq!(relation(Some(&b), &merged, &kept), Relation::Newer);
    // B went on: what was merged at A is the base no more than what B sent.
    let mut went_on = b.clone();
    went_on.items[0].measures = "又一措施".into();
    assert_eq!(
        relation(Some(&went_on), &merged, &kept),
        Relation::Forked {
            base: Box::new(Book::Branch(b))
        }
    );
}

#[test]
fn a_field_on_which_two_merges_decided_differently_is_a_conflict_again() {
    let mut base = book(&[("item", "原"), ("other", "原")]);
    base.head = at("v", &[]);
    let side = |version: &str, project: &str| {
        let mut book = base.clone();
        book.items[0].project = project.into();
        book.head.sent_as(id(version));
        book
    };
    let (a, b) = (side("a", "甲"), side("b", "乙"));
    let conflict = merged(&base, &a, &b, &[]).conflicts.remove(0);
    let decide = |take, version: &str| {
        let merged = merged(&base, &a, &b, &[decided(&conflict, take)]);
        let mut book = branch(&merged).clone();
        book.items[1].project = version.into();
        book.head.sent_as(id(version));
        book
    };
    let (m1, m2) = (decide(Take::Mine, "m1"), decide(Take::Theirs, "m2"));
    let sent = [base, a, b];
    let kept = |version: &Id| {
        let found = sent
            .iter()
            .find(|book| book.head.version_id.as_ref() == Some(version));
        found.cloned().map(Book::Branch)
    };
    let (here, there) = (relation(Some(&m1), &m2, &kept), relation(Some(&m2), &m1, &kept));
    assert_eq!(here, there);
    let Relation::Forked { base } = here else {
        panic!("{here:?}")
    };
    let merged = three_way(Some(base.as_document()), &m1, &m2, &[]).expect("one kind");
    assert_eq!(merged.conflicts.len(), 2);
}

#[test]
fn three_newest_common_versions_make_one_base_from_both_sides() {
    let mut first = book(&[("item", "原"), ("other", "原")]);
    first.head = at("v", &[]);
    let grown = |version: &str, project: &str| {
        let mut book = first.clone();
        book.items[0].project = project.into();
        book.head.sent_as(id(version));
        book
    };
    // Which two of them are merged first decides whether there is a conflict that holds what `v` held.
    let sent = [
        grown("a", "甲"),
        grown("b", "乙"),
        grown("c", "甲"),
        first.clone(),
    ];
    let kept = |version: &Id| {
        let found = sent
            .iter()
            .find(|book| book.head.version_id.as_ref() == Some(version));
        found.cloned().map(Book::Branch)
    };
    let side = |version: &str, ancestors: &[&str]| {
        let mut book = book(&[("item", version), ("other", "原")]);
        book.head = at(version, ancestors);
        book
    };
    let (one, two) = (side("x", &["a", "b", "c", "v"]), side("y", &["c", "a", "b", "v"]));
    let (here, there) = (
        relation(Some(&one), &two, &kept),
        relation(Some(&two), &one, &kept),
    );
    assert_eq!(here, there);
    assert!(matches!(here, Relation::Forked { .. }), "{here:?}");
}

#[test]
fn without_the_newest_common_version_an_older_one_is_no_base() {
    let mut first = book(&[("item", "")]);
    first.head = at("v1", &[]);
    let mut second = first.clone();
    second.items[0].project = "原".into();
    second.head.sent_as(id("v2"));
    let (mut a, mut b) = (second.clone(), second.clone());
    a.items[0].project = String::new();
    a.head.sent_as(id("a"));
    b.items[0].measures = "措施".into();
    b.head.sent_as(id("b"));
    let only_first = |version: &Id| (*version == id("v1")).then(|| Book::Branch(first.clone()));
    // Held to the first version, our side would have changed nothing and what it cleared would come back.
    assert_eq!(relation(Some(&a), &b, &only_first), Relation::Unrelated);
    let only_second = |version: &Id| (*version == id("v2")).then(|| Book::Branch(second.clone()));
    let Relation::Forked { base } = relation(Some(&a), &b, &only_second) else {
        panic!("v1 is not needed: v2 is known to have grown from it")
    };
    let merged = three_way(Some(base.as_document()), &a, &b, &[]).expect("one kind");
    assert_eq!(branch(&merged).items[0].project, "");
}

#[test]
fn a_file_that_holds_something_else_than_its_version_is_no_older_copy() {
    let mut sent = book(&[("item", "原")]);
    sent.head = at("v", &[]);
    let (mut mine, mut backup) = (sent.clone(), sent.clone());
    mine.items[0].measures = "措施".into();
    backup.items[0].project = "甲".into();
    let kept = |_: &Id| Some(Book::Branch(sent.clone()));
    let forked = Relation::Forked {
        base: Box::new(Book::Branch(sent.clone())),
    };
    assert_eq!(relation(Some(&mine), &backup, &kept), forked);
    assert_eq!(relation(Some(&mine), &sent, &kept), Relation::Older);
    assert_eq!(relation(Some(&sent), &backup, &kept), Relation::Newer);
}

#[test]
fn versions_that_claim_to_have_grown_from_each_other_are_no_base() {
    let odd = |version: &str, other: &str| {
        let mut book = book(&[("item", version)]);
        book.head = at(version, &[other]);
        book
    };
    let (one, two) = (odd("1", "2"), odd("2", "1"));
    let kept = |version: &Id| {
        Some(Book::Branch(if *version == id("1") {
            one.clone()
        } else {
            two.clone()
        }))
    };
    let side = |version: &str| {
        let mut book = book(&[("item", version)]);
        book.head = at(version, &["1", "2"]);
        book
    };
    assert_eq!(relation(Some(&side("a")), &side("b"), &kept), Relation::Unrelated);
}

#[test]
fn what_grew_from_what_is_remembered_whatever_is_taken() {
    let side = |version: &str, ancestors: &[&str]| {
        let mut book = book(&[("item", "原")]);
        book.head = at(version, ancestors);
        book
    };
    let (mine, theirs) = (side("a", &["v"]), side("b", &["v"]));
    let base = Box::new(Book::Branch(side("v", &[])));
    for (relation, version) in [
        (Relation::New, Some("b")),
        (Relation::Newer, Some("b")),
        (Relation::Same, Some("b")),
        (Relation::Older, Some("a")),
        (Relation::Forked { base }, None),
        (Relation::Unrelated, None),
    ] {
        let head = head_after(Some(&mine), &theirs, &relation);
        assert_eq!(head.version_id, version.map(id), "{relation:?}");
        assert!(
            ["a", "b", "v"]
                .map(id)
                .iter()
                .all(|version| head.is_known(version)),
            "{relation:?}"
        );
    }
    assert_eq!(head_after(None, &theirs, &Relation::New), theirs.head);
    assert_eq!(head_after(Some(&mine), &theirs, &Relation::Other), mine.head);
    // What is known already does not become this state's version again.
    let later = side("b2", &["b", "v"]);
    assert_eq!(
        head_after(Some(&later), &theirs, &Relation::Same).version_id,
        Some(id("b2"))
    );
}

// What is written down.

fn written(conflict: &Conflict, take: Take, mine: &BranchBook, theirs: &BranchBook) -> MergeDecision {
    let mut decision = MergeDecision {
        id: id("decision"),
        ..Default::default()
    };
    let record: &mut dyn Record = &mut decision;
    let (mine, theirs) = (
        Party {
            name: "支部",
            book: mine,
        },
        Party {
            name: "单位",
            book: theirs,
        },
    );
    let on = parse_date("2012-07-20").expect("a day");
    for (field, value) in record_decision(conflict, take, mine, theirs, on) {
        record.set(field, value).expect("of the field's kind");
    }
    decision
}

#[test]
fn a_decision_says_what_was_dropped_and_whose_it_was() {
    let [base, mine, theirs] = ["原", "甲", ""].map(|project| book(&[("item", project)]));
    let conflict = merged(&base, &mine, &theirs, &[]).conflicts.remove(0);
    let kept = written(&conflict, Take::Theirs, &mine, &theirs);
    assert_eq!((&*kept.record, &*kept.field), ("item", "project"));
    assert_eq!(kept.what, "整改项目“甲”：具体项目（要解决的问题）");
    assert_eq!((&*kept.kept, &*kept.kept_from), ("（空）", "单位"));
    assert_eq!((&*kept.dropped, &*kept.dropped_from), ("甲", "支部"));
    assert_eq!(kept.decided_on, parse_date("2012-07-20"));
}

#[test]
fn a_decision_on_a_record_says_all_that_it_held() {
    let (base, mut mine, theirs) = contested();
    mine.items[1].term = Some(jinwei::domain::Term::Long);
    let conflict = merged(&base, &mine, &theirs, &[]).conflicts.remove(0);
    let kept = written(&conflict, Take::Theirs, &mine, &theirs);
    assert_eq!((&*kept.kept, &*kept.field), ("（删除）", ""));
    for words in ["原", "长期", "先问群众", "第三步", "所属项目：原"] {
        assert!(kept.dropped.contains(words), "{words}: {}", kept.dropped);
    }
}

#[test]
fn a_decision_fits_into_its_record() {
    let long = "长".repeat(MAX_TEXT_CHARS);
    let base = book(&[("item", "原")]);
    let mut mine = book(&[("item", &long)]);
    mine.items[0].measures = long;
    let conflict = merged(&base, &mine, &book(&[]), &[]).conflicts.remove(0);
    let kept = written(&conflict, Take::Theirs, &mine, &base);
    assert_eq!(kept.dropped.chars().count(), MAX_DECISION_CHARS);
    assert!(kept.dropped.ends_with("……（其余见当时的文件）"));
    assert_eq!(kept.what, format!("整改项目“{}…”", "长".repeat(29)));
    const { assert!(MAX_DECISION_CHARS <= MAX_TEXT_CHARS) };
}

#[test]
fn decisions_of_both_sides_stand_beside_each_other() {
    let base = book(&[]);
    let side = |name: &str| {
        let mut book = base.clone();
        book.merge_decisions.push(MergeDecision {
            id: id(name),
            dropped: name.into(),
            ..Default::default()
        });
        book
    };
    let merged = merged(&base, &side("2"), &side("1"), &[]);
    assert_eq!(merged.conflicts, []);
    assert_eq!(branch(&merged).merge_decisions.len(), 2);
}
