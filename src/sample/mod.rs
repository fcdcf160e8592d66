//! Invented books for the demonstration, the rules' examples and the fixtures: complete, and clean on
//! [`TODAY`]. Schools are invented and persons appear by post alone.
//!
//! **Invariant:** every call gives the same books, ids included; no rule finds an error or a warning in them, but in the
//! county's, which are as counties are.

mod branch;
#[cfg(not(target_arch = "wasm32"))]
mod county;
#[cfg(not(target_arch = "wasm32"))]
mod county_branch;
#[cfg(not(target_arch = "wasm32"))]
mod county_words;
mod items;
mod unit;
#[cfg(not(target_arch = "wasm32"))]
mod year;

#[cfg(not(target_arch = "wasm32"))]
pub use county::{COUNTY_DAY, county, county_unit};
#[cfg(not(target_arch = "wasm32"))]
pub use year::{accepted, lived};

use chrono::NaiveDate;

use crate::domain::{Books, Grade, Id, UnitKind, day};
use branch::Model;
use items::item;

/// The day as of which the samples are clean: the day before the plan is due.
pub const TODAY: NaiveDate = day(2012, 7, 5);

/// A school whose 党总支 has three branches, graded 一般, 较好 and 好.
pub fn unit_of_three() -> Books {
    let unit = id("sample-unit");
    let rear = branch::book(&Model {
        number: 1,
        unit: &unit,
        unit_name: "示例中学党总支",
        name: "示例中学行政后勤党支部",
        secretary: "行政后勤支部书记",
        members: 17,
        grade: Grade::Average,
        target: Grade::FairlyGood,
        benchmark: "示例二中行政党支部",
        items: &[0, 1, 6],
    });
    let junior = branch::book(&Model {
        number: 2,
        unit: &unit,
        unit_name: "示例中学党总支",
        name: "示例中学初中部党支部",
        secretary: "初中部支部书记",
        members: 23,
        grade: Grade::FairlyGood,
        target: Grade::Good,
        benchmark: "示例二中初中部党支部",
        items: &[2, 4, 5],
    });
    let senior = branch::book(&Model {
        number: 3,
        unit: &unit,
        unit_name: "示例中学党总支",
        name: "示例中学高中部党支部",
        secretary: "高中部支部书记",
        members: 28,
        grade: Grade::Good,
        target: Grade::Good,
        benchmark: "县示范高中党支部",
        items: &[3, 7],
    });
    let branches = vec![rear, junior, senior];
    let mut book = unit::book(unit, &branches);
    book.profile.name = "示例中学党总支".into();
    book.profile.kind = Some(UnitKind::GeneralBranch);
    book.profile.secretary = "党总支书记".into();
    unit::analyse_itself(&mut book);
    unit::link_secretary(&mut book, &branches);
    Books {
        unit: Some(book),
        branches,
        ..Books::default()
    }
}

/// A small school with a single branch directly under the bureau's committee: unit and branch at once (note D).
/// What both would say is written once, in the branch's book.
pub fn single_branch() -> Books {
    let unit = id("sample-single-unit");
    let branch = branch::book(&Model {
        number: 4,
        unit: &unit,
        unit_name: "示例小学党支部",
        name: "示例小学党支部",
        secretary: "支部书记（校长兼）",
        members: 9,
        grade: Grade::FairlyGood,
        target: Grade::Good,
        benchmark: "示例二小党支部",
        items: &[1, 3, 4],
    });
    let branches = vec![branch];
    let mut book = unit::book(unit, &branches);
    book.profile.name = "示例小学党支部".into();
    book.profile.kind = Some(UnitKind::Branch);
    book.profile.secretary = "支部书记（校长兼）".into();
    Books {
        unit: Some(book),
        branches,
        ..Books::default()
    }
}

/// A day of the stage's year.
const fn on(month: u32, date: u32) -> NaiveDate {
    day(2012, month, date)
}

/// A readable id.
fn id(text: &str) -> Id {
    Id::parse(text).unwrap_or_default()
}
