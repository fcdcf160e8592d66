//! The folder that is kept up to date by itself.

use super::Keeping;
use crate::keeping::{FolderCopy, copy_name, surplus};
use crate::platform::{self, Folder, Refusal};
use crate::state::app::{App, OpenWorkspace};
use crate::state::export::backup_file;
use crate::state::reactive::run;
use crate::storage::{Beside, StorageError};
use leptos::prelude::*;

/// How long after the last change a copy is written, milliseconds.
const SETTLED: f64 = 60_000.0;

/// How many times as long as the last copy took is waited at least: a large workspace does not keep a slow stick busy.
const TIMES: f64 = 20.0;

/// How the folder stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FolderStands {
    /// None was chosen.
    #[default]
    NotChosen,
    /// It is kept up to date.
    Ready,
    /// The browser wants a click before the page may write there again.
    Asks,
    /// It could not be written; the words say why, what was kept and what to do.
    Failed(String),
}

/// The folder, as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderState {
    /// What it is called.
    pub name: String,
    /// How it stands.
    pub stands: FolderStands,
    /// When the newest copy of the open workspace was written, as its name has it: `2012-07-05_153059`.
    pub last: Option<String>,
}

/// What is under way.
#[derive(Default)]
pub(super) struct Copying {
    folder: Option<Folder>,
    /// The workspace that changed since it was copied last.
    changed: Option<OpenWorkspace>,
    busy: bool,
    /// Whether a copy was asked for while one was being written.
    again: bool,
    timer: bool,
    /// When it changed last, and how long the last copy took: milliseconds.
    last_change: f64,
    took: f64,
}

impl Keeping {
    /// Whether the browser can do this at all.
    pub fn can_copy(self) -> bool {
        platform::can_choose_folder()
    }

    /// Takes up the folder that was chosen before.
    pub(super) async fn find_folder(self) {
        let Ok(beside) = Beside::open().await else { return };
        let Ok(Some(handle)) = beside.folder().await else {
            return;
        };
        let folder = Folder(handle);
        let (name, may) = (folder.name(), folder.may_write(false).await);
        let mut is_first = false;
        self.copying.update_value(|copying| {
            is_first = copying.folder.is_none();
            copying.folder.get_or_insert(folder);
        });
        if !is_first {
            // It was found, or another chosen, meanwhile.
            return;
        }
        self.folder.update(|state| {
            state.name = name;
            state.stands = if may {
                FolderStands::Ready
            } else {
                FolderStands::Asks
            };
        });
    }

    fn known_folder(self) -> Option<Folder> {
        self.copying.with_value(|copying| copying.folder.clone())
    }

    /// Whether this is the folder that is kept up to date now.
    fn is_in_use(self, folder: &Folder) -> bool {
        self.known_folder().is_some_and(|now| now.0 == folder.0)
    }

    /// Looks when a workspace was last copied.
    pub(super) async fn look_into_folder(self, app: App, open: &OpenWorkspace) {
        let id = open.meta.with_untracked(|meta| meta.id.clone());
        self.folder.update(|state| state.last = None);
        if self.known_folder().is_none() {
            self.find_folder().await;
        }
        if let Some(folder) = self.known_folder()
            && folder.may_write(false).await
            && let Ok(copies) = copies_in(&folder, &id).await
            && self.is_in_use(&folder)
            && is_open(app, &id)
        {
            let last = copies.into_iter().map(|copy| copy.at).max();
            // One may have been written meanwhile.
            self.folder
                .update(|state| state.last = last.max(state.last.take()));
        }
    }

    /// The folder with the right to write there, chosen or asked for where that is wanted; to be called from a click. The
    /// words say why not.
    pub(super) async fn folder_by_click(self) -> Result<Folder, String> {
        let folder = match self.known_folder() {
            Some(folder) => folder,
            None => self.choose().await?.0,
        };
        if !folder.may_write(true).await {
            self.set_stands(FolderStands::Asks);
            return Err(format!(
                "浏览器没有得到允许，打不开文件夹“{}”。里面的文件一个也没有动。请再点一次，在浏览器的提示里选“允许”。",
                folder.name()
            ));
        }
        Ok(folder)
    }

    /// Lets a person choose the folder. With it comes whether the browser will know it again.
    async fn choose(self) -> Result<(Folder, Result<(), StorageError>), String> {
        let chosen = platform::choose_folder().await;
        let folder = chosen.map_err(|refusal| match &*refusal.name {
            "AbortError" => "没有选文件夹，什么也没有改动。".to_owned(),
            name => format!(
                "浏览器没有打开文件夹（{name}）。什么也没有改动，请换一个文件夹再试，或者用“导出备份文件”。"
            ),
        })?;
        let stored = match Beside::open().await {
            Ok(beside) => beside.set_folder(Some(&folder.0)).await,
            Err(error) => Err(error),
        };
        self.copying
            .update_value(|copying| copying.folder = Some(folder.clone()));
        self.folder.set(FolderState {
            name: folder.name(),
            stands: FolderStands::Ready,
            last: None,
        });
        Ok((folder, stored))
    }

