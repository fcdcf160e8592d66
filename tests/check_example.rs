//! The `check` example on the bundles that are kept: which rules speak on which day, and how it exits.
//!
//! What is expected was read from the clauses, not from the program.

// A helper of a test may stop it.
#![allow(clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value as Json;

/// The example, built as it stands now.
fn example() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--example", "check"]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        assert!(cargo.status().expect("cargo").success());
        let here = std::env::current_exe().expect("this test");
        let profile = here.ancestors().nth(2).expect("target/profile/deps/test");
        profile
            .join("examples")
            .join(format!("check{}", std::env::consts::EXE_SUFFIX))
    })
}

fn check(arguments: &[&str]) -> Output {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut command = Command::new(example());
    command
        .args(arguments)
        .current_dir(fixtures)
        .output()
        .expect("the example runs")
}

fn lines(output: &Output) -> Vec<Json> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object a line"))
        .collect()
}

/// On 2 July nothing is near: the plan is called for from 3 July, and the first due date, 20 July, from 6 July.
/// On 6 July the plan is still in time. From 7 July on it is late, unless its recorded day says otherwise. On
/// 1 August short items that are open have missed 31 July, and the first monthly return was due: it brings up what has
/// no date of its own, exemplars and the bureau's visits to weak branches. What the year's end asks for waits.
const DAYS: [&str; 4] = ["2012-07-02", "2012-07-06", "2012-07-07", "2012-08-01"];

