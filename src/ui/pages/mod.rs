//! The pages, one a file.

mod backup;
mod calendar;
mod check;
mod home;
mod import;
mod ledger;
mod ledger_item;
mod ledger_row;
mod office;
mod office_topic;
mod print;
mod rules;
mod start;
mod statistics;
mod submit;
mod task_list;
mod this_week;
mod topic;
mod workspaces;

pub(super) use backup::backup;
pub(super) use calendar::calendar;
pub(super) use check::check;
pub(super) use home::home;
pub(super) use import::import;
pub(super) use office::{office, received};
pub(super) use office_topic::office_topic;
pub(super) use print::paper;
pub(super) use rules::rules;
pub(super) use start::start;
pub(super) use statistics::statistics;
pub(super) use submit::submit;
pub(super) use topic::topic;
pub(super) use workspaces::workspaces;
