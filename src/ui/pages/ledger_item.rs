//! What a row of the ledger looks at, and what is done with its item.

use super::ledger::LedgerView;
use crate::domain::{Id, LedgerItem};
use crate::rules::Severity;
use crate::state::{self, Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::route::{block_id, record_id};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

/// One row: which item it shows, and what it looks at and does.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) books: OpenBooks,
    pub(super) view: LedgerView,
    pub(super) record: StoredValue<Id>,
    pub(super) findings: Memo<RecordFindings>,
    pub(super) is_open: Memo<bool>,
}

impl Row {
    pub(super) fn document(self) -> Id {
        self.view.document.get_value()
    }

    pub(super) fn record(self) -> Id {
        self.record.get_value()
    }

    pub(super) fn element(self) -> String {
        record_id(&self.record.read_value())
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

    /// How many findings of this weight are still open.
    pub(super) fn count(self, severity: Severity) -> usize {
        let findings = self.findings.read();
        findings
            .iter()
            .filter(|finding| finding.rule.severity == severity && finding.reason.is_none())
            .count()
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
