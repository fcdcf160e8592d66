//! 与上一版相比: what changed in a plan since it was sent back, or since the version before.

use super::remark::Reviewing;
use super::review::{href, place_of};
use crate::county::UnitLine;
use crate::domain::{Books, Comment, Id, ReviewSheet};
use crate::state::Changing;
use crate::state::office::{
    BookDiff, Happened, RecordDiff, Spot, between, changed_places, office, read_plan, untouched,
    version_before,
};
use crate::ui::element::{el, part, parts};
use crate::ui::route::Links;
use crate::ui::view::{all, h1, link, live, nothing, p, run, section, span, tag, typed};
use crate::ui::words::moment;
use leptos::prelude::*;

/// What was found, or why not.
type Found = Option<Result<Vec<BookDiff>, String>>;

/// The page.
pub(super) fn changes(reviewing: &Reviewing) -> AnyView {
    let line = office(&reviewing.open)
        .county_untracked(|county| county.line_of_bundle(&reviewing.file.bundle).cloned());
    let Some(line) = line else { return nothing() };
    let own_id = &reviewing.file.bundle;
    let before = reviewing.own().with(|own| {
        let sheet = own.review_of(&reviewing.unit);
        version_before(&line, sheet, own_id)
    });
    let others: Vec<_> = line
        .versions
        .iter()
        .filter(|version| version.summary.head.id != *own_id)
        .collect();
    if others.is_empty() {
        return parts(vec![
            part(h1("与上一版相比")),
            part(p("none", "这个单位只报送过这一版，没有可比的。")),
        ]);
    }
    let first = before.or_else(|| others.first().map(|version| version.summary.head.id.clone()));
    let against = Changing::new(first.map(|id| id.to_string()).unwrap_or_default());
    let options = all(others.into_iter().map(|version| {
        let file = &version.summary.file;
        let id = version.summary.head.id.to_string();
        let own = id.clone();
        let words = format!(
            "{}，{}",
            version_words(reviewing, &line, &version.summary.head.id),
            moment(&file.created_at)
        );
        let chosen = crate::ui::view::truth(move || *against.read() == own);
        el("option")
            .attr("value", id)
            .prop("selected", chosen)
            .child(words)
            .view()
    }));
    let kept = StoredValue::new_local(reviewing.clone());
    let body = live(move || {
        let (reviewing, against) = (kept.get_value(), against.get());
        let found: Changing<Found> = Changing::new(None);
        let (open, received) = (reviewing.open, reviewing.received);
        run(async move {
            let old = read_plan(&open, &against).await;
            let diff = old.map(|old| received.with(|new| between(&old, new)));
            found.try_set(Some(diff));
        });
        live(move || {
            let reviewing = kept.get_value();
            match found.get() {
                None => p("hint", "正在比较……"),
                Some(Err(words)) => p("refused", words),
                Some(Ok(books)) => told(&reviewing, &books),
            }
        })
    });
    parts(vec![
        part(h1("与上一版相比")),
        part(
            el("div").class("filters").child(
                el("label").child("与哪一版相比").child(
                    el("select")
                        .on("change", typed(move |id| against.set(id)))
                        .child(options),
                ),
            ),
        ),
        part(body),
    ])
}

fn version_words(reviewing: &Reviewing, line: &UnitLine, id: &Id) -> String {
    let mut versions = line.versions.iter();
    let revision = versions
        .find(|version| version.summary.head.id == *id)
        .and_then(|version| version.summary.file.revision);
    let was_returned = reviewing.verdict.with_untracked(|verdict| {
        verdict.as_ref().is_some_and(|verdict| {
            verdict.bundle.as_ref() == Some(id) && verdict.state == Some(crate::domain::ReviewState::Returned)
        })
    });
    let returned = if was_returned {
        "（退回修改的一版）"
    } else {
        ""
    };
    format!("第{}版{returned}", revision.unwrap_or(1))
}

