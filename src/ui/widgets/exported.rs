//! Plain confirmation after a file was handed over.

use crate::state::{Counts, Exported};
use leptos::prelude::*;

/// Says what is in the file, what it is called, how to tell it again, and what to do with it now.
pub(in crate::ui) fn exported_panel(exported: Exported, next: &'static str) -> AnyView {
    view! {
        <section class="panel done" role="status" id="exported" tabindex="-1">
            <h2>"文件已导出"</h2>
            <p>"已按文件内容重新读过一遍，与账本一致。文件在浏览器的下载文件夹里。"</p>
            <dl>
                <dt>"文件名"</dt>
                <dd class="file-name">{exported.file_name}</dd>
                <dt>"内容"</dt>
                <dd>{counts(&exported.counts)}</dd>
                <dt>"校验码（SHA-256）"</dt>
                <dd class="digest">{exported.digest}</dd>
            </dl>
            <p>{next}</p>
        </section>
    }
    .into_any()
}

/// What is in a file, in words.
pub(in crate::ui) fn counts(counts: &Counts) -> String {
    format!(
        "{} 个支部，{} 项台账，共 {} 条记录",
        counts.branches, counts.items, counts.records
    )
}
