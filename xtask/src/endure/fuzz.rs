//! Runs tests/fuzz, target by target, and writes what came of it into docs/endurance.md.
//!
//! The compiler of these programs is the stable one: what cargo-fuzz asks a nightly for, counters at every branch, is a
//! pass of LLVM that any version takes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::figures;
use crate::project::Project;
use crate::shell::{answer, run, spoken, timed};
use crate::trouble::{Trouble, While};

/// What each target is, and its share of the time.
const TARGETS: [(&str, u32, &str); 7] = [
    (
        "read",
        2,
        "any bytes: read as a file; what can be read is written and read again, and is the same",
    ),
    (
        "restore",
        5,
        "any file whose digest is right: checked, counted, printed, merged into a book, summed up at the office",
    ),
    (
        "merge",
        5,
        "any two books and their base: merged, the same from both sides, and merging again changes nothing",
    ),
    (
        "digest",
        2,
        "canonical JSON is that of serde_json_canonicalizer, byte for byte",
    ),
    (
        "paste",
        1,
        "any text: pasted as a register; the table made of it holds no formula and can be pasted back",
    ),
    ("zip", 1, "any bytes: the directory of an archive"),
    (
        "sealed",
        1,
        "any bytes: a sealed file, and what a signature covers",
    ),
];

/// Counters at every edge, and what comparisons compared: what libFuzzer steers by.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";

/// The longest input, in bytes, and the longest that one may take, in seconds: beyond it the run fails.
const LIMITS: [&str; 3] = ["-max_len=60000", "-timeout=20", "-rss_limit_mb=3000"];

/// What came of one target.
struct Run {
    name: &'static str,
    about: &'static str,
    executions: u64,
    seconds: u32,
    crashed: bool,
}

/// Builds and runs every target, for so long in all.
pub(super) fn fuzz(project: &Project, minutes: u32) -> Result<(), Trouble> {
    let program = timed("fuzz: building with counters", || build(project))?;
    let shares: u32 = TARGETS.iter().map(|(_, share, _)| share).sum();
    let mut runs = Vec::new();
    for (name, share, about) in TARGETS {
        let seconds = (minutes * 60 * share / shares).max(1);
        let what = format!("fuzz {name}: {seconds} s");
        let (executions, crashed) = timed(&what, || target(project, &program, name, seconds))?;
        runs.push(Run {
            name,
            about,
            executions,
            seconds,
            crashed,
        });
    }
    figures::write(project, super::DOCS, "fuzz", &table(&runs))?;
    match runs.iter().find(|run| run.crashed) {
        Some(run) => Err(Trouble::new(format!(
            "`{}` crashed; the input is in target/fuzz/crashes. Mend it, and keep the input in tests/fuzz/crashes.",
            run.name
        ))),
        None => Ok(()),
    }
}

/// The program, built for this machine. Naming the target keeps the counters out of build scripts.
fn build(project: &Project) -> Result<PathBuf, Trouble> {
    let version = answer(project.command("rustc").arg("-vV")).unwrap_or_default();
    let Some(host) = version.lines().find_map(|line| line.strip_prefix("host: ")) else {
        return Err(Trouble::new("`rustc -vV` does not say which machine this is"));
    };
    let folder = project.root().join("target/fuzz");
    run(
        project
            .cargo()
            .args([
                "build",
                "--release",
                "--manifest-path",
                "tests/fuzz/Cargo.toml",
                "--target",
                host,
            ])
            .arg("--target-dir")
            .arg(&folder)
            .env("RUSTFLAGS", COVERAGE),
        "libFuzzer comes as C++: a compiler for it must be there (apt-get install g++).",
    )?;
    Ok(folder.join(host).join("release/fuzz"))
}

/// Runs one target. What it learns is kept in `target/fuzz/corpus`; it begins with what is in the repository.
fn target(project: &Project, program: &Path, name: &str, seconds: u32) -> Result<(u64, bool), Trouble> {
    let folder = project.root().join("target/fuzz");
    let (corpus, crashes) = (folder.join("corpus").join(name), folder.join("crashes"));
    for folder in [&corpus, &crashes] {
        fs::create_dir_all(folder).doing(|| format!("make {}", folder.display()))?;
    }
    let seeds = project.root().join("tests/fuzz/corpus").join(name);
    let mut command = project.command(&program.display().to_string());
    command
        .arg(&corpus)
        .arg(&seeds)
        .args(LIMITS)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/{name}-", crashes.display()))
        .arg("-print_final_stats=1")
        .env("JINWEI_FUZZ", name)
        .stdout(Stdio::null());
    let line = spoken(&command);
    let output = command.output().doing(|| format!("start `{line}`"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let executions = executions(&said);
    if !output.status.success() {
        eprintln!(
            "{}",
            said.lines()
                .rev()
                .take(40)
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<Vec<_>>()
                .join("\n")
        );
    }
    Ok((executions, !output.status.success()))
}

/// How often the target was run, as libFuzzer says at its end.
fn executions(said: &str) -> u64 {
    let figures = said
        .lines()
        .filter_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    figures
        .filter_map(|figure| figure.trim().parse::<u64>().ok())
        .sum()
}

fn table(runs: &[Run]) -> String {
    let mut table = String::from(
        "| target | what it does | executions | seconds | crashes |\n|---|---|---:|---:|---:|\n",
    );
    for run in runs {
        let crashed = u32::from(run.crashed);
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} | {crashed} |",
            run.name, run.about, run.executions, run.seconds
        );
    }
    let executions: u64 = runs.iter().map(|run| run.executions).sum();
    let seconds: u32 = runs.iter().map(|run| run.seconds).sum();
    let _ = writeln!(table, "| all | | {executions} | {seconds} | |");
    table
}

#[cfg(test)]
mod tests {
    use super::executions;

    #[test]
    fn libfuzzers_figures_are_read() {
        let said = "#5\tDONE\nstat::number_of_executed_units: 4711\nstat::average_exec_per_sec:     12\n";
        assert_eq!(executions(said), 4711);
        assert_eq!(executions("Killed"), 0);
    }
}
