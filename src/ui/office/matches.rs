//! 与花名册对应: senders and branches that are no entry of the register, and versions between which a person chose.

use super::review::take_version;
use crate::county::{County, Suggestion, UnitFilter, UnitLine};
use crate::domain::{Id, OfficeBook, RegisterMatch, VersionChoice};
use crate::state::office::{Unmatched, decide, office, rivals, unmatched_branches, unmatched_units};
use crate::state::{self, App, Changing, Edit, OpenBooks, OpenWorkspace, new_id};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{
    alarm, all, button, derived, h1, link, live, live_if, maybe, nothing, p, rows, section, span, table,
    table_row, tag, ticked, truth, typed, words as words_of,
};
use crate::ui::words::{date, moment};
use leptos::prelude::*;

/// How many are shown at once.
const SHOWN: usize = 30;

/// What the page works on.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    open: StoredValue<OpenWorkspace, LocalStorage>,
    own: OpenBooks,
    failed: Changing<Option<String>>,
}

/// What finds books that match no entry.
type Look = fn(&County) -> Vec<Unmatched>;

/// The page.
pub(super) fn matches(open: &OpenWorkspace) -> AnyView {
    let desk = Desk {
        app: expect_context::<App>(),
        open: StoredValue::new_local(*open),
        own: open.books,
        failed: Changing::new(None),
    };
    let own = open.books;
    let no_register = live_if(
        move || {
            own.track_all();
            own.with(|own| own.register.is_none())
        },
        || {
            el("p")
                .class("none")
                .child("还没有花名册，没有可以对应的。")
                .child(link("", "#/office/register", "去粘贴花名册"))
                .view()
        },
    );
    parts(vec![
        part(h1("与花名册对应")),
        part(p(
            "lead",
            "没有用花名册开始的单位和支部，是花名册里的哪一个，由人确定；名称相近只是建议。",
        )),
        part(no_register),
        part(alarm(desk.failed)),
        part(desk.versions()),
        part(desk.unmatched("还没有对应的单位", "", unmatched_units)),
        part(desk.unmatched(
            "还没有对应的支部",
            "单位对应以后，它的支部里没有对应上的列在这里。",
            unmatched_branches,
        )),
        part(desk.decided()),
        part(desk.chosen()),
    ])
}

impl Desk {
    /// Units with several versions of which none grew from another.
    fn versions(self) -> AnyView {
        live(move || {
            let open = self.open.get_value();
            let lines: Vec<UnitLine> = office(&open).county(|county| {
                let doubtful = county.units(UnitFilter::Doubtful);
                doubtful.into_iter().cloned().collect()
            });
            if lines.is_empty() {
                return nothing();
            }
            let lines = all(lines.into_iter().map(|line| self.doubtful(line)));
            section("", "几份各改各的方案，采用哪一份", lines)
        })
    }

    fn doubtful(self, line: UnitLine) -> AnyView {
        let versions: Vec<_> = rivals(&line).into_iter().cloned().collect();
        let title = line.name.clone();
        let held = StoredValue::new_local(line);
        let body = all(versions.into_iter().map(|version| {
            let id = version.summary.head.id.clone();
            let file = &version.summary.file;
            let words = format!(
                "第{}版，{}导出，{} 个支部、{} 个项目",
                file.revision.unwrap_or(1),
                moment(&file.created_at),
                version.summary.branches.len(),
                version.summary.items.len()
            );
            let href = format!("#/received/{id}/");
            let take = button("quiet", "采用这一份", move || {
                let open = self.open.get_value();
                let taken = held.with_value(|line| take_version(self.app, &open, line, &id));
                self.failed.set(taken.err().map(str::to_owned));
            });
            el("li")
                .child(link("", href, words))
                .child(" ")
                .child(tag("", version.relation.label()))
                .child(take)
                .view()
        }));
        el("div")
            .class("panel")
            .child(el("h3").child(title))
            .child(el("ul").class("plain").child(body))
            .view()
    }

    /// Books that match no entry, each with what it may be.
    fn unmatched(self, title: &'static str, hint: &'static str, look: Look) -> AnyView {
        let found = derived(move || {
            let open = self.open.get_value();
            office(&open).county(look)
        });
        let shown = Changing::new(SHOWN);
        let same = live(move || {
            let same = found.with(|found| namesakes(found));
            if same.len() < 2 {
                return nothing();
            }
            let label = format!("名称相同的 {} 个，一次确定", same.len());
            let press = button("", label, move || {
                for (book, name, entry) in &same {
                    self.take(book, name, entry);
                }
                state::focus("decided");
            });
            el("div").class("actions").child(press).view()
        });
        let keys = move || {
            let found = found.read();
            found.iter().take(shown.get()).map(key_of).collect()
        };
        let cards = rows(keys, move |key| {
            let one = found.with_untracked(|found| found.iter().find(|one| key_of(one) == key).cloned());
            maybe(one, |one| self.card(one))
        });
        let more = live(move || {
            let rest = found.read().len().saturating_sub(shown.get());
            if rest == 0 {
                return nothing();
            }
            button(
                "quiet",
                format!("还有 {rest} 个，再显示一些"),
                move || {
                    shown.update(|shown| *shown += SHOWN);
                },
            )
        });
        let heading = words_of(move || format!("{title}（{} 个）", found.read().len()));
        let none = live_if(move || found.read().is_empty(), || p("none", "没有。"));
        el("section")
            .child(el("h2").child(heading))
            .child(p("hint", hint))
            .child(none)
            .child(same)
            .child(cards)
            .child(more)
            .view()
    }

