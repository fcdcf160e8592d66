//! Keeping, in a real browser: what was reported written is there for another connection, what was not is not there
//! even in part, and one bad row hides nothing.
//!
//! `cargo xtask test storage`
#![cfg(target_arch = "wasm32")]
// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

use std::future::Future as _;

use chrono::NaiveDate;
use jinwei::bundle::{DATA_VERSION, encode_book, encode_stored, version_of};
use jinwei::domain::{Book, Books, Id};
use jinwei::history::{Act, Step, Turn};
use jinwei::platform::random_bytes;
use jinwei::sample;
use jinwei::storage::{
    Beside, Catalogue, Cut, Desk, Kept, KeptFile, KeptSubmission, StorageError, Workspace, WorkspaceMeta,
    Write, forget_last_workspace, last_workspace, set_last_workspace,
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
    put_in(id, 4, &all, store, key, row).await;
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
                matches!(failed, Err(StorageError::NotCommitted(_) | StorageError::Full)),
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

/// A transaction of the history: its number, one step with the same number, and the tab.
fn turn(number: u64) -> (Turn, String) {
    let step = Step {
        number,
        at: "2012-07-05T01:00:00Z".into(),
        desk: Desk::Unit,
        act: Act::Passing("import"),
        differences: Vec::new(),
    };
    let steps = vec![step];
    (Turn { number, steps }, "a-tab".into())
}

#[wasm_bindgen_test]
async fn a_change_and_what_the_history_says_of_it_are_there_together_or_not_at_all() {
    // The number of the transaction is added, not put: the disk may fail at the step, at the book, and at the end.
    for (way, fault) in FAULTS {
        for good in 0..=1 {
            let (id, workspace) = fresh().await;
            let write = || Write {
                books: books().split_off(3),
                turn: Some(turn(1)),
                ..Write::default()
            };
            disk_fails_after(good, fault);
            assert!(workspace.write(write()).await.is_err(), "{way} after {good}");
            let kept = found(&id).await;
            let is_there = (kept.books.len(), kept.steps.len(), kept.last_step, kept.turn);
            assert_eq!(is_there, (0, 0, 0, 0), "{way} after {good}");

            assert_eq!(workspace.write(write()).await, Ok(()), "{way} after {good}");
            let kept = found(&id).await;
            let is_there = (kept.books.len(), kept.steps.len(), kept.last_step, kept.turn);
            assert_eq!(is_there, (1, 1, 1, 1), "{way} after {good}");
        }
    }
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_write_with_one_number_the_second_changes_nothing() {
    let (id, first) = fresh().await;
    let second = Workspace::open(&id).await.expect("another tab");
    let [mut mine, mut theirs] = [(); 2].map(|()| sample::unit_of_three().branches[0].clone());
    mine.profile.secretary = "甲".into();
    theirs.profile.secretary = "乙".into();
    let write = |book, turn| Write {
        books: vec![Book::Branch(book)],
        sent: vec![file("第1版", "2012-07-05T01:00:00Z")],
        turn: Some(turn),
        ..Write::default()
    };
    assert_eq!(first.write(write(mine.clone(), turn(1))).await, Ok(()));
    let before = found(&id).await;
    let late = second.write(write(theirs.clone(), turn(1))).await;
    assert_eq!(late, Err(StorageError::Overtaken));
    let kept = found(&id).await;
    assert_eq!(kept.books, [Book::Branch(mine)]);
    assert_eq!((kept.sent, kept.steps), (before.sent, before.steps));
    // With the number that follows, it may.
    assert_eq!(second.write(write(theirs.clone(), turn(2))).await, Ok(()));
    let kept = found(&id).await;
    assert_eq!(kept.books, [Book::Branch(theirs)]);
    assert_eq!((kept.steps.len(), kept.turn), (2, 2));
}

#[wasm_bindgen_test]
async fn a_full_disk_is_called_full() {
    let (_, workspace) = fresh().await;
    disk_fails_after(0, FAULTS[0].1);
    let write = Write {
        books: books(),
        ..Write::default()
    };
    let failed = workspace.write(write).await.expect_err("the disk is full");
    assert_eq!(failed, StorageError::Full);
    let words = failed.words();
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
    assert_eq!(failed, StorageError::Cut);
    assert!(open.is_cut());
    assert!(failed.words().contains("没有丢"), "{}", failed.words());
    assert!(found(&id).await.books.is_empty());
}

#[wasm_bindgen_test]
async fn a_change_in_the_catalogue_keeps_what_another_tab_changed_meanwhile() {
    let catalogue = Catalogue::open().await.expect("the catalogue");
    let known = meta("名称", Desk::Unit, "2012-07-03T01:00:00Z");
    assert_eq!(catalogue.put(&known).await, Ok(()));
    let other = Catalogue::open().await.expect("another connection");
    let renamed = other.change(&known.id, Box::new(|meta| meta.name = "新名称".into()));
    assert_eq!(
        renamed.await.map(|meta| meta.map(|meta| meta.name)),
        Ok(Some("新名称".into()))
    );
    // This tab still knows the old name.
    let marked = catalogue.change(&known.id, Box::new(|meta| meta.pass_mark = Some(80)));
    let marked = marked.await.expect("changed").expect("it is there");
    assert_eq!((&*marked.name, marked.pass_mark), ("新名称", Some(80)));
    assert_eq!(catalogued(&[&known.id]).await, [marked]);
    // One that is gone stays gone.
    assert_eq!(catalogue.delete(&known.id).await, Ok(()));
    assert_eq!(catalogue.change(&known.id, Box::new(|_| {})).await, Ok(None));
    assert_eq!(catalogued(&[&known.id]).await, []);
}

// What befalls a connection.

#[wasm_bindgen_test]
async fn every_transaction_that_writes_asks_for_the_disk_itself() {
    let spy = "(() => {
        const databases = IDBDatabase.prototype, original = databases.transaction;
        globalThis.durabilities = [];
        globalThis.unspied = () => { databases.transaction = original; return durabilities.join(); };
        databases.transaction = function (...asked) {
            const begun = original.apply(this, asked);
            if (begun.mode === 'readwrite') durabilities.push(begun.durability);
            return begun;
        };
    })()";
    js_sys::eval(spy).expect("the spy is there");
    let (_, workspace) = fresh().await;
    let write = Write {
        books: books(),
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));
    let catalogue = Catalogue::open().await.expect("the catalogue");
    let one = meta("名称", Desk::Unit, "2012-07-03T01:00:00Z");
    assert_eq!(catalogue.put(&one).await, Ok(()));
    assert!(catalogue.change(&one.id, Box::new(|_| {})).await.is_ok());
    assert_eq!(catalogue.delete(&one.id).await, Ok(()));
    let seen = js_sys::eval("unspied()").expect("the spy is gone").as_string();
    assert_eq!(seen.as_deref(), Some("strict,strict,strict,strict"));
}

