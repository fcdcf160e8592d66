//! The bundles that are kept for ever stay readable, whole, with the digests they were written with.

// A helper of a test may stop it.
#![allow(clippy::expect_used)]

use std::path::Path;

use jinwei::bundle::{Bundle, BundleKind, Counts, Desk, decode_book, encode_book, read};
use jinwei::domain::{Cardinality, RecordList};

fn open(name: &str) -> Bundle {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/bundles")
        .join(name);
    let bytes = std::fs::read(&path).expect("a fixture");
    read(&bytes).unwrap_or_else(|unreadable| panic!("{name}: {}", unreadable.words()))
}

/// File, kind, digest, branches, items, findings at export.
const KEPT: &[(&str, BundleKind, &str, usize, usize, usize)] = &[
    (
        "single-branch.json",
        BundleKind::Submission,
        "d2367b8ff240a76b92557e28ebe1f41d5ed732c40c30026b774eb7b8d723def4",
        1,
        3,
        0,
    ),
    (
        "three-branches.json",
        BundleKind::Submission,
        "8f67fcccc67365ca88080a06af1b4d3056ca5a761f294dfae14115844fa7fb35",
        3,
        8,
        1,
    ),
    (
        "incomplete.json",
        BundleKind::Backup,
        "3cedf9c4260e0207cce1e68dbe4f6767c7e37222db21c1185b337a0283884848",
        3,
        8,
        12,
    ),
    (
        "late.json",
        BundleKind::Submission,
        "3e9c4e9eac87f35ee57bd4a8d1ac6e343266f7b9f5b706978978238b212cf1fd",
        1,
        3,
        1,
    ),
    (
        "half-year.json",
        BundleKind::Backup,
        "3a30851880f67440acb540e21ced145fdef801cc124f2ee14f244f3a2fe8d6b2",
        3,
        8,
        1,
    ),
];

#[test]
fn they_are_read_whole() {
    for (file, kind, digest, branches, items, findings) in KEPT {
        let bundle = open(file);
        assert_eq!(bundle.set_aside_count(), 0, "{file}");
        assert!(bundle.extra.is_empty(), "{file}");
        assert_eq!(bundle.envelope.kind, *kind, "{file}");
        assert_eq!(bundle.envelope.digest, *digest, "{file}");
        assert_eq!(bundle.envelope.created_by.desk, Desk::Unit, "{file}");
        assert_eq!(bundle.envelope.findings.len(), *findings, "{file}");
        let counts = Counts::of(&bundle.books);
        assert_eq!(
            (counts.units, counts.branches, counts.items),
            (1, *branches, *items),
            "{file}"
        );
        for book in &bundle.books {
            assert!(book.as_document().head().extra.is_empty(), "{file}");
            assert_eq!(decode_book(&encode_book(book)).as_ref(), Ok(book), "{file}");
        }
    }
}

/// What the office sends down: its register, and a review with a remark and a receipt.
#[test]
fn what_the_office_sends_down_stays_readable() {
    for (file, kind, digest, records) in [
        (
            "register.json",
            BundleKind::Register,
            "89ce916f3a7fada3ffeb0358f10afe448dffba91873fb6db42521d1f0bcedc7a",
            ("units branches", 6),
        ),
        (
            "review.json",
            BundleKind::Review,
            "9418fb92cade19343b2587321c3be0765fb21a5848a9b391cd6cb79c7c2df027",
            ("comments receipts", 2),
        ),
    ] {
        let bundle = open(file);
        assert_eq!((bundle.set_aside_count(), bundle.books.len()), (0, 1), "{file}");
        assert_eq!(bundle.envelope.kind, kind, "{file}");
        assert_eq!(bundle.envelope.digest, digest, "{file}");
        assert_eq!(bundle.envelope.created_by.desk, Desk::Office, "{file}");
        let document = bundle.books[0].as_document();
        assert!(document.head().extra.is_empty(), "{file}");
        let lists = records.0.split(' ').filter_map(|name| document.list(name));
        assert_eq!(lists.map(RecordList::len).sum::<usize>(), records.1, "{file}");
        assert_eq!(
            decode_book(&encode_book(&bundle.books[0])).as_ref(),
            Ok(&bundle.books[0])
        );
    }
}

#[test]
fn the_reason_for_a_warning_travels_with_it() {
    let bundle = open("incomplete.json");
    let mut findings = bundle.envelope.findings.iter();
    let pledge = findings
        .find(|finding| finding.rule == "no-pledge")
        .expect("a warning");
    assert!(
        pledge
            .reason
            .as_ref()
            .is_some_and(|reason| reason.contains("党员大会"))
    );
}

/// What the books held when the plans among these bundles were written.
const OF_THE_PLAN: [(&str, &str); 2] = [
    (
        "unit_book",
        "profile self_analysis responsibility key_tasks unit_meetings branch_discussions type_solutions secretary_links \
         warning_reasons",
    ),
    (
        "branch_book",
        "profile responsibility responsibility_system promotion_goal catch_up turnaround_plan key_tasks opinion_rounds \
         special_meetings items milestones benchmarks five_in_one good_deeds pledges warning_reasons",
    ),
];

/// A record that came later is there and blank, in as many copies as it has in a new book: one or none.
#[test]
fn what_came_later_is_empty_in_them() {
    for (file, ..) in KEPT.iter().filter(|(file, ..)| *file != "half-year.json") {
        for book in &open(file).books {
            let document = book.as_document();
            let (_, known) = OF_THE_PLAN
                .iter()
                .find(|(kind, _)| *kind == document.kind())
                .expect("a unit or a branch");
            let mut later = 0;
            for collection in document.collections() {
                if known.split_whitespace().any(|name| name == collection.name) {
                    continue;
                }
                later += 1;
                let list = document.list(collection.name).expect("the collection");
                let filled = list.iter().filter(|record| !record.is_blank()).count();
                let copies = usize::from(collection.cardinality == Cardinality::One);
                assert_eq!((list.len(), filled), (copies, 0), "{file}: {}", collection.name);
            }
            assert!(later > 0, "{file}");
        }
    }
}
