//! The pages, one a file.

mod backup;
mod check;
mod home;
mod import;
mod ledger;
mod ledger_row;
mod office;
mod rules;
mod start;
mod submit;
mod topic;
mod workspaces;

pub(super) use backup::Backup;
pub(super) use check::Check;
pub(super) use home::Home;
pub(super) use import::Import;
pub(super) use office::{Office, Received};
pub(super) use rules::Rules;
pub(super) use start::Start;
pub(super) use submit::Submit;
pub(super) use topic::TopicPage;
pub(super) use workspaces::Workspaces;
