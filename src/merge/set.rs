//! Lists whose order says nothing, merged as sets.

use crate::domain::sort_by_text;

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
    let mut members: Vec<&str> = Vec::new();
    for (side, other) in [(mine, theirs), (theirs, mine)] {
        for member in side {
            let stays = other.contains(member) || !base.contains(member);
            if stays && !members.contains(member) {
                members.push(member);
            }
        }
    }
    if members.iter().all(|member| base.contains(member)) && base.iter().all(|old| members.contains(old)) {
        return if mine <= theirs {
            MergedSet::Mine
        } else {
            MergedSet::Theirs
        };
    }
    sort_by_text(&mut members, |member| member);
    MergedSet::These(members)
}
