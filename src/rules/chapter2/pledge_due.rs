//! 二.2-f「党支部要抓好党员“五带头”和履诺践诺工作，充分发挥党员在整改工作中的作用」
//!
//! “履诺践诺”: counted down to the day that the member set, and on from it until the branch has judged the pledge
//! (评诺). One that was judged broken is judged, and asks nothing more.

use crate::domain::Fulfilment;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "pledge-due",
    clause: "二.2-f",
    gate: Monthly,
    severity: Reminder,
    summary: "党员承诺快到期或已超期，还没有评诺",
    passes: "还有17天到期" => |scene| {
        scene.lived(12, 3);
    },
    fails: "还有7天到期" => |scene| scene.lived(12, 3).first().pledges[0].due = Some(day(2012, 12, 10)),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        for pledge in &branch.book.pledges {
            if matches!(pledge.fulfilment, Some(Fulfilment::Kept | Fulfilment::Broken)) {
                continue;
            }
            let Some(due) = pledge.due else { continue };
            if let Some(words) = cx.countdown_and_on(due) {
                found.add_due(
                    Address::field(branch.book, "pledges", pledge, "fulfilment"),
                    format!(
                        "{}“{}”的承诺{words}，请督促兑现并评诺，填写践诺情况。",
                        branch.name,
                        pledge.member.trim()
                    ),
                    due,
                );
            }
        }
    }
}
