//! 历史: what was done, when, and what stood there before; of everything, or the life of one record.

use crate::domain::Id;
use crate::state::{Changing, OpenWorkspace, Step, StepPlace};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{alarm, all, button, h1, link, live, live_if, nothing, p, run};
use crate::ui::widgets::{differences, place_words, step_words};
use crate::ui::words;
use leptos::prelude::*;

/// How many steps are shown at once.
const SHOWN: usize = 50;

/// The page of steps, the newest first; of one record alone where its id is given.
pub(in crate::ui) fn history(open: OpenWorkspace, of: Option<Id>) -> AnyView {
    let steps = Changing::new(None::<Vec<Step>>);
    let failed = Changing::new(None::<String>);
    let shown = Changing::new(SHOWN);
    let wanted = of.clone();
    run(async move {
        match open.history().await {
            Ok(mut all) => {
                if let Some(id) = &wanted {
                    all.retain(|step| concerns(step, id));
                }
                all.reverse();
                steps.try_set(Some(all));
            }
            Err(error) => failed.try_set(Some(error.words())),
        }
    });
    let books = open.books;
    let list = live(move || match steps.get() {
        None => p("", "正在读取……"),
        Some(steps) if steps.is_empty() => p("none", "还没有记录。"),
        Some(steps) => {
            let rows = steps.into_iter().take(shown.get()).map(|step| {
                let place = step.differences.first().map(|one| place_words(books, one));
                let many = step.differences.len();
                let title = format!("第{}步　{}", step.number, step_words(&step));
                el("li")
                    .attr("data-step", step.number.to_string())
                    .child(el("strong").child(title))
                    .child(el("span").class("when").child(words::moment(&step.at)))
                    .child(el("div").child(match place {
                        Some(place) if many > 1 => format!("{place}等{many}处"),
                        Some(place) => place,
                        None => String::new(),
                    }))
                    .child(differences(books, &step.differences, false))
                    .view()
            });
            el("ol").class("history").child(all(rows)).view()
        }
    });
    let more = live_if(
        move || steps.with(|steps| steps.as_ref().is_some_and(|steps| steps.len() > shown.get())),
        move || button("", "看更早的", move || shown.update(|shown| *shown += SHOWN)),
    );
    let whole = of.is_some();
    parts(vec![
        part(h1(if whole { "这一条的历史" } else { "历史" })),
        part(p(
            "lead",
            "每一步都记着：什么时候、做了什么、原来是什么。删掉的、改掉的都能在这里查到。最近两千步逐步保留；更早的，同一天在同一条里的填写合成一步，删除的内容一直保留。",
        )),
        part(if whole {
            el("p").child(link("", "#/history", "看全部历史")).view()
        } else {
            nothing()
        }),
        part(alarm(failed)),
        part(list),
        part(more),
    ])
}

/// Whether a step changed this record, or something that belongs to it.
fn concerns(step: &Step, id: &Id) -> bool {
    step.differences.iter().any(|one| match &one.place {
        StepPlace::Fields { id: record, .. } => record == id,
        StepPlace::Record {
            id: record,
            before,
            after,
            ..
        } => {
            let belongs = |field: &crate::domain::Field, value: &crate::domain::Value| {
                field.name == "item" && *value == crate::domain::Value::Ref(Some(id.clone()))
            };
            let mut held = [before, after]
                .into_iter()
                .flatten()
                .flat_map(|standing| &standing.values);
            record == id || held.any(|(field, value)| belongs(field, value))
        }
        _ => false,
    })
}