#[wasm_bindgen_test]
async fn a_disk_that_fails_at_many_requests_of_one_transaction_is_one_failure() {
    let (id, workspace) = fresh().await;
    let write = || Write {
        books: books(),
        ..Write::default()
    };
    assert_eq!(workspace.write(write()).await, Ok(()));
    // Each of the four rows is told, one after the other, that it cannot be.
    let shim = "(() => {
        const rows = IDBObjectStore.prototype, original = rows.put;
        globalThis.mended = () => { rows.put = original; };
        rows.put = function (row, key) { return this.add(row, key); };
    })()";
    js_sys::eval(shim).expect("the shim runs");
    let mut failed = Vec::new();
    for _ in 0..3 {
        failed.push(workspace.write(write()).await.is_err());
    }
    js_sys::eval("mended()").expect("the shim is gone");
    assert_eq!(failed, [true, true, true]);
    assert_eq!(workspace.write(write()).await, Ok(()));
    assert_eq!(found(&id).await.books, by_id(books()));
}

#[wasm_bindgen_test]
async fn a_database_that_was_deleted_is_opened_again_and_is_empty() {
    let (id, workspace) = fresh().await;
    let write = || Write {
        books: books(),
        ..Write::default()
    };
    assert_eq!(workspace.write(write()).await, Ok(()));
    let heard = std::rc::Rc::new(std::cell::Cell::new(None));
    let tell = std::rc::Rc::clone(&heard);
    // Nobody closes it then: it is closed at once.
    workspace.on_cut(move |cut| {
        tell.set(Some(cut));
        false
    });
    Rexie::delete(&format!("jinwei-workspace-{id}"))
        .await
        .expect("deleted");
    assert_eq!(heard.get(), Some(Cut::Deleting));
    assert!(workspace.is_cut());
    assert_eq!(workspace.write(write()).await, Err(StorageError::Cut));
    assert!(workspace.load().await.is_err());

    assert_eq!(workspace.reopen().await, Ok(()));
    assert!(!workspace.is_cut());
    assert!(workspace.look(0).await.expect("readable").is_empty());
    assert_eq!(workspace.write(write()).await, Ok(()));
    assert!(!workspace.look(0).await.expect("readable").is_empty());
    assert_eq!(found(&id).await.books, by_id(books()));
}

