//! The rules as a table in Markdown, made from the declarations.

use std::fmt::Write as _;

use jinwei::notice::{CLAUSES, Chapter, Programme, clause};
use jinwei::rules::{ALL, Rule, UNCHECKED};

/// `docs/rules.md`, as it must be.
pub(crate) fn rules_table() -> String {
    let mut text = String::new();
    let mut line = |words: String| {
        let _ = writeln!(text, "{words}");
    };
    let programme = Programme::default();
    line("# 检查规则".into());
    line(String::new());
    line(
        "本页由 `src/rules` 里的声明生成：`cargo run --example rules_table`。没有规则的条款及其原因，见最后一张表。"
            .into(),
    );
    line(String::new());
    line(format!(
        "依据：{}《{}》。共 {} 条规则，{} 个条款。",
        programme.number,
        programme.title,
        ALL.len(),
        CLAUSES.len()
    ));
    for chapter in Chapter::ALL {
        let rules: Vec<&Rule> = ALL
            .iter()
            .copied()
            .filter(|rule| clause(rule.clause).is_some_and(|clause| clause.chapter == chapter))
            .collect();
        if rules.is_empty() {
            continue;
        }
        line(format!("\n## {}\n", chapter.title()));
        line("| 规则 | 条款 | 环节 | 轻重 | 查什么 | 通过的例子 | 不通过的例子 |".into());
        line("|---|---|---|---|---|---|---|".into());
        for rule in rules {
            let clauses: Vec<_> = rule.clauses().collect();
            let severity = if rule.only_marks {
                "只标记，不挡报送"
            } else {
                rule.severity.label()
            };
            line(format!(
                "| `{}` | {} | {} {} | {} | {} | {} | {} |",
                rule.id,
                clauses.join("、"),
                rule.gate.code(),
                rule.gate.label(),
                severity,
                rule.summary,
                rule.passes,
                rule.fails,
            ));
        }
    }
    line("\n## 没有规则的条款\n".into());
    line("| 条款 | 原文 | 为什么不查 |".into());
    line("|---|---|---|".into());
    for (id, why) in UNCHECKED {
        let words = clause(id).map_or("", |clause| clause.words);
        line(format!("| {id} | {words} | {why} |"));
    }
    text
}
