//! What is there after any sequence of arrivals is what would be there had all come at once.

use std::sync::Arc;

use jinwei::county::{County, Summary};
use jinwei::domain::{OfficeBook, RegisterMatch, ReviewSheet, ReviewState};
use jinwei::sample;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::made::{Office, file, id, on, register_of, renamed, school, summarised};

/// Three versions of each of five schools: the second grew from the first, the third forks off it. The third school
/// finds an entry with its second version and another with its third; the fourth is in no register; the fifth is the
/// first one, begun anew.
fn pool() -> Vec<Arc<Summary>> {
    let mut all = Vec::new();
    for n in [1, 2, 3, 4, 9] {
        for revision in 1..=3_u32 {
            let lived = [on(7, 5), on(9, 30), on(12, 31)][revision as usize - 1];
            let mut books = renamed(&sample::lived(lived), n);
            if let Some(unit) = &mut books.unit {
                if n == 3 {
                    unit.head.id = id("own-3");
                    let entry = [None, Some("s2-unit"), Some("s3-unit")][revision as usize - 1];
                    unit.profile.register_unit = entry.map(id);
                }
                if n == 4 {
                    unit.profile.name = format!("第{}中学", 6 - revision);
                }
            }
            let parent = format!("v{n}-1");
            let own = format!("v{n}-{revision}");
            let states: &[&str] = if revision == 1 { &[&own] } else { &[&own, &parent] };
            all.push(summarised(&file(
                &books,
                &format!("f{n}-{revision}"),
                revision,
                states,
            )));
        }
    }
    all
}

fn sheet(n: usize, revision: usize, returned: bool) -> ReviewSheet {
    let mut sheet = ReviewSheet::new(id(&format!("sheet-{n}")));
    sheet.verdict.unit = Some(id(&format!("s{n}-unit")));
    sheet.verdict.bundle = Some(id(&format!("f{n}-{revision}")));
    sheet.verdict.state = Some(if returned {
        ReviewState::Returned
    } else {
        ReviewState::Reviewed
    });
    sheet
}

fn office() -> Office {
    let mut book = OfficeBook::new(id("office"));
    book.register_matches.push(RegisterMatch {
        id: id("m"),
        book: Some(id("s9-unit")),
        entry: Some(id("s1-unit")),
        ..RegisterMatch::default()
    });
    Office {
        register: Some(register_of(&[1, 2, 3])),
        book: Some(book),
        ..Office::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn one_by_one_is_as_all_at_once(
        arrivals in prop::collection::vec(any::<Index>(), 0..14),
        said in prop::collection::vec((1_usize..=4, 1_usize..=3, any::<bool>()), 0..4),
        with_register in any::<bool>(),
    ) {
        thread_local! {
            static POOL: Vec<Arc<Summary>> = pool();
        }
        let pool = POOL.with(Clone::clone);
        let mut office = office();
        if !with_register {
            office.register = None;
        }
        let mut county = office.county(on(10, 1), &[]);
        let mut came: Vec<Arc<Summary>> = Vec::new();
        let mut said = said.into_iter();
        for arrival in arrivals {
            let summary = arrival.get(&pool);
            county.receive(summary);
            came.push(Arc::clone(summary));
            if let Some((n, revision, returned)) = said.next() {
                let sheet = sheet(n, revision, returned);
                county.review(&sheet);
                office.reviews.retain(|known| known.id() != sheet.id());
                office.reviews.push(sheet);
            }
            prop_assert_eq!(&county, &office.county(on(10, 1), &came));
        }
        came.reverse();
        prop_assert_eq!(&county, &office.county(on(10, 1), &came));
        prop_assert_eq!(&county.again(&office.known(on(10, 1))), &county);
    }
}

/// A file that comes in is one unit's work: the other lines are the very same afterwards.
#[test]
fn one_arrival_leaves_the_other_lines_alone() {
    let office = Office {
        register: Some(register_of(&[1, 2, 3])),
        ..Office::default()
    };
    let mut county = office.county(on(7, 8), &[school(1, on(7, 5)), school(2, on(7, 5))]);
    let texts = |county: &County| -> Vec<*const u8> {
        county.lines().iter().map(|line| line.name.as_ptr()).collect()
    };
    let before = texts(&county);
    county.receive(&school(3, on(7, 5)));
    let after = texts(&county);
    assert_eq!(after[..2], before[..2]);
    assert_ne!(after[2], before[2]);
    assert_eq!(county.total().units, 3);
}
