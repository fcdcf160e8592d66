//! A connection to one database, and what is sent over it.
//!
//! Straight on the browser's own calls: a library between would close a connection silently when a newer page comes,
//! delete stores that it is not told of, and hear of one failure only.
//!
//! **Invariant:** a database that a newer page made is opened as it is, and nothing is ever written to it.

use super::error::{StorageError, failure, failure_of};
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbVersionChangeEvent,
};

/// What befalls an open connection from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The browser closed it: its data were cleared, or the disk is gone.
    Closed,
    /// Somebody deletes the database. It goes when the connection is closed.
    Deleting,
    /// A newer page is about to change the database. It waits until the connection is closed.
    Newer,
}

/// Hears what befalls a connection. Returns whether it is going to close it, where somebody wishes to delete or to change
/// the database; otherwise it is closed at once.
pub(super) type Listener = Rc<dyn Fn(Cut) -> bool>;

/// How a transaction may use its stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TransactionMode {
    /// Look only.
    ReadOnly,
    /// Change; it counts as done when it is on the disk itself, not in the system's memory.
    ReadWrite,
}

/// An open database, closed when it is dropped. Left to the browser, a connection stays open, and a database with an
/// open connection cannot be deleted.
pub(super) struct Connection {
    db: IdbDatabase,
    ended: Rc<Cell<bool>>,
    is_newer: bool,
    // Kept while the browser may call it.
    _listeners: [Closure<dyn FnMut(Event)>; 2],
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.db.set_onclose(None);
        self.db.set_onversionchange(None);
        self.close();
    }
}

/// Waits until the browser calls back, and gives the event; `listen` says where it is to call. The promise is kept
/// whatever the event is: a failure that nobody waits for is no mistake of the program.
async fn called_back(listen: impl FnOnce(&Function)) -> JsValue {
    let mut listen = Some(listen);
    let promise = Promise::new(&mut |call, _| {
        if let Some(listen) = listen.take() {
            listen(&call);
        }
    });
    JsFuture::from(promise).await.unwrap_or_default()
}

/// Waits for the answer to a request.
async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, StorageError> {
    let request = request.map_err(|thrown| failure(&thrown))?;
    called_back(|call| {
        request.set_onsuccess(Some(call));
        request.set_onerror(Some(call));
    })
    .await;
    match request.error() {
        Ok(None) => request.result().map_err(|thrown| failure(&thrown)),
        Ok(error) => Err(failure_of(error)),
        Err(thrown) => Err(failure(&thrown)),
    }
}

fn factory() -> Result<IdbFactory, StorageError> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into());
    let factory = factory.and_then(JsCast::dyn_into);
    factory.map_err(|_: JsValue| StorageError::Unavailable("浏览器没有 IndexedDB".into()))
}

/// Deletes a database, once nobody has it open.
pub(super) async fn delete_database(name: &str) -> Result<(), StorageError> {
    let request = factory()?.delete_database(name);
    answer(request.map(Into::into)).await.map(drop)
}

