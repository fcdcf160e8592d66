//! 花名册: which unit of the bureau's register one is, to start from it or to be matched with it afterwards.

use super::control::choices;
use crate::domain::{Choose, Grade, Id, Register, RegisterBranch};
use crate::state::from_register::{Picked, matching, suggested_branch, suggested_unit, units_named};
use crate::state::{App, Changing, Desk, Edit, OpenWorkspace, Source, know};
use crate::ui::element::{El, el, part, parts};
use crate::ui::view::{alarm, button, derived, live, maybe, nothing, p, run, typed};
use crate::ui::words;
use leptos::prelude::*;

/// Picking oneself in a register. Without an open workspace one begins with it; an open one is matched with it. Nothing
/// is changed before a press. Whoever signed the register, `source`, is known from then on.
pub(in crate::ui) fn register_pick(
    register: Register,
    source: Source,
    open: Option<OpenWorkspace>,
) -> AnyView {
    let suggested = open
        .as_ref()
        .and_then(|open| open.books.with(|books| suggested_unit(books, &register)));
    let register = Changing::new(register);
    let source = Changing::new(source);
    let sought = Changing::new(String::new());
    let unit = Changing::new(suggested.map_or_else(String::new, |id| id.to_string()));
    let held = derived(move || unit.get());
    let units = live(move || {
        let mut units = Vec::new();
        for unit in units_named(&register.read(), &sought.read()) {
            units.push((unit.id.to_string(), unit.name.clone()));
        }
        let none = format!("请选择（{} 个单位）", units.len());
        choices(held, &none, units)
    });
    let of_unit = live(move || match (Id::parse(&unit.read()), &open) {
        (Err(_), _) => nothing(),
        (Ok(id), Some(open)) => matched(open, register, source, id),
        (Ok(id), None) => begin(register, source, &id),
    });
    parts(vec![
        labelled(
            "查找单位",
            el("input")
                .attr("type", "search")
                .attr("autocomplete", "off")
                .attr("maxlength", "100")
                .on("input", typed(move |words| sought.set(words))),
        ),
        labelled(
            "花名册里的单位",
            el("select")
                .on("change", typed(move |id| unit.set(id)))
                .child(units),
        ),
        of_unit,
    ])
}

fn labelled(words: impl Into<String>, control: El) -> AnyView {
    el("label")
        .class("field wide")
        .child(words.into())
        .child(control)
        .view()
}

fn grade(grade: Option<Grade>) -> &'static str {
    grade.map_or("没有填等次", Choose::label)
}

fn named(entry: &RegisterBranch) -> String {
    format!("{}（{}）", entry.name, grade(entry.initial_grade))
}

/// The chosen unit as the register has it, and the ways to begin.
fn begin(register: Changing<Register>, source: Changing<Source>, id: &Id) -> AnyView {
    let app = expect_context::<App>();
    let failed = Changing::new(None::<String>);
    let start = move |class, words: &str, desk: Desk, picked: Picked| {
        button(class, words, move || {
            let (register, source) = (register.read_untracked(), source.read_untracked());
            app.create_from_register(&register, &source, desk, &picked, failed);
        })
    };
    let mut branches = Vec::new();
    for entry in register.read_untracked().branches_of(id) {
        let alone = start(
            "quiet",
            "只填这个支部",
            Desk::Branch,
            Picked::Branch(entry.id.clone()),
        );
        branches.push(part(el("li").child(named(entry)).child(alone)));
    }
    parts(vec![
        part(el("ul").child(branches)),
        start(
            "primary",
            "就是本单位，开始填写",
            Desk::Unit,
            Picked::Unit(id.clone()),
        ),
        p(
            "hint",
            "名称、书记、等次和编号从花名册带入。等次由花名册确定，别的都可以改。",
        ),
        alarm(failed),
    ])
}

/// The open books beside the entries of the chosen unit.
fn matched(open: &OpenWorkspace, register: Changing<Register>, source: Changing<Source>, id: Id) -> AnyView {
    let app = expect_context::<App>();
    let (books, open) = (open.books, *open);
    let known = register.read_untracked();
    let mut entries = Vec::new();
    for entry in known.branches_of(&id) {
        entries.push((entry.id.to_string(), named(entry)));
    }
    // Each book with what was chosen for it.
    let (mut chosen, mut names) = (Vec::new(), Vec::new());
    books.with(|books| {
        for branch in &books.branches {
            let suggested = suggested_branch(branch, &known, &id);
            chosen.push((branch.id().clone(), suggested));
            names.push(words::branch_name(books, branch.id()));
        }
        if let Some(unit) = &books.unit {
            chosen.push((unit.id().clone(), Some(id)));
        }
    });
    let chosen = Changing::new(chosen);
    let mut shown = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        let held = derived(move || {
            let entry = chosen.read()[at].1.clone();
            entry.map_or_else(String::new, |entry| entry.to_string())
        });
        let choose = typed(move |id| chosen.update(|chosen| chosen[at].1 = Id::parse(&id).ok()));
        let control =
            el("select")
                .on("change", choose)
                .child(choices(held, "花名册里没有，先不对应", entries.clone()));
        shown.push(labelled(format!("“{name}”是花名册里的"), control));
    }
    let done = Changing::new(None::<String>);
    let failed = Changing::new(None::<String>);
    let changes = live(move || {
        books.track_all();
        let (_, changes) = books.with(|books| matching(books, &register.read(), &chosen.read()));
        let mut lines = Vec::new();
        for change in changes {
            let name = books.with(|books| words::branch_name(books, &change.document));
            let (typed, register) = (grade(change.typed), grade(change.register));
            lines.push(p(
                "",
                format!("“{name}”的原定等次：原来填“{typed}”，对应以后按花名册改为“{register}”。"),
            ));
        }
        if lines.is_empty() {
            return p("hint", "对应以后，原定等次由花名册确定；别的内容都不变。");
        }
        parts(lines)
    });
    let apply = move || {
        let known = register.read_untracked();
        let (matches, _) = books.with(|books| matching(books, &known, &chosen.read_untracked()));
        let outcome = open.dispatch_with_way_back(Edit::MatchRegister { matches }, "与花名册对应之前");
        let Ok(change) = outcome else {
            failed.set(Some(
                "没有对应：两个支部选了花名册里的同一个。账本没有变动，请改选。".to_owned(),
            ));
            return;
        };
        let words = "✓ 已与花名册对应。".to_owned();
        books
            .undo_signal()
            .set(change.undo.map(|edit| (words.clone(), edit)));
        done.set(Some(words));
        run(async move {
            let source = source.read_untracked();
            failed.try_set(know(app, &open, &source).await.err());
        });
    };
    shown.push(changes);
    shown.push(button("primary", "按所选的对应", apply));
    shown.push(live(move || maybe(done.get(), |words| p("accepted", words))));
    shown.push(alarm(failed));
    parts(shown)
}
