//! 二.1-b「要建立整改工作一月调度一次，一月通报一次，联点党员领导干部一周到联系点支部指导一次的“三个一”工作制度」
//!
//! Called to mind in the last days of a month for which none was issued. A bulletin counts once it has a day of
//! issue; one that is only drafted is led back to.

use crate::domain::Duty;
use crate::rules::{Context, Findings};

rule! {
    id: "bulletin-due",
    clause: "二.1-b",
    gate: Monthly,
    severity: Reminder,
    summary: "本月快结束，还没有发通报",
    passes: "7月31日发了通报" => |scene| {
        scene.lived(7, 31);
    },
    fails: "7月31日，本月的通报还没有发出" => |scene| scene.lived(7, 31).unit().bulletins[0].issued_on = None,
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for line in cx.lines_of(&[Duty::Bulletin]) {
        if let Some(asked) = line.asked() {
            found.add_due(
                asked.address,
                format!(
                    "单位{}还没有发通报，请在{}前（含当日）发出，并填写通报日期。",
                    asked.period, asked.last
                ),
                asked.last,
            );
        }
    }
}
