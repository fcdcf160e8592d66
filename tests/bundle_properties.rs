//! The file format on books and bytes that nobody thought of.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

mod support;

use jinwei::bundle::{Bundle, canonical_json, decode_book, encode_book, read, reread, write};
use jinwei::domain::{Book, BranchBook, Cardinality, Extra, Id, Kind, RecordDef, SetAside, UnitBook, Value};
use jinwei::sample;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Value as Json, json};
use support::{books_of, outgoing, sealed};

/// Content of a field, by its kind.
fn value(kind: Kind) -> BoxedStrategy<Value> {
    let id = "[A-Za-z0-9_-]{1,64}".prop_map(|text| Id::parse(&text).expect("an id"));
    match kind {
        Kind::Text => any::<String>().prop_map(Value::Text).boxed(),
        Kind::Date => proptest::option::of((0..=9999, 1..=366_u32))
            .prop_map(|day| Value::Date(day.and_then(|(y, d)| chrono::NaiveDate::from_yo_opt(y, d))))
            .boxed(),
        Kind::Count => any::<Option<u32>>().prop_map(Value::Count).boxed(),
        Kind::One(list) => {
            let codes: Vec<_> = list.iter().map(|choice| choice.code).collect();
            proptest::option::of(select(codes)).prop_map(Value::One).boxed()
        }
        Kind::Several(list) => {
            let codes: Vec<_> = list.iter().map(|choice| choice.code).collect();
            let most = codes.len();
            subsequence(codes, 0..=most).prop_map(Value::Several).boxed()
        }
        Kind::Ref => proptest::option::of(id).prop_map(Value::Ref).boxed(),
        Kind::Refs => vec(id, 0..4).prop_map(Value::Refs).boxed(),
    }
}

/// JSON that this program does not know.
fn unknown_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        any::<i32>().prop_map(|n| json!(f64::from(n) / 1000.0)),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            btree_map(any::<String>(), inner, 0..4).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

fn extra() -> impl Strategy<Value = Extra> {
    btree_map(
        "newer_[a-z\u{4e00}-\u{9fff}\"\\\\]{1,6}",
        unknown_json().prop_map(|json| json.to_string()),
        0..3,
    )
    .prop_map(|fields| fields.into_iter().collect())
}

type Fields = (Vec<Value>, Extra);

fn record(def: &'static RecordDef) -> BoxedStrategy<Fields> {
    let values: Vec<_> = def.fields.iter().map(|field| value(field.kind)).collect();
    (values, extra()).boxed()
}

fn book(blank: Book) -> BoxedStrategy<Book> {
    let collections = blank.as_document().collections();
    let records: Vec<_> = collections
        .iter()
        .map(|collection| match collection.cardinality {
            Cardinality::One => vec(record(collection.record), 1),
            Cardinality::Many => vec(record(collection.record), 0..3),
        })
        .collect();
    let aside = any::<(String, String, String)>().prop_map(|(collection, reason, json)| SetAside {
        collection,
        reason,
        json,
    });
    let version = || proptest::option::of("[a-z0-9]{8}".prop_map(|v| Id::parse(&v).expect("an id")));
    let ancestors = vec("[a-z0-9]{8}".prop_map(|v| Id::parse(&v).expect("an id")), 0..4);
    (
        records,
        vec(aside, 0..3),
        extra(),
        version(),
        version(),
        ancestors,
    )
        .prop_map(
            move |(records, set_aside, extra, version_id, parent_version_id, ancestors)| {
                let mut book = blank.clone();
                let document = book.as_document_mut();
                for (collection, records) in collections.iter().zip(records) {
                    let list = document.list_mut(collection.name).expect("declared");
                    for (at, (values, extra)) in records.into_iter().enumerate() {
                        if collection.cardinality == Cardinality::Many {
                            let id = format!("{}-{at}", collection.name);
                            list.insert(at, Id::parse(&id).expect("an id"));
                        }
                        let record = list.at_mut(at).expect("inserted");
                        for (field, value) in collection.record.fields.iter().zip(values) {
                            record.set(field.name, value).expect("of the field's kind");
                        }
                        *record.extra_mut() = extra;
                    }
                }
                let head = document.head_mut();
                head.set_aside = set_aside;
                head.extra = extra;
                head.version_id = version_id;
                head.parent_version_id = parent_version_id;
                head.ancestors = ancestors;
                book
            },
        )
        .boxed()
}

fn any_book() -> impl Strategy<Value = Book> {
    let id = |text| Id::parse(text).expect("an id");
    prop_oneof![
        book(Book::Unit(UnitBook::new(id("any-unit")))),
        book(Book::Branch(BranchBook::new(id("any-branch")))),
    ]
}

/// The text of a good file.
fn good_file() -> String {
    write(&outgoing(&books_of(sample::single_branch()))).text
}

