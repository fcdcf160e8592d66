//! Writes the table of rules to `docs/rules.md`, that of clauses to `docs/clauses.md`, and those of merging to
//! `docs/merging.md`.
//!
//! `cargo run --example rules_table`

use std::fs;

#[path = "../tests/support/clauses_table.rs"]
mod clauses_table;
// The tests look into single cells.
#[allow(dead_code)]
#[path = "../tests/support/merging_table.rs"]
mod merging_table;
#[path = "../tests/support/rules_table.rs"]
mod rules_table;

fn main() -> std::io::Result<()> {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");
    for (file, text) in [
        ("rules.md", rules_table::rules_table()),
        ("clauses.md", clauses_table::clauses_table()),
        ("merging.md", merging_table::merging_table()),
    ] {
        let path = format!("{docs}/{file}");
        fs::write(&path, text)?;
        println!("{path}");
    }
    Ok(())
}
