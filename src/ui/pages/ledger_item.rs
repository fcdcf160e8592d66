//! What a row of the ledger looks at, and what is done with its item.

use super::ledger::LedgerView;
use crate::domain::{BranchBook, Document, Id, LedgerItem, RecordList, Value};
use crate::rules::Severity;
use crate::state::{self, Derived, Edit, OpenBooks, RecordFindings, Standing, derived, new_id};
use crate::ui::route::{block_id, field_id, record_id};
use crate::ui::view::{live, tag};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

/// One row: which item it shows, and what it looks at and does.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) books: OpenBooks,
    pub(super) view: LedgerView,
    pub(super) record: StoredValue<Id>,
    /// What was found at the item itself.
    pub(super) findings: Derived<RecordFindings>,
    /// What still asks for something, at the item and at what belongs to it.
    pub(super) open_findings: Derived<RecordFindings>,
    /// When it is due and how far its close-out is.
    pub(super) standing: Derived<Standing>,
    pub(super) is_open: Derived<bool>,
    /// Whether the item is crossed off: its content is shown and not typed, until it is taken up again.
    pub(super) is_closed: Derived<bool>,
}

/// How much of some findings is still to be done, in words: errors before warnings, or else what is said when nothing
/// is.
pub(super) fn marks(open: Derived<RecordFindings>, none: fn() -> AnyView) -> AnyView {
    live(move || {
        let open = open.read();
        let errors = open.iter().filter(|f| f.rule.severity == Severity::Error).count();
        match (errors, open.len() - errors) {
            (0, 0) => none(),
            (0, n) => tag("warnings", format!("！{n} 处要说明")),
            (n, _) => tag("errors", format!("✕ 还缺 {n} 处")),
        }
    })
}

impl Row {
    pub(super) fn new(books: OpenBooks, view: LedgerView, record: Id) -> Self {
        let findings = books.record_findings(view.document.get_value(), record.clone());
        let record = StoredValue::new(record);
        let standing = derived(move || standing(books, &view.document.read_value(), &record.read_value()));
        Self {
            books,
            view,
            record,
            findings,
            open_findings: derived(move || {
                let report = books.report();
                let all = report.of_item(&view.document.read_value(), &record.read_value());
                all.filter(|finding| finding.is_open()).cloned().collect()
            }),
            standing,
            is_open: derived(move || view.open.read().as_ref() == Some(&*record.read_value())),
            is_closed: derived(move || standing.read().is_closed()),
        }
    }

    pub(super) fn document(self) -> Id {
        self.view.document.get_value()
    }

    pub(super) fn record(self) -> Id {
        self.record.get_value()
    }

    pub(super) fn element(self) -> String {
        record_id(&self.record.read_value())
    }

    /// Whether the work on the item goes on here.
    pub(super) fn may_work(self) -> bool {
        !self.books.is_read_only() && !self.is_closed.get()
    }

    /// Something of the branch's book, without listening.
    pub(super) fn branch<T: Default>(self, look: impl FnOnce(&BranchBook) -> T) -> T {
        let document = self.view.document.read_value();
        self.books
            .with(|books| books.branch(&document).map(look).unwrap_or_default())
    }

    /// Hands the books to a part of the row that is being built: once the item is crossed off, to be read.
    pub(super) fn provide(self) {
        provide_context(if self.is_closed.get() {
            self.books.settled()
        } else {
            self.books
        });
    }

    /// Its number in the ledger, from 1.
    pub(super) fn number(self) -> usize {
        let ids = self.view.ids.read();
        ids.iter()
            .position(|id| *id == *self.record.read_value())
            .map_or(0, |at| at + 1)
    }

    /// Something of the item, listening to it.
    pub(super) fn item(self, look: fn(&LedgerItem) -> String) -> String {
        let (document, record) = (self.document(), self.record());
        self.books.with_record(&document, &record, |_| ());
        self.books.with(|books| {
            let items = books
                .branch(&document)
                .map(|branch| branch.items.as_slice())
                .unwrap_or_default();
            items
                .iter()
                .find(|item| item.id == record)
                .map(look)
                .unwrap_or_default()
        })
    }

