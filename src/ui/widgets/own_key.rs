//! 签名: the workspace's own key, and those that it knows.

use super::passphrase::{Passphrase, asked_for};
use crate::domain::{Choose as _, Id, KeyState, KnownKey, Value};
use crate::state::{
    Changing, Edit, OpenWorkspace, can_encrypt, export_key, fingerprint, own_public_key, take_key,
};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{
    alarm, button, event, live, live_if, maybe, nothing, p, run, section, words as words_of,
};
use crate::ui::words;
use leptos::prelude::*;
use leptos::web_sys;

/// The key's number, its way to another computer and back, and the keys of others.
pub(in crate::ui) fn own_key(open: OpenWorkspace) -> AnyView {
    let number = Changing::new(None::<String>);
    let look = move || {
        run(async move {
            number.try_set(own_public_key(&open).await);
        });
    };
    look();
    let own = live(move || match number.get() {
        Some(key) => el("p")
            .child("本工作区的签名号 ")
            .child(
                el("strong")
                    .class("number")
                    .attr("id", "own-number")
                    .child(fingerprint(&key)),
            )
            .view(),
        None => p("none", "还没有签名：第一次导出报送、下发的文件时自动生成。"),
    });
    let mut shown = vec![
        part(p(
            "hint",
            "导出的文件带签名，对方看得出是不是与以前同一来源。对方打电话来核对，就念签名号。",
        )),
        part(own),
    ];
    if can_encrypt() {
        shown.push(copies(open, look));
    } else {
        shown.push(p(
            "hint",
            "这个网址打开的页面，浏览器不提供签名，导出的文件不带签名，别的都一样。",
        ));
    }
    shown.push(known(open));
    section("panel", "签名", parts(shown))
}

/// The key as a file, and from one.
fn copies(open: OpenWorkspace, look: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let typed_in = Passphrase::new();
    let failed = Changing::new(None::<String>);
    let done = Changing::new(None::<&'static str>);
    let told = move |outcome: Result<(), String>, words| {
        done.try_set(outcome.is_ok().then_some(words));
        failed.try_set(outcome.err());
        look();
    };
    let save = move || match typed_in.get() {
        Err(words) => failed.set(Some(words)),
        Ok(passphrase) if passphrase.is_empty() => {
            failed.set(Some("没有导出：签名密钥一定要加口令。".into()));
        }
        Ok(passphrase) => run(async move {
            let outcome = export_key(&open, &passphrase).await;
            told(outcome, "✓ 已另存签名密钥。请把文件放到U盘上保管，记住口令。");
        }),
    };
    let file = Changing::new(0_u32);
    let chosen = StoredValue::new_local(None::<web_sys::File>);
    let choose = event(move |event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        chosen.set_value(input.files().and_then(|files| files.get(0)));
        file.update(|turn| *turn += 1);
    });
    let unlock = live(move || {
        if file.get() == 0 || chosen.with_value(Option::is_none) {
            return nothing();
        }
        let words = "取回以后，本工作区用文件里的密钥签名；现在的密钥不再使用。";
        asked_for(words.into(), false, move |passphrase| {
            run(async move {
                let Some(file_chosen) = chosen.get_value() else {
                    return;
                };
                let outcome = take_key(&open, &file_chosen, &passphrase).await;
                if outcome.is_ok() && file.try_get_untracked().is_some() {
                    chosen.set_value(None);
                }
                told(outcome, "✓ 已取回，以后用这把密钥签名。");
                // Another passphrase may be tried, or another file chosen.
                if file.try_get_untracked().is_some() {
                    file.update(|turn| *turn += 1);
                }
            });
        })
    });
    let save_it = el("details")
        .child(el("summary").child("另存签名密钥（换电脑用）"))
        .child(p(
            "hint",
            "换电脑以后取回它，签名就不变。没有也不要紧：账本不受影响，新电脑会用新的签名，对方会先打电话核对。",
        ))
        .child(typed_in.fields("key-passphrase"))
        .child(button("", "另存签名密钥", save))
        .view();
    let take_it = el("details")
        .child(el("summary").child("取回签名密钥"))
        .child(
            el("label").class("field wide").child("签名密钥的文件").child(
                el("input")
                    .attr("type", "file")
                    .attr("id", "key-file")
                    .attr("accept", ".json,application/json")
                    .on("change", choose),
            ),
        )
        .child(unlock)
        .view();
    parts(vec![
        save_it,
        take_it,
        part(alarm(failed)),
        part(live(move || {
            maybe(done.get(), |words| {
                el("p")
                    .class("accepted")
                    .attr("role", "status")
                    .child(words)
                    .view()
            })
        })),
    ])
}

/// The keys of others, each to be known or refused.
fn known(open: OpenWorkspace) -> AnyView {
    let books = open.books;
    let count = move || {
        books.track_all();
        books.with(|books| books.keys.as_ref().map_or(0, |keys| keys.known_keys.len()))
    };
    live_if(
        move || count() > 0,
        move || {
            let list = live(move || {
                books.track_all();
                let mut rows = Vec::new();
                if let Some(keys) = books.with(|books| books.keys.clone()) {
                    for known in &keys.known_keys {
                        rows.push(known_key(open, keys.id(), known));
                    }
                }
                parts(rows)
            });
            el("details")
                .attr("id", "known-keys")
                .child(el("summary").child(words_of(move || format!("认得的对方签名（{}）", count()))))
                .child(el("ul").child(list))
                .view()
        },
    )
}

fn known_key(open: OpenWorkspace, document: &Id, known: &KnownKey) -> AnyView {
    let state = known.state.unwrap_or(KeyState::Known);
    let (other, label) = match state {
        KeyState::Known => (KeyState::Refused, "改为不认"),
        KeyState::Refused => (KeyState::Known, "改为认得"),
    };
    let day = known.noted_on.map(words::date).unwrap_or_default();
    let (document, record) = (document.clone(), known.id.clone());
    let turn = if open.follows {
        nothing()
    } else {
        button("quiet", label, move || {
            let _ = open.books.dispatch(Edit::Set {
                document: document.clone(),
                record: record.clone(),
                field: "state",
                value: Value::One(Some(other.code())),
            });
        })
    };
    el("li")
        .child(format!("{}：", known.name))
        .child(el("span").class("number").child(fingerprint(&known.key)))
        .child(format!("，{}（{day}）", state.label()))
        .child(turn)
        .view()
}
