//! 意见: remarks of the office's, each at its place in a received plan.

use crate::domain::{Comment, Field, Id, Phrase, ReviewState, Value, Verdict};
use crate::state::office::{Judged, Spot, begin, went_out};
use crate::state::{self, App, Changing, Derived, Edit, OpenBooks, OpenWorkspace, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{
    all, button, derived, keys, link, live, live_if, maybe, nothing, p, rows, span, tag, truth, typed,
};
use crate::ui::words::date;
use leptos::prelude::*;

/// What is being written.
#[derive(Clone, PartialEq)]
enum Writing {
    /// Nothing.
    Nothing,
    /// A new remark here; it has a record from its first word on.
    New(Spot, Option<Id>),
    /// One that is there.
    Old(Id),
}

/// The plan that is read, and the office's review of it.
#[derive(Clone)]
pub(super) struct Reviewing {
    pub(super) app: App,
    pub(super) open: OpenWorkspace,
    /// The books that came.
    pub(super) received: OpenBooks,
    /// The file.
    pub(super) file: Judged,
    /// The unit's book.
    pub(super) unit: Id,
    /// Its name.
    pub(super) name: String,
    /// Every remark on the unit's plan, listening to them.
    pub(super) comments: Derived<Vec<Comment>>,
    /// What is said of the whole; none while there is no review.
    pub(super) verdict: Derived<Option<Verdict>>,
    writing: Changing<Writing>,
}

impl Reviewing {
    pub(super) fn new(
        app: App,
        open: &OpenWorkspace,
        received: OpenBooks,
        file: Judged,
        unit: Id,
        name: String,
    ) -> Self {
        let own = open.books;
        let (of_comments, of_verdict) = (unit.clone(), unit.clone());
        let comments = derived(move || {
            own.track_all();
            own.with(|own| {
                let sheet = own.review_of(&of_comments);
                sheet.map(|sheet| sheet.comments.clone()).unwrap_or_default()
            })
        });
        let verdict = derived(move || {
            own.track_all();
            own.with(|own| own.review_of(&of_verdict).map(|sheet| (*sheet.verdict).clone()))
        });
        Self {
            app,
            open: *open,
            received,
            file,
            unit,
            name,
            comments,
            verdict,
            writing: Changing::new(Writing::Nothing),
        }
    }

    /// The office's books.
    pub(super) fn own(&self) -> OpenBooks {
        self.open.books
    }

    /// The review, once it is there.
    pub(super) fn sheet(&self) -> Option<Id> {
        let look = |own: &crate::domain::Books| own.review_of(&self.unit).map(|sheet| sheet.id().clone());
        self.own().with(look)
    }

    /// What came of reading this very file, if anything did.
    pub(super) fn said(&self) -> Option<ReviewState> {
        let verdict = self.verdict.read();
        let verdict = verdict.as_ref()?;
        verdict
            .state
            .filter(|_| verdict.bundle.as_ref() == Some(&self.file.bundle))
    }

    fn comment(&self, id: &Id) -> Option<Comment> {
        let comments = self.comments.read();
        comments.iter().find(|comment| comment.id == *id).cloned()
    }

    fn set(&self, comment: &Id, field: &'static str, value: Value) {
        if let Some(document) = self.sheet() {
            let record = comment.clone();
            let _ = self.own().dispatch(Edit::Set {
                document,
                record,
                field,
                value,
            });
        }
    }

    /// Writes the words of a remark down, as they are typed.
    fn put(&self, spot: &Spot, comment: &mut Option<Id>, text: String) {
        if let Some(comment) = comment {
            self.set(comment, "text", Value::Text(text));
            return;
        }
        if text.trim().is_empty() {
            return;
        }
        let id = new_id();
        let unit = (&self.unit, self.name.as_str());
        let today = self.app.today.get_untracked();
        let edits = self.own().with(|own| {
            let received =
                |plan: &crate::domain::Books| begin(own, plan, unit, spot, &text, today, id.clone());
            self.received.with(received)
        });
        *comment = Some(id);
        self.writing.set(Writing::New(spot.clone(), comment.clone()));
        for edit in edits {
            let _ = self.own().dispatch(edit);
        }
    }

    /// Ends writing: what holds no words is gone.
    fn done(&self, comment: Option<&Id>) {
        self.writing.set(Writing::Nothing);
        let held = comment.and_then(|comment| self.comment(comment));
        if let (Some(held), Some(document)) = (held, self.sheet())
            && held.text.trim().is_empty()
        {
            let record = held.id;
            let _ = self.own().dispatch(Edit::Remove { document, record });
        }
    }

    /// Whether the unit has it by now.
    fn has_gone_out(&self, comment: &Comment) -> bool {
        let (sent, received) = (self.open.sent.read(), self.open.received.read());
        let texts = sent.iter().chain(received.iter()).map(|file| file.text.as_str());
        went_out(comment, texts)
    }
}

/// What stands at a field of a received book.
pub(super) fn field_note(document: &Id, record: &Id, field: &'static Field) -> AnyView {
    if field.derived {
        return nothing();
    }
    remarks(Spot::field(document, record, field), "写意见", field.label)
}

/// What stands at a record of a received book.
pub(super) fn record_note(document: &Id, record: &Id) -> AnyView {
    remarks(Spot::record(document, record), "对这一条写意见", "这一条")
}

/// The remarks at a place, and the way to write one. `what` names the place to those who do not see where it stands.
pub(super) fn remarks(spot: Spot, begin: &'static str, what: &'static str) -> AnyView {
    let Some(reviewing) = use_context::<Reviewing>() else {
        return nothing();
    };
    let comments = reviewing.comments;
    let writing = reviewing.writing;
    let here = {
        let spot = spot.clone();
        derived(move || {
            let new = match &*writing.read() {
                Writing::New(_, Some(id)) => Some(id.clone()),
                _ => None,
            };
            let comments = comments.read();
            let here = comments
                .iter()
                .filter(|comment| spot.has(comment) && Some(&comment.id) != new.as_ref());
            here.map(|comment| comment.id.to_string()).collect::<Vec<_>>()
        })
    };
    let kept = StoredValue::new_local(reviewing);
    let list = rows(
        move || here.get(),
        move |id| Id::parse(&id).map_or_else(|_| nothing(), |id| remark(kept.get_value(), id)),
    );
    let (own_spot, own_id) = (spot.clone(), begin_id(&spot));
    let is_new = truth(move || matches!(&*writing.read(), Writing::New(spot, _) if *spot == own_spot));
    let form = live(move || {
        if is_new.get() {
            return form(kept.get_value(), spot.clone(), None, String::new());
        }
        let spot = spot.clone();
        el("button")
            .attr("type", "button")
            .class("begin quiet")
            .attr("id", own_id.clone())
            .attr("aria-label", format!("{begin}：{what}"))
            .on(
                "click",
                crate::ui::view::press(move || {
                    writing.set(Writing::New(spot.clone(), None));
                    state::focus_soon(TEXT.to_owned());
                }),
            )
            .child(begin)
            .view()
    });
    el("div").class("remarks").child(list).child(form).view()
}

/// The element id of the one text that is being written.
const TEXT: &str = "remark-text";

fn begin_id(spot: &Spot) -> String {
    let record = spot.record.as_ref().map_or("", Id::as_str);
    format!("b-{}-{record}-{}", spot.document, spot.field)
}

/// The element id of a remark.
pub(super) fn remark_id(comment: &Id) -> String {
    format!("m-{comment}")
}

/// One remark: its words and what came of it, or the form that changes them.
fn remark(reviewing: Reviewing, id: Id) -> AnyView {
    let writing = reviewing.writing;
    let own = id.clone();
    let is_written = truth(move || matches!(&*writing.read(), Writing::Old(id) if *id == own));
    let element = remark_id(&id);
    let kept = StoredValue::new_local(reviewing);
    let body = live(move || {
        let reviewing = kept.get_value();
        if is_written.get() {
            let held = untrack(|| reviewing.comment(&id)).unwrap_or_default();
            let spot = Spot::book(&reviewing.unit);
            return form(reviewing, spot, Some(id.clone()), held.text);
        }
        maybe(reviewing.comment(&id), |comment| shown(&reviewing, comment))
    });
    el("article")
        .class("remark")
        .attr("id", element)
        .attr("tabindex", "-1")
        .child(body)
        .view()
}

/// How far a remark is, as a tag.
pub(super) fn remark_state(comment: &Comment) -> AnyView {
    match (comment.is_open(), comment.is_answered()) {
        (true, false) => tag("warnings", "！待答复"),
        (true, true) => tag("waiting", "↩ 已答复"),
        _ => tag("done", "✓ 已解决"),
    }
}

fn shown(reviewing: &Reviewing, comment: Comment) -> AnyView {
    let answer = if comment.is_answered() {
        let on = comment.answered_on.map(date).unwrap_or_default();
        el("p")
            .class("remark-answer")
            .child(el("strong").child(format!("单位答复（{on}）：")))
            .child(comment.answer.clone())
            .view()
    } else {
        nothing()
    };
    let written = comment.written_on.map(date).unwrap_or_default();
    let resolved = comment
        .resolved_on
        .map_or_else(String::new, |day| format!("，{}解决", date(day)));
    el("div")
        .child(
            el("p")
                .class("remark-head")
                .child(remark_state(&comment))
                .child(span("hint", format!("{written}提出{resolved}"))),
        )
        .child(p("remark-words", comment.text.clone()))
        .child(answer)
        .child(acts(reviewing, comment))
        .view()
}

fn acts(reviewing: &Reviewing, comment: Comment) -> AnyView {
    let gone_out = reviewing.has_gone_out(&comment);
    let kept = StoredValue::new_local((reviewing.clone(), comment.clone()));
    let settle = if comment.is_open() {
        button("quiet", "已解决", move || {
            let (reviewing, comment) = kept.get_value();
            let today = reviewing.app.today.get_untracked();
            reviewing.set(&comment.id, "resolved_on", Value::Date(Some(today)));
            state::focus_soon(remark_id(&comment.id));
        })
    } else {
        button("quiet", "重新提出", move || {
            let (reviewing, comment) = kept.get_value();
            reviewing.set(&comment.id, "resolved_on", Value::Date(None));
            state::focus_soon(remark_id(&comment.id));
        })
    };
    // The answer is to these very words.
    let change = if comment.is_answered() {
        nothing()
    } else {
        button("quiet", "修改", move || {
            let (reviewing, comment) = kept.get_value();
            reviewing.writing.set(Writing::Old(comment.id));
            state::focus_soon(TEXT.to_owned());
        })
    };
    let remove = if gone_out {
        nothing()
    } else {
        button("quiet danger", "删除", move || {
            let (reviewing, comment) = kept.get_value();
            if let Some(document) = reviewing.sheet() {
                let record = comment.id;
                let edit = Edit::Remove { document, record };
                reviewing.own().remove(edit, "已删除一条意见。".into());
            }
        })
    };
    el("div")
        .class("actions")
        .child(settle)
        .child(change)
        .child(remove)
        .view()
}

/// The form in which a remark is written; every key is on the disk at once.
fn form(reviewing: Reviewing, spot: Spot, comment: Option<Id>, text: String) -> AnyView {
    let text = Changing::new(text);
    let made = StoredValue::new_local(comment);
    let back = match made.get_value() {
        Some(id) => remark_id(&id),
        None => begin_id(&spot),
    };
    let own = reviewing.own();
    let kept = StoredValue::new_local((reviewing, spot));
    let write = move |words: String| {
        let (reviewing, spot) = kept.get_value();
        let mut comment = made.get_value();
        text.set(words.clone());
        reviewing.put(&spot, &mut comment, words);
        made.set_value(comment);
    };
    let finish = move || {
        let (reviewing, _) = kept.get_value();
        reviewing.done(made.get_value().as_ref());
        state::focus_soon(back.clone());
    };
    let escape = {
        let finish = finish.clone();
        keys(move |event| {
            if event.key() == "Escape" {
                finish();
            }
        })
    };
    let label = format!("{TEXT}-label");
    el("div")
        .class("remark-form")
        .child(
            el("label")
                .class("label")
                .attr("id", label)
                .attr("for", TEXT)
                .child("审阅意见"),
        )
        .child(
            el("textarea")
                .attr("id", TEXT)
                .attr("rows", "2")
                .attr("maxlength", "20000")
                .prop("value", text)
                .on("input", typed(write))
                .on("keydown", escape),
        )
        .child(phrases(own, text, TEXT, write))
        .child(
            el("div")
                .class("actions")
                .child(button("primary", "完成", finish))
                .child(keep_phrase(own, text)),
        )
        .view()
}

/// The office's words, one press each. They come behind what is written in the control of this id.
pub(super) fn phrases(
    own: OpenBooks,
    text: Changing<String>,
    control: &'static str,
    write: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let known = derived(move || {
        own.track_all();
        own.with(|own| {
            let phrases = own.office.iter().flat_map(|office| &office.phrases);
            let words = phrases.map(|phrase: &Phrase| phrase.text.trim().to_owned());
            words.filter(|words| !words.is_empty()).collect::<Vec<_>>()
        })
    });
    live(move || {
        let known = known.get();
        if known.is_empty() {
            return nothing();
        }
        let buttons = all(known.into_iter().map(|words| {
            let label = words.clone();
            button("suggestion", label, move || {
                let before = text.get_untracked();
                let before = before.trim_end();
                let between = match before.chars().last() {
                    None => "",
                    Some(last) if "。；，、！？\n".contains(last) => "",
                    Some(_) => "；",
                };
                write(format!("{before}{between}{words}"));
                state::focus(control);
            })
        }));
        el("div")
            .class("phrases")
            .attr("role", "group")
            .attr("aria-label", "常用语，点一下填入")
            .child(buttons)
            .view()
    })
}

/// Keeps what is written as one of the office's phrases.
fn keep_phrase(own: OpenBooks, text: Changing<String>) -> AnyView {
    let is_new = truth(move || {
        own.track_all();
        let text = text.read();
        let words = text.trim();
        own.with(|own| {
            let mut phrases = own.office.iter().flat_map(|office| &office.phrases);
            !words.is_empty() && phrases.all(|phrase| phrase.text.trim() != words)
        })
    });
    let keep = live_if(
        move || is_new.get(),
        move || {
            button("quiet", "存为常用语", move || {
                let document = own.with(|own| own.office.as_ref().map(|office| office.id().clone()));
                if let Some(document) = document {
                    let words = text.get_untracked().trim().to_owned();
                    let _ = own.dispatch(Edit::Add {
                        document,
                        collection: "phrases",
                        after: None,
                        id: new_id(),
                        preset: vec![("text", Value::Text(words))],
                    });
                }
            })
        },
    );
    parts(vec![part(keep), part(link("", "#/office/phrases", "管理常用语"))])
}
