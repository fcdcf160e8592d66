//! What the program can fill in by itself, offered beside an empty field and never typed over anything.

use crate::domain::{Books, BranchBook, Choose, Id, LedgerItem, LinkPost, Term, Value};
use crate::notice::Programme;

/// Content that the books or the notice already hold for an empty field, or `None`.
pub fn suggestion(
    books: &Books,
    programme: &Programme,
    document: &Id,
    record: &Id,
    field: &str,
) -> Option<Value> {
    let book = books.document(document)?;
    let (collection, shown) = book.record(record)?;
    if !shown.get(field)?.is_empty() {
        return None;
    }
    let suggested = match books.branch(document) {
        Some(branch) => of_branch(branch, programme, collection, record, field)?,
        None => of_unit(books, programme, collection, field)?,
    };
    (!suggested.is_empty()).then_some(suggested)
}

fn of_branch(
    branch: &BranchBook,
    programme: &Programme,
    collection: &str,
    record: &Id,
    field: &str,
) -> Option<Value> {
    let suggested = match (collection, field) {
        ("responsibility", "overall_responsible")
        | ("turnaround_plan", "responsible")
        | ("special_meetings", "chair") => Value::Text(branch.profile.secretary.clone()),
        ("promotion_goal", "target_grade") => {
            let grade = branch.profile.initial_grade?;
            Value::One(Some(grade.next().unwrap_or(grade).code()))
        }
        ("promotion_goal" | "catch_up" | "turnaround_plan", "due") => {
            Value::Date(Some(programme.year_end.value))
        }
        ("special_meetings", "items") => {
            Value::Refs(branch.items.iter().map(|item| item.id.clone()).collect())
        }
        ("items", _) => {
            let item = branch.items.iter().find(|item| item.id == *record)?;
            item_suggestion(item, programme, field)?
        }
        _ => return None,
    };
    Some(suggested)
}

fn of_unit(books: &Books, programme: &Programme, collection: &str, field: &str) -> Option<Value> {
    let unit = books.unit.as_ref()?;
    let suggested = match (collection, field) {
        ("responsibility", "overall_responsible")
        | ("unit_meetings", "chair")
        | ("secretary_links", "leader") => Value::Text(unit.profile.secretary.clone()),
        ("secretary_links", "post") => Value::One(Some(LinkPost::UnitSecretary.code())),
        ("secretary_links", "from") => Value::Date(Some(programme.issued_on.value)),
        ("type_solutions", "applies_to") => {
            Value::Refs(books.branches.iter().map(|branch| branch.id().clone()).collect())
        }
        _ => return None,
    };
    Some(suggested)
}

/// What the category says of term and due day (clauses 一.3-c and 一.3-d).
fn item_suggestion(item: &LedgerItem, programme: &Programme, field: &str) -> Option<Value> {
    match field {
        "term" => {
            let category = item.task_category?;
            let term = if category.is_quick() {
                Term::Short
            } else if category.is_slow() {
                Term::Long
            } else {
                return None;
            };
            Some(Value::One(Some(term.code())))
        }
        "due" => match item.term? {
            Term::Short
                if item
                    .found_on
                    .is_none_or(|found| found <= programme.short_due.value) =>
            {
                Some(Value::Date(Some(programme.short_due.value)))
            }
            _ => None,
        },
        _ => None,
    }
}
