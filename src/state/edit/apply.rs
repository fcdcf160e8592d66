//! What each command does to the books.

use super::{Change, Edit, EditError, Removed, answer, at_work, new_branch};
use crate::domain::{
    Books, BranchBook, Cardinality, Document, Extra, Id, Record, RecordList, Value, WarningReason,
};

/// Carries a command out, wholly or not at all: whatever can be refused is asked before anything is changed.
#[inline(never)]
pub fn apply(books: &mut Books, edit: Edit) -> Result<Change, EditError> {
    let mut change = Change::default();
    match edit {
        Edit::Set {
            document,
            record,
            field,
            value,
        } => set(books, &document, &record, field, value, &mut change)?,
        Edit::Add {
            document,
            collection,
            after,
            id,
            preset,
        } => add(
            books,
            &document,
            collection,
            after.as_ref(),
            &id,
            preset,
            &mut change,
        )?,
        Edit::Duplicate {
            document,
            record,
            id,
            spare,
        } => duplicate(books, &document, &record, id, spare, &mut change)?,
        Edit::Remove { document, record } => remove(books, &document, &record, &mut change)?,
        Edit::PutBack { document, removed } => put_back(books, &document, removed, &mut change)?,
        Edit::Move { document, record, by } => shift(books, &document, &record, by, &mut change)?,
        Edit::Explain {
            document,
            rule,
            record,
            field,
            reason,
            id,
        } => {
            let given = WarningReason {
                id,
                rule: rule.into(),
                record,
                field: field.into(),
                reason,
                extra: Extra::new(),
            };
            explain(books, &document, given, &mut change)?;
        }
        Edit::Extend {
            document,
            item,
            id,
            asked_on,
        } => at_work::extend(books, &document, item, &id, asked_on, &mut change)?,
        Edit::BeginCloseOut {
            document,
            item,
            id,
            completed_on,
        } => at_work::begin(books, &document, item, &id, completed_on, &mut change)?,
        Edit::ApplyCloseOut {
            document,
            close_out,
            on,
        } => at_work::ask(books, &document, &close_out, on, &mut change)?,
        Edit::WithdrawCloseOut { document, close_out } => {
            at_work::withdraw(books, &document, &close_out, &mut change)?;
        }
        Edit::ConfirmCloseOut {
            document,
            close_out,
            on,
        } => at_work::confirm(books, &document, &close_out, on, &mut change)?,
        Edit::ReopenItem {
            document,
            close_out,
            on,
            reason,
        } => at_work::reopen(books, &document, &close_out, on, &reason, &mut change)?,
        Edit::Answer {
            document,
            comment,
            text,
            on,
        } => answer::answer(books, &document, &comment, text, on, &mut change)?,
        Edit::MatchRegister { matches } => answer::match_register(books, matches, &mut change)?,
        Edit::AddBranch { id, parts } => {
            if books.document(&id).is_some() {
                return Err(EditError::Taken);
            }
            let numbered = |branch: &BranchBook| branch.profile.position.is_some();
            let unnumbered: Vec<Id> = books
                .branches
                .iter()
                .filter(|branch| !numbered(branch))
                .map(|branch| branch.id().clone())
                .collect();
            books.branches.push(new_branch(id.clone(), parts));
            books.number_branches();
            change.documents.extend(unnumbered);
            change.touched(id);
            change.shelf = true;
        }
        Edit::RemoveBook { id } => {
            let book = books.take(&id).ok_or(EditError::NotThere)?;
            change.removed.push(id);
            change.shelf = true;
            change.undo = Some(Edit::PutBooks { books: vec![book] });
        }
        Edit::PutBooks { books: put } => {
            for book in put {
                change.touched(book.as_document().id().clone());
                books.put(book);
            }
            books.sort_branches();
            change.shelf = true;
        }
    }
    derive(books, &mut change);
    Ok(change)
}