#[wasm_bindgen_test]
async fn a_page_that_would_change_the_database_waits_until_this_one_has_written() {
    let (id, workspace) = fresh().await;
    let heard = std::rc::Rc::new(std::cell::Cell::new(None));
    let tell = std::rc::Rc::clone(&heard);
    workspace.on_cut(move |cut| {
        tell.set(Some(cut));
        true
    });
    let name = format!("jinwei-workspace-{id}");
    let mut later = Box::pin(Rexie::builder(&name).version(5).build());
    let mut nobody = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(later.as_mut().poll(&mut nobody).is_pending());
    jinwei::platform::pause(100).await;
    assert_eq!(heard.get(), Some(Cut::Newer));
    assert!(later.as_mut().poll(&mut nobody).is_pending(), "it waits");
    let write = Write {
        books: books(),
        ..Write::default()
    };
    assert_eq!(
        workspace.write(write).await,
        Ok(()),
        "what was typed still goes to the disk"
    );
    workspace.close();
    later.await.expect("opened, once this one is closed").close();
    assert!(workspace.is_cut());
}

#[wasm_bindgen_test]
async fn a_page_waits_for_an_earlier_one_that_has_the_database_open_and_says_so() {
    let id = fresh_id();
    // A page of an earlier version that does not let go by itself.
    let held = format!(
        "new Promise((done) => {{
            const asked = indexedDB.open('jinwei-workspace-{id}', 3);
            asked.onsuccess = () => {{ globalThis.held = asked.result; done(); }};
        }})"
    );
    let held: js_sys::Promise = js_sys::eval(&held).expect("it runs").into();
    wasm_bindgen_futures::JsFuture::from(held)
        .await
        .expect("it is held");
    let told = std::rc::Rc::new(std::cell::Cell::new(false));
    let tell = std::rc::Rc::clone(&told);
    let workspace = Workspace::open_waiting(&id, move || {
        tell.set(true);
        js_sys::eval("setTimeout(() => held.close(), 100)").expect("it lets go");
    });
    let workspace = workspace.await.expect("opened at last");
    assert!(told.get());
    assert!(workspace.load().await.expect("readable").books.is_empty());
}

// Versions of the data.

#[wasm_bindgen_test]
async fn a_database_of_a_newer_page_is_read_and_never_written() {
    let (id, workspace) = fresh().await;
    let write = || Write {
        books: books(),
        sent: vec![file("第1版", "2012-07-05T01:00:00Z")],
        ..Write::default()
    };
    assert_eq!(workspace.write(write()).await, Ok(()));
    drop(workspace);
    let stores: Vec<&str> = STORES.into_iter().chain(LATER_STORES).chain(["seals"]).collect();
    put_in(&id, 9, &stores, "seals", "one", &"of the future".into()).await;

    let workspace = Workspace::open(&id).await.expect("opened as it is");
    let kept = workspace.load().await.expect("readable");
    assert!(kept.is_newer && workspace.is_newer());
    assert_eq!((kept.books.len(), kept.sent.len()), (4, 1));
    let carried: Vec<_> = kept
        .unread
        .iter()
        .map(|row| (row.row_of(), &*row.id, &*row.text))
        .collect();
    assert_eq!(carried, [(Some("seals"), "one", "of the future")]);
    assert_eq!(workspace.write(write()).await, Err(StorageError::Newer));
    let newer = Rexie::builder(&format!("jinwei-workspace-{id}"))
        .build()
        .await
        .expect("there");
    assert_eq!(newer.version(), Ok(9));
    assert!(newer.store_names().contains(&"seals".to_owned()));
    newer.close();
}

#[wasm_bindgen_test]
async fn a_book_of_a_newer_page_makes_the_workspace_one_to_look_at() {
    let (id, workspace) = fresh().await;
    let write = || Write {
        books: books(),
        ..Write::default()
    };
    assert_eq!(workspace.write(write()).await, Ok(()));
    assert!(!workspace.look(0).await.expect("readable").is_newer);
    let later = format!(
        "{{\"data_version\":{},\"row\":{{\"poem\":\"二\"}}}}",
        DATA_VERSION + 1
    );
    put_raw(&id, "documents", "z", &(&*later).into()).await;
    // Whoever had it open before sees it at the next look.
    assert!(workspace.look(0).await.expect("readable").is_newer);
    assert_eq!(workspace.write(write()).await, Err(StorageError::Newer));

    let workspace = Workspace::open(&id).await.expect("opened");
    let kept = workspace.load().await.expect("readable");
    assert!(kept.is_newer && workspace.is_newer());
    assert_eq!(kept.books, by_id(books()), "the others are shown");
    assert_eq!(kept.unread[0].text, later, "carried away verbatim");
    assert_eq!(workspace.write(write()).await, Err(StorageError::Newer));

    // Restored elsewhere, the row is there as it was, for a program that knows it.
    let (next, restored) = fresh().await;
    let write = Write {
        books: kept.books,
        unread: kept.unread.clone(),
        ..Write::default()
    };
    assert_eq!(restored.write(write).await, Ok(()));
    let again = found(&next).await;
    assert!(again.is_newer);
    assert_eq!(again.unread, kept.unread);
}

