//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! “并公示整改情况”: publicity follows the close-out and is not its precondition, so it is asked at the year's end and not
//! when the item is crossed off. A notice counts once it hangs, whichever month's it is.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "closed-item-never-publicised",
    clause: "一.3-e",
    gate: YearEnd,
    severity: Error,
    summary: "已经销号的项目从来没有公示",
    passes: "销号的项目都公示过" => |scene| {
        scene.lived(12, 31);
    },
    fails: "一个销号的项目没有列入任何一次公示" => |scene| {
        let item = scene.lived(12, 31).short().id.clone();
        for notice in &mut scene.first().public_notices {
            notice.items.retain(|shown| *shown != item);
        }
    },
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for row in cx.items() {
        let notices = &row.book.public_notices;
        let shown = notices
            .iter()
            .any(|notice| notice.from.is_some() && notice.items.contains(&row.item.id));
        if row.book.closed(&row.item.id).is_none() || shown {
            continue;
        }
        found.add(
            match notices.last() {
                Some(last) => Address::field(row.book, "public_notices", last, "items"),
                None => Address::missing(row.book, "public_notices"),
            },
            format!(
                "{}已经销号，还没有公示过，请在公示过它的那次公示中勾选，或补一次公示。",
                row.name
            ),
        );
    }
}
