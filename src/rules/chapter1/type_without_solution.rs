//! 一.1-b「要针对党支部普遍存在的经费投入不足，组织活动开展少，党组织制度坚持难、党建与业务工作“两张皮”等
//! 不同类型问题，分类研究制订解决的办法和措施，做到一个类型的问题有一套管用的解决方案，抓好整改落实」
//!
//! The sentence names no subject. “普遍存在” and “分类” look across branches, so the set of solutions
//! is the unit's; a branch directly under the bureau's committee, being its own unit, writes its own. At a
//! branch's desk there is no unit's book and nothing to say.
//!
//! A type is one of the four or, for others, its own label. “办法和措施”: both are written.

use crate::domain::{Choose, LedgerItem, ProblemType, TypeSolution};
use crate::rules::text::{bare, blank};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "type-without-solution",
    clause: "一.1-b",
    gate: Plan,
    severity: Error,
    summary: "有一类问题没有成套的解决办法和措施",
    passes: "台账里出现的每类问题都有解决方案" => |_| {},
    fails: "删去了“经费投入不足”类的解决方案" => |scene| drop(scene.unit().type_solutions.remove(0)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(unit) = cx.unit() else { return };
    let mut seen = Vec::new();
    for row in cx.items() {
        let Some(kind) = kind_of_item(row.item) else {
            continue;
        };
        if seen.contains(&kind) {
            continue;
        }
        let title = match kind.0 {
            ProblemType::Other => row.item.type_label.trim(),
            named => named.label(),
        };
        let solutions = || {
            let all = unit.type_solutions.iter();
            all.filter(|known| kind_of_solution(known) == Some(kind.clone()))
        };
        if solutions().any(|known| !blank(&known.approach) && !blank(&known.steps)) {
            seen.push(kind);
            continue;
        }
        match solutions().next() {
            None => found.add(
                Address::missing(unit, "type_solutions"),
                format!(
                    "“{title}”类问题还没有成套的解决方案（{}属于这一类），请补写办法和措施。",
                    row.name
                ),
            ),
            Some(solution) => {
                let fields = ["approach", "steps"];
                found.add_blanks(unit, "type_solutions", solution, &fields, |label| {
                    format!("“{title}”类的解决方案缺“{label}”，请补写。")
                });
            }
        }
        seen.push(kind);
    }
}

/// A type, told from others by its label where it is not one of the four.
type Kind = (ProblemType, String);

fn kind(problem_type: Option<ProblemType>, label: &str) -> Option<Kind> {
    match problem_type? {
        ProblemType::Other => {
            let label = bare(label);
            (!label.is_empty()).then_some((ProblemType::Other, label))
        }
        named => Some((named, String::new())),
    }
}

fn kind_of_item(item: &LedgerItem) -> Option<Kind> {
    kind(item.problem_type, &item.type_label)
}

fn kind_of_solution(solution: &TypeSolution) -> Option<Kind> {
    kind(solution.problem_type, &solution.type_label)
}
