//! Two states of one document, told apart.

use crate::domain::{Document, Field, Id, RecordDef};

/// What happened to a record between two states of its document.
#[derive(Debug, Clone)]
pub enum What {
    /// It stands only in the new one.
    Added,
    /// It stands only in the old one.
    Removed,
    /// It stands in both and these fields differ.
    Changed(Vec<&'static Field>),
}

/// One record that differs.
#[derive(Debug, Clone)]
pub struct RecordChange {
    /// The collection's name.
    pub collection: &'static str,
    /// The record's declaration.
    pub def: &'static RecordDef,
    /// The record's id.
    pub id: Id,
    /// What happened to it.
    pub what: What,
}

/// Every record that differs between two states of a document of one kind, in the order of the collections.
/// A record that holds nothing at all does not count as added; one that the program filled does: a receipt, say.
pub fn compare(old: Option<&dyn Document>, new: &dyn Document) -> Vec<RecordChange> {
    let mut changes = Vec::new();
    for collection in new.collections() {
        let (Some(new_list), old_list) = (
            new.list(collection.name),
            old.and_then(|old| old.list(collection.name)),
        ) else {
            continue;
        };
        let def = new_list.def();
        let mut note = |id: &Id, what| {
            changes.push(RecordChange {
                collection: collection.name,
                def,
                id: id.clone(),
                what,
            });
        };
        for record in new_list.iter() {
            let Some(before) = old_list.and_then(|list| list.find(record.id())) else {
                let holds = |field: &Field| record.get(field.name).is_some_and(|value| !value.is_empty());
                if def.fields.iter().any(holds) {
                    note(record.id(), What::Added);
                }
                continue;
            };
            let differs = |field: &&'static Field| record.get(field.name) != before.get(field.name);
            let fields: Vec<_> = def.fields.iter().filter(differs).collect();
            if !fields.is_empty() {
                note(record.id(), What::Changed(fields));
            }
        }
        for record in old_list.iter().flat_map(|list| list.iter()) {
            if new_list.find(record.id()).is_none() {
                note(record.id(), What::Removed);
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BranchBook, LedgerItem, Receipt, ReviewSheet};

    fn book(items: &[(&str, &str)]) -> BranchBook {
        let mut book = BranchBook::new(Id::parse("b").unwrap());
        for (id, project) in items {
            let id = Id::parse(id).unwrap();
            book.items.push(LedgerItem {
                id,
                project: (*project).into(),
                ..Default::default()
            });
        }
        book
    }

    /// Its fields are the program's to fill, and it is news all the same.
    #[test]
    fn a_receipt_is_added() {
        let mut sheet = ReviewSheet::new(Id::parse("r").unwrap());
        assert_eq!(compare(None, &sheet).len(), 0);
        sheet.receipts.push(Receipt {
            digest: "0".into(),
            ..Default::default()
        });
        sheet.verdict.revision = Some(1);
        assert_eq!(compare(None, &sheet).len(), 2);
    }

    #[test]
    fn tells_added_changed_and_removed_apart() {
        let old = book(&[("kept", "同"), ("changed", "旧"), ("removed", "去")]);
        let new = book(&[("kept", "同"), ("changed", "新"), ("added", "来")]);
        let told: Vec<_> = compare(Some(&old), &new)
            .into_iter()
            .map(|change| match change.what {
                What::Added => format!("+{}", change.id),
                What::Removed => format!("-{}", change.id),
                What::Changed(fields) => format!("{}:{}", change.id, fields[0].name),
            })
            .collect();
        assert_eq!(told, ["changed:project", "+added", "-removed"]);
    }
}