    /// Lets a person choose the folder, and writes a copy at once.
    pub async fn choose_folder(self, app: App, open: OpenWorkspace) -> Result<(), String> {
        let (folder, stored) = self.choose().await?;
        self.go_on(app, open).await?;
        stored.map_err(|error| {
            format!(
                "文件夹“{}”选好了，本页关闭以前照常自动备份；但是没有记住它，下次打开本页要重新选一次。原因：{}",
                folder.name(),
                error.words()
            )
        })
    }

    /// Goes on with the folder: asks the browser for the right to write there, and writes a copy at once. To be called from
    /// a click.
    pub async fn go_on(self, app: App, open: OpenWorkspace) -> Result<(), String> {
        self.folder_by_click().await?;
        self.copying.update_value(|copying| copying.changed = Some(open));
        self.copy(app).await;
        Ok(())
    }

    /// Keeps the folder up to date no more. What is in it stays. The words say why that may not last.
    pub async fn forget_folder(self) -> Result<(), String> {
        self.copying.update_value(|copying| copying.folder = None);
        self.folder.set(FolderState::default());
        let stored = match Beside::open().await {
            Ok(beside) => beside.set_folder(None).await,
            Err(error) => Err(error),
        };
        stored.map_err(|error| {
            format!(
                "已经停了，备份文件都没有动；但是没有记下来，下次打开本页又会接着备份，请到时再点一次。原因：{}",
                error.words()
            )
        })
    }

    fn set_stands(self, stands: FolderStands) {
        if self.folder.with_untracked(|state| state.stands != stands) {
            self.folder.update(|state| state.stands = stands);
        }
    }

    /// Something changed: once it has settled, a copy is written.
    pub(super) fn note_change(self, app: App, open: OpenWorkspace) {
        let mut other = false;
        self.copying.update_value(|copying| {
            other = copying
                .changed
                .as_ref()
                .is_some_and(|before| !is_same(before, &open));
            copying.last_change = platform::milliseconds();
            if !other {
                copying.changed = Some(open);
            }
        });
        if other {
            // The one that was left comes first.
            run(async move {
                self.copy(app).await;
                self.copying.update_value(|copying| copying.changed = Some(open));
                self.wait(app, SETTLED);
            });
        } else {
            self.wait(app, SETTLED);
        }
    }

    #[allow(clippy::cast_possible_truncation)]
    fn wait(self, app: App, milliseconds: f64) {
        let mut waits = true;
        self.copying
            .update_value(|copying| waits = std::mem::replace(&mut copying.timer, true));
        if waits {
            return;
        }
        platform::after(milliseconds as i32, move || {
            let mut left = 0.0;
            self.copying.update_value(|copying| {
                copying.timer = false;
                let since = platform::milliseconds() - copying.last_change;
                left = SETTLED.max(copying.took * TIMES) - since;
            });
            if left > 0.0 {
                self.wait(app, left + 1.0);
            } else {
                run(async move { self.copy(app).await });
            }
        });
    }

    /// Writes a copy of what changed, if anything did and there is a folder; and another, where one was asked for meanwhile.
    pub(super) async fn copy(self, app: App) {
        while self.copy_once(app).await {}
    }

    /// The same, once. Returns whether another is to be written.
    async fn copy_once(self, app: App) -> bool {
        let mut work = None;
        self.copying.update_value(|copying| {
            copying.again |= copying.busy;
            if let (false, Some(folder)) = (copying.busy, &copying.folder) {
                work = copying.changed.take().map(|open| (folder.clone(), open));
                copying.busy = work.is_some();
            }
        });
        let Some((folder, changed)) = work else {
            return false;
        };
        // Opened anew since, it is another handle that knows what is there now; what another tab writes, that one copies.
        let open = app
            .shown()
            .filter(|now| is_same(now, &changed))
            .unwrap_or(changed);
        if open.follows {
            self.copying.update_value(|copying| copying.busy = false);
            return false;
        }
        let begun = platform::milliseconds();
        let outcome = self.write_copy(app, &open, &folder).await;
        let mut again = false;
        self.copying.update_value(|copying| {
            copying.busy = false;
            copying.took = platform::milliseconds() - begun;
            again = std::mem::take(&mut copying.again) && copying.changed.is_some();
            if outcome.is_err() {
                copying.changed.get_or_insert(open);
            }
        });
        // Meanwhile there may be another folder or none, and another workspace may be open: what is shown is theirs.
        if !self.is_in_use(&folder) {
            return again;
        }
        match outcome {
            Ok(at) => {
                let id = open.meta.with_untracked(|meta| meta.id.clone());
                self.folder.update(|state| {
                    state.stands = FolderStands::Ready;
                    if is_open(app, &id) {
                        state.last = Some(at);
                    }
                });
            }
            Err(stands) => self.set_stands(stands),
        }
        again
    }

