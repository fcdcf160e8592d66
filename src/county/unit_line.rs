//! One line a unit: what came from it, how it stands, and what is counted over it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::branch_cell::cells;
use super::counted::counted;
use super::ground::Ground;
use super::version::ranked;
use super::{BranchCell, Relation, Summary, UnitCounts, Version};
use crate::domain::{Id, ReviewSheet, ReviewState, UnitKind};

/// How a unit's submission stands at the office (通-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionState {
    /// Nothing came.
    Missing,
    /// It came in time, and nobody has said anything to this version yet.
    Received,
    /// It came after its day, and nobody has said anything to this version yet.
    Late,
    /// This version was sent back with comments.
    Returned,
    /// This version was read.
    Reviewed,
}

impl SubmissionState {
    /// Every state, in the order of the work.
    pub const ALL: [Self; 5] = [
        Self::Missing,
        Self::Received,
        Self::Late,
        Self::Returned,
        Self::Reviewed,
    ];

    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "未报",
            Self::Received => "已报",
            Self::Late => "逾期",
            Self::Returned => "退回修改",
            Self::Reviewed => "已审阅",
        }
    }

    /// The name in markup and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Received => "received",
            Self::Late => "late",
            Self::Returned => "returned",
            Self::Reviewed => "reviewed",
        }
    }

    /// The state with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Who says which entry of the register a book is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matched {
    /// The office decided.
    ByOffice,
    /// The school decided, or it began from the register.
    BySchool,
    /// Book and entry have one id: the school began from the register.
    ById,
}

impl Matched {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::ByOffice => "办公室确定",
            Self::BySchool => "学校确定",
            Self::ById => "编号相同",
        }
    }
}

/// What a review says, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The sheet.
    pub sheet: Id,
    /// The version that was read.
    pub bundle: Option<Id>,
    /// Its number.
    pub revision: Option<u32>,
    /// What came of it.
    pub state: Option<ReviewState>,
    /// When.
    pub reviewed_on: Option<NaiveDate>,
    /// Comments that are not settled.
    pub open: usize,
    /// Of these, answered by the unit.
    pub answered: usize,
    /// All comments.
    pub comments: usize,
}

impl Review {
    pub(super) fn of(sheet: &ReviewSheet) -> Self {
        let answered = sheet.open_comments().filter(|comment| comment.is_answered());
        Self {
            sheet: sheet.id().clone(),
            bundle: sheet.verdict.bundle.clone(),
            revision: sheet.verdict.revision,
            state: sheet.verdict.state,
            reviewed_on: sheet.verdict.reviewed_on,
            open: sheet.open_comments().count(),
            answered: answered.count(),
            comments: sheet.comments.len(),
        }
    }
}

/// One unit at the office: an entry of the register, or a sender that matches none.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitLine {
    /// Its name in addresses: the entry's id, or the sender's.
    pub key: String,
    /// Its entry in the register.
    pub entry: Option<Id>,
    /// Who says that the sender is this entry.
    pub matched: Option<Matched>,
    /// Its book, as its files have it.
    pub book: Option<Id>,
    /// Its name: the register's, or else the sender's own.
    pub name: String,
    /// What it calls itself, where something came.
    pub sent_name: String,
    /// What kind of Party organisation it has.
    pub kind: Option<UnitKind>,
    /// Its secretary.
    pub secretary: String,
    /// How its submission stands.
    pub state: SubmissionState,
    /// What was said to an earlier version, where this one came after it: a resubmission.
    pub after: Option<ReviewState>,
    /// The day the plan was first sent.
    pub submitted_on: Option<NaiveDate>,
    /// How many days after its day it was sent; where nothing came, how many days are over since.
    pub days_late: u32,
    /// The office's review, if there is one.
    pub review: Option<Review>,
    /// What came, the version that counts first.
    pub versions: Vec<Version>,
    /// Its branches: those of the register in their order, then those that came and are none of them.
    pub branches: Vec<BranchCell>,
    /// What is counted over it.
    pub counts: UnitCounts,
}

impl UnitLine {
    /// The version that counts.
    pub fn summary(&self) -> Option<&Arc<Summary>> {
        self.versions.first().map(|version| &version.summary)
    }

    /// The file that counts.
    pub fn bundle(&self) -> Option<&Id> {
        self.summary().map(|summary| &summary.head.id)
    }

    /// Whether anything came.
    pub fn is_received(&self) -> bool {
        !self.versions.is_empty()
    }

    /// Whether it came late, whatever was said to it since.
    pub fn is_late(&self) -> bool {
        self.is_received() && self.days_late > 0
    }

    /// Whether it came and the office has not said anything to this version yet (通-3).
    pub fn awaits_opinion(&self) -> bool {
        matches!(self.state, SubmissionState::Received | SubmissionState::Late)
    }

