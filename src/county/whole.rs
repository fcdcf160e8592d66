//! The county: every unit's line, and what they add up to.

use std::sync::Arc;

use super::ground::{Ground, Known};
use super::{Matched, Summary, UnitCounts, UnitLine};
use crate::domain::{Id, ReviewSheet, SortedMap};

/// What came from one sender, all versions of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sender {
    pub(super) summaries: Vec<Arc<Summary>>,
    /// The place of its entry in the register.
    entry: Option<usize>,
    /// Who says so.
    pub(super) matched: Option<Matched>,
}

/// Everything the office knows of the county on a day.
///
/// Each unit is counted by itself and the counts are added up, so that a file that comes in is one unit's work and not
/// that of a thousand. What is here after any sequence of arrivals is what would be here had all come at once.
#[derive(Debug, Clone, PartialEq)]
pub struct County {
    pub(super) ground: Ground,
    senders: SortedMap<String, Sender>,
    /// The register's units in its order, then senders that match none, by name.
    pub(super) lines: Vec<UnitLine>,
    pub(super) total: UnitCounts,
}

impl County {
    /// The county from everything that was received.
    pub fn of(known: &Known<'_>, received: &[Arc<Summary>]) -> Self {
        let mut county = Self {
            ground: Ground::of(known),
            senders: SortedMap::new(),
            lines: Vec::new(),
            total: UnitCounts::default(),
        };
        for summary in received {
            county.put(summary);
        }
        let keys: Vec<String> = county.senders.iter().map(|(key, _)| key.clone()).collect();
        for key in &keys {
            county.match_sender(key);
        }
        let entries = county.ground.branches_of.len();
        let mut of_entry: Vec<Vec<&Sender>> = vec![Vec::new(); entries];
        let mut others = Vec::new();
        for (_, sender) in county.senders.iter() {
            match sender.entry {
                Some(entry) => of_entry[entry].push(sender),
                None => others.push(UnitLine::of(&county.ground, None, &[sender])),
            }
        }
        let mut lines = Vec::new();
        for (entry, senders) in of_entry.iter().enumerate() {
            lines.push(UnitLine::of(&county.ground, Some(entry), senders));
        }
        county.lines = lines;
        for line in others {
            county.put_other(line);
        }
        county.add_up();
        county
    }

    /// The same files, with another register, another day, or other decisions of the office.
    #[must_use]
    pub fn again(&self, known: &Known<'_>) -> Self {
        let mut all = Vec::new();
        for (_, sender) in self.senders.iter() {
            all.extend(sender.summaries.iter().cloned());
        }
        Self::of(known, &all)
    }

    /// Takes in a submission that just came, or the summary of one made anew. Only the lines of its sender change.
    pub fn receive(&mut self, summary: &Arc<Summary>) {
        let key = summary.sender();
        let before = self.entry_of(&key);
        self.put(summary);
        self.match_sender(&key);
        let now = self.entry_of(&key);
        self.forget_other(&key);
        for entry in [before, now.filter(|now| Some(*now) != before)]
            .into_iter()
            .flatten()
        {
            self.count_entry(entry);
        }
        if now.is_none()
            && let Some(sender) = self.senders.get(&key)
        {
            let line = UnitLine::of(&self.ground, None, &[sender]);
            self.put_other(line);
        }
        self.add_up();
    }

    /// Takes in a review that was written or changed. Only the line of its unit changes.
    pub fn review(&mut self, sheet: &ReviewSheet) {
        self.ground.put_review(sheet);
        let Some(unit) = &sheet.verdict.unit else { return };
        let is_of = |line: &UnitLine| line.book.as_ref() == Some(unit) || line.entry.as_ref() == Some(unit);
        for at in 0..self.lines.len() {
            if !is_of(&self.lines[at]) {
                continue;
            }
            if at < self.ground.branches_of.len() {
                self.count_entry(at);
            } else if let Some(sender) = self.senders.get(&self.lines[at].key) {
                self.lines[at] = UnitLine::of(&self.ground, None, &[sender]);
            }
        }
    }

    /// The units: those of the register in its order, then senders that match none, by name.
    pub fn lines(&self) -> &[UnitLine] {
        &self.lines
    }

    /// The line with this name in addresses.
    pub fn line(&self, key: &str) -> Option<&UnitLine> {
        self.lines.iter().find(|line| line.key == key)
    }

