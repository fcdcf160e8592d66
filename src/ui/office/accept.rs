//! 集中验收: the acceptance of many branches, written in one sitting.

use super::virtual_list::virtual_list;
use crate::domain::{Choose as _, Grade, Id, OfficeBook, parse_date};
use crate::state::office::{
    Candidate, Seat, Shown, Sitting, candidates, office, undo, unmatched_units, write,
};
use crate::state::{self, App, Changing, Derived, Edit, OpenWorkspace, new_id};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{
    alarm, all, button, derived, h1, link, live, live_if, maybe, nothing, p, section, span, tag, ticked,
    truth, typed, words as words_of,
};
use crate::ui::words::date;
use leptos::prelude::*;

/// Which grade a row begins with.
const BEGINS: [(&str, &str); 3] = [("", "不填"), ("own", "按自评等次"), ("initial", "保持原定等次")];

/// What was written, to be taken back.
#[derive(Clone)]
struct Written {
    before: OfficeBook,
    edits: Vec<Edit>,
    words: String,
}

/// What the page works on.
#[derive(Clone, Copy)]
struct Table {
    all: Derived<Vec<Candidate>>,
    chosen: Changing<Vec<Id>>,
    /// Grades chosen in their rows, by code; empty for none.
    grades: Changing<Vec<(Id, String)>>,
    begins: Changing<String>,
}

/// The page.
pub(super) fn accept(open: &OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let own = open.books;
    let kept = StoredValue::new_local(*open);
    let everybody = derived(move || {
        own.track_all();
        kept.with_value(|open| {
            office(open).county(|county| {
                own.with(|own| {
                    let office = own.office.as_ref();
                    office
                        .map(|office| candidates(office, county.lines()))
                        .unwrap_or_default()
                })
            })
        })
    });
    let table = Table {
        all: everybody,
        chosen: Changing::new(Vec::new()),
        grades: Changing::new(Vec::new()),
        begins: Changing::new("own".to_owned()),
    };
    let sitting = Changing::new(Sitting::default());
    let done = Changing::new(None::<Written>);
    let failed = Changing::new(None::<String>);
    let put = move || {
        let seats = table.seats();
        let today = app.today.get_untracked();
        let before = own.with(|own| own.office.clone());
        let Some(before) = before else { return };
        match write(&before, &sitting.get_untracked(), &seats, today, &mut new_id) {
            Err(words) => {
                done.set(None);
                failed.set(Some(words.to_owned()));
            }
            Ok(edits) => {
                for edit in edits.clone() {
                    let _ = own.dispatch(edit);
                }
                failed.set(None);
                table.chosen.set(Vec::new());
                table.grades.set(Vec::new());
                let words = format!("已写入 {} 个支部的验收。", seats.len());
                done.set(Some(Written { before, edits, words }));
                state::focus_soon("written".into());
            }
        }
    };
    let take_back = move || {
        let Some(written) = done.get_untracked() else {
            return;
        };
        let now = own.with(|own| own.office.clone());
        let back = now
            .map(|now| undo(&written.before, &now, &written.edits))
            .unwrap_or_default();
        for edit in back {
            let _ = own.dispatch(edit);
        }
        done.set(None);
    };
    let told = live(move || {
        maybe(done.get(), |written| {
            el("div")
                .class("panel done")
                .attr("id", "written")
                .attr("tabindex", "-1")
                .attr("role", "status")
                .child(
                    el("p")
                        .child(el("strong").child(format!("✓ {}", written.words)))
                        .child("以后又改过的栏目，撤销时不动。"),
                )
                .child(button("quiet", "撤销这次写入", take_back))
                .view()
        })
    });
    let press = live(move || {
        let count = table.chosen.read().len();
        if count == 0 {
            return p("hint", "请先在表里选支部。");
        }
        let press = button("primary", format!("写入选中的 {count} 个支部"), put);
        el("div").class("actions sticky").child(press).view()
    });
    let unmatched = live_if(
        move || kept.with_value(|open| office(open).county(|county| !unmatched_units(county).is_empty())),
        || {
            el("p")
                .class("banner")
                .attr("role", "note")
                .child("有单位还没有与花名册对应，同一个支部会列两次。请先对应，再写验收。")
                .child(link("", "#/office/matches", "去对应"))
                .view()
        },
    );
    let again = live(move || {
        own.track_all();
        let last = own.with(|own| own.office.as_ref().and_then(Sitting::like_the_last));
        maybe(last, |last| {
            button("quiet", "沿用上一次填写的", move || {
                sitting.set(last.clone());
            })
        })
    });
    parts(vec![
        part(h1("集中验收")),
        part(p(
            "lead",
            "一次验收多个支部：填一遍日期、验收组、验收人和结论，选中支部，现等次逐个选，一次写入。",
        )),
        part(alarm(failed)),
        part(told),
        part(section(
            "panel",
            "这一次的验收",
            parts(vec![
                part(again),
                part(form(sitting)),
                part(p("hint", "空着的栏目不写，已经写过的照旧。")),
            ]),
        )),
        part(unmatched),
        part(branches(table)),
        part(press),
    ])
}

