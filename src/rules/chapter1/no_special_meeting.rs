//! 一.1-a「基层党支部要召开支部专题会议，对查找的问题逐个研究分析，找出问题根源，找准解决办法，做到一个问题
//! 一个解决措施」
//!
//! A meeting counts once it has a date: an undated one has not been held yet.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "no-special-meeting",
    clause: "一.1-a",
    gate: Plan,
    severity: Error,
    summary: "支部没有召开专题会议",
    passes: "每个支部都开了专题会议" => |_| {},
    fails: "一个支部没有专题会议记录" => |scene| scene.first().special_meetings.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for branch in cx.branches() {
        let book = branch.book;
        if book.special_meetings.iter().any(|meeting| meeting.date.is_some()) {
            continue;
        }
        let address = match book.special_meetings.first() {
            Some(meeting) => Address::field(book, "special_meetings", meeting, "date"),
            None => Address::missing(book, "special_meetings"),
        };
        found.add(
            address,
            format!(
                "{}还没有专题会议的记录，请开会逐个研究问题，并填写会议日期。",
                branch.name
            ),
        );
    }
}
