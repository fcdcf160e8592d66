//! The file format on the sample books: written, read back, stored and fetched.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

mod support;

use jinwei::bundle::{Unreadable, decode_book, encode_book, read, reread, write};
use jinwei::domain::{DocumentHead, Id, RecordList};
use jinwei::sample;
use serde_json::{Value as Json, json};
use support::{books_of, outgoing, sealed};

/// A small bundle of one branch book, to be spoilt by the tests.
fn small() -> Json {
    json!({
        "format": "jinwei", "version": 1, "kind": "submission", "bundle_id": "b-1",
        "programme": "huajiaofa-2012-12", "created_at": "2012-07-05T15:30:00Z",
        "created_by": { "desk": "branch", "unit": "示例小学党支部" },
        "generator": "another program", "revision": 1, "findings": [],
        "documents": [{
            "kind": "branch_book", "id": "d-1",
            "profile": { "name": "示例小学党支部", "member_count": 9 },
            "items": [
                { "id": "i-1", "project": "活动少", "due": "2012-07-31", "term": "short" },
                { "id": "i-2", "project": "经费不足", "due": "2012-09-30", "term": "medium" },
            ],
        }],
    })
}

#[test]
fn what_is_written_reads_back() {
    let books = books_of(sample::unit_of_three());
    let written = write(&outgoing(&books));
    let bundle = reread(&written.text, &books).expect("readable");
    assert_eq!(bundle.books, books);
    assert_eq!(bundle.envelope.digest, written.digest);
    assert_eq!(bundle.set_aside_count(), 0);
    assert_eq!((written.counts.units, written.counts.branches), (1, 3));
}

#[test]
fn a_file_that_is_not_the_books_is_noticed() {
    let books = books_of(sample::unit_of_three());
    let written = write(&outgoing(&books[..3]));
    let error = reread(&written.text, &books).expect_err("a book is missing");
    assert_eq!(error.code(), "not_as_written");
}

#[test]
fn text_longer_than_a_file_takes_stops_the_export_and_not_the_saving() {
    let mut books = books_of(sample::single_branch());
    let field = jinwei::domain::Value::Text("长".repeat(jinwei::bundle::MAX_TEXT_CHARS + 1));
    let items = books[1].as_document_mut().list_mut("items").expect("a ledger");
    items
        .at_mut(0)
        .expect("an item")
        .set("remark", field)
        .expect("text");
    assert_eq!(decode_book(&encode_book(&books[1])).as_ref(), Ok(&books[1]));
    let error = reread(&write(&outgoing(&books)).text, &books).expect_err("too long");
    assert_eq!(error.code(), "not_as_written");
}

