//! Rows as they are stored: which version the shape of the data in them has, and how older ones are raised to today's.
//!
//! A row is JSON text in one spelling, `{"data_version":2,"row":…}`, now and in every later version, so that any program can
//! tell what it does not know. Rows from before there were versions are what stands inside alone; they count as version 1.
//!
//! **Invariant:** a step raises by one version, is a pure function, and sees one document or one record at a time. What it
//! cannot take is set aside whole, with the reason, and takes nothing else with it.

use super::Unreadable;
use super::decode::{Refused, aside, book};
use super::encode::encode_book;
use super::json::{Fields, Json};
use super::json_read::parse;
use super::limits::Bounds;
use crate::domain::Book;

/// The version that is written: 2 since rows say which they have.
pub const DATA_VERSION: u32 = 2;

const BEFORE_VERSION: &str = "{\"data_version\":";
const BEFORE_ROW: &str = ",\"row\":";

/// Why a row was not read; it stays where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// A newer program wrote it, in this version.
    Newer(u32),
    /// It is not what was written there, or a step cannot take it; in words.
    Damaged(String),
}

/// Puts today's version around what a row holds.
pub fn stamped(row: &str) -> String {
    format!("{BEFORE_VERSION}{DATA_VERSION}{BEFORE_ROW}{row}}}")
}

/// The version of a row, and what it holds.
pub fn version_of(row: &str) -> (u32, &str) {
    let held = || {
        let (version, held) = row.strip_prefix(BEFORE_VERSION)?.split_once(BEFORE_ROW)?;
        // One that was cut off still says what it was.
        Some((version.parse().ok()?, held.strip_suffix('}').unwrap_or(held)))
    };
    held().unwrap_or((1, row))
}

/// A book as a row.
pub fn encode_stored(book: &Book) -> String {
    stamped(&encode_book(book))
}

/// Reads a book's row, raising it to today's version, and says which it had.
pub fn decode_stored(row: &str) -> Result<(Book, u32), NotRead> {
    raised(row, &STEPS)
}

