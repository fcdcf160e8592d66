//! 一.2-e「继续开展“五位一体”转化升级活动」
//!
//! What the five parts are is said in an earlier local paper and not here, so they are free labels, blank
//! at first. Never an error.

use crate::rules::text::blank;
use crate::rules::{Address, Context, Findings};

rule! {
    id: "five-in-one-blank",
    clause: "一.2-e",
    gate: Plan,
    severity: Reminder,
    summary: "“五位一体”转化升级活动没有填全",
    passes: "一般支部填写了五项内容" => |scene| {
        scene.first().five_in_one = ["一", "二", "三", "四", "五"]
            .map(|label| FiveInOnePart {
                label: format!("第{label}项"),
                content: "按本地文件开展".into(),
                ..FiveInOnePart::default()
            })
            .into();
    },
    fails: "一般支部五项都空着" => |_| {},
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.weak_branches() {
        let parts = &branch.book.five_in_one;
        let written = parts
            .iter()
            .filter(|part| !blank(&part.label) && !blank(&part.content))
            .count();
        let wanted = cx.programme.five_in_one_parts.value as usize;
        if written < wanted {
            found.add(
                Address::missing(branch.book, "five_in_one"),
                format!(
                    "{}的“五位一体”转化升级活动应有{wanted}项，已填{written}项，请按本地原有文件补填。",
                    branch.name
                ),
            );
        }
    }
}
