//! 党支部整改提高晋位升级情况表 on its sheet.

use super::cells::{entry, table};
use super::headed;
use crate::papers::{Cell, Form, Row};
use crate::ui::element::{el, part};
use crate::ui::view::{all, p};
use leptos::prelude::*;

/// What stands over the table, as such forms have it.
const ABOVE: [&str; 2] = ["填报单位", "填报日期"];

/// The form.
pub(super) fn sheet(form: &Form, draft: bool) -> AnyView {
    let (above, rows) = split(form);
    let above = all(above.iter().map(|cell| {
        el("span")
            .child(cell.label)
            .child("：")
            .child(entry(&cell.entry))
            .view()
    }));
    let notice = el("span")
        .class("notice")
        .child(format!("（{}附件）", form.notice));
    let caption = headed("caption", form.title, draft)
        .child(notice)
        .child(el("span").class("above").child(above));
    table(caption, &rows, spans)
}

/// What stands over the table, and the rows without it.
fn split(form: &Form) -> (Vec<Cell>, Vec<Row>) {
    let (mut above, mut rows) = (Vec::new(), form.rows.clone());
    for row in &mut rows {
        let is_above = |cell: &Cell| ABOVE.contains(&cell.label);
        above.extend(row.cells.iter().filter(|cell| is_above(cell)).cloned());
        row.cells.retain(|cell| !is_above(cell));
    }
    (above, rows)
}

fn spans(row: &Row) -> &'static [u8] {
    match row.number {
        1 => &[7, 5, 3, 21],
        2 => &[5, 13],
        4 => &[14, 5, 5],
        6 => &[5, 6, 4],
        7 | 9 => &[4, 4, 4],
        8 => &[12, 6],
        10 => &[9, 9],
        11 => &[9, 3, 3],
        _ => &[21, 21],
    }
}

/// Which labels the notice has not kept.
pub(super) fn hint() -> AnyView {
    part(p(
        "hint",
        "通知只留下了部分栏目；填报单位、填报日期、党员数、票数、意见、签名、现等次、盖章各栏按当年同类表格补上。",
    ))
}
