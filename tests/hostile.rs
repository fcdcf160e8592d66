//! Files that somebody made to do harm, with good digests: within the limits they are taken through all that is made of
//! a file, in bounded time; beyond them they are refused in words.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

mod support;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use jinwei::bundle::{
    Bundle, MAX_BRANCHES, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_RECORDS, MAX_DOCUMENT_REFS, MAX_RECORDS,
    MAX_SENT_BYTES, MAX_VALUES, Unreadable, canonical_json, fits_a_file, read,
};
use jinwei::county::{County, Known, Summary};
use jinwei::domain::{Book, Books, DocumentHead, Id, parse_date};
use jinwei::merge::{Relation, relation};
use jinwei::notice::Programme;
use jinwei::rules::{self, Statistics};
use jinwei::state::{arrivals, meant_for};
use jinwei::{papers, sample};
use serde_json::{Value as Json, json};
use support::sealed;

/// How long any file may keep somebody waiting, here where nothing is optimised. The page is many times as fast.
const PATIENCE: Duration = Duration::from_secs(60);

fn bundle_of(documents: &Json) -> Json {
    json!({
        "format": "jinwei",
        "version": 1,
        "kind": "submission",
        "bundle_id": "made-up",
        "programme": "huajiaofa-2012-12",
        "created_at": "2012-07-05T15:30:00+08:00",
        "created_by": { "desk": "unit", "unit": "示例小学党支部" },
        "generator": "nobody's",
        "revision": 1,
        "findings": [],
        "documents": documents,
    })
}

fn read_of(documents: &Json) -> Result<Bundle, Unreadable> {
    read(sealed(bundle_of(documents)).as_bytes())
}

fn branch(items: &Json) -> Json {
    json!({ "kind": "branch_book", "id": "b", "profile": { "name": "一支部", "initial_grade": "poor" }, "items": items })
}

fn day(text: &str) -> NaiveDate {
    parse_date(text).expect("a day")
}

/// All that is made of a file that came, at every desk.
fn taken_through(bundle: &Bundle, today: NaiveDate) {
    let programme = Programme::default();
    for plan in bundle.plans().iter().take(3) {
        rules::check(plan, &programme, today);
        let _ = Statistics::of(plan, &programme, today).lines();
        rules::duty_lines(plan, &programme, today);
        for branch in plan.branches.iter().take(3) {
            papers::form(plan, None, branch.id(), &programme, today);
            papers::ledger(plan, branch.id(), today);
            papers::poster(plan, branch.id(), today);
            rules::burn_down(branch, &programme, today);
        }
    }
    let mine = sample::unit_of_three();
    if let Ok(meant) = meant_for(jinwei::bundle::Desk::Unit, &mine, &bundle.envelope, &bundle.books) {
        arrivals(&mine, meant, &|_| None, &[]);
    }
    let summary = Arc::new(Summary::of(
        bundle,
        "2012-07-05T16:00:00+08:00",
        &programme,
        today,
    ));
    let known = Known {
        register: None,
        office: None,
        reviews: &[],
        programme: &programme,
        today,
    };
    County::of(&known, &[summary]);
}

/// Takes a file through everything against the clock.
fn timed(what: &str, documents: &Json) -> Bundle {
    let text = sealed(bundle_of(documents));
    let start = Instant::now();
    let bundle = read(text.as_bytes()).expect(what);
    let reading = start.elapsed();
    taken_through(&bundle, day("2012-12-31"));
    let all = start.elapsed();
    println!(
        "{what}: {} KB, read in {reading:.1?}, done in {all:.1?}",
        text.len() >> 10
    );
    assert!(all < PATIENCE, "{what} took {all:?}");
    bundle
}

