//! What the bureau's office knows of the whole county: who handed in what, how it stands, and what it adds up to.
//!
//! From every submission a [`Summary`] is made once; [`County`] puts the summaries beside the register and the office's own
//! decisions. Nothing here opens a file or changes one.
//!
//! **Invariant:** pure; the day arrives with [`Known`].
//!
//! **Invariant:** every figure is what the rows count up to that it opens to.
//!
//! **Invariant:** nothing is matched, merged or dropped silently: a likeness of names is a suggestion, a second version is
//! listed with its relation to the one that counts, and what came twice is named.

mod done;
mod summarise;
mod summary;
mod version;

mod counts;
mod ground;

mod branch_cell;
mod counted;
mod unit_line;
mod whole;

mod common;
mod figures;
mod likeness;
mod rows;
mod totals;

mod address;
mod titles;

pub mod paste;
mod register_check;

pub use address::Asked;
pub use branch_cell::BranchCell;
pub use common::{CommonProblem, SolutionRow};
pub use counts::{DutyTally, ItemCounts, ItemState, Pick, UnitCounts};
pub use done::DonePeriods;
pub use figures::{DutyTable, Figure, ItemsLine, KeyBranch};
pub use ground::Known;
pub use likeness::{Suggestion, likeness};
pub use register_check::{GradeCheck, RegisterReport, register_check};
pub use rows::{
    BranchFilter, BranchRow, DutyFilter, DutyMark, DutyRow, ItemFilter, ItemRow, Rows, UnitFilter,
};
pub use summary::{
    MADE_BY, SentBranch, SentDuty, SentExcuse, SentFile, SentItem, SentSolution, SentUnit, Summary,
};
pub use totals::{GradeLine, Totals, Twice};
pub use unit_line::{Matched, Review, SubmissionState, UnitLine};
pub use version::{Relation, Version, ancestry, stands_to};
pub use whole::County;
