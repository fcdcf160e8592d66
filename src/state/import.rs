//! Reading files in: look first, then accept, and a way back.

use super::app::{App, OpenWorkspace};
use super::arrival::{
    Arrival, Decided, Kinship, arrivals, changes_something, meant_for, settled_books, undecided,
};
use super::edit::{Change, Edit, EditError};
use super::export::{attachment, backup_text, sender};
use super::open_books::new_id;
use super::reactive::Changing;
use super::signing::{NotOpened, source_of, unseal_by};
use super::trust::{Source, may_take};
use crate::bundle::{
    self, Attachment, Bundle, BundleKind, Counts, Holds, MAX_FILE_BYTES, Sealed, Unreadable,
};
use crate::domain::{Book, Books, Id, Register};
use crate::platform::{self, FileError};
use crate::rules::{self, Severity};
use crate::storage::{Desk, KeptFile, StorageError, WorkspaceMeta, Write};

/// What accepting a file would do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Books are taken in, with what becomes of each.
    Merge(Vec<Arrival>),
    /// A register: somebody says which entry they are.
    PickRegister(Box<Register>),
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
    /// The file as it came, where it waits for its passphrase.
    pub sealed: Option<Sealed>,
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
    /// From whom it is.
    pub source: Source,
    /// What accepting it would do.
    pub effect: Effect,
    /// Errors and warnings as its sender's check told them, and by our own; of submissions alone.
    pub report: Option<[(usize, usize); 2]>,
}

/// Looks at a file. Nothing is changed. Without an open workspace only a backup or a register has somewhere to go. A sealed
/// file is opened where one of these passphrases does it.
pub async fn inspect(
    app: App,
    open: Option<&OpenWorkspace>,
    file: web_sys::File,
    passphrases: &[String],
) -> Incoming {
    let name = file.name();
    if let Some((code, words)) = too_large(&file) {
        return unreadable(name, code, words);
    }
    match platform::read_file(&file).await {
        Ok(bytes) => match bundle::read(&bytes) {
            Err(Unreadable::Sealed) => match Sealed::read(&bytes) {
                Ok(sealed) => {
                    let mut looked = opened(app, open, name, sealed, passphrases).await;
                    // What was tried was typed for other files; nobody has typed one for this yet.
                    if let Err((code @ "wrong_passphrase", words)) = &mut looked.outcome {
                        (*code, *words) = ("sealed", Unreadable::Sealed.words());
                    }
                    looked
                }
                Err(damaged) => unreadable(name, damaged.code(), damaged.words()),
            },
            read => look_at(app, open, name, &bytes, read).await,
        },
        Err(error) => {
            let (code, words) = not_readable(&error);
            unreadable(name, code, words)
        }
    }
}

/// Why a file is not even read: the error's code, and words.
pub(super) fn too_large(file: &web_sys::File) -> Option<(&'static str, String)> {
    let bytes = platform::size_of(file);
    let most = MAX_FILE_BYTES;
    let refused = Unreadable::TooLarge { bytes, most };
    (bytes > most).then(|| (refused.code(), refused.words()))
}

/// What is said of a file that the browser does not hand over: a code, and words.
pub(super) fn not_readable(error: &FileError) -> (&'static str, String) {
    let words = format!(
        "浏览器读不出这个文件（{}）。什么也没有改动，请检查U盘或重新选择。",
        error.0
    );
    ("not_readable", words)
}

fn unreadable(file_name: String, code: &'static str, words: String) -> Incoming {
    Incoming {
        file_name,
        outcome: Err((code, words)),
        sealed: None,
    }
}

/// Opens a sealed file by one of these passphrases and looks at what is in it.
pub async fn opened(
    app: App,
    open: Option<&OpenWorkspace>,
    name: String,
    sealed: Sealed,
    passphrases: &[String],
) -> Incoming {
    if sealed.holds == Holds::SigningKey {
        let words = "这是签名密钥的文件，里面没有账本。请在“工作区与设置”的“签名”里取回它。什么也没有改动。";
        return unreadable(name, "signing_key", words.into());
    }
    if !platform::can_encrypt() {
        let why = NotOpened::Unable;
        return unreadable(name, why.code(), why.words().into());
    }
    if passphrases.is_empty() {
        let sealed = Some(sealed);
        let words = Unreadable::Sealed.words();
        return Incoming {
            sealed,
            ..unreadable(name, "sealed", words)
        };
    }
    match unseal_by(&sealed, passphrases).await {
        Ok(bytes) => look_at(app, open, name, &bytes, bundle::read(&bytes)).await,
        Err(why) => Incoming {
            sealed: (why != NotOpened::Altered).then_some(sealed),
            ..unreadable(name, why.code(), why.words().into())
        },
    }
}

