//! 整改问题台账 on its sheet, with every column.

use super::headed;
use crate::papers::{LEDGER_COLUMNS, Ledger, LedgerRow};
use crate::ui::element::{el, part};
use crate::ui::view::all;
use leptos::prelude::*;

/// The ledger.
pub(super) fn sheet(ledger: &Ledger) -> AnyView {
    let above = [
        ("单位", &ledger.unit),
        ("党支部", &ledger.branch),
        ("负总责人", &ledger.responsible),
        ("日期", &ledger.as_of),
    ];
    let above = all(above
        .into_iter()
        .map(|(label, words)| el("span").child(format!("{label}：{words}")).view()));
    let caption = headed("caption", "整改问题台账", false).child(el("span").class("above").child(above));
    let columns = all(LEDGER_COLUMNS.iter().map(|_| el("col").view()));
    let heads = all(LEDGER_COLUMNS.iter().map(|(label, fixed)| {
        el("th")
            .attr("scope", "col")
            .class(if *fixed { "fixed" } else { "" })
            .child(*label)
            .view()
    }));
    let items = all(ledger.rows.iter().map(item));
    el("table")
        .child(caption)
        .child(el("colgroup").child(columns))
        .child(el("thead").child(el("tr").child(heads)))
        .child(items)
        .view()
}

fn item(row: &LedgerRow) -> AnyView {
    let mut cells = row.cells.iter();
    let number = cells.next().cloned().unwrap_or_default();
    let cells = all(cells.map(|words| el("td").child(words.clone()).view()));
    let first = el("tr")
        .child(el("th").attr("scope", "row").child(number))
        .child(cells);
    let below = all(row.below.iter().map(|(label, words)| {
        el("tr")
            .child(el("th").attr("scope", "row").attr("colspan", "2").child(*label))
            .child(el("td").attr("colspan", "15").child(words.clone()))
            .view()
    }));
    part(el("tbody").child(first).child(below))
}
