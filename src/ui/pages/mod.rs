//! The pages, one a file.

mod backup;
mod calendar;
mod check;
mod home;
mod import;
mod ledger;
mod ledger_below;
mod ledger_close_out;
mod ledger_filter;
mod ledger_item;
mod ledger_row;
mod ledger_slip;
mod ledger_work;
mod print;
mod review;
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
pub(super) use print::{forms, paper};
pub(super) use review::review;
pub(super) use rules::rules;
pub(super) use start::start;
pub(super) use statistics::statistics;
pub(super) use submit::submit;
pub(super) use topic::{no_page, topic};
pub(super) use workspaces::workspaces;