/// A rule, and how many findings it has on each of the [`DAYS`].
type Row = (&'static str, [usize; 4]);

/// Complete, sent on 5 July. One short item, due on 25 July.
const SINGLE_BRANCH: &[Row] = &[
    ("short-item-still-open", [0, 0, 0, 1]),
    ("unit-exemplar-wanted", [0, 0, 0, 1]),
    ("weekly-summary-due", [0, 1, 1, 1]),
    ("no-dispatch-meeting", [0, 0, 0, 1]),
    ("no-bulletin", [0, 0, 0, 1]),
    ("weekly-summary-missing", [0, 0, 0, 1]),
    ("no-public-notice", [0, 0, 0, 1]),
];

/// Complete, sent on 5 July. Short items due on 20, 25 and 28 July; the five parts of the weak branch are blank.
const THREE_BRANCHES: &[Row] = &[
    ("five-in-one-blank", [1, 1, 1, 1]),
    ("due-approaching", [0, 1, 1, 0]),
    ("short-item-still-open", [0, 0, 0, 3]),
    ("weak-branch-without-bureau-visit", [0, 0, 0, 1]),
    ("unit-exemplar-wanted", [0, 0, 0, 1]),
    ("weekly-summary-due", [0, 3, 3, 3]),
    ("no-dispatch-meeting", [0, 0, 0, 1]),
    ("no-bulletin", [0, 0, 0, 1]),
    ("branch-without-link-leader", [0, 0, 0, 1]),
    ("no-team-member", [0, 0, 0, 1]),
    ("lagging-suggested", [0, 0, 0, 3]),
    ("weekly-summary-missing", [0, 0, 0, 3]),
    ("no-public-notice", [0, 0, 0, 3]),
    ("guidance-visit-due", [0, 1, 1, 1]),
    ("no-guidance-visit", [0, 0, 0, 1]),
];

/// Complete, sent on 9 July: late by its recorded day, whatever the day of the check.
const LATE: &[Row] = &[
    ("late-plan", [1, 1, 1, 1]),
    ("short-item-still-open", [0, 0, 0, 1]),
    ("unit-exemplar-wanted", [0, 0, 0, 1]),
    ("weekly-summary-due", [0, 1, 1, 1]),
    ("no-dispatch-meeting", [0, 0, 0, 1]),
    ("no-bulletin", [0, 0, 0, 1]),
    ("weekly-summary-missing", [0, 0, 0, 1]),
    ("no-public-notice", [0, 0, 0, 1]),
];

/// Not sent yet. A short item was put off to 15 August, which is called for from 1 August.
const INCOMPLETE: &[Row] = &[
    // The weak branch has no link, five blank parts, and items without a person, a measure, a plan.
    ("weak-branch-without-link", [1, 1, 1, 1]),
    ("five-in-one-blank", [1, 1, 1, 1]),
    ("handler-not-a-person", [1, 1, 1, 1]),
    ("item-without-measure", [1, 1, 1, 1]),
    ("long-item-without-plan", [1, 1, 1, 1]),
    // The second branch.
    ("item-not-discussed", [1, 1, 1, 1]),
    ("short-item-due-too-late", [1, 1, 1, 1]),
    // The third branch: a goal without a date; no pledge, with a reason.
    ("incomplete-promotion-goal", [1, 1, 1, 1]),
    ("no-pledge", [1, 1, 1, 1]),
    // The unit: a branch not discussed, a kind of problem without an answer, no plan sent.
    ("branch-not-discussed", [1, 1, 1, 1]),
    ("type-without-solution", [1, 1, 1, 1]),
    ("plan-due-soon", [0, 1, 0, 0]),
    ("late-plan", [0, 0, 1, 1]),
    ("due-approaching", [0, 1, 1, 1]),
    ("short-item-still-open", [0, 0, 0, 3]),
    ("weak-branch-without-bureau-visit", [0, 0, 0, 1]),
    ("unit-exemplar-wanted", [0, 0, 0, 1]),
    ("weekly-summary-due", [0, 3, 3, 3]),
    ("no-dispatch-meeting", [0, 0, 0, 1]),
    ("no-bulletin", [0, 0, 0, 1]),
    ("branch-without-link-leader", [0, 0, 0, 1]),
    ("no-team-member", [0, 0, 0, 1]),
    ("lagging-suggested", [0, 0, 0, 3]),
    ("weekly-summary-missing", [0, 0, 0, 3]),
    ("no-public-notice", [0, 0, 0, 3]),
];

#[test]
fn the_rules_speak_on_their_days() {
    for (file, rows, exit) in [
        ("bundles/single-branch.json", SINGLE_BRANCH, 0),
        ("bundles/three-branches.json", THREE_BRANCHES, 0),
        ("bundles/late.json", LATE, 0),
        ("bundles/incomplete.json", INCOMPLETE, 1),
    ] {
        for (at, day) in DAYS.into_iter().enumerate() {
            let output = check(&[file, "--today", day]);
            let mut found: BTreeMap<String, usize> = BTreeMap::new();
            for line in lines(&output) {
                let rule = line["rule"].as_str().expect("a rule");
                *found.entry(rule.to_owned()).or_default() += 1;
            }
            let expected: BTreeMap<String, usize> = rows
                .iter()
                .filter(|(_, counts)| counts[at] > 0)
                .map(|(rule, counts)| ((*rule).to_owned(), counts[at]))
                .collect();
            assert_eq!(found, expected, "{file} on {day}");
            assert_eq!(output.status.code(), Some(exit), "{file} on {day}");
        }
    }
}

#[test]
fn a_line_says_where_and_why() {
    let output = check(&["bundles/incomplete.json", "--today", "2012-07-05"]);
    let lines = lines(&output);
    let of = |rule: &str| lines.iter().find(|line| line["rule"] == rule).expect("found");
    let pledge = of("no-pledge");
    assert_eq!(pledge["file"], "bundles/incomplete.json");
    assert_eq!(pledge["clause"], "二.2-f");
    assert_eq!(pledge["gate"], "G1");
    assert_eq!(pledge["severity"], "warning");
    assert_eq!(pledge["document"], "sample-branch-3");
    assert_eq!(pledge["collection"], "pledges");
    assert_eq!(pledge["record"], Json::Null);
    assert!(
        pledge["reason"]
            .as_str()
            .is_some_and(|reason| reason.contains("党员大会"))
    );
    let handler = of("handler-not-a-person");
    assert_eq!(handler["gate"], "G2");
    assert_eq!(handler["record"], "sample-item-1-1");
    assert_eq!(handler["field"], "handler");
    assert_eq!(handler["reason"], Json::Null);
    assert!(
        handler["message"]
            .as_str()
            .is_some_and(|words| words.contains("全体党员"))
    );
    assert!(lines.iter().all(|line| line["severity"] != "statistic"));
}

#[test]
fn an_unreadable_file_does_not_keep_the_others_out() {
    let output = check(&[
        "bad/wrong-digest.json",
        "bundles/incomplete.json",
        "--today",
        "2012-07-05",
    ]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("bad/wrong-digest.json") && said.contains("wrong_digest"),
        "{said}"
    );
    assert!(!lines(&output).is_empty());
    assert_eq!(
        check(&["no-such-file.json", "--today", "2012-07-05"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn what_was_set_aside_is_named() {
    let output = check(&["bad/one-bad-record.json", "--today", "2012-07-05"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("“items”") && said.contains("“完成时限”"), "{said}");
}

#[test]
fn a_wrong_command_line_gets_the_usage() {
    for arguments in [
        &["bundles/late.json"][..],
        &["--today", "2012-07-05"],
        &["bundles/late.json", "--today", "2012-02-30"],
        &["bundles/late.json", "--today"],
        &["bundles/late.json", "--today", "2012-07-05", "--fast"],
    ] {
        let output = check(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("用法"),
            "{arguments:?}"
        );
    }
}
