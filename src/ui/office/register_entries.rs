//! The register's entries: the units in a list, one of them open with its branches.

use super::virtual_list::virtual_list;
use crate::domain::{Choose as _, Id, Register, RegisterBranch, RegisterUnit};
use crate::state::office::{
    add_branch, add_unit, has_branch, has_unit, register_if_missing, remove_all, with_branches,
};
use crate::state::{self, Changing, Edit, OpenBooks, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{
    alarm, all, button, derived, keys, live, live_if, maybe, nothing, rows, section, span, table, truth,
    typed, words as words_of,
};
use crate::ui::widgets::{field_row, record_form};
use leptos::prelude::*;

/// The element id of the open unit.
const EDITOR: &str = "unit-editor";

/// The units, and the one that is open.
pub(super) fn entries(own: OpenBooks) -> AnyView {
    let sought = Changing::new(String::new());
    let opened = Changing::new(None::<Id>);
    let keys = derived(move || {
        own.track_all();
        let sought = sought.read();
        own.with(|own| {
            let register = own.register.as_ref();
            let units = register.map_or(&[][..], |register| &register.units);
            let named = |unit: &&RegisterUnit| {
                let words = sought.trim();
                let in_branch = |branch: &&RegisterBranch| branch.name.contains(words);
                words.is_empty()
                    || unit.name.contains(words)
                    || register.is_some_and(|register| register.branches_of(&unit.id).iter().any(in_branch))
            };
            let found = units.iter().filter(named);
            found.map(|unit| unit.id.to_string()).collect::<Vec<_>>()
        })
    });
    let list = live_if(
        move || {
            own.track_all();
            own.with(|own| {
                own.register
                    .as_ref()
                    .is_some_and(|register| !register.units.is_empty())
            })
        },
        move || {
            let table = virtual_list(
                "",
                "花名册单位",
                &["单位", "类别", "党组织书记", "支部"],
                keys,
                move |key| cells(own, key, opened),
            );
            let search = el("label").child("查找单位、支部").child(
                el("input")
                    .attr("type", "search")
                    .attr("autocomplete", "off")
                    .on("input", typed(move |words| sought.set(words))),
            );
            parts(vec![part(el("div").class("tools").child(search)), part(table)])
        },
    );
    let editor = live(move || maybe(opened.get(), |unit| editor(own, unit, opened)));
    section(
        "",
        "单位和支部",
        parts(vec![part(list), part(editor), part(new_unit(own, opened))]),
    )
}

fn with_unit<T: Default>(own: OpenBooks, unit: &Id, look: impl FnOnce(&Register, &RegisterUnit) -> T) -> T {
    own.with(|own| {
        let register = own.register.as_ref()?;
        Some(look(register, register.unit(unit)?))
    })
    .unwrap_or_default()
}

fn cells(own: OpenBooks, key: &str, opened: Changing<Option<Id>>) -> Vec<AnyView> {
    let Ok(unit) = Id::parse(key) else {
        return Vec::new();
    };
    let shown = {
        let unit = unit.clone();
        derived(move || {
            own.track_all();
            with_unit(own, &unit, |register, unit| {
                let mut branches = Vec::new();
                for branch in register.branches_of(&unit.id) {
                    let grade = branch.initial_grade.map_or("没有等次", |grade| grade.label());
                    branches.push(format!("{}（{grade}）", branch.name.trim()));
                }
                let name = unit.name.trim();
                let name = if name.is_empty() {
                    "（没有名称）"
                } else {
                    name
                };
                [
                    name.to_owned(),
                    unit.kind.map_or("", |kind| kind.label()).to_owned(),
                    unit.secretary.clone(),
                    branches.join("、"),
                ]
            })
        })
    };
    let cell = move |at: usize| words_of(move || shown.read()[at].clone());
    let own_unit = unit.clone();
    let expanded = crate::ui::view::text(move || (opened.read().as_ref() == Some(&own_unit)).to_string());
    let name = el("button")
        .attr("type", "button")
        .class("link")
        .attr("aria-expanded", expanded)
        .on(
            "click",
            crate::ui::view::press(move || {
                opened.set(Some(unit.clone()));
                state::focus_soon(EDITOR.into());
            }),
        )
        .child(cell(0))
        .view();
    vec![name, cell(1), cell(2), cell(3)]
}

/// One unit with its branches, to be changed.
fn editor(own: OpenBooks, unit: Id, opened: Changing<Option<Id>>) -> AnyView {
    let document = own.with(|own| own.register.as_ref().map(|register| register.id().clone()));
    let defs = (
        topics::record_def(BookKind::Register, "units"),
        topics::record_def(BookKind::Register, "branches"),
    );
    let (Some(document), (Some((unit_def, _)), Some((branch_def, _)))) = (document, defs) else {
        return nothing();
    };
    let is_there = {
        let unit = unit.clone();
        truth(move || {
            own.track_all();
            with_unit(own, &unit, |_, _| true)
        })
    };
    let title = {
        let unit = unit.clone();
        words_of(move || {
            own.track_all();
            with_unit(own, &unit, |_, unit| unit.name.clone())
        })
    };
    let twice = {
        let unit = unit.clone();
        live_if(
            move || {
                own.track_all();
                with_unit(own, &unit, |register, unit| {
                    has_unit(register, &unit.name, Some(&unit.id))
                })
            },
            || {
                el("p")
                    .class("refused")
                    .attr("role", "alert")
                    .child("花名册里另有一个同名的单位。请改名或删去一个，改好以前不能下发。")
                    .view()
            },
        )
    };
    let ids = {
        let unit = unit.clone();
        move || {
            own.track_all();
            with_unit(own, &unit, |register, unit| {
                let branches = register.branches_of(&unit.id);
                branches.iter().map(|branch| branch.id.to_string()).collect()
            })
        }
    };
    let branches = {
        let document = document.clone();
        rows(ids, move |key| {
            let Ok(branch) = Id::parse(&key) else {
                return nothing();
            };
            branch_row(own, &document, branch, branch_def)
        })
    };
    let remove = {
        let (unit, document) = (unit.clone(), document.clone());
        button("quiet danger", "删除这个单位和它的支部", move || {
            let found = with_unit(own, &unit, |register, unit| {
                Some((with_branches(register, &unit.id), unit.name.clone()))
            });
            let Some((records, name)) = found else { return };
            opened.set(None);
            remove_with_undo(
                own,
                &document,
                records,
                format!("已从花名册删除“{name}”和它的支部。"),
            );
        })
    };
    let form = record_form(&document, &unit, unit_def, &[]);
    let heads = ["党支部名称", "支部书记", "原定等次", "删除"];
    let add = new_branch(own, unit);
    let content = StoredValue::new_local(Some(parts(vec![
        part(el("h3").child("编辑：").child(title)),
        part(twice),
        part(form),
        part(el("h3").child("所属支部")),
        part(table(&heads, branches)),
        part(add),
        part(
            el("div")
                .class("actions")
                .child(button("quiet", "收起", move || opened.set(None)))
                .child(remove),
        ),
    ])));
    live(move || {
        if !is_there.get() {
            return nothing();
        }
        // Made once: the signal only takes it away.
        let mut body = None;
        content.update_value(|content| body = content.take());
        maybe(body, |body| {
            el("section")
                .class("panel")
                .attr("id", EDITOR)
                .attr("tabindex", "-1")
                .child(body)
                .view()
        })
    })
}

fn branch_row(own: OpenBooks, document: &Id, branch: Id, def: &'static crate::domain::RecordDef) -> AnyView {
    let findings = own.record_findings(document.clone(), branch.clone());
    let cell = |name: &str| {
        let field = def.field(name);
        maybe(field, |field| field_row(document, &branch, field, findings, true))
    };
    let of_twice = branch.clone();
    let twice = live_if(
        move || {
            own.track_all();
            own.with(|own| {
                let register = own.register.as_ref();
                let known = register.and_then(|register| {
                    let known = register.branches.iter().find(|known| known.id == of_twice)?;
                    Some((register, known))
                });
                known.is_some_and(|(register, known)| {
                    let unit = known.unit.as_ref();
                    unit.is_some_and(|unit| has_branch(register, unit, &known.name, Some(&known.id)))
                })
            })
        },
        || {
            el("p")
                .class("refused")
                .attr("role", "alert")
                .child("这个单位另有同名的支部，请改名或删去一个。")
                .view()
        },
    );
    let (of_remove, own_document) = (branch.clone(), document.clone());
    let remove = button("quiet danger", "删除", move || {
        let name = own.with(|own| {
            let register = own.register.as_ref()?;
            let known = register.branches.iter().find(|known| known.id == of_remove)?;
            Some(known.name.clone())
        });
        let words = format!("已从花名册删除“{}”。", name.unwrap_or_default());
        remove_with_undo(own, &own_document, vec![of_remove.clone()], words);
        state::focus(EDITOR);
    });
    let labelled =
        |label: &'static str, content: AnyView| el("td").attr("data-label", label).child(content).view();
    el("tr")
        .child(labelled(
            "党支部名称",
            parts(vec![part(cell("name")), part(twice)]),
        ))
        .child(labelled("支部书记", cell("secretary")))
        .child(labelled("原定等次", cell("initial_grade")))
        .child(labelled("删除", remove))
        .view()
}

/// Removes records; the one press that brings all of them back stands below.
fn remove_with_undo(own: OpenBooks, document: &Id, records: Vec<Id>, words: String) {
    let back = remove_all(document, records, &mut |edit| own.dispatch(edit).ok()?.undo);
    own.undo_signal().set(back.map(|edit| (words, edit)));
}

/// The line that adds a unit.
fn new_unit(own: OpenBooks, opened: Changing<Option<Id>>) -> AnyView {
    adding("添加单位", "新单位的名称", move |name| {
        for edit in own.with(|own| register_if_missing(own, new_id())) {
            let _ = own.dispatch(edit);
        }
        let id = new_id();
        let edit = own.with(|own| {
            let register = own.register.as_ref().ok_or("没有添加：账本没有打开。")?;
            add_unit(register, name, id.clone())
        })?;
        put(own, edit)?;
        opened.set(Some(id));
        state::focus_soon(EDITOR.into());
        Ok(())
    })
}

/// The line that adds a branch to a unit.
fn new_branch(own: OpenBooks, unit: Id) -> AnyView {
    adding("添加支部", "新支部的名称", move |name| {
        let edit = own.with(|own| {
            let register = own.register.as_ref().ok_or("没有添加：账本没有打开。")?;
            add_branch(register, &unit, name, new_id())
        })?;
        put(own, edit)
    })
}

fn put(own: OpenBooks, edit: Edit) -> Result<(), String> {
    let done = own.dispatch(edit);
    done.map(|_| ())
        .map_err(|_| "没有添加：账本没有打开。".to_owned())
}

fn adding(
    press: &'static str,
    label: &'static str,
    add: impl Fn(&str) -> Result<(), String> + Send + Sync + 'static,
) -> AnyView {
    let name = Changing::new(String::new());
    let failed = Changing::new(None::<String>);
    let add = StoredValue::new(add);
    let go = move || {
        let words = name.get_untracked();
        let done = add.with_value(|add| add(&words));
        if done.is_ok() {
            name.set(String::new());
        }
        failed.set(done.err());
    };
    let enter = keys(move |event| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            go();
        }
    });
    let line = el("div")
        .class("adding")
        .child(
            el("label").child(span("label", label)).child(
                el("input")
                    .attr("type", "text")
                    .attr("autocomplete", "off")
                    .prop("value", name)
                    .on("input", typed(move |words| name.set(words)))
                    .on("keydown", enter),
            ),
        )
        .child(button("", press, go));
    let told = alarm(failed);
    all([part(line), told].into_iter())
}
