//! Builds the release page.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::glue;
use crate::lean;
use crate::offline;
use crate::programs;
use crate::project::Project;
use crate::seal;
use crate::setup::{self, Need};
use crate::shell::run;
use crate::single;
use crate::styles;
use crate::trouble::{Trouble, While};
use crate::weigh;

/// Builds the release page into `dist/`, sealed, and holds each of its programs to its budget.
pub(crate) fn dist(project: &Project) -> Result<(), Trouble> {
    setup::ensure(
        project,
        &[Need::WasmTarget, Need::RustSource, Need::Bindgen, Need::Trunk],
    )?;
    println!("   building the release page into dist/ (3 to 6 minutes the first time)");
    run(
        project
            .command("trunk")
            .args(["build", "--release"])
            .envs(lean::ENVIRONMENT)
            // Trunk takes NO_COLOR for a flag with a value and refuses the usual `1`.
            .env_remove("NO_COLOR"),
        "The compiler's or Trunk's own words above say why.",
    )?;
    let dist = project.dist();
    if !seal::is_sealed(&read(&dist.join("index.html"))?) {
        return Err(Trouble::new(
            "dist/index.html carries no security policy; Trunk.toml's post_build hook should have called \
             `cargo xtask seal`",
        ));
    }
    weigh::weigh(&dist)?;
    single::report(&dist)
}

/// Builds the page as the compiler leaves it after seconds, into `dist-quick/`: all that the release page is, but ten
/// times its size. The journeys run on it with `JINWEI_DIST`.
pub(crate) fn quick(project: &Project) -> Result<(), Trouble> {
    setup::ensure(project, &[Need::WasmTarget, Need::Bindgen, Need::Trunk])?;
    run(
        project
            .command("trunk")
            .args(["build", "--release=false", "--dist", "dist-quick"])
            .env_remove("NO_COLOR"),
        "The compiler's or Trunk's own words above say why.",
    )
}

/// Puts the style sheets of the page that Trunk is about to publish together, names the programs, makes the page that is
/// one file and the list of what browsers keep, and seals it.
pub(crate) fn seal_staged(project: &Project) -> Result<(), Trouble> {
    let Some(staging) = env::var_os("TRUNK_STAGING_DIR") else {
        return Err(Trouble::new(
            "`cargo xtask seal` is for Trunk's post_build hook, which names the folder in TRUNK_STAGING_DIR. To \
             build a sealed page: cargo xtask dist",
        ));
    };
    let folder = PathBuf::from(staging);
    glue::lighten(&folder)?;
    let file = folder.join("index.html");
    let page = styles::join(&folder, &read(&file)?)?;
    let page = glue::own_words(&page, &read(&project.root().join("src/probe.js"))?)?;
    let page = programs::name(&folder, &glue::lighten_inline(&page))?;
    single::write(project.root(), &folder)?;
    let build = offline::Build::of(&folder, &page)?;
    let sealed = seal::seal(&build.name_in(&page)?)?;
    fs::write(&file, &sealed).doing(|| format!("write {}", file.display()))?;
    build.write_worker(project.root(), &folder, &sealed)
}

pub(crate) fn read(file: &Path) -> Result<String, Trouble> {
    fs::read_to_string(file).doing(|| format!("read {}", file.display()))
}
