//! A headless desk: opens books, answers fields as they are typed, and says what the rules find.

// A story that names what is not there is a mistake in the story; each file of stories uses its part.
#![allow(clippy::expect_used, dead_code)]

mod year;

use chrono::NaiveDate;

use jinwei::domain::{Books, Document, Id, Kind, Record, Value, ValueError};
use jinwei::notice::Programme;
use jinwei::rules::{Finding, Gate, Severity, asked, blocks_submission};
use jinwei::sample;
use jinwei::state::{Change, Edit, EditError, apply};

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
            books: year::moved_books(books),
            programme: year::programme(),
            today: year::moved(sample::TODAY),
        }
    }

    /// Turns the calendar to a day.
    pub(crate) fn today(&mut self, day: &str) -> &mut Self {
        self.today = date(day);
        self
    }

    /// Turns the calendar by a day.
    pub(crate) fn tomorrow(&mut self) -> &mut Self {
        self.today = self.today.succ_opt().expect("a day after");
        self
    }

    /// The day that it is.
    pub(crate) fn day(&self) -> NaiveDate {
        self.today
    }

    /// The programme in force.
    pub(crate) fn programme(&self) -> &Programme {
        &self.programme
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
        let shown = self.record(document, record);
        let field = shown.def().field(field).expect("the field");
        let edit = Edit::Set {
            document: id(document),
            record: shown.id().clone(),
            field: field.name,
            value: match field.kind.parse(typed)? {
                Value::Date(Some(day)) => Value::Date(Some(year::moved(day))),
                value => value,
            },
        };
        self.edit(edit);
        Ok(())
    }

    /// What a field holds.
    pub(crate) fn holds(&self, document: &str, record: &str, field: &str) -> Value {
        self.record(document, record).get(field).expect("the field")
    }

    /// Adds a blank record at the end of a collection.
    pub(crate) fn add(&mut self, document: &str, collection: &'static str, name: &str) -> &mut Self {
        self.edit(Edit::Add {
            document: id(document),
            collection,
            after: None,
            id: id(name),
            preset: Vec::new(),
        });
        self
    }

    /// Takes a record out.
    pub(crate) fn remove(&mut self, document: &str, record: &str) -> &mut Self {
        let record = self.record(document, record).id().clone();
        self.edit(Edit::Remove {
            document: id(document),
            record,
        });
        self
    }

    /// Gives a reason for passing what a rule warns of, as the page does; an empty one takes it back.
    pub(crate) fn explain(&mut self, rule: &str, reason: &str) -> &mut Self {
        let Finding { rule, address, .. } = self.finding(rule);
        self.edit(Edit::Explain {
            document: address.document,
            rule: rule.id,
            record: address.record.map(|id| id.to_string()).unwrap_or_default(),
            field: address.field.unwrap_or_default(),
            reason: reason.to_owned(),
            id: id(&format!("reason-{}", rule.id)),
        });
        self
    }

    /// Carries a command out, as the page does. What changed must be what the command says that it changed: the
    /// page writes that and no more.
    pub(crate) fn edit(&mut self, edit: Edit) -> Change {
        let before = self.books.clone();
        let told = format!("{edit:?}");
        let change = apply(&mut self.books, edit).unwrap_or_else(|error| panic!("{told}: {error:?}"));
        assert_tells_all(&before, &self.books, &change);
        change
    }

    /// Asserts that a command is refused for this reason, and that the books are then as they were.
    pub(crate) fn refuses(&mut self, edit: Edit, why: EditError) -> &mut Self {
        let before = self.books.clone();
        let told = format!("{edit:?}");
        assert_eq!(apply(&mut self.books, edit), Err(why), "{told}");
        assert_eq!(self.books, before, "{told}");
        self
    }

    /// Takes the last removal back.
    pub(crate) fn undo(&mut self, change: Change) -> &mut Self {
        self.edit(change.undo.expect("a way back"));
        self
    }

    /// The ids of a collection's records, in order.
    pub(crate) fn order(&self, document: &str, collection: &str) -> Vec<String> {
        let list = self.document(document).list(collection).expect("the collection");
        list.iter().map(|record| record.id().to_string()).collect()
    }

    /// Everything that the rules find of what is asked now.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        asked(&self.books, &self.programme, self.today)
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

    /// Asserts which rules keep a gate shut, each once, in the notice's order.
    pub(crate) fn is_shut(&self, gate: Gate, rules: &[&str]) -> &Self {
        let found = self.findings();
        let shut = found.iter().filter(|finding| finding.blocks(gate));
        let mut ids: Vec<_> = shut.map(|finding| finding.rule.id).collect();
        ids.dedup();
        assert_eq!(ids, rules, "{gate:?} on {}", self.today);
        self
    }

    /// Asserts that every gate is open: what is warned of has its reason.
    pub(crate) fn is_open(&self) -> &Self {
        for gate in Gate::ALL {
            self.is_shut(gate, &[]);
        }
        self
    }

    /// What a rule says, finding by finding.
    pub(crate) fn messages(&self, rule: &str) -> Vec<String> {
        let found = self.findings().into_iter();
        let of_rule = found.filter(|finding| finding.rule.id == rule);
        of_rule.map(|finding| finding.message).collect()
    }

    fn document(&self, document: &str) -> &dyn Document {
        self.books.document(&id(document)).expect("the document")
    }

    pub(crate) fn record(&self, document: &str, record: &str) -> &dyn Record {
        let (collection, name) = record.split_once('/').unwrap_or((record, record));
        let list = self.document(document).list(collection).expect("the collection");
        list.find(&id(name)).expect("the record")
    }
}

/// Asserts that a change names every book that is not as it was.
pub(crate) fn assert_tells_all(before: &Books, after: &Books, change: &Change) {
    let ids = before
        .documents()
        .chain(after.documents())
        .map(<dyn jinwei::domain::Document>::id);
    for id in ids {
        match (before.book(id), after.book(id)) {
            (_, None) => assert!(change.removed.contains(id), "{id} went: {change:?}"),
            (old, new) if old != new => assert!(change.documents.contains(id), "{id}: {change:?}"),
            _ => {}
        }
    }
}

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

pub(crate) fn date(text: &str) -> NaiveDate {
    match Kind::Date.parse(text) {
        Ok(Value::Date(Some(day))) => year::moved(day),
        other => panic!("{text}: {other:?}"),
    }
}
