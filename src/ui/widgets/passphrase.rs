//! 口令: typed for a file that is about to leave, and asked for where one came.

use crate::state::{Changing, can_encrypt, passphrase_of};
use crate::ui::element::{El, el, part, parts};
use crate::ui::view::{event, live_if, p, typed, words};
use leptos::prelude::*;

/// What is typed for files that leave: twice, because nobody sees it.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Passphrase(Changing<[String; 2]>);

impl Passphrase {
    /// Nothing yet.
    pub(in crate::ui) fn new() -> Self {
        Self(Changing::new(Default::default()))
    }

    /// The passphrase, empty where none is wanted; or words that say why it does not do.
    pub(in crate::ui) fn get(self) -> Result<String, String> {
        passphrase_of(&self.0.read_untracked())
    }

    /// Its two fields.
    pub(super) fn fields(self, id: &'static str) -> AnyView {
        let field = |at: usize, label| {
            let keep = typed(move |text| self.0.update(|both| both[at] = text));
            let held = crate::ui::view::text(move || self.0.read()[at].clone());
            let control = secret("new-password").prop("value", held).on("input", keep);
            labelled(format!("{id}-{at}"), label, control)
        };
        parts(vec![field(0, "口令"), field(1, "再输一遍口令")])
    }
}

fn secret(autocomplete: &'static str) -> El {
    el("input")
        .attr("type", "password")
        .attr("autocomplete", autocomplete)
        .attr("maxlength", "200")
}

fn labelled(id: String, label: &'static str, control: El) -> AnyView {
    el("div")
        .class("field")
        .child(el("label").class("label").attr("for", id.clone()).child(label))
        .child(control.attr("id", id))
        .view()
}

/// The folded way to a passphrase for files that leave. `id` is the page's own; `caution` what else to say there.
pub(in crate::ui) fn passphrase(id: &'static str, typed_in: Passphrase, caution: &'static str) -> AnyView {
    let body = if can_encrypt() {
        parts(vec![
            part(p(
                "hint",
                "用邮件、微信发的文件，可以加口令，没有口令的人打不开。至少 8 个字，当面或打电话告诉对方，不要和文件一起发。忘了口令，文件就打不开，要重新导出；本机的账本不加密，不受影响。",
            )),
            part(p("", caution)),
            part(typed_in.fields(id)),
        ])
    } else {
        p(
            "hint",
            "这个网址打开的页面，浏览器不提供加密和签名：导出的文件不能加口令，也不带签名，别的都一样。要用的话，请换 https 开头的网址打开本页。",
        )
    };
    let summary = words(move || {
        let filled = typed_in.0.read().iter().any(|typed| !typed.is_empty());
        let filled = if filled {
            "：已填，下载的文件都会加上"
        } else {
            "（可选）"
        };
        format!("加口令{filled}")
    });
    el("details")
        .class("passphrase")
        .child(el("summary").child(summary))
        .child(body)
        .view()
}

/// Asks for the passphrase of a file that came. `words` say why; `refused` whether one was wrong.
pub(in crate::ui) fn asked_for(
    words: String,
    refused: bool,
    open: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    let typed_in = Changing::new(String::new());
    let busy = Changing::new(false);
    let submit = event(move |event| {
        event.prevent_default();
        let passphrase = typed_in.get_untracked();
        if !passphrase.is_empty() && !busy.get_untracked() {
            busy.set(true);
            open(passphrase);
        }
    });
    let told = if refused {
        el("p").class("refused").attr("role", "alert").child(words)
    } else {
        el("p").child(words)
    };
    let control = secret("off").on("input", typed(move |text| typed_in.set(text)));
    el("form")
        .on("submit", submit)
        .child(told)
        .child(el("label").class("field wide").child("口令").child(control))
        .child(el("button").attr("type", "submit").class("primary").child("打开"))
        .child(live_if(move || busy.get(), || p("hint", "正在打开……")))
        .view()
}