#[test]
fn counts_are_whole_numbers_of_people_and_nothing_else() {
    for (written, taken) in [
        ("0", Some(0)),
        ("4294967295", Some(u32::MAX)),
        // Digest and signature do not tell these from 0, 1 and 100.
        ("-0", Some(0)),
        ("1.0", Some(1)),
        ("1e2", Some(100)),
        ("42949672.95E2", Some(u32::MAX)),
        ("-1", None),
        ("-1.0", None),
        ("4294967296", None),
        ("4294967296.0", None),
        ("1e22", None),
        ("0.1", None),
        ("15e-1", None),
    ] {
        let book =
            format!("{{\"kind\":\"branch_book\",\"id\":\"b\",\"profile\":{{\"member_count\":{written}}}}}");
        let text = bundle_of(&json!(["here"])).to_string().replace("\"here\"", &book);
        let bundle = read(with_digest(&text).as_bytes()).expect(written);
        let Book::Branch(branch) = &bundle.books[0] else {
            unreachable!()
        };
        assert_eq!(branch.profile.member_count, taken, "{written}");
        assert_eq!(bundle.set_aside_count() == 0, taken.is_some(), "{written}");
        if taken.is_none() {
            // What stood there is kept as it was written.
            let aside = &bundle.books[0].as_document().head().set_aside[0];
            assert!(aside.json.contains(written), "{}", aside.json);
        }
    }
    for beyond in ["9007199254740993", "1e400", "-1e999", "0.1234567890123456789"] {
        let text = bundle_of(&json!([])).to_string().replacen(
            "\"findings\"",
            &format!("\"x\":{beyond},\"findings\""),
            1,
        );
        let code = read(text.replacen('{', "{\"digest\":\"0\",", 1).as_bytes()).map_err(|error| error.code());
        assert_eq!(code.err(), Some("number_out_of_range"), "{beyond}");
    }
}

/// The text of a bundle with its digest, its numbers as they were written.
fn with_digest(text: &str) -> String {
    let canonical = canonical_json(text).expect("canonical");
    let mut digest = String::new();
    for byte in <sha2::Sha256 as sha2::Digest>::digest(canonical.as_bytes()) {
        let _ = write!(digest, "{byte:02x}");
    }
    text.replacen('{', &format!("{{\"digest\":\"{digest}\","), 1)
}