#[test]
fn stored_books_come_back() {
    for book in books_of(sample::unit_of_three()) {
        assert_eq!(decode_book(&encode_book(&book)), Ok(book));
    }
    assert_eq!(decode_book("{"), Err(Unreadable::Truncated));
    let error = decode_book(r#"{"kind":"poem","id":"p"}"#).expect_err("no book");
    assert_eq!(error.code(), "bad_document");
}

#[test]
fn a_bundle_of_another_program_is_read() {
    let bundle = read(sealed(small()).as_bytes()).expect("readable");
    assert_eq!(bundle.books.len(), 1);
    assert_eq!(bundle.set_aside_count(), 0);
}

/// What stands in the second item, and the reason for which the item is set aside.
#[test]
fn one_bad_record_is_set_aside_whole_and_the_others_go_in() {
    let long = "长".repeat(20_001);
    for (field, content, reason) in [
        ("id", Json::Null, "没有记录编号"),
        ("id", json!(3), "记录编号格式不对"),
        ("id", json!("../x"), "记录编号格式不对"),
        ("id", json!("i-1"), "记录编号“i-1”重复"),
        ("id", json!("profile"), "记录编号“profile”重复"),
        ("due", json!("2012-02-30"), "“完成时限”不是有效的日期"),
        ("due", json!(" 2012-07-31"), "“完成时限”不是有效的日期"),
        ("due", json!(20_120_731), "“完成时限”内容的类型不对"),
        ("term", json!("soon"), "“长、中、短期”不在可选项之内"),
        ("project", json!(["活动少"]), "内容的类型不对"),
        ("remark", json!(long), "“备注”超过 20000 字"),
    ] {
        let mut bundle = small();
        bundle["documents"][0]["items"][1][field] = content;
        bundle["documents"][0]["items"][1]["newer"] = json!({ "kept": true });
        let whole = bundle["documents"][0]["items"][1].clone();

        let bundle = read(sealed(bundle).as_bytes()).expect("readable");
        let document = bundle.books[0].as_document();
        assert_eq!(document.list("items").map(RecordList::len), Some(1), "{reason}");
        let [aside] = document.head().set_aside.as_slice() else {
            panic!("{reason}: one record is set aside");
        };
        assert_eq!(aside.collection, "items");
        assert!(aside.reason.contains(reason), "{} / {reason}", aside.reason);
        assert_eq!(serde_json::from_str::<Json>(&aside.json).ok(), Some(whole));

        // It travels on with the book.
        assert_eq!(
            decode_book(&encode_book(&bundle.books[0])).as_ref(),
            Ok(&bundle.books[0])
        );
    }
}

#[test]
fn numbers_that_no_count_can_be_are_set_aside_with_their_record() {
    for count in [
        json!(-1),
        json!(1.5),
        json!(4_294_967_296_u64),
        json!("9"),
        json!([9]),
    ] {
        let mut bundle = small();
        bundle["documents"][0]["profile"]["member_count"] = count.clone();
        let bundle = read(sealed(bundle).as_bytes()).expect("readable");
        let document = bundle.books[0].as_document();
        let profile = document
            .list("profile")
            .and_then(|list| list.at(0))
            .expect("a blank profile");
        assert!(profile.is_blank(), "{count}");
        assert_eq!(document.head().set_aside[0].collection, "profile");
    }
}

#[test]
fn collections_and_documents_of_the_wrong_shape_are_set_aside() {
    let mut bundle = small();
    bundle["documents"][0]["items"] = json!({ "i-1": {} });
    bundle["documents"][0]["version_id"] = json!("not an id");
    bundle["documents"][0]["set_aside"] = json!(["what?"]);
    let first = bundle["documents"][0].take();
    bundle["documents"] = json!([first, { "kind": "diary", "id": "d-2" }, "a document"]);
    bundle["findings"] = json!([{ "rule": 7 }]);
    let bundle = read(sealed(bundle).as_bytes()).expect("readable");
    let head = bundle.books[0].as_document().head();
    let collections: Vec<_> = head
        .set_aside
        .iter()
        .map(|aside| aside.collection.as_str())
        .collect();
    assert_eq!(collections, ["set_aside", "version_id", "items"]);
    let collections: Vec<_> = bundle
        .set_aside
        .iter()
        .map(|aside| aside.collection.as_str())
        .collect();
    assert_eq!(collections, ["documents", "documents", "findings"]);
    assert_eq!(bundle.set_aside_count(), 6);
}

#[test]
fn a_version_that_is_no_id_is_set_aside_from_the_others() {
    let mut bundle = small();
    bundle["documents"][0]["ancestors"] = json!(["v-2", "not an id", 7, "v-1"]);
    let read_book = |bundle: &Json| {
        read(sealed(bundle.clone()).as_bytes())
            .expect("readable")
            .books
            .remove(0)
    };
    let book = read_book(&bundle);
    let head = book.as_document().head();
    assert_eq!(
        head.ancestors,
        ["v-2", "v-1"].map(|name| Id::parse(name).expect("an id"))
    );
    let aside: Vec<_> = head
        .set_aside
        .iter()
        .map(|aside| (&*aside.collection, &*aside.json))
        .collect();
    assert_eq!(aside, [("ancestors", "\"not an id\""), ("ancestors", "7")]);
    // Stored and fetched, they are neither read nor lost again.
    assert_eq!(decode_book(&encode_book(&book)), Ok(book));

    bundle["documents"][0]["ancestors"] = (0..=DocumentHead::MAX_ANCESTORS)
        .map(|at| format!("v-{at}"))
        .collect();
    let head = read_book(&bundle).as_document().head().clone();
    assert_eq!(head.ancestors.len(), DocumentHead::MAX_ANCESTORS);
    assert_eq!((head.ancestors[0].as_str(), head.set_aside.len()), ("v-0", 0));
}

#[test]
fn null_stands_for_an_absent_field() {
    let mut bundle = small();
    bundle["supersedes"] = Json::Null;
    bundle["documents"][0]["milestones"] = Json::Null;
    bundle["documents"][0]["items"][0]["term"] = Json::Null;
    bundle["documents"][0]["items"][0]["due"] = json!("");
    let bundle = read(sealed(bundle).as_bytes()).expect("readable");
    assert_eq!(bundle.set_aside_count(), 0);
}

#[test]
fn what_a_newer_program_wrote_is_kept_everywhere() {
    let mut bundle = small();
    bundle["mood"] = json!("good");
    bundle["documents"][0]["weather"] = json!({ "sky": [1, 2.5, null] });
    bundle["documents"][0]["profile"]["colour"] = json!("红");
    bundle["documents"][0]["items"][0]["weight"] = json!(12);
    let bundle = read(sealed(bundle).as_bytes()).expect("readable");
    assert_eq!(
        bundle.extra.get(&"mood".into()).map(String::as_str),
        Some("\"good\"")
    );
    let again: Json = serde_json::from_str(&encode_book(&bundle.books[0])).expect("JSON");
    assert_eq!(again["weather"], json!({ "sky": [1, 2.5, null] }));
    assert_eq!(again["profile"]["colour"], "红");
    assert_eq!(again["items"][0]["weight"], 12);
}

#[test]
fn a_plan_is_a_unit_and_its_branches() {
    let mut books = books_of(sample::unit_of_three());
    books.extend(books_of(sample::single_branch()));
    let bundle = reread(&write(&outgoing(&books)).text, &books).expect("readable");
    assert_eq!(bundle.plans(), [sample::unit_of_three(), sample::single_branch()]);
}

/// How an envelope is spoilt, and the case that says so.
#[test]
fn every_spoilt_envelope_has_words_of_its_own() {
    let cases: &[(&str, Json, &str)] = &[
        ("format", json!("geo"), "foreign"),
        ("version", json!(2), "newer_version"),
        ("version", json!("1"), "envelope_field"),
        ("version", json!(0), "envelope_field"),
        ("kind", json!("poem"), "unknown_kind"),
        ("kind", json!(7), "envelope_field"),
        ("bundle_id", json!(""), "envelope_field"),
        ("bundle_id", Json::Null, "envelope_field"),
        ("supersedes", json!("a b"), "envelope_field"),
        ("programme", json!(2012), "envelope_field"),
        ("created_at", json!("5 July"), "envelope_field"),
        ("created_by", json!("me"), "envelope_field"),
        (
            "created_by",
            json!({ "desk": "sofa", "unit": "" }),
            "envelope_field",
        ),
        ("generator", Json::Null, "envelope_field"),
        ("revision", json!(0), "envelope_field"),
        ("findings", json!({}), "envelope_field"),
        ("documents", json!({}), "envelope_field"),
        ("documents", json!([]), "no_documents"),
        (
            "documents",
            json!([{ "kind": "poem", "id": "r" }]),
            "nothing_readable",
        ),
    ];
    for (field, content, code) in cases {
        let mut bundle = small();
        bundle[*field] = content.clone();
        let error = read(sealed(bundle).as_bytes()).expect_err("spoilt");
        assert_eq!(error.code(), *code, "{field}: {content}");
    }
    let mut twice = small();
    let document = twice["documents"][0].take();
    twice["documents"] = json!([document, document]);
    assert_eq!(
        read(sealed(twice).as_bytes()).map_err(|e| e.code()).err(),
        Some("document_twice")
    );
    assert_eq!(
        read(small().to_string().as_bytes()),
        Err(Unreadable::MissingDigest)
    );
}

#[test]
fn files_beyond_all_measure_are_refused() {
    let mut bundle = small();
    bundle["documents"][0]["items"] = json!(vec![json!({}); 5_001]);
    let error = read(sealed(bundle).as_bytes()).expect_err("too many records");
    assert_eq!(error.code(), "too_many_records");
    let mut bundle = small();
    bundle["documents"] = json!(vec![json!({}); 10_001]);
    let error = read(sealed(bundle).as_bytes()).expect_err("too many documents");
    assert_eq!(error.code(), "too_many_documents");
    let error = read(&vec![b' '; 256 * 1024 * 1024 + 1]).expect_err("too large");
    assert_eq!(error.code(), "too_large");
}
