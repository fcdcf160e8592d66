//! The journeys in browsers other than Debian's Chromium: every one in the old Chromiums that schools still have, the main
//! one and what touches files in Firefox and WebKit, and the words to a browser that is too old.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::figures;
use crate::project::Project;
use crate::shell::{answer, run as sh, timed};
use crate::steps::{built, journey_files};
use crate::trouble::{Trouble, While};

/// What is run in a browser.
#[derive(Debug, Clone, Copy)]
enum Journeys {
    /// All there are.
    Every,
    /// Those in these files.
    In(&'static [&'static str]),
}

/// A browser.
struct Engine {
    name: &'static str,
    /// What `JINWEI_ENGINE` says, see tests/journeys/engine.mjs.
    driven_as: &'static str,
    /// Its program in `.tools/browsers`, and the version that it must have; nothing for what Debian has.
    old: Option<(&'static str, &'static str)>,
    capable: bool,
    journeys: Journeys,
    /// What is run, and what cannot be, as the docs say it.
    about: &'static str,
}

/// In the order in which they are run: the quickest first.
const ENGINES: [Engine; 5] = [
    Engine {
        name: "Chromium 92",
        driven_as: "chromium",
        old: Some(("chromium-92", "92")),
        capable: false,
        journeys: Journeys::In(&["engine.test.mjs"]),
        about: "the words that it is too old",
    },
    Engine {
        name: "Firefox ESR",
        driven_as: "firefox",
        old: None,
        capable: true,
        journeys: Journeys::In(&[
            "engine.test.mjs",
            "main.test.mjs",
            "first-plan.test.mjs",
            "exchange.test.mjs",
            "history.test.mjs",
            "single.test.mjs",
        ]),
        about: "the main journey with a restart, the first plan, files up and down, history, `jinwei.html` with a restart",
    },
    Engine {
        name: "WebKitGTK",
        driven_as: "webkit",
        old: None,
        capable: true,
        journeys: Journeys::In(&[
            "engine.test.mjs",
            "main.test.mjs",
            "first-plan.test.mjs",
            "single.test.mjs",
        ]),
        about: "the main journey, the first plan, `jinwei.html`, all without a restart",
    },
    Engine {
        name: "Chromium 109",
        driven_as: "chromium",
        old: Some(("chromium-109", "109")),
        capable: true,
        journeys: Journeys::Every,
        about: "every journey",
    },
    Engine {
        name: "Chromium 107",
        driven_as: "chromium",
        old: Some(("chromium-107", "107")),
        capable: true,
        journeys: Journeys::Every,
        about: "every journey",
    },
];

/// Where the results stand, below `docs`, and between which marks.
const DOCS: &str = "browsers.md";
const MARK: &str = "engines";

/// What came of one browser, as node's test runner tells it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    version: String,
    run: u32,
    passed: u32,
    failed: Vec<String>,
    /// The journeys that this browser's driver cannot carry out, with the reason.
    skipped: Vec<String>,
}

/// Runs everything in every browser, writes down what came of it, and fails if anything did.
pub(crate) fn engines(project: &Project) -> Result<(), Trouble> {
    let dist = built(project, "engines")?;
    let every = journey_files(project)?;
    let reports = project.root().join("target/engines");
    fs::create_dir_all(&reports).doing(|| format!("make {}", reports.display()))?;
    let today = answer(project.command("date").arg("+%Y-%m-%d")).unwrap_or_default();
    let mut outcomes = Vec::new();
    for engine in &ENGINES {
        let report = reports.join(format!("{}.tap", engine.name.replace(' ', "-")));
        // What failed is read from the report: the other browsers are worth a run all the same.
        let _ = timed(&format!("{}: {}", engine.name, engine.about), || {
            run(project, engine, &every, &dist, &report)
        });
        let report = fs::read_to_string(&report).doing(|| format!("read {}", report.display()))?;
        outcomes.push(outcome(&report));
        // At once: half an hour is long, and what was run stands for itself.
        write_down(project, &outcomes, &today)?;
    }
    let failures: Vec<String> = ENGINES
        .iter()
        .zip(&outcomes)
        .filter(|(_, outcome)| outcome.run == 0 || !outcome.failed.is_empty())
        .map(|(engine, outcome)| format!("{}: {}", engine.name, outcome.failed.join("; ")))
        .collect();
    if failures.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(format!(
        "not every browser passed.\n{}\nScreenshots of the failing pages are in tests/journeys/out.",
        failures.join("\n")
    )))
}

fn run(
    project: &Project,
    engine: &Engine,
    every: &[String],
    dist: &Path,
    report: &Path,
) -> Result<(), Trouble> {
    // An old report must not speak for this run.
    fs::write(report, "").doing(|| format!("write {}", report.display()))?;
    let mut command = project.command("node");
    command
        // Two at a time: half a journey is spent waiting.
        .args(["--test", "--test-concurrency=2"])
        .args(["--test-reporter=tap", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()));
    match engine.journeys {
        Journeys::Every => command.args(every),
        Journeys::In(files) => command.args(files),
    };
    command
        .current_dir(project.journeys())
        .env("JINWEI_DIST", dist)
        .env("JINWEI_ENGINE", engine.driven_as);
    if let Some((program, version)) = engine.old {
        let program = project.tools().join("browsers").join(program);
        command
            .env("JINWEI_BROWSER", program)
            .env("JINWEI_VERSION", version);
    }
    if !engine.capable {
        command.env("JINWEI_INCAPABLE", "1");
    }
    sh(&mut command, "The failing journeys are named above.")
}

