//! Merging, over histories that nobody thought of.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

#[path = "support/histories.rs"]
mod histories;
mod support;

use histories::{ANYTHING, GROWING, Work, base, id, records, unordered, work, worked};
use jinwei::bundle::{read, write};
use jinwei::domain::{Book, Id, Kind, Record, Value, parse_date};
use jinwei::merge::{
    Conflict, Decision, Held, Merged, Party, Relation, Take, head_after, record_decision, relation, three_way,
};
use proptest::prelude::*;
use support::outgoing;

fn merge(base: &Book, mine: &Book, theirs: &Book, decisions: &[Decision]) -> Merged {
    let (base, mine, theirs) = (base.as_document(), mine.as_document(), theirs.as_document());
    three_way(Some(base), mine, theirs, decisions).expect("one kind")
}

fn same_content(one: &Book, other: &Book) -> bool {
    one.as_document().same_content(other.as_document())
}

fn mirrored(take: Take) -> Take {
    match take {
        Take::Mine => Take::Theirs,
        Take::Theirs => Take::Mine,
    }
}

/// The same conflict, seen from the other side.
fn seen_from_there(conflict: &Conflict) -> Conflict {
    Conflict {
        mine: conflict.theirs.clone(),
        theirs: conflict.mine.clone(),
        ..conflict.clone()
    }
}

/// Decisions on some of the conflicts, as the bits of a number say.
fn decided(conflicts: &[Conflict], choices: u64) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for (at, conflict) in conflicts.iter().enumerate() {
        let take = match choices >> (at % 32 * 2) & 3 {
            0 => continue,
            1 => Take::Mine,
            _ => Take::Theirs,
        };
        decisions.push(Decision {
            place: conflict.place.clone(),
            take,
        });
    }
    decisions
}

fn held<'a>(book: &'a Book, collection: &str, record: &Id) -> Option<&'a dyn Record> {
    book.as_document().list(collection)?.find(record)
}

fn owner(record: &dyn Record) -> Option<Id> {
    match record.get("item") {
        Some(Value::Ref(owner)) => owner,
        _ => None,
    }
}

fn members(value: &Value) -> Vec<String> {
    value.to_input().split_whitespace().map(str::to_owned).collect()
}

/// Whether a person is asked, or was, about a place: the field, its record, or the item that the record belongs to.
fn is_asked(asked: &[&Conflict], collection: &str, record: &dyn Record, field: Option<&str>) -> bool {
    asked.iter().any(|conflict| {
        let place = &conflict.place;
        let is_here = place.collection == collection && place.record == *record.id();
        let is_owner = place.collection == "items" && owner(record).as_ref() == Some(&place.record);
        match &place.field {
            None => is_here || is_owner,
            Some(name) => is_here && field == Some(name.as_str()),
        }
    })
}

/// Asserts that whatever a side did is in the result, or that a person is asked about it.
fn assert_keeps(base: &Book, side: &Book, merged: &Merged) {
    let asked: Vec<_> = merged
        .conflicts
        .iter()
        .chain(merged.decided.iter().map(|(conflict, _)| conflict))
        .collect();
    for (collection, record) in records(side) {
        let before = held(base, collection, record.id());
        let after = held(&merged.book, collection, record.id());
        for field in record.def().fields {
            let old = before
                .and_then(|before| before.get(field.name))
                .unwrap_or_else(|| field.kind.empty());
            let new = record.get(field.name).expect("the field");
            if new == old || is_asked(&asked, collection, record, Some(field.name)) {
                continue;
            }
            let result = after
                .and_then(|after| after.get(field.name))
                .expect("what was changed is there");
            if matches!(field.kind, Kind::Refs | Kind::Several(_)) {
                let (old, new, result) = (members(&old), members(&new), members(&result));
                assert!(
                    new.iter()
                        .all(|member| old.contains(member) || result.contains(member))
                );
                assert!(
                    old.iter()
                        .all(|member| new.contains(member) || !result.contains(member))
                );
            } else {
                assert_eq!(result, new, "{collection}/{}/{}", record.id(), field.name);
            }
        }
        for (key, json) in record.extra().iter() {
            let old = before.and_then(|before| before.extra().get(key));
            if old != Some(json) && !is_asked(&asked, collection, record, Some(key)) {
                assert_eq!(after.expect("the record").extra().get(key), Some(json));
            }
        }
        if before.is_none() && !is_asked(&asked, collection, record, None) {
            assert!(after.is_some(), "{collection}/{} was added", record.id());
        }
    }
    for (collection, record) in records(base) {
        let is_gone = held(side, collection, record.id()).is_none();
        if is_gone && !is_asked(&asked, collection, record, None) {
            assert!(
                held(&merged.book, collection, record.id()).is_none(),
                "{collection}/{}",
                record.id()
            );
        }
    }
    let head = |book: &Book| book.as_document().head().clone();
    let (old, new, result) = (head(base), head(side), head(&merged.book));
    for aside in &new.set_aside {
        assert!(old.set_aside.contains(aside) || result.set_aside.contains(aside));
    }
    for aside in &old.set_aside {
        assert!(new.set_aside.contains(aside) || !result.set_aside.contains(aside));
    }
    for (key, json) in new.extra.iter() {
        let is_asked = asked.iter().any(|conflict| {
            conflict.place.collection.is_empty() && conflict.place.field.as_ref() == Some(key)
        });
        assert!(old.extra.get(key) == Some(json) || is_asked || result.extra.get(key) == Some(json));
    }
}

