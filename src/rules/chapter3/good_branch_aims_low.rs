//! 三.2-b「“好”类党支部要敢于把全县、全市乃至全省先进党支部作为自己的赶超对象」
//!
//! “敢于” exhorts, so it warns. Several are allowed; one of the county, the city or the province is
//! enough.

use crate::domain::{BenchmarkLevel, Grade};
use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "good-branch-aims-low",
    clause: "三.2-b",
    gate: Plan,
    severity: Warning,
    summary: "好支部的赶超对象不在县级以上",
    passes: "好支部赶超全县先进" => |_| {},
    fails: "好支部只赶超本系统的支部" => |scene| scene.good().benchmarks[0].level = Some(BenchmarkLevel::System),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches().filter(|branch| branch.grade() == Some(Grade::Good)) {
        let named = || {
            branch
                .book
                .benchmarks
                .iter()
                .filter(|benchmark| !blank(&benchmark.name))
        };
        let far = |level: BenchmarkLevel| !level.is_inside_system();
        if named().any(|benchmark| benchmark.level.is_some_and(far)) {
            continue;
        }
        if let Some(benchmark) = named().next() {
            found.add(
                Address::field(branch.book, "benchmarks", benchmark, "level"),
                format!(
                    "{}定级为好，要敢于赶超全县、全市、全省的先进支部；另选对象的，请说明理由。",
                    branch.name
                ),
            );
        }
    }
}
