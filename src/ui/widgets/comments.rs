//! 办公室意见: the office's remarks at their places, and the answers to them.

use crate::domain::{Comment, Id, Record, RecordDef};
use crate::state::{self, App, Edit, OpenBooks, Placed};
use crate::ui::element::{el, part};
use crate::ui::route::{Links, comment_id};
use crate::ui::topics::BookKind;
use crate::ui::view::{link, live, nothing, p, rows, span, tag, typed};
use crate::ui::words;
use leptos::prelude::*;

/// How much of a remark is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Shown {
    /// Its words: the place for the answer is near by.
    Words,
    /// Its words, and the place for the answer.
    Answer,
    /// The same under its place in words, with a way there.
    Whole,
    /// Its place, with a way there, and its first words.
    Line,
}

/// Whether a remark is meant.
type Fits = Box<dyn Fn(&Placed) -> bool + Send + Sync>;

/// The remarks that are meant, where the school answers them.
pub(in crate::ui) fn comments(
    shown: Shown,
    fits: impl Fn(&Placed) -> bool + Send + Sync + 'static,
) -> AnyView {
    #[inline(never)]
    fn follow(shown: Shown, fits: Fits) -> AnyView {
        let books = expect_context::<OpenBooks>();
        if !books.takes_answers() {
            return nothing();
        }
        let all = books.comments();
        let keys = move || {
            let mut keys = Vec::new();
            for placed in &all.read().0 {
                if fits(placed) {
                    keys.push(placed.comment.to_string());
                }
            }
            keys
        };
        rows(keys, move |key| {
            let all = all.read_untracked();
            let placed = all.0.iter().find(|placed| placed.comment.as_str() == key);
            placed.map_or_else(nothing, |placed| remark(books, placed, shown))
        })
    }
    follow(shown, Box::new(fits))
}

/// The remarks at one field. In the cell of a table there is no room to answer.
pub(super) fn comments_at_field(document: &Id, record: &Id, field: &'static str, in_cell: bool) -> AnyView {
    let (document, record) = (document.clone(), record.clone());
    let shown = if in_cell { Shown::Words } else { Shown::Answer };
    comments(shown, move |placed| {
        placed.field == field && placed.is_at(&document, &record)
    })
}

/// The remarks at a record that stand at none of these fields: at the record as a whole, or at a field that is not asked.
pub(in crate::ui) fn comments_at_record(
    document: &Id,
    record: &Id,
    def: &'static RecordDef,
    fields: &'static [&'static str],
) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let (document, record) = (document.clone(), record.clone());
    comments(Shown::Answer, move |placed| {
        if !placed.is_at(&document, &record) {
            return false;
        }
        let named = |name: &str| fields.is_empty() || fields.contains(&name);
        let asked = |shown: &dyn Record| state::is_relevant(shown, &placed.field);
        match def.field(&placed.field) {
            Some(field) if !field.derived && named(field.name) => {
                !books.with_record(&document, &record, asked).unwrap_or(true)
            }
            _ => true,
        }
    })
}

/// How many remarks in a row of the ledger, or at one record, are not settled.
pub(in crate::ui) fn comment_mark(fits: impl Fn(&Placed) -> bool + Send + Sync + 'static) -> AnyView {
    #[inline(never)]
    fn follow(fits: Fits) -> AnyView {
        let books = expect_context::<OpenBooks>();
        if !books.takes_answers() {
            return nothing();
        }
        live(move || {
            let (mut open, mut waiting) = (0, 0);
            for placed in &books.comments().read().0 {
                if !placed.resolved && fits(placed) {
                    open += 1;
                    waiting += usize::from(placed.waits());
                }
            }
            match (open, waiting) {
                (0, _) => nothing(),
                (_, 0) => tag("done", "有意见，已答复"),
                (n, _) => tag("warnings", format!("！有意见 {n} 条")),
            }
        })
    }
    follow(Box::new(fits))
}

