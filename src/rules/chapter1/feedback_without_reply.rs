//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! “接受群众监督”: what the public says is answered. The notice sets no time for it, so it is only called to mind.

use crate::rules::text::{blank, excerpt};
use crate::rules::{Address, Context, Findings};

rule! {
    id: "feedback-without-reply",
    clause: "一.3-e",
    gate: Monthly,
    severity: Reminder,
    summary: "群众反馈还没有答复",
    passes: "群众反馈已经答复" => |scene| {
        let item = scene.lived(8, 10).short().id.clone();
        scene.first().feedbacks.push(Feedback {
            item: Some(item),
            date: Some(day(2012, 8, 3)),
            content: "组织生活记录能不能公开".into(),
            reply: "8月起贴在公开栏".into(),
            ..Feedback::default()
        });
    },
    fails: "群众反馈还没有答复" => |scene| {
        let item = scene.lived(8, 10).short().id.clone();
        scene.first().feedbacks.push(Feedback {
            item: Some(item),
            date: Some(day(2012, 8, 3)),
            content: "组织生活记录能不能公开".into(),
            ..Feedback::default()
        });
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        for feedback in &row.book.feedbacks {
            let of_item = feedback.item.as_ref() == Some(&row.item.id);
            if of_item && !blank(&feedback.content) && blank(&feedback.reply) {
                found.add(
                    Address::field(row.book, "feedbacks", feedback, "reply"),
                    format!(
                        "群众对{}的反馈“{}”还没有答复，请答复后填写。",
                        row.name,
                        excerpt(&feedback.content)
                    ),
                );
            }
        }
    }
}
