//! Checks bundles against the notice's rules, without the page.
//!
//! ```text
//! cargo run --example check -- FILE… --today 2012-07-05
//! ```
//!
//! Prints one JSON object a finding and line: `file`, `rule`, `clause`, `gate`, `severity`, `document`,
//! `collection`, `record`, `field`, `message`, `reason`. Statistics are left out, and what is not asked yet on that
//! day. Exit status: 0 no errors, 1 errors, 2 a file that cannot be read or a wrong command line.

use std::io::Write as _;
use std::process::ExitCode;

use chrono::NaiveDate;
use jinwei::bundle::{Bundle, WireFinding, read};
use jinwei::domain::{Id, Kind, Value};
use jinwei::notice::Programme;
use jinwei::rules::{Severity, asked};
use serde::Serialize;

const USAGE: &str = "\
用法：cargo run --example check -- 文件… --today 年-月-日

  文件…            晋位台账导出的 .json 文件，可以有多个
  --today 年-月-日   按哪一天检查，如 2012-07-05；必须写明，检查从不看电脑的时钟

每行输出一条检查结果（JSON）。退出码：0 没有错误，1 有错误，2 文件读不了或命令不对。";

/// One finding, as it is printed.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    rule: &'a str,
    clause: &'a str,
    gate: &'a str,
    severity: &'a str,
    document: &'a str,
    collection: &'a str,
    record: Option<&'a str>,
    field: Option<&'a str>,
    message: &'a str,
    reason: Option<&'a str>,
}

fn main() -> ExitCode {
    let (files, today) = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(words) => {
            eprintln!("{words}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let (mut errors, mut unreadable) = (false, false);
    for file in files {
        match open(&file) {
            Ok(bundle) => errors |= report(&file, &bundle, today),
            Err(words) => {
                eprintln!("{file}: {words}");
                unreadable = true;
            }
        }
    }
    ExitCode::from(if unreadable { 2 } else { u8::from(errors) })
}

/// The files and the day, or what is wrong with the command line.
fn arguments(mut given: impl Iterator<Item = String>) -> Result<(Vec<String>, NaiveDate), String> {
    let (mut files, mut today) = (Vec::new(), None);
    while let Some(argument) = given.next() {
        if argument == "--today" {
            let typed = given.next().unwrap_or_default();
            let Ok(Value::Date(Some(day))) = Kind::Date.parse(&typed) else {
                return Err(format!("--today 后面的“{typed}”不是有效的日期。"));
            };
            today = Some(day);
        } else if argument.starts_with("--") {
            return Err(format!("不认识的选项“{argument}”。"));
        } else {
            files.push(argument);
        }
    }
    let today = today.ok_or("没有写 --today。")?;
    if files.is_empty() {
        return Err("没有写文件。".into());
    }
    Ok((files, today))
}

fn open(file: &str) -> Result<Bundle, String> {
    let bytes = std::fs::read(file).map_err(|error| format!("打不开文件：{error}"))?;
    read(&bytes).map_err(|unreadable| format!("[{}] {}", unreadable.code(), unreadable.words()))
}

/// Prints a bundle's findings; whether an error is among them.
fn report(file: &str, bundle: &Bundle, today: NaiveDate) -> bool {
    let in_books = bundle
        .books
        .iter()
        .flat_map(|book| &book.as_document().head().set_aside);
    for aside in bundle.set_aside.iter().chain(in_books) {
        eprintln!(
            "{file}: “{}”中有一条读不出来，已另行保留：{}",
            aside.collection, aside.reason
        );
    }
    let programme = Programme::default();
    let mut errors = false;
    for books in bundle.plans() {
        for finding in asked(&books, &programme, today) {
            let severity = finding.rule.severity;
            if severity == Severity::Statistic {
                continue;
            }
            errors |= severity == Severity::Error;
            let finding = WireFinding::from(&finding);
            let line = Line {
                file,
                record: finding.record.as_ref().map(Id::as_str),
                document: finding.document.as_str(),
                rule: &finding.rule,
                clause: &finding.clause,
                gate: &finding.gate,
                severity: &finding.severity,
                collection: &finding.collection,
                field: finding.field.as_deref(),
                message: &finding.message,
                reason: finding.reason.as_deref(),
            };
            let Ok(line) = serde_json::to_string(&line) else {
                continue;
            };
            // Whoever reads only the first lines, with `head`, has closed the pipe by then.
            let _ = writeln!(std::io::stdout(), "{line}");
        }
    }
    errors
}