/// Reads a report in the Test Anything Protocol, as node writes it.
fn outcome(report: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for line in report.lines() {
        let count = |name: &str| line.strip_prefix(name).and_then(|figure| figure.parse().ok());
        let line = line.trim_start();
        if let Some(version) = line.strip_prefix("# version: ") {
            version.clone_into(&mut outcome.version);
        } else if let Some(figure) = count("# tests ") {
            outcome.run = figure;
        } else if let Some(figure) = count("# pass ") {
            outcome.passed = figure;
        } else if let Some((_, name)) = line
            .strip_prefix("not ok ")
            .and_then(|rest| rest.split_once(" - "))
        {
            outcome.failed.push(name.to_owned());
        } else if let Some((name, why)) = line.split_once(" # SKIP ") {
            let name = name.split_once(" - ").map_or(name, |(_, name)| name);
            outcome.skipped.push(format!("{name}: {why}"));
        }
    }
    outcome
}

/// Puts the table into the docs, unless it says what stands there already but for the day.
fn write_down(project: &Project, outcomes: &[Outcome], today: &str) -> Result<(), Trouble> {
    let old = figures::read(project, DOCS, MARK)?;
    let new = table(outcomes, today, &old);
    if without_days(&old) == without_days(&new) {
        return Ok(());
    }
    figures::write(project, DOCS, MARK, &new)
}

/// The table, with what an older one says of browsers that have not been run again yet.
fn table(outcomes: &[Outcome], today: &str, old: &str) -> String {
    let mut table = String::from("| browser | version | what ran | passed | day |\n|---|---|---|---:|---|\n");
    let mut below = String::from("\n");
    let not_yet = ENGINES.iter().skip(outcomes.len());
    for (engine, outcome) in ENGINES.iter().zip(outcomes) {
        let Outcome {
            version, run, passed, ..
        } = outcome;
        let _ = writeln!(
            table,
            "| {} | {version} | {} | {passed} of {run} | {today} |",
            engine.name, engine.about
        );
        for (what, names) in [("failed", &outcome.failed), ("not run", &outcome.skipped)] {
            for name in names {
                let _ = writeln!(below, "- {}, {what}: {name}", engine.name);
            }
        }
    }
    for Engine { name, .. } in not_yet {
        for line in old.lines() {
            if line.starts_with(&format!("| {name} |")) {
                table = table + line + "\n";
            } else if line.starts_with(&format!("- {name},")) {
                below = below + line + "\n";
            }
        }
    }
    (table + below.trim_end()).trim_end().to_owned() + "\n"
}

/// The table without its last column.
fn without_days(table: &str) -> Vec<&str> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(
            |line| match line.strip_suffix(" |").and_then(|row| row.rsplit_once(" | ")) {
                Some((row, _)) => row,
                None => line,
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{ENGINES, Journeys, Outcome, outcome, table, without_days};

    const REPORT: &str = "TAP version 13\n# Subtest: a\nok 1 - a\n  ---\n  ...\n# version: 109.0.1\nnot ok 2 - b \\# c\n\
        ok 3 - d # SKIP its driver cannot\n1..3\n# tests 3\n# suites 0\n# pass 1\n# fail 1\n";

    #[test]
    fn a_report_is_read() {
        let told = Outcome {
            version: "109.0.1".to_owned(),
            run: 3,
            passed: 1,
            failed: vec!["b \\# c".to_owned()],
            skipped: vec!["d: its driver cannot".to_owned()],
        };
        assert_eq!(outcome(REPORT), told);
        assert_eq!(outcome("").run, 0, "a run that ended early passed nothing");
    }

    #[test]
    fn a_table_differs_by_its_figures_and_not_by_its_day() {
        let outcomes = [outcome(REPORT)];
        let one = table(&outcomes, "2026-12-01", "");
        assert!(
            one.contains("| Chromium 92 | 109.0.1 | the words that it is too old | 1 of 3 | 2026-12-01 |"),
            "{one}"
        );
        assert_eq!(
            without_days(&one),
            without_days(&table(&outcomes, "2026-12-02", ""))
        );
        assert_ne!(
            without_days(&one),
            without_days(&table(&[outcome("")], "2026-12-01", ""))
        );
    }

    #[test]
    fn what_was_not_run_again_stays_as_it_was() {
        let old = "| Chromium 92 | 1 | a | 0 of 1 | x |\n| WebKitGTK | 2 | b | 3 of 4 | y |\n\n- WebKitGTK, failed: c\n- Chromium 92, failed: z\n";
        let new = table(&[outcome(REPORT)], "2026-12-01", old);
        assert!(
            new.contains("| WebKitGTK | 2 | b | 3 of 4 | y |\n\n- Chromium 92, failed: b"),
            "{new}"
        );
        assert!(new.ends_with("- WebKitGTK, failed: c\n"), "{new}");
        assert!(!new.contains("0 of 1") && !new.contains(": z"), "{new}");
    }

    #[test]
    fn the_files_that_are_named_are_there() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/journeys");
        for engine in ENGINES {
            if let Journeys::In(files) = engine.journeys {
                for file in files {
                    assert!(folder.join(file).is_file(), "{file}");
                }
            }
        }
    }
}