/// A step from one version to the next: what it changes in a document, and then in each record of it.
#[derive(Clone, Copy)]
struct Raise {
    document: fn(&mut Fields<'_>) -> Result<(), String>,
    /// Gets the collection's name and the record.
    record: fn(&str, &mut Fields<'_>) -> Result<(), String>,
}

/// The step to version 2 and those after it. Version 2 holds what version 1 held; only its rows say which they are.
const STEPS: [Raise; DATA_VERSION as usize - 1] = [Raise {
    document: |_| Ok(()),
    record: |_, _| Ok(()),
}];

fn raised(row: &str, steps: &[Raise]) -> Result<(Book, u32), NotRead> {
    let (version, held) = version_of(row);
    let at = version.checked_sub(1).map_or(usize::MAX, |at| at as usize);
    let Some(steps) = steps.get(at..) else {
        return Err(NotRead::Newer(version));
    };
    let damaged = |error: Unreadable| match error {
        Unreadable::BadDocument { reason } => NotRead::Damaged(reason),
        // Its words are about files that come in.
        other => NotRead::Damaged(format!("内容已损坏，{}", other.code())),
    };
    let mut json = parse(held).map_err(damaged)?;
    for step in steps {
        if let Json::Object(document) = &mut json {
            raise(document, step).map_err(NotRead::Damaged)?;
        }
    }
    match book(json, Bounds::STORE) {
        Ok(book) => Ok((book, version)),
        Err(Refused::Document(aside)) => Err(NotRead::Damaged(aside.reason)),
        Err(Refused::Bundle(unreadable)) => Err(damaged(unreadable)),
    }
}

/// Raises one document by one version. Records that the step cannot take go to those that were set aside before.
fn raise(document: &mut Fields<'_>, step: &Raise) -> Result<(), String> {
    (step.document)(document)?;
    let mut refused = Vec::new();
    for (collection, held) in &mut document.0 {
        let mut take = |record: &mut Json<'_>| {
            let Json::Object(fields) = record else { return true };
            let before = Json::Object(fields.clone());
            let Err(reason) = (step.record)(collection, fields) else {
                return true;
            };
            refused.push(aside(collection, reason, &before));
            false
        };
        match held {
            Json::List(records) if collection != "set_aside" => records.retain_mut(take),
            Json::Object(_) => {
                let stays = take(held);
                if !stays {
                    *held = Json::Null;
                }
            }
            _ => {}
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    let mut all = match document.take("set_aside") {
        Some(Json::List(all)) => all,
        None => Vec::new(),
        Some(other) => vec![other],
    };
    for one in refused {
        let text = |text: String| Json::Text(text.into());
        let mut entry = Fields::default();
        entry.put("collection", text(one.collection));
        entry.put("reason", text(one.reason));
        entry.put("json", text(one.json));
        all.push(Json::Object(entry));
    }
    document.put("set_aside", Json::List(all));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BranchBook;
    use crate::sample;

    fn branch() -> BranchBook {
        sample::unit_of_three().branches.remove(0)
    }

    fn read(row: &str, steps: &[Raise]) -> BranchBook {
        match raised(row, steps) {
            Ok((Book::Branch(branch), _)) => branch,
            other => panic!("{other:?}"),
        }
    }

    /// As it may come: a step that renames a field, one that refuses some records, one that refuses a document.
    const LATER: [Raise; 3] = [
        STEPS[0],
        Raise {
            document: |_| Ok(()),
            record: |collection, record| {
                if collection == "items" && record.text("root_cause").is_none() {
                    return Err("没有产生原因".into());
                }
                if collection == "profile" {
                    let name = record.take("name");
                    record.0.extend(name.map(|name| ("secretary".into(), name)));
                }
                Ok(())
            },
        },
        Raise {
            document: |document| match document.text("kind") {
                Some("unit_book") => Err("不再有单位的账本".into()),
                _ => Ok(()),
            },
            record: |_, _| Ok(()),
        },
    ];

    #[test]
    fn rows_of_every_version_are_told_apart() {
        for (row, version) in [
            ("{\"kind\":\"branch_book\"}", 1),
            ("", 1),
            ("{\"data_version\":2,\"row\":{}}", 2),
            ("{\"data_version\":31,\"row\":[\"later\"]}", 31),
            ("{\"data_version\":x,\"row\":{}}", 1),
            ("{\"data_version\":31,\"row\":[\"lat", 31),
        ] {
            assert_eq!(version_of(row).0, version, "{row}");
        }
        assert_eq!(version_of(&stamped("{\"a\":1}")), (DATA_VERSION, "{\"a\":1}"));
    }

    #[test]
    fn a_row_without_a_version_is_the_first_and_holds_what_it_held() {
        let book = Book::Branch(branch());
        assert_eq!(decode_stored(&encode_book(&book)), Ok((book.clone(), 1)));
        assert_eq!(decode_stored(&encode_stored(&book)), Ok((book, DATA_VERSION)));
    }

    #[test]
    fn what_a_newer_program_wrote_is_not_read() {
        let later = format!(
            "{{\"data_version\":{},\"row\":{{\"kind\":\"poem\"}}}}",
            DATA_VERSION + 1
        );
        assert_eq!(decode_stored(&later), Err(NotRead::Newer(DATA_VERSION + 1)));
        assert_eq!(
            decode_stored("{\"data_version\":0,\"row\":{}}"),
            Err(NotRead::Newer(0)),
            "a version that never was is not guessed at"
        );
    }

    #[test]
    fn every_step_from_the_rows_version_on_is_taken_once() {
        let row = encode_book(&Book::Branch(branch()));
        let first = read(&row, &LATER);
        assert_eq!(first.profile.secretary, branch().profile.name);
        assert_eq!(first.profile.name, "");
        // A row that says it is of the third version has that step behind it.
        let third = format!("{{\"data_version\":3,\"row\":{row}}}");
        assert_eq!(read(&third, &LATER), branch());
    }

    #[test]
    fn a_record_that_a_step_cannot_take_is_set_aside_whole_and_alone() {
        let mut with = branch();
        let (kept, refused) = (with.items[0].clone(), with.items[1].id.clone());
        with.items[1].root_cause.clear();
        with.items[1].extra.insert("tint".into(), "\"red\"".into());
        let raised = read(&encode_book(&Book::Branch(with.clone())), &LATER);
        assert_eq!(raised.items.len(), with.items.len() - 1);
        assert_eq!(raised.items[0], kept);
        let aside = &raised.head.set_aside;
        assert_eq!(aside.len(), 1);
        assert_eq!(
            (&*aside[0].collection, &*aside[0].reason),
            ("items", "没有产生原因")
        );
        for held in [refused.as_str(), "tint", "red"] {
            assert!(aside[0].json.contains(held), "{}", aside[0].json);
        }
        // It stays set aside, and goes with every file.
        let again = decode_stored(&encode_stored(&Book::Branch(raised.clone())));
        assert_eq!(again, Ok((Book::Branch(raised), DATA_VERSION)));
    }

    #[test]
    fn a_document_that_a_step_cannot_take_is_told_of_with_the_reason() {
        let unit = sample::unit_of_three().unit.map(Book::Unit);
        let row = unit.as_ref().map(encode_book).unwrap_or_default();
        assert_eq!(
            raised(&row, &LATER),
            Err(NotRead::Damaged("不再有单位的账本".into()))
        );
        assert!(raised(&row, &STEPS).is_ok());
    }

    #[test]
    fn what_is_no_row_says_so_and_never_panics() {
        for row in [
            "",
            "7",
            "[]",
            "{\"data_version\":2,\"row\":7}",
            "{\"kind\":\"poem\",\"id\":\"z\"}",
        ] {
            assert!(matches!(decode_stored(row), Err(NotRead::Damaged(_))), "{row}");
        }
    }
}
