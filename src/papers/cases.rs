//! 典型案例 that can be collected: solved problems of the received plans, type by type (clause 一.1-c).

use chrono::NaiveDate;

use super::Preset;
use super::words::{joined, problem_type, unit_name};
use crate::domain::{Books, Choose, Id, OfficeBook, ProblemType, Value};

/// A solved problem that is not a case yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseProposal {
    /// The kind of problem.
    pub problem_type: ProblemType,
    /// The own label of a problem of another kind.
    pub type_label: String,
    /// The kind's name for people.
    pub type_name: String,
    /// The unit and the branch.
    pub branch_name: String,
    /// The problem.
    pub problem: String,
    /// How it was solved.
    pub method: String,
    /// What came of it.
    pub effect: String,
    /// The ledger item.
    pub source_item: Id,
    /// The day on which it was closed out.
    pub source_closed_on: NaiveDate,
}

impl CaseProposal {
    /// What a case made of it begins with.
    pub fn preset(&self) -> Preset {
        let text = |words: &str| Value::Text(words.to_owned());
        vec![
            ("problem_type", Value::One(Some(self.problem_type.code()))),
            ("type_label", text(&self.type_label)),
            ("branch_name", text(&self.branch_name)),
            ("problem", text(&self.problem)),
            ("method", text(&self.method)),
            ("effect", text(&self.effect)),
            ("source_item", Value::Ref(Some(self.source_item.clone()))),
            ("source_closed_on", Value::Date(Some(self.source_closed_on))),
        ]
    }
}

/// Every closed item of these plans of which the office has made no case yet, in the order of the types.
pub fn case_proposals(plans: &[Books], office: &OfficeBook) -> Vec<CaseProposal> {
    let mut all = Vec::new();
    for kind in ProblemType::VALUES {
        for (books, branch) in plans
            .iter()
            .flat_map(|books| books.branches.iter().map(move |branch| (books, branch)))
        {
            for item in branch
                .items
                .iter()
                .filter(|item| item.problem_type == Some(*kind))
            {
                let mut cases = office.typical_cases.iter();
                let Some(close) = branch.closed(&item.id) else {
                    continue;
                };
                let Some(closed_on) = close.closed_on else {
                    continue;
                };
                if cases.any(|case| case.source_item.as_ref() == Some(&item.id)) {
                    continue;
                }
                let (unit, name) = (unit_name(books, branch), branch.profile.name.trim());
                let unit = if name.starts_with(&unit) { "" } else { &unit };
                all.push(CaseProposal {
                    problem_type: *kind,
                    type_label: item.type_label.clone(),
                    type_name: problem_type(item),
                    branch_name: joined(&[unit, name], " "),
                    problem: item.project.clone(),
                    method: item.measures.clone(),
                    effect: close.result.clone(),
                    source_item: item.id.clone(),
                    source_closed_on: closed_on,
                });
            }
        }
    }
    all
}
