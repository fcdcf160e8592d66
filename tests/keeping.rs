//! Which copies of the books stay, when a backup is asked for, and what is known outside the browser's database.

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

use chrono::{NaiveDate, NaiveDateTime};
use jinwei::bundle::{self, Attachment, BundleKind, CreatedBy, Desk, Outgoing};
use jinwei::domain::{Document, Id, RecordList};
use jinwei::keeping::{
    BIN_DAYS, COPIES_AT_MOST, COPIES_TODAY, FolderCopy, Known, MANY_STEPS, POINTS_ALWAYS, POINTS_AT_MOST,
    RestorePoint, Waiting, can_be, copy_name, days_left, held_by, hold_more, is_due, may_go,
    points_to_let_go, read_known, surplus, write_known,
};
use jinwei::notice::Programme;
use jinwei::sample;
use proptest::prelude::*;

const ID: &str = "6f9c1d3e-0b1a-4c57-9a51-1f2b3c4d5e6f";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn moment(text: &str) -> NaiveDateTime {
    text.parse().expect("a moment")
}

fn copies(at: &[&str]) -> Vec<FolderCopy> {
    let copy = |at: &&str| FolderCopy {
        name: format!("晋位台账_县一中_备份_{at}_{ID}.json"),
        at: (*at).to_owned(),
    };
    at.iter().map(copy).collect()
}

fn gone(at: &[&str], now: &str) -> Vec<String> {
    surplus(&copies(at), now)
        .into_iter()
        .map(|copy| copy.at)
        .collect()
}

#[test]
fn todays_three_one_a_day_and_ten_in_all() {
    for (what, at, now, expected) in [
        (
            "one alone",
            &["2012-07-05_090000"][..],
            "2012-07-05_090000",
            &[][..],
        ),
        (
            "today's fourth",
            &[
                "2012-07-05_090000",
                "2012-07-05_100000",
                "2012-07-05_110000",
                "2012-07-05_120000",
            ],
            "2012-07-05_120000",
            &["2012-07-05_090000"],
        ),
        (
            "the first of the next day: of the day before only the last stays",
            &[
                "2012-07-05_100000",
                "2012-07-05_110000",
                "2012-07-05_120000",
                "2012-07-06_080000",
            ],
            "2012-07-06_080000",
            &["2012-07-05_100000", "2012-07-05_110000"],
        ),
        (
            "the eleventh day",
            &[
                "2012-07-01_160000",
                "2012-07-02_160000",
                "2012-07-03_160000",
                "2012-07-04_160000",
                "2012-07-05_160000",
                "2012-07-06_160000",
                "2012-07-07_160000",
                "2012-07-08_160000",
                "2012-07-09_160000",
                "2012-07-10_160000",
                "2012-07-11_160000",
            ],
            "2012-07-11_160000",
            &["2012-07-01_160000"],
        ),
        (
            "what a wrong clock wrote is neither counted nor touched",
            &[
                "2099-01-01_080000",
                "2099-01-01_090000",
                "2012-07-05_080000",
                "2012-07-05_090000",
            ],
            "2012-07-05_080000",
            &[],
        ),
    ] {
        assert_eq!(gone(at, now), expected, "{what}");
    }
}

#[test]
fn a_copy_is_known_by_its_name_and_others_are_not() {
    let name = copy_name(ID, "县一中/团总支", moment("2012-07-05T15:30:59"));
    assert_eq!(
        name,
        format!("晋位台账_县一中_团总支_备份_2012-07-05_153059_{ID}.json")
    );
    let known = FolderCopy::of(ID, &name).expect("our own");
    assert_eq!(known.at, "2012-07-05_153059");
    assert!(copy_name(ID, &"校".repeat(500), moment("2012-07-05T15:30:59")).len() <= 255);

    let other = "0f9c1d3e-0b1a-4c57-9a51-1f2b3c4d5e6f";
    for foreign in [
        // Another workspace's, a person's own export, a copy that somebody renamed, and what only looks like one.
        format!("晋位台账_县一中_备份_2012-07-05_153059_{other}.json"),
        "晋位台账_县一中_备份_2012-07-05_1530.json".to_owned(),
        format!("{name} - 副本.json"),
        name.replace(".json", " (1).json"),
        format!("重要_{name}"),
        name.replace("_备份_", "_报送_"),
        name.replace("2012-07-05", "2012-17-05"),
        name.replace("153059", "15305九"),
        format!("晋位台账_{ID}.json"),
        format!("_{ID}.json"),
        String::new(),
    ] {
        assert_eq!(FolderCopy::of(ID, &foreign), None, "{foreign}");
    }
}

