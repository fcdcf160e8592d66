//! 二.2-b「整改任务基本完成后，要组织党员、群众代表对整改工作进行评议，了解群众满意度，做好整改提高后续工作」
//!
//! “做好整改提高后续工作”: each vote against asks for something to be done, or for a word why nothing is.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "dissatisfied-without-follow-up",
    clause: "二.2-b",
    gate: YearEnd,
    severity: Warning,
    summary: "评议有不满意票，没有写后续工作",
    passes: "有1张不满意票，写了后续工作" => |scene| {
        scene.lived(12, 31);
    },
    fails: "有1张不满意票，没有写后续工作" => |scene| scene.lived(12, 31).first().evaluations[0].follow_ups.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        for evaluation in branch
            .book
            .evaluations
            .iter()
            .filter(|one| blank(&one.follow_ups))
        {
            let groups = [evaluation.members_dissatisfied, evaluation.mass_dissatisfied];
            let against: u64 = groups.into_iter().flatten().map(u64::from).sum();
            if against > 0 {
                found.add(
                    Address::field(branch.book, "evaluations", evaluation, "follow_ups"),
                    format!(
                        "{}的评议有{against}张不满意票，请写后续工作：做什么、谁负责；不需要的，请说明理由。",
                        branch.name
                    ),
                );
            }
        }
    }
}
