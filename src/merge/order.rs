//! The order of records after a merge.

use crate::domain::Id;

/// The ids of both sides in one order, the same whichever side is called ours.
///
/// What stands on both sides keeps the order of the side that moved something; if both did, or there is no telling,
/// that of the two orders whose first difference is the smaller id. What stands on one side alone goes behind
/// the record that it stands behind there. Where both sides have such records at one place, whichever begins with the
/// smaller id comes next, again and again: of many copies that only added records, any two can be merged first and all
/// come out in one order.
pub(super) fn order(base: &[Id], mine: &[Id], theirs: &[Id]) -> Vec<Id> {
    let shared = common(mine, theirs);
    let shared_there = common(theirs, mine);
    let moved = |shared: &[Id]| common(shared, base) != common(base, shared);
    let kept = match (moved(&shared), moved(&shared_there)) {
        (true, false) => shared,
        (false, true) => shared_there,
        _ => shared.min(shared_there),
    };
    let mut all = Vec::new();
    weave(run(mine, None, &kept), run(theirs, None, &kept), &mut all);
    for id in &kept {
        all.push(id.clone());
        weave(run(mine, Some(id), &kept), run(theirs, Some(id), &kept), &mut all);
    }
    all
}

/// Those of `ids` that stand in `others` too.
fn common(ids: &[Id], others: &[Id]) -> Vec<Id> {
    let mut found = Vec::new();
    for id in ids {
        if others.contains(id) {
            found.push(id.clone());
        }
    }
    found
}

/// What stands on this side alone behind a shared record, or in front of all.
fn run<'a>(side: &'a [Id], behind: Option<&Id>, kept: &[Id]) -> &'a [Id] {
    let from = match behind {
        Some(id) => side
            .iter()
            .position(|other| other == id)
            .map_or(side.len(), |at| at + 1),
        None => 0,
    };
    let rest = &side[from..];
    let len = rest.iter().position(|id| kept.contains(id));
    &rest[..len.unwrap_or(rest.len())]
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
            assert_eq!(order(&ids(base), &ids(one), &ids(other)), ids(expected), "{what}");
            assert_eq!(
                order(&ids(base), &ids(other), &ids(one)),
                ids(expected),
                "{what}, mirrored"
            );
        }
    }
}
