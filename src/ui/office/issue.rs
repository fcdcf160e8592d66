//! 下发: what the office said goes down to the units, and the register to all.

use super::virtual_list::virtual_list;
use crate::county::register_check;
use crate::state::office::{Addressee, Sent, addressees, issue_register, issue_reviews, last_sent, office};
use crate::state::{self, App, Changing, Derived, ExportError, Exported, OpenWorkspace, hand_over_again};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{
    alarm, all, button, derived, h1, link, live, maybe, nothing, p, run, section, span, tag, ticked, truth,
    typed, words as words_of,
};
use crate::ui::widgets::{Passphrase, exported_panel, passphrase};
use crate::ui::words::moment;
use leptos::prelude::*;

/// The page.
pub(super) fn issue(open: &OpenWorkspace) -> AnyView {
    let done = Changing::new(None::<(Exported, &'static str)>);
    let failed = Changing::new(None::<String>);
    let out = Out {
        done,
        failed,
        secret: Passphrase::new(),
    };
    let result = live(move || maybe(done.get(), |(exported, next)| exported_panel(exported, next)));
    parts(vec![
        part(h1("下发")),
        part(p(
            "lead",
            "把审阅意见、回执、验收结果发给各单位，把花名册发给全县。",
        )),
        part(alarm(failed)),
        part(result),
        part(passphrase("issue-passphrase", out.secret, "")),
        part(reviews(open, out)),
        part(the_register(open, out)),
        part(sent_before(open.sent, out.secret)),
    ])
}

/// What came of the last press.
#[derive(Clone, Copy)]
struct Out {
    done: Changing<Option<(Exported, &'static str)>>,
    failed: Changing<Option<String>>,
    secret: Passphrase,
}

impl Out {
    /// The passphrase, or words that say why it does not do.
    fn passphrase(self) -> Result<String, ExportError> {
        self.secret.get().map_err(ExportError::Failed)
    }

    fn put(self, result: Result<(Exported, &'static str), String>) {
        match result {
            Ok(done) => {
                self.failed.try_set(None);
                self.done.try_set(Some(done));
                state::focus_soon("exported".into());
            }
            Err(words) => {
                self.done.try_set(None);
                self.failed.try_set(Some(words));
                state::focus_top();
            }
        }
    }
}

/// The units to which something can go down, with what each does not have yet.
pub(super) fn addressees_of(open: OpenWorkspace) -> Derived<Vec<Addressee>> {
    let (own, sent) = (open.books, open.sent);
    // Read once a file that was sent, not once a key.
    let last = derived(move || {
        let sent = sent.read();
        let files = sent.iter().map(|file| Sent {
            at: &file.at,
            text: &file.text,
        });
        last_sent(files)
    });
    derived(move || {
        own.track_all();
        let last = last.read();
        office(&open).county(|county| own.with(|own| addressees(own, county.lines(), &last)))
    })
}

/// The units and what they do not have yet.
fn reviews(open: &OpenWorkspace, out: Out) -> AnyView {
    let app = expect_context::<App>();
    let to = addressees_of(*open);
    let kept = StoredValue::new_local(*open);
    let news = to.with_untracked(|to| {
        let new = to.iter().filter(|one| one.news.is_any());
        new.map(|one| one.key.clone()).collect::<Vec<_>>()
    });
    let chosen = Changing::new(news);
    let show = Changing::new(String::new());
    let sought = Changing::new(String::new());
    let keys = derived(move || {
        let (show, sought) = (show.get(), sought.get());
        let taken =
            |one: &&Addressee| (show.is_empty() || one.news.is_any()) && one.name.contains(sought.trim());
        to.with(|to| {
            to.iter()
                .filter(taken)
                .map(|one| one.key.clone())
                .collect::<Vec<_>>()
        })
    });
    let hand_down = move |only: Option<String>| {
        let to = to.get_untracked();
        let everybody = to.len();
        let chosen = match only {
            Some(key) => vec![key],
            None => chosen.get_untracked(),
        };
        let mut to = to;
        to.retain(|one| chosen.contains(&one.key));
        let open = kept.get_value();
        run(async move {
            let issued = match out.passphrase() {
                Ok(passphrase) => issue_reviews(app, &open, &to, everybody, &passphrase).await,
                Err(error) => Err(error),
            };
            out.put(issued.map_err(|error| error.words()).map(|exported| {
                let next = "请把文件用U盘或邮件交给单位，由单位在“导入”里打开。文件里只有各单位自己的审阅意见，一个文件可以发给多个单位。";
                (exported, next)
            }));
        });
    };
    let count = words_of(move || {
        let (to, chosen) = (to.read(), chosen.read());
        let new = to.iter().filter(|one| one.news.is_any()).count();
        let picked = to.iter().filter(|one| chosen.contains(&one.key)).count();
        format!(
            "{} 个单位可以下发，{new} 个有还没有下发的内容；已选 {picked} 个。",
            to.len()
        )
    });
    let table = virtual_list(
        "ticks",
        "可以下发的单位",
        &["选", "单位", "状态", "还没有下发的", "上次下发", "单独下发"],
        keys,
        move |key| cells(key, to, chosen, hand_down),
    );
    let table = live_or_none(to, table);
    let press = live(move || {
        let (to, chosen) = (to.read(), chosen.read());
        let picked = to.iter().filter(|one| chosen.contains(&one.key)).count();
        if picked == 0 {
            return p("hint", "请先在表里选单位。");
        }
        button(
            "primary",
            format!("下发审阅（{picked} 个单位，一个文件）"),
            move || hand_down(None),
        )
    });
    let pick = move |all: bool| {
        chosen.set(if all { keys.get_untracked() } else { Vec::new() });
    };
    let tools = el("div")
        .class("tools")
        .child(
            el("label").child("显示").child(
                el("select")
                    .on("change", typed(move |code| show.set(code)))
                    .child(el("option").attr("value", "").child("全部单位"))
                    .child(el("option").attr("value", "new").child("有没下发的")),
            ),
        )
        .child(
            el("label").child("查找").child(
                el("input")
                    .attr("type", "search")
                    .attr("autocomplete", "off")
                    .on("input", typed(move |words| sought.set(words))),
            ),
        )
        .child(button("quiet", "选上表里全部", move || pick(true)))
        .child(button("quiet", "全不选", move || pick(false)));
    section(
        "",
        "审阅意见和回执",
        parts(vec![
            part(p_of(count)),
            part(tools),
            part(table),
            part(el("div").class("actions").child(press)),
        ]),
    )
}

fn p_of(words: AnyView) -> AnyView {
    el("p").attr("role", "status").child(words).view()
}

/// The table, or words where there is nobody.
fn live_or_none(to: Derived<Vec<Addressee>>, table: AnyView) -> AnyView {
    if to.with_untracked(Vec::is_empty) {
        return p("none", "还没有收到方案，也没有写过验收，没有可以下发的。");
    }
    table
}

fn cells(
    key: &str,
    to: Derived<Vec<Addressee>>,
    chosen: Changing<Vec<String>>,
    send: impl Fn(Option<String>) + Copy + Send + Sync + 'static,
) -> Vec<AnyView> {
    let own = key.to_owned();
    let one = derived(move || to.with(|to| to.iter().find(|one| one.key == own).cloned()));
    let (of_tick, of_put, of_send) = (key.to_owned(), key.to_owned(), key.to_owned());
    let is_chosen = truth(move || chosen.read().contains(&of_tick));
    let name = one.with_untracked(|one| one.as_ref().map(|one| one.name.clone()).unwrap_or_default());
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("aria-label", format!("下发给{name}"))
        .prop("checked", is_chosen)
        .on(
            "change",
            ticked(move |on| {
                chosen.update(|chosen| {
                    chosen.retain(|known| *known != of_put);
                    if on {
                        chosen.push(of_put.clone());
                    }
                });
            }),
        )
        .view();
    let state = live(move || maybe(one.get(), |one| tag("", one.state.label())));
    let news = live(move || {
        maybe(one.get(), |one| {
            if one.news.is_any() {
                tag("warnings", one.news.words())
            } else {
                span("hint", "都已下发")
            }
        })
    });
    let last = words_of(move || {
        let at = one.with(|one| one.as_ref().map(|one| one.last_at.clone()).unwrap_or_default());
        if at.is_empty() {
            "没有下发过".into()
        } else {
            moment(&at)
        }
    });
    let only = el("button")
        .attr("type", "button")
        .class("quiet")
        .attr("aria-label", format!("单独下发：{name}"))
        .on(
            "click",
            crate::ui::view::press(move || send(Some(of_send.clone()))),
        )
        .child("单独下发")
        .view();
    vec![tick, el("strong").child(name).view(), state, news, last, only]
}

/// The register, as one file for everybody.
fn the_register(open: &OpenWorkspace, out: Out) -> AnyView {
    let own = open.books;
    let app = expect_context::<App>();
    let kept = StoredValue::new_local(*open);
    let body = live(move || {
        own.track_all();
        let programme = app.programme.get();
        let report = own.with(|own| {
            own.register
                .as_ref()
                .map(|register| register_check(register, &programme))
        });
        let Some(report) = report else {
            return el("p")
                .class("none")
                .child("还没有花名册。")
                .child(link("", "#/office/register", "去粘贴花名册"))
                .view();
        };
        let cases = own.with(|own| crate::state::office::shared_cases(own.office.as_ref()).len());
        let facts = format!(
            "{} 个单位、{} 个支部（通知是 {} 个），随附印发的典型案例 {cases} 个。办公室联系方式和满意率参考线取自“工作区与设置”。",
            report.units, report.total.0, report.total.1
        );
        let caution = if report.agrees() {
            nothing()
        } else {
            let words = all(report
                .words()
                .into_iter()
                .map(|words| el("li").child(words).view()));
            el("details")
                .attr("open", "")
                .child(el("summary").child("与通知不一致，或还没有填全的"))
                .child(el("ul").class("plain").child(words))
                .view()
        };
        let issued = own.with(|own| {
            own.register
                .as_ref()
                .and_then(|register| register.issue.issued_on)
        });
        let issued = issued.map_or_else(
            || "还没有下发过。".to_owned(),
            |day| format!("上次下发：{}。", crate::ui::words::date(day)),
        );
        let send = move || {
            let open = kept.get_value();
            run(async move {
                let issued = match out.passphrase() {
                    Ok(passphrase) => issue_register(app, &open, &passphrase).await,
                    Err(error) => Err(error),
                };
                out.put(issued.map_err(|error| error.words()).map(|exported| {
                    let next = "请把文件发给全县各单位。单位在开始页或“导入”里打开它，选出自己，编号和等次就与全县一致。";
                    (exported, next)
                }));
            });
        };
        parts(vec![
            part(p("", facts)),
            part(caution),
            part(p("hint", issued)),
            part(button("", "下发花名册", send)),
        ])
    });
    section("panel", "花名册", body)
}

/// What was sent before, to be handed over once more.
fn sent_before(sent: Changing<Vec<crate::state::KeptFile>>, secret: Passphrase) -> AnyView {
    let failed = Changing::new(None::<String>);
    let list = live(move || {
        let files = sent.get();
        if files.is_empty() {
            return p("none", "还没有下发过。");
        }
        let files = all(files.into_iter().rev().map(|file| {
            let (name, at) = (file.name.clone(), moment(&file.at));
            let again = button("quiet", "再次下载", move || {
                let file = file.clone();
                run(async move {
                    let handed = match secret.get() {
                        Ok(passphrase) => hand_over_again(&file, &passphrase).await,
                        Err(words) => Err(words),
                    };
                    failed.try_set(handed.err());
                });
            });
            el("li")
                .child(el("span").class("file-name").child(name))
                .child(" ")
                .child(at)
                .child(" ")
                .child(again)
                .view()
        }));
        el("ul").class("sent plain").child(files).view()
    });
    section("", "下发过的文件", parts(vec![part(alarm(failed)), part(list)]))
}
