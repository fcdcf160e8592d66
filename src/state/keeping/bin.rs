//! Deleting a workspace, with a way back.

use super::lost::{forget, note};
use crate::bundle::{self, BundleKind};
use crate::domain::Choose as _;
use crate::keeping::days_left;
use crate::platform;
use crate::state::app::App;
use crate::state::tab::Tab;
use crate::storage::{self, Beside, Catalogue, StorageError, WorkspaceMeta};

/// A workspace in the bin, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binned {
    /// Its entry.
    pub meta: WorkspaceMeta,
    /// How many days it can still be put back.
    pub days_left: i64,
}

impl App {
    /// What lies in the bin. Listens to it.
    pub fn binned(self) -> Vec<Binned> {
        let all = self.keeping().bin.get().into_iter();
        all.map(|meta| Binned {
            days_left: days_left(&meta.deleted_at, platform::today()),
            meta,
        })
        .collect()
    }

    /// Puts a workspace that is not open into the bin. Its books stay where they are.
    pub async fn put_into_bin(self, id: &str) -> Result<(), StorageError> {
        let at = platform::now_rfc3339();
        let binned = Catalogue::open()
            .await?
            .change(id, Box::new(|meta| meta.deleted_at = at))
            .await?;
        // A tab that has it open writes no more: nothing goes where it is not looked for.
        Tab::tell_removed(id);
        self.workspaces.update(|all| all.retain(|meta| meta.id != id));
        self.keeping().bin.update(|bin| bin.extend(binned));
        if storage::last_workspace().as_deref() == Some(id) {
            storage::forget_last_workspace();
        }
        Ok(())
    }

    /// Puts a workspace back into use.
    pub async fn put_back(self, id: &str) -> Result<(), StorageError> {
        let back = Catalogue::open()
            .await?
            .change(id, Box::new(|meta| meta.deleted_at.clear()))
            .await?;
        self.keeping().bin.update(|bin| bin.retain(|meta| meta.id != id));
        self.workspaces.update(|all| all.extend(back));
        Ok(())
    }

    /// Deletes a workspace and everything in it, for good.
    pub async fn delete_for_good(self, id: &str) -> Result<(), StorageError> {
        // First what keeps it from being missed.
        Beside::open().await?.note_gone(id).await?;
        forget(id);
        Tab::tell_removed(id);
        Catalogue::open().await?.delete(id).await?;
        // Nobody signs with it any more; where it stays, it does no harm.
        let _ = storage::forget_signing_key(id).await;
        self.keeping().bin.update(|bin| bin.retain(|meta| meta.id != id));
        Ok(())
    }

    /// Exports a backup of a workspace that is not open. Returns the file's name.
    pub async fn export_closed(self, meta: &WorkspaceMeta) -> Result<String, String> {
        let failed =
            |why: &str| format!("没有导出（{why}）。账本没有变动。请先打开这个工作区，在“备份”里导出。");
        let desk = meta.desk.code();
        let text = platform::backup_without_opening(&meta.id, &meta.name, desk).await;
        let text = text.map_err(|refusal| failed(&refusal.name))?;
        // Read again before anyone says that it is done.
        bundle::read(text.as_bytes()).map_err(|_| failed("写出的文件读不回来"))?;
        let when = platform::today().and_time(platform::time_of_day());
        let name = bundle::file_name(BundleKind::Backup, &meta.name, when, 1);
        platform::download(&name, &text).map_err(|error| failed(&error.0))?;
        Ok(name)
    }

    /// A workspace was made: it is missed from now on if it is not found.
    pub(in crate::state) fn note_made(meta: &WorkspaceMeta) {
        note(meta, &meta.created_at);
    }
}
