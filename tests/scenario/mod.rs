//! A headless desk: opens books, answers fields as they are typed, and says what the rules find.

// A story that names what is not there is a mistake in the story.
#![allow(clippy::expect_used)]

use chrono::NaiveDate;

use jinwei::domain::{Books, Document, Id, Kind, Record, Value, ValueError, WarningReason};
use jinwei::notice::Programme;
use jinwei::rules::{Finding, Severity, blocks_submission, check};
use jinwei::sample;

/// Open books, the programme and the day.
pub(crate) struct Scenario {
    pub(crate) books: Books,
    programme: Programme,
    today: NaiveDate,
}

impl Scenario {
    /// Opens books on the samples' day.
    pub(crate) fn open(books: Books) -> Self {
        Self {
            books,
            programme: Programme::default(),
            today: sample::TODAY,
        }
    }

    /// Turns the calendar to a day.
    pub(crate) fn today(&mut self, day: &str) -> &mut Self {
        self.today = date(day);
        self
    }

    /// Types into a field. A record is named by collection and id, `items/sample-item-1-1`, or by the
    /// collection alone where there is only one: `promotion_goal`.
    pub(crate) fn answer(&mut self, document: &str, record: &str, field: &str, typed: &str) -> &mut Self {
        self.try_answer(document, record, field, typed)
            .unwrap_or_else(|error| panic!("{record}.{field} ← {typed}: {}", error.words()));
        self
    }

    /// Types into a field something that may not be a value of it.
    pub(crate) fn try_answer(
        &mut self,
        document: &str,
        record: &str,
        field: &str,
        typed: &str,
    ) -> Result<(), ValueError> {
        let record = self.record(document, record);
        let kind: Kind = record.def().field(field).expect("the field").kind;
        record.set(field, kind.parse(typed)?)
    }

    /// What a field holds.
    pub(crate) fn holds(&mut self, document: &str, record: &str, field: &str) -> Value {
        self.record(document, record).get(field).expect("the field")
    }

    /// Adds a blank record at the end of a collection.
    pub(crate) fn add(&mut self, document: &str, collection: &str, name: &str) -> &mut Self {
        let list = self
            .document(document)
            .list_mut(collection)
            .expect("the collection");
        list.insert(usize::MAX, id(name)).expect("a collection of many");
        self
    }

    /// Takes a record out.
    pub(crate) fn remove(&mut self, document: &str, record: &str) -> &mut Self {
        let (collection, name) = record.split_once('/').expect("collection/record");
        let list = self
            .document(document)
            .list_mut(collection)
            .expect("the collection");
        let at = list.position(&id(name)).expect("the record");
        list.remove(at);
        self
    }

    /// Gives a reason for passing what a rule warns of.
    pub(crate) fn explain(&mut self, rule: &str, reason: &str) -> &mut Self {
        let address = self.finding(rule).address;
        let given = WarningReason {
            id: id(&format!("reason-{rule}")),
            rule: rule.to_owned(),
            record: address.record.map(|id| id.to_string()).unwrap_or_default(),
            field: address.field.unwrap_or_default().to_owned(),
            reason: reason.to_owned(),
            ..WarningReason::default()
        };
        let unit = self
            .books
            .unit
            .as_mut()
            .filter(|unit| *unit.id() == address.document);
        if let Some(unit) = unit {
            unit.warning_reasons.push(given);
        } else {
            let branch = self.books.branch_mut(&address.document).expect("the branch");
            branch.warning_reasons.push(given);
        }
        self
    }

    /// Everything that the rules find now.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        check(&self.books, &self.programme, self.today)
    }

    /// The first thing that a rule finds.
    pub(crate) fn finding(&self, rule: &str) -> Finding {
        let found = self.findings();
        let ids: Vec<_> = found.iter().map(|finding| finding.rule.id).collect();
        let at = ids.iter().position(|id| *id == rule);
        found[at.unwrap_or_else(|| panic!("{rule} is not among {ids:?}"))].clone()
    }

    /// Asserts that a rule finds something at `document/collection[/record][/field]`, where a record that is
    /// held once goes without its name.
    pub(crate) fn finds(&self, rule: &str, place: &str) -> &Self {
        let address = self.finding(rule).address;
        let collection = address.collection;
        let record = address
            .record
            .as_ref()
            .map(Id::as_str)
            .filter(|id| *id != collection);
        let mut at = format!("{}/{collection}", address.document);
        for part in record.into_iter().chain(address.field) {
            at = format!("{at}/{part}");
        }
        assert_eq!(at, place, "{rule}");
        self
    }

    /// Asserts that a rule finds nothing.
    pub(crate) fn does_not_find(&self, rule: &str) -> &Self {
        let found: Vec<_> = self
            .findings()
            .into_iter()
            .filter(|f| f.rule.id == rule)
            .collect();
        assert!(found.is_empty(), "{found:#?}");
        self
    }

    /// Asserts that there is nothing to mend: no error and no warning.
    pub(crate) fn is_clean(&self) -> &Self {
        let open = |finding: &Finding| matches!(finding.rule.severity, Severity::Error | Severity::Warning);
        let found: Vec<_> = self.findings().into_iter().filter(open).collect();
        assert!(found.is_empty(), "{found:#?}");
        self
    }

    /// Asserts which rules keep the plan from being sent.
    pub(crate) fn is_held_back_by(&self, rules: &[&str]) -> &Self {
        let found = self.findings();
        let ids: Vec<_> = blocks_submission(&found)
            .iter()
            .map(|finding| finding.rule.id)
            .collect();
        assert_eq!(ids, rules);
        self
    }

    fn document(&mut self, document: &str) -> &mut dyn Document {
        self.books.document_mut(&id(document)).expect("the document")
    }

    fn record(&mut self, document: &str, record: &str) -> &mut dyn Record {
        let (collection, name) = record.split_once('/').unwrap_or((record, record));
        let list = self
            .document(document)
            .list_mut(collection)
            .expect("the collection");
        let at = list.position(&id(name)).expect("the record");
        list.at_mut(at).expect("the record")
    }
}

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

fn date(text: &str) -> NaiveDate {
    match Kind::Date.parse(text) {
        Ok(Value::Date(Some(day))) => day,
        other => panic!("{text}: {other:?}"),
    }
}
