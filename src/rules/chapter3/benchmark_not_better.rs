//! 三.2-c「“较好”、“一般”和“较差”类的党支部要明确一个可学可比的先进支部作为赶超对象」
//!
//! “先进支部”: inside the bureau's own system grades are known, so one that is no better can be told.
//! Where its grade is not filled in, nothing is said. Binds the branches that are not 好; for 好 see
//! good-branch-aims-low.

use crate::domain::{BenchmarkLevel, Choose, Grade};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "benchmark-not-better",
    clause: "三.2-c",
    gate: Plan,
    severity: Warning,
    summary: "系统内的赶超对象等次不比自己高",
    passes: "赶超对象定级为好" => |_| {},
    fails: "较好支部赶超另一个较好支部" => |scene| scene.fairly_good().benchmarks[0].grade = Some(Grade::FairlyGood),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let Some(own) = branch.grade().filter(|grade| *grade < Grade::Good) else {
            continue;
        };
        for benchmark in &branch.book.benchmarks {
            let inside = benchmark.level.is_some_and(BenchmarkLevel::is_inside_system);
            if let Some(grade) = benchmark.grade.filter(|grade| inside && *grade <= own) {
                found.add(
                    Address::field(branch.book, "benchmarks", benchmark, "grade"),
                    format!(
                        "{}的赶超对象“{}”定级为“{}”，不比本支部高，请另选；仍选它的，请说明理由。",
                        branch.name,
                        benchmark.name.trim(),
                        grade.label()
                    ),
                );
            }
        }
    }
}
