//! Which entry of the register a book is, and which of two versions counts: decided by a person, one by one.

use crate::county::{County, Suggestion, UnitLine, Version};
use crate::domain::{Id, OfficeBook, Value};
use crate::state::Edit;
use chrono::NaiveDate;

/// A book that matches no entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmatched {
    /// The book; none where the file names none, and nothing can be decided.
    pub book: Option<Id>,
    /// What it calls itself.
    pub name: String,
    /// Whose branch it is; empty for a unit.
    pub unit: String,
    /// The entry that its unit is, of a branch.
    pub of: Option<Id>,
    /// The file in which it came.
    pub bundle: Option<Id>,
    /// The entry that it says it is, where that is another unit's or is taken.
    pub claims: Option<Id>,
    /// What it may be, the likeliest first.
    pub suggestions: Vec<Suggestion>,
}

impl Unmatched {
    /// The one entry of the very same name that nobody stands for.
    pub fn namesake(&self) -> Option<&Suggestion> {
        let mut same = self
            .suggestions
            .iter()
            .filter(|entry| entry.is_same() && !entry.is_taken);
        match (same.next(), same.next(), &self.book) {
            (Some(only), None, Some(_)) => Some(only),
            _ => None,
        }
    }
}

/// Senders that match no entry; nothing without a register.
pub fn unmatched_units(county: &County) -> Vec<Unmatched> {
    let mut all = Vec::new();
    if !county.has_register() {
        return all;
    }
    for line in county.lines() {
        if line.entry.is_some() || !line.is_received() {
            continue;
        }
        all.push(Unmatched {
            book: line.book.clone(),
            name: line.sent_name.clone(),
            unit: String::new(),
            of: None,
            bundle: line.bundle().cloned(),
            claims: None,
            suggestions: county.suggested_units(line),
        });
    }
    all
}

/// Branches of matched units that came and match no entry of their unit. Those of a sender that matches none wait for it.
pub fn unmatched_branches(county: &County) -> Vec<Unmatched> {
    let mut all = Vec::new();
    for line in county.lines().iter().filter(|line| line.entry.is_some()) {
        for cell in &line.branches {
            if !cell.is_surplus() || !cell.is_received() {
                continue;
            }
            all.push(Unmatched {
                book: cell.book.clone(),
                name: cell.name.clone(),
                unit: line.name.clone(),
                of: line.entry.clone(),
                bundle: line.bundle().cloned(),
                claims: cell.claims.clone(),
                suggestions: county.suggested_branches(line, cell),
            });
        }
    }
    all
}

/// Decides which entry a book is, anew where it was decided before.
pub fn decide(office: &OfficeBook, book: &Id, name: &str, entry: &Id, on: NaiveDate, id: Id) -> Vec<Edit> {
    let values = vec![
        ("book", Value::Ref(Some(book.clone()))),
        ("entry", Value::Ref(Some(entry.clone()))),
        ("name", Value::Text(name.into())),
        ("decided_on", Value::Date(Some(on))),
    ];
    let mut known = office.register_matches.iter();
    let known = known.find(|decided| decided.book.as_ref() == Some(book));
    match known {
        Some(decided) => super::remarks::fill(office.id(), &decided.id, values),
        None => vec![Edit::Add {
            document: office.id().clone(),
            collection: "register_matches",
            after: None,
            id,
            preset: values,
        }],
    }
}

/// Versions between which a person has to choose: the one that counts, and those that stand beside it.
pub fn rivals(line: &UnitLine) -> Vec<&Version> {
    let mut all = Vec::new();
    if line.doubtful().next().is_none() {
        return all;
    }
    for (at, version) in line.versions.iter().enumerate() {
        if at == 0 || version.relation.is_doubtful() {
            all.push(version);
        }
    }
    all
}

/// Takes one version, in place of those that stand beside it. A choice of this unit that was made before stays where its
/// files are gone, and is changed where it is about these.
pub fn choose(office: &OfficeBook, line: &UnitLine, bundle: &Id, on: NaiveDate, id: Id) -> Option<Edit> {
    let rivals = rivals(line);
    let chosen = rivals.iter().find(|version| version.summary.head.id == *bundle)?;
    let mut instead_of = Vec::new();
    for version in &rivals {
        if version.summary.head.id != *bundle {
            instead_of.push(version.summary.head.id.clone());
        }
    }
    Some(Edit::Add {
        document: office.id().clone(),
        collection: "version_choices",
        after: None,
        id,
        preset: vec![
            ("unit", Value::Ref(chosen.summary.unit.book.clone())),
            ("unit_name", Value::Text(line.name.clone())),
            ("bundle", Value::Ref(Some(bundle.clone()))),
            ("instead_of", Value::Refs(instead_of)),
            ("decided_on", Value::Date(Some(on))),
        ],
    })
}
