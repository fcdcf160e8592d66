//! The clauses as a table in Markdown: what is recorded for each, where it is asked, what checks it. Made from the
//! declarations.

use std::fmt::Write as _;

use jinwei::domain::{BranchBook, Collection, OfficeBook, UnitBook};
use jinwei::notice::{CLAUSES, Chapter, Programme};
use jinwei::rules::{ALL, Gate, Statistics};
use jinwei::sample;
use jinwei::state::topics::{self, BookKind};

/// What the table says of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// What is recorded for it: collections, and in each the fields that cite it.
    Records,
    /// The pages that ask for these collections.
    Pages,
    /// The rules that check it.
    Rules,
    /// The gates at which they do.
    Gates,
}

impl Column {
    pub(crate) const ALL: [Self; 4] = [Self::Records, Self::Pages, Self::Rules, Self::Gates];
}

/// Cells in which the declarations put nothing, each with the reason in a clerk's words.
pub(crate) const EMPTY: &[(&str, Column, &str)] = &[
    (
        "通-1",
        Column::Records,
        "“参照执行”没有要记的事；各项数字按单位实际调整",
    ),
    ("通-1", Column::Pages, "没有要填的"),
    ("通-1", Column::Rules, "没有可查的事项"),
    ("通-1", Column::Gates, "没有规则"),
    (
        "前-1",
        Column::Rules,
        "单位的账本里只有本单位的支部；办公室的“花名册”“全县情况”页拿支部数与通知的数字核对",
    ),
    (
        "前-1",
        Column::Gates,
        "没有规则；办公室在“花名册”“全县情况”页核对",
    ),
    (
        "一.2-a",
        Column::Records,
        "不用填：从支部“原定等次”推出，较差、一般的就是重点整顿支部",
    ),
    (
        "一.2-a",
        Column::Pages,
        "不用填：“原定等次”在“支部情况与责任制”页",
    ),
    (
        "一.4-a",
        Column::Records,
        "与单位的典型同一种记录（一.4-b），记在办公室账本的“先进典型”里",
    ),
    ("一.4-a", Column::Pages, "办公室“先进典型”"),
];

/// The kinds of books, what papers call each, and what it holds.
const BOOKS: [(BookKind, &str, &[Collection]); 3] = [
    (BookKind::Unit, "单位", UnitBook::COLLECTIONS),
    (BookKind::Branch, "支部", BranchBook::COLLECTIONS),
    (BookKind::Office, "办公室", OfficeBook::COLLECTIONS),
];

/// What the declarations put into a cell.
pub(crate) fn cell(clause: &str, column: Column) -> Vec<String> {
    match column {
        Column::Records => records(clause),
        Column::Pages => pages(clause),
        Column::Rules => {
            let rules = ALL.iter().filter(|rule| rule.clauses().any(|id| id == clause));
            rules.map(|rule| format!("`{}`", rule.id)).collect()
        }
        Column::Gates => {
            let at = |gate: &Gate| {
                let mut rules = ALL.iter().filter(|rule| rule.gate == *gate);
                rules.any(|rule| rule.clauses().any(|id| id == clause))
            };
            let gates = Gate::ALL.into_iter().filter(at);
            gates
                .map(|gate| format!("{} {}", gate.code(), gate.label()))
                .collect()
        }
    }
}

/// Why a cell is empty.
pub(crate) fn reason(clause: &str, column: Column) -> Option<&'static str> {
    let mut given = EMPTY.iter();
    let found = given.find(|(id, of, _)| *id == clause && *of == column);
    found.map(|(_, _, why)| *why)
}

/// The labels of a collection's fields that cite a clause.
fn citing(collection: &Collection, clause: &str) -> Vec<&'static str> {
    let fields = collection.record.fields.iter();
    let citing = fields.filter(|field| field.clause == clause);
    citing.map(|field| field.label).collect()
}

fn records(clause: &str) -> Vec<String> {
    let mut records = Vec::new();
    for (_, book, collections) in BOOKS {
        for collection in collections {
            let labels = citing(collection, clause);
            if !labels.is_empty() {
                let title = collection.record.title;
                records.push(format!("{book}“{title}”：{}", labels.join("、")));
            }
        }
    }
    records
}

fn pages(clause: &str) -> Vec<String> {
    let mut pages = Vec::new();
    for (kind, book, collections) in BOOKS {
        let cites = |name: &&str| {
            let mut known = collections.iter();
            known.any(|collection| collection.name == *name && !citing(collection, clause).is_empty())
        };
        for topic in topics::list(kind) {
            if topic.blocks.iter().any(&cites) {
                pages.push(format!("{book}“{}”", topic.title));
            }
        }
    }
    pages
}

/// What is counted, by clause: every statistic of a unit's and of the office's desk.
fn statistics() -> Vec<(&'static str, String)> {
    let last = Programme::default().year_end.value;
    let mut books = sample::lived(last);
    books.office = Some(sample::accepted(&books));
    let lines = Statistics::of(&books, &Programme::default(), last).lines();
    lines.into_iter().map(|line| (line.clause, line.label)).collect()
}

/// `docs/clauses.md`, as it must be.
pub(crate) fn clauses_table() -> String {
    let mut text = String::new();
    let mut line = |words: &str| {
        let _ = writeln!(text, "{words}");
    };
    let programme = Programme::default();
    line("# 条款对照表\n");
    line(
        "本页由声明生成：`cargo run --example rules_table`。一条一行：记在哪里、在哪一页填、由哪些规则检查、在哪个环节查、",
    );
    line(
        "统计什么。没有内容的格子，斜体写明原因；通知没有要求统计的，统计一栏留“—”。规则的内容见 [rules.md](rules.md)。\n",
    );
    line(&format!(
        "依据：{}《{}》。共 {} 个条款。",
        programme.number,
        programme.title,
        CLAUSES.len()
    ));
    let counted = statistics();
    for chapter in Chapter::ALL {
        line(&format!("\n## {}\n", chapter.title()));
        line("| 条款 | 原文 | 责任主体 | 记录 | 填写的页 | 规则 | 环节 | 统计 |");
        line("|---|---|---|---|---|---|---|---|");
        for clause in CLAUSES.iter().filter(|clause| clause.chapter == chapter) {
            let mut row = format!("| {} | {} | {} |", clause.id, clause.words, clause.bound);
            for column in Column::ALL {
                let words = cell(clause.id, column);
                let words = match reason(clause.id, column) {
                    Some(why) => format!("*{why}*"),
                    None => words.join("<br>"),
                };
                let _ = write!(row, " {words} |");
            }
            let counts = counted.iter().filter(|(id, _)| *id == clause.id);
            let counts: Vec<&str> = counts.map(|(_, label)| label.as_str()).collect();
            let counts = if counts.is_empty() {
                "—".into()
            } else {
                counts.join("<br>")
            };
            line(&format!("{row} {counts} |"));
        }
    }
    text
}
