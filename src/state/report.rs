//! What the rules say of the open books, by the records that it is about.

use crate::domain::{Books, Id, SortedMap, Value};
use crate::notice::Programme;
use crate::rules::{self, Address, Finding};
use chrono::NaiveDate;

/// The rules' report on the open books.
#[derive(Debug, Default)]
pub struct Report {
    /// Every finding of the gates that are asked by now, in the order of the rules.
    pub findings: Vec<Finding>,
    /// Those of the year's end, before it is asked: only the year-end form looks at them so early.
    pub later: Vec<Finding>,
    by_record: ByRecord,
    /// The same for the items of ledgers, with what belongs to them.
    by_item: ByRecord,
}

/// The places of findings, by book and record.
type ByRecord = SortedMap<(Id, Id), Vec<usize>>;

/// The findings at one record.
pub type RecordFindings = Vec<Finding>;

impl PartialEq for Report {
    /// A new run is a new report: whoever needs less listens to a record.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

impl Report {
    /// Runs every rule that is asked by this day.
    pub fn new(books: &Books, programme: &Programme, today: NaiveDate) -> Self {
        let (findings, later): (Vec<_>, Vec<_>) = rules::check(books, programme, today)
            .into_iter()
            .partition(|finding| finding.rule.gate.is_asked(programme, today));
        let mut by_record: ByRecord = SortedMap::new();
        let mut by_item: ByRecord = SortedMap::new();
        for (at, finding) in findings.iter().enumerate() {
            if let Some(record) = &finding.address.record {
                let key = |record: Id| (finding.address.document.clone(), record);
                by_record
                    .get_or_insert_with(key(record.clone()), Vec::new)
                    .push(at);
                if let Some(item) = item_of(books, &finding.address) {
                    by_item.get_or_insert_with(key(item), Vec::new).push(at);
                }
            }
        }
        Self {
            findings,
            later,
            by_record,
            by_item,
        }
    }

    /// The findings at one record.
    pub fn at_record(&self, document: &Id, record: &Id) -> RecordFindings {
        self.those(&self.by_record, document, record).cloned().collect()
    }

    /// The findings at one item of a ledger and at what belongs to it.
    pub fn of_item<'a>(&'a self, document: &Id, item: &Id) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.those(&self.by_item, document, item)
    }

    fn those<'a>(
        &'a self,
        index: &'a ByRecord,
        document: &Id,
        record: &Id,
    ) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let here = index.get(&(document.clone(), record.clone()));
        here.into_iter().flatten().map(|&at| &self.findings[at])
    }
}

/// The item of a ledger that an address lies in: itself, or that to which the record belongs.
fn item_of(books: &Books, address: &Address) -> Option<Id> {
    let record = address.record.as_ref()?;
    if address.collection == "items" {
        return Some(record.clone());
    }
    let list = books.document(&address.document)?.list(address.collection)?;
    match list.find(record)?.get("item") {
        Some(Value::Ref(item)) => item,
        _ => None,
    }
}
