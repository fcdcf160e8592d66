//! Keeping, in a real browser: what was reported written is there for another connection, what was not is not there
//! even in part, and one bad row hides nothing.
//!
//! `cargo xtask test storage`
#![cfg(target_arch = "wasm32")]
// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

use std::future::Future as _;

use chrono::NaiveDate;
use jinwei::domain::{Book, Books, Id};
use jinwei::platform::random_bytes;
use jinwei::sample;
use jinwei::storage::{
    Beside, Catalogue, Desk, Kept, KeptFile, KeptSubmission, StorageError, Workspace, WorkspaceMeta, Write,
    forget_last_workspace, last_workspace, set_last_workspace,
};
use rexie::{ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The stores of a workspace's database in its first version, and those that came later.
const STORES: [&str; 4] = ["documents", "sent", "received", "restore_points"];
const LATER_STORES: [&str; 4] = ["summaries", "files", "turns", "steps"];

fn fresh_id() -> String {
    Id::from_random(random_bytes()).to_string()
}

/// A workspace that nobody has opened yet, and its name.
async fn fresh() -> (String, Workspace) {
    let id = fresh_id();
    let workspace = Workspace::open(&id).await.expect("a new database");
    (id, workspace)
}

/// What another connection finds.
async fn found(id: &str) -> Kept {
    let other = Workspace::open(id).await.expect("another connection");
    other.load().await.expect("readable")
}

fn books() -> Vec<Book> {
    let Books { unit, branches, .. } = sample::unit_of_three();
    let unit = unit.into_iter().map(Book::Unit);
    unit.chain(branches.into_iter().map(Book::Branch)).collect()
}

/// The same books in the order in which a database gives them: by id.
fn by_id(mut books: Vec<Book>) -> Vec<Book> {
    books.sort_by(|a, b| a.as_document().id().cmp(b.as_document().id()));
    books
}

fn file(name: &str, at: &str) -> KeptFile {
    KeptFile {
        id: fresh_id(),
        at: at.into(),
        name: name.into(),
        // Kept word for word: line ends, a lone byte order mark and characters beyond the first plane too.
        text: format!("\u{feff}{{\r\n  \"名\": \"{name} 𠀀🙂\",\t\u{0}\n}}\n"),
    }
}

/// Writes a row past the program, as another program or a damaged disk might.
async fn put_raw(id: &str, store: &str, key: &str, row: &JsValue) {
    let all: Vec<&str> = STORES.into_iter().chain(LATER_STORES).collect();
    put_in(id, 3, &all, store, key, row).await;
}

/// The same in a database of a given version with these stores.
async fn put_in(id: &str, version: u32, stores: &[&str], store: &str, key: &str, row: &JsValue) {
    let builder = Rexie::builder(&format!("jinwei-workspace-{id}")).version(version);
    let builder = stores
        .iter()
        .fold(builder, |b, name| b.add_object_store(ObjectStore::new(name)));
    let db = builder.build().await.expect("the database");
    let tx = db
        .transaction(&[store], TransactionMode::ReadWrite)
        .expect("a transaction");
    let rows = tx.store(store).expect("the store");
    rows.put(row, Some(&key.into())).await.expect("put");
    assert!(tx.done().await.expect("done").is_committed());
    db.close();
}

/// Lets `good` rows pass, and then makes the disk fail once, in the way that `fault` says. In it, `put()` puts the
/// row after all, and `tx` is the transaction.
fn disk_fails_after(good: usize, fault: &str) {
    let shim = format!(
        "(() => {{
            const rows = IDBObjectStore.prototype, original = rows.put;
            let left = {good};
            rows.put = function (...row) {{
                const put = () => original.apply(this, row), tx = this.transaction;
                if (left-- > 0) return put();
                rows.put = original;
                {fault}
            }};
        }})()"
    );
    js_sys::eval(&shim).expect("the shim runs");
}

/// Ways in which a disk fails.
const FAULTS: [(&str, &str); 3] = [
    (
        "it refuses at once",
        "throw new DOMException('full', 'QuotaExceededError');",
    ),
    (
        "it gives up while writing",
        "const request = put(); tx.abort(); return request;",
    ),
    (
        "it takes every row and gives up at the end",
        "const proto = IDBTransaction.prototype, commit = proto.commit;
         proto.commit = function () { proto.commit = commit; this.abort(); };
         return put();",
    ),
];

// Workspaces.