impl Table {
    /// The code of the grade that a row shows: as chosen there, or as rows begin.
    fn grade_of(self, candidate: &Candidate) -> String {
        let grades = self.grades.read();
        if let Some((_, code)) = grades.iter().find(|(id, _)| *id == candidate.seat.branch) {
            return code.clone();
        }
        let written = candidate.accepted.and_then(|(grade, _)| grade);
        let begins = match self.begins.read().as_str() {
            "own" => candidate.own_final,
            "initial" => candidate.initial,
            _ => None,
        };
        written.or(begins).map_or("", |grade| grade.code()).to_owned()
    }

    /// The branches that are chosen, with their grades.
    fn seats(self) -> Vec<Seat> {
        untrack(|| {
            let (all, chosen) = (self.all.read(), self.chosen.read());
            let mut seats = Vec::new();
            for candidate in all.iter().filter(|one| chosen.contains(&one.seat.branch)) {
                let mut seat = candidate.seat.clone();
                seat.grade = Grade::from_code(&self.grade_of(candidate));
                seats.push(seat);
            }
            seats
        })
    }
}

/// What is written for all of them.
fn form(sitting: Changing<Sitting>) -> AnyView {
    type Look = fn(&Sitting) -> String;
    type Put = fn(&mut Sitting, String);
    let line = move |label: &'static str, kind: &'static str, look: Look, put: Put| {
        let held = derived(move || sitting.with(look));
        let control = if kind == "long" {
            el("textarea").attr("rows", "2")
        } else {
            el("input").attr("type", kind).attr("autocomplete", "off")
        };
        el("label")
            .class(if kind == "long" { "field wide" } else { "field" })
            .child(span("label", label))
            .child(control.prop("value", held).on(
                "input",
                typed(move |words| sitting.update(|sitting| put(sitting, words))),
            ))
            .view()
    };
    el("div")
        .class("fields")
        .child(line(
            "验收日期",
            "date",
            |sitting| sitting.date.map(|day| day.to_string()).unwrap_or_default(),
            |sitting, words| sitting.date = parse_date(&words),
        ))
        .child(line(
            "验收组",
            "text",
            |sitting| sitting.team.clone(),
            |sitting, words| sitting.team = words,
        ))
        .child(line(
            "验收人",
            "text",
            |sitting| sitting.acceptor.clone(),
            |sitting, words| sitting.acceptor = words,
        ))
        .child(line(
            "局党委意见日期",
            "date",
            |sitting| {
                sitting
                    .opinion_date
                    .map(|day| day.to_string())
                    .unwrap_or_default()
            },
            |sitting, words| sitting.opinion_date = parse_date(&words),
        ))
        .child(line(
            "验收结论",
            "long",
            |sitting| sitting.conclusion.clone(),
            |sitting, words| sitting.conclusion = words,
        ))
        .child(line(
            "局党委意见",
            "long",
            |sitting| sitting.bureau_opinion.clone(),
            |sitting, words| sitting.bureau_opinion = words,
        ))
        .view()
}