/// Looks at a file's content, which was `read`.
pub(super) async fn look_at(
    app: App,
    open: Option<&OpenWorkspace>,
    file_name: String,
    bytes: &[u8],
    read: Result<Bundle, Unreadable>,
) -> Incoming {
    let outcome = match read {
        Err(unreadable) => Err((unreadable.code(), unreadable.words())),
        Ok(bundle) => {
            let text = text_of(bytes);
            let counts = Counts::of(&bundle.books);
            let source = source_of(open, &bundle, &text).await;
            let effect = effect(open, &bundle);
            let report = report(app, &bundle);
            Ok(Preview {
                bundle,
                text,
                counts,
                source,
                effect,
                report,
            })
        }
    };
    Incoming {
        file_name,
        outcome,
        sealed: None,
    }
}

/// What its sender's check found in a submission, and what our own finds.
fn report(app: App, bundle: &Bundle) -> Option<[(usize, usize); 2]> {
    if bundle.envelope.kind != BundleKind::Submission {
        return None;
    }
    let mut books = Books::default();
    for book in &bundle.books {
        books.put(book.clone());
    }
    let ours = rules::asked(&books, &app.programme.get_untracked(), app.today.get_untracked());
    let (mut sent, mut found) = ((0, 0), (0, 0));
    for finding in &bundle.envelope.findings {
        sent.0 += usize::from(finding.severity == Severity::Error.code());
        sent.1 += usize::from(finding.severity == Severity::Warning.code());
    }
    for finding in &ours {
        found.0 += usize::from(finding.rule.severity == Severity::Error);
        found.1 += usize::from(finding.rule.severity == Severity::Warning);
    }
    Some([sent, found])
}

/// A readable file's text, as it is kept.
pub(super) fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .trim_start_matches('\u{feff}')
        .to_owned()
}

fn effect(open: Option<&OpenWorkspace>, bundle: &Bundle) -> Effect {
    let envelope = &bundle.envelope;
    let desk = open.map(|open| open.meta.get_untracked().desk);
    match (envelope.kind, open, desk) {
        (BundleKind::Backup, ..) => Effect::NewWorkspace {
            desk: envelope.created_by.desk,
        },
        (BundleKind::Register, _, None | Some(Desk::Unit | Desk::Branch)) => {
            let register = bundle.books.iter().find_map(|book| match book {
                Book::Register(register) => Some(register.clone()),
                _ => None,
            });
            match register {
                Some(register) => Effect::PickRegister(Box::new(register)),
                None => Effect::Nothing("这份文件里没有花名册。".into()),
            }
        }
        (_, Some(open), Some(desk)) => match planned(open, desk, bundle, &[]) {
            Err(why) => Effect::Nothing(why),
            Ok(arrivals)
                if !changes_something(&arrivals)
                    && arrivals.iter().all(|arrival| arrival.kinship == Kinship::Same) =>
            {
                Effect::Nothing("文件里的内容与这里的完全相同，不用再收。".into())
            }
            Ok(arrivals) if arrivals.iter().all(|arrival| arrival.kinship == Kinship::Other) => {
                Effect::Nothing("文件里的账本与这里的另一本编号相同，不能接收。请让对方重新导出。".into())
            }
            Ok(arrivals) if !changes_something(&arrivals) => {
                Effect::Nothing("文件里的内容比这里的旧，这里的已经包含它，不用再收。".into())
            }
            Ok(arrivals) => Effect::Merge(arrivals),
        },
        _ => Effect::Nothing("这不是备份，也不是花名册。请先选择您的岗位，再到“导入”里打开它。".into()),
    }
}

