//! Which of several received versions counts, and how the others stand to it.

use std::sync::Arc;

use super::Summary;
use crate::domain::{DocumentHead, Id, OfficeBook, SortedMap};

/// How a received version stands to the one that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It is the one that counts.
    Counts,
    /// One of those received grew from it or takes its place.
    Superseded,
    /// It is the same state, sent once more.
    Copy,
    /// It has a lower number or is older; whether the other grew from it the files do not tell.
    Earlier,
    /// Neither grew from the other: two people went on from one state, each by themselves. A person has to look.
    Fork,
    /// It is another book, and both are held to be one entry of the register. A person has to look.
    OtherBook,
    /// A person looked at it and took the other.
    NotChosen,
}

impl Relation {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Counts => "以这一版为准",
            Self::Superseded => "已被新版代替",
            Self::Copy => "与现用版相同",
            Self::Earlier => "较早的版次",
            Self::Fork => "各改各的，请核对",
            Self::OtherBook => "另起的一本账，请核对",
            Self::NotChosen => "已确定不采用",
        }
    }

    /// Whether a person has to look at it.
    pub fn is_doubtful(self) -> bool {
        matches!(self, Self::Fork | Self::OtherBook)
    }
}

/// A received version of one unit's submission.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// What it says.
    pub summary: Arc<Summary>,
    /// How it stands to the one that counts.
    pub relation: Relation,
}

/// What the office decided between versions, by their files.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Choices {
    /// Whether a file was chosen, or was looked at and was not. What was decided last holds.
    files: SortedMap<Id, bool>,
}

impl Choices {
    pub(super) fn of(office: &OfficeBook) -> Self {
        let mut files = SortedMap::new();
        for choice in &office.version_choices {
            let Some(chosen) = &choice.bundle else { continue };
            for other in &choice.instead_of {
                files.insert(other.clone(), false);
            }
            files.insert(chosen.clone(), true);
        }
        Self { files }
    }

    /// Whether a file was chosen.
    pub(super) fn has_chosen(&self, summary: &Summary) -> bool {
        self.files.get(&summary.head.id) == Some(&true)
    }

    /// Whether a file was looked at and another was taken.
    pub(super) fn has_passed(&self, summary: &Summary) -> bool {
        self.files.get(&summary.head.id) == Some(&false)
    }
}

/// The states of a document that are known from its head: its own, then those it grew from, the newest first.
pub fn ancestry(head: &DocumentHead) -> Vec<Id> {
    head.known()
}

/// Puts versions in order, the one that counts first, and says how each stands to it.
///
/// A version from which another one grew, or whose place another takes, does not count. Among the rest one that the office
/// chose, or that grew from it, comes first; then the higher number of version (第几版) decides, then the later moment. The
/// outcome does not depend on the order in which they came. A version that came after a choice and grew from none that was
/// chosen is for a person to look at anew.
pub(super) fn ranked(all: &[Arc<Summary>], choices: &Choices) -> Vec<Version> {
    let chosen = preferred(all, choices);
    let mut order: Vec<Standing<'_>> = Vec::new();
    for (at, one) in all.iter().enumerate() {
        let standing = Standing {
            superseded: all.iter().any(|other| is_superseded(one, other)),
            chosen: chosen[at],
            one,
        };
        let place = order.partition_point(|known| known.comes_before(&standing));
        order.insert(place, standing);
    }
    let Some(counting) = order.first().copied() else {
        return Vec::new();
    };
    let version = |standing: Standing<'_>| Version {
        summary: Arc::clone(standing.one),
        relation: if Arc::ptr_eq(standing.one, counting.one) {
            Relation::Counts
        } else if choices.has_passed(standing.one) {
            Relation::NotChosen
        } else {
            let found = relation(standing.one, counting.one, standing.superseded);
            let is_new =
                found == Relation::Earlier && counting.chosen && comes_later(standing.one, counting.one);
            if is_new { Relation::Fork } else { found }
        },
    };
    order.into_iter().map(version).collect()
}

/// Which of them the office chose, or grew from what it chose.
fn preferred(all: &[Arc<Summary>], choices: &Choices) -> Vec<bool> {
    let mut chosen: Vec<bool> = all.iter().map(|one| choices.has_chosen(one)).collect();
    // Each round goes one generation on.
    for _ in 0..all.len() {
        for (at, one) in all.iter().enumerate() {
            let grew =
                |(before, was_chosen): (&Arc<Summary>, &bool)| *was_chosen && is_superseded(before, one);
            if !chosen[at] && !choices.has_passed(one) && all.iter().zip(&chosen).any(grew) {
                chosen[at] = true;
            }
        }
    }
    chosen
}

/// A version that is being put in order.
#[derive(Clone, Copy)]
struct Standing<'a> {
    superseded: bool,
    chosen: bool,
    one: &'a Arc<Summary>,
}

impl Standing<'_> {
    fn comes_before(&self, other: &Standing<'_>) -> bool {
        match (self.superseded, other.superseded) {
            (false, true) => true,
            (true, false) => false,
            _ if self.chosen != other.chosen => self.chosen,
            _ => comes_later(self.one, other.one),
        }
    }
}

fn comes_later(one: &Summary, other: &Summary) -> bool {
    let key = |it: &Summary| {
        let file = &it.file;
        let texts = (
            file.created_at.clone(),
            file.received_at.clone(),
            it.head.id.clone(),
        );
        (file.revision, texts)
    };
    key(one) > key(other)
}

