//! What the ledger's table shows: chosen by type, term and state, and looked for by words.

use crate::domain::{Choose, LedgerItem, ProblemType, Term};
use crate::notice::Programme;
use crate::state::{Changing, Light, Standing, countdown};
use crate::ui::element::el;
use crate::ui::view::{all, typed};
use chrono::NaiveDate;
use leptos::prelude::*;

/// What the table shows of the ledger: codes of the answers chosen, and words to look for. Empty is everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Filter {
    problem_type: String,
    term: String,
    state: String,
    words: String,
}

/// The states that the ledger is sorted by for work.
const STATES: [(&str, &str); 7] = [
    ("errors", "还缺内容"),
    ("overdue", "已逾期"),
    ("near", "近期到期"),
    ("open", "未销号"),
    ("waiting", "等确认"),
    ("closed", "已销号"),
    ("complete", "已填全"),
];

impl Filter {
    /// Whether an item is shown. What is crossed off is neither late nor near.
    pub(super) fn lets(
        &self,
        item: &LedgerItem,
        standing: &Standing,
        today: NaiveDate,
        programme: &Programme,
        faulty: impl Fn() -> bool,
    ) -> bool {
        let light = || {
            let due = standing.counts_to();
            due.map(|due| countdown(due, today, programme).light)
        };
        let state = match self.state.as_str() {
            "errors" => faulty(),
            "overdue" => standing.is_overdue(today),
            "near" => matches!(light(), Some(Light::Near | Light::Pressing)),
            "open" => !standing.is_closed(),
            "waiting" => standing.is_waiting(),
            "closed" => standing.is_closed(),
            "complete" => !faulty(),
            _ => true,
        };
        let chosen = |wanted: &str, code: Option<&str>| wanted.is_empty() || code == Some(wanted);
        let words = self.words.trim();
        let texts = [&item.project, &item.root_cause, &item.measures, &item.handler];
        state
            && chosen(&self.problem_type, item.problem_type.map(Choose::code))
            && chosen(&self.term, item.term.map(Choose::code))
            && (words.is_empty() || texts.iter().any(|text| text.contains(words)))
    }
}

/// The controls of the filter.
pub(super) fn filters(filter: Changing<Filter>) -> AnyView {
    let types = ProblemType::CHOICES
        .iter()
        .map(|choice| (choice.code, choice.label))
        .collect();
    let terms = Term::CHOICES
        .iter()
        .map(|choice| (choice.code, choice.label))
        .collect();
    let words = typed(move |text| filter.update(|filter| filter.words = text));
    el("div")
        .class("filters")
        .attr("role", "search")
        .attr("aria-label", "筛选台账")
        .child(choose(filter, "问题类型", types, |filter, code| {
            filter.problem_type = code;
        }))
        .child(choose(filter, "期限", terms, |filter, code| filter.term = code))
        .child(choose(filter, "状态", STATES.to_vec(), |filter, code| {
            filter.state = code;
        }))
        .child(
            el("label").child("查找").child(
                el("input")
                    .attr("type", "search")
                    .attr("autocomplete", "off")
                    .on("input", words),
            ),
        )
        .view()
}

fn choose(
    filter: Changing<Filter>,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    put: fn(&mut Filter, String),
) -> AnyView {
    let chosen = typed(move |code| filter.update(|filter| put(filter, code)));
    let options = all(options
        .into_iter()
        .map(|(code, label)| el("option").attr("value", code).child(label).view()));
    el("label")
        .child(label)
        .child(
            el("select")
                .on("change", chosen)
                .child(el("option").attr("value", "").child("全部"))
                .child(options),
        )
        .view()
}