/// What becomes of a file's books here.
fn planned(
    open: &OpenWorkspace,
    desk: Desk,
    bundle: &Bundle,
    decided: &[Decided],
) -> Result<Vec<Arrival>, String> {
    let base = |version: &Id| open.base(version);
    open.books.with(|books| {
        let meant = meant_for(desk, books, &bundle.envelope, &bundle.books)?;
        Ok(arrivals(books, meant, &base, decided))
    })
}

/// Accepts a file that was looked at, in one transaction, with what a person decided about places that both sides
/// changed, and whether he `allowed` a source that is in doubt. What it replaces is kept as a restore point. Returns the
/// way back, where there is one.
pub async fn accept(
    app: App,
    open: Option<&OpenWorkspace>,
    preview: &Preview,
    name: &str,
    decided: &[Decided],
    allowed: bool,
) -> Result<Option<WayBack>, String> {
    if let Effect::NewWorkspace { desk } = &preview.effect {
        restore_workspace(app, &preview.bundle, *desk).await?;
        // The page of files belongs to the workspace that was left.
        platform::set_hash("/");
        return Ok(None);
    }
    let Some(open) = open else {
        return Err("还没有打开工作区。".into());
    };
    may_take(open.trust(&preview.source), allowed)?;
    let words = |error: StorageError| error.words();
    let file = KeptFile {
        id: preview.bundle.envelope.bundle_id.to_string(),
        at: platform::now_rfc3339(),
        name: name.to_owned(),
        text: preview.text.clone(),
    };
    match &preview.effect {
        Effect::Nothing(why) => Err(why.clone()),
        Effect::Merge(_) => {
            let bundle = &preview.bundle;
            // Made anew: the books may have changed since they were looked at.
            let arrivals = planned(open, open.meta.get_untracked().desk, bundle, decided)?;
            if let Effect::Merge(shown) = &preview.effect
                && !looks_like(shown, &arrivals)
            {
                return Err("查看以后，这里的账本又有变动，请重新选择这个文件，看清以后再接收。".into());
            }
            let taken = |files: Changing<Vec<KeptFile>>| {
                let files = files.read_untracked();
                files
                    .iter()
                    .any(|known| known.id == file.id && known.text != file.text)
            };
            if taken(open.received) || taken(open.sent) {
                return Err("这个文件的编号与另一个文件相同、内容不同，不能接收。请让对方重新导出。".into());
            }
            match undecided(&arrivals) {
                0 => {}
                open => return Err(format!("还有 {open} 处两边都改过，要先决定以哪边为准。")),
            }
            let today = app.today.get_untracked();
            let books = open.books.with(|books| {
                let here = sender(open, books).unit;
                let names = [here.as_str(), bundle.envelope.created_by.unit.as_str()];
                settled_books(books, arrivals, &bundle.books, names, today, &mut new_id)
            });
            let before = open.books.with(|now| {
                let ids = books.iter().map(|book| book.as_document().id());
                ids.filter_map(|id| now.book(id)).collect()
            });
            let way_back = WayBack {
                before,
                after: books.clone(),
                file: file.id.clone(),
            };
            let after = open.books.with(|now| {
                let mut after = now.clone();
                for book in &books {
                    after.put(book.clone());
                }
                after.all()
            });
            if !bundle::fits_a_file(&after) {
                return Err(
                    "接收以后，账本会大得一个文件装不下，以后不能备份、不能报送。请让对方删去用不着的记录，重新导出。"
                        .into(),
                );
            }
            // What is known of the sender stays known when the file is taken back.
            let mut books = books;
            books.extend(open.keys_with(app, &preview.source));
            let write = Write {
                what: "import",
                books,
                received: vec![file],
                restore_points: vec![restore_point(open, &format!("导入“{name}”之前"), Vec::new())],
                ..Write::default()
            };
            open.write(write).await.map_err(words)?;
            Ok(Some(way_back))
        }
        Effect::NewWorkspace { .. } | Effect::PickRegister(_) => Ok(None),
    }
}