/// Moments of some days, as names have them.
fn some_copies() -> impl Strategy<Value = Vec<String>> {
    let at = (1..28_u32, 0..24_u32, 0..60_u32)
        .prop_map(|(day, hour, minute)| format!("2012-07-{day:02}_{hour:02}{minute:02}00"));
    prop::collection::btree_set(at, 1..60).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #[test]
    fn rotation_keeps_what_it_says(all in some_copies().prop_shuffle(), pick in any::<prop::sample::Index>()) {
        let names: Vec<&str> = all.iter().map(|at| &**at).collect();
        let all = copies(&names);
        let now = all[pick.index(all.len())].at.clone();
        let gone = surplus(&all, &now);
        let stays: Vec<&FolderCopy> = all.iter().filter(|copy| !gone.contains(copy)).collect();
        // The one that was just written stays, and so does all that is dated later.
        prop_assert!(stays.iter().any(|copy| copy.at == now));
        prop_assert!(gone.iter().all(|copy| copy.at < now));
        let past: Vec<_> = stays.iter().filter(|copy| copy.at <= now).collect();
        prop_assert!(past.len() <= COPIES_AT_MOST);
        let of = |copy: &FolderCopy| copy.at[..10].to_owned();
        let day_of_now = now[..10].to_owned();
        for copy in &past {
            let of_day = past.iter().filter(|other| of(other) == of(copy)).count();
            let most = if of(copy) == day_of_now { COPIES_TODAY } else { 1 };
            prop_assert!(of_day <= most);
        }
        // Nothing goes for which there is room: of its day a later one stays, or ten later ones do.
        for copy in &gone {
            let later = past.iter().filter(|other| other.at > copy.at);
            let of_its_day = later.clone().filter(|other| of(other) == of(copy)).count();
            let most = if of(copy) == day_of_now { COPIES_TODAY } else { 1 };
            prop_assert!(of_its_day >= most || later.count() >= COPIES_AT_MOST);
        }
        // What stays, stays.
        let stays: Vec<FolderCopy> = stays.into_iter().cloned().collect();
        prop_assert_eq!(surplus(&stays, &now), vec![]);
    }

    #[test]
    fn no_day_of_the_last_ten_is_without_a_copy(days in prop::collection::vec(0_u32..3, 1..40)) {
        // A folder that is kept up to date day by day, as the page does it.
        let mut folder: Vec<FolderCopy> = Vec::new();
        let mut with_copies = Vec::new();
        let mut today = day("2012-07-01");
        for count in days {
            for hour in 0..count * 2 {
                let now = format!("{today}_{:02}0000", 8 + hour);
                folder.extend(copies(&[&now]));
                let gone = surplus(&folder, &now);
                folder.retain(|copy| !gone.contains(copy));
            }
            if count > 0 {
                with_copies.push(today.to_string());
            }
            today = today.succ_opt().expect("a next day");
        }
        for worked in with_copies.iter().rev().take(COPIES_AT_MOST - COPIES_TODAY + 1) {
            prop_assert!(folder.iter().any(|copy| copy.at.starts_with(&**worked)), "{worked}");
        }
    }

    #[test]
    fn restore_points_go_only_where_there_is_another_copy(
        points in prop::collection::vec((0_u32..20, prop::collection::vec(0_u8..12, 0..5)), 0..70),
        now in prop::collection::vec(0_u8..12, 0..8),
    ) {
        let names = |held: &[u8]| held.iter().map(|name| format!("book {name}")).collect::<Vec<_>>();
        let mut days: Vec<u32> = points.iter().map(|(day, _)| *day).collect();
        days.sort_unstable();
        let points: Vec<RestorePoint> = points
            .iter()
            .zip(days)
            .map(|((_, held), after)| RestorePoint {
                day: day("2012-07-01").checked_add_days(chrono::Days::new(after.into())),
                holds: names(held),
            })
            .collect();
        let now = names(&now);
        let gone = points_to_let_go(&points, &now);
        let stays: Vec<usize> = (0..points.len()).filter(|at| !gone.contains(at)).collect();
        let newest = points.len().saturating_sub(POINTS_ALWAYS);
        prop_assert!(gone.iter().all(|at| *at < newest));
        for at in &gone {
            for name in &points[*at].holds {
                let elsewhere = now.contains(name) || stays.iter().any(|at| points[*at].holds.contains(name));
                prop_assert!(elsewhere, "the last {name}");
            }
        }
        // Those beyond the number each hold the last of something.
        let mut spare = 0;
        for at in &stays {
            let is_only = |name: &String| {
                !now.contains(name) && stays.iter().filter(|at| points[**at].holds.contains(name)).count() == 1
            };
            spare += usize::from(!points[*at].holds.iter().any(is_only));
        }
        prop_assert!(spare <= POINTS_AT_MOST);
    }

    #[test]
    fn what_is_known_of_workspaces_comes_back(name in "\\PC{0,20}", put_off in "(2012-07-05)?") {
        let all = vec![
            Known {
                id: ID.into(),
                name,
                desk: Desk::Unit,
                written_at: "2012-07-05T08:00:00Z".into(),
                put_off,
            },
            Known {
                id: "b".into(),
                name: "换行\n“引号”\u{2028}".into(),
                desk: Desk::Office,
                written_at: String::new(),
                put_off: String::new(),
            },
        ];
        prop_assert_eq!(read_known(&write_known(&all)), all);
    }
}

