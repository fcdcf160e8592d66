//! Deleting a workspace, with a way back.

use super::Keeping;
use super::lost::{forget, note};
use super::points::read_points;
use crate::bundle::{self, BundleKind};
use crate::domain::{Books, Choose as _};
use crate::keeping::{can_be, days_left, held_by, hold_more, may_go};
use crate::platform;
use crate::state::app::App;
use crate::state::tab::Tab;
use crate::storage::{self, Beside, Catalogue, StorageError, Workspace, WorkspaceMeta};

/// A workspace in the bin, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binned {
    /// Its entry.
    pub meta: WorkspaceMeta,
    /// How many days it surely lies there still; at 0 it stays because not all that is in it is in a backup.
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
        // Later it would seem to have been written after it was deleted.
        self.keeping().note_rest();
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
        let when = platform::now();
        let name = bundle::file_name(BundleKind::Backup, &meta.name, when, 1);
        platform::download(&name, &text).map_err(|error| failed(&error.0))?;
        Ok(name)
    }

    /// A workspace was made: it is missed from now on if it is not found.
    pub(in crate::state) fn note_made(meta: &WorkspaceMeta) {
        note(meta, &meta.created_at);
    }
}

impl Keeping {
    /// Deletes a workspace whose time in the bin is over; where no backup holds all that is in it, it stays.
    pub(super) async fn let_go(self, app: App, meta: WorkspaceMeta) {
        match is_spare(&meta).await {
            Ok(Some(true)) => drop(app.delete_for_good(&meta.id).await),
            Ok(None) => {}
            // What cannot be looked at may be the last copy.
            Ok(Some(false)) | Err(_) => self.bin.update(|bin| bin.push(meta)),
        }
    }
}

/// Whether all that is in a deleted workspace, also in its restore points, is in a backup; `None` where it was put back meanwhile.
async fn is_spare(meta: &WorkspaceMeta) -> Result<Option<bool>, StorageError> {
    let mut spare = meta.sample;
    if !spare {
        let db = Workspace::open(&meta.id).await?;
        let (kept, mut now) = (db.load().await?, db.submission_ids().await?);
        db.close();
        spare = !kept.is_newer && may_go(&meta.backup_at, meta.backup_step, kept.last_step);
        if spare {
            // A backup holds what is there now: not what is in a state before an import alone.
            let points = read_points(&kept.restore_points).await;
            let mut books = Books::default();
            for book in kept.books {
                books.put(book);
            }
            now.extend(held_by(&books));
            now.extend(kept.sent.into_iter().chain(kept.received).map(|file| file.id));
            spare = !hold_more(&points, &now);
        }
    }
    let listed = Catalogue::open().await?.all().await?;
    let is_there = listed
        .iter()
        .any(|other| other.id == meta.id && other.deleted_at == meta.deleted_at);
    Ok(is_there.then_some(spare))
}

/// A workspace in the bin; where a wrong clock dated its deletion, its days begin now, if the clock can be right by now. Until
/// it can, they have not begun.
pub(super) async fn dated(mut meta: WorkspaceMeta, written_at: &str) -> WorkspaceMeta {
    let was_there_at = [&*meta.created_at, written_at];
    if can_be(&meta.deleted_at, &was_there_at) {
        return meta;
    }
    let now = platform::now_rfc3339();
    let begins = can_be(&now, &was_there_at);
    let wrong = std::mem::take(&mut meta.deleted_at);
    if begins && let Ok(catalogue) = Catalogue::open().await {
        let begin = |meta: &mut WorkspaceMeta| {
            if meta.deleted_at == wrong {
                meta.deleted_at = now;
            }
        };
        // Where it cannot be written, the next start tries again.
        if let Ok(Some(begun)) = catalogue.change(&meta.id, Box::new(begin)).await {
            meta.deleted_at = begun.deleted_at;
        }
    }
    meta
}