/// Whether two looks at a file show the same: the same books, standing the same, with as many changes.
fn looks_like(shown: &[Arrival], now: &[Arrival]) -> bool {
    let told = |arrival: &Arrival| {
        let asked = arrival.questions.len() + arrival.decided.len();
        (arrival.kinship, arrival.changes.len(), asked)
    };
    let differs = |(one, other): (&Arrival, &Arrival)| {
        let (mut one, mut other) = (told(one), told(other));
        if one.2 > 0 {
            // What was decided changes as well.
            (one.1, other.1) = (0, 0);
        }
        one != other
    };
    shown.len() == now.len() && !shown.iter().zip(now).any(differs)
}

/// What an import changed, to be taken back while nothing else has changed it.
#[derive(Debug, Clone)]
pub struct WayBack {
    before: Vec<Book>,
    after: Vec<Book>,
    file: String,
}

/// Takes an import back, wholly, if its books still are what it made them.
pub async fn take_back(open: &OpenWorkspace, way: &WayBack) -> Result<(), String> {
    let is_as_it_was = |books: &Books| {
        let mut after = way.after.iter().map(Book::as_document);
        after.all(|after| {
            let now = books.document(after.id());
            now.is_some_and(|now| now.is_same(after))
        })
    };
    if !open.books.with(is_as_it_was) {
        return Err(
            "接收以后这些账本又改过，不能直接撤回。接收之前的状态还留着，可以在“备份”里退回。".into(),
        );
    }
    let is_new = |book: &&Book| {
        let id = book.as_document().id();
        !way.before.iter().any(|before| before.as_document().id() == id)
    };
    let removed = way.after.iter().filter(is_new);
    let mut file = open.received.get_untracked();
    file.retain(|file| file.id == way.file);
    let name = file.first().map(|file| file.name.clone()).unwrap_or_default();
    let write = Write {
        what: "take_back",
        restore_points: vec![restore_point(open, &format!("撤回“{name}”之前"), file)],
        books: way.before.clone(),
        removed: removed.map(|book| book.as_document().id().clone()).collect(),
        received_removed: vec![way.file.clone()],
        ..Write::default()
    };
    open.write(write).await.map_err(|error| error.words())
}

