//! A file that was looked at, until it is accepted.

use super::super::trust::asks;
use crate::domain::Id;
use crate::state::{
    App, Changing, Decided, Decision, Effect, Incoming, OpenWorkspace, Place, Preview, Take, WayBack, accept,
    opened, take_back, undecided,
};
use std::sync::Arc;

/// A file that was looked at, and what became of it.
#[derive(Clone)]
pub(super) struct Looked {
    /// What it is; another thing once it was opened with its passphrase.
    pub(super) incoming: Changing<Arc<Incoming>>,
    pub(super) open: Option<OpenWorkspace>,
    pub(super) fate: Changing<Fate>,
    /// Passphrases that opened files.
    known: Changing<Vec<String>>,
    /// All that were looked at together.
    all: Changing<Vec<Looked>>,
}

/// What became of a file.
#[derive(Clone, Default)]
pub(super) struct Fate {
    pub(super) accepted: bool,
    busy: bool,
    /// What went wrong.
    pub(super) failed: Option<String>,
    /// What a person decided about places that both sides changed.
    decided: Vec<Decided>,
    pub(super) way_back: Option<WayBack>,
    /// Whether a person takes it although its source is in doubt.
    pub(super) allowed: bool,
}

impl Looked {
    pub(super) fn new(
        incoming: Incoming,
        open: Option<OpenWorkspace>,
        known: Changing<Vec<String>>,
        all: Changing<Vec<Looked>>,
    ) -> Self {
        Self {
            incoming: Changing::new(Arc::new(incoming)),
            open,
            fate: Changing::new(Fate::default()),
            known,
            all,
        }
    }

    /// Opens it with its passphrase, and with it every other that has the same.
    pub(super) async fn unlock(self, app: App, passphrase: String) {
        if !self.unlocked_by(app, &passphrase, true).await {
            return;
        }
        for other in self.all.try_get_untracked().unwrap_or_default() {
            other.unlocked_by(app, &passphrase, false).await;
        }
        if self.known.try_get_untracked().is_some() {
            self.known.update(|known| {
                if !known.contains(&passphrase) {
                    known.push(passphrase);
                }
            });
        }
    }

    /// Whether the passphrase opens it. Where it does not, that is told if it was `asked` for this very file.
    async fn unlocked_by(&self, app: App, passphrase: &str, asked: bool) -> bool {
        let Some(incoming) = self.incoming.try_get_untracked() else {
            return false;
        };
        let Some(sealed) = incoming.sealed.clone() else {
            return false;
        };
        let (name, passphrases) = (incoming.file_name.clone(), [passphrase.to_owned()]);
        let inside = opened(app, self.open.as_ref(), name, sealed, &passphrases).await;
        let is_open = inside.sealed.is_none();
        if is_open || asked {
            self.incoming.try_set(Arc::new(inside));
        }
        is_open
    }

    /// Whether a person has to say something of its source first.
    pub(super) fn asks(&self) -> bool {
        let incoming = self.incoming.read();
        let Ok(preview) = &incoming.outcome else {
            return false;
        };
        asks(self.open, &preview.source) && !self.fate.read().allowed
    }

    /// Whether it can be accepted together with others, and was not yet. A backup opens a workspace of its own, which
    /// is decided by itself.
    pub(super) fn waits(&self) -> bool {
        let joins = match &self.incoming.read().outcome {
            Ok(preview) => matches!(preview.effect, Effect::Merge(_)),
            Err(_) => false,
        };
        joins && !self.fate.read().accepted && self.open_questions() == 0 && !self.asks()
    }

    /// How many places a person has still to decide.
    pub(super) fn open_questions(&self) -> usize {
        match &self.incoming.read().outcome {
            Ok(Preview {
                effect: Effect::Merge(arrivals),
                ..
            }) => undecided(arrivals).saturating_sub(self.fate.read().decided.len()),
            _ => 0,
        }
    }

    /// Decides one place, for the first time or anew.
    pub(super) fn decide(&self, document: &Id, place: &Place, take: Take) {
        self.fate.update(|fate| {
            fate.decided
                .retain(|(id, decision)| id != document || decision.place != *place);
            let place = place.clone();
            fate.decided.push((document.clone(), Decision { place, take }));
        });
    }

    /// Accepts it, once however often it is asked; or takes back what was accepted.
    pub(super) async fn act(&self, app: App, back: bool) {
        let Some(incoming) = self.incoming.try_get_untracked() else {
            return;
        };
        let Ok(preview) = &incoming.outcome else {
            return;
        };
        // The page may be left while several are taken one after the other.
        let Some(mut fate) = self.fate.try_get_untracked().filter(|fate| !fate.busy) else {
            return;
        };
        fate.busy = true;
        self.fate.set(fate.clone());
        let outcome = match (&fate.way_back, &self.open) {
            (Some(way_back), Some(open)) if back => take_back(open, way_back).await.map(|()| None),
            _ => {
                let open = self.open.as_ref();
                accept(
                    app,
                    open,
                    preview,
                    &incoming.file_name,
                    &fate.decided,
                    fate.allowed,
                )
                .await
            }
        };
        fate.busy = false;
        match outcome {
            Ok(way_back) => {
                fate.failed = None;
                fate.way_back = way_back;
                fate.accepted = !back;
            }
            Err(words) => {
                let not = if back {
                    "没有撤回。"
                } else {
                    "没有接收。"
                };
                fate.failed = Some(format!("{not}{words}"));
            }
        }
        self.fate.try_set(fate);
    }
}