    /// Writes a copy, reads it again, and lets go of those that have had their time. Returns when it was written.
    async fn write_copy(
        self,
        app: App,
        open: &OpenWorkspace,
        folder: &Folder,
    ) -> Result<String, FolderStands> {
        if !folder.may_write(false).await {
            return Err(FolderStands::Asks);
        }
        let failed = |refusal: Refusal| match &*refusal.name {
            "NotAllowedError" | "SecurityError" => FolderStands::Asks,
            _ => FolderStands::Failed(words(folder, &refusal)),
        };
        let (backup, step) = backup_file(app, open)
            .await
            .map_err(|error| FolderStands::Failed(error.words()))?;
        let (id, title) = open
            .meta
            .with_untracked(|meta| (meta.id.clone(), meta.name.clone()));
        let name = loop {
            let when = platform::now();
            let name = copy_name(&id, &title, when);
            let before = copies_in(folder, &id).await.map_err(failed)?;
            if before.iter().all(|copy| copy.name != name) {
                break name;
            }
            // A copy is never written over: the next second gives another name.
            platform::pause(1_000).await;
        };
        folder.write(&name, &backup.text).await.map_err(failed)?;
        let read = match folder.file(&name).await {
            Ok(file) => platform::read_file(&file).await.map_err(|error| error.0),
            Err(refusal) => Err(refusal.name),
        };
        let wrong = match read {
            Ok(read) if read == backup.text.as_bytes() => None,
            Ok(_) => Some("不一样".to_owned()),
            Err(why) => Some(format!("读不出（{why}）")),
        };
        if let Some(wrong) = wrong {
            // It must not take the place of one that was read.
            let _ = folder.remove(&name).await;
            return Err(FolderStands::Failed(format!(
                "写进文件夹“{}”的备份，重新读的时候{wrong}，没有算数。{KEPT}请换一个U盘或文件夹，再点“再试一次”。",
                folder.name()
            )));
        }
        // A copy that cannot be noted is one all the same; the reminder then speaks too often, not too seldom.
        let _ = app.backed_up(open, step).await;
        let written = FolderCopy::of(&id, &name).map(|copy| copy.at).unwrap_or_default();
        let now = copies_in(folder, &id).await.map_err(failed)?;
        for copy in surplus(&now, &written) {
            // One that stays goes the next time.
            let _ = folder.remove(&copy.name).await;
        }
        Ok(written)
    }
}

/// Whether the workspace that is open has this id.
fn is_open(app: App, id: &str) -> bool {
    app.shown()
        .is_some_and(|open| open.meta.with_untracked(|meta| meta.id == id))
}

/// Whether two handles are of one workspace.
fn is_same(one: &OpenWorkspace, other: &OpenWorkspace) -> bool {
    one.meta
        .with_untracked(|one| other.meta.with_untracked(|other| one.id == other.id))
}

/// What the browser's refusal means.
pub(super) fn words(folder: &Folder, refusal: &Refusal) -> String {
    let name = folder.name();
    let (why, then) = match &*refusal.name {
        "NotFoundError" => (
            format!("找不到备份文件夹“{name}”，可能是U盘拔掉了，或者文件夹改了名、删掉了"),
            "请插好U盘再点“再试一次”，或者另选一个文件夹。",
        ),
        "QuotaExceededError" => (
            format!("备份文件夹“{name}”所在的磁盘或U盘满了"),
            "请腾出空间再点“再试一次”，或者另选一个文件夹。",
        ),
        other => (
            format!("浏览器写不进备份文件夹“{name}”（{other}）"),
            "请看看U盘是不是写保护、是不是有别的程序正在用它，再点“再试一次”。",
        ),
    };
    format!("{why}。{KEPT}{then}")
}

/// What was kept, whatever happened to the folder.
const KEPT: &str = "账本都在这台电脑的浏览器里，没有少；原来的备份文件也没有动。";

/// The copies of a workspace in a folder. One without anything in it was cut off by a page that went, and counts for nothing.
async fn copies_in(folder: &Folder, id: &str) -> Result<Vec<FolderCopy>, Refusal> {
    let mut copies = Vec::new();
    for (name, holds) in folder.files().await? {
        if let Some(copy) = FolderCopy::of(id, &name) {
            if holds {
                copies.push(copy);
            } else {
                let _ = folder.remove(&name).await;
            }
        }
    }
    Ok(copies)
}
