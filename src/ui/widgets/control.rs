//! The native control for one field, bound to its record.

use super::people::{People, is_person};
use crate::domain::{Field, Id, Kind, Period, Record, Refers, Shape};
use crate::state::{App, Changing, Derived, Edit, OpenBooks, is_registered};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, derived, live, maybe, optional, press, ticked, truth, typed, words as words_of};
use crate::ui::words;
use leptos::prelude::*;
use std::sync::Arc;

/// Where a control stands and what it is called.
#[derive(Clone)]
pub(super) struct Place {
    /// The book.
    pub(super) document: Id,
    /// The record.
    pub(super) record: Id,
    /// The field's declaration.
    pub(super) field: &'static Field,
    /// The control's element id.
    pub(super) id: String,
    /// The element id of its findings.
    pub(super) note: String,
}

type Typed = Arc<dyn Fn(String) + Send + Sync>;

/// The control of a field, or its content where nothing may be changed. `invalid` says that a finding holds its
/// content to be wrong.
pub(super) fn control(place: Place, invalid: Derived<bool>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let field = place.field;
    let registered = books.with(|books| is_registered(books, &place.document, field.name));
    if books.is_read_only() || field.derived || registered {
        return answer(books, place);
    }
    let refused = Changing::new(None::<String>);
    let typed: Typed = {
        let (document, record) = (place.document.clone(), place.record.clone());
        Arc::new(move |text| match field.kind.parse(&text) {
            Ok(value) => {
                if refused.with_untracked(Option::is_some) {
                    refused.set(None);
                }
                let (document, record) = (document.clone(), record.clone());
                let _ = books.dispatch(Edit::Set {
                    document,
                    record,
                    field: field.name,
                    value,
                });
            }
            Err(error) => refused.set(Some(error.words().to_owned())),
        })
    };
    let held = held(books, &place);
    let invalid = optional(move || (invalid.get() || refused.read().is_some()).then_some("true"));
    let listed = |list: &'static [crate::domain::Choice]| {
        list.iter()
            .map(|choice| (choice.code.to_owned(), choice.label.to_owned()))
            .collect::<Vec<_>>()
    };
    let control = match field.kind {
        Kind::Text if field.shape == Shape::Paragraph => paragraph(place, held, invalid, typed),
        Kind::Date if field.period != Period::Day => {
            let weekly = field.period == Period::Week;
            let spans = expect_context::<App>()
                .programme
                .read_untracked()
                .spans(weekly)
                .into_iter();
            let options = spans.map(|span| (span.first.to_string(), words::span(weekly, &span)));
            select(place, held, invalid, options.collect(), typed)
        }
        Kind::Text | Kind::Count | Kind::Date => line(books, place, held, invalid, typed),
        Kind::One(list) => select(place, held, invalid, listed(list), typed),
        Kind::Ref => {
            let options = referable(books, &place);
            select(place, held, invalid, options, typed)
        }
        Kind::Several(list) => boxes(place, held, listed(list), typed),
        Kind::Refs => {
            let options = referable(books, &place);
            boxes(place, held, options, typed)
        }
    };
    let refused = live(move || {
        maybe(refused.get(), |words| {
            el("p")
                .class("refused")
                .attr("role", "alert")
                .child("这一栏没有保存：")
                .child(words)
                .child("。请改正后再离开。")
                .view()
        })
    });
    parts(vec![part(control), part(refused)])
}

/// What the field holds, as a control's text.
fn held(books: OpenBooks, place: &Place) -> Derived<String> {
    let (document, record, field) = (place.document.clone(), place.record.clone(), place.field);
    derived(move || {
        let look = |record: &dyn Record| record.get(field.name).map(|value| value.to_input());
        books
            .with_record(&document, &record, look)
            .flatten()
            .unwrap_or_default()
    })
}

fn answer(books: OpenBooks, place: Place) -> AnyView {
    let Place {
        document,
        record,
        field,
        id,
        ..
    } = place;
    let text = words_of(move || {
        let value = books
            .with_record(&document, &record, |record| record.get(field.name))
            .flatten();
        let words = value.map(|value| books.with(|books| words::shown(books, &document, field, &value)));
        words
            .filter(|words| !words.trim().is_empty())
            .unwrap_or_else(|| "（未填）".to_owned())
    });
    el("p")
        .class("answer")
        .attr("id", id)
        .attr("tabindex", "-1")
        .child(text)
        .view()
}

fn paragraph(
    place: Place,
    held: Derived<String>,
    invalid: Signal<Option<&'static str>>,
    act: Typed,
) -> AnyView {
    el("textarea")
        .attr("id", place.id)
        .attr("rows", "2")
        .attr("maxlength", "20000")
        .attr("aria-describedby", place.note)
        .attr("aria-invalid", invalid)
        .prop("value", held)
        .on("input", typed(move |text| act(text)))
        .view()
}