/// Makes the stores that are not there yet. Those that are stay, whoever made them.
fn make_stores(request: &IdbOpenDbRequest, stores: Vec<String>) -> Closure<dyn FnMut(Event)> {
    let asked = request.clone();
    let make = Closure::<dyn FnMut(Event)>::new(move |_| {
        let Some(db) = asked
            .result()
            .ok()
            .and_then(|db| db.dyn_into::<IdbDatabase>().ok())
        else {
            return;
        };
        for store in &stores {
            if !db.object_store_names().contains(store) {
                // Where it fails, the browser takes the upgrade back, and the request says so.
                let _ = db.create_object_store(store);
            }
        }
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    make
}

impl Connection {
    /// Opens a database with these stores, making what is not there. `listener` hears what befalls it; without one, it
    /// is closed when somebody wants to delete or change the database. `blocked` is called when another tab has to close
    /// it first.
    pub(super) async fn open(
        name: &str,
        version: u32,
        stores: &[&str],
        listener: Option<Listener>,
        blocked: Option<Box<dyn FnMut()>>,
    ) -> Result<Self, StorageError> {
        let opened = Self::begin(name, version, stores, blocked).await;
        let (db, is_newer) = opened.map_err(|error| match error {
            // Nothing was cut that was never open, and nothing taken back.
            StorageError::Cut => StorageError::Unavailable("浏览器不让本页保存数据".into()),
            StorageError::NotCommitted(why) => StorageError::Unavailable(why),
            error => error,
        })?;
        let db = db.dyn_into().map_err(|thrown| failure(&thrown))?;
        Ok(Self::listening(db, is_newer, listener))
    }

    /// The open database, and whether it is a newer page's.
    async fn begin(
        name: &str,
        version: u32,
        stores: &[&str],
        blocked: Option<Box<dyn FnMut()>>,
    ) -> Result<(JsValue, bool), StorageError> {
        let factory = factory()?;
        let request = factory.open_with_u32(name, version);
        let request = request.map_err(|thrown| failure(&thrown))?;
        let stores = stores.iter().map(|store| (*store).to_owned()).collect();
        let _make = make_stores(&request, stores);
        let _blocked = blocked.map(|mut blocked| {
            let call = Closure::<dyn FnMut(Event)>::new(move |_| blocked());
            request.set_onblocked(Some(call.as_ref().unchecked_ref()));
            call
        });
        match answer(Ok(request.into())).await {
            // As it is, without a version of ours: nothing is changed by that.
            Err(StorageError::Newer) => Ok((answer(factory.open(name).map(Into::into)).await?, true)),
            opened => Ok((opened?, false)),
        }
    }

    fn listening(db: IdbDatabase, is_newer: bool, listener: Option<Listener>) -> Self {
        let ended = Rc::new(Cell::new(false));
        let (closed, tell) = (Rc::clone(&ended), listener.clone());
        let on_close = Closure::<dyn FnMut(Event)>::new(move |_| {
            closed.set(true);
            if let Some(tell) = &tell {
                tell(Cut::Closed);
            }
        });
        db.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        let (closed, held) = (Rc::clone(&ended), db.clone());
        let on_change = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            let wish = event.dyn_into::<IdbVersionChangeEvent>().ok();
            let cut = match wish.and_then(|wish| wish.new_version()) {
                Some(_) => Cut::Newer,
                None => Cut::Deleting,
            };
            if !listener.as_ref().is_some_and(|tell| tell(cut)) {
                closed.set(true);
                held.close();
            }
        });
        db.set_onversionchange(Some(on_change.as_ref().unchecked_ref()));
        Self {
            db,
            ended,
            is_newer,
            _listeners: [on_close, on_change],
        }
    }

    /// Closes it, once what was handed to it is done.
    pub(super) fn close(&self) {
        self.ended.set(true);
        self.db.close();
    }

    /// Whether nothing can be sent over it any more.
    pub(super) fn has_ended(&self) -> bool {
        self.ended.get()
    }

    /// Whether the database is a newer page's, and is to be looked at only.
    pub(super) fn is_newer(&self) -> bool {
        self.is_newer
    }

    /// The names of the stores that there are, those of a newer page too.
    pub(super) fn store_names(&self) -> Vec<String> {
        let names = self.db.object_store_names();
        (0..names.length()).filter_map(|at| names.get(at)).collect()
    }

    /// Every row of these stores with its key, store by store. One that is not there has none.
    pub(super) async fn read(&self, stores: &[&str]) -> Result<Vec<Vec<(String, JsValue)>>, StorageError> {
        let names = self.db.object_store_names();
        let there: Vec<&str> = stores
            .iter()
            .copied()
            .filter(|store| names.contains(store))
            .collect();
        if there.is_empty() {
            return Ok(stores.iter().map(|_| Vec::new()).collect());
        }
        let tx = self.transaction(&there, TransactionMode::ReadOnly)?;
        let mut all = Vec::new();
        for store in stores {
            if !there.contains(store) {
                all.push(Vec::new());
                continue;
            }
            let store = tx.store(store)?;
            let keys = store.get_all_keys(None).await?;
            let rows = store.get_all(None).await?;
            let keys = keys.iter().map(|key| key.as_string().unwrap_or_default());
            all.push(keys.zip(rows).collect());
        }
        Ok(all)
    }

    /// What stands in a store under a key.
    pub(super) async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, StorageError> {
        if !self.db.object_store_names().contains(store) {
            return Ok(None);
        }
        let tx = self.transaction(&[store], TransactionMode::ReadOnly)?;
        tx.store(store)?.get(key).await
    }

    /// Begins a transaction.
    pub(super) fn transaction(
        &self,
        stores: &[&str],
        mode: TransactionMode,
    ) -> Result<Transaction, StorageError> {
        if self.has_ended() {
            return Err(StorageError::Cut);
        }
        if self.is_newer && mode == TransactionMode::ReadWrite {
            return Err(StorageError::Newer);
        }
        let names: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
        let begun = match mode {
            TransactionMode::ReadOnly => self.db.transaction_with_str_sequence(&names),
            TransactionMode::ReadWrite => self.begin_strict(&names),
        };
        match begun {
            Ok(begun) => Ok(Transaction(begun)),
            Err(thrown) => {
                let error = failure(&thrown);
                // The browser may close a connection without a word.
                if error == StorageError::Cut {
                    self.ended.set(true);
                }
                Err(error)
            }
        }
    }

    /// Asks for durability, as far as the browser knows of it: others do not look at what they do not know.
    fn begin_strict(&self, names: &Array) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.db, &"transaction".into())?.dyn_into()?;
        begin
            .call3(&self.db, names, &"readwrite".into(), &options)?
            .dyn_into()
    }
}

/// A transaction under way.
pub(super) struct Transaction(IdbTransaction);

impl Transaction {
    /// A store of it.
    pub(super) fn store(&self, name: &str) -> Result<Store, StorageError> {
        let store = self.0.object_store(name);
        store.map(Store).map_err(|thrown| failure(&thrown))
    }

