//! The native control for one field, bound to its record.

use crate::domain::{Field, Id, Kind, Refers, Shape, Value};
use crate::state::{Edit, OpenBooks};
use crate::ui::words;
use leptos::prelude::*;

/// Names of people and posts that were typed somewhere in the books, offered again wherever a person is asked for.
#[derive(Clone, Copy)]
pub(in crate::ui) struct People(pub(in crate::ui) RwSignal<Vec<String>>);

impl People {
    /// The id of the page's one `datalist`.
    pub(in crate::ui) const LIST: &'static str = "people";

    /// Reads the names anew; asked when a field that wants a person gets the focus.
    fn refresh(self, books: OpenBooks) {
        let mut names = books.with(|books| {
            let records = books.documents().flat_map(|document| {
                document.collections().iter().filter_map(move |c| document.list(c.name)).flat_map(|l| l.iter())
            });
            let texts = records.flat_map(|record| {
                let fields = record.def().fields.iter().filter(|field| is_person(field));
                fields.filter_map(|field| record.get(field.name)).collect::<Vec<_>>()
            });
            texts.map(|value| value.to_input()).filter(|name| !name.trim().is_empty()).collect::<Vec<_>>()
        });
        names.sort();
        names.dedup();
        if self.0.with_untracked(|known| *known != names) {
            self.0.set(names);
        }
    }
}

/// Whether a field asks for a person or a post.
fn is_person(field: &Field) -> bool {
    matches!(
        field.name,
        "handler" | "leader" | "chair" | "recorder" | "responsible" | "overall_responsible" | "secretary" | "who"
    )
}

