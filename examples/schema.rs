//! Writes the JSON Schema of a bundle to `public/schema/`, where the page publishes it.
//!
//! `cargo run --example schema`

use std::fs;

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/public/schema/bundle-1.schema.json");
    fs::write(path, format!("{:#}\n", jinwei::bundle::json_schema()))?;
    println!("{path}");
    Ok(())
}
