//! 三.2-a「各党支部要围绕晋级目标，确定赶超对象」

use crate::rules::text::same;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "benchmark-is-itself",
    clause: "三.2-a",
    gate: Plan,
    severity: Error,
    summary: "赶超对象是本支部自己",
    passes: "赶超对象是别的支部" => |_| {},
    fails: "赶超对象写成了自己" => |scene| scene.first().benchmarks[0].name = scene.first().profile.name.clone(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        for benchmark in &branch.book.benchmarks {
            if same(&benchmark.name, &branch.book.profile.name) {
                found.add(
                    Address::field(branch.book, "benchmarks", benchmark, "name"),
                    format!("{}的赶超对象写成了自己，请改为可学可比的先进支部。", branch.name),
                );
            }
        }
    }
}