#[test]
fn a_line_that_is_none_is_left_out() {
    let text = write_known(&[Known {
        id: ID.into(),
        name: "县一中".into(),
        desk: Desk::Branch,
        written_at: "2012-07-05T08:00:00Z".into(),
        put_off: String::new(),
    }]);
    let damaged = format!("{{\"id\":\n[]\n{{\"id\":\"x\",\"desk\":\"moon\"}}\n{text}垃圾");
    assert_eq!(read_known(&damaged), read_known(&text));
    assert_eq!(read_known(""), vec![]);
}

#[test]
fn of_earlier_days_the_first_restore_point_stays() {
    let at = |day_of: &str| RestorePoint {
        day: Some(day(day_of)),
        holds: vec!["book".into()],
    };
    let mut points: Vec<RestorePoint> = [
        "2012-07-02",
        "2012-07-02",
        "2012-07-02",
        "2012-07-03",
        "2012-07-03",
    ]
    .map(at)
    .into();
    points.extend((0..POINTS_ALWAYS).map(|_| at("2012-07-06")));
    assert_eq!(points_to_let_go(&points, &["book".into()]), [1, 2, 4]);
    // There is another copy as long as the newest hold it.
    assert_eq!(points_to_let_go(&points, &[]), [1, 2, 4]);
    points[1].holds.push("a record that is nowhere else".into());
    assert_eq!(points_to_let_go(&points, &[]), [2, 4]);
    // The same in two that may go: the later one stays.
    points[2].holds.push("a record that is nowhere else".into());
    assert_eq!(points_to_let_go(&points, &[]), [1, 4]);
    // One that holds a name twice holds one copy of it.
    points[4].holds = vec!["twice".into(), "twice".into()];
    assert_eq!(points_to_let_go(&points, &[]), [1]);
}

#[test]
fn the_last_rows_of_an_earlier_version_stay() {
    let books = sample::unit_of_three();
    let point = |rows: &[Attachment]| {
        let written = bundle::write(&Outgoing {
            kind: BundleKind::Backup,
            bundle_id: Id::parse(ID).expect("an id"),
            supersedes: None,
            programme: &Programme::default().id,
            created_at: "2012-07-05T08:00:00Z",
            created_by: CreatedBy {
                desk: Desk::Unit,
                unit: "县一中".into(),
                unit_id: None,
            },
            revision: 1,
            books: &books.all(),
            findings: &[],
            attachments: rows,
        });
        let read = bundle::read(written.text.as_bytes()).expect("what was written");
        RestorePoint::new("2012-07-05T08:00:00Z", &read)
    };
    let row = |text: &str| {
        let book = books.documents().next().expect("a book");
        Attachment::of_row("documents", book.id().as_str(), "2012-07-05T08:00:00Z", text)
    };
    let now = held_by(&books);
    // Four of one day and the newest, which hold all the books: the first of the day stays in any case.
    let mut points = vec![
        point(&[]),
        point(&[row("as it was")]),
        point(&[]),
        point(&[row("as it was later")]),
    ];
    points.extend((0..POINTS_ALWAYS).map(|_| point(&[])));
    assert_eq!(points_to_let_go(&points, &now), [2]);
    points[2] = point(&[row("as it was")]);
    assert_eq!(points_to_let_go(&points, &now), [1]);
}

#[test]
fn books_and_records_are_named() {
    let books = sample::unit_of_three();
    let names = held_by(&books);
    let records: usize = books.documents().map(count).sum();
    assert_eq!(names.len(), records + books.documents().count());
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
}

fn count(book: &dyn Document) -> usize {
    let lists = 0..book.collections().len();
    lists.filter_map(|at| book.list_at(at)).map(RecordList::len).sum()
}