/// Whether `later` grew from `one` or takes its place.
fn is_superseded(one: &Summary, later: &Summary) -> bool {
    if one.head.id == later.head.id {
        return false;
    }
    let (own, others) = (one.unit.ancestry.first(), &later.unit.ancestry);
    let grew = own.is_some_and(|own| others.iter().skip(1).any(|before| before == own));
    let replaced = later.file.supersedes.as_ref();
    grew || replaced == Some(&one.head.id)
}

/// How a version that just came stands to the one that counted so far.
pub fn stands_to(new: &Arc<Summary>, counting: &Arc<Summary>) -> Relation {
    if new.head.id == counting.head.id {
        return Relation::Copy;
    }
    let both = [Arc::clone(new), Arc::clone(counting)];
    let ranked = ranked(&both, &Choices::default());
    let mut found = ranked
        .iter()
        .filter(|version| version.summary.head.id == new.head.id);
    found.next().map_or(Relation::Earlier, |version| version.relation)
}

fn relation(one: &Summary, counting: &Summary, superseded: bool) -> Relation {
    let same = |a: Option<&Id>, b: Option<&Id>| a.is_some() && a == b;
    if superseded {
        return Relation::Superseded;
    }
    let (states, others) = (&one.unit.ancestry, &counting.unit.ancestry);
    if same(states.first(), others.first()) || one.file.digest == counting.file.digest {
        return Relation::Copy;
    }
    // Both have one number, or both grew from one state: then neither is the other's older version.
    let mut before = states.iter().skip(1);
    let shared = before.any(|state| others.iter().skip(1).any(|other| other == state));
    if shared || one.file.revision == counting.file.revision {
        return Relation::Fork;
    }
    Relation::Earlier
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::VersionChoice;

    fn id(name: &str) -> Id {
        Id::parse(name).unwrap()
    }

    /// A file of this name, with the state of its book and those that it grew from.
    fn file(name: &str, revision: u32, states: &str) -> Arc<Summary> {
        let mut summary = Summary::new(id(name));
        summary.file.revision = Some(revision);
        summary.file.created_at = format!("2012-07-0{revision}T08:00:00+08:00");
        name.clone_into(&mut summary.file.digest);
        summary.unit.ancestry = states.split_whitespace().map(id).collect();
        Arc::new(summary)
    }

    /// `chosen over others`, as often as it was decided.
    fn choices(decided: &[(&str, &str)]) -> Choices {
        let mut office = OfficeBook::new(id("office"));
        for (chosen, others) in decided {
            office.version_choices.push(VersionChoice {
                bundle: Some(id(chosen)),
                instead_of: others.split_whitespace().map(id).collect(),
                ..VersionChoice::default()
            });
        }
        Choices::of(&office)
    }

    fn told(all: &[Arc<Summary>], decided: &[(&str, &str)]) -> String {
        let words = |all: &[Arc<Summary>]| {
            let versions = ranked(all, &choices(decided));
            let told = versions.iter().map(|version| {
                let relation = match version.relation {
                    Relation::Counts => "counts",
                    Relation::Superseded => "superseded",
                    Relation::Copy => "copy",
                    Relation::Earlier => "earlier",
                    Relation::Fork => "fork",
                    Relation::OtherBook => "other",
                    Relation::NotChosen => "passed",
                };
                format!("{}:{relation}", version.summary.head.id)
            });
            told.collect::<Vec<_>>().join(" ")
        };
        let forwards = words(all);
        let mut reversed = all.to_vec();
        reversed.reverse();
        assert_eq!(words(&reversed), forwards, "the order of coming tells nothing");
        forwards
    }

    #[test]
    fn what_the_office_chose_counts_although_the_other_is_newer() {
        let all = [file("one", 2, "a v"), file("two", 3, "b v")];
        assert_eq!(told(&all, &[]), "two:counts one:fork");
        assert_eq!(told(&all, &[("one", "two")]), "one:counts two:passed");
        assert_eq!(told(&all, &[("two", "one")]), "two:counts one:passed");
    }

    #[test]
    fn what_grew_from_the_chosen_takes_its_place() {
        let all = [
            file("one", 2, "a v"),
            file("two", 3, "b v"),
            file("next", 3, "c a"),
        ];
        assert_eq!(
            told(&all, &[("one", "two")]),
            "next:counts two:passed one:superseded"
        );
    }

    #[test]
    fn what_came_after_the_choice_from_the_other_side_is_looked_at_anew() {
        let all = [
            file("one", 2, "a v"),
            file("two", 3, "b v"),
            file("late", 4, "d b"),
        ];
        assert_eq!(told(&all, &[("one", "two")]), "one:counts late:fork two:passed");
        assert_eq!(
            told(&all, &[("one", "two"), ("late", "one")]),
            "late:counts one:passed two:passed"
        );
    }

    #[test]
    fn a_choice_can_be_made_anew_and_what_was_decided_last_holds() {
        let all = [file("one", 2, "a v"), file("two", 3, "b v")];
        let decided = [("one", "two"), ("two", "one")];
        assert_eq!(told(&all, &decided), "two:counts one:passed");
    }

    #[test]
    fn a_choice_of_a_file_that_is_gone_decides_nothing() {
        let all = [file("one", 2, "a v"), file("two", 3, "b v")];
        assert_eq!(told(&all, &[("gone", "")]), "two:counts one:fork");
    }
}
