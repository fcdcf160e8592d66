//! What a branch book from elsewhere becomes on a unit's shelf.

use crate::domain::{Books, BranchBook};

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
        let place = books.branch(branch.id()).and_then(|known| known.profile.position);
        branch.profile.position = place.or_else(|| {
            last += 1;
            Some(last)
        });
        branch
    });
    adopted.collect()
}
