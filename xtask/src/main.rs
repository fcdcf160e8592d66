//! Project tasks: `cargo xtask serve | dist | test | bench | endure`. One command each, from a machine with nothing but Rust.
//!
//! - [`args`]: what was typed, as a value.
//! - [`steps`]: the steps of `test`, in order, with what each of them needs.
//! - [`engines`]: the step of other browsers, and what is written of them.
//! - [`setup`]: brings in what is missing: the wasm target, pinned tools, a browser, Node packages.
//! - [`page`]: builds the release page; [`glue`] and [`styles`] shed what only people read, [`rearrange`] sorts
//!   its two programs for the journey, [`programs`] names their files, [`seal`] writes its security policy, [`offline`]
//!   lists what browsers keep, [`single`] makes the page that is one file, [`weigh`] holds it to its budgets.
//! - [`bench`]: the office's desk measured with a province's files; [`endure`]: what takes longer than a test may.
//! - [`figures`]: the tables in the docs that commands write.
//! - [`serve`]: the static server; [`site`] decides what a request may see.
//! - [`shell`], [`project`], [`trouble`]: running commands, where things are, errors in plain words.

use std::process::ExitCode;

use args::Task;
use project::Project;
use trouble::Trouble;

mod args;
mod bench;
mod endure;
mod engines;
mod figures;
mod glue;
mod lean;
mod offline;
mod page;
mod programs;
mod project;
mod rearrange;
mod seal;
mod serve;
mod setup;
mod shell;
mod single;
mod site;
mod steps;
mod styles;
mod trouble;
mod weigh;

fn main() -> ExitCode {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&typed).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("\nxtask: {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Trouble> {
    let project = Project::here()?;
    match task {
        Task::Serve { port } => {
            let server = serve::listen(port)?;
            page::dist(&project)?;
            serve::serve(&server, &project.dist());
            Ok(())
        }
        Task::Dist => page::dist(&project),
        Task::QuickDist => page::quick(&project),
        Task::Seal => page::seal_staged(&project),
        Task::Test { steps } => steps::run(&project, &steps),
        Task::Bench { units, built } => bench::bench(&project, units, built),
        Task::Endure(what) => endure::endure(&project, &what),
        Task::ListSteps => {
            print!("{}", steps::listing());
            Ok(())
        }
        Task::Help => {
            print!("{}", args::HELP);
            Ok(())
        }
    }
}
