//! Lists whose order says nothing, merged as sets.

use crate::domain::{SortedMap, sort_by_text};

/// What both sides' changes to a set make.
pub(super) enum MergedSet<'a> {
    /// What stands on our side.
    Mine,
    /// What stands on the other side.
    Theirs,
    /// These, each once, in the order of their text.
    These(Vec<&'a str>),
}

/// Merges two sets that both differ from their base and from each other: what either side put in is in, what either
/// took out is out. So there is no conflict.
///
/// If that makes the base again, both sides did no more than reorder it; then one of their orders is taken, for the
/// base's would mean that nothing had been changed.
pub(super) fn merge_sets<'a>(base: &[&str], mine: &[&'a str], theirs: &[&'a str]) -> MergedSet<'a> {
    // Looked up in maps: lists of thousands, each held against each, would stall the page.
    let known = |side: &[&'a str]| {
        side.iter()
            .map(|member| (*member, ()))
            .collect::<SortedMap<_, _>>()
    };
    let (ours, others) = (known(mine), known(theirs));
    let base: SortedMap<&str, ()> = base.iter().map(|member| (*member, ())).collect();
    let mut members: Vec<&str> = Vec::new();
    let mut taken = SortedMap::new();
    for (side, other) in [(mine, &others), (theirs, &ours)] {
        for member in side {
            let stays = other.get(member).is_some() || base.get(member).is_none();
            if stays && taken.insert(*member, ()).is_none() {
                members.push(member);
            }
        }
    }
    let mut old = base.iter();
    if members.iter().all(|member| base.get(member).is_some())
        && old.all(|(old, ())| taken.get(old).is_some())
    {
        return if mine <= theirs {
            MergedSet::Mine
        } else {
            MergedSet::Theirs
        };
    }
    sort_by_text(&mut members, |member| member);
    MergedSet::These(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    /// A whole field, merged as [`three_way`](super::super::three_way) does it.
    fn merged<'a>(base: &[&'a str], mine: &[&'a str], theirs: &[&'a str]) -> Vec<&'a str> {
        if mine == theirs || theirs == base {
            return mine.to_vec();
        }
        if mine == base {
            return theirs.to_vec();
        }
        match merge_sets(base, mine, theirs) {
            MergedSet::Mine => mine.to_vec(),
            MergedSet::Theirs => theirs.to_vec(),
            MergedSet::These(these) => these,
        }
    }

    fn set() -> impl Strategy<Value = Vec<&'static str>> {
        subsequence(vec!["1", "2", "3"], 0..=3).prop_shuffle()
    }

    proptest! {
        #[test]
        fn both_sides_get_the_same_and_get_it_again(base in set(), mine in set(), theirs in set()) {
            let once = merged(&base, &mine, &theirs);
            prop_assert_eq!(&merged(&base, &theirs, &mine), &once);
            prop_assert_eq!(&merged(&base, &once, &theirs), &once);
            prop_assert_eq!(&merged(&base, &mine, &once), &once);
        }
    }
}
