//! Runs commands and says what is going on.

use std::process::{Command, Stdio};
use std::time::Instant;

use crate::trouble::{Trouble, While};

/// Runs a command with its output on the terminal; a failure is told with the command line and `hint`.
pub(crate) fn run(command: &mut Command, hint: &str) -> Result<(), Trouble> {
    let line = spoken(command);
    let status = command.status().doing(|| format!("start `{line}` ({hint})"))?;
    if status.success() {
        return Ok(());
    }
    Err(Trouble::new(format!("`{line}` failed ({status}).\n{hint}")))
}

/// What a command prints, without its last line end; nothing if it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim_end().to_owned())
}

/// Does long work between a line that says what it is and a line that says how long it took.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    println!("── {what}");
    let start = Instant::now();
    let result = work();
    let seconds = start.elapsed().as_secs_f32();
    let end = if result.is_ok() { "done" } else { "failed" };
    let name = what.split([':', '(']).next().unwrap_or(what).trim_end();
    println!("── {name}: {end} after {seconds:.1} s");
    result
}

/// The command as one would type it.
pub(crate) fn spoken(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    let name = program.rsplit('/').next().unwrap_or(&program).to_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_tells_the_command_and_the_hint() {
        let Err(trouble) = run(Command::new("/bin/sh").args(["-c", "exit 3"]), "Type this.") else {
            panic!("exit 3 is a failure")
        };
        let words = trouble.to_string();
        assert!(
            words.contains("`sh -c exit 3`") && words.contains("Type this."),
            "{words}"
        );
    }

    #[test]
    fn a_missing_program_answers_nothing() {
        assert_eq!(answer(&mut Command::new("/nowhere/at-all")), None);
        assert_eq!(answer(Command::new("/bin/echo").arg("hi")).as_deref(), Some("hi"));
    }
}