    /// The records of a collection that belong to the item, in order, listening to the collection.
    pub(super) fn belonging(self, collection: &'static str) -> Vec<Id> {
        let document = self.document();
        self.books.track_list(&document, collection);
        let belongs = Some(Value::Ref(Some(self.record())));
        self.books.with(|books| {
            let branch = books.branch(&document);
            let list = branch.and_then(|branch| <dyn Document>::list(branch, collection));
            let own = list.into_iter().flat_map(<dyn RecordList>::iter);
            own.filter(|record| record.get("item") == belongs)
                .map(|record| record.id().clone())
                .collect()
        })
    }

    /// Adds a record that belongs to the item, with this day in one of its fields, and leads to a field of it.
    pub(super) fn add_belonging(
        self,
        collection: &'static str,
        day: (&'static str, NaiveDate),
        first: &'static str,
    ) {
        let id = new_id();
        let edit = Edit::Add {
            document: self.document(),
            collection,
            after: None,
            id: id.clone(),
            preset: vec![
                ("item", Value::Ref(Some(self.record()))),
                (day.0, Value::Date(Some(day.1))),
            ],
        };
        if self.books.dispatch(edit).is_ok() {
            state::focus_soon(field_id(&id, first));
        }
    }

    pub(super) fn toggle(self) {
        let record = self.record();
        let open = (!self.is_open.get_untracked()).then_some(record);
        self.view.open.set(open);
    }

    pub(super) fn close(self) {
        self.view.open.set(None);
        state::focus_soon(self.element());
    }

    pub(super) fn shift(self, by: i32) {
        let (document, record) = (self.document(), self.record());
        state::keep_focus();
        let _ = self.books.dispatch(Edit::Move { document, record, by });
    }

    pub(super) fn duplicate(self) {
        let id = new_id();
        let spare = std::iter::repeat_with(new_id).take(50).collect();
        let edit = Edit::Duplicate {
            document: self.document(),
            record: self.record(),
            id: id.clone(),
            spare,
        };
        if self.books.dispatch(edit).is_ok() {
            state::focus_soon(record_id(&id));
            self.view.open.set(Some(id));
        }
    }

    pub(super) fn remove(self) {
        let words = format!("已删除第{}项。", untrack(|| self.number()));
        let (books, edit) = (
            self.books,
            Edit::Remove {
                document: self.document(),
                record: self.record(),
            },
        );
        self.view.open.set(None);
        state::focus(&block_id("items"));
        books.remove(edit, words);
    }

    /// Keys anywhere in the row.
    pub(super) fn key(self, event: &KeyboardEvent) {
        let may_change = !self.books.is_read_only();
        match event.key().as_str() {
            "Escape" if self.is_open.get_untracked() => self.close(),
            "Enter" if event.ctrl_key() && may_change => {
                event.prevent_default();
                self.view.add(self.books, Some(self.record()));
            }
            "ArrowUp" if event.alt_key() && may_change => {
                event.prevent_default();
                self.shift(-1);
            }
            "ArrowDown" if event.alt_key() && may_change => {
                event.prevent_default();
                self.shift(1);
            }
            _ => {}
        }
    }

    /// Keys on the row's number: to the rows above and below.
    pub(super) fn step(self, event: &KeyboardEvent) {
        let step = match event.key().as_str() {
            _ if event.alt_key() || event.ctrl_key() => return,
            "ArrowUp" => -1,
            "ArrowDown" => 1,
            _ => return,
        };
        event.prevent_default();
        let at = untrack(|| self.number())
            .saturating_sub(1)
            .checked_add_signed(step);
        if let Some(to) = at.and_then(|at| self.view.ids.with_untracked(|ids| ids.get(at).map(record_id))) {
            state::focus(&to);
        }
    }
}

/// Where an item stands, listening to it, to its extensions and to its close-outs.
fn standing(books: OpenBooks, document: &Id, record: &Id) -> Standing {
    books.track_record(document, record);
    books.track_list(document, "extensions");
    books.track_list(document, "close_outs");
    let belonging: Vec<Id> = books.with(|books| {
        books.branch(document).map_or_else(Vec::new, |branch| {
            let extensions = branch.extensions_of(record).map(|extension| &extension.id);
            let close_outs = branch.close_outs_of(record).map(|close| &close.id);
            extensions.chain(close_outs).cloned().collect()
        })
    });
    for id in belonging {
        books.track_record(document, &id);
    }
    books.with(|books| {
        let look = |branch: &BranchBook| {
            let item = branch.items.iter().find(|item| item.id == *record)?;
            Some(Standing::of(branch, item))
        };
        books.branch(document).and_then(look).unwrap_or_default()
    })
}