#[wasm_bindgen_test]
async fn what_was_written_is_there_for_another_connection() {
    let (id, workspace) = fresh().await;
    let (later, earlier) = (
        file("第2版", "2012-07-06T01:00:00Z"),
        file("第1版", "2012-07-05T01:00:00Z"),
    );
    let (received, point) = (
        file("回执", "2012-07-07T01:00:00Z"),
        file("导入之前", "2012-07-08T01:00:00Z"),
    );
    let write = Write {
        books: books(),
        sent: vec![later.clone(), earlier.clone()],
        received: vec![received.clone()],
        restore_points: vec![point.clone()],
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));

    let kept = found(&id).await;
    assert_eq!(kept.books, by_id(books()));
    assert_eq!(kept.sent, [earlier, later]);
    assert_eq!(kept.received, [received]);
    assert_eq!(kept.restore_points, [point]);
    assert_eq!(kept.problems, []);
}

#[wasm_bindgen_test]
async fn a_new_workspace_is_empty_and_nothing_to_write_is_no_failure() {
    let (id, workspace) = fresh().await;
    assert_eq!(workspace.write(Write::default()).await, Ok(()));
    let kept = found(&id).await;
    assert!(kept.books.is_empty() && kept.sent.is_empty() && kept.received.is_empty());
}

#[wasm_bindgen_test]
async fn what_changed_takes_its_own_place_and_what_is_gone_is_gone() {
    let (id, workspace) = fresh().await;
    let (first, second) = (
        file("甲", "2012-07-05T01:00:00Z"),
        file("乙", "2012-07-06T01:00:00Z"),
    );
    let write = Write {
        books: books(),
        received: vec![first.clone(), second.clone()],
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));

    let mut changed = sample::unit_of_three().branches[1].clone();
    changed.profile.secretary = "新任书记".into();
    let gone = sample::unit_of_three().branches[0].id().clone();
    let write = Write {
        books: vec![Book::Branch(changed.clone())],
        removed: vec![gone.clone()],
        received_removed: vec![first.id],
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));

    let kept = found(&id).await;
    assert_eq!(kept.books.len(), books().len() - 1);
    assert!(kept.books.contains(&Book::Branch(changed)));
    assert!(kept.books.iter().all(|book| *book.as_document().id() != gone));
    assert_eq!(kept.received, [second]);
}

#[wasm_bindgen_test]
async fn a_write_that_fails_in_the_middle_leaves_nothing_of_itself() {
    // Four books and one file: the disk may fail at the first row, at any other, and at the last.
    for (way, fault) in FAULTS {
        for good in 0..=4 {
            let (id, workspace) = fresh().await;
            let before = Write {
                books: books().split_off(3),
                ..Write::default()
            };
            assert_eq!(workspace.write(before).await, Ok(()));

            disk_fails_after(good, fault);
            let write = || Write {
                books: books(),
                removed: vec![books()[3].as_document().id().clone()],
                sent: vec![file("第1版", "2012-07-05T01:00:00Z")],
                ..Write::default()
            };
            let failed = workspace.write(write()).await;
            assert!(
                matches!(failed, Err(StorageError::NotCommitted(_))),
                "{way} after {good}: {failed:?}"
            );
            let kept = found(&id).await;
            assert_eq!(kept.books, books().split_off(3), "{way} after {good}");
            assert_eq!(kept.sent, [], "{way} after {good}");

            // The disk has room again: the same write goes through.
            assert_eq!(workspace.write(write()).await, Ok(()), "{way} after {good}");
            assert_eq!(found(&id).await.books.len(), 3);
        }
    }
}

#[wasm_bindgen_test]
async fn a_full_disk_is_called_full() {
    let (_, workspace) = fresh().await;
    disk_fails_after(0, FAULTS[0].1);
    let write = Write {
        books: books(),
        ..Write::default()
    };
    let words = workspace
        .write(write)
        .await
        .expect_err("the disk is full")
        .words();
    assert!(words.contains("已满") && words.contains("备份"), "{words}");
    assert!(!words.contains("Error"), "{words}");
}

#[wasm_bindgen_test]
async fn one_row_that_cannot_be_read_hides_no_other() {
    let (id, workspace) = fresh().await;
    let sent = file("第1版", "2012-07-05T01:00:00Z");
    let write = Write {
        books: books(),
        sent: vec![sent.clone()],
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));
    put_raw(
        &id,
        "documents",
        "a-cut-off",
        &"{\"kind\":\"unit_book\",\"id\":\"a\"".into(),
    )
    .await;
    put_raw(&id, "documents", "a-number", &JsValue::from_f64(7.0)).await;
    put_raw(
        &id,
        "documents",
        "z-poem",
        &"{\"kind\":\"poem\",\"id\":\"z\"}".into(),
    )
    .await;
    put_raw(&id, "sent", "z-no-file", &"[]".into()).await;

    let kept = found(&id).await;
    assert_eq!(kept.books, by_id(books()));
    assert_eq!(kept.sent, [sent]);
    let words: Vec<_> = kept.problems.iter().map(StorageError::words).collect();
    assert_eq!(words.len(), 4, "{words:#?}");
    // Each is named, and nothing is said of files or imports.
    for (words, key) in words.iter().zip(["a-cut-off", "a-number", "z-poem", "z-no-file"]) {
        assert!(words.contains(key) && !words.contains("导入"), "{words}");
    }

    // Work goes on, and the bad rows stay where they are for whoever can read them.
    let write = Write {
        books: books(),
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));
    assert_eq!(found(&id).await.problems.len(), 4);
}

