//! 二.2-b「整改任务基本完成后，要组织党员、群众代表对整改工作进行评议，了解群众满意度，做好整改提高后续工作」
//!
//! “党员、群众代表”: both groups vote. In each, no more ballots come back than were handed out, and the three kinds
//! of votes make up those that came back.

use crate::domain::{Ballots, Record};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "ballots-do-not-add-up",
    clause: "二.2-b",
    gate: YearEnd,
    severity: Error,
    summary: "评议票数对不上",
    passes: "两方的票数都对得上" => |scene| {
        scene.lived(12, 31);
    },
    fails: "满意、基本满意、不满意的票数合计少了1张" => |scene| {
        scene.lived(12, 31).first().evaluations[0].members_satisfied = Some(13);
    },
}

const MEMBERS: [&str; 5] = [
    "members_issued",
    "members_returned",
    "members_satisfied",
    "members_basically",
    "members_dissatisfied",
];
const MASS: [&str; 5] = [
    "mass_issued",
    "mass_returned",
    "mass_satisfied",
    "mass_basically",
    "mass_dissatisfied",
];

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        for evaluation in &branch.book.evaluations {
            let groups = [(evaluation.members(), MEMBERS), (evaluation.mass(), MASS)];
            let begun = groups.iter().any(|(ballots, _)| *ballots != Ballots::default());
            if evaluation.date.is_none() && !begun {
                continue;
            }
            for (ballots, fields) in groups {
                if let Some((at, words)) = wrong(ballots) {
                    let label = evaluation.def().field(fields[at]).map_or("", |field| field.label);
                    found.add(
                        Address::field(branch.book, "evaluations", evaluation, fields[at]),
                        format!("{}评议的“{label}”{words}", branch.name),
                    );
                }
            }
        }
    }
}

/// The count that is wrong, in the order of the fields, and what is wrong with it.
fn wrong(ballots: Ballots) -> Option<(usize, String)> {
    let (issued, returned) = match (ballots.issued, ballots.returned) {
        (None, _) => return Some((0, "没有填，请补填。".into())),
        (Some(0), _) => return Some((0, "是0，这一方没有评议，请核对或补评。".into())),
        (_, None) => return Some((1, "没有填，请补填。".into())),
        (_, Some(0)) => return Some((1, "是0，这一方没有评议，请核对或补评。".into())),
        (Some(issued), Some(returned)) => (issued, returned),
    };
    if returned > issued {
        return Some((1, format!("（{returned}张）多于发出的{issued}张，请核对。")));
    }
    let kinds = [ballots.satisfied, ballots.basically, ballots.dissatisfied];
    match ballots.votes() {
        None => {
            let at = kinds.iter().position(Option::is_none)?;
            Some((at + 2, "没有填，没有这种票的请填0。".into()))
        }
        Some(votes) if votes != u64::from(returned) => Some((
            2,
            format!("、基本满意、不满意合计{votes}张，与收回的{returned}张不符，请核对。"),
        )),
        Some(_) => None,
    }
}
