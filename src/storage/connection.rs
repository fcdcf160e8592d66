//! A connection to one database, and what is sent over it.

use super::error::{StorageError, reason};
use rexie::{KeyRange, ObjectStore, Rexie, Store, Transaction, TransactionMode};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::JsValue;

/// An open database, closed when it is dropped. Left to the browser, a connection stays open, and a database with an
/// open connection cannot be deleted.
pub(super) struct Connection(Option<Rexie>);

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(db) = self.0.take() {
            db.close();
        }
    }
}

impl Connection {
    /// Opens a database with these stores. A later version must declare every store of the earlier ones, as rexie
    /// deletes those that it is not told of.
    pub(super) async fn open(name: &str, version: u32, stores: &[&str]) -> Result<Self, StorageError> {
        let builder = Rexie::builder(name).version(version);
        let builder = stores
            .iter()
            .fold(builder, |b, store| b.add_object_store(ObjectStore::new(store)));
        match builder.build().await {
            Ok(db) => Ok(Self(Some(db))),
            Err(e) => Err(StorageError::Unavailable(reason(&e))),
        }
    }

    /// Every row of these stores with its key, store by store.
    pub(super) async fn read(&self, stores: &[&str]) -> Result<Vec<Vec<(String, JsValue)>>, StorageError> {
        let unreadable = |e: rexie::Error| StorageError::Unavailable(reason(&e));
        let tx = self.transaction(stores, TransactionMode::ReadOnly)?;
        let mut all = Vec::new();
        for store in stores {
            let store = tx.store(store).map_err(unreadable)?;
            let keys = store.get_all_keys(None, None).await.map_err(unreadable)?;
            let rows = store.get_all(None, None).await.map_err(unreadable)?;
            let keys = keys.iter().map(|key| key.as_string().unwrap_or_default());
            all.push(keys.zip(rows).collect());
        }
        Ok(all)
    }

    /// What stands in a store under a key.
    pub(super) async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, StorageError> {
        let unreadable = |e: rexie::Error| StorageError::Unavailable(reason(&e));
        let tx = self.transaction(&[store], TransactionMode::ReadOnly)?;
        let store = tx.store(store).map_err(unreadable)?;
        store.get(JsValue::from_str(key)).await.map_err(unreadable)
    }

    /// Begins a transaction.
    pub(super) fn transaction(
        &self,
        stores: &[&str],
        mode: TransactionMode,
    ) -> Result<Transaction, StorageError> {
        match &self.0 {
            Some(db) => Ok(db.transaction(stores, mode)?),
            None => Err(StorageError::Unavailable(String::new())),
        }
    }
}

/// Requests of one transaction, all sent at once and none waited for: a page that is being closed is not there any
/// more when an answer comes.
pub(super) struct Requests<'a> {
    // Kept until the answers have come, as the browser calls back into them.
    sent: Vec<Request<'a>>,
    refused: Option<rexie::Error>,
    /// The one that fails where another tab was first.
    claim: Option<Request<'a>>,
}

/// Waits for the answers of all requests: the browser calls every one back, and must find it there.
async fn answered(sent: Vec<Request<'_>>, claim: Option<Request<'_>>) -> Result<(), StorageError> {
    let mut failed = None;
    if let Some(claim) = claim
        && let Err(error) = claim.await
    {
        failed = Some(match &error {
            rexie::Error::IdbError(said) if said.to_string().contains("ConstraintError") => {
                StorageError::Overtaken
            }
            _ => error.into(),
        });
    }
    for request in sent {
        let outcome = request.await;
        failed = failed.or(outcome.err().map(Into::into));
    }
    failed.map_or(Ok(()), Err)
}

/// Asks a request for its answer. The first time is what sends it.
fn poll(request: &mut Request<'_>) -> Option<rexie::Result<()>> {
    match request.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

type Request<'a> = Pin<Box<dyn Future<Output = rexie::Result<()>> + 'a>>;

impl<'a> Requests<'a> {
    pub(super) fn new() -> Self {
        Self {
            sent: Vec::new(),
            refused: None,
            claim: None,
        }
    }

    /// Claims a key for this transaction: where it is taken, all of it fails with [`StorageError::Overtaken`].
    pub(super) fn claim(&mut self, store: &'a Store, key: &str, text: &str) {
        let (key, text) = (JsValue::from_str(key), JsValue::from_str(text));
        let mut request: Request<'a> = Box::pin(async move { store.add(&text, Some(&key)).await.map(drop) });
        if poll(&mut request).is_none() {
            self.claim = Some(request);
        }
    }

    /// Asks for a text to be put into a store, under a key.
    pub(super) fn put(&mut self, store: &'a Store, key: &str, text: &str) {
        self.put_value(store, key, JsValue::from_str(text));
    }

    /// The same for anything that a store takes.
    pub(super) fn put_value(&mut self, store: &'a Store, key: &str, value: JsValue) {
        let key = JsValue::from_str(key);
        self.send(Box::pin(
            async move { store.put(&value, Some(&key)).await.map(drop) },
        ));
    }

    /// Asks for what stands under a key to be deleted.
    pub(super) fn delete(&mut self, store: &'a Store, key: &str) {
        self.send(Box::pin(store.delete(JsValue::from_str(key))));
    }

    /// Asks for all rows up to this key to be deleted, that of the key included.
    pub(super) fn delete_up_to(&mut self, store: &'a Store, key: &str) {
        if let Ok(range) = KeyRange::upper_bound(&JsValue::from_str(key), None) {
            self.send(Box::pin(store.delete(range.into())));
        }
    }

    fn send(&mut self, mut request: Request<'a>) {
        match poll(&mut request) {
            Some(Err(error)) => self.refused = Some(error),
            Some(Ok(())) => {}
            None => self.sent.push(request),
        }
    }

    /// Ends the transaction, and waits until the browser says that it is on its disk. One request that fails takes
    /// the whole transaction back.
    pub(super) async fn commit(self, transaction: Transaction) -> Result<(), StorageError> {
        let Self { sent, refused, claim } = self;
        if let Some(error) = refused {
            // One that the browser has given up already cannot be aborted again, and need not be.
            let mut end = Box::pin(transaction.abort());
            let _ = end.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            let failed = answered(sent, claim).await.err();
            // The browser is about to call back that the transaction is taken back.
            std::mem::forget(end);
            return Err(match failed {
                Some(StorageError::Overtaken) => StorageError::Overtaken,
                _ => error.into(),
            });
        }
        let mut end = Box::pin(transaction.commit());
        let begun = end.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        if let Poll::Ready(outcome) = begun {
            return ended(outcome);
        }
        // Only the requests know why one failed: rexie takes the event of theirs for the transaction's own.
        if let Err(error) = answered(sent, claim).await {
            std::mem::forget(end);
            return Err(error);
        }
        ended(end.await)
    }
}

/// What became of a transaction.
fn ended<T>(outcome: rexie::Result<T>) -> Result<(), StorageError> {
    match outcome {
        Ok(_) => Ok(()),
        Err(rexie::Error::TransactioncommitFailed) => Err(StorageError::NotCommitted(
            "浏览器撤回了写入，磁盘可能已满".into(),
        )),
        Err(error) => Err(error.into()),
    }
}