// The catalogue.

async fn catalogued(ids: &[&str]) -> Vec<WorkspaceMeta> {
    let all = Catalogue::open()
        .await
        .expect("the catalogue")
        .all()
        .await
        .expect("readable");
    all.into_iter().filter(|meta| ids.contains(&&*meta.id)).collect()
}

fn meta(name: &str, desk: Desk, created_at: &str) -> WorkspaceMeta {
    let id = Id::from_random(random_bytes());
    WorkspaceMeta::new(&id, name.into(), desk, created_at.into())
}

#[wasm_bindgen_test]
async fn the_catalogue_keeps_what_is_known_of_a_workspace() {
    let catalogue = Catalogue::open().await.expect("the catalogue");
    let newer = meta("示例中学党总支", Desk::Unit, "2012-07-03T02:00:00Z");
    let mut older = meta("示例单位", Desk::Office, "2012-07-03T01:00:00Z");
    older.sample = true;
    older.fixed_today = NaiveDate::from_ymd_opt(2012, 7, 3);
    for meta in [&newer, &older] {
        assert_eq!(catalogue.put(meta).await, Ok(()));
    }
    let ids = [&*newer.id, &*older.id];
    assert_eq!(catalogued(&ids).await, [older.clone(), newer.clone()]);

    older.fixed_today = None;
    older.name = "改了名".into();
    assert_eq!(catalogue.put(&older).await, Ok(()));
    assert_eq!(catalogued(&ids).await, [older, newer]);
}

#[wasm_bindgen_test]
async fn a_deleted_workspace_takes_its_books_with_it() {
    let catalogue = Catalogue::open().await.expect("the catalogue");
    let meta = meta("要删除的", Desk::Unit, "2012-07-03T01:00:00Z");
    let write = Write {
        books: books(),
        ..Write::default()
    };
    // Made and let go, as the page does when it makes a workspace.
    let made = Workspace::open(&meta.id).await.expect("a new database");
    assert_eq!(made.write(write).await, Ok(()));
    drop(made);
    assert_eq!(catalogue.put(&meta).await, Ok(()));

    assert_eq!(catalogue.delete(&meta.id).await, Ok(()));
    assert_eq!(catalogued(&[&meta.id]).await, []);
    assert!(found(&meta.id).await.books.is_empty());
}

#[wasm_bindgen_test]
async fn a_workspace_that_is_deleted_elsewhere_says_so_instead_of_saving() {
    let catalogue = Catalogue::open().await.expect("the catalogue");
    let (id, open) = fresh().await;
    assert_eq!(catalogue.delete(&id).await, Ok(()));
    let write = Write {
        books: books(),
        ..Write::default()
    };
    let failed = open.write(write).await.expect_err("there is nothing to write to");
    assert!(matches!(failed, StorageError::NotCommitted(_)), "{failed:?}");
    assert!(failed.words().contains("另一个标签页"), "{}", failed.words());
    assert!(found(&id).await.books.is_empty());
}

// Submissions at the office.

fn submission(id: &str, summary: &str, text: Option<&str>) -> Write {
    Write {
        submissions: vec![KeptSubmission {
            id: id.into(),
            summary: summary.into(),
            bytes: text.map(|text| text.as_bytes().into()),
        }],
        ..Write::default()
    }
}