impl OpenWorkspace {
    /// A book as it stood at a version, from the files that were sent and received.
    pub(super) fn base(&self, version: &Id) -> Option<Book> {
        for files in [self.sent, self.received] {
            let files = files.read_untracked();
            // The oldest first: nobody names a version before its writer sent it, and it stays what it was then.
            let found = files.iter().find_map(|file| book_at(&file.text, version));
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// The book that stands in a file at this version.
pub(super) fn book_at(text: &str, version: &Id) -> Option<Book> {
    // Most files do not name it at all, or only among what they grew from; reading them all for each would take minutes
    // where somebody made it so.
    let names = |(at, _): (usize, &str)| {
        let before = text[..at].strip_suffix('"').unwrap_or_default().trim_end();
        let before = before.strip_suffix(':').unwrap_or_default().trim_end();
        before.ends_with("\"version_id\"")
    };
    if !text.match_indices(version.as_str()).any(names) {
        return None;
    }
    let is_it = |book: &Book| book.as_document().head().version_id.as_ref() == Some(version);
    bundle::read(text.as_bytes()).ok()?.books.into_iter().find(is_it)
}

async fn restore_workspace(app: App, bundle: &Bundle, desk: Desk) -> Result<(), String> {
    let name = format!("{}（恢复自备份）", bundle.envelope.created_by.unit);
    let mut meta = WorkspaceMeta::new(&new_id(), name, desk, platform::now_rfc3339());
    // There is a copy of all that is in it: this very file.
    meta.backup_at.clone_from(&bundle.envelope.created_at);
    let of = |store: &str| {
        let files = bundle.attachments.iter().filter(|file| file.store == store);
        files.map(kept_file).collect()
    };
    let content = Write {
        books: bundle.books.clone(),
        sent: of("sent"),
        received: of("received"),
        unread: unread_of(bundle, &meta.created_at),
        ..Write::default()
    };
    app.make(meta, content).await.map_err(|error| error.words())
}

/// What of a backup cannot be read here: it stays with the workspace, as rows, and goes with its backups in turn.
fn unread_of(bundle: &Bundle, at: &str) -> Vec<Attachment> {
    let rows = bundle.attachments.iter().filter(|file| file.row_of().is_some());
    let aside = bundle.set_aside.iter().filter_map(|one| {
        let store = match &*one.collection {
            "documents" => "documents",
            "attachments" => "received",
            // What a check found then is found again.
            _ => return None,
        };
        let row = bundle::stamped(&one.json);
        Some(Attachment::of_row(store, new_id().as_str(), at, &row))
    });
    rows.cloned().chain(aside).collect()
}

/// Whether a file, of whoever's spelling, is a submission.
fn is_submission(text: &str) -> bool {
    let read = bundle::read(text.as_bytes());
    read.is_ok_and(|bundle| bundle.envelope.kind == BundleKind::Submission)
}

/// A file that came with a backup, as it is kept.
fn kept_file(file: &Attachment) -> KeptFile {
    KeptFile {
        id: file.id.clone(),
        at: file.at.clone(),
        name: file.name.clone(),
        text: file.text.clone(),
    }
}

/// The books as they are now, as a file, with the files that are about to go.
pub(super) fn restore_point(open: &OpenWorkspace, name: &str, files: Vec<KeptFile>) -> KeptFile {
    let at = platform::now_rfc3339();
    let files: Vec<_> = files
        .into_iter()
        .map(|file| attachment("received", file))
        .collect();
    let text = backup_text(open, &at, &files).text;
    KeptFile {
        id: new_id().to_string(),
        at,
        name: name.into(),
        text,
    }
}

impl OpenWorkspace {
    /// Carries a command out by which a file changes the books, and keeps the state before it, under this name.
    pub fn dispatch_with_way_back(&self, edit: Edit, name: &str) -> Result<Change, EditError> {
        let point = restore_point(self, name, Vec::new());
        let change = self.books.dispatch(edit)?;
        self.restore_points.update(|all| all.push(point.clone()));
        self.books.save_with(&change.documents, point);
        Ok(change)
    }
}

/// Goes back to the state before an import. The state that is left is kept in its turn, so that going back can be
/// undone as well. At the office the submissions that came since go with it, and those that went before come back.
pub async fn undo_import(app: App, open: &OpenWorkspace, point: &KeptFile) -> Result<(), String> {
    let words = |error: StorageError| error.words();
    let bundle = bundle::read(point.text.as_bytes()).map_err(|error| error.words())?;
    let office = app
        .office
        .filter(|_| open.meta.get_untracked().desk == Desk::Office);
    let (mut gone, mut back) = (Vec::new(), Vec::new());
    if let Some(office) = office {
        gone = (office.received)(open, &point.at).await.map_err(words)?;
        // What the state itself holds stays, whenever it was taken.
        gone.retain(|file| bundle.attachments.iter().all(|held| held.id != file.id));
        back = (office.missing)(app, open, &bundle.attachments);
    }
    // What was received then and taken back since. An office keeps submissions elsewhere: those are back already, or
    // were never gone.
    let mut received: Vec<KeptFile> = Vec::new();
    let files = bundle.attachments.iter().filter(|file| file.store == "received");
    for file in files {
        let is_back = back.iter().any(|submission| submission.id == file.id);
        if office.is_none() || !(is_back || is_submission(&file.text)) {
            received.push(kept_file(file));
        }
    }
    let gone_ids: Vec<String> = gone.iter().map(|file| file.id.clone()).collect();
    let now = restore_point(open, &format!("退回到“{}”的状态之前", point.name), gone);
    // What was decided since about senders stays.
    let mut restored = bundle.books;
    restored.retain(|book| !matches!(book, Book::Keys(_)));
    let removed = open.books.with(|books| {
        let kept: Vec<_> = restored
            .iter()
            .chain(books.keys.clone().map(Book::Keys).iter())
            .map(|book| book.as_document().id().clone())
            .collect();
        let all = books.documents().map(|document| document.id().clone());
        all.filter(|id| !kept.contains(id)).collect::<Vec<_>>()
    });
    let write = Write {
        what: "restore",
        books: restored,
        removed,
        restore_points: vec![now],
        received,
        submissions: back.clone(),
        submissions_removed: gone_ids.clone(),
        ..Write::default()
    };
    open.write(write).await.map_err(words)?;
    if let Some(office) = office {
        (office.settle)(open, &gone_ids, &back);
    }
    Ok(())
}
