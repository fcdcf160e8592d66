//! Runs tests/endurance on the release page, and writes what came of it into docs/endurance.md.

use std::fs;
use std::path::Path;

use crate::figures;
use crate::page;
use crate::project::Project;
use crate::setup::{self, Need};
use crate::shell::{run, timed};
use crate::trouble::{Trouble, While};

/// Runs a script of tests/endurance with these words, on the page that is in `dist/` or on one that is built first. Its
/// table goes into the docs, also when something was lost: then it says so.
pub(super) fn endure(project: &Project, name: &str, words: &[String], built: bool) -> Result<(), Trouble> {
    setup::ensure(project, &[Need::Browser, Need::Node])?;
    if !built {
        page::dist(project)?;
    }
    let table = project.root().join(format!("target/endure-{name}.md"));
    if table.is_file() {
        fs::remove_file(&table).doing(|| format!("remove {}", table.display()))?;
    }
    let dist = std::env::var_os("JINWEI_DIST").map_or_else(|| project.dist(), Into::into);
    let mut command = project.command("node");
    command
        .arg("tests/endurance/run.mjs")
        .arg(name)
        .args(words)
        .arg(&table)
        .env("JINWEI_DIST", dist);
    let outcome = timed(&format!("endure {name}"), || {
        run(
            &mut command,
            "What was lost, and the seed, are told above; pictures are in tests/journeys/out.",
        )
    });
    if Path::is_file(&table) {
        let text = fs::read_to_string(&table).doing(|| format!("read {}", table.display()))?;
        figures::write(project, super::DOCS, name, &text)?;
    }
    outcome
}