#[test]
fn a_backup_is_asked_for_on_the_next_working_day() {
    // 2 July 2012 is a Monday.
    for (what, since, steps, put_off, today, expected) in [
        ("on the same day", "2012-07-02", 30, None, "2012-07-02", false),
        ("on the next", "2012-07-02", 1, None, "2012-07-03", true),
        (
            "Friday's work on Saturday",
            "2012-07-06",
            30,
            None,
            "2012-07-07",
            false,
        ),
        (
            "Friday's work on Sunday",
            "2012-07-06",
            30,
            None,
            "2012-07-08",
            false,
        ),
        (
            "Friday's work on Monday",
            "2012-07-06",
            30,
            None,
            "2012-07-09",
            true,
        ),
        (
            "Sunday's work on Monday",
            "2012-07-08",
            30,
            None,
            "2012-07-09",
            true,
        ),
        (
            "put off today",
            "2012-07-02",
            30,
            Some("2012-07-03"),
            "2012-07-03",
            false,
        ),
        (
            "put off yesterday",
            "2012-07-02",
            30,
            Some("2012-07-03"),
            "2012-07-04",
            true,
        ),
        (
            "much on the same day",
            "2012-07-02",
            MANY_STEPS,
            None,
            "2012-07-02",
            true,
        ),
        ("nothing done", "2012-07-02", 0, None, "2012-08-02", false),
        (
            "a clock that was set back",
            "2012-07-02",
            30,
            None,
            "2012-06-02",
            false,
        ),
    ] {
        let waiting = Waiting {
            since: day(since),
            steps,
        };
        assert_eq!(is_due(&waiting, put_off.map(day), day(today)), expected, "{what}");
    }
}

#[test]
fn the_bin_keeps_for_thirty_days() {
    for (today, expected) in [
        ("2012-07-05", BIN_DAYS),
        ("2012-07-06", BIN_DAYS - 1),
        ("2012-08-03", 1),
        ("2012-08-04", 0),
        ("2013-01-01", 0),
        ("2012-07-01", BIN_DAYS),
    ] {
        assert_eq!(days_left("2012-07-05T02:00:00Z", day(today)), expected, "{today}");
    }
    assert_eq!(days_left("damaged", day("2012-07-05")), BIN_DAYS);
}

#[test]
fn a_day_that_a_wrong_clock_gave_is_not_counted_from() {
    let (made, written) = ("2012-07-01T08:00:00Z", "2012-07-05T08:00:00Z");
    for (deleted, there, expected) in [
        ("2012-07-05T08:00:00Z", &[made, written][..], true),
        ("2012-08-05T08:00:00Z", &[made, written], true),
        ("2012-07-05T07:00:00Z", &[made, written], false),
        ("2012-07-05T07:00:00Z", &[made, ""], true),
        ("2009-01-01T00:00:12Z", &[made, ""], false),
        ("2009-01-01T00:00:12Z", &["damaged", ""], true),
        ("damaged", &["", ""], false),
        ("", &[made, written], false),
    ] {
        assert_eq!(can_be(deleted, there), expected, "{deleted} after {there:?}");
    }
    // Until it is known, none of its days has gone.
    assert_eq!(days_left("", day("2012-07-05")), BIN_DAYS);
}

#[test]
fn the_bin_never_lets_the_last_copy_go_by_itself() {
    for (what, backup_at, backup_step, last, expected) in [
        ("never backed up", "", 0, 0, false),
        ("never backed up, with work", "", 0, 7, false),
        ("all in a backup", "2012-07-05T08:00:00Z", 7, 7, true),
        ("work after it", "2012-07-05T08:00:00Z", 7, 8, false),
        (
            "made of a backup and never written",
            "2012-07-05T08:00:00Z",
            0,
            0,
            true,
        ),
        ("made of a backup, with work", "2012-07-05T08:00:00Z", 0, 1, false),
    ] {
        assert_eq!(may_go(backup_at, backup_step, last), expected, "{what}");
    }
}

#[test]
fn a_state_before_an_import_is_a_last_copy_where_it_holds_more_than_is_there() {
    let point = |holds: &[&str]| RestorePoint {
        day: None,
        holds: holds.iter().map(|name| (*name).to_owned()).collect(),
    };
    let now: Vec<String> = ["book", "book item-1", "file"].map(str::to_owned).into();
    for (what, points, expected) in [
        ("no points", vec![], false),
        ("the same", vec![point(&["book", "book item-1"])], false),
        ("less", vec![point(&["book"]), point(&[])], false),
        (
            "a record that is gone",
            vec![point(&["book"]), point(&["book", "book item-2"])],
            true,
        ),
        ("a file that is gone", vec![point(&["file", "other"])], true),
    ] {
        assert_eq!(hold_more(&points, &now), expected, "{what}");
    }
    assert!(hold_more(&[point(&["book"])], &[]));
}