    fn card(self, one: Unmatched) -> AnyView {
        let place = match &one.bundle {
            Some(bundle) => link("", format!("#/received/{bundle}/"), one.name.clone()),
            None => span("", one.name.clone()),
        };
        let of_unit = if one.unit.is_empty() {
            nothing()
        } else {
            span("hint", format!("（{}）", one.unit))
        };
        let Some(book) = one.book.clone() else {
            let words = "这份文件没有写单位编号，不能对应。请单位换用新版网页重新导出。";
            return el("div")
                .class("panel match")
                .child(place)
                .child(p("hint", words))
                .view();
        };
        let claims = if one.claims.is_some() {
            p(
                "hint",
                "文件里说自己是花名册的另一个支部，但那个支部已有账本对应，或属于别的单位，请核对。",
            )
        } else {
            nothing()
        };
        let picked = Changing::new(None::<Id>);
        let group = format!("entry-{book}");
        let suggestions = all(one
            .suggestions
            .iter()
            .map(|entry| suggestion(entry, &group, picked)));
        let none = if one.suggestions.is_empty() {
            p("hint", "花名册里没有名称相近的。")
        } else {
            nothing()
        };
        let name = one.name.clone();
        let press = live(move || {
            let Some(entry) = picked.get() else {
                return p("hint", "选一个，再点“确定对应”。");
            };
            let (book, name) = (book.clone(), name.clone());
            button("primary", "确定对应", move || {
                self.take(&book, &name, &entry);
                state::focus("decided");
            })
        });
        el("fieldset")
            .class("panel match")
            .child(el("legend").child(place).child(of_unit))
            .child(claims)
            .child(none)
            .child(suggestions)
            .child(self.others(one.of, picked, one.name))
            .child(press)
            .view()
    }

    /// All entries to choose from; made when they are asked for.
    fn others(self, of: Option<Id>, picked: Changing<Option<Id>>, name: String) -> AnyView {
        let asked = Changing::new(false);
        let of = StoredValue::new(of);
        let list = move || {
            let entries = self
                .own
                .with(|own| entries(own.register.as_ref(), of.get_value().as_ref()));
            let options = all(entries.into_iter().map(|(id, name)| {
                let own = id.clone();
                let chosen = truth(move || picked.read().as_ref() == Some(&own));
                el("option")
                    .attr("value", id.to_string())
                    .prop("selected", chosen)
                    .child(name)
                    .view()
            }));
            el("label")
                .child("花名册里的全部")
                .child(
                    el("select")
                        .attr("aria-label", "花名册里的全部")
                        .on("change", typed(move |id| picked.set(Id::parse(&id).ok())))
                        .child(el("option").attr("value", "").child("请选择"))
                        .child(options),
                )
                .view()
        };
        let label = format!("从全部里选：{name}");
        live(move || {
            if asked.get() {
                return list();
            }
            el("button")
                .attr("type", "button")
                .class("quiet")
                .attr("aria-label", label.clone())
                .on("click", crate::ui::view::press(move || asked.set(true)))
                .child("从全部里选")
                .view()
        })
    }

    fn take(self, book: &Id, name: &str, entry: &Id) {
        let today = self.app.today.get_untracked();
        let edits = self.own.with(|own| {
            let office = own.office.as_ref();
            office.map(|office| decide(office, book, name, entry, today, new_id()))
        });
        for edit in edits.unwrap_or_default() {
            let _ = self.own.dispatch(edit);
        }
    }

