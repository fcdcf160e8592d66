//! Differences, carried over to books that may have changed otherwise.

use super::difference::{Difference, FieldDifference, Place, head_of};
use crate::domain::{Books, Document, Id, Record, RecordList};

/// Carries the differences of one step over to these books, place by place. A place that is already as it shall be is
/// left alone. Returns those that do not fit, because the place is neither as it was before nor as it shall be: nothing
/// of them was done.
pub fn carry(books: &mut Books, differences: &[Difference]) -> Vec<Difference> {
    let mut refused = Vec::new();
    // What goes makes room before what came takes its position.
    for turn in 0..4 {
        for difference in differences {
            if turn_of(&difference.place) == turn
                && let Err(place) = carry_one(books, difference)
            {
                refused.push(Difference {
                    place: *place,
                    ..difference.clone()
                });
            }
        }
    }
    books.sort_branches();
    refused
}

/// Whether every place of these differences is as it shall be already: carrying them over would change nothing.
pub(super) fn is_carried(books: &Books, differences: &[Difference]) -> bool {
    differences
        .iter()
        .all(|one| is_as_it_shall_be(books, one).unwrap_or(false))
}

/// Whether one place is; `None` where there is no such place.
fn is_as_it_shall_be(books: &Books, difference: &Difference) -> Option<bool> {
    let document = || books.document(&difference.document);
    let is = match &difference.place {
        Place::Book { after, .. } => books.book(&difference.document).as_ref() == after.as_deref(),
        Place::Head { after, .. } => head_of(document()?).as_ref() == Some(after),
        Place::Order {
            collection, after, ..
        } => {
            let list = document()?.list(collection)?;
            let standing = list.iter().map(Record::id).filter(|id| after.contains(id));
            standing.eq(after.iter().filter(|id| list.find(id).is_some()))
        }
        Place::Record {
            collection,
            id,
            after,
            ..
        } => {
            let here = document()?.list(collection)?.find(id);
            match (after, here) {
                (Some(after), Some(record)) => after.is_held_by(record),
                (after, here) => after.is_none() && here.is_none(),
            }
        }
        Place::Fields {
            collection,
            id,
            fields,
            extra,
        } => {
            let record = document()?.list(collection)?.find(id)?;
            extra.as_ref().is_none_or(|(_, after)| record.extra() == after)
                && fields
                    .iter()
                    .all(|one| record.get(one.field.name).as_ref() == Some(&one.after))
        }
    };
    Some(is)
}

fn turn_of(place: &Place) -> u8 {
    match place {
        Place::Record { before: Some(_), .. } => 1,
        Place::Order { .. } => 2,
        Place::Record { .. } => 3,
        _ => 0,
    }
}

/// Carries one over, or gives back what of it does not fit.
fn carry_one(books: &mut Books, difference: &Difference) -> Result<(), Box<Place>> {
    let place = &difference.place;
    let refused = || Box::new(place.clone());
    if let Place::Book { before, after } = place {
        let here = books.book(&difference.document);
        if here.as_ref() == after.as_deref() {
            return Ok(());
        }
        if here.as_ref() != before.as_deref() {
            return Err(refused());
        }
        if let Some(after) = after {
            books.put((**after).clone());
        } else if books.take(&difference.document).is_none() {
            // A book that is always there.
            return Err(refused());
        }
        return Ok(());
    }
    let Some(document) = books.document_mut(&difference.document) else {
        return Err(refused());
    };
    match place {
        Place::Head { before, after } => {
            let here = head_of(document);
            if here.as_ref() == Some(before) {
                document.head_mut().clone_from(after.as_document().head());
            } else if here.as_ref() != Some(after) {
                return Err(refused());
            }
        }
        Place::Order {
            collection,
            before,
            after,
        } => {
            let list = document.list_mut(collection).ok_or_else(refused)?;
            if !order(list, before, after) {
                return Err(refused());
            }
        }
        Place::Record {
            collection,
            id,
            before,
            after,
        } => {
            let known = document.record(id).map(|(collection, _)| collection);
            let list = document.list_mut(collection).ok_or_else(refused)?;
            let at = list.position(id);
            let here = at.and_then(|at| list.at(at));
            match (before, after, here) {
                (None, Some(after), None) => {
                    // Another collection's record of this name would hide it.
                    if known.is_some() {
                        return Err(refused());
                    }
                    let record = list.insert(after.index, id.clone()).ok_or_else(refused)?;
                    for (field, value) in &after.values {
                        let _ = record.set(field.name, value.clone());
                    }
                    record.extra_mut().clone_from(&after.extra);
                }
                (Some(before), None, Some(record)) if before.is_held_by(record) => {
                    list.remove(at.unwrap_or(usize::MAX));
                }
                (_, Some(after), Some(record)) if after.is_held_by(record) => {}
                (_, None, None) => {}
                _ => return Err(refused()),
            }
        }
        Place::Fields {
            collection,
            id,
            fields,
            extra,
        } => return carry_fields(document, collection, id, fields, extra.as_ref()),
        Place::Book { .. } => {}
    }
    Ok(())
}

fn carry_fields(
    document: &mut dyn Document,
    collection: &'static str,
    id: &Id,
    fields: &[FieldDifference],
    extra: Option<&(crate::domain::Extra, crate::domain::Extra)>,
) -> Result<(), Box<Place>> {
    let refused = |fields: Vec<FieldDifference>, extra: Option<_>| {
        Box::new(Place::Fields {
            collection,
            id: id.clone(),
            fields,
            extra,
        })
    };
    let list = document.list_mut(collection);
    let record = list.and_then(|list| {
        let at = list.position(id)?;
        list.at_mut(at)
    });
    let Some(record) = record else {
        return Err(refused(fields.to_vec(), extra.cloned()));
    };
    let mut kept_out = Vec::new();
    for one in fields {
        let here = record.get(one.field.name);
        if here.as_ref() == Some(&one.before) {
            let _ = record.set(one.field.name, one.after.clone());
        } else if here.as_ref() != Some(&one.after) {
            kept_out.push(one.clone());
        }
    }
    let mut extra_kept_out = None;
    if let Some((before, after)) = extra {
        if record.extra() == before {
            record.extra_mut().clone_from(after);
        } else if record.extra() != after {
            extra_kept_out = extra.cloned();
        }
    }
    if kept_out.is_empty() && extra_kept_out.is_none() {
        return Ok(());
    }
    Err(refused(kept_out, extra_kept_out))
}

/// Brings the records that are named into another order; the others keep their positions. `false` where they stand
/// neither as they did before nor as they shall.
fn order(list: &mut dyn RecordList, before: &[Id], after: &[Id]) -> bool {
    let mut target: Vec<Id> = Vec::new();
    for record in list.iter() {
        target.push(record.id().clone());
    }
    let here = |ids: &[Id]| -> Vec<Id> { ids.iter().filter(|id| target.contains(id)).cloned().collect() };
    let (before, after) = (here(before), here(after));
    let standing: Vec<Id> = target.iter().filter(|id| after.contains(id)).cloned().collect();
    if standing == after {
        return true;
    }
    if standing != before {
        return false;
    }
    let mut next = after.into_iter();
    for id in &mut target {
        if before.contains(id)
            && let Some(other) = next.next()
        {
            *id = other;
        }
    }
    for (to, id) in target.iter().enumerate() {
        if let Some(from) = list.position(id) {
            list.reorder(from, to);
        }
    }
    true
}
