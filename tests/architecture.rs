//! The table of modules in the design, held by a test: who may use whom, and who sees which outside crate.

// A test that cannot read its own sources has nothing better to do than to stop.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

struct Module {
    name: &'static str,
    /// The crate's other modules that it may use. Its tests may use `sample` besides.
    uses: &'static [&'static str],
    /// Outside names that it never sees.
    never: &'static [&'static [&'static str]],
}

const BROWSER: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_timers",
    "futures_channel",
];
const LEPTOS: &[&str] = &["leptos", "reactive_stores", "leptos_router"];
const DISK: &[&str] = &["rexie", "idb", "gloo_storage"];
const JSON: &[&str] = &["serde_json", "serde_json_canonicalizer"];
/// Only `platform` reads a clock.
const CLOCK: &[&str] = &["Local", "Utc", "SystemTime", "Instant"];

const MODULES: &[Module] = &[
    Module {
        name: "domain",
        uses: &[],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    Module {
        name: "notice",
        uses: &["domain"],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    // Examples of rules are changes to the sample books.
    Module {
        name: "rules",
        uses: &["domain", "notice", "sample"],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    Module {
        name: "sample",
        uses: &["domain"],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    Module {
        name: "bundle",
        uses: &["domain", "notice", "rules"],
        never: &[BROWSER, LEPTOS, DISK, CLOCK],
    },
    Module {
        name: "merge",
        uses: &["domain", "notice", "rules"],
        never: &[BROWSER, LEPTOS, DISK, CLOCK],
    },
    Module {
        name: "county",
        uses: &["domain", "notice", "rules", "bundle"],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    Module {
        name: "history",
        uses: &["domain", "bundle"],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    Module {
        name: "keeping",
        uses: &["domain", "bundle"],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    Module {
        name: "papers",
        uses: &["domain", "notice", "rules"],
        never: &[BROWSER, LEPTOS, DISK, JSON, CLOCK],
    },
    Module {
        name: "platform",
        uses: &[],
        never: &[DISK],
    },
    Module {
        name: "storage",
        uses: &["domain", "bundle", "history", "keeping"],
        never: &[LEPTOS, CLOCK],
    },
    Module {
        name: "state",
        uses: &[
            "domain", "notice", "rules", "sample", "bundle", "county", "history", "keeping", "merge",
            "papers", "platform", "storage",
        ],
        never: &[DISK, CLOCK],
    },
    Module {
        name: "ui",
        uses: &["state", "domain", "rules", "notice", "papers", "county"],
        never: &[DISK, CLOCK],
    },
];

/// What in a file of `module` crosses the table. `depth` is how many modules deep the file stands.
fn crossings(module: &Module, depth: usize, source: &str) -> Vec<String> {
    let code = code_of(source);
    let (code, tests) = code.split_once("#[cfg(test)]\nmod ").unwrap_or((&code, ""));
    let mut found = Vec::new();
    for (part, is_test) in [(code, false), (tests, true)] {
        for used in modules_used(part, depth) {
            let sampled = is_test && used == "sample";
            if used != module.name && !module.uses.contains(&used.as_str()) && !sampled {
                found.push(format!("crate::{used}"));
            }
        }
        for name in module.never.iter().copied().flatten() {
            if paths_from(part, name) {
                found.push((*name).to_owned());
            }
        }
    }
    found
}

/// The crate's modules that paths in the code lead into.
fn modules_used(code: &str, depth: usize) -> Vec<String> {
    let up = "super::".repeat(depth);
    let starts = ["crate::", "jinwei::", up.as_str()];
    let mut used = Vec::new();
    for start in starts {
        for (at, _) in code.match_indices(start) {
            used.extend(heads(code[at + start.len()..].trim_start()));
        }
    }
    used.retain(|name| MODULES.iter().any(|module| module.name == name));
    used
}

/// The first name of a path, or of each path of a group.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![path.chars().take_while(|c| is_word(*c)).collect()];
    };
    let mut names = vec![String::new()];
    let (mut depth, mut in_head) = (1, true);
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => {
                names.push(String::new());
                in_head = true;
            }
            c if in_head && is_word(c) => names.last_mut().unwrap().push(c),
            c if c.is_whitespace() => {}
            _ => in_head = false,
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// Whether a path in the code starts or goes on from this name.
fn paths_from(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].trim_start();
        !before.is_some_and(is_word)
            && (after.starts_with("::")
                || (code[..at].trim_end().ends_with("use") && after.starts_with([';', ' '])))
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The source without comments and without what stands in quotes.
fn code_of(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            quoted(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push(c);
            c.len_utf8()
        };
        rest = &rest[skip..];
    }
    code
}

/// How long the string literal is with which the text begins.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

/// Calls `each` with every file below, and how many modules deep it stands.
fn visit(folder: &Path, depth: usize, each: &mut dyn FnMut(&Path, usize)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            visit(&path, depth + 1, each);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let is_folder_itself = path.ends_with("mod.rs");
            each(&path, if is_folder_itself { depth } else { depth + 1 });
        }
    }
}

#[test]
fn imports_keep_to_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for module in MODULES {
        let mut look = |path: &Path, depth: usize| {
            let source = fs::read_to_string(path).unwrap();
            for crossing in crossings(module, depth, &source) {
                found.push(format!("{}: {crossing}", path.display()));
            }
        };
        visit(&src.join(module.name), 1, &mut look);
        let file = src.join(module.name).with_extension("rs");
        if file.exists() {
            look(&file, 1);
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// A date in the logic of a rule is a figure in the wrong place.
#[test]
fn rules_hold_no_dates_of_their_own() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    visit(&rules, 1, &mut |path, depth| {
        let source = fs::read_to_string(path).unwrap();
        let logic = source.split_once("fn check(").map_or("", |(_, logic)| logic);
        if depth > 2 {
            assert!(!logic.is_empty(), "{}", path.display());
        }
        for date in ["day(2", "from_ymd"] {
            assert!(!logic.contains(date), "{}", path.display());
        }
    });
}

/// In the page `{:?}` prints nothing (see `xtask/src/lean.rs`), so nothing said to a person may go through it.
#[test]
fn nothing_is_said_through_debug() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    visit(&src, 0, &mut |path, _| {
        let source = fs::read_to_string(path).unwrap();
        let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        assert!(!code.contains(":?}"), "{}", path.display());
    });
}

/// Where the office's part of the page lives. What is linked into the schools' program follows from who names it.
const OFFICE: [&str; 2] = ["ui/office", "state/office"];

/// Ways in the code that lead into a module of the office's: a path through it, or its name in a `use`.
fn ways_to_the_office(source: &str) -> Vec<String> {
    let code = code_of(source);
    let mut found = Vec::new();
    for (at, name) in code.match_indices("office") {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let is_whole = !before.ends_with(is_word) && !after.starts_with(is_word);
        // Nothing but names, braces and commas stands between it and the word.
        let in_use = before
            .rfind("use ")
            .is_some_and(|begin| !before[begin..].contains([';', '=', '(']));
        let in_path = before.trim_end().ends_with("::") || after.trim_start().starts_with("::");
        if is_whole && (in_path || in_use) {
            let line = before.matches('\n').count() + 1;
            found.push(format!("line {line}"));
        }
    }
    found
}

#[test]
fn only_the_offices_program_reaches_the_office() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for module in ["state", "ui"] {
        visit(&src.join(module), 1, &mut |path, _| {
            if OFFICE.iter().any(|own| path.starts_with(src.join(own))) {
                return;
            }
            for way in ways_to_the_office(&fs::read_to_string(path).unwrap()) {
                found.push(format!("{}: {way}", path.display()));
            }
        });
    }
    let school = fs::read_to_string(src.join("main.rs")).unwrap();
    for way in ways_to_the_office(&school) {
        found.push(format!("main.rs: {way}"));
    }
    assert!(found.is_empty(), "{found:#?}");
    let office = fs::read_to_string(src.join("bin/office.rs")).unwrap();
    assert_eq!(ways_to_the_office(&office).len(), 1, "it hands the desk in");
}

#[test]
fn a_way_to_the_office_is_seen_however_it_is_written() {
    for source in [
        "use crate::ui::office::DESK;",
        "use super::office;",
        "use crate::state::{self, App, office};",
        "use crate::{domain::{Id, Record}, ui::{office, pages}};",
        "fn f() { super::super::office::home(); }",
        "fn f() { office::home::home() }",
        "use crate::state as s; fn f() { s::office\n::received_units() }",
    ] {
        assert!(!ways_to_the_office(source).is_empty(), "{source}");
    }
    for source in [
        "pub mod office;",
        "//! See crate::ui::office.",
        "use crate::ui::desk::office_desk; fn f(office: Option<Desk>) { if let Some(office) = office { office.page } }",
        "use crate::domain::{Id}; struct App { office: u8 } fn f() -> App { App { office } }",
        "fn f() { app.office.map(|office| office.work); }",
        "fn f() { own.office.as_ref(); \"ui::office\"; OfficeBook::new() }",
    ] {
        assert_eq!(ways_to_the_office(source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn every_module_of_the_crate_is_in_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let map = fs::read_to_string(src.join("lib.rs")).unwrap();
    for line in code_of(&map).lines() {
        if let Some(name) = line.trim().strip_prefix("pub mod ") {
            let name = name.trim_end_matches(';');
            assert!(MODULES.iter().any(|module| module.name == name), "{name}");
        }
    }
}

fn crossings_in(name: &str, source: &str) -> Vec<String> {
    let module = MODULES.iter().find(|module| module.name == name).unwrap();
    crossings(module, 2, source)
}

#[test]
fn a_crossing_is_seen_however_it_is_written() {
    for (name, source) in [
        ("domain", "use crate::notice::Clause;"),
        ("notice", "use crate::{domain::Grade, rules::{ALL, check}};"),
        ("rules", "fn f() { crate::storage::open(); }"),
        ("rules", "use super::super::bundle;"),
        ("merge", "use crate::\n    bundle::Envelope;"),
        ("bundle", "macro_rules! m { () => { $crate::ui::mount() } }"),
        ("domain", "use serde_json::Value;"),
        ("rules", "let today = chrono::Local::now();"),
        ("notice", "use leptos;"),
        ("ui", "use crate::platform::clock;"),
        ("ui", "use rexie::Rexie;"),
        ("storage", "use leptos::prelude::*;"),
        ("state", "gloo_storage::LocalStorage::set(1, 2)"),
        ("domain", "#[cfg(test)]\nmod tests { use crate::rules::check; }"),
    ] {
        assert_eq!(crossings_in(name, source).len(), 1, "{name}: {source}");
    }
}

#[test]
fn what_the_table_allows_is_no_crossing() {
    for (name, source) in [
        (
            "rules",
            "use crate::domain::Books;\nuse crate::{notice::clause, rules::Rule};",
        ),
        (
            "domain",
            "//! See crate::rules and leptos::view.\nfn f() -> &'static str { \"crate::ui::x\" }",
        ),
        ("domain", "use super::super::domain::Id;"),
        (
            "bundle",
            "use serde_json::Value;\n#[cfg(test)]\nmod tests { use crate::sample; }",
        ),
        ("storage", "use rexie::Rexie; use crate::bundle::restore;"),
        (
            "ui",
            "use leptos::prelude::*; use crate::{state::Store, domain::{Id, Record}};",
        ),
        ("platform", "fn now() { chrono::Utc::now(); }"),
        (
            "domain",
            "struct NotLocal; fn f() { NotLocal::new(); my_leptos::x() }",
        ),
    ] {
        assert_eq!(
            crossings_in(name, source),
            Vec::<String>::new(),
            "{name}: {source}"
        );
    }
}

/// Names, texts and file names come from anybody: `ui::element` shows the characters of theirs that are not seen as a mark.
/// What reaches Leptos by another way would not be shown so.
#[test]
fn text_reaches_the_page_by_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    visit(&root, 0, &mut |path, _| {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        // The way itself; a drawing without words; a list that is there or not.
        if ["element.rs", "view.rs", "widgets/chart.rs", "office/search.rs"].contains(&name.as_str()) {
            return;
        }
        let code = code_of(&fs::read_to_string(path).unwrap());
        assert!(
            !code.contains("into_any("),
            "{name}: `part()` in place of `into_any()`"
        );
    });
}

/// A spreadsheet runs what begins with `=`. The one table that leaves the page for one is made by `register_sheet`, which
/// sees to that; whoever makes another kind of table adds the same to it, and its name here.
#[test]
fn only_the_register_leaves_as_a_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut makers = Vec::new();
    visit(&root, 0, &mut |path, _| {
        let source = fs::read_to_string(path).unwrap();
        let tables = [
            "text/csv",
            "tab-separated",
            ".csv",
            ".tsv",
            ".xls",
            "spreadsheetml",
            "clipboard",
            "push('\\t')",
        ];
        if tables.iter().any(|word| source.contains(word)) {
            makers.push(path.strip_prefix(&root).unwrap().display().to_string());
        }
    });
    assert_eq!(makers, ["county/paste/sheet.rs"]);
}

/// The script that makes backups without the program takes for documents what the program of the same build reads.
#[test]
fn the_rescue_knows_the_version_of_the_data() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rescue = fs::read_to_string(root.join("src/rescue.js")).unwrap();
    let known = format!("const known = {};", jinwei::bundle::DATA_VERSION);
    assert!(rescue.contains(&known), "{known}");
}
