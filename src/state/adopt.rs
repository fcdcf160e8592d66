//! What a branch book from elsewhere becomes on a unit's shelf.

use crate::domain::{Books, BranchBook, CloseOut};

/// Branch books from a file as they will stand among these books: told which unit they have come to, and in the
/// place that they have there already or else the next free one. What is shown before an import and what is written
/// by it are both made by this function.
pub fn adopt(books: &Books, incoming: Vec<BranchBook>) -> Vec<BranchBook> {
    let Some(unit) = &books.unit else {
        return incoming;
    };
    let positions = books.branches.iter().filter_map(|branch| branch.profile.position);
    let mut last = positions.max().unwrap_or(0);
    let adopted = incoming.into_iter().map(|mut branch| {
        branch.profile.unit = Some(unit.id().clone());
        branch.profile.unit_name.clone_from(&unit.profile.name);
        let known = books.branch(branch.id());
        if let Some(known) = known {
            keep_close_outs(known, &mut branch);
        }
        let place = known.and_then(|known| known.profile.position);
        branch.profile.position = place.or_else(|| {
            last += 1;
            Some(last)
        });
        branch
    });
    adopted.collect()
}

/// What the unit confirmed or took up again stands in its own copy, of which the branch may not know yet: it is not undone
/// by the branch's next file.
fn keep_close_outs(known: &BranchBook, incoming: &mut BranchBook) {
    let decided = |close: &&CloseOut| close.closed_on.is_some() || close.reopened_on.is_some();
    for close in known.close_outs.iter().filter(decided) {
        let has_item = incoming
            .items
            .iter()
            .any(|item| Some(&item.id) == close.item.as_ref());
        match incoming.close_outs.iter_mut().find(|other| other.id == close.id) {
            Some(other) => keep_days(close, other),
            None if has_item => incoming.close_outs.push(close.clone()),
            None => {}
        }
    }
}

fn keep_days(known: &CloseOut, incoming: &mut CloseOut) {
    incoming.applied_on = incoming.applied_on.or(known.applied_on);
    incoming.closed_on = incoming.closed_on.or(known.closed_on);
    incoming.reopened_on = incoming.reopened_on.or(known.reopened_on);
    if incoming.reopen_reason.trim().is_empty() {
        incoming.reopen_reason.clone_from(&known.reopen_reason);
    }
}