#[wasm_bindgen_test]
async fn a_submission_is_kept_with_its_summary_and_goes_with_it() {
    let (id, workspace) = fresh().await;
    let write = submission("a", "first", Some("\u{feff}{}\r\n"));
    assert_eq!(workspace.write(write).await, Ok(()));
    // Summarised anew: the file stays as it came.
    assert_eq!(workspace.write(submission("a", "second", None)).await, Ok(()));
    let other = Workspace::open(&id).await.expect("another connection");
    assert_eq!(
        other.summaries().await,
        Ok(vec![("a".to_owned(), "second".to_owned())])
    );
    assert_eq!(other.submission("a").await, Ok(Some("\u{feff}{}\r\n".into())));
    assert_eq!(other.submission("b").await, Ok(None));
    let gone = Write {
        submissions_removed: vec!["a".into()],
        ..Write::default()
    };
    assert_eq!(workspace.write(gone).await, Ok(()));
    assert_eq!(other.summaries().await, Ok(Vec::new()));
    assert_eq!(other.submission("a").await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_database_of_the_first_version_keeps_everything_and_gains_the_new_stores() {
    let id = fresh_id();
    let sent = "{\"id\":\"s\",\"at\":\"2012-07-05T00:00:00Z\",\"name\":\"n\",\"text\":\"t\"}";
    put_in(&id, 1, &STORES, "sent", "s", &sent.into()).await;
    let workspace = Workspace::open(&id).await.expect("the database, raised");
    let kept = workspace.load().await.expect("readable");
    assert_eq!(kept.sent.len(), 1);
    assert_eq!(kept.sent[0].text, "t");
    assert_eq!(workspace.write(submission("a", "x", Some("y"))).await, Ok(()));
    assert_eq!(workspace.submission("a").await, Ok(Some("y".into())));
}

#[wasm_bindgen_test]
async fn an_entry_is_changed_as_it_stands_on_the_disk() {
    let catalogue = Catalogue::open().await.expect("the catalogue");
    let id = Id::from_random(random_bytes());
    let meta = WorkspaceMeta::new(&id, "一".into(), Desk::Branch, "2012-07-05T00:00:00Z".into());
    catalogue.put(&meta).await.expect("put");
    // Another tab, which knows nothing of what this one is about to write.
    let other = Catalogue::open().await.expect("another connection");
    let backed_up = |meta: &mut WorkspaceMeta| {
        meta.backup_at = "2012-07-06T00:00:00Z".into();
        meta.backup_step = 7;
    };
    other
        .change(id.as_str(), Box::new(backed_up))
        .await
        .expect("changed");
    let renamed = catalogue
        .change(id.as_str(), Box::new(|meta| meta.name = "二".into()))
        .await
        .expect("changed")
        .expect("there");
    assert_eq!((renamed.name.as_str(), renamed.backup_step), ("二", 7));
    let all = other.all().await.expect("readable");
    assert!(all.contains(&renamed));
    catalogue.forget(id.as_str()).await.expect("forgotten");
    let gone = other.change(id.as_str(), Box::new(|meta| meta.name = "三".into()));
    assert_eq!(gone.await, Ok(None));
    assert!(
        other
            .all()
            .await
            .expect("readable")
            .iter()
            .all(|meta| meta.id != renamed.id)
    );
}

#[wasm_bindgen_test]
async fn what_was_deleted_for_good_and_the_folder_are_remembered() {
    let id = fresh_id();
    let beside = Beside::open().await.expect("the database");
    beside.note_gone(&id).await.expect("noted");
    let handle: JsValue = js_sys::Array::of1(&"a handle".into()).into();
    beside.set_folder(Some(&handle)).await.expect("kept");
    let other = Beside::open().await.expect("another connection");
    assert!(other.gone().await.expect("readable").contains(&id));
    assert!(other.folder().await.expect("readable").is_some());
    beside.set_folder(None).await.expect("forgotten");
    assert_eq!(other.folder().await, Ok(None));
}

#[wasm_bindgen_test]
async fn restore_points_go_with_the_transaction_that_says_so() {
    let (id, workspace) = fresh().await;
    let points = vec![
        file("一", "2012-07-05T00:00:00Z"),
        file("二", "2012-07-06T00:00:00Z"),
    ];
    let write = Write {
        restore_points: points.clone(),
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));
    let write = Write {
        restore_points_removed: vec![points[0].id.clone()],
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));
    assert_eq!(found(&id).await.restore_points, points[1..]);
}

// Preferences.

#[wasm_bindgen_test]
fn the_last_workspace_is_remembered_until_it_is_forgotten() {
    assert!(set_last_workspace("one", Desk::Unit));
    assert!(set_last_workspace("two", Desk::Office));
    assert_eq!(last_workspace().as_deref(), Some("two"));
    forget_last_workspace();
    assert_eq!(last_workspace(), None);
}

#[wasm_bindgen_test]
async fn what_was_begun_is_written_though_nobody_waits_for_it() {
    let (id, workspace) = fresh().await;
    let write = Write {
        books: books(),
        ..Write::default()
    };
    // The page goes: what it began gets one look and no answer.
    let mut begun = Box::pin(workspace.write(write));
    let mut nobody = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(begun.as_mut().poll(&mut nobody).is_pending());
    std::mem::forget(begun);
    drop(workspace);
    assert_eq!(found(&id).await.books, by_id(books()));
}