/// The branches to choose from.
fn branches(table: Table) -> AnyView {
    let sought = Changing::new(String::new());
    let grade = Changing::new(String::new());
    let open_only = Changing::new(true);
    let keys = derived(move || {
        let (words, grade) = (sought.get(), grade.get());
        let shown = Shown {
            words: &words,
            grade: &grade,
            open_only: open_only.get(),
        };
        let all = table.all.read();
        let taken = all.iter().filter(|one| shown.takes(one));
        taken.map(|one| one.seat.branch.to_string()).collect::<Vec<_>>()
    });
    let count = words_of(move || {
        let all = table.all.read();
        let accepted = all.iter().filter(|one| one.accepted.is_some()).count();
        format!(
            "共 {} 个支部，{accepted} 个已写验收；表里 {} 个，已选 {} 个。",
            all.len(),
            keys.read().len(),
            table.chosen.read().len()
        )
    });
    let options = |list: Vec<(&'static str, &'static str)>| {
        all(list
            .into_iter()
            .map(|(code, label)| el("option").attr("value", code).child(label).view()))
    };
    let grades: Vec<_> = Grade::CHOICES
        .iter()
        .rev()
        .map(|choice| (choice.code, choice.label))
        .collect();
    let begins = table.begins;
    let begin_options = all(BEGINS.iter().map(|(code, label)| {
        let chosen = truth(move || *begins.read() == *code);
        el("option")
            .attr("value", *code)
            .prop("selected", chosen)
            .child(*label)
            .view()
    }));
    let pick = move |all: bool| {
        let ids = if all { keys.get_untracked() } else { Vec::new() };
        table
            .chosen
            .set(ids.iter().filter_map(|id| Id::parse(id).ok()).collect());
    };
    let tools = el("div")
        .class("tools")
        .child(
            el("label").child("查找单位、支部").child(
                el("input")
                    .attr("type", "search")
                    .attr("autocomplete", "off")
                    .on("input", typed(move |words| sought.set(words))),
            ),
        )
        .child(
            el("label").child("原定等次").child(
                el("select")
                    .on("change", typed(move |code| grade.set(code)))
                    .child(el("option").attr("value", "").child("全部"))
                    .child(options(grades)),
            ),
        )
        .child(
            el("label").child("现等次先填成").child(
                el("select")
                    .on("change", typed(move |code| begins.set(code)))
                    .child(begin_options),
            ),
        )
        .child(
            el("label")
                .class("box")
                .child(
                    el("input")
                        .attr("type", "checkbox")
                        .prop("checked", truth(move || open_only.get()))
                        .on("change", ticked(move |on| open_only.set(on))),
                )
                .child("只看没有验收的"),
        )
        .child(button("quiet", "选上表里全部", move || pick(true)))
        .child(button("quiet", "全不选", move || pick(false)));
    let list = virtual_list(
        "ticks",
        "可以验收的支部",
        &["选", "支部", "单位", "原定", "自评", "现等次", "验收"],
        keys,
        move |key| cells(table, key),
    );
    section(
        "",
        "支部",
        parts(vec![
            part(el("p").attr("role", "status").child(count)),
            part(tools),
            part(list),
        ]),
    )
}

fn cells(table: Table, key: &str) -> Vec<AnyView> {
    let own = key.to_owned();
    let one = derived(move || {
        let all = table.all.read();
        all.iter().find(|one| one.seat.branch.as_str() == own).cloned()
    });
    let Some(first) = one.get_untracked() else {
        return Vec::new();
    };
    let id = first.seat.branch.clone();
    let (of_tick, of_put, of_grade) = (id.clone(), id.clone(), id);
    let name = first.seat.name.clone();
    let is_chosen = truth(move || table.chosen.read().contains(&of_tick));
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("aria-label", format!("选{name}"))
        .prop("checked", is_chosen)
        .on(
            "change",
            ticked(move |on| {
                table.chosen.update(|chosen| {
                    chosen.retain(|known| *known != of_put);
                    if on {
                        chosen.push(of_put.clone());
                    }
                });
            }),
        )
        .view();
    let code =
        derived(move || one.with(|one| one.as_ref().map(|one| table.grade_of(one)).unwrap_or_default()));
    let options = all(std::iter::once(("", "不填"))
        .chain(
            Grade::CHOICES
                .iter()
                .rev()
                .map(|choice| (choice.code, choice.label)),
        )
        .map(|(own, label)| {
            let chosen = truth(move || *code.read() == own);
            el("option")
                .attr("value", own)
                .prop("selected", chosen)
                .child(label)
                .view()
        }));
    let grade = el("select")
        .attr("aria-label", format!("{name}的现等次"))
        .on(
            "change",
            typed(move |code| {
                table.grades.update(|grades| {
                    grades.retain(|(known, _)| *known != of_grade);
                    grades.push((of_grade.clone(), code));
                });
            }),
        )
        .child(options)
        .view();
    let accepted = live(move || {
        let accepted = one.with(|one| one.as_ref().and_then(|one| one.accepted));
        match accepted {
            Some((grade, day)) => tag(
                "done",
                format!(
                    "✓ {} {}",
                    grade.map_or("已写", |grade| grade.label()),
                    day.map(date).unwrap_or_default()
                ),
            ),
            None if first.is_received => nothing(),
            None => span("hint", "没有报送"),
        }
    });
    let label = |grade: Option<Grade>| grade.map_or("", |grade| grade.label()).to_owned().part();
    vec![
        tick,
        el("strong").child(name).view(),
        first.unit.clone().part(),
        label(first.initial),
        label(first.own_final),
        grade,
        accepted,
    ]
}
