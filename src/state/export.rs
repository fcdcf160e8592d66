//! Writing files: submissions and backups.

use super::app::{App, OpenWorkspace};
use super::arrival::stamp;
use super::open_books::new_id;
use super::receipts::{Receipted, receipted};
use super::signing::{seal, write_and_sign};
use crate::bundle::{self, Attachment, BundleKind, Counts, CreatedBy, Holds, Outgoing, Unreadable, Written};
use crate::domain::{Book, Books, Choose as _, Id};
use crate::notice::Programme;
use crate::platform;
use crate::rules::{self, Finding};
use crate::storage::{Desk, KeptFile, StorageError, Write};
use chrono::NaiveDateTime;

/// A file that was written, read again and handed over.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of its canonical content, hexadecimal.
    pub digest: String,
    /// What is in it.
    pub counts: Counts,
    /// The number of this version of the submission; 1 for a backup.
    pub revision: u32,
    /// The file as it was handed over.
    pub text: String,
    /// Whether it was handed over sealed with a passphrase.
    pub sealed: bool,
    /// The public key of who signed it; none for backups, which nobody signs, and where the browser cannot.
    pub signed_by: Option<String>,
}

/// Why no file was written.
#[derive(Debug, Clone)]
pub enum ExportError {
    /// Findings stand in the way.
    Blocked(usize),
    /// What was written could not be read again as the same; nothing was handed over.
    NotTheSame(Unreadable),
    /// Disk or browser would not; in words.
    Failed(String),
}

impl ExportError {
    /// What happened, what was kept and what to do.
    pub fn words(&self) -> String {
        match self {
            Self::Blocked(count) => {
                format!(
                    "还有 {count} 处错误或没有说明理由的提醒，不能报送。内容都已保存，请按上面的清单逐项处理。"
                )
            }
            Self::NotTheSame(why) => why.words_of_own(),
            Self::Failed(words) => words.clone(),
        }
    }
}

/// What stands in the way of a submission.
fn in_the_way(findings: &[Finding]) -> usize {
    rules::blocks_submission(findings).len()
}

/// Exports the submission: the unit's to the bureau, or the branch's to its unit. What was sent is kept verbatim; it is
/// handed over sealed where there is a passphrase.
pub async fn export_submission(
    app: App,
    open: &OpenWorkspace,
    passphrase: &str,
) -> Result<Exported, ExportError> {
    let programme = app.programme.get_untracked();
    let today = app.today.get_untracked();
    let mut books = open.books.with(Books::clone);
    let blocked = in_the_way(&rules::asked(&books, &programme, today));
    if blocked > 0 {
        return Err(ExportError::Blocked(blocked));
    }
    if let Some(unit) = &mut books.unit {
        unit.responsibility.submitted_on.get_or_insert(today);
    }
    let findings = rules::asked(&books, &programme, today);
    let from = sender(open, &books);
    let whom = from.unit.clone();
    issue(
        app,
        open,
        BundleKind::Submission,
        &whom,
        from,
        books.all(),
        &findings,
        passphrase,
    )
    .await
}

/// Hands a branch's book back to it, with what the unit corrected and what the office said (the unit's desk).
pub async fn export_to_branch(
    app: App,
    open: &OpenWorkspace,
    branch: &Id,
    passphrase: &str,
) -> Result<Exported, ExportError> {
    let books = open.books.with(Books::clone);
    let from = sender(open, &books);
    let mut handed = Vec::new();
    let mut whom = String::new();
    if let Some(branch) = books.branch(branch) {
        whom.clone_from(&branch.profile.name);
        handed.push(Book::Branch(branch.clone()));
    }
    for review in &books.reviews {
        handed.push(Book::Review(review.clone()));
    }
    issue(
        app,
        open,
        BundleKind::Review,
        &whom,
        from,
        handed,
        &[],
        passphrase,
    )
    .await
}