    /// The line to which a received file belongs.
    pub fn line_of_bundle(&self, bundle: &Id) -> Option<&UnitLine> {
        let holds = |line: &&UnitLine| {
            line.versions
                .iter()
                .any(|version| version.summary.head.id == *bundle)
        };
        self.lines.iter().find(holds)
    }

    /// The line to which what this sender sends belongs.
    pub fn line_of_sender(&self, summary: &Summary) -> Option<&UnitLine> {
        let sender = summary.sender();
        let holds = |line: &&UnitLine| {
            let mut versions = line.versions.iter();
            versions.any(|version| version.summary.sender() == sender)
        };
        self.lines.iter().find(holds)
    }

    /// The line of the register's entry that this submission says it is, where its sender does not stand there yet.
    pub fn comes_to(&self, summary: &Summary) -> Option<&UnitLine> {
        let unit = &summary.unit;
        let (entry, _) = self
            .ground
            .unit_entry(unit.book.as_ref(), unit.register_unit.as_ref())?;
        let line = self.lines.get(entry)?;
        let sender = summary.sender();
        let mut versions = line.versions.iter();
        let stands = versions.any(|version| version.summary.sender() == sender);
        (!stands).then_some(line)
    }

    /// The newest of what others sent as that entry: it would take their place.
    pub fn displaced(&self, summary: &Summary) -> Vec<&Summary> {
        let mut others: Vec<&Summary> = Vec::new();
        for version in self.comes_to(summary).into_iter().flat_map(|line| &line.versions) {
            let other = version.summary.sender();
            if others.iter().all(|known| known.sender() != other) {
                others.push(&version.summary);
            }
        }
        others
    }

    /// What all units' counts add up to.
    pub fn total(&self) -> &UnitCounts {
        &self.total
    }

    /// The day.
    pub fn today(&self) -> chrono::NaiveDate {
        self.ground.today
    }

    /// Whether the office has a register.
    pub fn has_register(&self) -> bool {
        self.ground.register.is_some()
    }

    fn put(&mut self, summary: &Arc<Summary>) {
        let sender = self.senders.get_or_insert_with(summary.sender(), Sender::default);
        let known = sender
            .summaries
            .iter()
            .position(|known| known.head.id == summary.head.id);
        if let Some(known) = known {
            sender.summaries[known] = Arc::clone(summary);
            return;
        }
        // In the order of their ids, so that the order in which they came tells nothing.
        let id = &summary.head.id;
        let place = sender.summaries.partition_point(|known| known.head.id < *id);
        sender.summaries.insert(place, Arc::clone(summary));
    }

    /// Looks up which entry a sender is. What its newest version says comes first; an older one's word holds while no
    /// newer one says anything.
    fn match_sender(&mut self, key: &str) {
        let sender = self.senders.get_or_insert_with(key.to_owned(), Sender::default);
        let mut found = None;
        for version in super::version::ranked(&sender.summaries, &self.ground.choices) {
            let unit = &version.summary.unit;
            let entry = self
                .ground
                .unit_entry(unit.book.as_ref(), unit.register_unit.as_ref());
            found = found.or(entry);
        }
        sender.entry = found.map(|(entry, _)| entry);
        sender.matched = found.map(|(_, matched)| matched);
    }

    fn entry_of(&self, key: &String) -> Option<usize> {
        self.senders.get(key).and_then(|sender| sender.entry)
    }

    fn count_entry(&mut self, entry: usize) {
        let mut senders = Vec::new();
        for (_, sender) in self.senders.iter() {
            if sender.entry == Some(entry) {
                senders.push(sender);
            }
        }
        let line = UnitLine::of(&self.ground, Some(entry), &senders);
        if let Some(place) = self.lines.get_mut(entry) {
            *place = line;
        }
    }

    /// Puts a sender that matches no entry behind the register's units, by its name.
    fn put_other(&mut self, line: UnitLine) {
        let first = self.ground.branches_of.len();
        let others = &self.lines[first..];
        let place = others.partition_point(|known| (&known.name, &known.key) < (&line.name, &line.key));
        self.lines.insert(first + place, line);
    }

    fn forget_other(&mut self, key: &str) {
        let first = self.ground.branches_of.len();
        let others = self.lines[first..].iter().position(|line| line.key == key);
        if let Some(place) = others {
            self.lines.remove(first + place);
        }
    }

    fn add_up(&mut self) {
        let mut total = UnitCounts::default();
        for line in &self.lines {
            total.add(&line.counts);
        }
        self.total = total;
    }
}
