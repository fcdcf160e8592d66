//! 二.2-b「整改任务基本完成后，要组织党员、群众代表对整改工作进行评议，了解群众满意度，做好整改提高后续工作」
//!
//! The notice sets no mark, so none is asked for unless a place sets its own; then the last vote is held to it.

use crate::rules::text::percent;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "satisfaction-below-mark",
    clause: "二.2-b",
    gate: YearEnd,
    severity: Warning,
    summary: "满意率低于本地自定的参考线",
    passes: "满意率97.1%，参考线97%" => |scene| scene.lived(12, 31).programme.pass_mark.value = Some(97),
    fails: "满意率97.1%，参考线98%" => |scene| scene.lived(12, 31).programme.pass_mark.value = Some(98),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    let Some(mark) = cx.programme.pass_mark.value else {
        return;
    };
    for branch in cx.branches() {
        let Some(evaluation) = branch.book.evaluation() else {
            continue;
        };
        let Some(rate) = evaluation.satisfaction_rate() else {
            continue;
        };
        if rate < mark.saturating_mul(10) {
            found.add(
                Address::record(branch.book, "evaluations", evaluation),
                format!(
                    "{}的满意率是{}，低于参考线{mark}%，请查找原因，做好后续工作，或说明理由。",
                    branch.name,
                    percent(rate)
                ),
            );
        }
    }
}
