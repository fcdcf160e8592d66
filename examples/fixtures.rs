//! Writes the bundles in `tests/fixtures/bundles/` from the sample books. Bundles that are there already are
//! left alone: once written they are kept for ever, so that every later version is held to reading them.
//!
//! `cargo run --example fixtures`

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};

use chrono::NaiveDate;
use jinwei::bundle::{BundleKind, CreatedBy, Desk, Outgoing, reread, write};
use jinwei::domain::{Book, Books, Id, WarningReason};
use jinwei::notice::Programme;
use jinwei::{rules, sample};

fn main() -> Result<(), String> {
    let on = |day| NaiveDate::from_ymd_opt(2012, 7, day);
    let submitted = |mut books: Books, day| {
        if let Some(unit) = &mut books.unit {
            unit.responsibility.submitted_on = on(day);
        }
        books
    };
    let single = submitted(sample::single_branch(), 5);
    put("single-branch", 1, BundleKind::Submission, on(5), single)?;
    let three = submitted(sample::unit_of_three(), 5);
    put("three-branches", 2, BundleKind::Submission, on(5), three)?;
    put("incomplete", 3, BundleKind::Backup, on(5), incomplete())?;
    let late = submitted(sample::single_branch(), 9);
    put("late", 4, BundleKind::Submission, on(9), late)?;
    let year_end = NaiveDate::from_ymd_opt(2012, 12, 31);
    let lived = year_end.map(sample::lived).unwrap_or_default();
    put("half-year", 5, BundleKind::Backup, year_end, lived)
}

/// The unit of three, some days before it is done.
fn incomplete() -> Books {
    let mut books = sample::unit_of_three();
    if let Some(unit) = &mut books.unit {
        unit.secretary_links.clear();
        unit.branch_discussions.pop();
        unit.type_solutions.remove(0);
    }
    if let [rear, junior, senior] = books.branches.as_mut_slice() {
        rear.items[0].handler = "全体党员".into();
        rear.items[1].measures.clear();
        rear.milestones.clear();
        junior.items[0].due = NaiveDate::from_ymd_opt(2012, 8, 15);
        junior.special_meetings[0].items.pop();
        senior.promotion_goal.due = None;
        senior.pledges.clear();
        senior.warning_reasons.push(WarningReason {
            id: Id::from_random([40; 16]),
            rule: "no-pledge".into(),
            reason: "党员大会定于7月10日召开，会上公开承诺".into(),
            ..WarningReason::default()
        });
    }
    books
}

/// Writes one bundle, unless it is there.
fn put(name: &str, number: u8, kind: BundleKind, day: Option<NaiveDate>, books: Books) -> Result<(), String> {
    let day = day.ok_or("no such day")?;
    let findings = rules::asked(&books, &Programme::default(), day);
    let unit = books.unit.as_ref().ok_or("no unit")?;
    let created_by = CreatedBy {
        desk: Desk::Unit,
        unit: unit.profile.name.clone(),
        unit_id: Some(unit.id().clone()),
    };
    let unit = books.unit.into_iter().map(Book::Unit);
    let books: Vec<Book> = unit.chain(books.branches.into_iter().map(Book::Branch)).collect();
    let written = write(&Outgoing {
        kind,
        bundle_id: Id::from_random([number; 16]),
        supersedes: None,
        programme: &Programme::default().id,
        created_at: &format!("{day}T15:30:00+08:00"),
        created_by,
        revision: 1,
        books: &books,
        findings: &findings,
        attachments: &[],
    });
    reread(&written.text, &books).map_err(|unreadable| unreadable.words())?;

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/bundles");
    let path = format!("{folder}/{name}.json");
    match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(mut file) => file
            .write_all(written.text.as_bytes())
            .map_err(|error| error.to_string()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(format!("{path}: {error}")),
    }
}
