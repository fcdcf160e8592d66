//! 一.3-e「每个党支部都要对照整改台帐、做到解决一个问题销号一个问题，并公示整改情况，接受群众监督」
//!
//! “并公示整改情况”: publicity follows the close-out and is not its precondition, so it is asked at the year's end and not
//! when the item is crossed off. A notice counts once it hangs, whichever month's it is, if its poster shows the item as
//! solved: it names the item or, naming none, is of the month in which it was crossed off; and it tells of days up to
//! then, that is, of its whole month and of those before it hung.

use chrono::{Months, NaiveDate};

use crate::domain::{Id, PublicNotice};
use crate::notice::first_of_month;
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
        let closed = row.book.closed(&row.item.id);
        let Some(closed_on) = closed.and_then(|close_out| close_out.closed_on) else {
            continue;
        };
        if notices
            .iter()
            .any(|notice| shows(notice, &row.item.id, closed_on))
        {
            continue;
        }
        found.add(
            match notices.last() {
                Some(last) => Address::field(row.book, "public_notices", last, "items"),
                None => Address::missing(row.book, "public_notices"),
            },
            format!(
                "{}已在{closed_on}销号，销号以后还没有公示过，请在公示过它的那次公示中勾选，或补一次公示。",
                row.name
            ),
        );
    }
}

/// Whether a notice hung that showed the item as crossed off.
fn shows(notice: &PublicNotice, item: &Id, closed_on: NaiveDate) -> bool {
    let Some(hung) = notice.from else { return false };
    let month = first_of_month(notice.month.unwrap_or(hung));
    let next = month.checked_add_months(Months::new(1));
    let last = next.and_then(|next| next.pred_opt()).unwrap_or(month).max(hung);
    let meant = if notice.items.is_empty() {
        month <= closed_on
    } else {
        notice.items.contains(item)
    };
    meant && closed_on <= last
}
