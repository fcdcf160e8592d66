//! One program for every target; `JINWEI_FUZZ` says which. `cargo xtask endure fuzz` builds and runs it.
#![no_main]

mod mutate;
#[path = "../targets.rs"]
mod targets;

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

static TARGET: LazyLock<targets::Target> = LazyLock::new(|| {
    let name = std::env::var("JINWEI_FUZZ").unwrap_or_default();
    let mut known = targets::ALL.into_iter();
    known
        .find(|(known, _)| *known == name)
        .expect("JINWEI_FUZZ names a target")
});

static IS_JSON: LazyLock<bool> = LazyLock::new(|| targets::JSON.contains(&TARGET.0));

fuzz_target!(|data: &[u8]| (TARGET.1)(data));

// Bytes changed at random are seldom JSON still. So most changes are made to the tree: then what is found is behind the
// parser as well.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if *IS_JSON && seed % 8 != 0 {
        if let Some(changed) = mutate::mutated(&data[..size], seed).filter(|json| json.len() <= max_size) {
            data[..changed.len()].copy_from_slice(changed.as_bytes());
            return changed.len();
        }
    }
    fuzzer_mutate(data, size, max_size)
});
