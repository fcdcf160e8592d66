//! What is derived, and what waits: each compiled once for all closures and all contents.

use leptos::prelude::*;
use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

/// What was derived, with its type set aside and the way to tell whether it is still the same.
#[derive(Clone)]
struct Content {
    held: Anything,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.held, &*other.held)
    }
}

/// Something that follows its signals and tells only when it changes: Leptos' `Memo`. Leptos compiles a memo anew for
/// every type that one holds; here all are of one type, and only the way in and out knows what is held.
pub struct Derived<T> {
    memo: Memo<Content>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

/// Anything, with its type set aside.
type Anything = Arc<dyn Any + Send + Sync>;

/// What is held, to be looked at.
pub struct Held<T> {
    content: Anything,
    holds: PhantomData<fn() -> T>,
}

impl<T: 'static> Deref for Held<T> {
    type Target = T;
    fn deref(&self) -> &T {
        match self.content.downcast_ref() {
            Some(held) => held,
            // Whoever made it held this very type.
            None => unreachable!(),
        }
    }
}

impl<T: 'static> Derived<T> {
    /// Looks at it, listening to it.
    pub fn read(self) -> Held<T> {
        Held {
            content: self.memo.get().held,
            holds: PhantomData,
        }
    }

    /// Looks at it without listening.
    pub fn read_untracked(self) -> Held<T> {
        Held {
            content: self.memo.get_untracked().held,
            holds: PhantomData,
        }
    }

    /// A copy of it, listening to it.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.read().clone()
    }

    /// A copy of it, without listening.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.read_untracked().clone()
    }

    /// Looks at it with a function, listening to it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.read())
    }

    /// Looks at it with a function, without listening.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.read_untracked())
    }
}

/// Something that follows its signals and tells only when it changes. The closure is boxed before Leptos sees it, as
/// the page would otherwise carry the same code once for every closure.
pub fn derived<T: PartialEq + Send + Sync + 'static>(
    from: impl Fn() -> T + Send + Sync + 'static,
) -> Derived<T> {
    #[inline(never)]
    fn follow(from: Box<dyn Fn() -> Content + Send + Sync>) -> Memo<Content> {
        Memo::new(move |_| from())
    }
    fn same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
        one.downcast_ref::<T>() == other.downcast_ref::<T>()
    }
    let from = move || Content {
        held: Arc::new(from()),
        same: same::<T>,
    };
    Derived {
        memo: follow(Box::new(from)),
        holds: PhantomData,
    }
}

/// Something that people or files change and the page listens to: Leptos' `RwSignal`, of one type like the above.
pub struct Changing<T> {
    signal: RwSignal<Anything>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Changing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Changing<T> {}

impl<T: Clone + Send + Sync + 'static> Changing<T> {
    /// Something that holds this at first.
    pub fn new(first: T) -> Self {
        Self {
            signal: RwSignal::new(Arc::new(first)),
            holds: PhantomData,
        }
    }

    /// Looks at it, listening to it.
    pub fn read(self) -> Held<T> {
        Held {
            content: self.signal.get(),
            holds: PhantomData,
        }
    }

    /// Looks at it without listening.
    pub fn read_untracked(self) -> Held<T> {
        Held {
            content: self.signal.get_untracked(),
            holds: PhantomData,
        }
    }

    /// A copy of it, listening to it.
    pub fn get(self) -> T {
        self.read().clone()
    }

    /// A copy of it, without listening.
    pub fn get_untracked(self) -> T {
        self.read_untracked().clone()
    }

    /// Looks at it with a function, listening to it.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.read())
    }

    /// Looks at it with a function, without listening.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.read_untracked())
    }

    /// A copy of it, if the part of the page that it belongs to is still there.
    pub fn try_get_untracked(self) -> Option<T> {
        let content = self.signal.try_get_untracked()?;
        content.downcast_ref::<T>().cloned()
    }

    /// Replaces it.
    pub fn set(self, content: T) {
        self.signal.set(Arc::new(content));
    }

    /// Replaces it, if the part of the page that it belongs to is still there.
    pub fn try_set(self, content: T) {
        let _ = self.signal.try_set(Arc::new(content));
    }

    /// Changes it in its place.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.signal.update(|content| {
            match Arc::get_mut(content).and_then(|content| content.downcast_mut()) {
                Some(content) => change(content),
                // Somebody is looking at it: they keep what they see.
                None => {
                    if let Some(seen) = content.downcast_ref::<T>() {
                        let mut next = seen.clone();
                        change(&mut next);
                        *content = Arc::new(next);
                    }
                }
            }
        });
    }
}

/// Runs something that waits, behind the page.
pub fn run(work: impl Future<Output = ()> + 'static) {
    #[inline(never)]
    fn start(work: Pin<Box<dyn Future<Output = ()>>>) {
        leptos::task::spawn_local(work);
    }
    start(Box::pin(work));
}
