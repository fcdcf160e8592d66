//! The steps of `cargo xtask test`, in order.

use std::fmt::Write as _;
use std::path::{self, Path, PathBuf};
use std::time::Instant;
use std::{env, fs};

use crate::engines;
use crate::page;
use crate::project::Project;
use crate::setup::{self, Need, WASM};
use crate::shell::{run as sh, timed};
use crate::site;
use crate::trouble::{Trouble, While};

/// One step; the quickest to fail come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Formatting.
    Fmt,
    /// Lints, natively and for the browser.
    Clippy,
    /// Tests that need no browser.
    Native,
    /// Tests of storage, in a headless browser.
    Storage,
    /// The release page, sealed and weighed.
    Dist,
    /// Whole journeys through the release page, in a headless browser.
    Journeys,
    /// The same journeys in other browsers.
    Engines,
}

impl Step {
    /// All of them, in the order in which they run.
    pub(crate) const ALL: [Self; 7] = [
        Self::Fmt,
        Self::Clippy,
        Self::Native,
        Self::Storage,
        Self::Dist,
        Self::Journeys,
        Self::Engines,
    ];

    /// The name to type.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Storage => "storage",
            Self::Dist => "dist",
            Self::Journeys => "journeys",
            Self::Engines => "engines",
        }
    }

    /// What it does, and how long that takes the first time on two cores.
    fn about(self) -> &'static str {
        match self {
            Self::Fmt => "the code is formatted (a second)",
            Self::Clippy => "lints, natively and for wasm32 (3 minutes the first time)",
            Self::Native => "tests of the pure core and the tools (2 minutes the first time)",
            Self::Storage => "tests of storage in headless Chromium (2 minutes the first time)",
            Self::Dist => "the release page, sealed and weighed (8 minutes the first time)",
            Self::Journeys => "journeys through the release page in headless Chromium (ten minutes)",
            Self::Engines => {
                "journeys in Chromium 109 and 107, Firefox, WebKit; into docs/browsers.md (half an hour)"
            }
        }
    }

    /// What must be there before it runs.
    fn needs(self) -> &'static [Need] {
        match self {
            Self::Clippy => &[Need::WasmTarget],
            Self::Storage => &[Need::WasmTarget, Need::Bindgen, Need::Browser],
            // `page::dist` sees to its own needs, for it also runs outside `test`.
            Self::Fmt | Self::Native | Self::Dist => &[],
            Self::Journeys => &[Need::Browser, Need::Node],
            Self::Engines => &[Need::Browser, Need::Node, Need::Engines],
        }
    }

    fn run(self, project: &Project) -> Result<(), Trouble> {
        match self {
            Self::Fmt => fmt(project),
            Self::Clippy => clippy(project),
            Self::Native => native(project),
            Self::Storage => storage(project),
            Self::Dist => page::dist(project),
            Self::Journeys => journeys(project),
            Self::Engines => engines::engines(project),
        }
    }
}

/// The steps with what they do, a line each.
pub(crate) fn listing() -> String {
    Step::ALL.iter().fold(String::new(), |mut lines, step| {
        let _ = writeln!(lines, "{:<9} {}", step.name(), step.about());
        lines
    })
}

/// Runs these steps, and stops at the first that fails.
pub(crate) fn run(project: &Project, steps: &[Step]) -> Result<(), Trouble> {
    let start = Instant::now();
    for step in steps {
        let name = step.name();
        setup::ensure(project, step.needs())?;
        timed(&format!("{name}: {}", step.about()), || step.run(project)).map_err(|trouble| {
            Trouble::new(format!(
                "step `{name}` failed: {trouble}\nTo repeat it alone: cargo xtask test {name}"
            ))
        })?;
    }
    let names: Vec<&str> = steps.iter().map(|step| step.name()).collect();
    println!(
        "── passed after {:.0} s: {}",
        start.elapsed().as_secs_f32(),
        names.join(", ")
    );
    Ok(())
}

