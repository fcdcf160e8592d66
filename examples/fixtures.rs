//! Writes the bundles in `tests/fixtures/bundles/` from the sample books. Bundles that are there already are
//! left alone: once written they are kept for ever, so that every later version is held to reading them.
//!
//! `cargo run --example fixtures`

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};

use chrono::NaiveDate;
use jinwei::bundle::{BundleKind, CreatedBy, Desk, Outgoing, reread, write};
use jinwei::domain::{
    Book, Books, Comment, Id, Receipt, Register, RegisterBranch, RegisterUnit, ReviewSheet, ReviewState,
    Timeliness, WarningReason,
};
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
    put("half-year", 5, BundleKind::Backup, year_end, lived)?;
    issue("register", 6, BundleKind::Register, Book::Register(register()))?;
    issue("review", 7, BundleKind::Review, Book::Review(review()))
}

/// A register of the sample's two units.
fn register() -> Register {
    let mut register = Register::new(named("sample-register"));
    register.issue.issued_on = NaiveDate::from_ymd_opt(2012, 7, 2);
    for books in [sample::unit_of_three(), sample::single_branch()] {
        let Some(unit) = &books.unit else { continue };
        register.units.push(RegisterUnit {
            id: unit.id().clone(),
            name: unit.profile.name.clone(),
            kind: unit.profile.kind,
            secretary: unit.profile.secretary.clone(),
            ..RegisterUnit::default()
        });
        for branch in &books.branches {
            register.branches.push(RegisterBranch {
                id: branch.id().clone(),
                unit: Some(unit.id().clone()),
                name: branch.profile.name.clone(),
                secretary: branch.profile.secretary.clone(),
                initial_grade: branch.profile.initial_grade,
                ..RegisterBranch::default()
            });
        }
    }
    register
}

/// The office's review of the unit of three, sent back with one remark.
fn review() -> ReviewSheet {
    let books = sample::unit_of_three();
    let mut sheet = ReviewSheet::new(named("review-sample-unit"));
    let day = NaiveDate::from_ymd_opt(2012, 7, 9);
    if let Some(unit) = &books.unit {
        sheet.verdict.unit = Some(unit.id().clone());
        sheet.verdict.unit_name.clone_from(&unit.profile.name);
    }
    sheet.verdict.bundle = Some(Id::from_random([2; 16]));
    sheet.verdict.revision = Some(1);
    sheet.verdict.state = Some(ReviewState::Returned);
    sheet.verdict.opinion = "请修改后重报".into();
    sheet.verdict.reviewed_on = day;
    let branch = &books.branches[0];
    sheet.comments.push(Comment {
        id: Id::from_random([60; 16]),
        document: Some(branch.id().clone()),
        collection: "items".into(),
        record: Some(branch.items[0].id.clone()),
        field: "measures".into(),
        place: format!("{}·第1项·主要措施", branch.profile.name),
        quoted: branch.items[0].measures.clone(),
        text: "措施要写明由谁检查".into(),
        written_on: day,
        ..Comment::default()
    });
    sheet.receipts.push(Receipt {
        id: Id::from_random([61; 16]),
        bundle: Some(Id::from_random([2; 16])),
        revision: Some(1),
        branches: Some(3),
        received_on: NaiveDate::from_ymd_opt(2012, 7, 6),
        timeliness: Some(Timeliness::OnTime),
        ..Receipt::default()
    });
    sheet
}

fn named(name: &str) -> Id {
    Id::parse(name).unwrap_or_default()
}

/// Writes what the office sends down, unless it is there.
fn issue(name: &str, number: u8, kind: BundleKind, mut book: Book) -> Result<(), String> {
    book.as_document_mut()
        .head_mut()
        .sent_as(Id::from_random([number + 100; 16]));
    let created_by = CreatedBy {
        desk: Desk::Office,
        unit: "局党委办公室".into(),
        unit_id: None,
    };
    let day = NaiveDate::from_ymd_opt(2012, 7, 9).ok_or("no such day")?;
    let outgoing = Outgoing {
        kind,
        bundle_id: Id::from_random([number; 16]),
        supersedes: None,
        programme: &Programme::default().id,
        created_at: &format!("{day}T15:30:00+08:00"),
        created_by,
        revision: 1,
        books: &[book],
        findings: &[],
        attachments: &[],
    };
    keep(name, &outgoing)
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
    let outgoing = Outgoing {
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
    };
    keep(name, &outgoing)
}

/// Writes a bundle and reads it again.
fn keep(name: &str, outgoing: &Outgoing<'_>) -> Result<(), String> {
    let written = write(outgoing);
    reread(&written.text, outgoing.books).map_err(|unreadable| unreadable.words())?;

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
