//! What is fuzzed: each takes any bytes, and panics when something is not as it must be. Shared by the fuzzer and by
//! `tests/fuzz_corpus.rs`, which replays what the fuzzer found worth keeping.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use jinwei::bundle::{
    Bundle, Counts, Desk, MAX_ITERATIONS, MIN_ITERATIONS, Outgoing, Sealed, Unreadable, canonical_json,
    decode_book, encode_book, file_name, fingerprint, is_zip, reread, signed_json, write, zip_entries,
};
use jinwei::county::{self, County, Known, Summary};
use jinwei::domain::{Book, Books, Document, Id, Register};
use jinwei::merge::{compare, relation, three_way};
use jinwei::notice::Programme;
use jinwei::state::{arrivals, meant_for, settled_books, undecided};
use jinwei::{papers, rules, sample};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

/// A target: its name and what it does.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// Every target.
pub(crate) const ALL: [Target; 7] = [
    ("read", read),
    ("zip", zip),
    ("restore", restore),
    ("merge", merge),
    ("digest", digest),
    ("paste", paste),
    ("sealed", closed),
];

/// The targets whose bytes are JSON.
pub(crate) const JSON: [&str; 5] = ["read", "restore", "merge", "digest", "sealed"];

/// Days on which books are looked at: before, within and after the programme, and the ends of the calendar.
const DAYS: [(i32, u32, u32); 5] = [
    (2012, 7, 3),
    (2012, 12, 31),
    (1, 1, 1),
    (9999, 12, 31),
    (2026, 11, 25),
];

