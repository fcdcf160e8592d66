//! Writes the files that an invented county's units hand in, to try and to measure the office's desk with.
//!
//! `cargo run --release --example county -- --units 1000 --out DIR`
//!
//! The same number gives the same files, byte for byte. With `--time` in place of `--out`, the files are made in memory,
//! and how long the core takes for one is printed, step by step.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use jinwei::bundle::{Bundle, read};
use jinwei::county::{County, Known, Summary};
use jinwei::domain::Books;
use jinwei::notice::Programme;
use jinwei::rules::{Statistics, asked};
use jinwei::sample::{COUNTY_DAY, county};

#[path = "../tests/support/county_bundles.rs"]
mod county_bundles;

/// When the files are received.
const NOON: &str = "2012-08-06T12:00:00+08:00";

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
    let bundles = texts.iter().map(|text| read(text.as_bytes()));
    let bundles: Result<Vec<Bundle>, _> = bundles.collect();
    let bundles = bundles.map_err(|unreadable| unreadable.words())?;
    let plans: Vec<Books> = bundles.iter().flat_map(Bundle::plans).collect();
    let programme = Programme::default();
    let summary = |bundle| Summary::of(bundle, NOON, &programme, COUNTY_DAY);
    let kept: Vec<String> = bundles.iter().map(|bundle| summary(bundle).to_text()).collect();
    let known = Known {
        register: None,
        office: None,
        reviews: &[],
        programme: &programme,
        today: COUNTY_DAY,
    };
    let summaries: Vec<Arc<Summary>> = bundles.iter().map(|bundle| Arc::new(summary(bundle))).collect();
    let steps: [(&str, &dyn Fn() -> usize); 7] = [
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
        ("arrive", &|| {
            // Read, checked and summarised, as the office's desk does it.
            let read = texts.iter().filter_map(|text| read(text.as_bytes()).ok());
            read.map(|mut bundle| {
                Summary::taking(&mut bundle, NOON, &programme, COUNTY_DAY)
                    .items
                    .len()
            })
            .sum()
        }),
        ("keep", &|| {
            summaries.iter().map(|summary| summary.to_text().len()).sum()
        }),
        ("reopen", &|| {
            let summaries = kept.iter().filter_map(|text| Summary::from_text(text));
            summaries.map(|summary| summary.items.len()).sum()
        }),
        ("county", &|| County::of(&known, &summaries).lines().len()),
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
