//! Writes the files that an invented county's units hand in, to try and to measure the office's desk with.
//!
//! `cargo run --release --example county -- --units 1000 --out DIR`
//!
//! The same number gives the same files, byte for byte. With `--time` in place of `--out`, the files are made in memory,
//! and how long the core takes for one is printed, step by step.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use jinwei::bundle::read;
use jinwei::domain::Books;
use jinwei::notice::Programme;
use jinwei::rules::{Statistics, Tally, asked};
use jinwei::sample::{COUNTY_DAY, county};

#[path = "../tests/support/county_bundles.rs"]
mod county_bundles;

const USAGE: &str = "county [--units 15] (--out DIR | --time)";

fn main() -> ExitCode {
    let outcome = arguments(std::env::args().skip(1)).and_then(|(units, out)| match out {
        Some(folder) => write_all(units, &folder),
        None => time(units),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

/// How many units, and where their files go; nowhere where they are only to be timed.
fn arguments(mut given: impl Iterator<Item = String>) -> Result<(usize, Option<PathBuf>), String> {
    let (mut units, mut out, mut timed) = (15, None, false);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--units" => {
                let number = given.next().unwrap_or_default();
                units = number.parse().map_err(|_| format!("`{number}` is no number"))?;
            }
            "--out" => out = Some(PathBuf::from(given.next().ok_or("--out names no folder")?)),
            "--time" => timed = true,
            _ => return Err(format!("cannot read `{argument}`")),
        }
    }
    if out.is_some() == timed {
        return Err("one of --out and --time is wanted".into());
    }
    Ok((units, out))
}

fn write_all(units: usize, folder: &PathBuf) -> Result<(), String> {
    let words = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(words)?;
    let mut bytes = 0;
    for (at, books) in county(units).enumerate() {
        let (name, written) = county_bundles::submission(at, books);
        bytes += written.text.len();
        fs::write(folder.join(name), written.text).map_err(words)?;
    }
    println!("{units} files, {} bytes each on average", bytes / units.max(1));
    Ok(())
}

/// Prints milliseconds a file: the best of five rounds, for the machine has other things to do.
fn time(units: usize) -> Result<(), String> {
    let texts: Vec<String> = county(units)
        .enumerate()
        .map(|(at, books)| county_bundles::submission(at, books).1.text)
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{units} files, {} bytes each on average", bytes / units.max(1));
    let plans = (texts.iter())
        .map(|text| read(text.as_bytes()).map(|bundle| bundle.plans()))
        .collect::<Result<Vec<_>, _>>();
    let plans: Vec<Books> = plans
        .map_err(|unreadable| unreadable.words())?
        .into_iter()
        .flatten()
        .collect();
    let programme = Programme::default();
    let steps: [(&str, &dyn Fn() -> usize); 4] = [
        ("read", &|| {
            let read = texts.iter().filter_map(|text| read(text.as_bytes()).ok());
            read.map(|bundle| bundle.books.len()).sum()
        }),
        ("check", &|| {
            let found = plans.iter().map(|books| asked(books, &programme, COUNTY_DAY));
            found.map(|found| found.len()).sum()
        }),
        ("statistics", &|| {
            let counted = plans
                .iter()
                .map(|books| Statistics::of(books, &programme, COUNTY_DAY));
            counted.map(|counted| counted.items).sum()
        }),
        ("tally", &|| Tally::of(&plans, None, &programme).total.0),
    ];
    let files = u32::try_from(units.max(1)).map_err(|error| error.to_string())?;
    for (what, step) in steps {
        let rounds = (0..5).map(|_| {
            let start = Instant::now();
            let counted = step();
            (start.elapsed(), counted)
        });
        let (took, counted) = rounds.min().unwrap_or_default();
        let took = took.as_secs_f64() * 1000.0 / f64::from(files);
        println!("{what:<11}{took:.3} ms a file, {counted} in all");
    }
    Ok(())
}
