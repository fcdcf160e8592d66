//! 一.3-b「针对整改问题的难易程度，按长、中、短期落实整改时间，以“倒计时”方式抓好整改」
//!
//! A countdown that may be put off without a word counts down to nothing: who puts it off says when it was asked for,
//! till when, and why, and the new day lies after the old one.

use crate::rules::{Address, Context, Findings};

rule! {
    id: "incomplete-extension",
    clause: "一.3-b",
    gate: CloseOut,
    severity: Error,
    summary: "延期没有写全，或没有延到原定时限以后",
    passes: "延期写明了提出日期、新的时限和理由" => |scene| {
        scene.lived(8, 10).extension();
    },
    fails: "延期没有写理由" => |scene| scene.lived(8, 10).extension().reason.clear(),
}

fn check(cx: &Context<'_>, found: &mut Findings<'_>) {
    for (row, extension) in cx.extensions() {
        let fields = ["asked_on", "new_due", "reason"];
        found.add_blanks(row.book, "extensions", extension, &fields, |label| {
            format!("{}的延期缺“{label}”，请补填。", row.name)
        });
        if let (Some(from), Some(until)) = (extension.from_due, extension.new_due)
            && until <= from
        {
            found.add(
                Address::field(row.book, "extensions", extension, "new_due"),
                format!("{}延期到{until}，没有晚于原定时限{from}，请改正。", row.name),
            );
        }
    }
}