fn document_mut<'a>(books: &'a mut Books, id: &Id) -> Result<&'a mut dyn Document, EditError> {
    books.document_mut(id).ok_or(EditError::NotThere)
}

fn collection_of(books: &Books, document: &Id, record: &Id) -> Result<&'static str, EditError> {
    let (collection, _) = books
        .document(document)
        .and_then(|book| book.record(record))
        .ok_or(EditError::NotThere)?;
    Ok(collection)
}

fn set(
    books: &mut Books,
    document: &Id,
    record: &Id,
    field: &'static str,
    value: Value,
    change: &mut Change,
) -> Result<(), EditError> {
    let collection = collection_of(books, document, record)?;
    let list = document_mut(books, document)?
        .list_mut(collection)
        .ok_or(EditError::NotThere)?;
    let index = list.position(record).ok_or(EditError::NotThere)?;
    list.at_mut(index).ok_or(EditError::NotThere)?.set(field, value)?;
    change.recorded(document, record);
    // Note D: where unit and branch are one, the secretary is typed once and stands in both books.
    if field == "secretary" && books.unit_is_branch() {
        mirror_secretary(books, document, change);
    }
    // Branches stand in the order of their places, whoever changes one.
    if field == "position" {
        books.sort_branches();
        change.shelf = true;
    }
    Ok(())
}

fn mirror_secretary(books: &mut Books, typed_in: &Id, change: &mut Change) {
    let Books {
        unit: Some(unit),
        branches,
        ..
    } = books
    else {
        return;
    };
    let [branch] = branches.as_mut_slice() else { return };
    if unit.id() == typed_in {
        branch.profile.secretary.clone_from(&unit.profile.secretary);
    } else {
        unit.profile.secretary.clone_from(&branch.profile.secretary);
    }
    for (document, record) in [(unit.id(), unit.profile.id()), (branch.id(), branch.profile.id())] {
        change.recorded(document, record);
    }
}

/// What follows from the books themselves: every branch at a unit's desk knows its unit.
fn derive(books: &mut Books, change: &mut Change) {
    let Books {
        unit: Some(unit),
        branches,
        ..
    } = books
    else {
        return;
    };
    for branch in branches {
        if branch.profile.unit.as_ref() != Some(unit.id()) || branch.profile.unit_name != unit.profile.name {
            branch.profile.unit = Some(unit.id().clone());
            branch.profile.unit_name.clone_from(&unit.profile.name);
            change.recorded(branch.id(), branch.profile.id());
        }
    }
}

/// The collections whose records belong to an item, and the field that says to which.
const BELONGING: [&str; 5] = ["milestones", "progress", "extensions", "close_outs", "feedbacks"];
pub(super) const OWNER: &str = "item";

/// What a copy of an item takes along: its plan. What has happened to the item has not happened to its copy.
const COPIED: &str = "milestones";

/// The records that belong to an item and go where it goes.
fn children(document: &dyn Document, item: &Id) -> Vec<(&'static str, Id)> {
    let belongs = Some(Value::Ref(Some(item.clone())));
    let mut found = Vec::new();
    for collection in BELONGING {
        for record in document
            .list(collection)
            .into_iter()
            .flat_map(<dyn RecordList>::iter)
        {
            if record.get(OWNER) == belongs {
                found.push((collection, record.id().clone()));
            }
        }
    }
    found
}

/// Whether a collection's records come and go. The others are always there.
fn is_many(book: &dyn Document, collection: &str) -> bool {
    book.collections()
        .iter()
        .any(|known| known.name == collection && known.cardinality == Cardinality::Many)
}

/// Refuses ids that the book knows already. Two records of one name could not be told apart, on the page or in a
/// file: the second would be set aside when the book is next read.
fn free<'a>(book: &dyn Document, ids: impl IntoIterator<Item = &'a Id>) -> Result<(), EditError> {
    let mut seen = Vec::new();
    for id in ids {
        if seen.contains(&id) || book.record(id).is_some() {
            return Err(EditError::Taken);
        }
        seen.push(id);
    }
    Ok(())
}

