//! 审阅: what the office says to a received plan as a whole.

use super::remark::{Reviewing, phrases, remark_state, remarks};
use crate::county::{SubmissionState, UnitLine};
use crate::domain::{Comment, Id, ReviewState, Value};
use crate::state::office::{
    Judged, Remarks, Spot, choose, fill, judge, office, rivals, sheet_if_missing, spot_of, unjudge,
};
use crate::state::{self, App, Changing, Edit, OpenBooks, OpenWorkspace, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{Links, Place, block_id, field_id, record_id};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{
    alarm, all, button, link, live, live_if, maybe, nothing, p, span, tag, typed, words as words_of,
};
use crate::ui::words::date;
use leptos::prelude::*;

/// The review of the plan that is being read; none where the file names no unit.
pub(super) fn reviewing(open: &OpenWorkspace, received: OpenBooks, bundle: &str) -> Option<Reviewing> {
    let app = expect_context::<App>();
    let summary = office(open).summary(bundle)?;
    let file = Judged {
        bundle: summary.head.id.clone(),
        revision: summary.file.revision,
    };
    let (unit, name) = (summary.unit.book.clone()?, summary.unit.name.clone());
    Some(Reviewing::new(app, open, received, file, unit, name))
}

/// What stands above every page of the plan.
pub(super) fn review_bar(reviewing: &Reviewing, place: &Place) -> AnyView {
    let bundle = &reviewing.file.bundle;
    let line = office(&reviewing.open).county_untracked(|county| county.line_of_bundle(bundle).cloned());
    let Some(line) = line else { return nothing() };
    // Remarks on a branch as a whole stand on its pages, those on the unit on the others.
    let (spot, begin) = match place {
        Place::Branch(branch, _) | Place::Print(branch, _) => (Spot::book(branch), "对这个支部写意见"),
        _ => (Spot::book(&reviewing.unit), "对整个单位写意见"),
    };
    let kept = StoredValue::new_local((reviewing.clone(), line.clone()));
    let state = live(move || kept.with_value(|(reviewing, line)| standing(reviewing, line)));
    let counts = live(move || kept.with_value(|(reviewing, _)| counts(reviewing)));
    let failed = Changing::new(None::<&'static str>);
    let acts = live(move || {
        let (reviewing, line) = kept.get_value();
        acts(reviewing, &line, failed)
    });
    let refused = live(move || {
        maybe(failed.get(), |words| {
            el("p").class("refused").attr("role", "alert").child(words).view()
        })
    });
    let list = live_if(
        move || kept.with_value(|(reviewing, _)| !reviewing.comments.read().is_empty()),
        move || all_remarks(kept.with_value(|(reviewing, _)| reviewing.clone())),
    );
    el("section")
        .class("review-bar")
        .attr("aria-label", "审阅")
        .child(el("p").class("review-line").child(state).child(counts))
        .child(rival_versions(reviewing, &line))
        .child(el("div").class("actions").child(acts))
        .child(refused)
        .child(remarks(spot, begin, ""))
        .child(opinion(reviewing.clone()))
        .child(list)
        .view()
}

/// How the plan stands, which version is read, and whether it is the one that counts.
fn standing(reviewing: &Reviewing, line: &UnitLine) -> AnyView {
    let counts = line.bundle() == Some(&reviewing.file.bundle);
    let shown = match reviewing.said() {
        Some(ReviewState::Returned) => SubmissionState::Returned,
        Some(ReviewState::Reviewed) => SubmissionState::Reviewed,
        None if line.is_late() => SubmissionState::Late,
        None => SubmissionState::Received,
    };
    let (class, mark) = match shown {
        SubmissionState::Returned => ("warnings", "↩ "),
        SubmissionState::Reviewed => ("done", "✓ "),
        SubmissionState::Late => ("errors", "✕ "),
        _ => ("waiting", ""),
    };
    let version = format!("第{}版", reviewing.file.revision.unwrap_or(1));
    let sent = line
        .submitted_on
        .map_or_else(String::new, |day| format!("，{}报送", date(day)));
    let before = {
        let verdict = reviewing.verdict.read();
        let verdict = verdict.as_ref().filter(|verdict| {
            verdict.bundle.is_some() && verdict.bundle.as_ref() != Some(&reviewing.file.bundle)
        });
        verdict.map_or_else(String::new, |verdict| {
            let what = match verdict.state {
                Some(ReviewState::Returned) => "退回修改",
                Some(ReviewState::Reviewed) => "已审阅",
                None => return String::new(),
            };
            let on = verdict.reviewed_on.map(date).unwrap_or_default();
            format!("（第{}版：{what}，{on}）", verdict.revision.unwrap_or(1))
        })
    };
    let newer = if counts {
        nothing()
    } else {
        maybe(line.bundle(), |bundle| {
            el("strong")
                .child("这不是现在采用的一版。")
                .child(link("", format!("#/received/{bundle}/"), "打开采用的一版"))
                .view()
        })
    };
    parts(vec![
        part(tag(class, format!("{mark}{}", shown.label()))),
        part(span("", format!("{version}{sent}{before}"))),
        part(newer),
    ])
}

fn counts(reviewing: &Reviewing) -> AnyView {
    let count = Remarks::of(&reviewing.comments.read());
    let words = format!(
        "意见：待答复 {}、已答复 {}、已解决 {}",
        count.open, count.answered, count.settled
    );
    span("hint", words)
}

fn acts(reviewing: Reviewing, line: &UnitLine, failed: Changing<Option<&'static str>>) -> AnyView {
    let changes = Links(Some(reviewing.file.bundle.to_string()));
    let changes = if line.versions.len() > 1 {
        link("button", changes.changes(), "与上一版相比")
    } else {
        nothing()
    };
    let issue = link("", "#/office/issue", "去下发");
    let kept = StoredValue::new_local(reviewing.clone());
    if let Some(said) = reviewing.said() {
        let on = reviewing.verdict.with(|verdict| {
            let on = verdict.as_ref().and_then(|verdict| verdict.reviewed_on);
            on.map(date).unwrap_or_default()
        });
        let words = match said {
            ReviewState::Returned => format!("已退回修改（{on}）"),
            ReviewState::Reviewed => format!("已审阅（{on}）"),
        };
        let undo = button("quiet", "改回未审阅", move || {
            let reviewing = kept.get_value();
            let office = office(&reviewing.open);
            let values = unjudge(office.said_before(&reviewing.unit).as_ref());
            put(&reviewing, values);
            state::focus_soon("review-acts".into());
        });
        return parts(vec![
            part(
                el("strong")
                    .attr("id", "review-acts")
                    .attr("tabindex", "-1")
                    .child(words),
            ),
            part(undo),
            part(changes),
            part(issue),
        ]);
    }
    if line.bundle() != Some(&reviewing.file.bundle) {
        return changes;
    }
    let say = move |state: ReviewState| {
        let reviewing = kept.get_value();
        let today = reviewing.app.today.get_untracked();
        let judged = reviewing.own().with(|own| {
            let sheet = own.review_of(&reviewing.unit);
            judge(sheet, state, &reviewing.file, today)
        });
        match judged {
            Err(words) => failed.set(Some(words)),
            Ok(values) => {
                failed.set(None);
                let before = reviewing.verdict.get_untracked();
                office(&reviewing.open).remember_said(&reviewing.unit, before);
                put(&reviewing, values);
                state::focus_soon("review-acts".into());
            }
        }
    };
    parts(vec![
        part(
            el("span")
                .attr("id", "review-acts")
                .attr("tabindex", "-1")
                .class("group")
                .child(button("", "退回修改", move || say(ReviewState::Returned)))
                .child(button("primary", "已审阅", move || say(ReviewState::Reviewed))),
        ),
        part(changes),
        part(issue),
    ])
}

/// Fills fields of the verdict; the review begins with them where there is none.
fn put(reviewing: &Reviewing, values: Vec<(&'static str, Value)>) {
    let own = reviewing.own();
    for edit in own.with(|own| sheet_if_missing(own, (&reviewing.unit, &reviewing.name))) {
        let _ = own.dispatch(edit);
    }
    let at = own.with(|own| {
        let sheet = own.review_of(&reviewing.unit)?;
        Some((sheet.id().clone(), sheet.verdict.id.clone()))
    });
    if let Some((document, record)) = at {
        for edit in fill(&document, &record, values) {
            let _ = own.dispatch(edit);
        }
    }
}

/// The opinion on the whole.
fn opinion(reviewing: Reviewing) -> AnyView {
    let held = reviewing.verdict.with_untracked(|verdict| {
        let opinion = verdict.as_ref().map(|verdict| verdict.opinion.clone());
        opinion.unwrap_or_default()
    });
    let is_written = !held.trim().is_empty();
    let text = Changing::new(held);
    let own = reviewing.own();
    let kept = StoredValue::new_local(reviewing);
    let write = move |words: String| {
        text.set(words.clone());
        kept.with_value(|reviewing| put(reviewing, vec![("opinion", Value::Text(words))]));
    };
    let summary = words_of(move || match text.read().trim().chars().count() {
        0 => "总的意见（还没有写）".to_owned(),
        count => format!("总的意见（{count}字）"),
    });
    el("details")
        .class("opinion")
        .attr("open", is_written.then_some(""))
        .child(el("summary").child(summary))
        .child(
            el("textarea")
                .attr("id", "review-opinion")
                .attr("aria-label", "总的意见")
                .attr("rows", "2")
                .attr("maxlength", "20000")
                .prop("value", text)
                .on("input", typed(write)),
        )
        .child(phrases(own, text, "review-opinion", write))
        .view()
}

/// Every remark, each leading to its place.
fn all_remarks(reviewing: Reviewing) -> AnyView {
    let kept = StoredValue::new_local(reviewing);
    let list = live(move || {
        let reviewing = kept.get_value();
        let comments = reviewing.comments.get();
        let mut lines = Vec::new();
        // What is still to be done stands first.
        for open in [true, false] {
            for comment in comments.iter().filter(|comment| comment.is_open() == open) {
                lines.push(part(listed(&reviewing, comment)));
            }
        }
        el("ul").class("remark-list").child(parts(lines)).view()
    });
    let summary = words_of(move || {
        let count = kept.with_value(|reviewing| reviewing.comments.read().len());
        format!("全部意见（{count}条）")
    });
    el("details")
        .child(el("summary").child(summary))
        .child(list)
        .view()
}

fn listed(reviewing: &Reviewing, comment: &Comment) -> AnyView {
    let links = Links(Some(reviewing.file.bundle.to_string()));
    let place = if comment.place.is_empty() {
        "（没有写明位置）".to_owned()
    } else {
        comment.place.clone()
    };
    let place = match reviewing.received.with(|plan| place_of(&links, plan, comment)) {
        Some(href) => link("", href, place),
        None => span("", format!("{place}（这一版里已经没有这一处）")),
    };
    el("li")
        .child(remark_state(comment))
        .child(place)
        .child(p("remark-words", comment.text.clone()))
        .child(if comment.is_answered() {
            p("remark-answer", format!("单位答复：{}", comment.answer))
        } else {
            nothing()
        })
        .view()
}

/// The address of the place that a remark is about, where it is there.
pub(super) fn place_of(links: &Links, plan: &crate::domain::Books, comment: &Comment) -> Option<String> {
    let spot = spot_of(plan, comment)?;
    Some(href(links, plan, &spot))
}

/// The address of a place in a received plan.
pub(super) fn href(links: &Links, plan: &crate::domain::Books, spot: &Spot) -> String {
    let kind = BookKind::of(plan, &spot.document);
    let found = spot.record.as_ref().and_then(|record| {
        let (collection, _) = plan.document(&spot.document)?.record(record)?;
        Some((collection, record))
    });
    let Some((collection, record)) = found else {
        return match kind {
            BookKind::Branch => links.branch(&spot.document, "profile"),
            _ => links.home(),
        };
    };
    let topic = topics::of_collection(kind, collection);
    let page = links.topic(kind, &spot.document, topic.slug);
    let at = match (spot.field, record.as_str() == collection) {
        ("", true) => block_id(collection),
        ("", false) => record_id(record),
        (field, _) => field_id(record, field),
    };
    format!("{page}?at={at}")
}

/// Versions between which a person has to choose.
fn rival_versions(reviewing: &Reviewing, line: &UnitLine) -> AnyView {
    let rivals: Vec<_> = rivals(line).into_iter().cloned().collect();
    if rivals.is_empty() {
        return nothing();
    }
    let kept = StoredValue::new_local((reviewing.open, line.clone()));
    let failed = Changing::new(None::<String>);
    let here = reviewing.file.bundle.clone();
    let app = reviewing.app;
    let lines = all(rivals.into_iter().map(|version| {
        let file = &version.summary.file;
        let id = version.summary.head.id.clone();
        let words = format!(
            "第{}版，{}导出，{}",
            file.revision.unwrap_or(1),
            crate::ui::words::moment(&file.created_at),
            version.relation.label()
        );
        let place = if id == here {
            span("", format!("{words}（正在看）"))
        } else {
            link("", format!("#/received/{id}/"), words)
        };
        let take = button("quiet", "采用这一份", move || {
            let (open, line) = kept.get_value();
            failed.set(take_version(app, &open, &line, &id).err().map(str::to_owned));
        });
        el("li").child(place).child(take).view()
    }));
    el("div")
        .class("panel failed")
        .child(el("p").child(el("strong").child("这个单位有几份各改各的方案，要由人确定采用哪一份。")))
        .child(el("ul").class("plain").child(lines))
        .child(p("hint", "确定以后可以在“对应”里撤销。没有采用的文件照样留着。"))
        .child(alarm(failed))
        .view()
}

/// Decides which version counts, and opens it.
pub(super) fn take_version(
    app: App,
    open: &OpenWorkspace,
    line: &UnitLine,
    bundle: &Id,
) -> Result<(), &'static str> {
    let today = app.today.get_untracked();
    let edit = open.books.with(|own| {
        let office = own.office.as_ref()?;
        choose(office, line, bundle, today, new_id())
    });
    let edit: Edit = edit.ok_or("没有确定：这一份已经不在几份之中，请重新打开这一页。")?;
    open.books
        .dispatch(edit)
        .map_err(|_| "没有确定：办公室的账本没有打开。")?;
    state::set_hash(&format!("/received/{bundle}/"));
    Ok(())
}