    /// Versions that a person has to look at: forks and books begun anew.
    pub fn doubtful(&self) -> impl Iterator<Item = &Version> {
        self.versions
            .iter()
            .filter(|version| version.relation.is_doubtful())
    }

    /// More about its state, in words; empty where there is nothing more to say.
    pub fn note(&self) -> &'static str {
        match (self.after, self.awaits_opinion()) {
            (Some(ReviewState::Returned), true) => "退回后重报",
            (Some(ReviewState::Reviewed), true) => "审阅后又报新版",
            _ => "",
        }
    }

    /// The line of an entry, or of a sender that matches none. `senders` are what came for it, each with all its
    /// versions.
    pub(super) fn of(ground: &Ground, entry: Option<usize>, senders: &[&super::whole::Sender]) -> Self {
        let mut by_sender: Vec<(Vec<Version>, Option<Matched>)> = Vec::new();
        for sender in senders {
            let versions = ranked(&sender.summaries, &ground.choices);
            let made = |versions: &[Version]| {
                let first = versions.first().map(|version| &version.summary);
                let chosen = versions
                    .iter()
                    .any(|version| ground.choices.has_chosen(&version.summary));
                first.map(|first| (chosen, first.file.created_at.clone(), first.head.id.clone()))
            };
            // Of books that claim one entry, the one that the office chose stands first, or that was sent last.
            let place = by_sender.partition_point(|known| made(&known.0) > made(&versions));
            by_sender.insert(place, (versions, sender.matched));
        }
        let mut versions: Vec<Version> = Vec::new();
        let mut matched = None;
        for (at, (of_sender, how)) in by_sender.into_iter().enumerate() {
            for mut version in of_sender {
                if at > 0 {
                    version.relation = if ground.choices.has_passed(&version.summary) {
                        Relation::NotChosen
                    } else {
                        Relation::OtherBook
                    };
                }
                versions.push(version);
            }
            matched = matched.or(how);
        }

        let register = ground.register.as_ref();
        let unit = entry.and_then(|entry| register?.units.get(entry));
        let counting = versions.first().map(|version| Arc::clone(&version.summary));
        let sent = counting.as_ref().map(|summary| &*summary.unit);
        let entry_id = unit.map(|unit| unit.id.clone());
        let book = sent.and_then(|sent| sent.book.clone());
        let sent_name = sent.map(|sent| sent.name.clone()).unwrap_or_default();
        let review = ground.review(book.as_ref(), entry_id.as_ref()).cloned();
        let submitted_on = counting.as_ref().and_then(|summary| summary.sent_on());
        let due = ground.programme.plan_due.value;
        let until = submitted_on.or_else(|| counting.is_none().then_some(ground.today));
        let days_late = until.map_or(0, |day| (day - due).num_days());
        let days_late = u32::try_from(days_late).unwrap_or_default();

        // What was said to the same state, sent twice, is said to this one.
        let judged = review.as_ref().and_then(|review| review.bundle.as_ref());
        let is_judged = versions.iter().any(|version| {
            let same = matches!(version.relation, Relation::Counts | Relation::Copy);
            same && Some(&version.summary.head.id) == judged
        });
        let said = review.as_ref().and_then(|review| review.state);
        let state = match (&counting, said.filter(|_| is_judged)) {
            (None, _) => SubmissionState::Missing,
            (_, Some(ReviewState::Returned)) => SubmissionState::Returned,
            (_, Some(ReviewState::Reviewed)) => SubmissionState::Reviewed,
            _ if days_late > 0 => SubmissionState::Late,
            _ => SubmissionState::Received,
        };
        let mut line = Self {
            key: match (&entry_id, &counting) {
                (Some(id), _) => id.to_string(),
                (None, Some(summary)) => summary.sender(),
                (None, None) => String::new(),
            },
            name: match unit.map(|unit| unit.name.trim()) {
                Some(name) if !name.is_empty() => name.to_owned(),
                _ => sent_name.clone(),
            },
            kind: unit
                .and_then(|unit| unit.kind)
                .or(sent.and_then(|sent| sent.kind)),
            secretary: match unit.map(|unit| unit.secretary.trim()) {
                Some(secretary) if !secretary.is_empty() => secretary.to_owned(),
                _ => sent.map(|sent| sent.secretary.clone()).unwrap_or_default(),
            },
            entry: entry_id,
            matched,
            book,
            sent_name,
            state,
            after: said.filter(|_| judged.is_some() && !is_judged && counting.is_some()),
            submitted_on,
            days_late,
            review,
            versions,
            branches: Vec::new(),
            counts: UnitCounts::default(),
        };
        line.branches = cells(ground, entry, counting.as_deref());
        line.counts = counted(ground, counting.as_deref(), &line.branches);
        line
    }
}
