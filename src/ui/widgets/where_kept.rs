//! Where the books lie when the page is a file of this computer.

use crate::state::is_file;
use crate::ui::element::{el, part, parts};
use crate::ui::view::{nothing, p, section};
use leptos::prelude::*;

/// Says so in plain words; nothing where the page came from a host.
pub(in crate::ui) fn where_kept() -> AnyView {
    if !is_file() {
        return nothing();
    }
    let browsers = el("ul")
        .child(el("li").child("Chrome、Edge：这个文件移动、改名以后，同一个浏览器里账本还在。"))
        .child(el("li").child(
            "火狐等浏览器：账本跟着文件的位置走。文件移动、改名，或者U盘的盘符变了，就看不到原来的账本；放回原处又能看到。",
        ));
    let body = parts(vec![
        part(p(
            "",
            "您打开的是单个文件。账本存在这台电脑的这个浏览器里，不在这个文件里，也不在U盘上：把文件拷走，账本不会跟着走。",
        )),
        part(browsers),
        part(p(
            "",
            "移动这个文件、换电脑、换浏览器以前，请先导出备份文件，到新的地方再恢复。",
        )),
    ]);
    section("panel", "数据存在哪里", body)
}
