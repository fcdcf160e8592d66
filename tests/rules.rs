//! The table of rules, held to its own examples, to the notice and to its files.

// A helper of a test may stop it.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use jinwei::domain::{Books, BranchBook, Kind, OfficeBook, RecordList, UnitBook};
use jinwei::notice::{CLAUSES, Programme, clause};
use jinwei::rules::{ALL, Finding, Gate, Rule, Scene, Severity, UNCHECKED, asked, blocks_submission, check};
use jinwei::sample;

fn findings(scene: &Scene) -> Vec<Finding> {
    check(&scene.books, &scene.programme, scene.today)
}

/// Those at the gates that are passed together with a rule's own. The examples of other gates play on days on which
/// more is asked than their scenes show.
fn at_gate_of(rule: &Rule, mut findings: Vec<Finding>) -> Vec<Finding> {
    let together = |one: Gate, other: Gate| one.includes(other) || other.includes(one);
    findings.retain(|finding| together(rule.gate, finding.rule.gate));
    findings
}

fn ids(findings: &[Finding], severities: &[Severity]) -> BTreeSet<&'static str> {
    findings
        .iter()
        .filter(|finding| severities.contains(&finding.rule.severity))
        .map(|finding| finding.rule.id)
        .collect()
}

const MENDED: &[Severity] = &[Severity::Error, Severity::Warning];
const REMINDED: &[Severity] = &[Severity::Reminder];

#[test]
fn the_samples_are_clean() {
    for books in [sample::unit_of_three(), sample::single_branch()] {
        let mut found = check(&books, &Programme::default(), sample::TODAY);
        found.retain(|finding| finding.rule.gate != Gate::YearEnd);
        assert_eq!(ids(&found, MENDED), BTreeSet::new(), "{found:#?}");
        assert_eq!(blocks_submission(&found), Vec::<&Finding>::new());
    }
}

/// Whoever does everything in its time is told nothing but what is near, on every day of the half-year.
#[test]
fn a_half_year_lived_in_time_is_clean_on_every_day() {
    let programme = Programme::default();
    let mut today = sample::TODAY;
    while today <= programme.year_end.value {
        let books = sample::lived(today);
        let mut found = check(&books, &programme, today);
        // What the year's end asks for is complete on its last day.
        found.retain(|finding| finding.rule.gate != Gate::YearEnd || today == programme.year_end.value);
        assert_eq!(ids(&found, MENDED), BTreeSet::new(), "{today}: {found:#?}");
        today = today.succ_opt().unwrap();
    }
}

#[test]
fn passing_examples_pass() {
    for rule in ALL {
        let found = at_gate_of(rule, findings(&rule.example.passing()));
        assert!(
            !found.iter().any(|finding| finding.rule == *rule),
            "{rule:?}: {found:#?}"
        );
        assert_eq!(ids(&found, MENDED), BTreeSet::new(), "{rule:?}: {found:#?}");
    }
}

#[test]
fn failing_examples_fail_for_their_own_reason_alone() {
    for rule in ALL {
        let found = at_gate_of(rule, findings(&rule.example.failing()));
        let raised = if rule.severity == Severity::Reminder {
            let passing = at_gate_of(rule, findings(&rule.example.passing()));
            let before = ids(&passing, REMINDED);
            ids(&found, REMINDED).difference(&before).copied().collect()
        } else {
            ids(&found, MENDED)
        };
        assert_eq!(raised, BTreeSet::from([rule.id]), "{found:#?}");
    }
}

#[test]
fn every_finding_leads_to_a_place_that_exists() {
    for rule in ALL {
        let scene = rule.example.failing();
        for finding in findings(&scene) {
            let address = &finding.address;
            let document = scene.books.document(&address.document).expect("the document");
            let list = document.list(address.collection).expect("the collection");
            if let Some(id) = &address.record {
                assert!(list.find(id).is_some(), "{finding:?}");
            }
            if let Some(field) = address.field {
                assert!(address.record.is_some(), "{finding:?}");
                assert!(list.def().field(field).is_some(), "{finding:?}");
            }
        }
    }
}

#[test]
fn messages_say_what_to_do() {
    for rule in ALL {
        for finding in findings(&rule.example.failing()) {
            assert!(finding.message.ends_with('。'), "{finding:?}");
            assert!(!finding.message.contains(['{', '}']), "{finding:?}");
        }
    }
}

/// Before its day the year's end fills no list; checking finds the same on every day.
#[test]
fn what_the_year_end_asks_for_waits() {
    let books = sample::unit_of_three();
    let programme = Programme::default();
    let from = programme.year_end_from.value;
    let of_year_end = |found: &[Finding]| found.iter().any(|f| f.rule.gate == Gate::YearEnd);
    assert!(of_year_end(&check(&books, &programme, sample::TODAY)));
    assert!(!of_year_end(&asked(&books, &programme, from.pred_opt().unwrap())));
    assert!(of_year_end(&asked(&books, &programme, from)));
}

fn on(month: u32, date: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2012, month, date).expect("a day of the year")
}

fn at_the_office(book: OfficeBook) -> Books {
    Books {
        office: Some(book),
        ..Books::default()
    }
}

