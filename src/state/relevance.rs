//! Which fields of a record are worth asking, given what it already says.

use crate::domain::{
    Books, BranchBook, Choose, Id, ProblemType, Record, TaskCategory, Term, UnitKind, Value,
};

/// Whether a field is asked. A field that holds something is shown, unless the program filled it.
pub fn is_relevant(record: &dyn Record, field: &str) -> bool {
    // At the unit's desk the unit's name comes from the unit's own book.
    if field == "unit_name" && matches!(record.get("unit"), Some(Value::Ref(Some(_)))) {
        return false;
    }
    if record.get(field).is_some_and(|value| !value.is_empty()) {
        return true;
    }
    let chosen = |name: &str| match record.get(name) {
        Some(Value::One(code)) => code,
        _ => None,
    };
    match field {
        "type_label" => chosen("problem_type") == Some(ProblemType::Other.code()),
        "term_reason" => {
            let quick = chosen("task_category")
                .and_then(TaskCategory::from_code)
                .is_some_and(TaskCategory::is_quick);
            quick && chosen("term").is_some_and(|term| term != Term::Short.code())
        }
        "explanation_text" | "explanation_audience" | "explanation_channel" | "explained_on" => {
            needs_plan(record)
        }
        "reopen_reason" => record
            .get("reopened_on")
            .is_some_and(|reopened| !reopened.is_empty()),
        _ => true,
    }
}

/// Whether the bureau's register settles what stands in a field: it is shown then, and not typed.
pub fn is_registered(books: &Books, document: &Id, field: &str) -> bool {
    let by_register = |branch: &BranchBook| branch.profile.register_branch.is_some();
    field == "initial_grade" && books.branch(document).is_some_and(by_register)
}

/// Whether an item owes an explanation to the public and a plan with steps (clause 一.3-d).
pub fn needs_plan(item: &dyn Record) -> bool {
    let chosen = |name: &str| match item.get(name) {
        Some(Value::One(code)) => code,
        _ => None,
    };
    chosen("term") == Some(Term::Long.code())
        || chosen("task_category")
            .and_then(TaskCategory::from_code)
            .is_some_and(TaskCategory::is_slow)
}

/// Whether the branch owes a turnaround plan and “五位一体” (clauses 一.2-d and 一.2-e).
pub fn owes_turnaround(books: &Books, document: &Id) -> bool {
    books
        .branch(document)
        .is_some_and(BranchBook::is_key_rectification)
}

/// Whether the unit has a Party organisation of its own above its branches.
pub fn has_general_branch(books: &Books) -> bool {
    books
        .unit
        .as_ref()
        .is_some_and(|unit| unit.profile.kind != Some(UnitKind::Branch))
}