#[test]
fn names_that_collide_leave_one_record_and_set_the_others_aside() {
    let bundle = read_of(&json!([{
        "kind": "branch_book",
        "id": "__proto__",
        "items": [
            { "id": "constructor", "project": "一" },
            { "id": "constructor", "project": "二" },
            { "id": "profile", "project": "三" },
            { "id": "__proto__", "project": "四" },
            { "id": "main", "project": "五" },
        ],
        "milestones": [{ "id": "main", "item": "main" }, { "id": "\u{202e}", "item": "main" }],
        "__proto__": { "polluted": true },
    }]))
    .expect("read");
    let document = bundle.books[0].as_document();
    let ids = |name| {
        let list = document.list(name).expect("declared");
        list.iter()
            .map(|record| record.id().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids("items"), ["constructor", "__proto__", "main"]);
    assert_eq!(ids("milestones"), Vec::<String>::new());
    assert_eq!(document.head().set_aside.len(), 4);
    taken_through(&bundle, day("2012-07-03"));
}

#[test]
fn references_to_nowhere_to_another_kind_and_in_circles_come_to_an_end() {
    let bundle = read_of(&json!([
        {
            "kind": "unit_book", "id": "u", "version_id": "v1", "parent_version_id": "v1", "ancestors": ["v2", "v1", "v1"],
            "profile": { "name": "示例小学党支部" },
            "dispatch_meetings": [{ "id": "d", "items": ["nowhere", "d", "u", "i"], "branches": ["u", "b", "d"] }],
            "guidance_visits": [{ "id": "g", "branch": "g", "member": "b" }],
        },
        {
            "kind": "branch_book", "id": "b", "version_id": "v2", "ancestors": ["v1", "v2"],
            "profile": { "name": "一支部", "unit": "b" },
            "items": [{ "id": "i", "project": "问题", "due": "0000-01-01" }],
            "milestones": [{ "id": "m", "item": "m", "due": "9999-12-31" }],
            "extensions": [{ "id": "e", "item": "b", "new_due": "9999-12-31", "asked_on": "0000-01-01" }],
            "close_outs": [{ "id": "c", "item": "c", "done_on": "0000-01-01" }, { "id": "c2", "item": "i", "done_on": "9999-12-31" }],
            "public_notices": [{ "id": "p", "items": ["p", "c", "nowhere"], "month": "9999-12-01", "from": "9999-12-31", "to": "0000-01-01" }],
            "weekly_summaries": [{ "id": "w", "week": "0000-01-03" }, { "id": "w2", "week": "9999-12-27" }],
        },
    ]))
    .expect("read");
    for today in ["0000-01-01", "2012-12-31", "9999-12-31"] {
        taken_through(&bundle, day(today));
    }
}

#[test]
fn votes_beyond_all_measure_are_added_up_without_running_over() {
    let most = u32::MAX;
    let votes = json!([{
        "id": "e", "date": "2012-12-20",
        "members_issued": most, "members_returned": most, "members_satisfied": most, "members_basically": most,
        "members_dissatisfied": most, "mass_issued": most, "mass_returned": most, "mass_satisfied": most,
        "mass_basically": most, "mass_dissatisfied": most,
    }]);
    let documents: Vec<_> = (0..20)
        .map(|at| json!({ "kind": "branch_book", "id": format!("b{at}"), "profile": { "member_count": most, "position": most }, "evaluations": votes }))
        .collect();
    taken_through(&read_of(&json!(documents)).expect("read"), day("2012-12-31"));
}

#[test]
fn the_largest_documents_are_taken_and_larger_ones_refused() {
    let code = |documents: &Json| read_of(documents).map_err(|error| error.code()).err();
    let text = "字".repeat(20_000);
    let items = |count: usize| -> Json {
        (0..count)
            .map(|at| json!({ "id": format!("i{at}"), "project": text }))
            .collect()
    };
    assert_eq!(code(&json!([branch(&items(130))])), None);
    assert_eq!(
        code(&json!([branch(&items(MAX_DOCUMENT_BYTES / 60_000 + 1))])),
        Some("document_too_large")
    );
    let many = |count: usize| -> Json { (0..count).map(|at| json!({ "id": format!("{at}") })).collect() };
    let mut book = branch(&many(MAX_RECORDS));
    book["good_deeds"] = (0..MAX_DOCUMENT_RECORDS - MAX_RECORDS)
        .map(|at| json!({ "id": format!("g{at}") }))
        .collect();
    assert_eq!(code(&json!([book])), None);
    book["pledges"] = json!([{ "id": "one-more" }]);
    assert_eq!(code(&json!([book])), Some("too_many_records"));
    let branches = |count: usize| -> Json {
        (0..count)
            .map(|at| json!({ "kind": "branch_book", "id": format!("b{at}") }))
            .collect()
    };
    assert_eq!(code(&branches(MAX_BRANCHES)), None);
    assert_eq!(code(&branches(MAX_BRANCHES + 1)), Some("too_many_documents"));
    let mut book = branch(&json!([]));
    book["ancestors"] = json!(vec![1; MAX_RECORDS + 1]);
    assert_eq!(code(&json!([book])), Some("too_many_records"));
    let mut book = branch(&json!([]));
    for at in 0..=MAX_RECORDS {
        book[format!("newer{at}")] = json!(at);
    }
    assert_eq!(code(&json!([book])), Some("too_many_records"));
}

/// Two files, each within the limits, may make more together than could ever be exported again.
#[test]
fn what_would_not_go_into_a_file_any_more_is_known_before_it_is_taken_in() {
    let books = |count: usize| -> Vec<Book> {
        let documents: Vec<_> = (0..count)
            .map(|at| json!({ "kind": "branch_book", "id": format!("b{at}") }))
            .collect();
        read_of(&json!(documents)).expect("read").books
    };
    let mut all = books(MAX_BRANCHES);
    assert!(fits_a_file(&[]));
    assert!(fits_a_file(&all));
    let mut one_more = books(1);
    let Book::Branch(branch) = &mut one_more[0] else {
        unreachable!()
    };
    branch.head.id = Id::parse("one-more").expect("an id");
    all.extend(one_more);
    assert!(!fits_a_file(&all));
}

/// A file that is taken in goes word for word with every backup, with a backslash before each of its quotes.
#[test]
fn a_file_that_would_fill_every_backup_is_refused() {
    let mut file = bundle_of(&json!([branch(&json!([]))]));
    let mut code = |kind: &str, spare: usize| {
        file["kind"] = json!(kind);
        file["newer"] = json!("字".repeat((MAX_SENT_BYTES - spare) / 3));
        let refused = read(file.to_string().as_bytes()).expect_err("no digest");
        let words = refused.words();
        assert_eq!(
            refused.code() == "too_large",
            words.contains("超过了 16 MB 的上限"),
            "{words}"
        );
        refused.code()
    };
    assert_eq!(code("submission", 0), "too_large");
    assert_eq!(code("review", 0), "too_large");
    assert_eq!(code("review", 2_000), "missing_digest", "it is read on");
    // A backup holds what others sent.
    assert_eq!(code("backup", 0), "missing_digest");
}

#[test]
fn more_references_than_a_document_may_hold_set_their_record_aside() {
    let refs = |count: usize| -> Vec<String> { (0..count).map(|at| format!("i{}", at % 100)).collect() };
    let mut book = branch(&json!([]));
    book["public_notices"] = json!([
        { "id": "too-many-in-one", "items": refs(MAX_RECORDS + 1) },
        { "id": "1", "items": refs(MAX_RECORDS) },
        { "id": "2", "items": refs(MAX_RECORDS) },
        { "id": "3", "items": refs(MAX_RECORDS) },
        { "id": "4", "items": refs(MAX_DOCUMENT_REFS - 3 * MAX_RECORDS) },
        { "id": "too-many-in-all", "items": ["i"] },
        { "id": "5", "place": "校务公开栏" },
    ]);
    let bundle = read_of(&json!([book])).expect("read");
    let aside = &bundle.books[0].as_document().head().set_aside;
    let reasons: Vec<_> = aside.iter().map(|aside| aside.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["“公示的项目”超过 5000 个", "整本台账里的引用超过 20000 处"]
    );
}

#[test]
fn unknown_keys_without_number_are_refused() {
    let mut keys = String::new();
    // The last first, so that whoever inserts one by one moves all the others each time.
    for at in (0..50_000).rev() {
        let _ = write!(keys, "\"k{at:07}\":1,");
    }
    let start = Instant::now();
    for place in ["\"findings\"", "\"kind\":\"branch_book\""] {
        let text = bundle_of(&json!([branch(&json!([]))])).to_string();
        let text = with_digest(&text.replacen(place, &format!("{keys}{place}"), 1));
        assert_eq!(
            read(text.as_bytes()).map_err(|error| error.code()).err(),
            Some("too_many_records")
        );
    }
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn a_file_of_commas_is_refused_before_the_memory_is_full() {
    let text = format!("[{}1]", "1,".repeat(MAX_VALUES));
    assert_eq!(read(text.as_bytes()), Err(Unreadable::TooManyValues));
}

#[test]
fn the_worst_ledger_within_the_limits_is_answered_in_time() {
    // As like each other as can be, to the last character.
    let like = "整改".repeat(120);
    let items: Json = (0..MAX_RECORDS)
        .map(|at| {
            json!({
                "id": format!("i{at}"), "project": format!("{like}{}", at % 7), "measures": format!("{like}{at}"),
                "due": "2012-07-25", "term": "short", "handler": "甲、乙、丙",
            })
        })
        .collect();
    timed("five thousand items that are alike", &json!([branch(&items)]));
}

#[test]
fn the_most_references_within_the_limits_are_answered_in_time() {
    let items: Json = (0..MAX_RECORDS)
        .map(|at| json!({ "id": format!("i{at}"), "project": "问题" }))
        .collect();
    let mut book = branch(&items);
    let each = MAX_DOCUMENT_REFS / 4_000;
    let refs: Vec<_> = (0..each).map(|at| format!("i{}", MAX_RECORDS - 1 - at)).collect();
    book["public_notices"] = (0..4_000)
        .map(|at| json!({ "id": format!("p{at}"), "items": refs, "month": "2012-08-01", "from": "2012-08-20" }))
        .collect();
    timed(
        "five thousand items and twenty thousand references",
        &json!([book]),
    );
    let mut book = branch(&items);
    book["milestones"] = (0..MAX_RECORDS).map(|at| json!({ "id": format!("m{at}"), "item": format!("i{}", MAX_RECORDS - 1 - at), "due": "2012-08-01" })).collect();
    timed("five thousand items and five thousand steps", &json!([book]));
}

#[test]
fn the_most_branches_within_the_limits_are_answered_in_time() {
    let documents: Vec<_> = (0..MAX_BRANCHES)
        .map(|at| {
            let mut book = branch(&json!([{ "id": "i", "project": "问题" }]));
            book["id"] = json!(format!("b{at}"));
            book["profile"]["unit"] = json!("u");
            book["ancestors"] = (0..500).map(|version| format!("v{version}")).collect();
            book
        })
        .chain([json!({ "kind": "unit_book", "id": "u", "profile": { "name": "示例小学党支部" } })])
        .skip(1)
        .collect();
    timed("five hundred branches", &json!(documents));
}

#[test]
fn many_duties_within_the_limits_are_answered_in_time() {
    let mut book = branch(&json!([]));
    book["weekly_summaries"] = (0..MAX_RECORDS)
        .map(|at| json!({ "id": format!("w{at}"), "week": "2012-07-09", "done": "做了" }))
        .collect();
    book["public_notices"] = (0..MAX_RECORDS)
        .map(|at| json!({ "id": format!("p{at}"), "month": "2012-07-01", "from": "2012-07-20" }))
        .collect();
    timed("ten thousand records of duties", &json!([book]));
}

/// A history in which every version grew from three that grew from three: the base of two copies would be made of as many
/// merges as there are ways through it.
#[test]
fn a_history_that_was_made_up_does_not_keep_anybody_waiting() {
    const LAYERS: usize = 24;
    let name = |layer: usize, at: usize| Id::parse(&format!("v{layer}-{at}")).expect("an id");
    let book = |head: DocumentHead, words: &str| {
        let mut books = sample::single_branch();
        let mut branch = books.branches.remove(0);
        let id = branch.head.id.clone();
        branch.head = DocumentHead { id, ..head };
        branch.profile.secretary = words.into();
        Book::Branch(branch)
    };
    let below = |layer: usize| {
        (0..layer)
            .rev()
            .flat_map(|layer| (0..3).map(move |at| (layer, at)))
    };
    let ancestors = |layer: usize| {
        below(layer)
            .map(|(layer, at)| name(layer, at))
            .collect::<Vec<_>>()
    };
    let kept: Vec<(Id, Book)> = below(LAYERS)
        .map(|(layer, at)| {
            let head = DocumentHead {
                version_id: Some(name(layer, at)),
                ancestors: ancestors(layer),
                ..Default::default()
            };
            (name(layer, at), book(head, &format!("{layer} {at}")))
        })
        .collect();
    let side = |words: &str| {
        book(
            DocumentHead {
                ancestors: ancestors(LAYERS),
                ..Default::default()
            },
            words,
        )
    };
    let bases = |version: &Id| {
        kept.iter()
            .find(|(known, _)| known == version)
            .map(|(_, book)| book.clone())
    };
    let (mine, theirs) = (side("甲"), side("乙"));
    let start = Instant::now();
    let found = relation(Some(mine.as_document()), theirs.as_document(), &bases);
    assert_eq!(
        found,
        Relation::Unrelated,
        "without a base a person decides everything"
    );
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn names_with_characters_that_are_not_seen_are_kept_as_they_came() {
    let name = "县\u{202e}\u{2066}一\u{200b}中\u{feff}\u{e0041}\u{0}";
    let mut book = branch(&json!([{ "id": "i", "project": name }]));
    book["profile"]["name"] = json!(name);
    book[name] = json!(name);
    let bundle = read_of(&json!([book])).expect("read");
    let books = {
        let mut books = Books::default();
        books.put(bundle.books[0].clone());
        books
    };
    assert_eq!(books.branches[0].profile.name, name);
    assert_eq!(books.branches[0].items[0].project, name);
    assert!(books.branches[0].head.extra.get(&name.to_owned()).is_some());
    taken_through(&bundle, day("2012-07-03"));
    // Words about such a file are in order.
    let text = format!("{{\"format\":\"jinwei\",\"version\":1,\"kind\":{}}}", json!(name));
    let said = read(text.as_bytes()).expect_err("no kind").words();
    assert!(said.contains("“县\u{fffd}一\u{fffd}中\u{fffd}”"), "{said}");
}