/// Every file is named: `cargo fmt` would not find those that a macro declares, and so no rule.
fn fmt(project: &Project) -> Result<(), Trouble> {
    let mut command = project.command("rustfmt");
    command.args(["--check", "--edition", "2024", "--config-path", "."]);
    for folder in ["src", "tests", "examples", "xtask"] {
        let files = site::files(&project.root().join(folder))?;
        let is_code = |file: &&String| Path::new(file).extension().is_some_and(|kind| kind == "rs");
        let code = files.iter().filter(is_code);
        command.args(code.map(|file| format!("{folder}/{file}")));
    }
    // Told here: the command line names some two hundred files.
    let status = command.status().doing(|| "start `rustfmt`".to_owned())?;
    if status.success() {
        return Ok(());
    }
    Err(Trouble::new(
        "the files named above are not formatted. To format everything: rustfmt $(git ls-files '*.rs')",
    ))
}

fn clippy(project: &Project) -> Result<(), Trouble> {
    let hint = "Every warning counts; its text says where and why.";
    let deny = ["--", "--deny", "warnings"];
    sh(
        project
            .cargo()
            .args(["clippy", "--workspace", "--all-targets"])
            .args(deny),
        hint,
    )?;
    let mut for_the_browser = project.cargo();
    for_the_browser.args([
        "clippy",
        "--package",
        "jinwei",
        "--target",
        WASM,
        "--lib",
        "--bins",
    ]);
    if has_storage_tests(project) {
        // The other tests are native, and so are some of the crates that they use.
        for_the_browser.args(["--test", "storage"]);
    }
    sh(for_the_browser.args(deny), hint)
}

fn native(project: &Project) -> Result<(), Trouble> {
    sh(
        project.cargo().args(["test", "--workspace"]),
        "The first failing test is named above.",
    )
}

fn has_storage_tests(project: &Project) -> bool {
    project.root().join("tests/storage.rs").is_file()
}

fn storage(project: &Project) -> Result<(), Trouble> {
    if !has_storage_tests(project) {
        println!("   skipped: there is no tests/storage.rs yet");
        return Ok(());
    }
    let mut command = project.cargo();
    // Not `--quiet`: it would reach the browser's test runner, which does not know the flag.
    command.args([
        "test",
        "--package",
        "jinwei",
        "--target",
        WASM,
        "--test",
        "storage",
    ]);
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    if let Some(driver) = project.find("chromedriver") {
        command.env("CHROMEDRIVER", driver);
    }
    sh(&mut command, "The browser's settings are in webdriver.json.")
}

fn journeys(project: &Project) -> Result<(), Trouble> {
    let dist = built(project, "journeys")?;
    let folder = project.journeys();
    let files = journey_files(project)?;
    let mut command = project.command("node");
    command
        .arg("--test")
        .args(files)
        .current_dir(&folder)
        .env("JINWEI_DIST", dist);
    sh(
        &mut command,
        "Screenshots of the failing page are in tests/journeys/out.",
    )
}

/// The release page, where it is there for a step to run on. `JINWEI_DIST` names another folder than `dist/`.
pub(crate) fn built(project: &Project, step: &str) -> Result<PathBuf, Trouble> {
    let dist = env::var_os("JINWEI_DIST")
        .map_or_else(|| Ok(project.dist()), path::absolute)
        .doing(|| "find the folder that JINWEI_DIST names".to_owned())?;
    if dist.join("index.html").is_file() {
        return Ok(dist);
    }
    Err(Trouble::new(format!(
        "there is no page in {}. To build it first: cargo xtask test dist {step}",
        dist.display()
    )))
}

/// The files of all journeys, in order.
pub(crate) fn journey_files(project: &Project) -> Result<Vec<String>, Trouble> {
    let folder = project.journeys();
    let reading = || format!("list {}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).doing(reading)? {
        let name = entry.doing(reading)?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_line_of_its_own() {
        let listing = listing();
        assert_eq!(listing.lines().count(), Step::ALL.len());
        for (line, step) in listing.lines().zip(Step::ALL) {
            assert!(line.starts_with(step.name()), "{line}");
        }
    }
}
