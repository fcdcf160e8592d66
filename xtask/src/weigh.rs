//! Holds the page to its budgets: what the first screen of each program loads, as it travels. Heavy parts that only some
//! people need belong in a file of their own, loaded on demand.

use std::path::Path;
use std::{fs, io::Write as _};

use crate::offline;
use crate::programs::{PROGRAMS, Program};
use crate::single;
use crate::site;
use crate::trouble::{Trouble, While};

/// A thousand bytes.
pub(crate) const KB: usize = 1_000;

/// One file of the first screen.
struct Weight {
    kind: &'static str,
    file: String,
    bytes: usize,
}

/// Prints what the first screen of each program weighs, a line a file, and refuses it above its budget.
pub(crate) fn weigh(dist: &Path) -> Result<(), Trouble> {
    let weights = first_screen(dist)?;
    println!("   the first screen over the wire (brotli 11):");
    for Weight { kind, file, bytes } in &weights {
        println!("   {kind:<5} {:>7} KB  {file}", kilobytes(*bytes));
    }
    let mut too_heavy = Vec::new();
    for program in &PROGRAMS {
        let total = total(&weights, program);
        let (is, may) = (kilobytes(total), kilobytes(program.budget));
        println!("   total {is:>7} KB  of {may} KB at {}", program.desk);
        if total > program.budget {
            too_heavy.push(format!(
                "at {} the page weighs {is} KB over the wire and at most {may} KB will do",
                program.desk
            ));
        }
    }
    if too_heavy.is_empty() {
        return Ok(());
    }
    Err(Trouble::new(format!(
        "{}. What grew is in the lines above; heavy parts belong in a module loaded on demand.",
        too_heavy.join("; ")
    )))
}

/// What a program's first screen weighs: all but what is another program's.
fn total(weights: &[Weight], program: &Program) -> usize {
    let another = |file: &str| {
        let mut others = PROGRAMS.iter().filter(|other| other.name != program.name);
        others.any(|other| other.owns(file))
    };
    let own = weights.iter().filter(|weight| !another(&weight.file));
    own.map(|weight| weight.bytes).sum()
}

/// The page itself and every file that it names; what it loads later, on demand, does not count.
fn first_screen(dist: &Path) -> Result<Vec<Weight>, Trouble> {
    let reading = |file: &str| format!("read dist/{file}");
    let page = fs::read_to_string(dist.join("index.html")).doing(|| reading("index.html"))?;
    let mut weights = Vec::new();
    for file in site::files(dist)? {
        // What keeps the page for later is asked for when the first screen is there; the page as one file is only told of.
        let later = file == offline::WORKER || file == single::FILE;
        if file == "index.html" || (names(&page, &file) && !later) {
            let content = fs::read(dist.join(&file)).doing(|| reading(&file))?;
            let bytes = over_the_wire(&content).doing(|| format!("compress dist/{file}"))?;
            weights.push(Weight {
                kind: kind(&file),
                file,
                bytes,
            });
        }
    }
    weights.sort_by_key(|weight| std::cmp::Reverse(weight.bytes));
    Ok(weights)
}

/// Whether the page's text names the file, as an attribute's value, quoted or not, or in its script.
fn names(page: &str, file: &str) -> bool {
    page.match_indices(file).any(|(at, _)| {
        let before = page[..at].strip_suffix("./").unwrap_or(&page[..at]);
        before.ends_with(['"', '\'', '=']) && page[at + file.len()..].starts_with(['"', '\'', ' ', '>'])
    })
}

fn kind(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("wasm") => "wasm",
        Some("js") => "JS",
        Some("css") => "CSS",
        Some("html") => "HTML",
        _ => "other",
    }
}

fn over_the_wire(content: &[u8]) -> std::io::Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner().len())
}

/// Bytes as kilobytes with one decimal, without the detour over floating point.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + KB / 20) / (KB / 10);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_names_counts_and_nothing_else() {
        let page = "<link href=\"./a.css\"><link href=\"icon.svg\"><script>import './b.js'</script>";
        assert!(names(page, "a.css") && names(page, "icon.svg") && names(page, "b.js"));
        let minified = "<link href=./a.css rel=stylesheet><link href=icon.svg>";
        assert!(names(minified, "a.css") && names(minified, "icon.svg"));
        assert!(!names(page, "css") && !names(page, "schema/bundle-1.schema.json"));
    }

    #[test]
    fn a_program_carries_what_both_need_and_nothing_of_the_other() {
        let weights = [
            ("index.html", 1),
            ("jinwei-0a.js", 20),
            ("jinwei-0a_rearranged.wasm", 300),
            ("office-0b.js", 4_000),
            ("office-0b_rearranged.wasm", 50_000),
            ("style-0c.css", 600_000),
        ]
        .map(|(file, bytes)| Weight {
            kind: kind(file),
            file: file.to_owned(),
            bytes,
        });
        let [school, office] = &PROGRAMS;
        assert_eq!(total(&weights, school), 600_321);
        assert_eq!(total(&weights, office), 654_001);
    }

    #[test]
    fn repetition_travels_light() {
        let bytes = over_the_wire(&[b'a'; 10_000]).expect("memory takes every write");
        assert!(bytes > 0 && bytes < 50, "{bytes}");
    }

    #[test]
    fn kilobytes_are_rounded_to_tenths() {
        assert_eq!(kilobytes(240_000), "240.0");
        assert_eq!(kilobytes(121_349), "121.3");
        assert_eq!(kilobytes(51), "0.1");
    }
}
