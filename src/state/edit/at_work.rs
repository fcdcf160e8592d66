//! The ledger at work: new due dates, and close-out (销号) one item at a time.
//!
//! Days that the program writes down itself (asked, crossed off, taken up again) are written by these commands alone.
//! Whether the gate is open, the findings say, and the page asks them before it sends the command.

use super::apply::{OWNER, add};
use super::{Change, EditError};
use crate::domain::{Books, BranchBook, CloseOut, Id, LedgerItem, Value};
use chrono::NaiveDate;

fn branch<'a>(books: &'a Books, document: &Id) -> Result<&'a BranchBook, EditError> {
    books.branch(document).ok_or(EditError::NotThere)
}

/// An item that is not crossed off.
fn open_item<'a>(branch: &'a BranchBook, item: &Id) -> Result<&'a LedgerItem, EditError> {
    let items = &branch.items;
    let found = items.iter().find(|known| known.id == *item);
    let found = found.ok_or(EditError::NotThere)?;
    match branch.closed(item) {
        Some(_) => Err(EditError::NotInTurn),
        None => Ok(found),
    }
}

/// Begins a new due date, counted from the one in force now.
pub(super) fn extend(
    books: &mut Books,
    document: &Id,
    item: Id,
    id: &Id,
    asked_on: NaiveDate,
    change: &mut Change,
) -> Result<(), EditError> {
    let branch = branch(books, document)?;
    let due = branch.due_of(open_item(branch, &item)?);
    let from_due = due.ok_or(EditError::NoDue)?;
    let preset = vec![
        (OWNER, Value::Ref(Some(item))),
        ("from_due", Value::Date(Some(from_due))),
        ("asked_on", Value::Date(Some(asked_on))),
    ];
    add(books, document, "extensions", None, id, preset, change)
}

/// Begins the close-out of one item: one problem, one close-out (一.3-e).
pub(super) fn begin(
    books: &mut Books,
    document: &Id,
    item: Id,
    id: &Id,
    completed_on: NaiveDate,
    change: &mut Change,
) -> Result<(), EditError> {
    let branch = branch(books, document)?;
    open_item(branch, &item)?;
    if branch.open_close_out(&item).is_some() {
        return Err(EditError::NotInTurn);
    }
    let preset = vec![
        (OWNER, Value::Ref(Some(item))),
        ("completed_on", Value::Date(Some(completed_on))),
    ];
    add(books, document, "close_outs", None, id, preset, change)
}

/// A close-out that has not crossed its item off, and may.
fn waiting<'a>(books: &'a mut Books, document: &Id, close_out: &Id) -> Result<&'a mut CloseOut, EditError> {
    let branch = books.branch_mut(document).ok_or(EditError::NotThere)?;
    let at = position(branch, close_out)?;
    let close = &branch.close_outs[at];
    let item = close.item.as_ref().ok_or(EditError::NotThere)?;
    open_item(branch, item)?;
    if close.closed_on.is_some() || close.reopened_on.is_some() {
        return Err(EditError::NotInTurn);
    }
    Ok(&mut branch.close_outs[at])
}

fn position(branch: &BranchBook, close_out: &Id) -> Result<usize, EditError> {
    let mut all = branch.close_outs.iter();
    all.position(|close| close.id == *close_out)
        .ok_or(EditError::NotThere)
}

/// The branch asks for the close-out.
pub(super) fn ask(
    books: &mut Books,
    document: &Id,
    close_out: &Id,
    on: NaiveDate,
    change: &mut Change,
) -> Result<(), EditError> {
    let close = waiting(books, document, close_out)?;
    if close.applied_on.is_some() {
        return Err(EditError::NotInTurn);
    }
    close.applied_on = Some(on);
    change.recorded(document, close_out);
    Ok(())
}

/// The branch takes its application back, while nobody has confirmed it.
pub(super) fn withdraw(
    books: &mut Books,
    document: &Id,
    close_out: &Id,
    change: &mut Change,
) -> Result<(), EditError> {
    let close = waiting(books, document, close_out)?;
    if close.applied_on.take().is_none() {
        return Err(EditError::NotInTurn);
    }
    change.recorded(document, close_out);
    Ok(())
}

/// The item is crossed off.
pub(super) fn confirm(
    books: &mut Books,
    document: &Id,
    close_out: &Id,
    on: NaiveDate,
    change: &mut Change,
) -> Result<(), EditError> {
    let close = waiting(books, document, close_out)?;
    close.applied_on.get_or_insert(on);
    close.closed_on = Some(on);
    change.recorded(document, close_out);
    Ok(())
}

/// The item is taken up again: one that was crossed off, or one whose application does not hold. A file may hold more
/// than one close-out that counts: the item is open only when none does.
pub(super) fn reopen(
    books: &mut Books,
    document: &Id,
    close_out: &Id,
    on: NaiveDate,
    reason: &str,
    change: &mut Change,
) -> Result<(), EditError> {
    let branch = books.branch_mut(document).ok_or(EditError::NotThere)?;
    let counts = |close: &CloseOut| close.closed_on.is_some() && close.reopened_on.is_none();
    let chosen = &branch.close_outs[position(branch, close_out)?];
    let asked = chosen.applied_on.is_some() && chosen.reopened_on.is_none();
    if !asked && !counts(chosen) {
        return Err(EditError::NotInTurn);
    }
    if reason.trim().is_empty() {
        return Err(EditError::NoReason);
    }
    let item = chosen.item.clone();
    for close in &mut branch.close_outs {
        let twin = item.is_some() && close.item == item && counts(close);
        if twin || close.id == *close_out {
            close.reopened_on = Some(on);
            reason.clone_into(&mut close.reopen_reason);
            change.recorded(document, &close.id);
        }
    }
    Ok(())
}
