//! The parts that pages are made of.

mod basis;
mod control;
mod due;
mod exported;
mod field;
mod finding;
mod import;
mod records;
mod save_state;
mod undo;

pub(super) use basis::Basis;
pub(super) use control::{Control, People};
pub(super) use due::Due;
pub(super) use exported::{ExportedPanel, counts as counts_words};
pub(super) use field::FieldRow;
pub(super) use finding::{FindingLine, FindingList};
pub(super) use import::ImportPanel;
pub(super) use records::{RecordForm, RecordList};
pub(super) use save_state::SaveStateLine;
pub(super) use undo::UndoBar;
