//! 三.2-a「各党支部要围绕晋级目标，确定赶超对象」
//!
//! All branches owe one; how many, and how far away, depends on the grade (三.2-b, 三.2-c).

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-benchmark",
    clause: "三.2-a",
    also: ["三.2-c"],
    gate: Plan,
    severity: Error,
    summary: "没有确定赶超对象",
    passes: "每个支部都有赶超对象" => |_| {},
    fails: "一个支部没有赶超对象" => |scene| scene.first().benchmarks.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let benchmarks = &branch.book.benchmarks;
        if benchmarks.iter().any(|benchmark| !blank(&benchmark.name)) {
            continue;
        }
        let address = match benchmarks.first() {
            Some(benchmark) => Address::field(branch.book, "benchmarks", benchmark, "name"),
            None => Address::missing(branch.book, "benchmarks"),
        };
        found.add(address, format!("{}还没有确定赶超对象，请填写。", branch.name));
    }
}
