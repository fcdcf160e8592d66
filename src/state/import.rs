//! Reading files in: look first, then accept, and a way back.

use super::adopt::adopt;
use super::app::{App, OpenWorkspace};
use super::export::backup_text;
use super::open_books::new_id;
use crate::bundle::{self, Bundle, BundleKind, Counts};
use crate::domain::{Book, BranchBook};
use crate::merge::{RecordChange, compare};
use crate::platform;
use crate::storage::{Desk, KeptFile, StorageError, WorkspaceMeta, Write};

/// What accepting a file would do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// The office receives a submission; `replaces` is the version that it holds of this unit so far.
    Receive {
        /// The newest version received before.
        replaces: Option<u32>,
    },
    /// Branch books go into the unit's shelf, with what changes in each.
    TakeBranches(Vec<(String, Vec<RecordChange>)>),
    /// A backup becomes a workspace of its own; nothing here changes.
    NewWorkspace {
        /// At which desk.
        desk: Desk,
    },
    /// Nothing to do; the words say why.
    Nothing(String),
}

/// A file that was looked at.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The file's name.
    pub file_name: String,
    /// What it is and what it would do, or why it cannot be read, in words with the error's code.
    pub outcome: Result<Preview, (&'static str, String)>,
}

/// What a readable file is.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Its content.
    pub bundle: Bundle,
    /// The file, word for word.
    pub text: String,
    /// What is in it.
    pub counts: Counts,
    /// What accepting it would do.
    pub effect: Effect,
}

/// Looks at a file. Nothing is changed. Without an open workspace only a backup has somewhere to go.
pub async fn inspect(app: App, open: Option<&OpenWorkspace>, file: web_sys::File) -> Incoming {
    let file_name = file.name();
    let bytes = match platform::read_file(&file).await {
        Ok(bytes) => bytes,
        Err(error) => {
            let words = format!(
                "浏览器读不出这个文件（{}）。什么也没有改动，请检查U盘或重新选择。",
                error.0
            );
            return Incoming {
                file_name,
                outcome: Err(("not_readable", words)),
            };
        }
    };
    let outcome = match bundle::read(&bytes) {
        Err(unreadable) => Err((unreadable.code(), unreadable.words())),
        Ok(bundle) => {
            let text = String::from_utf8_lossy(&bytes)
                .trim_start_matches('\u{feff}')
                .to_owned();
            let counts = Counts::of(&bundle.books);
            let effect = effect(app, open, &bundle);
            Ok(Preview {
                bundle,
                text,
                counts,
                effect,
            })
        }
    };
    Incoming { file_name, outcome }
}

fn effect(app: App, open: Option<&OpenWorkspace>, bundle: &Bundle) -> Effect {
    let envelope = &bundle.envelope;
    let Some(open) = open else {
        return match envelope.kind {
            BundleKind::Backup => Effect::NewWorkspace {
                desk: envelope.created_by.desk,
            },
            _ => Effect::Nothing("这不是备份文件。请先选择您的岗位，再到“导入”里打开它。".into()),
        };
    };
    let desk = open.meta.get_untracked().desk;
    match (envelope.kind, desk) {
        (BundleKind::Backup, _) => Effect::NewWorkspace {
            desk: envelope.created_by.desk,
        },
        // The office's workspaces are open in the office's program alone.
        (BundleKind::Submission, Desk::Office) => match app.office {
            Some(office) => (office.receive)(open, bundle),
            None => Effect::Nothing(String::new()),
        },
        (BundleKind::Submission, Desk::Unit) => match envelope.created_by.desk {
            Desk::Branch => take_branches(open, bundle),
            _ => Effect::Nothing(
                "这是单位报给局党委办公室的文件，要在办公室的工作区导入。想恢复自己的账本，请用备份文件。"
                    .into(),
            ),
        },
        (BundleKind::Submission, Desk::Branch) => {
            Effect::Nothing("支部的工作区不收报送文件。想恢复自己的账本，请用备份文件。".into())
        }
        (BundleKind::Register | BundleKind::Review, _) => {
            Effect::Nothing("这个版本还不能处理花名册和审阅文件。".into())
        }
    }
}

