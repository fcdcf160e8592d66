//! Writes the table of rules to `docs/rules.md`.
//!
//! `cargo run --example rules_table`

use std::fs;

#[path = "../tests/support/rules_table.rs"]
mod rules_table;

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    fs::write(path, rules_table::rules_table())?;
    println!("{path}");
    Ok(())
}