/// Asserts that what was decided against can be read in what is written down.
fn assert_is_written_down(conflict: &Conflict, take: Take, mine: &Book, theirs: &Book) {
    let party = |name, book| Party { name, book };
    let on = parse_date("2012-09-01").expect("a day");
    let (mine, theirs) = (
        party("甲方", mine.as_document()),
        party("乙方", theirs.as_document()),
    );
    let written = record_decision(conflict, take, mine, theirs, on);
    let words = |name: &str| {
        let found = written.iter().find(|(field, _)| *field == name);
        found.expect("the field").1.to_input()
    };
    let (dropped, from) = match take {
        Take::Mine => (&conflict.theirs, "乙方"),
        Take::Theirs => (&conflict.mine, "甲方"),
    };
    assert_eq!(words("dropped_from"), from);
    let says = words("dropped");
    match dropped {
        Held::Deleted => assert_eq!(says, "（删除）"),
        Held::Unknown(json) => assert_eq!(says, *json),
        Held::Value(value) if value.is_empty() => assert_eq!(says, "（空）"),
        Held::Value(value @ (Value::Text(_) | Value::Date(_) | Value::Count(_))) => {
            assert_eq!(says, value.to_input());
        }
        Held::Value(_) => assert!(!says.is_empty()),
        Held::Records(records) => {
            for record in records {
                for (field, value) in &record.values {
                    assert!(says.contains(field.label), "{says}");
                    if matches!(value, Value::Text(_) | Value::Date(_)) {
                        assert!(says.contains(&value.to_input()), "{says}");
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_does_not_matter_who_is_called_mine(
        unit in any::<bool>(), with_base in prop::bool::weighted(0.8),
        mine in work(ANYTHING, 20), theirs in work(ANYTHING, 20), choices in any::<u64>(),
    ) {
        let base = base(unit);
        let (mine, theirs) = (worked(&base, "m", 0, &mine), worked(&base, "t", 0, &theirs));
        let document = with_base.then_some(base.as_document());
        let (here, there) = (mine.as_document(), theirs.as_document());
        let merged = three_way(document, here, there, &[]).expect("one kind");
        let other = three_way(document, there, here, &[]).expect("one kind");
        prop_assert_eq!(&merged.book, &other.book);
        let seen: Vec<_> = other.conflicts.iter().map(seen_from_there).collect();
        prop_assert_eq!(&merged.conflicts, &seen);

        let decisions = decided(&merged.conflicts, choices);
        let of_the_other: Vec<_> = decisions
            .iter()
            .map(|Decision { place, take }| Decision { place: place.clone(), take: mirrored(*take) })
            .collect();
        let merged = three_way(document, here, there, &decisions).expect("one kind");
        let other = three_way(document, there, here, &of_the_other).expect("one kind");
        prop_assert_eq!(merged.book, other.book);
        prop_assert_eq!(merged.decided.len(), decisions.len());
    }

    #[test]
    fn merging_again_changes_nothing(unit in any::<bool>(), mine in work(ANYTHING, 8), theirs in work(ANYTHING, 8)) {
        let base = base(unit);
        let (mine, theirs) = (worked(&base, "m", 0, &mine), worked(&base, "t", 0, &theirs));
        for (base, one, other, expected) in [
            (&base, &mine, &mine, &mine),
            (&base, &base, &theirs, &theirs),
            (&base, &mine, &base, &mine),
            (&mine, &mine, &mine, &mine),
        ] {
            let merged = merge(base, one, other, &[]);
            prop_assert_eq!(&merged.conflicts, &[]);
            prop_assert!(same_content(&merged.book, expected));
        }
        let merged = merge(&base, &mine, &theirs, &[]);
        if merged.conflicts.is_empty() {
            for side in [&mine, &theirs] {
                let again = merge(&base, &merged.book, side, &[]);
                prop_assert_eq!(&again.conflicts, &[]);
                prop_assert!(same_content(&again.book, &merged.book));
            }
        }
    }

    #[test]
    fn nothing_that_either_side_did_is_lost(
        unit in any::<bool>(), mine in work(ANYTHING, 20), theirs in work(ANYTHING, 20), choices in any::<u64>(),
    ) {
        let base = base(unit);
        let (mine, theirs) = (worked(&base, "m", 0, &mine), worked(&base, "t", 0, &theirs));
        let open = merge(&base, &mine, &theirs, &[]);
        let merged = merge(&base, &mine, &theirs, &decided(&open.conflicts, choices));
        for merged in [&open, &merged] {
            assert_keeps(&base, &mine, merged);
            assert_keeps(&base, &theirs, merged);
        }
        prop_assert_eq!(merged.conflicts.len() + merged.decided.len(), open.conflicts.len());
        for (conflict, take) in &merged.decided {
            assert_is_written_down(conflict, *take, &mine, &theirs);
        }
        // The book can be sent: names are unique, everything fits.
        let books = [merged.book];
        let text = write(&outgoing(&books)).text;
        prop_assert_eq!(&read(text.as_bytes()).expect("readable").books[..], &books);
    }

    #[test]
    fn three_parties_come_to_the_same_records_in_any_order(
        unit in any::<bool>(), x in work(ANYTHING, 5), y in work(ANYTHING, 5), z in work(ANYTHING, 5),
    ) {
        let base = base(unit);
        let sides = [worked(&base, "x", 0, &x), worked(&base, "y", 0, &y), worked(&base, "z", 0, &z)];
        if let Some([first, second, third]) = in_any_order(&base, &sides) {
            prop_assert!(same_content(&unordered(&first), &unordered(&second)));
            prop_assert!(same_content(&unordered(&first), &unordered(&third)));
        }
    }

    /// As long as records are only added, they also come to the same order.
    #[test]
    fn three_parties_come_to_the_same_order(
        x in work(GROWING, 5), y in work(GROWING, 5), z in work(GROWING, 5),
    ) {
        let base = base(false);
        let sides = [worked(&base, "x", 0, &x), worked(&base, "y", 0, &y), worked(&base, "z", 0, &z)];
        if let Some([first, second, third]) = in_any_order(&base, &sides) {
            prop_assert!(same_content(&first, &second));
            prop_assert!(same_content(&first, &third));
        }
    }
}

/// What three sides make, whichever two are merged first; nothing if they contradict each other.
fn in_any_order(base: &Book, [x, y, z]: &[Book; 3]) -> Option<[Book; 3]> {
    let of = |one: &Book, two: &Book, last: &Book| {
        let first = merge(base, one, two, &[]);
        let all = merge(base, &first.book, last, &[]);
        (first.conflicts.is_empty() && all.conflicts.is_empty()).then_some(all.book)
    };
    Some([of(x, y, z)?, of(x, z, y)?, of(y, z, x)?])
}

// Histories: desks that work, send and receive.

/// What happens next.
#[derive(Debug, Clone)]
enum Step {
    Works(usize, Vec<Work>),
    Sends { from: usize, to: usize, choices: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..3_usize, work(ANYTHING, 4)).prop_map(|(who, work)| Step::Works(who, work)),
        (0..3_usize, 1..3_usize, any::<u64>()).prop_map(|(from, by, choices)| Step::Sends {
            from,
            to: (from + by) % 3,
            choices,
        }),
    ]
}

/// Three desks with a copy each, and every file that was sent.
struct Desks {
    copies: [Book; 3],
    sent: Vec<Book>,
    turn: usize,
}

impl Desks {
    fn new(unit: bool) -> Self {
        let mut first = base(unit);
        first.as_document_mut().head_mut().sent_as(id("first"));
        Self {
            copies: [first.clone(), first.clone(), first.clone()],
            sent: vec![first],
            turn: 0,
        }
    }

    fn kept(&self, version: &Id) -> Option<Book> {
        let mut sent = self.sent.iter();
        sent.find(|book| book.as_document().head().version_id.as_ref() == Some(version))
            .cloned()
    }

    fn works(&mut self, who: usize, work: &[Work]) {
        self.turn += 1;
        self.copies[who] = worked(&self.copies[who], ["x", "y", "z"][who], self.turn, work);
    }

    /// One desk sends its copy, another takes it as it stands to its own. Tells how it stood.
    fn sends(&mut self, from: usize, to: usize, choices: u64) -> Relation {
        self.turn += 1;
        let version = id(&format!("{}-v{}", choices % 9, self.turn));
        self.copies[from].as_document_mut().head_mut().sent_as(version);
        let books = [self.copies[from].clone()];
        let file = read(write(&outgoing(&books)).text.as_bytes()).expect("readable");
        let theirs = file.books.into_iter().next().expect("the book");
        // Ancestry and all.
        assert_eq!(theirs, self.copies[from]);
        self.sent.push(theirs.clone());

        let kept = |version: &Id| self.kept(version);
        let mine = self.copies[to].clone();
        let (here, there) = (mine.as_document(), theirs.as_document());
        let told = relation(Some(here), there, &kept);
        assert_mirrored(&told, &relation(Some(there), here, &kept));
        let head = head_after(Some(here), there, &told);
        let mut taken = match &told {
            Relation::Newer => theirs.clone(),
            Relation::Same | Relation::Older => mine.clone(),
            Relation::Forked { base } => all_decided(base, &mine, &theirs, choices),
            other => panic!("{other:?} with every file at hand"),
        };
        for version in there.head().known().iter().chain(&here.head().known()) {
            assert!(head.is_known(version));
        }
        *taken.as_document_mut().head_mut() = jinwei::domain::DocumentHead {
            extra: taken.as_document().head().extra.clone(),
            set_aside: taken.as_document().head().set_aside.clone(),
            ..head
        };
        // What was taken is not news when it comes again.
        let again = relation(Some(taken.as_document()), there, &|version| self.kept(version));
        assert!(
            matches!(again, Relation::Same | Relation::Older),
            "{again:?} after {told:?}"
        );
        self.copies[to] = taken;
        told
    }
}

/// Both copies merged, with every conflict decided.
fn all_decided(base: &Book, mine: &Book, theirs: &Book, choices: u64) -> Book {
    let open = merge(base, mine, theirs, &[]);
    let mut decisions = decided(&open.conflicts, choices);
    for conflict in &open.conflicts {
        if !decisions.iter().any(|decision| decision.place == conflict.place) {
            decisions.push(Decision {
                place: conflict.place.clone(),
                take: Take::Mine,
            });
        }
    }
    let done = merge(base, mine, theirs, &decisions);
    assert_eq!(done.conflicts, []);
    assert_keeps(base, mine, &done);
    assert_keeps(base, theirs, &done);
    done.book
}

/// What is newer from one side is older from the other; the rest is the same from both.
fn assert_mirrored(here: &Relation, there: &Relation) {
    match (here, there) {
        (Relation::Newer, Relation::Older) | (Relation::Older, Relation::Newer) => {}
        (one, other) => assert_eq!(one, other),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever three desks do and send each other: once each has been heard, all hold the same book.
    #[test]
    fn desks_that_send_each_other_their_books_come_to_one(
        unit in any::<bool>(), steps in prop::collection::vec(step(), 0..12), choices in any::<u64>(),
    ) {
        let mut desks = Desks::new(unit);
        for step in steps {
            match step {
                Step::Works(who, work) => desks.works(who, &work),
                Step::Sends { from, to, choices } => drop(desks.sends(from, to, choices)),
            }
        }
        desks.sends(0, 1, choices);
        desks.sends(1, 2, choices);
        for other in [0, 1] {
            let told = desks.sends(2, other, choices);
            prop_assert!(matches!(told, Relation::Newer | Relation::Same), "{:?}", told);
        }
        prop_assert!(same_content(&desks.copies[0], &desks.copies[1]));
        prop_assert!(same_content(&desks.copies[1], &desks.copies[2]));
    }
}

/// The histories above are worth something only if they have conflicts in them, and merges without.
#[test]
fn the_histories_have_everything_in_them() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut draw = |most| {
        work(ANYTHING, most)
            .new_tree(&mut runner)
            .expect("work")
            .current()
    };
    let (mut without, mut fields, mut records) = (0, 0, 0);
    let base = base(false);
    for round in 0..300 {
        let most = [5, 20][round % 2];
        let (mine, theirs) = (
            worked(&base, "m", 0, &draw(most)),
            worked(&base, "t", 0, &draw(most)),
        );
        let conflicts = merge(&base, &mine, &theirs, &[]).conflicts;
        without += usize::from(conflicts.is_empty());
        fields += conflicts
            .iter()
            .filter(|conflict| conflict.field.is_some())
            .count();
        records += conflicts
            .iter()
            .filter(|conflict| conflict.place.field.is_none())
            .count();
    }
    assert!(
        without > 100 && fields > 20 && records > 50,
        "{without} {fields} {records}"
    );
}
