//! Workspaces that were here and are not found: the browser's database was emptied.

use super::Keeping;
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
    /// whose time there is over, and misses those that were here and are not.
    pub(in crate::state) async fn look_through(
        self,
        app: App,
        all: Vec<WorkspaceMeta>,
    ) -> Result<Vec<WorkspaceMeta>, StorageError> {
        // Where it cannot be opened, nothing was deleted for good as far as is known: too much is missed, not too little.
        let mut gone = match Beside::open().await {
            Ok(beside) => beside.gone().await.unwrap_or_default(),
            Err(_) => Vec::new(),
        };
        let known = storage::known();
        let (mut used, mut bin) = (Vec::new(), Vec::new());
        for meta in all {
            if known.iter().all(|known| known.id != meta.id) {
                note(&meta, &meta.created_at);
            }
            if meta.deleted_at.is_empty() {
                used.push(meta);
            } else if days_left(&meta.deleted_at, platform::today()) > 0 {
                bin.push(meta);
            } else {
                gone.push(meta.id.clone());
                run(async move { drop(app.delete_for_good(&meta.id).await) });
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
            } else if let Ok(Some(meta)) = found_again(&known).await {
                used.push(meta);
            } else {
                lost.push(known);
            }
        }
        self.bin.set(bin);
        self.lost.set(lost);
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
        self.lost.update(|lost| lost.extend(known));
        app.phase.set(Phase::Start);
        Ok(())
    }

    /// A person knows that a workspace is lost: it is not spoken of again.
    pub async fn take_note(self, app: App, id: &str) -> Result<(), StorageError> {
        app.delete_for_good(id).await?;
        self.lost.update(|lost| lost.retain(|known| known.id != id));
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

/// A workspace that the catalogue has lost, though its books are there: back in the catalogue.
async fn found_again(known: &Known) -> Result<Option<WorkspaceMeta>, StorageError> {
    let catalogue = Catalogue::open().await?;
    let kept = Workspace::open(&known.id).await?.look(0).await?;
    if kept.is_empty() && !kept.is_newer {
        // Asking for it has made it anew.
        catalogue.delete(&known.id).await?;
        return Ok(None);
    }
    let (id, at) = (Id::parse(&known.id).unwrap_or_default(), known.written_at.clone());
    let meta = WorkspaceMeta::new(&id, known.name.clone(), known.desk, at);
    catalogue.put(&meta).await?;
    Ok(Some(meta))
}
