//! 销号单 on its sheet.

use super::cells::table;
use super::headed;
use crate::papers::{Row, Slip};
use leptos::prelude::*;

/// The slip.
pub(super) fn sheet(slip: &Slip, draft: bool) -> AnyView {
    table(headed("caption", slip.title, draft), &slip.rows, spans)
}

fn spans(row: &Row) -> &'static [u8] {
    let places = row.cells.iter().filter(|cell| !cell.at_foot).count();
    if places > 1 { &[9, 9] } else { &[21] }
}
