//! What the tests begin with.

use std::sync::Arc;

use chrono::NaiveDate;
use jinwei::bundle::{self, Bundle};
use jinwei::county::{County, Known, Summary};
use jinwei::domain::{Book, Books, Id, OfficeBook, Register, RegisterBranch, RegisterUnit};
use jinwei::notice::Programme;
use jinwei::state::{Edit, apply};

pub(super) const UNIT: &str = "示例中学党总支";

pub(super) fn id(name: &str) -> Id {
    Id::parse(name).expect("an id")
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The submission of the sample unit with three branches.
pub(super) fn submission() -> Bundle {
    bundle::read(include_bytes!("../fixtures/bundles/three-branches.json")).expect("a bundle")
}

/// Its books.
pub(super) fn plan() -> Books {
    shelf(submission().books)
}

pub(super) fn shelf(books: Vec<Book>) -> Books {
    let mut shelf = Books::default();
    for book in books {
        shelf.put(book);
    }
    shelf
}

/// An office that has only its own book.
pub(super) fn office() -> Books {
    shelf(vec![Book::Office(OfficeBook::new(id("office")))])
}

pub(super) fn summary(bundle: &Bundle) -> Arc<Summary> {
    Arc::new(Summary::of(
        bundle,
        "2012-07-05T09:00:00+08:00",
        &Programme::default(),
        day("2012-07-06"),
    ))
}

/// The county as this office sees it.
pub(super) fn county(own: &Books, received: &[Arc<Summary>]) -> County {
    let programme = Programme::default();
    let known = Known {
        register: own.register.as_ref(),
        office: own.office.as_ref(),
        reviews: &own.reviews,
        programme: &programme,
        today: day("2012-07-10"),
    };
    County::of(&known, received)
}

pub(super) fn carry_out(books: &mut Books, edits: Vec<Edit>) {
    for edit in edits {
        apply(books, edit).expect("it can be done");
    }
}

/// A register: units with their branches.
pub(super) fn register(units: &[(&str, &[&str])]) -> Register {
    let mut register = Register::new(id("register"));
    for (at, (name, branches)) in units.iter().enumerate() {
        let unit = id(&format!("entry-{at}"));
        register.units.push(RegisterUnit {
            id: unit.clone(),
            name: (*name).into(),
            ..RegisterUnit::default()
        });
        for (place, branch) in branches.iter().enumerate() {
            register.branches.push(RegisterBranch {
                id: id(&format!("entry-{at}-{place}")),
                unit: Some(unit.clone()),
                name: (*branch).into(),
                ..RegisterBranch::default()
            });
        }
    }
    register
}

/// Ids one after the other.
pub(super) fn ids() -> impl FnMut() -> Id {
    let mut count = 0;
    move || {
        count += 1;
        id(&format!("new-{count}"))
    }
}
