//! What the fuzzer found worth keeping, once more: inputs that reach every part of what reads, and those that once broke
//! it (`tests/fuzz`, `cargo xtask endure fuzz`).

// What is expected here is made here; a helper may say so.
#![allow(clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

#[path = "fuzz/targets.rs"]
mod targets;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz")
        .join(folder);
    let entries = fs::read_dir(&folder).expect("the folder");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn the_corpus_is_taken_without_a_fault() {
    for (name, target) in targets::ALL {
        let kept = files(&format!("corpus/{name}"));
        assert!(kept.len() > 3, "{name} has a corpus");
        for file in kept {
            println!("{}", file.display());
            target(&fs::read(&file).expect("the input"));
        }
    }
}

/// Each is named after its target and what was wrong.
#[test]
fn what_once_broke_it_does_so_no_more() {
    let mut replayed = 0;
    for file in files("crashes") {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let of = name.split('-').next().unwrap_or_default();
        let mut all = targets::ALL.into_iter();
        let (_, target) = all.find(|(known, _)| *known == of).expect("named after a target");
        println!("{name}");
        target(&fs::read(&file).expect("the input"));
        replayed += 1;
    }
    assert!(replayed >= 2);
}

#[test]
fn every_target_of_json_is_a_target() {
    for name in targets::JSON {
        assert!(targets::ALL.iter().any(|(known, _)| *known == name), "{name}");
    }
}
