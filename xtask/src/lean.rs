//! What makes the page lean: the standard library is compiled with it, for size and without what it never prints.
//!
//! The page travels over bad lines, and this takes 21 KB (brotli) off it. It asks for settings that stable Rust keeps
//! behind a word, `RUSTC_BOOTSTRAP`; without them the same page is built, only heavier. What is given up: a panic
//! stops the page without a word, and `{:?}` prints nothing, so the page uses neither to speak to people. What was typed is
//! on the disk by then, see `state::saver`.

/// The environment in which Trunk builds the page.
pub(crate) const ENVIRONMENT: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    // Beside the flags in .cargo/config.toml.
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zfmt-debug=none -Zlocation-detail=none -Zunstable-options -Cpanic=immediate-abort",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunks_hook_sheds_what_would_build_the_tools_anew() {
        let hook = include_str!("../../Trunk.toml");
        for (name, _) in &ENVIRONMENT[..3] {
            assert!(hook.contains(&format!("--unset={name}\"")), "{name}");
        }
    }
}
