//! Counts over submissions by their JSON alone, without the core: what the office's overview is held against.

// Each test file uses its part.
#![allow(dead_code)]

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// How often each code occurs; what is not filled in stands under the empty one.
pub(crate) type ByCode = BTreeMap<String, usize>;

/// Plain numbers over one or many submissions.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct RawCount {
    /// Files.
    pub(crate) files: usize,
    /// Unit books.
    pub(crate) units: usize,
    /// Units whose plan was first sent after the day it was due.
    pub(crate) late: usize,
    /// Branch books.
    pub(crate) branches: usize,
    /// Branches by grade.
    pub(crate) grades: ByCode,
    /// Ledger items.
    pub(crate) items: usize,
    /// Items by type.
    pub(crate) types: ByCode,
    /// Items by category of task.
    pub(crate) categories: ByCode,
    /// Items by term.
    pub(crate) terms: ByCode,
    /// Items crossed off and not taken up again.
    pub(crate) closed: usize,
    /// The others.
    pub(crate) open: usize,
    /// Those of the open ones whose day is over, without those that wait to be crossed off.
    pub(crate) overdue: usize,
    /// Findings as the senders wrote them, by severity.
    pub(crate) findings: ByCode,
}

impl RawCount {
    /// Adds a file, as things stand on a day, written 2012-08-06. Days in this form are ordered as texts are.
    pub(crate) fn add(&mut self, text: &str, today: &str, plan_due: &str) {
        let file: Json = serde_json::from_str(text).unwrap_or_default();
        self.files += 1;
        for finding in list(&file, "findings") {
            count(&mut self.findings, finding, "severity");
        }
        let documents = list(&file, "documents");
        // A branch that is its own unit waits for nobody to cross an item off.
        let alone = documents
            .iter()
            .any(|book| text_at(&book["profile"], "kind") == "branch");
        for book in documents {
            match text_at(book, "kind") {
                "unit_book" => {
                    self.units += 1;
                    self.late += usize::from(text_at(&book["responsibility"], "submitted_on") > plan_due);
                }
                "branch_book" => self.add_branch(book, today, alone),
                _ => {}
            }
        }
    }

    fn add_branch(&mut self, book: &Json, today: &str, alone: bool) {
        self.branches += 1;
        count(&mut self.grades, &book["profile"], "initial_grade");
        for item in list(book, "items") {
            self.items += 1;
            count(&mut self.types, item, "problem_type");
            count(&mut self.categories, item, "task_category");
            count(&mut self.terms, item, "term");
            let of_item = |record: &&&Json| record["item"].as_str().is_some() && record["item"] == item["id"];
            let close_outs = list(book, "close_outs").iter();
            let standing: Vec<&Json> = close_outs
                .filter(|close| of_item(&close))
                .filter(|close| !has(close, "reopened_on"))
                .collect();
            if standing.iter().any(|close| has(close, "closed_on")) {
                self.closed += 1;
                continue;
            }
            self.open += 1;
            let waits = standing
                .last()
                .is_some_and(|close| has(close, "applied_on") && has(close, "completed_on"));
            let mut extended = list(book, "extensions")
                .iter()
                .filter(|extension| of_item(&extension) && has(extension, "new_due"));
            let due = extended
                .next_back()
                .map_or_else(|| text_at(item, "due"), |last| text_at(last, "new_due"));
            self.overdue += usize::from((alone || !waits) && !due.is_empty() && due < today);
        }
    }
}

fn list<'a>(object: &'a Json, name: &str) -> &'a [Json] {
    object[name].as_array().map_or(&[], Vec::as_slice)
}

fn text_at<'a>(object: &'a Json, name: &str) -> &'a str {
    object[name].as_str().unwrap_or_default()
}

fn has(object: &Json, name: &str) -> bool {
    !text_at(object, name).is_empty()
}

fn count(by: &mut ByCode, object: &Json, name: &str) {
    *by.entry(text_at(object, name).to_owned()).or_default() += 1;
}
