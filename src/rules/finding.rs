//! What checking finds: data, with the place where it is mended.

use chrono::NaiveDate;

use super::{Gate, Rule, Severity};
use crate::domain::{Books, Document, Id, Record};

/// Where a finding is mended.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// The document.
    pub document: Id,
    /// The collection, also where its record is still missing.
    pub collection: &'static str,
    /// The record; `None` where one has to be added to the collection. A record that is held once has its
    /// collection's name as its id.
    pub record: Option<Id>,
    /// The field; `None` where the record as a whole is meant.
    pub field: Option<&'static str>,
}

impl Address {
    /// A field of a record.
    pub(super) fn field(
        document: &dyn Document,
        collection: &'static str,
        record: &dyn Record,
        field: &'static str,
    ) -> Self {
        Self {
            field: Some(field),
            ..Self::record(document, collection, record)
        }
    }

    /// A record as a whole.
    pub(super) fn record(document: &dyn Document, collection: &'static str, record: &dyn Record) -> Self {
        Self {
            document: document.id().clone(),
            collection,
            record: Some(record.id().clone()),
            field: None,
        }
    }

    /// A collection in which a record is missing.
    pub(super) fn missing(document: &dyn Document, collection: &'static str) -> Self {
        Self {
            document: document.id().clone(),
            collection,
            record: None,
            field: None,
        }
    }
}

/// One thing that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where it is mended.
    pub address: Address,
    /// What is wrong and what to do.
    pub message: String,
    /// For a warning, the reason for passing it, if one was given.
    pub reason: Option<String>,
    /// The day by which it is to be done, where it counts down to one.
    pub due: Option<NaiveDate>,
}

impl Finding {
    /// Whether somebody still has to do something about it: an error, or a warning that is neither mended nor given
    /// a reason. Rules that only mark ask for nothing.
    pub fn is_open(&self) -> bool {
        match self.rule.severity {
            Severity::Error => true,
            Severity::Warning => self.reason.is_none() && !self.rule.only_marks,
            Severity::Reminder | Severity::Statistic => false,
        }
    }

    /// Whether a gate cannot be passed because of it.
    pub fn blocks(&self, gate: Gate) -> bool {
        self.is_open() && gate.includes(self.rule.gate)
    }
}

/// The findings because of which the plan cannot be sent yet.
pub fn blocks_submission(findings: &[Finding]) -> Vec<&Finding> {
    findings
        .iter()
        .filter(|finding| finding.blocks(Gate::Plan))
        .collect()
}

/// Where a rule's check puts what it finds.
pub struct Findings<'a> {
    rule: &'static Rule,
    books: &'a Books,
    found: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) fn of(rule: &'static Rule, books: &'a Books, found: &'a mut Vec<Finding>) -> Self {
        Self { rule, books, found }
    }

    /// Adds a finding; a warning takes the reason that the book holds for it.
    pub(super) fn add(&mut self, address: Address, message: impl Into<String>) {
        let reason = match self.rule.severity {
            Severity::Warning => reason_for(self.books, self.rule, &address),
            _ => None,
        };
        self.push(address, message.into(), reason, None);
    }

    /// Adds a reminder that counts down to a day, or from it.
    pub(super) fn add_due(&mut self, address: Address, message: impl Into<String>, due: NaiveDate) {
        self.push(address, message.into(), None, Some(due));
    }

    /// Adds a warning whose reason stands in a field of its own; an empty one is none.
    pub(super) fn add_with_reason(&mut self, address: Address, message: impl Into<String>, reason: &str) {
        let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        self.push(address, message.into(), reason, None);
    }

    /// Adds a finding for each of these fields that is empty; `say` gets the field's label.
    pub(super) fn add_blanks(
        &mut self,
        document: &dyn Document,
        collection: &'static str,
        record: &dyn Record,
        fields: &[&'static str],
        say: impl Fn(&str) -> String,
    ) {
        for name in fields {
            let label = record.def().field(name).map_or(*name, |field| field.label);
            if record.get(name).is_none_or(|value| value.is_empty()) {
                self.add(Address::field(document, collection, record, name), say(label));
            }
        }
    }

    fn push(&mut self, address: Address, message: String, reason: Option<String>, due: Option<NaiveDate>) {
        self.found.push(Finding {
            rule: self.rule,
            address,
            message,
            reason,
            due,
        });
    }
}

/// The reason that the book holds for passing a warning at this address.
fn reason_for(books: &Books, rule: &Rule, address: &Address) -> Option<String> {
    let record = address.record.as_ref().map_or("", Id::as_str);
    let field = address.field.unwrap_or_default();
    books
        .warning_reasons(&address.document)
        .iter()
        .filter(|given| given.rule == rule.id && given.record == record && given.field == field)
        .map(|given| given.reason.trim())
        .find(|reason| !reason.is_empty())
        .map(ToOwned::to_owned)
}