fn remark(books: OpenBooks, placed: &Placed, shown: Shown) -> AnyView {
    let found = books.with(|books| {
        let mut all = books.review(&placed.sheet)?.comments.iter();
        let comment = all.find(|comment| comment.id == placed.comment)?.clone();
        // Where it does not stand at its field, it says which it is about.
        let record = placed.record.as_ref();
        let record = record.and_then(|record| books.document(&placed.document)?.record(record));
        let field = record.and_then(|(_, record)| record.def().field(&placed.field));
        Some((comment, field.map_or("", |field| field.label)))
    });
    let Some((comment, label)) = found else {
        return nothing();
    };
    let id = comment_id(&placed.comment);
    let words_id = format!("{id}-words");
    let whole = matches!(shown, Shown::Whole | Shown::Line);
    let head = match shown {
        _ if whole => place(books, placed, &comment),
        Shown::Answer => part(format!("办公室意见 {label}")),
        _ => part("办公室意见"),
    };
    let day = comment.written_on.map(words::date).unwrap_or_default();
    let said = el("p")
        .class(if shown == Shown::Line { "said line" } else { "said" })
        .child(el("strong").child(head))
        .child("：")
        .child(comment.text.clone())
        .child(span("hint", format!("　{day}")));
    if matches!(shown, Shown::Words | Shown::Line) {
        return el("div")
            .class("comment")
            .child(state(books, placed))
            .child(said)
            .view();
    }
    let quoted = match comment.quoted.trim() {
        quoted if whole && !quoted.is_empty() => p("said hint", format!("当时的内容：{quoted}")),
        _ => nothing(),
    };
    let answer = match &*comment.answer {
        _ if !placed.resolved => answer(placed, comment.answer, words_id.clone()),
        "" => nothing(),
        answer => p("said", format!("答复：{answer}")),
    };
    el("div")
        .class(if placed.resolved {
            "comment settled"
        } else {
            "comment"
        })
        .attr("id", id)
        .attr("tabindex", "-1")
        .child(state(books, placed))
        .child(said.attr("id", words_id))
        .child(quoted)
        .child(answer)
        .view()
}

/// How far a remark is.
fn state(books: OpenBooks, placed: &Placed) -> AnyView {
    let comment = placed.comment.clone();
    live(move || {
        let all = books.comments().read();
        match all.0.iter().find(|placed| placed.comment == comment) {
            Some(placed) if placed.resolved => tag("done", "✓ 已解决"),
            Some(placed) if placed.answered => tag("done", "✓ 已答复"),
            _ => tag("warnings", "！待答复"),
        }
    })
}

/// The place of a remark in words, and the way there while it is there.
fn place(books: OpenBooks, placed: &Placed, comment: &Comment) -> AnyView {
    let words = match comment.place.trim() {
        "" => "整个账本",
        words => words,
    };
    if !placed.stands {
        return part(format!("{words}（这一处已经删去）"));
    }
    let kind = books.with(|books| BookKind::of(books, &placed.document));
    link("", expect_context::<Links>().comment(placed, kind), words)
}

/// The place for the answer. Nothing else writes it while it is shown.
fn answer(placed: &Placed, held: String, described_by: String) -> AnyView {
    let (app, books) = (expect_context::<App>(), expect_context::<OpenBooks>());
    let (sheet, comment) = (placed.sheet.clone(), placed.comment.clone());
    let put = typed(move |text| {
        let _ = books.dispatch(Edit::Answer {
            document: sheet.clone(),
            comment: comment.clone(),
            text,
            on: app.today.get_untracked(),
        });
    });
    let control = el("textarea")
        .attr("rows", "2")
        .attr("maxlength", "20000")
        .attr("aria-describedby", described_by)
        .prop("value", held)
        .on("input", put);
    el("label")
        .child("答复（随下一次报送一起交）")
        .child(control)
        .view()
}
