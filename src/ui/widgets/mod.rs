//! The parts that pages are made of.

mod basis;
mod chart;
mod comments;
mod control;
mod due;
mod duties;
mod exported;
mod field;
mod finding;
mod folded;
mod import;
mod newer;
mod people;
mod records;
mod register_pick;
mod save_state;
mod steps;
mod undo;
mod where_kept;

pub(super) use basis::basis;
pub(super) use chart::{Line, line_chart};
pub(super) use comments::{Shown, comment_mark, comments, comments_at_record};
pub(super) use due::due;
pub(super) use duties::{duty_cells, duty_panel, legend, line_key, line_title, lines_of_duties};
pub(super) use exported::exported_panel;
pub(super) use field::field_row;
pub(super) use finding::{blocking, finding_list, finding_pages, found, sift};
pub(super) use import::{Deciding, arriving, change_words, import_panel, incoming_card};
pub(super) use newer::newer_bar;
pub(super) use people::People;
pub(super) use records::{ListOf, missing_findings, record_form, record_list};
pub(super) use register_pick::register_pick;
pub(super) use save_state::save_state;
pub(super) use steps::{clash_bar, differences, following_banner, place_words, step_buttons, step_words};
pub(super) use undo::undo_bar;
pub(super) use where_kept::where_kept;
