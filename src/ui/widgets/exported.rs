//! Plain confirmation after a file was handed over.

use crate::state::{Counts, Exported, fingerprint};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{maybe, nothing, p};
use leptos::prelude::*;

/// Says what is in the file, what it is called, how to tell it again, and what to do with it now.
pub(in crate::ui) fn exported_panel(exported: Exported, next: &'static str) -> AnyView {
    let signed = maybe(exported.signed_by, |key| {
        parts(vec![
            part(el("dt").child("签名号")),
            part(el("dd").class("number").child(fingerprint(&key))),
        ])
    });
    let sealed = if exported.sealed {
        p(
            "",
            "文件加了口令。请当面或打电话把口令告诉对方，不要和文件一起发。",
        )
    } else {
        nothing()
    };
    el("section")
        .class("panel done")
        .attr("role", "status")
        .attr("id", "exported")
        .attr("tabindex", "-1")
        .child(el("h2").child("文件已导出"))
        .child(el("p").child("已按文件内容重新读过一遍，与账本一致。文件在浏览器的下载文件夹里。"))
        .child(
            el("dl")
                .child(el("dt").child("文件名"))
                .child(el("dd").class("file-name").child(exported.file_name))
                .child(el("dt").child("内容"))
                .child(el("dd").child(counts(&exported.counts)))
                .child(el("dt").child("校验码（SHA-256）"))
                .child(el("dd").class("digest").child(exported.digest))
                .child(signed),
        )
        .child(sealed)
        .child(el("p").child(next))
        .view()
}

/// What is in a file, in words.
pub(in crate::ui) fn counts(counts: &Counts) -> String {
    let records = format!("共 {} 条记录", counts.records);
    match (counts.branches, counts.items) {
        // A register or a review holds no ledgers.
        (0, 0) => records,
        (branches, items) => format!("{branches} 个支部，{items} 项台账，{records}"),
    }
}
