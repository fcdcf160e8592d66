//! A summary holds what its file says, and is known for its own.

use jinwei::bundle::read;
use jinwei::county::Summary;
use jinwei::domain::{Document, Id};
use jinwei::notice::Programme;
use jinwei::sample;
use serde_json::Value as Json;

use crate::made::{file, on, opened, renamed, school, summarised};
use crate::support::sealed;

#[test]
fn it_comes_back_from_its_text() {
    let books = sample::lived(on(12, 31));
    let text = file(&books, "file", 3, &["v3", "v2"]);
    let summary = Summary::of(
        &opened(&text),
        "2012-12-31T09:00:00Z",
        &Programme::default(),
        on(12, 31),
    );
    assert_eq!(Summary::from_text(&summary.to_text()), Some(summary.clone()));
    assert_eq!(summary.file.revision, Some(3));
    assert_eq!(summary.file.digest, opened(&text).envelope.digest);
    assert_eq!(summary.unit.name, "示例中学党总支");
    assert_eq!(summary.sent_on(), Some(on(7, 5)));
    let ancestry: Vec<_> = summary.unit.ancestry.iter().map(Id::as_str).collect();
    assert_eq!(ancestry, ["v3", "v2"]);
    assert_eq!((summary.branches.len(), summary.items.len()), (3, 8));
    // Two of each branch, its leader's, and the unit's two.
    assert_eq!(summary.duties.len(), 3 * 3 + 2);
}

/// 1,000 of them are read at every start.
#[test]
fn it_is_small() {
    let mut books = sample::lived(on(12, 31));
    for branch in &mut books.branches {
        let items = branch.items.clone();
        for n in 0..15 - items.len() {
            let mut item = items[n % items.len()].clone();
            item.id = Id::parse(&format!("00000000-0000-4000-8000-0000000000{n:02}")).expect("an id");
            branch.items.push(item);
        }
    }
    let text = file(&books, "file", 1, &[]);
    let summary = summarised(&text);
    assert_eq!(summary.items.len(), 45);
    let size = summary.to_text().len();
    assert!(size < 24_000, "{size}");
    assert!(size * 7 < text.len(), "{size} of {}", text.len());
}

#[test]
fn one_of_another_program_or_a_damaged_one_is_made_anew() {
    let text = school(1, on(9, 30)).to_text();
    assert!(Summary::from_text(&text).is_some());
    let older = text.replace("1 jinwei", "0 jinwei");
    assert_eq!(Summary::from_text(&older), None);
    for end in [0, 1, 40, text.len() - 1] {
        assert_eq!(Summary::from_text(&text[..end]), None);
    }
    let unknown = text.replacen("\"project\"", "\"projekt\"", 1);
    // What it does not know a summary keeps, as every record does; it was made by this program and cannot hold any.
    assert_ne!(Summary::from_text(&unknown), Summary::from_text(&text));
    let bad = text.replacen("\"due\":\"2", "\"due\":\"x2", 1);
    assert_ne!(bad, text);
    assert_eq!(Summary::from_text(&bad), None);
    let book = jinwei::bundle::encode_book(&jinwei::domain::Book::Office(jinwei::domain::OfficeBook::new(
        Id::parse("office").expect("an id"),
    )));
    assert_eq!(Summary::from_text(&book), None);
}

/// Files bring books, never a summary: what one claims nobody could check.
#[test]
fn no_file_brings_one_in() {
    let summary = school(1, on(7, 5));
    let mut file: Json = serde_json::from_str(&file(&sample::single_branch(), "f", 1, &[])).expect("JSON");
    let forged: Json = serde_json::from_str(&summary.to_text()).expect("JSON");
    file["documents"].as_array_mut().expect("a list").push(forged);
    let bundle = read(sealed(file).as_bytes()).expect("a bundle");
    assert_eq!(bundle.books.len(), 2);
    assert_eq!(bundle.set_aside.len(), 1);
    assert_eq!(summary.kind(), "summary");
}

#[test]
fn what_the_sender_knew_and_what_we_find_are_told_apart() {
    let mut books = renamed(&sample::unit_of_three(), 1);
    let text = file(&books, "a", 1, &[]);
    let clean = summarised(&text);
    assert_eq!((clean.file.errors, clean.file.sent_errors), (None, None));
    books.branches[0].items[0].handler.clear();
    let found = summarised(&file(&books, "b", 2, &[]));
    assert_eq!((found.file.errors, found.file.sent_errors), (Some(1), Some(1)));
    assert_eq!(found.file.checked_on, Some(on(7, 6)));
}
