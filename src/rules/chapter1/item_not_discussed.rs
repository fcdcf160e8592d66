//! 一.1-a「基层党支部要召开支部专题会议，对查找的问题逐个研究分析，找出问题根源，找准解决办法，做到一个问题
//! 一个解决措施」
//!
//! “逐个研究”: each item stands in the record of some special meeting that was held, that is, has a date. Where none
//! was, that alone is said (no-special-meeting).

use crate::rules::{Address, Context, Findings};

rule! {
    id: "item-not-discussed",
    clause: "一.1-a",
    gate: Plan,
    severity: Error,
    summary: "有问题没有在专题会议上研究",
    passes: "专题会议逐个研究了全部问题" => |_| {},
    fails: "会议记录漏了一个问题" => |scene| drop(scene.first().special_meetings[0].items.pop()),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        let meetings = row.book.special_meetings.iter();
        let mut held = meetings.filter(|meeting| meeting.date.is_some());
        let Some(last) = held.clone().next_back() else {
            continue;
        };
        if !held.any(|meeting| meeting.items.contains(&row.item.id)) {
            found.add(
                Address::field(row.book, "special_meetings", last, "items"),
                format!(
                    "{}没有在专题会议上研究，请在会议记录中勾选，或补开会议研究。",
                    row.name
                ),
            );
        }
    }
}
