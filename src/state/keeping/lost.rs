//! Workspaces that were here and are not found: the browser's database was emptied.

use super::Keeping;
use super::bin::dated;
use super::copying::words;
use crate::domain::Id;
use crate::keeping::{FolderCopy, Known, days_left};
use crate::platform;
use crate::state::app::{App, Phase};
use crate::state::import::{Incoming, accept, inspect};
use crate::state::reactive::run;
use crate::storage::{self, Beside, Catalogue, StorageError, Workspace, WorkspaceMeta};

/// A copy of a workspace in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file's name.
    pub name: String,
    /// When it was written: `2012-07-05_153059`.
    pub at: String,
}

/// A workspace that was here and is not in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What is known of it.
    pub known: Known,
    /// Why its database could not be opened; `None` where that is empty, so that its books are gone.
    pub unopened: Option<String>,
}

/// Changes what is known of one workspace, as far as it is known.
pub(super) fn change(id: &str, change: impl FnOnce(&mut Known)) {
    let mut all = storage::known();
    if let Some(known) = all.iter_mut().find(|known| known.id == id) {
        change(known);
        storage::set_known(&all);
    }
}

/// Notes that a workspace is there, and was written at this moment.
pub(in crate::state) fn note(meta: &WorkspaceMeta, at: &str) {
    if meta.sample {
        return;
    }
    let mut all = storage::known();
    match all.iter_mut().find(|known| known.id == meta.id) {
        Some(known) => {
            known.name.clone_from(&meta.name);
            at.clone_into(&mut known.written_at);
        }
        None => all.push(Known {
            id: meta.id.clone(),
            name: meta.name.clone(),
            desk: meta.desk,
            written_at: at.to_owned(),
            put_off: String::new(),
        }),
    }
    storage::set_known(&all);
}

/// Forgets a workspace: it is not missed any more.
pub(super) fn forget(id: &str) {
    let mut all = storage::known();
    all.retain(|known| known.id != id);
    storage::set_known(&all);
}

