//! Measures the office's desk with the files of a whole province; see docs/scale.md.

use std::fs;

use crate::page;
use crate::project::Project;
use crate::setup::{self, Need};
use crate::shell::{answer, run, timed};
use crate::trouble::{Trouble, While};

/// How many units there are when no number is given.
pub(crate) const UNITS: usize = 1000;

/// What makes the core as quick natively as the office's program is: both are measured for time, not for size.
const QUICK: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "3"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

/// Makes the files, builds the page unless the one that is there will do, and measures. The figures of a whole province
/// go into the docs.
pub(crate) fn bench(project: &Project, units: usize, built: bool) -> Result<(), Trouble> {
    setup::ensure(project, &[Need::Browser, Need::Node])?;
    let files = project.root().join(format!("target/bench/{units}-units"));
    let native = timed(
        "files: a province's submissions (a minute the first time)",
        || {
            // Files of an earlier generator must not lie among them.
            if files.exists() {
                fs::remove_dir_all(&files).doing(|| format!("remove {}", files.display()))?;
            }
            let number = units.to_string();
            let county = |words: &[&str]| {
                let mut command = project.cargo();
                command
                    .args(["run", "--quiet", "--release", "--example", "county", "--"])
                    .args(["--units", &number])
                    .args(words)
                    .env("CARGO_TARGET_DIR", project.root().join("target/bench/build"))
                    .envs(QUICK);
                command
            };
            run(
                county(&["--out"]).arg(&files),
                "The generator is examples/county.rs.",
            )?;
            let told = answer(&mut county(&["--time"]));
            told.ok_or_else(|| Trouble::new("the core could not be timed; see examples/county.rs"))
        },
    )?;
    if !built {
        page::dist(project)?;
    }
    let mut command = project.command("node");
    command
        .arg("tests/bench/bench.mjs")
        .env("JINWEI_DIST", project.dist())
        .env("JINWEI_BENCH_FILES", &files)
        .env("JINWEI_BENCH_NATIVE", native);
    if units == UNITS {
        command.env("JINWEI_BENCH_FIGURES", project.root().join("docs/scale.md"));
    }
    timed("bench: the page beside the floor (some minutes)", || {
        run(
            &mut command,
            "It fails when a file is lost or the page does not answer, never for being slow.",
        )
    })
}
