//! The table of clauses: current, without a cell that nobody answers for; and the topics on which it rests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jinwei::domain::{BranchBook, OfficeBook, UnitBook};
use jinwei::notice::{CLAUSES, clause};
use jinwei::state::topics::{self, BookKind};

#[path = "support/clauses_table.rs"]
mod clauses_table;

use clauses_table::{Column, EMPTY, cell, reason};

#[test]
fn the_table_in_the_docs_is_current() {
    let published = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/clauses.md"));
    assert!(
        published.is_ok_and(|published| published == clauses_table::clauses_table()),
        "docs/clauses.md is stale; refresh it with: cargo run --example rules_table"
    );
}

#[test]
fn a_cell_is_filled_or_says_why_not() {
    let mut unanswered = Vec::new();
    for clause in CLAUSES {
        for column in Column::ALL {
            let filled = !cell(clause.id, column).is_empty();
            if filled == reason(clause.id, column).is_some() {
                unanswered.push((clause.id, column, filled));
            }
        }
    }
    assert!(unanswered.is_empty(), "{unanswered:#?}");
}

#[test]
fn every_reason_is_given_once_for_a_clause_that_exists() {
    for (at, (id, column, why)) in EMPTY.iter().enumerate() {
        assert!(clause(id).is_some() && !why.is_empty(), "{id}");
        let twice = EMPTY[at + 1..]
            .iter()
            .any(|(other, of, _)| other == id && of == column);
        assert!(!twice, "{id} {column:?}");
    }
}

#[test]
fn a_row_has_eight_cells() {
    let table = clauses_table::clauses_table();
    let rows: Vec<_> = table.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), CLAUSES.len() + 2 * 5);
    for row in rows {
        assert_eq!(row.matches('|').count(), 9, "{row}");
    }
}

/// Every collection is asked on one page of its book; reasons and decisions stand beside what they are about.
#[test]
fn topics_ask_for_every_collection_once() {
    for (kind, collections) in [
        (BookKind::Unit, UnitBook::COLLECTIONS),
        (BookKind::Branch, BranchBook::COLLECTIONS),
        (BookKind::Office, OfficeBook::COLLECTIONS),
    ] {
        let asked: Vec<_> = topics::list(kind)
            .iter()
            .flat_map(|topic| topic.blocks)
            .copied()
            .collect();
        let mut known: BTreeSet<_> = collections.iter().map(|collection| collection.name).collect();
        known.retain(|name| !matches!(*name, "period_reasons" | "warning_reasons" | "merge_decisions"));
        assert_eq!(asked.iter().copied().collect::<BTreeSet<_>>(), known, "{kind:?}");
        assert_eq!(asked.len(), known.len(), "{kind:?}");
        let slugs: BTreeSet<_> = topics::list(kind).iter().map(|topic| topic.slug).collect();
        assert_eq!(slugs.len(), topics::list(kind).len(), "{kind:?}");
    }
}
