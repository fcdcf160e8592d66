//! Which states of a document a state grew from.

use super::{DocumentHead, Id};

impl DocumentHead {
    /// How many earlier versions are remembered. A book is sent some tens of times a year; the oldest are forgotten.
    pub const MAX_ANCESTORS: usize = 500;

    /// Whether this state is the version or grew from it.
    pub fn is_known(&self, version: &Id) -> bool {
        self.version_id.as_ref() == Some(version)
            || self.parent_version_id.as_ref() == Some(version)
            || self.ancestors.contains(version)
    }

    /// The version of this state and every one that it grew from, newest first, each once. Files from before
    /// versions were listed know their parent alone.
    pub fn known(&self) -> Vec<Id> {
        let mut known = Vec::new();
        let heads = self.version_id.iter().chain(&self.parent_version_id);
        for version in heads.chain(&self.ancestors) {
            if !known.contains(version) {
                known.push(version.clone());
            }
        }
        known
    }

    /// Names this state, which is being sent. What it was named before becomes its parent.
    pub fn sent_as(&mut self, version: Id) {
        let mut known = self.known();
        known.retain(|earlier| *earlier != version);
        known.truncate(Self::MAX_ANCESTORS);
        self.parent_version_id = known.first().cloned();
        self.ancestors = known;
        self.version_id = Some(version);
    }

    /// Remembers that this state holds what another one held: it grew from that one as well.
    ///
    /// The versions of both stand in an order in which each side's own order is kept; where that leaves a choice, the
    /// smaller name goes first. So both sides get the same list.
    pub fn join(&mut self, other: &Self) {
        let (one, other) = (self.known(), other.known());
        let (mut at, mut other_at) = (0, 0);
        let mut known: Vec<Id> = Vec::new();
        loop {
            let (mine, theirs) = (&one[at..], &other[other_at..]);
            let first = match (mine.first(), theirs.first()) {
                (Some(mine_first), Some(theirs_first)) => {
                    let comes_later = theirs.contains(mine_first);
                    if comes_later == mine.contains(theirs_first) {
                        mine_first.min(theirs_first)
                    } else if comes_later {
                        theirs_first
                    } else {
                        mine_first
                    }
                }
                (Some(only), None) | (None, Some(only)) => only,
                (None, None) => break,
            };
            at += usize::from(mine.first() == Some(first));
            other_at += usize::from(theirs.first() == Some(first));
            if !known.contains(first) {
                known.push(first.clone());
            }
        }
        known.retain(|version| Some(version) != self.version_id.as_ref());
        known.truncate(Self::MAX_ANCESTORS);
        self.ancestors = known;
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

    fn head(version: &str, ancestors: &str) -> DocumentHead {
        DocumentHead {
            version_id: ids(version).pop(),
            ancestors: ids(ancestors),
            ..Default::default()
        }
    }

    #[test]
    fn sending_puts_the_version_before_in_front() {
        let mut head = DocumentHead::default();
        for name in ["a", "b", "c"] {
            head.sent_as(Id::parse(name).unwrap());
        }
        assert_eq!(head.version_id, ids("c").pop());
        assert_eq!(head.parent_version_id, ids("b").pop());
        assert_eq!(head.ancestors, ids("b a"));
        assert!(ids("a b c").iter().all(|version| head.is_known(version)));
        assert!(!head.is_known(&ids("d")[0]));
    }

    #[test]
    fn a_head_from_before_goes_on_from_its_parent() {
        let mut head = head("b", "");
        head.parent_version_id = ids("a").pop();
        assert_eq!(head.known(), ids("b a"));
        head.sent_as(Id::parse("c").unwrap());
        assert_eq!(head.ancestors, ids("b a"));
    }

    #[test]
    fn the_oldest_versions_are_forgotten() {
        let mut head = DocumentHead::default();
        for at in 0..DocumentHead::MAX_ANCESTORS + 10 {
            head.sent_as(Id::parse(&format!("v{at}")).unwrap());
        }
        assert_eq!(head.ancestors.len(), DocumentHead::MAX_ANCESTORS);
        assert!(!head.is_known(&Id::parse("v8").unwrap()));
        assert!(head.is_known(&Id::parse("v9").unwrap()));
    }

    #[test]
    fn two_ancestries_are_joined_alike_from_both_sides() {
        for (one, other, joined) in [
            (head("c", "a"), head("b", "a"), "b c a"),
            (head("c", "b a"), head("b", "a"), "c b a"),
            (head("", "z y x"), head("w", "x"), "w z y x"),
            (head("", ""), head("b", "a"), "b a"),
            // No file of this program says so; it ends all the same.
            (head("a", "b c"), head("b", "a d"), "a b c d"),
        ] {
            let unsent = |head: &DocumentHead| DocumentHead {
                version_id: None,
                ancestors: head.known(),
                ..Default::default()
            };
            let (mut here, mut there) = (unsent(&one), unsent(&other));
            here.join(&other);
            there.join(&one);
            assert_eq!(here.ancestors, ids(joined));
            assert_eq!(there.ancestors, here.ancestors);
        }
    }
}