#[test]
fn only_errors_and_unanswered_warnings_block() {
    for rule in ALL {
        let found = findings(&rule.example.failing());
        let blocks = found.iter().any(|f| f.rule == *rule && f.blocks(rule.gate));
        let expected = match rule.severity {
            Severity::Error => true,
            Severity::Warning => {
                !rule.only_marks && found.iter().any(|f| f.rule == *rule && f.reason.is_none())
            }
            _ => false,
        };
        assert_eq!(blocks, expected, "{rule:?}");
    }
    assert_eq!(
        ALL.iter()
            .filter(|rule| rule.only_marks)
            .map(|rule| rule.id)
            .collect::<Vec<_>>(),
        ["late-plan"]
    );
}

#[test]
fn ids_are_kebab_case_and_unique() {
    let mut seen = BTreeSet::new();
    for rule in ALL {
        let kebab = rule.id.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(kebab, "{rule:?}");
        assert!(seen.insert(rule.id), "{rule:?} twice");
    }
}

#[test]
fn every_clause_is_checked_or_says_why_not() {
    let checked: BTreeSet<_> = ALL.iter().flat_map(|rule| rule.clauses()).collect();
    let unchecked: BTreeSet<_> = UNCHECKED.iter().map(|(clause, _)| *clause).collect();
    let known: BTreeSet<_> = CLAUSES.iter().map(|clause| clause.id).collect();
    assert_eq!(
        checked.intersection(&unchecked).collect::<Vec<_>>(),
        Vec::<&&str>::new()
    );
    assert_eq!(checked.union(&unchecked).copied().collect::<BTreeSet<_>>(), known);
    assert_eq!(unchecked.len(), UNCHECKED.len());
}

#[test]
fn every_field_cites_a_clause_that_exists() {
    let books = [
        UnitBook::COLLECTIONS,
        BranchBook::COLLECTIONS,
        OfficeBook::COLLECTIONS,
    ];
    for collection in books.into_iter().flatten() {
        for field in collection.record.fields {
            assert!(
                field.clause.is_empty() || clause(field.clause).is_some(),
                "{}.{}",
                collection.name,
                field.name
            );
        }
    }
}

/// Every rule's file is listed, is named after its rule, and opens with its clause's own words.
#[test]
fn rule_files_quote_the_notice() {
    let mut files: Vec<PathBuf> = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    for folder in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()) {
        if folder.is_dir() {
            files.extend(fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    let rule_of = |file: &Path| -> Option<&'static Rule> {
        let id = file.file_stem()?.to_str()?.replace('_', "-");
        ALL.iter().copied().find(|rule| rule.id == id)
    };
    for file in &files {
        let rule = rule_of(file).unwrap_or_else(|| panic!("{} is not in ALL", file.display()));
        let words = clause(rule.clause).expect("the clause").words;
        let text = fs::read_to_string(file).unwrap();
        let opening: String = text.lines().map_while(|line| line.strip_prefix("//! ")).collect();
        let quote = format!("{}「{words}」", rule.clause);
        assert!(opening.starts_with(&quote), "{}: {opening}", file.display());
    }
    assert_eq!(files.len(), ALL.len());
}

/// Any one thing missing from the samples, or odd, may be found or not; it never makes checking fail.
#[test]
fn books_with_holes_are_checked_all_the_same() {
    let odd = |kind: Kind| match kind {
        Kind::Text => vec!["", "“{}”🙂\n", "　", "、，。"],
        Kind::Date => vec!["", "9999-12-31", "0000-01-01"],
        Kind::Count => vec!["", "4294967295"],
        Kind::Ref | Kind::Refs => vec!["", "nowhere"],
        Kind::One(choices) | Kind::Several(choices) => choices.iter().map(|choice| choice.code).collect(),
    };
    let (begun, over) = (sample::TODAY, on(12, 31));
    let lived = sample::lived(over);
    let office = at_the_office(sample::accepted(&lived));
    let wholes = [
        (sample::unit_of_three(), begun),
        (sample::single_branch(), begun),
        (lived, over),
        (office, over),
    ];
    for (whole, today) in wholes {
        let documents: Vec<_> = whole.documents().map(|document| document.id().clone()).collect();
        for id in documents {
            for collection in whole.document(&id).unwrap().collections() {
                let changed = |change: &mut dyn FnMut(&mut dyn RecordList)| {
                    let mut books = whole.clone();
                    change(
                        books
                            .document_mut(&id)
                            .unwrap()
                            .list_mut(collection.name)
                            .unwrap(),
                    );
                    check(&books, &Programme::default(), today);
                };
                changed(&mut |list| (0..list.len()).for_each(|_| list.remove(0)));
                for field in collection.record.fields {
                    for typed in odd(field.kind) {
                        changed(&mut |list| {
                            for at in 0..list.len() {
                                let value = field.kind.parse(typed).unwrap();
                                list.at_mut(at).unwrap().set(field.name, value).unwrap();
                            }
                        });
                    }
                }
            }
        }
    }
}

#[path = "rules/edges.rs"]
mod edges;

#[path = "rules/chapter2.rs"]
mod chapter2;

#[path = "support/rules_table.rs"]
mod rules_table;

#[test]
fn the_table_in_the_docs_is_current() {
    let published = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md"));
    assert!(
        published.is_ok_and(|published| published == rules_table::rules_table()),
        "docs/rules.md is stale; refresh it with: cargo run --example rules_table"
    );
}

#[test]
fn words_of_rules_stand_in_a_table_without_breaking_it() {
    for line in rules_table::rules_table()
        .lines()
        .filter(|line| line.starts_with('|'))
    {
        assert!(matches!(line.matches('|').count(), 4 | 8), "{line}");
    }
}