/// One line: text, a number or a day.
fn line(
    books: OpenBooks,
    place: Place,
    held: Derived<String>,
    invalid: Signal<Option<&'static str>>,
    act: Typed,
) -> AnyView {
    let people = expect_context::<People>();
    let person = is_person(place.field);
    let (kind, class, mode) = match place.field.kind {
        Kind::Date => ("date", "", None),
        Kind::Count => ("text", "count", Some("numeric")),
        _ => ("text", "", None),
    };
    let range = (kind == "date").then_some(("2010-01-01", "2029-12-31"));
    el("input")
        .attr("type", kind)
        .class(class)
        .attr("inputmode", mode)
        .attr("id", place.id)
        .attr("autocomplete", "off")
        .attr("maxlength", "20000")
        .attr("list", person.then_some(People::LIST))
        .attr("min", range.map(|range| range.0))
        .attr("max", range.map(|range| range.1))
        .attr("aria-describedby", place.note)
        .attr("aria-invalid", invalid)
        .prop("value", held)
        .on(
            "focus",
            press(move || {
                if person {
                    people.refresh(books);
                }
            }),
        )
        .on("input", typed(move |text| act(text)))
        .view()
}

/// What a field of ids can point at.
fn referable(books: OpenBooks, place: &Place) -> Vec<(String, String)> {
    match place.field.refers {
        Refers::Items => books.with(|books| {
            let items = words::items(books, &place.document).into_iter();
            items.map(|(id, title)| (id.to_string(), title)).collect()
        }),
        Refers::Team => books.with(|books| {
            let team = books.unit.iter().flat_map(|unit| &unit.team_members);
            team.map(|member| (member.id.to_string(), member.name.clone()))
                .collect()
        }),
        Refers::Branches => {
            let ids = books.branch_ids();
            books.with(|books| {
                ids.iter()
                    .map(|id| (id.to_string(), words::branch_name(books, id)))
                    .collect()
            })
        }
        Refers::Nothing => Vec::new(),
    }
}

fn select(
    place: Place,
    held: Derived<String>,
    invalid: Signal<Option<&'static str>>,
    options: Vec<(String, String)>,
    act: Typed,
) -> AnyView {
    el("select")
        .attr("id", place.id)
        .attr("aria-describedby", place.note)
        .attr("aria-invalid", invalid)
        .on("change", typed(move |text| act(text)))
        .child(choices(held, "请选择", options))
        .view()
}

/// Options to choose from, after words for none.
pub(super) fn choices(held: Derived<String>, none: &str, options: Vec<(String, String)>) -> AnyView {
    let none = std::iter::once((String::new(), none.to_owned()));
    all(none.chain(options).map(|(code, label)| {
        let own = code.clone();
        let chosen = truth(move || *held.read() == own);
        el("option")
            .attr("value", code)
            .prop("selected", chosen)
            .child(label)
            .view()
    }))
}

/// Check boxes; the text that stands for them is the chosen codes, separated by blanks.
fn boxes(place: Place, held: Derived<String>, options: Vec<(String, String)>, act: Typed) -> AnyView {
    if options.is_empty() {
        return el("p")
            .class("answer")
            .attr("id", place.id)
            .attr("tabindex", "-1")
            .child("还没有可选的内容。")
            .view();
    }
    let all_codes = options
        .iter()
        .map(|(code, _)| code.clone())
        .collect::<Vec<_>>()
        .join(" ");
    let many = options.len() > 1 && place.field.kind == Kind::Refs;
    let take_all = {
        let act = Arc::clone(&act);
        many.then(|| press(move || act(all_codes.clone())))
    };
    let boxes = options.into_iter().map(|(code, label)| {
        let (own, act) = (code.clone(), Arc::clone(&act));
        let checked = truth(move || held.read().split_whitespace().any(|chosen| chosen == own));
        let toggle = ticked(move |on| {
            let chosen = held.get_untracked();
            let mut codes: Vec<&str> = chosen
                .split_whitespace()
                .filter(|chosen| *chosen != code)
                .collect();
            if on {
                codes.push(&code);
            }
            act(codes.join(" "));
        });
        el("label")
            .class("box")
            .child(
                el("input")
                    .attr("type", "checkbox")
                    .prop("checked", checked)
                    .on("change", toggle),
            )
            .child(label)
            .view()
    });
    let label = format!("{}-label", place.id);
    parts(vec![
        part(
            el("div")
                .class("boxes")
                .attr("id", place.id)
                .attr("tabindex", "-1")
                .attr("role", "group")
                .attr("aria-labelledby", label)
                .attr("aria-describedby", place.note)
                .child(all(boxes)),
        ),
        part(maybe(take_all, |take_all| {
            el("button")
                .attr("type", "button")
                .class("suggestion")
                .on("click", take_all)
                .child("全部选上")
                .view()
        })),
    ])
}
