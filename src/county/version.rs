//! Which of several received versions counts, and how the others stand to it.

use std::sync::Arc;

use super::Summary;
use crate::domain::{DocumentHead, Id};

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

/// The states of a document that are known from its head: its own, then those it grew from, the newest first.
pub fn ancestry(head: &DocumentHead) -> Vec<Id> {
    head.known()
}

/// Puts versions in order, the one that counts first, and says how each stands to it.
///
/// A version from which another one grew, or whose place another takes, does not count. Among the rest the higher number
/// of version (第几版) decides, then the later moment. The outcome does not depend on the order in which they came.
pub(super) fn ranked(all: &[Arc<Summary>]) -> Vec<Version> {
    let mut order: Vec<(bool, &Arc<Summary>)> = Vec::new();
    for one in all {
        let superseded = all.iter().any(|other| is_superseded(one, other));
        let place = order.partition_point(|known| comes_before(known, &(superseded, one)));
        order.insert(place, (superseded, one));
    }
    let Some((_, counting)) = order.first().copied() else {
        return Vec::new();
    };
    let version = |(superseded, one): (bool, &Arc<Summary>)| Version {
        summary: Arc::clone(one),
        relation: if Arc::ptr_eq(one, counting) {
            Relation::Counts
        } else {
            relation(one, counting, superseded)
        },
    };
    order.into_iter().map(version).collect()
}

fn comes_before(one: &(bool, &Arc<Summary>), other: &(bool, &Arc<Summary>)) -> bool {
    let key = |it: &Summary| {
        let file = &it.file;
        let texts = (
            file.created_at.clone(),
            file.received_at.clone(),
            it.head.id.clone(),
        );
        (file.revision, texts)
    };
    match (one.0, other.0) {
        (false, true) => true,
        (true, false) => false,
        _ => key(one.1) > key(other.1),
    }
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
    let ranked = ranked(&both);
    let mut found = ranked.iter().filter(|version| version.summary.head.id == new.head.id);
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
