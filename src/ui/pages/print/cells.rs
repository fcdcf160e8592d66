//! The rows of a form as one table of 24 narrow columns, in which labels and places span what they need.

use crate::papers::{Blank, Cell, Entry, Layout, Row};
use crate::ui::element::{El, Part as _, el, part, parts};
use crate::ui::view::{all, nothing, p, span};
use leptos::prelude::*;

/// How many columns the table has.
const COLUMNS: u8 = 24;

/// How many of them a label spans.
const LABEL: u8 = 3;

/// A form as a table. `spans` says how many columns the places of a row span; a line is full with the last column.
pub(super) fn table(caption: El, rows: &[Row], spans: fn(&Row) -> &'static [u8]) -> AnyView {
    let columns = el("colgroup").child(el("col").attr("span", COLUMNS.to_string()));
    let lines = rows.iter().map(|row| match row.layout {
        Layout::Side => side(row, spans(row)),
        Layout::Columns => columns_of(row, spans(row)),
    });
    el("table")
        .child(caption)
        .child(columns)
        .child(el("tbody").child(all(lines)))
        .view()
}

/// Places side by side, each behind its label, on as many lines as they take.
fn side(row: &Row, spans: &[u8]) -> AnyView {
    let mut lines = Vec::new();
    let (mut line, mut used) = (el("tr"), 0);
    if !row.title.is_empty() {
        line = line.child(label("row", row.title, LABEL));
        used = LABEL;
    }
    let mut spans = spans.iter().copied();
    let mut cells = row.cells.iter().peekable();
    while let Some(cell) = cells.next() {
        let width = spans.next().unwrap_or(COLUMNS - LABEL);
        let mut feet = Vec::new();
        while let Some(foot) = cells.next_if(|cell| cell.at_foot) {
            feet.push(at_foot(foot));
        }
        line = line
            .child(label("row", cell.label, LABEL))
            .child(place(cell, width, feet));
        used += LABEL + width;
        if used >= COLUMNS {
            lines.push(line.view());
            (line, used) = (el("tr"), 0);
        }
    }
    parts(lines)
}

/// Places as columns under their labels, one line an item.
fn columns_of(row: &Row, spans: &[u8]) -> AnyView {
    let cells = || row.cells.iter().zip(spans);
    let heads = all(cells().map(|(cell, width)| label("col", cell.label, *width)));
    let mut lines = vec![el("tr").child(heads).view()];
    let count = row.cells.iter().map(|cell| lines_of(cell).len()).max();
    for at in 0..count.unwrap_or_default().max(1) {
        let places = cells().map(|(cell, width)| {
            let words = lines_of(cell).get(at).cloned().unwrap_or_default();
            el("td").attr("colspan", width.to_string()).child(words).view()
        });
        lines.push(el("tr").child(all(places)).view());
    }
    parts(lines)
}

fn lines_of(cell: &Cell) -> &[String] {
    match &cell.entry {
        Entry::Lines(lines) => lines,
        _ => &[],
    }
}

fn label(scope: &'static str, words: &'static str, width: u8) -> AnyView {
    el("th")
        .attr("scope", scope)
        .attr("colspan", width.to_string())
        .child(words)
        .view()
}

fn place(cell: &Cell, width: u8, feet: Vec<AnyView>) -> AnyView {
    let place = el("td")
        .attr("colspan", width.to_string())
        .child(entry(&cell.entry));
    if feet.is_empty() {
        return place.view();
    }
    place
        .class("signed")
        .child(el("p").class("foot").child(feet))
        .view()
}

/// A signature, a date or a seal under what they belong to. A date and a seal speak for themselves.
fn at_foot(cell: &Cell) -> AnyView {
    let name = match cell.entry {
        Entry::Blank(Blank::Signature) => format!("{}：", cell.label).part(),
        _ => nothing(),
    };
    el("span").child(name).child(entry(&cell.entry)).view()
}

/// What stands in a place.
pub(super) fn entry(entry: &Entry) -> AnyView {
    match entry {
        Entry::Text(words) => words.clone().part(),
        Entry::Lines(lines) => all(lines.iter().map(|line| p("", line.clone()))),
        Entry::Missing => nothing(),
        Entry::Blank(Blank::Line | Blank::Signature) => span("line", ""),
        Entry::Blank(Blank::Lines) => el("div").class("lines").view(),
        Entry::Blank(Blank::Date) => span("date", "　　　年　　月　　日"),
        Entry::Blank(Blank::Seal) => part("（盖章）"),
    }
}