/// The control of a field, or its content where nothing may be changed.
#[component]
pub(in crate::ui) fn Control(
    /// The book.
    document: Id,
    /// The record.
    record: Id,
    /// The field's declaration.
    field: &'static Field,
    /// The control's element id.
    id: String,
    /// The element id of its findings.
    described_by: String,
    /// Whether a finding says that its content is wrong.
    #[prop(into)]
    invalid: Signal<bool>,
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let held = {
        let (document, record) = (document.clone(), record.clone());
        Memo::new(move |_| {
            let look = |r: &dyn crate::domain::Record| r.get(field.name);
            books.with_record(&document, &record, look).flatten().unwrap_or_else(|| field.kind.empty())
        })
    };
    if books.is_read_only() || field.derived {
        let text = move || {
            let words = books.with(|books| words::shown(books, &document, field, &held.read()));
            if words.trim().is_empty() { "（未填）".to_owned() } else { words }
        };
        return view! { <p class="answer" id=id tabindex="-1">{text}</p> }.into_any();
    }
    let refused = RwSignal::new(None::<&'static str>);
    let put = {
        let (document, record) = (document.clone(), record.clone());
        move |value: Value| {
            let (document, record) = (document.clone(), record.clone());
            let _ = books.dispatch(Edit::Set { document, record, field: field.name, value });
        }
    };
    let typed = {
        let put = put.clone();
        move |text: String| match field.kind.parse(&text) {
            Ok(value) => {
                refused.set(None);
                put(value);
            }
            Err(error) => refused.set(Some(error.words())),
        }
    };
    let value = Memo::new(move |_| held.read().to_input());
    let aria_invalid = move || (invalid.get() || refused.get().is_some()).then_some("true");
    let control = match field.kind {
        Kind::Text if field.shape == Shape::Paragraph => view! {
            <textarea id=id rows="2" maxlength="20000" aria-describedby=described_by aria-invalid=aria_invalid
                prop:value=value on:input=move |event| typed(event_target_value(&event))></textarea>
        }
        .into_any(),
        Kind::Text => {
            let people = expect_context::<People>();
            let list = is_person(field).then_some(People::LIST);
            let refresh = move |_| if list.is_some() { people.refresh(books) };
            view! {
                <input type="text" id=id list=list autocomplete="off" maxlength="20000"
                    aria-describedby=described_by aria-invalid=aria_invalid
                    prop:value=value on:focus=refresh on:input=move |event| typed(event_target_value(&event))/>
            }
            .into_any()
        }
        Kind::Date => view! {
            <input type="date" id=id min="2010-01-01" max="2029-12-31"
                aria-describedby=described_by aria-invalid=aria_invalid
                prop:value=value on:input=move |event| typed(event_target_value(&event))/>
        }
        .into_any(),
        Kind::Count => view! {
            <input type="text" inputmode="numeric" class="count" id=id autocomplete="off"
                aria-describedby=described_by aria-invalid=aria_invalid
                prop:value=value on:input=move |event| typed(event_target_value(&event))/>
        }
        .into_any(),
        Kind::One(list) => {
            let options = list.iter().map(|choice| (choice.code.to_owned(), choice.label.to_owned())).collect();
            select(id, described_by, aria_invalid, value, options, typed)
        }
        Kind::Ref => {
            let options = branch_options(books, field).into_iter().map(|(id, name)| (id.to_string(), name));
            select(id, described_by, aria_invalid, value, options.collect(), typed)
        }
        Kind::Several(list) => {
            let options = list.iter().map(|choice| (choice.code.to_owned(), choice.label.to_owned())).collect();
            boxes(id, described_by, value, options, typed)
        }
        Kind::Refs => {
            let options = move || -> Vec<(Id, String)> {
                match field.refers {
                    Refers::Items => books.with(|books| {
                        let items = books.branch(&document).map(|b| b.items.iter().enumerate());
                        let items = items.into_iter().flatten();
                        items.map(|(at, item)| (item.id.clone(), words::item_title(at, item))).collect()
                    }),
                    _ => branch_options(books, field),
                }
            };
            let options = options().into_iter().map(|(id, name)| (id.to_string(), name)).collect();
            boxes(id, described_by, value, options, typed)
        }
    };
    view! {
        {control}
        {move || refused.get().map(|words| view! {
            <p class="refused" role="alert">"这一栏没有保存：" {words} "。请改正后再离开。"</p>
        })}
    }
    .into_any()
}

fn branch_options(books: OpenBooks, field: &Field) -> Vec<(Id, String)> {
    if field.refers != Refers::Branches {
        return Vec::new();
    }
    let ids = books.branch_ids();
    books.with(|books| ids.into_iter().map(|id| (id.clone(), words::branch_name(books, &id))).collect())
}

fn select(
    id: String,
    described_by: String,
    aria_invalid: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
    value: Memo<String>,
    options: Vec<(String, String)>,
    typed: impl Fn(String) + 'static,
) -> AnyView {
    let options = options.into_iter().map(|(code, label)| {
        let chosen = {
            let code = code.clone();
            move || *value.read() == code
        };
        view! { <option value=code prop:selected=chosen>{label}</option> }
    });
    view! {
        <select id=id aria-describedby=described_by aria-invalid=aria_invalid
            on:change=move |event| typed(event_target_value(&event))>
            <option value="" prop:selected=move || value.read().is_empty()>"请选择"</option>
            {options.collect_view()}
        </select>
    }
    .into_any()
}

/// Check boxes; the text that stands for them is the chosen codes, separated by blanks.
fn boxes(
    id: String,
    described_by: String,
    value: Memo<String>,
    options: Vec<(String, String)>,
    typed: impl Fn(String) + Clone + 'static,
) -> AnyView {
    if options.is_empty() {
        return view! { <p class="answer" id=id tabindex="-1">"还没有可选的内容。"</p> }.into_any();
    }
    let boxes = options.into_iter().map(|(code, label)| {
        let (checked, typed) = (code.clone(), typed.clone());
        let toggle = move |event: leptos::ev::Event| {
            let on = event_target_checked(&event);
            let held = value.get_untracked();
            let mut codes: Vec<&str> = held.split_whitespace().filter(|held| *held != code).collect();
            if on {
                codes.push(&code);
            }
            typed(codes.join(" "));
        };
        view! {
            <label class="box">
                <input type="checkbox"
                    prop:checked=move || value.read().split_whitespace().any(|code| code == checked)
                    on:change=toggle/>
                {label}
            </label>
        }
    });
    view! {
        <div class="boxes" tabindex="-1" role="group" aria-labelledby=format!("{id}-label")
            aria-describedby=described_by id=id>
            {boxes.collect_view()}
        </div>
    }
    .into_any()
}
