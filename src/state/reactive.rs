//! What is derived, and what waits: each compiled once for all closures.

use leptos::prelude::*;
use std::pin::Pin;

/// Something that follows its signals and tells only when it changes. The closure is boxed before Leptos sees it, as
/// the page would otherwise carry the same code once for every closure.
pub fn derived<T: PartialEq + Send + Sync + 'static>(
    from: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    #[inline(never)]
    fn follow<T: PartialEq + Send + Sync + 'static>(from: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| from())
    }
    follow(Box::new(from))
}

/// Runs something that waits, behind the page.
pub fn run(work: impl Future<Output = ()> + 'static) {
    #[inline(never)]
    fn start(work: Pin<Box<dyn Future<Output = ()>>>) {
        leptos::task::spawn_local(work);
    }
    start(Box::pin(work));
}