    /// What was decided, to be taken back.
    fn decided(self) -> AnyView {
        let own = self.own;
        let list = live(move || {
            own.track_all();
            let (document, decided, register) = own.with(|own| {
                let office = own.office.as_ref();
                (
                    office.map(|office| office.id().clone()),
                    office
                        .map(|office| office.register_matches.clone())
                        .unwrap_or_default(),
                    own.register.clone(),
                )
            });
            if decided.is_empty() {
                return p("none", "还没有确定过。");
            }
            let name = |entry: Option<&Id>| {
                let register = register.as_ref()?;
                let unit = entry
                    .and_then(|entry| register.unit(entry))
                    .map(|unit| unit.name.clone());
                let branch = || {
                    let mut branches = register.branches.iter();
                    let found = branches.find(|branch| Some(&branch.id) == entry)?;
                    Some(found.name.clone())
                };
                unit.or_else(branch)
            };
            let lines = all(decided.into_iter().map(|one: RegisterMatch| {
                let entry = name(one.entry.as_ref()).unwrap_or_else(|| "（花名册里已经没有）".into());
                let words = format!("已撤销“{}”的对应。", one.name);
                let undo = self.revoke("撤销对应", document.clone(), one.id.clone(), words);
                table_row(
                    one.name.part(),
                    vec![
                        ("花名册里的", entry.part()),
                        ("确定日期", one.decided_on.map(date).unwrap_or_default().part()),
                        ("撤销", undo),
                    ],
                )
            }));
            table(&["文件里的", "花名册里的", "确定日期", "撤销"], lines)
        });
        el("section")
            .attr("id", "decided")
            .attr("tabindex", "-1")
            .child(el("h2").child("已确定的对应"))
            .child(list)
            .view()
    }

    /// Which versions were chosen, to be taken back.
    fn chosen(self) -> AnyView {
        let own = self.own;
        live(move || {
            own.track_all();
            let office: Option<OfficeBook> = own.with(|own| own.office.clone());
            let Some(office) = office.filter(|office| !office.version_choices.is_empty()) else {
                return nothing();
            };
            let document = office.id().clone();
            let lines = all(office.version_choices.iter().map(|one: &VersionChoice| {
                let words = format!("已撤销“{}”采用版本的决定。", one.unit_name);
                let undo = self.revoke("撤销", Some(document.clone()), one.id.clone(), words);
                let open = match &one.bundle {
                    Some(bundle) => link("", format!("#/received/{bundle}/"), "打开采用的一份"),
                    None => nothing(),
                };
                table_row(
                    one.unit_name.clone().part(),
                    vec![
                        ("采用的", open),
                        ("确定日期", one.decided_on.map(date).unwrap_or_default().part()),
                        ("撤销", undo),
                    ],
                )
            }));
            section(
                "",
                "已确定采用的版本",
                table(&["单位", "采用的", "确定日期", "撤销"], lines),
            )
        })
    }

    fn revoke(self, label: &'static str, document: Option<Id>, record: Id, words: String) -> AnyView {
        button("quiet", label, move || {
            if let Some(document) = document.clone() {
                let record = record.clone();
                self.own.remove(Edit::Remove { document, record }, words.clone());
                state::focus("decided");
            }
        })
    }
}

fn suggestion(entry: &Suggestion, group: &str, picked: Changing<Option<Id>>) -> AnyView {
    let taken = if entry.is_taken {
        "，已有账本对应"
    } else {
        ""
    };
    let why = format!("（{}{taken}）", entry.words());
    let (id, own) = (entry.entry.clone(), entry.entry.clone());
    let chosen = truth(move || picked.read().as_ref() == Some(&own));
    el("label")
        .class("box")
        .child(
            el("input")
                .attr("type", "radio")
                .attr("name", group.to_owned())
                .prop("checked", chosen)
                .on("change", ticked(move |_| picked.set(Some(id.clone())))),
        )
        .child(el("span").child(entry.name.clone()).child(span("hint", why)))
        .view()
}

/// The entries that can be chosen: the units, or the branches of one.
fn entries(register: Option<&crate::domain::Register>, of: Option<&Id>) -> Vec<(Id, String)> {
    let mut all = Vec::new();
    let Some(register) = register else { return all };
    match of {
        Some(unit) => {
            for branch in register.branches_of(unit) {
                all.push((branch.id.clone(), branch.name.clone()));
            }
        }
        None => {
            for unit in &register.units {
                all.push((unit.id.clone(), unit.name.clone()));
            }
        }
    }
    all
}

/// What one row is known by: its suggestions change when others are decided.
fn key_of(one: &Unmatched) -> String {
    let book = one.book.as_ref().map_or("", Id::as_str);
    let mut key = format!("{book}|{}|{}", one.unit, one.name);
    for entry in &one.suggestions {
        key = format!("{key}|{}{}", entry.entry, u8::from(entry.is_taken));
    }
    key
}

/// Those that have the name of one entry, and of that alone.
fn namesakes(found: &[Unmatched]) -> Vec<(Id, String, Id)> {
    let mut all = Vec::new();
    for one in found {
        if let (Some(book), Some(entry)) = (&one.book, one.namesake()) {
            all.push((book.clone(), one.name.clone(), entry.entry.clone()));
        }
    }
    all
}