impl Keeping {
    /// Looks through what the catalogue holds at the start: returns the workspaces in use, knows those in the bin, lets go
    /// whose time there is over and of which there is a backup, and misses those that were here and are not.
    pub(in crate::state) async fn look_through(
        self,
        app: App,
        all: Vec<WorkspaceMeta>,
    ) -> Result<Vec<WorkspaceMeta>, StorageError> {
        // Where it cannot be opened, nothing was deleted for good as far as is known: too much is missed, not too little.
        let gone = match Beside::open().await {
            Ok(beside) => beside.gone().await.unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        let known = storage::known();
        let (mut used, mut bin, mut over) = (Vec::new(), Vec::new(), Vec::new());
        for meta in all {
            let of_it = known.iter().find(|known| known.id == meta.id);
            if of_it.is_none() {
                note(&meta, &meta.created_at);
            }
            if meta.deleted_at.is_empty() {
                used.push(meta);
                continue;
            }
            let meta = dated(meta, of_it.map_or("", |known| &known.written_at)).await;
            if days_left(&meta.deleted_at, platform::today()) > 0 {
                bin.push(meta);
            } else {
                over.push(meta);
            }
        }
        // What a newer page wrote down is there, though it cannot be read here.
        let here = Catalogue::open().await?.ids().await?;
        let mut lost = Vec::new();
        for known in known {
            if here.contains(&known.id) && !gone.contains(&known.id) {
                continue;
            }
            if gone.contains(&known.id) || Id::parse(&known.id).is_err() {
                forget(&known.id);
            } else {
                match found_again(&known).await {
                    Ok(Some(meta)) => used.push(meta),
                    Ok(None) => lost.push(Missing {
                        known,
                        unopened: None,
                    }),
                    Err(error) => lost.push(Missing {
                        known,
                        unopened: Some(error.words()),
                    }),
                }
            }
        }
        self.bin.set(bin);
        self.lost.set(lost);
        run(async move {
            for meta in over {
                self.let_go(app, meta).await;
            }
        });
        Ok(used)
    }

    /// A workspace's database came up empty: it is among those that are lost, from now on and at the next start.
    pub(in crate::state) async fn miss(self, app: App, meta: &WorkspaceMeta) -> Result<(), StorageError> {
        if storage::known().iter().all(|known| known.id != meta.id) {
            note(meta, &meta.created_at);
        }
        Catalogue::open().await?.forget(&meta.id).await?;
        app.workspaces
            .update(|all| all.retain(|other| other.id != meta.id));
        let known = storage::known().into_iter().find(|known| known.id == meta.id);
        let missing = known.map(|known| Missing {
            known,
            unopened: None,
        });
        self.lost.update(|lost| lost.extend(missing));
        app.phase.set(Phase::Start);
        Ok(())
    }

    /// A person knows that a workspace is lost: it is not spoken of again. What was seen at the start may have been a moment's
    /// trouble, so it is looked for once more, and whatever is there stays there. One that could not be opened is only looked
    /// for: nobody knows what is in it.
    pub async fn take_note(self, app: App, id: &str) -> Result<(), StorageError> {
        let of_it = |missing: &Missing| missing.known.id == id;
        let missing = self
            .lost
            .with_untracked(|lost| lost.iter().find(|missing| of_it(missing)).cloned());
        let Some(Missing { known, unopened }) = missing else {
            return Ok(());
        };
        match found_again(&known).await? {
            // Another tab may have put it into the bin.
            Some(meta) if !meta.deleted_at.is_empty() => {}
            Some(meta) => app.workspaces.update(|all| {
                all.retain(|other| other.id != meta.id);
                all.push(meta);
            }),
            None if unopened.is_some() => {
                // It opens, and is empty: now it is known to be lost.
                self.lost.update(|lost| {
                    for missing in lost.iter_mut().filter(|missing| of_it(missing)) {
                        missing.unopened = None;
                    }
                });
                return Ok(());
            }
            None => {
                Beside::open().await?.note_gone(id).await?;
                forget(id);
            }
        }
        self.lost.update(|lost| lost.retain(|missing| !of_it(missing)));
        Ok(())
    }

    /// The copies of a workspace in the folder, the newest first. The folder is chosen where none is known; to be called
    /// from a click.
    pub async fn copies_of(self, id: &str) -> Result<Vec<Found>, String> {
        let folder = self.folder_by_click().await?;
        let files = folder.files().await.map_err(|refusal| words(&folder, &refusal))?;
        let copies = files.into_iter().filter(|(_, holds)| *holds);
        let mut copies: Vec<_> = copies.filter_map(|(name, _)| FolderCopy::of(id, &name)).collect();
        crate::domain::sort_by_text(&mut copies, |copy| &copy.at);
        copies.reverse();
        let found = copies.into_iter().map(|copy| Found {
            name: copy.name,
            at: copy.at,
        });
        Ok(found.collect())
    }

    /// Makes a workspace of a copy in the folder, and opens it.
    pub async fn restore_copy(self, app: App, name: &str) -> Result<(), String> {
        let folder = self.folder_by_click().await?;
        let file = folder
            .file(name)
            .await
            .map_err(|refusal| words(&folder, &refusal))?;
        let Incoming { outcome, .. } = inspect(app, None, file, &[]).await;
        let preview = outcome.map_err(|(_, words)| words)?;
        accept(app, None, &preview, name, &[], false).await.map(drop)
    }
}

/// A workspace that the catalogue has lost, though its books are there: back in the catalogue. One without anything in it
/// was made by looking, or emptied; it does no harm where it is.
async fn found_again(known: &Known) -> Result<Option<WorkspaceMeta>, StorageError> {
    let catalogue = Catalogue::open().await?;
    let listed = catalogue
        .all()
        .await?
        .into_iter()
        .find(|meta| meta.id == known.id);
    if listed.is_some() {
        // Another tab was first.
        return Ok(listed);
    }
    let kept = Workspace::open(&known.id).await?.look(0).await?;
    if kept.is_empty() && !kept.is_newer {
        return Ok(None);
    }
    let (id, at) = (Id::parse(&known.id).unwrap_or_default(), known.written_at.clone());
    let meta = WorkspaceMeta::new(&id, known.name.clone(), known.desk, at);
    catalogue.put(&meta).await?;
    Ok(Some(meta))
}