pub(super) fn add(
    books: &mut Books,
    document: &Id,
    collection: &'static str,
    after: Option<&Id>,
    id: &Id,
    preset: Vec<(&'static str, Value)>,
    change: &mut Change,
) -> Result<(), EditError> {
    let book = document_mut(books, document)?;
    free(book, [id])?;
    let list = book.list_mut(collection).ok_or(EditError::NotThere)?;
    let index = after
        .and_then(|after| list.position(after))
        .map_or(list.len(), |at| at + 1);
    let added = list.insert(index, id.clone()).ok_or(EditError::NotThere)?;
    let filled = preset
        .into_iter()
        .try_for_each(|(field, value)| added.set(field, value));
    if let Err(error) = filled {
        list.remove(index);
        return Err(error.into());
    }
    change.listed(document, collection);
    change.recorded(document, id);
    Ok(())
}

/// Moves a record among its like: a step among the steps of its item, anything else among its whole collection.
fn shift(
    books: &mut Books,
    document: &Id,
    record: &Id,
    by: i32,
    change: &mut Change,
) -> Result<(), EditError> {
    let collection = collection_of(books, document, record)?;
    let list = document_mut(books, document)?
        .list_mut(collection)
        .ok_or(EditError::NotThere)?;
    let from = list.position(record).ok_or(EditError::NotThere)?;
    let owner = list.at(from).and_then(|moved| moved.get(OWNER));
    let is_like = |at: &usize| list.at(*at).is_some_and(|other| other.get(OWNER) == owner);
    let like: Vec<usize> = (0..list.len()).filter(is_like).collect();
    let place = like
        .iter()
        .position(|at| *at == from)
        .ok_or(EditError::NotThere)?;
    let step = usize::try_from(by.unsigned_abs()).unwrap_or(usize::MAX);
    let place = if by < 0 {
        place.saturating_sub(step)
    } else {
        place.saturating_add(step).min(like.len() - 1)
    };
    list.reorder(from, like[place]);
    change.listed(document, collection);
    Ok(())
}

fn explain(
    books: &mut Books,
    document: &Id,
    given: WarningReason,
    change: &mut Change,
) -> Result<(), EditError> {
    let book = books.document(document).ok_or(EditError::NotThere)?;
    let is_free = free(book, [&given.id]);
    let reasons = match (&mut books.unit, &mut books.office) {
        (Some(unit), _) if unit.id() == document => &mut unit.warning_reasons,
        (_, Some(office)) if office.id() == document => &mut office.warning_reasons,
        _ => {
            let branch = books.branch_mut(document).ok_or(EditError::NotThere)?;
            &mut branch.warning_reasons
        }
    };
    let same = |known: &WarningReason| {
        known.rule == given.rule && known.record == given.record && known.field == given.field
    };
    match reasons.iter().position(same) {
        Some(at) if given.reason.trim().is_empty() => drop(reasons.remove(at)),
        Some(at) => reasons[at].reason = given.reason,
        None if given.reason.trim().is_empty() => return Ok(()),
        None => {
            is_free?;
            reasons.push(given);
        }
    }
    change.listed(document, "warning_reasons");
    Ok(())
}

impl Removed {
    /// What a record holds and where it stands.
    fn of(collection: &'static str, index: usize, record: &dyn Record) -> Self {
        let fields = record.def().fields.iter();
        Self {
            collection,
            index,
            id: record.id().clone(),
            values: fields
                .filter_map(|f| Some((f.name, record.get(f.name)?)))
                .collect(),
            extra: record.extra().clone(),
        }
    }

    /// Puts a record that holds the same into its collection, at its place or at the end of a shorter list.
    fn insert(self, list: &mut dyn RecordList) -> Result<(), EditError> {
        let record = list.insert(self.index, self.id).ok_or(EditError::NotThere)?;
        for (field, value) in self.values {
            record.set(field, value)?;
        }
        *record.extra_mut() = self.extra;
        Ok(())
    }
}

fn remove(books: &mut Books, document: &Id, record: &Id, change: &mut Change) -> Result<(), EditError> {
    let collection = collection_of(books, document, record)?;
    let book = document_mut(books, document)?;
    if !is_many(book, collection) {
        return Err(EditError::NotThere);
    }
    let mut gone = children(book, record);
    gone.push((collection, record.clone()));
    let mut removed = Vec::new();
    for (collection, id) in gone {
        let list = book.list_mut(collection).ok_or(EditError::NotThere)?;
        let index = list.position(&id).ok_or(EditError::NotThere)?;
        let taken = list.at(index).ok_or(EditError::NotThere)?;
        removed.push(Removed::of(collection, index, taken));
        list.remove(index);
        change.listed(document, collection);
    }
    change.undo = Some(Edit::PutBack {
        document: document.clone(),
        removed,
    });
    Ok(())
}

/// Whether a close-out that was taken out cannot come back, because its item has been given another or was crossed off
/// since: one item, one close-out at a time.
fn is_overtaken(books: &Books, document: &Id, removed: &Removed) -> bool {
    let held = |name: &str| {
        let value = removed.values.iter().find(|(field, _)| *field == name);
        value.map(|(_, value)| value)
    };
    let under_way = |name| held(name).is_none_or(Value::is_empty);
    let (Some(branch), Some(Value::Ref(Some(item)))) = (books.branch(document), held(OWNER)) else {
        return false;
    };
    removed.collection == "close_outs"
        && under_way("closed_on")
        && under_way("reopened_on")
        && (branch.open_close_out(item).is_some() || branch.closed(item).is_some())
}

fn put_back(
    books: &mut Books,
    document: &Id,
    removed: Vec<Removed>,
    change: &mut Change,
) -> Result<(), EditError> {
    let book = document_mut(books, document)?;
    free(book, removed.iter().map(|one| &one.id))?;
    if removed.iter().any(|one| is_overtaken(books, document, one)) {
        return Err(EditError::NotInTurn);
    }
    let book = document_mut(books, document)?;
    // The last one out was removed from the shortest list: put back in reverse.
    for one in removed.into_iter().rev() {
        change.listed(document, one.collection);
        change.recorded(document, &one.id);
        let list = book.list_mut(one.collection).ok_or(EditError::NotThere)?;
        one.insert(list)?;
    }
    Ok(())
}

fn duplicate(
    books: &mut Books,
    document: &Id,
    record: &Id,
    id: Id,
    spare: Vec<Id>,
    change: &mut Change,
) -> Result<(), EditError> {
    let collection = collection_of(books, document, record)?;
    let book = document_mut(books, document)?;
    if !is_many(book, collection) {
        return Err(EditError::NotThere);
    }
    let mut belonging = children(book, record);
    belonging.retain(|(collection, _)| *collection == COPIED);
    if belonging.len() > spare.len() {
        return Err(EditError::TooFewIds);
    }
    let mut copies = vec![(collection, record.clone(), id.clone())];
    let belonging = belonging.into_iter().zip(spare);
    copies.extend(belonging.map(|((collection, from), to)| (collection, from, to)));
    free(book, copies.iter().map(|(_, _, to)| to))?;
    for (collection, from, to) in copies {
        let list = book.list_mut(collection).ok_or(EditError::NotThere)?;
        let index = list.position(&from).ok_or(EditError::NotThere)?;
        let original = list.at(index).ok_or(EditError::NotThere)?;
        let mut copy = Removed::of(collection, index + 1, original);
        copy.id = to.clone();
        if from != *record {
            let owner = copy.values.iter_mut().filter(|(field, _)| *field == OWNER);
            owner.for_each(|(_, value)| *value = Value::Ref(Some(id.clone())));
        }
        copy.insert(list)?;
        change.listed(document, collection);
        change.recorded(document, &to);
    }
    Ok(())
}
