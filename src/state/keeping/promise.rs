//! The browser's promise not to clear the books by itself, and the space that there is.

use super::Keeping;
use crate::platform;
use crate::state::reactive::run;
use crate::storage;

/// What the browser says of the page's storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Whether it never clears the page's data by itself; `None` where it cannot be asked.
    pub kept: Option<bool>,
    /// How many megabytes the data take, and how many more they may; `None` where it does not say.
    pub space: Option<(u64, u64)>,
}

impl Keeping {
    /// Asks for the promise, at the first entry of all: whoever has only looked is not asked, and nobody is asked twice.
    pub(super) fn ask_once(self) {
        if self.promised.with_untracked(Option::is_some) {
            return;
        }
        let asked = storage::asked_to_persist();
        storage::set_asked_to_persist();
        run(async move { self.ask(!asked).await });
    }

    /// Asks for the promise; or, where it is not `asked`, looks whether it was given.
    pub async fn ask(self, asked: bool) {
        if asked {
            platform::ask_to_persist().await;
        }
        let kept = platform::is_persisted().await;
        let space = platform::space().await.map(|(used, quota)| {
            let used = megabytes(used);
            (used, megabytes(quota).saturating_sub(used))
        });
        self.promised.try_set(Some(Promised { kept, space }));
    }
}

/// Whole megabytes of a number of bytes.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn megabytes(bytes: f64) -> u64 {
    (bytes / 1_048_576.0) as u64
}

/// So many megabytes, in words.
pub fn space_words(megabytes: u64) -> String {
    match megabytes {
        0 => "不到 1 MB".into(),
        1..10_240 => format!("{megabytes} MB"),
        _ => format!("{} GB", megabytes / 1024),
    }
}