/// Writes books into a file for others: gives what changed since it was last sent a new version, reads the file again,
/// keeps it word for word with the books, and hands it over, sealed where there is a passphrase.
// What a file is made of, each once.
#[allow(clippy::too_many_arguments)]
pub(super) async fn issue(
    app: App,
    open: &OpenWorkspace,
    kind: BundleKind,
    whom: &str,
    from: CreatedBy,
    mut books: Vec<Book>,
    findings: &[Finding],
    passphrase: &str,
) -> Result<Exported, ExportError> {
    let barred = match (open.is_newer, open.follows) {
        (true, _) => Some(StorageError::Newer),
        (false, true) => Some(StorageError::Following),
        (false, false) => None,
    };
    if let Some(why) = barred {
        return Err(ExportError::Failed(why.words()));
    }
    let Some(_issuing) = open.begin_issue() else {
        return Err(ExportError::Failed(
            "上一次导出还没有做完，请等它做完再导出。".into(),
        ));
    };
    // Signing and sealing take their time, and somebody may type meanwhile.
    let before = open.books.with(|now| {
        let known = books.iter().filter_map(|book| now.book(book.as_document().id()));
        known.collect()
    });
    // Whom this workspace trusts is nobody else's business.
    books.retain(|book| !matches!(book, Book::Keys(_)));
    for book in &mut books {
        let version = book.as_document().head().version_id.clone();
        let sent = version.and_then(|version| open.base(&version));
        stamp(book, sent.as_ref(), new_id());
    }
    let earlier = sent_of(open, kind, whom);
    let revision = u32::try_from(earlier.len()).unwrap_or(u32::MAX).saturating_add(1);
    let supersedes = earlier.last().and_then(|file| Id::parse(&file.id).ok());
    let bundle_id = new_id();
    let now = platform::now_rfc3339();
    let programme = app.programme.get_untracked();
    let outgoing = Outgoing {
        kind,
        bundle_id: bundle_id.clone(),
        supersedes,
        programme: &programme.id,
        created_at: &now,
        created_by: from,
        revision,
        books: &books,
        findings,
        attachments: &[],
    };
    let (written, signed_by) = write_and_sign(open, &outgoing).await;
    let when = app.today.get_untracked().and_time(platform::time_of_day());
    let mut exported = checked(
        &books,
        written,
        bundle::file_name(kind, whom, when, revision),
        revision,
    )?;
    exported.signed_by = signed_by;
    let handed = for_hands(&exported, passphrase).await?;
    let sent = KeptFile {
        id: bundle_id.to_string(),
        at: now,
        name: exported.file_name.clone(),
        text: exported.text.clone(),
    };
    let write = Write {
        what: "send",
        books,
        sent: vec![sent],
        ..Write::default()
    };
    let written = open.write_from(before, write).await;
    written.map_err(|error| ExportError::Failed(error.words()))?;
    hand_over(&handed)?;
    Ok(handed)
}

/// Files of this kind that were sent to the same, the oldest first.
fn sent_of(open: &OpenWorkspace, kind: BundleKind, whom: &str) -> Vec<KeptFile> {
    let start = bundle::file_name(kind, whom, NaiveDateTime::default(), 1);
    let start = start.split("_1970").next().unwrap_or_default();
    let mut files = open.sent.get_untracked();
    files
        .retain(|file| is_of(file, kind) && (kind == BundleKind::Submission || file.name.starts_with(start)));
    files
}

/// Exports everything that the workspace holds.
pub async fn export_backup(app: App, open: &OpenWorkspace) -> Result<Exported, ExportError> {
    export_backup_sealed(app, open, "").await
}