/// Every place in JSON, as paths of steps.
fn places(json: &Json, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match json {
        Json::Array(list) => {
            for (at, inner) in list.iter().enumerate() {
                places(inner, &format!("{here}/{at}"), found);
            }
        }
        Json::Object(fields) => {
            for (key, inner) in fields {
                places(inner, &format!("{here}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// A marked text where something else may belong, alone or wrapped.
fn odd_json() -> impl Strategy<Value = Json> {
    let marker = "⚑ not what belongs here";
    select(vec![
        json!(marker),
        json!([marker]),
        json!([[marker]]),
        json!({ "odd": marker }),
        json!([{ "id": marker }]),
    ])
}

/// The texts of JSON, quoted and escaped.
fn leaves(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::String(_) => found.push(json.to_string()),
        Json::Array(list) => list.iter().for_each(|inner| leaves(inner, found)),
        Json::Object(fields) => fields.values().for_each(|inner| leaves(inner, found)),
        _ => {}
    }
}

/// All that a bundle holds, as JSON: its books, and what was set aside.
fn everything_in(bundle: &Bundle) -> String {
    let mut all: Vec<String> = bundle.set_aside.iter().map(|aside| aside.json.clone()).collect();
    for book in &bundle.books {
        let mut book = book.clone();
        let aside = std::mem::take(&mut book.as_document_mut().head_mut().set_aside);
        all.extend(aside.into_iter().map(|aside| aside.json));
        all.push(encode_book(&book));
    }
    all.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_book_is_written_and_read_back(book in any_book()) {
        let books = [book];
        let bundle = reread(&write(&outgoing(&books)).text, &books).expect("readable");
        prop_assert_eq!(bundle.set_aside, []);
        let stored = decode_book(&encode_book(&books[0]));
        prop_assert_eq!(stored.as_ref(), Ok(&books[0]));
    }

    #[test]
    fn spaces_and_the_order_of_keys_do_not_matter(book in any_book()) {
        let books = [book];
        let written = write(&outgoing(&books));
        // serde_json's own value sorts keys; its writer leaves the spaces out.
        let reordered: Json = serde_json::from_str(&written.text).expect("JSON");
        let bundle = read(reordered.to_string().as_bytes()).expect("readable");
        prop_assert_eq!(bundle.envelope.digest, written.digest);
        prop_assert_eq!(&bundle.books[..], &books);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_changed_character_is_noticed(at in any::<Index>(), typed in any::<char>()) {
        let good = good_file();
        let mut characters: Vec<char> = good.chars().collect();
        let at = at.index(characters.len());
        characters[at] = typed;
        let changed: String = characters.into_iter().collect();
        // Only a change that changes no value is let through: a space for a line break, say.
        if let Ok(bundle) = read(changed.as_bytes()) {
            prop_assert_eq!(canonical_json(&changed), canonical_json(&good));
            prop_assert_eq!(bundle, read(good.as_bytes()).expect("good"));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..512)) {
        if let Err(error) = read(&bytes) {
            prop_assert!(!error.words().is_empty());
        }
    }

    #[test]
    fn no_truncation_passes(at in any::<Index>()) {
        let good = good_file();
        let whole = good.trim_end().len();
        let error = read(&good.as_bytes()[..at.index(whole)]).expect_err("cut off");
        prop_assert!(["truncated", "empty"].contains(&error.code()), "{}", error.code());
    }

    #[test]
    fn flipped_bytes_do_no_more_than_give_words(
        at in any::<Index>(), byte in any::<u8>(), cut in any::<Index>(),
    ) {
        let mut bytes = good_file().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read(&bytes).map_err(|error| error.words());
        bytes.truncate(cut.index(bytes.len()));
        let _ = read(&bytes).map_err(|error| error.words());
    }

    /// A program with a bug, whose files have good digests: whatever it puts wherever, every text that was in
    /// the file is in the books afterwards, or in what was set aside.
    #[test]
    fn nothing_is_lost_whatever_stands_in_a_document(place in any::<Index>(), odd in odd_json()) {
        let mut bundle: Json = serde_json::from_str(&good_file()).expect("JSON");
        let mut found = Vec::new();
        places(&bundle["documents"], "/documents", &mut found);
        let path = &found[place.index(found.len())];
        *bundle.pointer_mut(path).expect("a place") = odd;
        let documents = bundle["documents"].clone();
        let Ok(read) = read(sealed(bundle).as_bytes()) else {
            prop_assert_eq!(path, "/documents");
            return Ok(());
        };
        let kept = everything_in(&read);
        let mut texts = Vec::new();
        leaves(&documents, &mut texts);
        for text in texts {
            prop_assert!(kept.contains(&text), "{path}: {text} is lost");
        }
    }
}