fn told(reviewing: &Reviewing, books: &[BookDiff]) -> AnyView {
    let links = Links(Some(reviewing.file.bundle.to_string()));
    let unheeded = reviewing.own().with(|own| {
        let sheet: Option<&ReviewSheet> = own.review_of(&reviewing.unit);
        let named = sheet.map(|sheet| untouched(books, sheet)).unwrap_or_default();
        named.into_iter().cloned().collect::<Vec<_>>()
    });
    let summary = match changed_places(books) {
        0 => "两版的内容完全相同。".to_owned(),
        count => format!("共有 {count} 处不同，涉及 {} 本账。", books.len()),
    };
    let comments = reviewing.comments.get_untracked();
    let plan = reviewing.received;
    let books = all(books
        .iter()
        .map(|book| plan.with(|plan| book_told(&links, plan, book, &comments))));
    parts(vec![
        part(p("big", summary)),
        part(not_heeded(&links, plan, &unheeded)),
        part(books),
    ])
}

/// Remarks whose places are what they were.
fn not_heeded(links: &Links, plan: crate::state::OpenBooks, comments: &[Comment]) -> AnyView {
    if comments.is_empty() {
        return nothing();
    }
    let remarks = all(comments.iter().map(|comment| {
        let place = match plan.with(|plan| place_of(links, plan, comment)) {
            Some(href) => link("", href, comment.place.clone()),
            None => span("", comment.place.clone()),
        };
        el("li").child(place).child(format!("：{}", comment.text)).view()
    }));
    section(
        "panel",
        format!("提了意见、没有改动的地方（{}处）", comments.len()),
        el("ul").class("plain").child(remarks).view(),
    )
}

fn book_told(links: &Links, plan: &Books, book: &BookDiff, comments: &[Comment]) -> AnyView {
    let title = match book.happened {
        Happened::Changed => book.name.clone(),
        happened => format!("{}（整本{}）", book.name, happened.label()),
    };
    let records = all(book
        .records
        .iter()
        .map(|record| record_told(links, plan, book, record, comments)));
    // A book that is wholly new is read on its own pages.
    let records = if book.happened == Happened::Changed {
        records
    } else if book.happened == Happened::Added {
        el("p")
            .child(link(
                "",
                href(links, plan, &Spot::book(&book.document)),
                "打开这本账",
            ))
            .view()
    } else {
        nothing()
    };
    section("diff", title, records)
}

fn record_told(
    links: &Links,
    plan: &Books,
    book: &BookDiff,
    record: &RecordDiff,
    comments: &[Comment],
) -> AnyView {
    let state = match record.happened {
        Happened::Added => "waiting",
        Happened::Removed => "errors",
        Happened::Changed => "warnings",
    };
    let there = record.happened != Happened::Removed;
    let name = if there {
        let spot = Spot::record(&book.document, &record.record);
        link("", href(links, plan, &spot), record.name.clone())
    } else {
        span("", record.name.clone())
    };
    let fields = all(record.fields.iter().map(|diff| {
        let spot = Spot::field(&book.document, &record.record, diff.field);
        let has_remark = comments.iter().any(|comment| spot.has(comment));
        let label = if there {
            link("", href(links, plan, &spot), diff.field.label)
        } else {
            span("", diff.field.label)
        };
        let remark = if has_remark {
            tag("waiting", "提过意见")
        } else {
            nothing()
        };
        let held = |mark: &'static str, class: &'static str, text: &str| {
            if text.trim().is_empty() && record.happened != Happened::Changed {
                return nothing();
            }
            let text = if text.trim().is_empty() { "（空）" } else { text };
            el(class)
                .child(el("span").class("was").child(mark))
                .child(text.to_owned())
                .view()
        };
        el("li")
            .child(el("p").class("diff-field").child(label).child(remark))
            .child(held("原：", "del", &diff.old))
            .child(held("现：", "ins", &diff.new))
            .view()
    }));
    el("article")
        .class("diff-record")
        .child(el("h3").child(tag(state, record.happened.label())).child(name))
        .child(el("ul").child(fields))
        .view()
}
