//! 三.2-c「“较好”、“一般”和“较差”类的党支部要明确一个可学可比的先进支部作为赶超对象」
//!
//! “一个”: exactly one for the branches that are not 好. That there is none is told by no-benchmark.

use crate::domain::Grade;
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "too-many-benchmarks",
    clause: "三.2-c",
    gate: Plan,
    severity: Error,
    summary: "较好及以下支部的赶超对象多于一个",
    passes: "较好支部有一个赶超对象" => |_| {},
    fails: "较好支部填了两个赶超对象" => |scene| {
        let second = Benchmark {
            name: "示例三中党支部".into(),
            ..Benchmark::default()
        };
        scene.fairly_good().benchmarks.push(second);
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let wanted = cx.programme.benchmarks.value as usize;
    let lower = |grade| grade < Grade::Good;
    for branch in cx.branches().filter(|branch| branch.grade().is_some_and(lower)) {
        let mut named = branch
            .book
            .benchmarks
            .iter()
            .filter(|benchmark| !blank(&benchmark.name));
        if let Some(surplus) = named.nth(wanted) {
            found.add(
                Address::field(branch.book, "benchmarks", surplus, "name"),
                format!(
                    "{}要明确{wanted}个赶超对象，多填了“{}”，请只留{wanted}个。",
                    branch.name,
                    surplus.name.trim()
                ),
            );
        }
    }
}
