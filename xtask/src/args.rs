//! What was typed after `cargo xtask`, as a value.

use crate::bench::UNITS;
use crate::endure::{self, Endure};
use crate::steps::Step;
use crate::trouble::Trouble;

/// The port of `serve` when none is given.
pub(crate) const PORT: u16 = 8080;

/// What `cargo xtask help` prints.
pub(crate) const HELP: &str = "\
cargo xtask serve [--port 8080]   build the release page and serve it on 127.0.0.1
cargo xtask dist                  build the release page into dist/, sealed and weighed
cargo xtask dist --quick          build the page into dist-quick/ unoptimised, in seconds: to work on it
cargo xtask test [STEP…]          every check in Debian's Chromium, or only the named steps, in order
cargo xtask test --list           the steps of test
cargo xtask bench [--units 1000] [--built]
                                  measure the office's desk with a province's files, into docs/scale.md; with --built
                                  on the page that is in dist/
cargo xtask endure fuzz [--minutes 30]
                                  feed everything that reads with bytes that nobody thought of, into docs/endurance.md
cargo xtask endure kills [--times 200] [--seed N] [--built]
cargo xtask endure tabs [--minutes 5] [--seed N] [--built]
                                  kill a browser at work, again and again; write in two tabs at once; into the same page
cargo xtask seal                  (called by Trunk's post_build hook) write the page's security policy

Each command first sets up what it misses, and says so.
";

/// One task, ready to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Build the page and serve it on this port of 127.0.0.1.
    Serve {
        /// The port; 0 lets the system choose.
        port: u16,
    },
    /// Build, seal and weigh the release page.
    Dist,
    /// Build the page unoptimised, beside the release page.
    QuickDist,
    /// Seal the page that Trunk is about to publish.
    Seal,
    /// Run these steps in the order of [`Step::ALL`].
    Test {
        /// The steps; never empty.
        steps: Vec<Step>,
    },
    /// Measure the page.
    Bench {
        /// How many units hand in.
        units: usize,
        /// Whether the page in `dist/` is measured, and none is built.
        built: bool,
    },
    /// Do what takes long.
    Endure(Endure),
    /// Print the steps of `test`.
    ListSteps,
    /// Print the help.
    Help,
}

/// Reads the words after `cargo xtask`.
pub(crate) fn parse(typed: &[String]) -> Result<Task, Trouble> {
    let words: Vec<&str> = typed.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["help" | "--help" | "-h", ..] | [_, "--help" | "-h"] => Ok(Task::Help),
        ["serve"] => Ok(Task::Serve { port: PORT }),
        ["serve", "--port", port] => serve_on(port),
        ["serve", flag] if flag.starts_with("--port=") => serve_on(&flag["--port=".len()..]),
        ["dist"] => Ok(Task::Dist),
        ["dist", "--quick"] => Ok(Task::QuickDist),
        ["seal"] => Ok(Task::Seal),
        ["test", "--list"] => Ok(Task::ListSteps),
        ["test", names @ ..] => test(names),
        ["bench", words @ ..] => bench(words),
        ["endure", words @ ..] => endure::parse(words).map(Task::Endure),
        _ => Err(Trouble::new(format!(
            "cannot read `{}`. Try one of:\n\n{HELP}",
            words.join(" ")
        ))),
    }
}

fn serve_on(port: &str) -> Result<Task, Trouble> {
    match port.parse() {
        Ok(port) => Ok(Task::Serve { port }),
        Err(_) => Err(Trouble::new(format!(
            "`{port}` is no port; type a number up to 65535, such as {PORT}"
        ))),
    }
}

fn bench(words: &[&str]) -> Result<Task, Trouble> {
    let (mut units, mut built) = (UNITS, false);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "--built" => built = true,
            "--units" => {
                let number = words.next().copied().unwrap_or_default();
                units = number.parse().ok().filter(|units| *units > 0).ok_or_else(|| {
                    Trouble::new(format!(
                        "`{number}` is no number of units; type one such as {UNITS}"
                    ))
                })?;
            }
            _ => return Err(Trouble::new(format!("cannot read `{word}`. Try:\n\n{HELP}"))),
        }
    }
    Ok(Task::Bench { units, built })
}

fn test(names: &[&str]) -> Result<Task, Trouble> {
    for name in names {
        if !Step::ALL.iter().any(|step| step.name() == *name) {
            return Err(Trouble::new(format!(
                "there is no step `{name}`. The steps are:\n\n{}",
                crate::steps::listing()
            )));
        }
    }
    let wanted = |step: &Step| {
        if names.is_empty() {
            step.is_usual()
        } else {
            names.contains(&step.name())
        }
    };
    Ok(Task::Test {
        steps: Step::ALL.into_iter().filter(wanted).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> Result<Task, Trouble> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn serve_takes_a_port() {
        assert_eq!(typed("serve"), Ok(Task::Serve { port: 8080 }));
        assert_eq!(typed("serve --port 9000"), Ok(Task::Serve { port: 9000 }));
        assert_eq!(typed("serve --port=9001"), Ok(Task::Serve { port: 9001 }));
        assert!(typed("serve --port 70000").is_err());
        assert!(typed("serve here").is_err());
    }

    #[test]
    fn test_runs_the_usual_or_the_named_steps_in_their_own_order() {
        assert_eq!(
            typed("test"),
            Ok(Task::Test {
                steps: Step::ALL[..6].to_vec()
            })
        );
        assert_eq!(
            typed("test engines"),
            Ok(Task::Test {
                steps: vec![Step::Engines]
            })
        );
        assert_eq!(
            typed("test native fmt"),
            Ok(Task::Test {
                steps: vec![Step::Fmt, Step::Native]
            })
        );
        assert_eq!(typed("test --list"), Ok(Task::ListSteps));
    }

    #[test]
    fn an_unknown_step_is_answered_with_the_list() {
        let Err(trouble) = typed("test fnt") else {
            panic!("`fnt` is no step")
        };
        assert!(trouble.to_string().contains("journeys"), "{trouble}");
    }

    #[test]
    fn bench_takes_a_number_of_units() {
        let bench = |units, built| Ok(Task::Bench { units, built });
        assert_eq!(typed("bench"), bench(UNITS, false));
        assert_eq!(typed("bench --units 45 --built"), bench(45, true));
        assert!(typed("bench --units 0").is_err());
        assert!(typed("bench --units").is_err());
        assert!(typed("bench fast").is_err());
    }

    #[test]
    fn help_is_never_far() {
        assert_eq!(typed(""), Ok(Task::Help));
        assert_eq!(typed("dist --help"), Ok(Task::Help));
        assert!(typed("deploy").is_err());
    }
}
