//! What a file would change in a book that is here, and what a person has to decide.

use crate::domain::Id;
use crate::state::{Arrival, Kinship, Place, Question, RecordChange, Take, What, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, nothing, p, ticked};
use leptos::prelude::*;
use std::rc::Rc;

/// What is done when a person has decided a place of a book.
pub(in crate::ui) type Deciding = Rc<dyn Fn(&Id, &Place, Take)>;

/// A book that came: how it stands to the one that is here, what changes, and what a person has to decide. `theirs` says
/// whose it is.
pub(in crate::ui) fn arriving(deciding: &Deciding, arrival: &Arrival, theirs: &str) -> AnyView {
    let how = match arrival.kinship {
        Kinship::New => "这里还没有，整本收进来",
        Kinship::Same => "与这里的完全相同，不用改",
        Kinship::Newer => "比这里的新，这里没有另外改过，直接更新",
        Kinship::Older => "比这里的旧，这里的已经包含它，不采用",
        Kinship::Forked => "两边都改过，已按上一次交换时的内容逐项合并",
        Kinship::Unrelated => "没有共同的上一版，两边不同的逐项列出，一边没有的补上",
        Kinship::Other => "编号与这里的另一本相同，不采用",
    };
    let summary = match arrival.changes.len() {
        0 => format!("“{}”：{how}", arrival.name),
        changes => format!("“{}”：{how}；接收后有 {changes} 处变动", arrival.name),
    };
    let namesake = if arrival.namesake {
        p(
            "hint",
            "！本单位已有同名的支部，接收后会有两个。如果是同一个支部，请先与支部核对，只留一个。",
        )
    } else {
        nothing()
    };
    let questions = all(arrival
        .questions
        .iter()
        .map(|question| asked(deciding, &arrival.document, question, theirs)));
    let lines = all(arrival
        .changes
        .iter()
        .map(|change| el("li").child(change_words(change)).view()));
    parts(vec![
        part(
            el("details")
                .attr("open", "")
                .child(el("summary").child(summary))
                .child(el("ul").child(lines)),
        ),
        part(namesake),
        part(questions),
    ])
}

/// A place that both sides changed, side by side, for a person to decide.
fn asked(deciding: &Deciding, document: &Id, question: &Question, from: &str) -> AnyView {
    // The same place may be asked about in another file beside this one.
    let name = new_id().to_string();
    let choice = |take: Take, whose: &str, words: &str| {
        let (deciding, document, place) = (Rc::clone(deciding), document.clone(), question.place.clone());
        let choose = ticked(move |_| deciding(&document, &place, take));
        el("label")
            .class("box")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", name.clone())
                    .on("change", choose),
            )
            .child(
                el("span")
                    .child(el("strong").child(format!("用{whose}：")))
                    .child(words.to_owned()),
            )
            .view()
    };
    el("fieldset")
        .class("conflict")
        .child(el("legend").child(format!("两边都改了：{}", question.what)))
        .child(p("hint", format!("原来：{}", question.base)))
        .child(choice(Take::Mine, "本机的", &question.mine))
        .child(choice(Take::Theirs, from, &question.theirs))
        .view()
}

/// What happened to a record, in words.
pub(in crate::ui) fn change_words(change: &RecordChange) -> String {
    let title = change.def.title;
    match &change.what {
        What::Added => format!("新增：{title}"),
        What::Removed => format!("删去：{title}"),
        What::Changed(fields) => {
            let labels: Vec<_> = fields.iter().map(|field| field.label).collect();
            format!("改动：{title}（{}）", labels.join("、"))
        }
    }
}