fn day(bytes: &[u8]) -> NaiveDate {
    let (year, month, day) = DAYS[bytes.len() % DAYS.len()];
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Any bytes are a bundle or give words; a bundle can be written and is read back as it was.
pub(crate) fn read(bytes: &[u8]) {
    match jinwei::bundle::read(bytes) {
        Ok(bundle) => comes_back(&bundle),
        Err(error) => assert!(!error.words().is_empty() && !error.code().is_empty()),
    }
}

fn comes_back(bundle: &Bundle) {
    let envelope = &bundle.envelope;
    let written = write(&Outgoing {
        kind: envelope.kind,
        bundle_id: envelope.bundle_id.clone(),
        supersedes: envelope.supersedes.clone(),
        programme: &envelope.programme,
        created_at: &envelope.created_at,
        created_by: envelope.created_by.clone(),
        revision: envelope.revision,
        books: &bundle.books,
        findings: &[],
        attachments: &bundle.attachments,
    });
    let again = match reread(&written.text, &bundle.books) {
        Ok(again) => again,
        Err(error) => panic!("what was read cannot be written: {error:?}"),
    };
    assert_eq!(again.books, bundle.books);
    assert_eq!(again.attachments, bundle.attachments);
    for book in &bundle.books {
        assert_eq!(decode_book(&encode_book(book)).as_ref(), Ok(book));
    }
}

/// A sealed file of whatever content, as it is and with a digest that belongs to it, is read or gives words; and what a
/// signature covers can be told of every bundle.
pub(crate) fn closed(bytes: &[u8]) {
    let digested = sealed(bytes).unwrap_or_default();
    for bytes in [bytes, digested.as_bytes()] {
        match Sealed::read(bytes) {
            Ok(file) => {
                assert!((MIN_ITERATIONS..=MAX_ITERATIONS).contains(&file.iterations));
                assert!((16..=64).contains(&file.salt.len()) && file.ciphertext.len() >= 16);
                assert_eq!(Sealed::read(file.write().as_bytes()).as_ref(), Ok(&file));
                assert_eq!(jinwei::bundle::read(bytes).err(), Some(Unreadable::Sealed));
            }
            Err(error) => assert!(!error.words().is_empty() && !error.code().is_empty()),
        }
        let (Ok(bundle), Ok(text)) = (jinwei::bundle::read(bytes), std::str::from_utf8(bytes)) else {
            continue;
        };
        let covered = signed_json(text);
        assert!(covered.is_ok(), "{covered:?}");
        if let Some(signature) = bundle.envelope.signature {
            let _ = signature.bytes();
            assert_eq!(fingerprint(&signature.key).len(), 29);
        }
    }
}

/// The directory of an archive names only what lies within it.
pub(crate) fn zip(bytes: &[u8]) {
    let _ = is_zip(bytes);
    let Ok(entries) = zip_entries(bytes) else { return };
    for entry in entries {
        assert!(entry.start + entry.packed <= bytes.len());
    }
}

/// A bundle with a good digest, whatever its content: a program with a bug, or with bad intent. It is taken through
/// all that is ever made of a file.
pub(crate) fn restore(bytes: &[u8]) {
    let Some(sealed) = sealed(bytes) else { return };
    let Ok(mut bundle) = jinwei::bundle::read(sealed.as_bytes()) else {
        return;
    };
    let today = day(bytes);
    let programme = Programme::default();
    comes_back(&bundle);
    let counts = Counts::of(&bundle.books);
    let name = counts.books.first().map_or("", |book| book.name.as_str());
    let when = today.and_hms_opt(23, 59, 59).unwrap_or_default();
    file_name(bundle.envelope.kind, name, when, bundle.envelope.revision);
    for mut plan in bundle.plans() {
        for book in &bundle.books {
            if matches!(book, Book::Office(_) | Book::Register(_) | Book::Review(_)) {
                plan.put(book.clone());
            }
        }
        looked_at(&plan, &programme, today);
    }
    taken_in(&bundle, today);
    at_the_office(&mut bundle, &programme, today);
}

/// What is shown of books: findings, statistics, papers and drafts.
fn looked_at(books: &Books, programme: &Programme, today: NaiveDate) {
    let found = rules::check(books, programme, today);
    let _ = rules::blocks_submission(&found);
    rules::asked(books, programme, today);
    let _ = rules::Statistics::of(books, programme, today).lines();
    for line in rules::duty_lines(books, programme, today) {
        for cell in line.cells.iter().take(2) {
            papers::draft(books, programme, &line, &cell.span, today);
        }
    }
    for branch in &books.branches {
        rules::burn_down(branch, programme, today);
        papers::form(books, books.office.as_ref(), branch.id(), programme, today);
        papers::ledger(books, branch.id(), today);
        papers::poster(books, branch.id(), today);
        for close_out in &branch.close_outs {
            papers::slip(books, branch.id(), &close_out.id);
        }
    }
}

/// A file that comes to each desk, on top of books that are there.
fn taken_in(bundle: &Bundle, today: NaiveDate) {
    for (desk, mine) in [
        (Desk::Unit, sample::unit_of_three()),
        (Desk::Branch, sample::single_branch()),
    ] {
        let Ok(meant) = meant_for(desk, &mine, &bundle.envelope, &bundle.books) else {
            continue;
        };
        let arrived = arrivals(&mine, meant, &|_| None, &[]);
        if undecided(&arrived) > 0 {
            continue;
        }
        let mut last = 0;
        let mut new_id = || next_id(&mut last);
        settled_books(
            &mine,
            arrived,
            &bundle.books,
            ["here", "there"],
            today,
            &mut new_id,
        );
    }
}

fn next_id(last: &mut u128) -> Id {
    *last += 1;
    Id::from_random(last.to_be_bytes())
}

/// A submission at the office, and the register that it may bring.
fn at_the_office(bundle: &mut Bundle, programme: &Programme, today: NaiveDate) {
    let mut last = 0;
    let mut register = None;
    let mut office = None;
    let mut reviews = Vec::new();
    for book in &bundle.books {
        match book {
            Book::Register(book) => register = Some(book.clone()),
            Book::Office(book) => office = Some(book.clone()),
            Book::Review(book) => reviews.push(book.clone()),
            Book::Unit(_) | Book::Branch(_) | Book::Keys(_) => {}
        }
    }
    if let Some(register) = &register {
        county::register_check(register, programme);
        pasted_back(register, &mut last);
    }
    let summary = Summary::taking(bundle, "2012-07-05T15:30:00+08:00", programme, today);
    let text = summary.to_text();
    assert_eq!(Summary::from_text(&text).as_ref(), Some(&summary), "{text}");
    let known = Known {
        register: register.as_ref(),
        office: office.as_ref(),
        reviews: &reviews,
        programme,
        today,
    };
    let one = Arc::new(summary);
    let mut county = County::of(&known, &[]);
    county.receive(&one);
    assert!(
        county == County::of(&known, &[one]),
        "the order of arrivals tells"
    );
}

/// Two copies of a book, and what they grew from: a list of three documents, or the documents of a bundle.
pub(crate) fn merge(bytes: &[u8]) {
    let Ok(json) = serde_json::from_slice::<Json>(bytes) else {
        return;
    };
    let list = match &json {
        Json::Array(list) => list,
        Json::Object(fields) => match fields.get("documents") {
            Some(Json::Array(list)) => list,
            _ => return,
        },
        _ => return,
    };
    let Some(first) = list.first() else { return };
    let copy = |json: &Json| {
        let mut json = json.clone();
        for key in ["kind", "id"] {
            if let (Some(fields), Some(value)) = (json.as_object_mut(), first.get(key)) {
                fields.insert(key.into(), value.clone());
            }
        }
        decode_book(&json.to_string()).ok()
    };
    let Some(mine) = list.first().and_then(copy) else {
        return;
    };
    let Some(theirs) = list.get(1).and_then(copy) else {
        return;
    };
    let base = list.get(2).and_then(copy);
    merged(base.as_ref(), &mine, &theirs);
    merged(None, &mine, &theirs);
}

fn merged(base: Option<&Book>, mine: &Book, theirs: &Book) {
    let (base, one, other) = (
        base.map(Book::as_document),
        mine.as_document(),
        theirs.as_document(),
    );
    let here = three_way(base, one, other, &[]);
    let there = three_way(base, other, one, &[]);
    let (Some(here), Some(there)) = (here, there) else {
        panic!("two books of one kind were not merged");
    };
    assert_eq!(here.book, there.book, "the sides came to different books");
    assert_eq!(here.conflicts.len(), there.conflicts.len());
    for conflict in &here.conflicts {
        assert!(!conflict.words(one, other).is_empty());
        let _ = conflict.held_words(one, other);
    }
    let book = here.book.as_document();
    let stored = encode_book(&here.book);
    assert_eq!(decode_book(&stored).as_ref(), Ok(&here.book), "{stored}");
    let _ = compare(Some(one), book);
    let _ = compare(None, book);
    let known = |version: &Id| {
        let is_it = |book: &&dyn Document| book.head().version_id.as_ref() == Some(version);
        let found = base.into_iter().chain([one, other]).find(is_it)?;
        decode_book(&jinwei::bundle::encode_document(found)).ok()
    };
    let _ = relation(Some(one), other, &known);
    let _ = relation(Some(other), one, &known);
    // A copy that nobody changed brings nothing.
    if let Some(base) = base {
        let same = three_way(Some(base), one, base, &[]);
        let same =
            same.is_some_and(|same| same.conflicts.is_empty() && same.book.as_document().same_content(one));
        assert!(same, "a copy that was not changed changed the book");
    }
    // What was merged once is not changed by merging it again.
    if here.conflicts.is_empty() {
        let again = three_way(base, book, other, &[]);
        let again = again.is_some_and(|again| again.book.as_document().same_content(book));
        assert!(again, "merging again changes the book");
    }
}

/// Canonical JSON is what RFC 8785's own makers write, where both take the text.
pub(crate) fn digest(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(ours) = canonical_json(text) else { return };
    assert_eq!(canonical_json(&ours).as_ref(), Ok(&ours));
    let Ok(Json::Object(mut fields)) = serde_json::from_str(text) else {
        return;
    };
    fields.remove("digest");
    if let Ok(theirs) = serde_json_canonicalizer::to_string(&fields) {
        assert_eq!(ours, theirs);
    }
}

/// A register from a spreadsheet, and back into one.
pub(crate) fn paste(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let pasted = county::paste::paste(&text);
    let mut last = 0;
    let draft = county::paste::to_register(&pasted, None, &mut || next_id(&mut last));
    county::register_check(&draft.register, &Programme::default());
    county::paste::to_register(&pasted, Some(&draft.register), &mut || next_id(&mut last));
    pasted_back(&draft.register, &mut last);
}

/// What leaves for a spreadsheet starts no formula there, and can be pasted back.
fn pasted_back(register: &Register, last: &mut u128) {
    let sheet = county::paste::register_sheet(register);
    for line in sheet.lines() {
        for cell in line.split('\t') {
            let cell = cell.strip_prefix('"').unwrap_or(cell);
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{cell:?} is a formula"
            );
        }
    }
    let pasted = county::paste::paste(&sheet);
    county::paste::to_register(&pasted, Some(register), &mut || next_id(last));
}

/// The text of a bundle with the digest that belongs to it.
fn sealed(bytes: &[u8]) -> Option<String> {
    let canonical = canonical_json(std::str::from_utf8(bytes).ok()?).ok()?;
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(canonical.as_bytes()) {
        let _ = write!(digest, "{byte:02x}");
    }
    let rest = canonical.strip_prefix('{')?;
    let comma = if rest == "}" { "" } else { "," };
    Some(format!("{{\"digest\":\"{digest}\"{comma}{rest}"))
}