#[wasm_bindgen_test]
async fn a_tab_that_has_neither_written_nor_looked_for_long_is_told_to_look() {
    let (_, workspace) = fresh().await;
    workspace.load().await.expect("readable");
    assert!(!workspace.has_slept());
    js_sys::eval("globalThis.now = Date.now; Date.now = () => now() + 11 * 60_000").expect("later");
    assert!(workspace.has_slept());
    workspace.look(0).await.expect("readable");
    assert!(!workspace.has_slept());
    js_sys::eval("Date.now = now").expect("as it was");
    assert!(workspace.has_slept(), "the clock was put back");
}

#[wasm_bindgen_test]
async fn the_last_step_is_known_though_only_a_newer_page_reads_it() {
    let (id, workspace) = fresh().await;
    put_raw(
        &id,
        "steps",
        "000000000041",
        &"{\"number\":41,\"what\":\"poem\"}".into(),
    )
    .await;
    for kept in [workspace.load().await, workspace.look(0).await] {
        let kept = kept.expect("readable");
        assert_eq!((kept.steps.len(), kept.last_step), (0, 41));
    }
}

/// Puts a database that an earlier program left back, row by row, under a new name.
async fn put_back(fixture: &str, id: &str) {
    let put = format!(
        "(async () => {{
            const all = {fixture};
            const [, held] = Object.entries(all).find(([name]) => name.startsWith('jinwei-workspace-'));
            const db = await new Promise((done) => {{
                const asked = indexedDB.open('jinwei-workspace-{id}', held.version);
                asked.onupgradeneeded = () => Object.keys(held.stores).map((store) => asked.result.createObjectStore(store));
                asked.onsuccess = () => done(asked.result);
            }});
            const tx = db.transaction(Object.keys(held.stores), 'readwrite');
            for (const [store, rows] of Object.entries(held.stores)) {{
                for (const [key, row] of rows) tx.objectStore(store).put(row, key);
            }}
            await new Promise((done) => (tx.oncomplete = done));
            db.close();
        }})()"
    );
    let put: js_sys::Promise = js_sys::eval(&put).expect("it runs").into();
    wasm_bindgen_futures::JsFuture::from(put).await.expect("put back");
}

#[wasm_bindgen_test]
async fn a_database_of_the_third_version_opens_whole_and_its_books_are_to_be_raised() {
    let id = fresh_id();
    put_back(include_str!("fixtures/databases/version-3.json"), &id).await;
    let workspace = Workspace::open(&id).await.expect("the database, raised");
    let kept = workspace.load().await.expect("readable");
    assert_eq!(kept.problems, []);
    assert!(!kept.is_newer && kept.unread.is_empty());
    let files = (kept.sent.len(), kept.received.len(), kept.restore_points.len());
    assert_eq!((kept.books.len(), files), (5, (1, 1, 1)));
    assert_eq!((kept.steps.len(), kept.turn), (5, 7));
    // Each book's row, as it still stands there.
    assert_eq!(kept.raised.len(), 5);
    for book in &kept.books {
        let id = book.as_document().id().as_str();
        let row = kept.raised.iter().find(|row| row.id == id).expect("its row");
        assert_eq!(row.row_of(), Some("documents"));
        assert_eq!(version_of(&row.text), (1, &*encode_book(book)));
    }

    let write = Write {
        books: kept.books.clone(),
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));
    let again = found(&id).await;
    assert_eq!((again.books, again.raised.len()), (kept.books, 0));
}

#[wasm_bindgen_test]
async fn what_is_written_says_which_version_its_data_have() {
    let (id, workspace) = fresh().await;
    let write = Write {
        books: books(),
        sent: vec![file("第1版", "2012-07-05T01:00:00Z")],
        ..Write::default()
    };
    assert_eq!(workspace.write(write).await, Ok(()));
    let raw = Rexie::builder(&format!("jinwei-workspace-{id}"))
        .build()
        .await
        .expect("there");
    let tx = raw
        .transaction(&["documents", "sent"], TransactionMode::ReadOnly)
        .expect("a transaction");
    let key = books()[0].as_document().id().to_string();
    let row = tx
        .store("documents")
        .expect("the store")
        .get(key.as_str().into())
        .await;
    let row = row.expect("readable").and_then(|row| row.as_string());
    assert_eq!(row, Some(encode_stored(&books()[0])));
    let rows = tx
        .store("sent")
        .expect("the store")
        .get_all(None, None)
        .await
        .expect("readable");
    let versions: Vec<_> = rows
        .iter()
        .filter_map(JsValue::as_string)
        .map(|row| version_of(&row).0)
        .collect();
    assert_eq!(versions, [DATA_VERSION]);
    raw.close();
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
    assert!(other.ids().await.expect("readable").contains(&renamed.id));
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
