//! 来源: from whom a file is, and what a person says where that is in doubt.

use crate::domain::KeyState;
use crate::state::{App, Changing, OpenWorkspace, Proof, Source, Trust, decide, fingerprint, trust_of};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{alarm, button, live, nothing, p, run, tag};
use leptos::prelude::*;

/// How a file stands to what is known of its sender, listening to that.
fn trust(open: Option<OpenWorkspace>, source: &Source) -> Trust {
    match open {
        Some(open) => {
            open.books.track_all();
            open.trust(source)
        }
        None => trust_of(None, source),
    }
}

/// Whether a person has to say something first, listening to it.
pub(in crate::ui) fn asks(open: Option<OpenWorkspace>, source: &Source) -> bool {
    trust(open, source).asks()
}

/// The name of a case, for tests and styles; and its word in a table.
fn word(trust: Trust) -> (&'static str, &'static str, &'static str) {
    match trust {
        Trust::Unsigned => ("unsigned", "", "没有签名"),
        Trust::Unsupported => ("unsupported", "", "签名认不得"),
        Trust::Unverified => ("unverified", "", "签名没有核对"),
        Trust::Own => ("own", "done", "✓ 本工作区签的"),
        Trust::First => ("first", "", "首次收到"),
        Trust::Same => ("same", "done", "✓ 同一来源"),
        Trust::Wrong => ("wrong", "errors", "✕ 签名不符"),
        Trust::Missing => ("missing", "warnings", "！这次没有签名"),
        Trust::Changed => ("changed", "warnings", "！签名变了"),
        Trust::Refused => ("refused", "errors", "✕ 不认的签名"),
        Trust::Elsewhere => ("elsewhere", "warnings", "！不是所属单位"),
    }
}

/// The word of a file's source.
pub(in crate::ui) fn trust_tag(trust: Trust) -> AnyView {
    let (_, state, word) = word(trust);
    tag(state, word)
}

/// What it means and what to do.
fn told(trust: Trust, source: &Source) -> String {
    // Where it would take another's place, that one's key is in question.
    let name = match source.instead_of.first() {
        Some(other) if trust.asks() => &other.name,
        _ => &source.party.name,
    };
    match trust {
        Trust::Unsigned => "来源：文件没有签名，看不出是不是对方导出的。".into(),
        Trust::Unsupported => "来源：签名的方法本页不认识，没有核对。请把本页更新到最新版。".into(),
        Trust::Unverified => "来源：文件有签名，但这个网址打开的页面，浏览器不提供核对。".into(),
        Trust::Own => "来源：✓ 签名是本工作区自己的。".into(),
        Trust::First => format!(
            "来源：首次收到“{name}”的签名，收下以后就认得它。要更放心，请打电话让对方念“工作区与设置”里的签名号，与这里的一致再收。"
        ),
        Trust::Same => format!("来源：✓ 签名与“{name}”以前的一致。"),
        Trust::Wrong => format!(
            "✕ 签名不符：文件在签名以后被改动过，或者有人冒用“{name}”的名义。请不要采用，让对方重新导出。"
        ),
        Trust::Missing => format!(
            "！“{name}”以前的文件有签名，这一份没有能核对的签名。可能是对方换了网址或用了旧版的网页，也可能不是对方导出的。请先打电话问清楚。"
        ),
        Trust::Changed => format!(
            "！“{name}”的签名变了。可能是对方换了电脑、重装或清理了浏览器，也可能不是对方导出的。请打电话让对方念“工作区与设置”里的签名号，与这里的核对。"
        ),
        Trust::Elsewhere => format!(
            "！这个文件是“{}”的，本支部的账本属于“{name}”。可能是单位另建了一本账，也可能发错了，或者不是本单位导出的。请先打电话问清楚。",
            source.party.name
        ),
        Trust::Refused => format!("✕ 这个签名您定过不认，不是“{name}”的。"),
    }
}

/// What stands at a file that came: its source; and where that is in doubt, the ways to decide. `allowed` says whether it
/// is taken all the same; `then` is called when something was decided, with whether that is what was.
pub(in crate::ui) fn source_line(
    app: App,
    open: Option<OpenWorkspace>,
    source: &Source,
    allowed: impl Fn() -> bool + Send + Sync + 'static,
    then: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> AnyView {
    let source = source.clone();
    let failed = Changing::new(None::<String>);
    let line = live(move || {
        let trust = trust(open, &source);
        let (code, state, _) = word(trust);
        let number = match &source.proof {
            Proof::Signed(key) => el("p")
                .child("签名号 ")
                .child(el("strong").class("number").child(fingerprint(key)))
                .view(),
            _ => nothing(),
        };
        let words = told(trust, &source);
        if !trust.asks() {
            let class = if state == "done" { "accepted" } else { "hint" };
            let shown = if trust == Trust::Same { nothing() } else { number };
            return el("div")
                .attr("data-trust", code)
                .child(p(class, words))
                .child(shown)
                .view();
        }
        let say = |label: &'static str, as_what: KeyState| {
            let source = source.clone();
            button("", label, move || {
                let source = source.clone();
                run(async move {
                    let Some(open) = open else { return };
                    failed.try_set(decide(app, &open, &source, as_what).await.err());
                    then(false);
                });
            })
        };
        let mut ways = Vec::new();
        if let (Some(_), Trust::Changed | Trust::Refused) = (open, trust) {
            ways.push(say("核对过，是对方的，以后认它", KeyState::Known));
            if trust == Trust::Changed {
                ways.push(say("不认这个签名", KeyState::Refused));
            }
        } else if allowed() {
            ways.push(p("hint", "您已决定仍要采用。"));
        } else {
            ways.push(button("", "问清楚了，仍要采用", move || then(true)));
        }
        el("fieldset")
            .class("conflict")
            .attr("data-trust", code)
            .child(el("legend").child("来源要先确认"))
            .child(p("", words))
            .child(number)
            .child(el("div").class("actions").child(ways))
            .view()
    });
    parts(vec![part(line), part(alarm(failed))])
}