/// The same, sealed where there is a passphrase. Where the disk does not give what the units sent, the rest is handed over
/// all the same, and that is told.
pub async fn export_backup_sealed(
    app: App,
    open: &OpenWorkspace,
    passphrase: &str,
) -> Result<Exported, ExportError> {
    let (from_units, lacking) = match from_units(app, open).await {
        Ok(files) => (files, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    let (exported, step) = backup_with(open, from_units)?;
    let handed = for_hands(&exported, passphrase).await?;
    hand_over(&handed)?;
    if let Some(why) = lacking {
        return Err(ExportError::Failed(format!(
            "备份文件“{}”已经导出，账本都在里面，但各单位报来的文件读不出来，没有放进去：{}",
            handed.file_name,
            why.words()
        )));
    }
    // Where it cannot be noted, the reminder speaks too often, not too seldom.
    let _ = app.backed_up(open, step).await;
    Ok(handed)
}

/// A file with everything that the workspace holds, read again, and the last step of the history that is in it.
pub(super) async fn backup_file(app: App, open: &OpenWorkspace) -> Result<(Exported, u64), ExportError> {
    let from_units = from_units(app, open).await;
    let from_units = from_units.map_err(|error| ExportError::Failed(error.words()))?;
    backup_with(open, from_units)
}

/// What the units sent to an office.
async fn from_units(app: App, open: &OpenWorkspace) -> Result<Vec<KeptFile>, StorageError> {
    match (app.office, open.meta.get_untracked().desk) {
        (Some(office), Desk::Office) => (office.received)(open, "").await,
        _ => Ok(Vec::new()),
    }
}

fn backup_with(open: &OpenWorkspace, from_units: Vec<KeptFile>) -> Result<(Exported, u64), ExportError> {
    let mut received = open.received.get_untracked();
    received.extend(from_units);
    let now = platform::now_rfc3339();
    let mut attachments: Vec<_> = [("sent", open.sent.get_untracked()), ("received", received)]
        .into_iter()
        .flat_map(|(store, files)| files.into_iter().map(move |file| (store, file)))
        .map(|(store, file)| attachment(store, file))
        .collect();
    // What this page cannot read is carried along as it stands.
    attachments.extend(open.unread(&now));
    let step = open.books.with_log(|log, books| {
        // What is typed from here on is another step.
        log.close(books);
        log.steps().last().map_or(0, |step| step.number)
    });
    let all = open.books.with(Books::all);
    let written = backup_text(open, &now, &attachments);
    let name = open.meta.get_untracked().name;
    // The day on which it is made, whatever counts as today in the books.
    let when = platform::now();
    let exported = checked(
        &all,
        written,
        bundle::file_name(BundleKind::Backup, &name, when, 1),
        1,
    )?;
    Ok((exported, step.unwrap_or_default()))
}

/// A kept file as it goes with a backup.
pub(super) fn attachment(store: &str, file: KeptFile) -> Attachment {
    Attachment {
        store: store.into(),
        id: file.id,
        at: file.at,
        name: file.name,
        text: file.text,
    }
}

/// Every book of the workspace as a backup file, with the kept files given.
pub(super) fn backup_text(open: &OpenWorkspace, at: &str, attachments: &[Attachment]) -> Written {
    let programme = Programme::default();
    let books = open.books.with(Books::clone);
    bundle::write(&Outgoing {
        kind: BundleKind::Backup,
        bundle_id: new_id(),
        supersedes: None,
        programme: &programme.id,
        created_at: at,
        created_by: sender(open, &books),
        revision: 1,
        books: &books.all(),
        findings: &[],
        attachments,
    })
}

/// Who sends: the unit, or the branch at its own desk.
pub(super) fn sender(open: &OpenWorkspace, books: &Books) -> CreatedBy {
    let meta = open.meta.get_untracked();
    let (unit, unit_id) = match (&books.unit, books.branches.first()) {
        (Some(unit), _) => (unit.profile.name.clone(), Some(unit.id().clone())),
        (None, Some(branch)) if meta.desk == Desk::Branch => (branch.profile.name.clone(), None),
        _ => (meta.name, None),
    };
    CreatedBy {
        desk: meta.desk,
        unit,
        unit_id,
    }
}

/// Reads what was written before anyone says that it is done.
fn checked(
    books: &[Book],
    written: Written,
    file_name: String,
    revision: u32,
) -> Result<Exported, ExportError> {
    bundle::reread(&written.text, books).map_err(ExportError::NotTheSame)?;
    Ok(Exported {
        file_name,
        digest: written.digest,
        counts: written.counts,
        revision,
        text: written.text,
        sealed: false,
        signed_by: None,
    })
}

/// Hands a kept file over once more, sealed where there is a passphrase.
pub async fn hand_over_again(file: &KeptFile, passphrase: &str) -> Result<(), String> {
    let (name, text) = closed(&file.name, &file.text, passphrase).await?;
    platform::download(&name, &text).map_err(|error| format!("浏览器没有接收下载（{}）。", error.0))
}

/// A file as it leaves the page: sealed where there is a passphrase.
async fn for_hands(exported: &Exported, passphrase: &str) -> Result<Exported, ExportError> {
    let (file_name, text) = closed(&exported.file_name, &exported.text, passphrase)
        .await
        .map_err(ExportError::Failed)?;
    Ok(Exported {
        file_name,
        text,
        sealed: !passphrase.is_empty(),
        ..exported.clone()
    })
}

fn hand_over(exported: &Exported) -> Result<(), ExportError> {
    platform::download(&exported.file_name, &exported.text).map_err(|error| {
        ExportError::Failed(format!(
            "浏览器没有接收下载（{}）。文件已留在“已报送”里，可以再次下载。",
            error.0
        ))
    })
}

/// Name and text of a file as it leaves the page.
async fn closed(name: &str, text: &str, passphrase: &str) -> Result<(String, String), String> {
    if passphrase.is_empty() {
        return Ok((name.to_owned(), text.to_owned()));
    }
    let sealed = seal(text, passphrase, Holds::Bundle).await?;
    Ok((bundle::sealed_name(name), sealed))
}

/// Whether a file that was sent is of this kind.
fn is_of(file: &KeptFile, kind: BundleKind) -> bool {
    // Nobody can type this into a field: there the quotes are escaped.
    file.text.contains(&format!("\"kind\": \"{}\"", kind.code()))
}

/// Whether a file that was sent went up, and is answered by a receipt.
pub fn is_submission(file: &KeptFile) -> bool {
    is_of(file, BundleKind::Submission)
}

impl OpenWorkspace {
    /// What the office says of a file that was sent.
    pub fn receipt_of(&self, sent: &KeptFile) -> Receipted {
        // The file is kept word for word: what its digest is, it says itself.
        let digest = match bundle::read(sent.text.as_bytes()) {
            Ok(bundle) => bundle.envelope.digest.clone(),
            Err(_) => String::new(),
        };
        self.books
            .with(|books| receipted(&books.reviews, &sent.id, &digest))
    }
}
