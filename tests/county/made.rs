//! Submissions and what the office knows, made for tests.

use std::sync::Arc;

use chrono::NaiveDate;
use jinwei::bundle::{Bundle, BundleKind, CreatedBy, Desk, Outgoing, decode_book, encode_book, read, write};
use jinwei::county::{County, Known, Summary};
use jinwei::domain::{Book, Books, Id, OfficeBook, Register, ReviewSheet};
use jinwei::notice::Programme;
use jinwei::rules::asked;
use jinwei::sample;

pub(crate) fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2012, month, day).expect("a day")
}

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// The sample's books under ids of their own: those of school `n`.
pub(crate) fn renamed(books: &Books, n: usize) -> Books {
    let mut copy = Books::default();
    for book in books.all() {
        let text = encode_book(&book).replace("sample", &format!("s{n}"));
        copy.put(decode_book(&text).expect("a book"));
    }
    let school = format!("第{n}中学");
    if let Some(unit) = &mut copy.unit {
        unit.profile.name = unit.profile.name.replace("示例中学", &school);
    }
    for branch in &mut copy.branches {
        branch.profile.name = branch.profile.name.replace("示例中学", &school);
    }
    copy
}

/// A submission of these books. `version` is the state of the unit's book and those before it, the newest first.
pub(crate) fn file(books: &Books, bundle: &str, revision: u32, version: &[&str]) -> String {
    let mut books = books.clone();
    if let Some(unit) = &mut books.unit {
        unit.head.version_id = version.first().map(|version| id(version));
        unit.head.parent_version_id = version.get(1).map(|version| id(version));
    }
    let today = on(7, 5);
    let findings = asked(&books, &Programme::default(), today);
    let all: Vec<Book> = books.all();
    let unit = books.unit.as_ref().expect("a unit");
    let written = write(&Outgoing {
        kind: BundleKind::Submission,
        bundle_id: id(bundle),
        supersedes: None,
        programme: "huajiaofa-2012-12",
        created_at: &format!("2012-07-0{}T08:00:00Z", revision.min(9)),
        created_by: CreatedBy {
            desk: Desk::Unit,
            unit: unit.profile.name.clone(),
            unit_id: Some(unit.id().clone()),
        },
        revision,
        books: &all,
        findings: &findings,
        attachments: &[],
    });
    written.text
}

pub(crate) fn opened(text: &str) -> Bundle {
    read(text.as_bytes()).expect("a bundle")
}

pub(crate) fn summarised(text: &str) -> Arc<Summary> {
    let summary = Summary::of(
        &opened(text),
        "2012-07-06T08:00:00Z",
        &Programme::default(),
        on(7, 6),
    );
    // Through its text, as the office's store gives it back.
    Arc::new(Summary::from_text(&summary.to_text()).expect("a summary"))
}

/// The first version of school `n`, as its books stand on a day.
pub(crate) fn school(n: usize, lived: NaiveDate) -> Arc<Summary> {
    let books = renamed(&sample::lived(lived), n);
    summarised(&file(&books, &format!("file-{n}"), 1, &[&format!("v{n}-1")]))
}

/// A register of schools, each with the sample's three branches and their ids.
pub(crate) fn register_of(schools: &[usize]) -> Register {
    let mut register = Register::new(id("register"));
    for n in schools {
        let books = renamed(&sample::unit_of_three(), *n);
        let unit = books.unit.as_ref().expect("a unit");
        register.units.push(jinwei::domain::RegisterUnit {
            id: unit.id().clone(),
            name: unit.profile.name.clone(),
            kind: unit.profile.kind,
            ..Default::default()
        });
        for branch in &books.branches {
            register.branches.push(jinwei::domain::RegisterBranch {
                id: branch.id().clone(),
                unit: Some(unit.id().clone()),
                name: branch.profile.name.clone(),
                initial_grade: branch.profile.initial_grade,
                ..Default::default()
            });
        }
    }
    register
}

/// What the office knows, with the notice's own figures.
#[derive(Default)]
pub(crate) struct Office {
    pub(crate) register: Option<Register>,
    pub(crate) book: Option<OfficeBook>,
    pub(crate) reviews: Vec<ReviewSheet>,
    pub(crate) programme: Programme,
}

impl Office {
    pub(crate) fn known(&self, today: NaiveDate) -> Known<'_> {
        Known {
            register: self.register.as_ref(),
            office: self.book.as_ref(),
            reviews: &self.reviews,
            programme: &self.programme,
            today,
        }
    }

    pub(crate) fn county(&self, today: NaiveDate, received: &[Arc<Summary>]) -> County {
        County::of(&self.known(today), received)
    }
}