    /// Waits for its end: `Ok` when it is committed.
    async fn end(&self) -> Result<(), StorageError> {
        let event = called_back(|call| {
            self.0.set_oncomplete(Some(call));
            self.0.set_onabort(Some(call));
        })
        .await;
        if event
            .dyn_into::<Event>()
            .is_ok_and(|event| event.type_() == "complete")
        {
            return Ok(());
        }
        // The first request that failed, or what went wrong at the end; nothing where somebody took it back.
        Err(failure_of(self.0.error()))
    }
}

/// The rows of a store, within a transaction.
pub(super) struct Store(IdbObjectStore);

impl Store {
    /// What stands under a key.
    pub(super) async fn get(&self, key: &str) -> Result<Option<JsValue>, StorageError> {
        let found = answer(self.0.get(&JsValue::from_str(key))).await?;
        Ok((!found.is_undefined()).then_some(found))
    }

    /// All rows, or those of a range, in the order of their keys.
    pub(super) async fn get_all(&self, range: Option<&IdbKeyRange>) -> Result<Vec<JsValue>, StorageError> {
        let asked = match range {
            Some(range) => self.0.get_all_with_key(range),
            None => self.0.get_all(),
        };
        list(answer(asked).await?)
    }

    /// All keys, or those of a range, in their order.
    pub(super) async fn get_all_keys(
        &self,
        range: Option<&IdbKeyRange>,
    ) -> Result<Vec<JsValue>, StorageError> {
        let asked = match range {
            Some(range) => self.0.get_all_keys_with_key(range),
            None => self.0.get_all_keys(),
        };
        list(answer(asked).await?)
    }

    /// The last key.
    pub(super) async fn last_key(&self) -> Result<Option<String>, StorageError> {
        let backwards = Reflect::get(&self.0, &"openKeyCursor".into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|open| open.call2(&self.0, &JsValue::NULL, &"prev".into()))
            .and_then(JsCast::dyn_into);
        let cursor = answer(backwards).await?;
        Ok(Reflect::get(&cursor, &"key".into())
            .ok()
            .and_then(|key| key.as_string()))
    }
}

fn list(found: JsValue) -> Result<Vec<JsValue>, StorageError> {
    let found: Array = found.dyn_into().map_err(|thrown| failure(&thrown))?;
    Ok(found.iter().collect())
}

/// The range of the keys from this one on.
pub(super) fn keys_from(key: &JsValue, with_it: bool) -> Option<IdbKeyRange> {
    IdbKeyRange::lower_bound_with_open(key, !with_it).ok()
}

/// Requests of one transaction, all sent at once and none waited for: a page that is being closed is not there any
/// more when an answer comes. The transaction's end tells of the first that failed.
pub(super) struct Requests {
    refused: Option<StorageError>,
}

impl Requests {
    pub(super) fn new() -> Self {
        Self { refused: None }
    }

    /// Claims a key for this transaction: where it is taken, all of it fails with [`StorageError::Overtaken`].
    pub(super) fn claim(&mut self, store: &Store, key: &str, text: &str) {
        self.sent(store.0.add_with_key(&text.into(), &key.into()));
    }

    /// Asks for a text to be put into a store, under a key.
    pub(super) fn put(&mut self, store: &Store, key: &str, text: &str) {
        self.put_value(store, key, JsValue::from_str(text));
    }

    /// The same for anything that a store takes.
    pub(super) fn put_value(&mut self, store: &Store, key: &str, value: JsValue) {
        self.sent(store.0.put_with_key(&value, &key.into()));
    }

    /// Asks for what stands under a key to be deleted.
    pub(super) fn delete(&mut self, store: &Store, key: &str) {
        self.sent(store.0.delete(&key.into()));
    }

    /// Asks for all rows up to this key to be deleted, that of the key included.
    pub(super) fn delete_up_to(&mut self, store: &Store, key: &str) {
        if let Ok(range) = IdbKeyRange::upper_bound(&key.into()) {
            self.sent(store.0.delete(&range));
        }
    }

    fn sent(&mut self, request: Result<IdbRequest, JsValue>) {
        if let Err(thrown) = request {
            self.refused.get_or_insert_with(|| failure(&thrown));
        }
    }

    /// Ends the transaction, and waits until the browser says that it is on its disk. One request that fails takes
    /// the whole transaction back.
    pub(super) async fn commit(self, transaction: Transaction) -> Result<(), StorageError> {
        let Some(refused) = self.refused else {
            commit(&transaction.0);
            return transaction.end().await;
        };
        // One that the browser has given up already cannot be aborted again, and need not be. What else would have failed
        // is not told of one that was taken back.
        if transaction.0.abort().is_ok() {
            let _ = transaction.end().await;
        }
        Err(refused)
    }
}

/// Says that no more requests come. A browser that does not know the word commits when it has answered them all.
fn commit(transaction: &IdbTransaction) {
    let known = Reflect::get(transaction, &"commit".into()).and_then(JsCast::dyn_into::<Function>);
    if let Ok(commit) = known {
        let _ = commit.call0(transaction);
    }
}