fn take_branches(open: &OpenWorkspace, bundle: &Bundle) -> Effect {
    let adopted = adopted(open, bundle);
    let changes: Vec<_> = open.books.with(|books| {
        let compared = adopted.iter().map(|new| {
            let old = books.document(new.id());
            (new.profile.name.clone(), compare(old, new))
        });
        compared.collect()
    });
    if changes.iter().all(|(_, changes)| changes.is_empty()) {
        return Effect::Nothing("文件里的支部账本与这里的完全相同，不用再收。".into());
    }
    Effect::TakeBranches(changes)
}

/// Accepts a file that was looked at, in one transaction. What it replaces is kept as a restore point.
pub async fn accept(
    app: App,
    open: Option<&OpenWorkspace>,
    preview: &Preview,
    name: &str,
) -> Result<(), String> {
    if let Effect::NewWorkspace { desk } = &preview.effect {
        restore_workspace(app, &preview.bundle, *desk).await?;
        // The page of files belongs to the workspace that was left.
        platform::set_hash("/");
        return Ok(());
    }
    let Some(open) = open else {
        return Err("还没有打开工作区。".into());
    };
    let words = |error: StorageError| error.words();
    let file = KeptFile {
        id: preview.bundle.envelope.bundle_id.to_string(),
        at: platform::now_rfc3339(),
        name: name.to_owned(),
        text: preview.text.clone(),
    };
    match &preview.effect {
        Effect::Nothing(why) => Err(why.clone()),
        Effect::Receive { .. } => open
            .write(Write {
                received: vec![file],
                ..Write::default()
            })
            .await
            .map_err(words),
        Effect::TakeBranches(_) => {
            let point = restore_point(open, &format!("导入“{name}”之前"));
            let books = adopted(open, &preview.bundle)
                .into_iter()
                .map(Book::Branch)
                .collect();
            let write = Write {
                books,
                received: vec![file],
                restore_points: vec![point],
                ..Write::default()
            };
            open.write(write).await.map_err(words)
        }
        Effect::NewWorkspace { .. } => Ok(()),
    }
}

async fn restore_workspace(app: App, bundle: &Bundle, desk: Desk) -> Result<(), String> {
    let name = format!("{}（恢复自备份）", bundle.envelope.created_by.unit);
    let meta = WorkspaceMeta::new(&new_id(), name, desk, platform::now_rfc3339());
    let of = |store: &str| {
        let files = bundle.attachments.iter().filter(|file| file.store == store);
        files
            .map(|file| KeptFile {
                id: file.id.clone(),
                at: file.at.clone(),
                name: file.name.clone(),
                text: file.text.clone(),
            })
            .collect()
    };
    let content = Write {
        books: bundle.books.clone(),
        sent: of("sent"),
        received: of("received"),
        ..Write::default()
    };
    app.make(meta, content).await.map_err(|error| error.words())
}

/// A file's branch books as they will stand here.
fn adopted(open: &OpenWorkspace, bundle: &Bundle) -> Vec<BranchBook> {
    let branches = bundle.books.iter().filter_map(|book| match book {
        Book::Branch(branch) => Some(branch.clone()),
        _ => None,
    });
    open.books.with(|books| adopt(books, branches.collect()))
}

/// The books as they are now, as a file.
fn restore_point(open: &OpenWorkspace, name: &str) -> KeptFile {
    let at = platform::now_rfc3339();
    let text = backup_text(open, &at, &[]).text;
    KeptFile {
        id: new_id().to_string(),
        at,
        name: name.into(),
        text,
    }
}

/// Goes back to the state before an import. The state that is left is kept in its turn, so that going back can be
/// undone as well.
pub async fn undo_import(open: &OpenWorkspace, point: &KeptFile) -> Result<(), String> {
    let bundle = bundle::read(point.text.as_bytes()).map_err(|error| error.words())?;
    let now = restore_point(open, &format!("退回到“{}”的状态之前", point.name));
    let removed = open.books.with(|books| {
        let kept: Vec<_> = bundle
            .books
            .iter()
            .map(|book| book.as_document().id().clone())
            .collect();
        let all = books.documents().map(|document| document.id().clone());
        all.filter(|id| !kept.contains(id)).collect::<Vec<_>>()
    });
    let write = Write {
        books: bundle.books,
        removed,
        restore_points: vec![now],
        ..Write::default()
    };
    open.write(write).await.map_err(|error| error.words())
}
