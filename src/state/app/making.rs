//! Making workspaces: an empty one, one from the register, the sample.

use super::App;
use crate::domain::{Book, Id, KeyState, OfficeBook, Register, UnitKind};
use crate::platform;
use crate::sample;
use crate::state::edit::{new_branch, new_unit};
use crate::state::from_register::{self, Picked};
use crate::state::open_books::new_id;
use crate::state::reactive::{Changing, run};
use crate::state::trust::{Source, noted};
use crate::storage::{Catalogue, Desk, StorageError, Workspace, WorkspaceMeta, Write};
use chrono::NaiveDate;

impl App {
    /// Makes an empty workspace for a desk and opens it.
    pub async fn create(self, desk: Desk, name: String, kind: Option<UnitKind>) -> Result<(), StorageError> {
        let books = match desk {
            Desk::Office => vec![Book::Office(OfficeBook::new(new_id()))],
            Desk::Branch => {
                let mut branch = new_branch(new_id(), five_ids());
                branch.profile.name.clone_from(&name);
                vec![Book::Branch(branch)]
            }
            Desk::Unit => {
                let mut unit = new_unit(new_id());
                unit.profile.name.clone_from(&name);
                unit.profile.kind = kind;
                let mut books = vec![];
                // Note D: a branch directly under the bureau keeps both books from the start.
                if kind == Some(UnitKind::Branch) {
                    let mut branch = new_branch(new_id(), five_ids());
                    branch.profile.unit = Some(unit.id().clone());
                    branch.profile.unit_name.clone_from(&name);
                    branch.profile.name = format!("{name}党支部");
                    books.push(Book::Branch(branch));
                }
                books.push(Book::Unit(unit));
                books
            }
        };
        let meta = WorkspaceMeta::new(&new_id(), name, desk, platform::now_rfc3339());
        self.make(
            meta,
            Write {
                books,
                ..Write::default()
            },
        )
        .await
    }

    /// Makes a workspace that begins with the bureau's register, and opens it; says so where it `failed`. Whoever signed
    /// the register is known there.
    pub fn create_from_register(
        self,
        register: &Register,
        source: &Source,
        desk: Desk,
        picked: &Picked,
        failed: Changing<Option<String>>,
    ) {
        // It was picked from this very register.
        let Some(started) = from_register::start(register, picked, five_ids) else {
            return;
        };
        let mut meta = WorkspaceMeta::new(&new_id(), started.name, desk, platform::now_rfc3339());
        meta.pass_mark = started.pass_mark;
        meta.office_contact = started.office_contact;
        let mut books = started.books;
        let keys = noted(
            None,
            source,
            KeyState::Known,
            self.today.get_untracked(),
            &mut new_id,
        );
        books.extend(keys.map(Book::Keys));
        let content = Write {
            books,
            ..Write::default()
        };
        run(async move {
            failed.try_set(self.make(meta, content).await.err().map(|error| error.words()));
        });
    }

    /// Makes the workspace that shows the sample unit, as of 3 July 2012 and with two mistakes, and opens it.
    pub async fn create_sample(self) -> Result<(), StorageError> {
        let mut books = sample::unit_of_three();
        books.number_branches();
        // The sample ships without the five rows: they are empty, and their names are each place's own.
        for branch in books
            .branches
            .iter_mut()
            .filter(|branch| branch.five_in_one.is_empty())
        {
            branch.five_in_one = new_branch(new_id(), five_ids()).five_in_one;
        }
        // A newcomer is to see what the check does: one item lacks its cause, another its measures.
        let mut items = books
            .branches
            .iter_mut()
            .filter_map(|branch| branch.items.get_mut(1));
        if let Some(item) = items.next() {
            item.root_cause.clear();
        }
        if let Some(item) = items.next() {
            item.measures.clear();
        }
        let all = books
            .documents()
            .filter_map(|document| books.book(document.id()))
            .collect();
        let mut meta = WorkspaceMeta::new(&new_id(), "示例单位".into(), Desk::Unit, platform::now_rfc3339());
        meta.sample = true;
        meta.fixed_today = NaiveDate::from_ymd_opt(2012, 7, 3);
        self.make(
            meta,
            Write {
                books: all,
                ..Write::default()
            },
        )
        .await
    }

    /// Makes a workspace with this content and opens it.
    pub(in crate::state) async fn make(
        self,
        meta: WorkspaceMeta,
        mut content: Write,
    ) -> Result<(), StorageError> {
        // Every workspace begins with a book, so that an emptied one is known; the backup of an office of old holds none. Where
        // a row could not be read, that may be the book.
        let has_book = content.books.iter().any(|book| matches!(book, Book::Office(_)));
        if meta.desk == Desk::Office && !has_book && content.unread.is_empty() {
            let id = Id::parse(&meta.id).unwrap_or_else(|_| new_id());
            content.books.push(Book::Office(OfficeBook::new(id)));
        }
        // Nothing is made where the open one cannot be left.
        self.write_everything().await?;
        let catalogue = Catalogue::open().await?;
        catalogue.may_write()?;
        // Content first: a workspace in the catalogue is one that is whole.
        let db = Workspace::open(&meta.id).await?;
        if let Err(error) = db.write(content).await {
            // Nobody knows of it, and it takes room.
            db.close();
            let _ = catalogue.delete(&meta.id).await;
            return Err(error);
        }
        catalogue.put(&meta).await?;
        Self::note_made(&meta);
        self.workspaces.update(|all| all.push(meta.clone()));
        self.open(meta).await
    }
}

/// Ids for the five rows of “五位一体”.
pub(in crate::state) fn five_ids() -> [Id; 5] {
    std::array::from_fn(|_| new_id())
}
