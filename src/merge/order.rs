//! The order of records after a merge.

use crate::domain::{Id, SortedMap};

/// Ids in their order, each of which is quickly found.
pub(super) struct Listed {
    ids: Vec<Id>,
    places: SortedMap<Id, usize>,
}

impl Listed {
    pub(super) fn new(ids: Vec<Id>) -> Self {
        let mut places = SortedMap::new();
        for (at, id) in ids.iter().enumerate() {
            places.insert(id.clone(), at);
        }
        Self { ids, places }
    }

    /// Where an id stands.
    pub(super) fn place(&self, id: &Id) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Those that others have too.
    fn common(&self, others: &Self) -> Vec<Id> {
        let mut found = Vec::new();
        for id in &self.ids {
            if others.place(id).is_some() {
                found.push(id.clone());
            }
        }
        found
    }

    /// What others have not got, behind an id that they have or in front of all.
    fn run(&self, behind: Option<&Id>, others: &Self) -> &[Id] {
        let from = match behind {
            Some(id) => self.place(id).map_or(self.ids.len(), |at| at + 1),
            None => 0,
        };
        let rest = &self.ids[from..];
        let len = rest.iter().position(|id| others.place(id).is_some());
        &rest[..len.unwrap_or(rest.len())]
    }
}

/// The ids of both sides in one order, the same whichever side is called ours.
///
/// What stands on both sides keeps the order of the side that moved something; if both did, or there is no telling,
/// that of the two orders whose first difference is the smaller id. What stands on one side alone goes behind
/// the record that it stands behind there. Where both sides have such records at one place, whichever begins with the
/// smaller id comes next, again and again: of many copies that only added records, any two can be merged first and all
/// come out in one order.
pub(super) fn order(base: &Listed, mine: &Listed, theirs: &Listed) -> Vec<Id> {
    let (shared, shared_there) = (mine.common(theirs), theirs.common(mine));
    let moved = |shared: &[Id]| {
        let shared = Listed::new(shared.to_vec());
        shared.common(base) != base.common(&shared)
    };
    let kept = match (moved(&shared), moved(&shared_there)) {
        (true, false) => shared,
        (false, true) => shared_there,
        _ => shared.min(shared_there),
    };
    let mut all = Vec::new();
    weave(mine.run(None, theirs), theirs.run(None, mine), &mut all);
    for id in &kept {
        all.push(id.clone());
        weave(mine.run(Some(id), theirs), theirs.run(Some(id), mine), &mut all);
    }
    all
}

fn weave<'a>(mut one: &'a [Id], mut other: &'a [Id], all: &mut Vec<Id>) {
    loop {
        let from = match (one.first(), other.first()) {
            (Some(first), Some(second)) if second < first => &mut other,
            (Some(_), _) => &mut one,
            (None, Some(_)) => &mut other,
            (None, None) => return,
        };
        all.push(from[0].clone());
        *from = &from[1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &str) -> Vec<Id> {
        names
            .split_whitespace()
            .map(|name| Id::parse(name).unwrap())
            .collect()
    }

    fn listed(names: &str) -> Listed {
        Listed::new(ids(names))
    }

    #[test]
    fn the_order_after_a_merge() {
        for (what, base, one, other, expected) in [
            ("nothing happened", "1 2 3", "1 2 3", "1 2 3", "1 2 3"),
            ("one side moved", "1 2 3", "3 1 2", "1 2 3", "3 1 2"),
            ("both moved alike", "1 2 3", "3 1 2", "3 1 2", "3 1 2"),
            ("both moved, not alike", "1 2 3", "3 1 2", "2 1 3", "2 1 3"),
            ("one side added", "1 2", "1 a 2", "1 2", "1 a 2"),
            ("both added, elsewhere", "1 2", "1 a 2", "1 2 b", "1 a 2 b"),
            ("both added, at one place", "1 2", "1 b 2", "1 a 2", "1 a b 2"),
            ("both added in front", "1", "d 1", "c 1", "c d 1"),
            ("both added some", "1", "1 c a", "1 d b", "1 c a d b"),
            (
                "what was added follows what was moved",
                "1 2 3",
                "3 1 2",
                "1 a 2 3",
                "3 1 a 2",
            ),
            ("both added the same", "1", "1 a", "1 a", "1 a"),
            ("what one side deleted", "1 2 3", "1 3", "1 2 3 a", "1 2 3 a"),
            ("nothing in common", "", "2 1", "4 3", "2 1 4 3"),
        ] {
            assert_eq!(
                order(&listed(base), &listed(one), &listed(other)),
                ids(expected),
                "{what}"
            );
            assert_eq!(
                order(&listed(base), &listed(other), &listed(one)),
                ids(expected),
                "{what}, mirrored"
            );
        }
    }
}
