//! How many files are on their way to the disk, and whose.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// How many files are on their way to the disk at once.
const LANES: usize = 24;

/// Files on their way to the disk.
#[derive(Default)]
pub(super) struct Lanes {
    /// The units whose files they are.
    units: RefCell<Vec<String>>,
    /// Whoever waits for one to arrive.
    waiting: RefCell<Option<Waker>>,
}

impl Lanes {
    /// Waits until there is room, and no other file of this unit is on its way.
    pub(super) async fn enter(&self, unit: String) {
        self.until(|units| units.len() < LANES && !units.contains(&unit))
            .await;
        self.units.borrow_mut().push(unit);
    }

    /// Whether a file of this unit is on its way.
    pub(super) fn holds(&self, unit: &str) -> bool {
        self.units.borrow().iter().any(|other| other == unit)
    }

    /// Waits until all have arrived.
    pub(super) async fn clear(&self) {
        self.until(<[String]>::is_empty).await;
    }

    pub(super) fn leave(&self, unit: &str) {
        self.units.borrow_mut().retain(|other| other != unit);
        if let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
    }

    async fn until(&self, holds: impl Fn(&[String]) -> bool) {
        poll_fn(|context| {
            if holds(&self.units.borrow()) {
                return Poll::Ready(());
            }
            self.waiting.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}
