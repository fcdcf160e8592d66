//! Collections: the records of one kind that a document holds, any number or exactly one.

use std::ops::{Deref, DerefMut};

use super::record::TypedRecord;
use super::{Id, Record, RecordDef};

/// The records of one collection, seen without their type.
pub trait RecordList {
    /// The declaration of its records.
    fn def(&self) -> &'static RecordDef;
    /// How many there are.
    fn len(&self) -> usize;
    /// The record at a position.
    fn at(&self, index: usize) -> Option<&dyn Record>;
    /// The record at a position, to be changed.
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Record>;
    /// Puts a blank record at the end. Does nothing where exactly one record is held.
    fn push_blank(&mut self);
    /// Takes the last record out. Does nothing where exactly one record is held.
    fn pop(&mut self);
    /// Lets two neighbours change places: the record at a position, and the next.
    fn swap_next(&mut self, index: usize);

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

// What can be said of all collections is compiled once; see the records above.
impl dyn RecordList + '_ {
    /// Puts a blank record with this id at a position (at the end if beyond it) and returns it. A collection
    /// that holds exactly one record refuses with `None`.
    pub fn insert(&mut self, index: usize, id: Id) -> Option<&mut dyn Record> {
        let last = self.len();
        self.push_blank();
        if self.len() == last {
            return None;
        }
        let index = index.min(last);
        self.reorder(last, index);
        let record = self.at_mut(index)?;
        record.set_id(id);
        Some(record)
    }

    /// Takes the record at a position out. Does nothing where exactly one record is held.
    pub fn remove(&mut self, index: usize) {
        if let Some(last) = self.len().checked_sub(1).filter(|last| index <= *last) {
            self.reorder(index, last);
            self.pop();
        }
    }

    /// Moves a record to another position.
    pub fn reorder(&mut self, from: usize, to: usize) {
        if from < self.len() && to < self.len() {
            // A collection holds tens of records; neighbours change places until it is there.
            for at in from..to {
                self.swap_next(at);
            }
            for at in (to..from).rev() {
                self.swap_next(at);
            }
        }
    }

    /// The records in order.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Record> {
        (0..self.len()).filter_map(|index| self.at(index))
    }

    /// The position of the record with this id.
    pub fn position(&self, id: &Id) -> Option<usize> {
        self.iter().position(|record| record.id() == id)
    }

    /// The record with this id.
    pub fn find(&self, id: &Id) -> Option<&dyn Record> {
        self.iter().find(|record| record.id() == id)
    }
}

impl<T: TypedRecord> RecordList for Vec<T> {
    fn def(&self) -> &'static RecordDef {
        T::DEF
    }
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn at(&self, index: usize) -> Option<&dyn Record> {
        self.get(index).map(|record| record as &dyn Record)
    }
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Record> {
        self.get_mut(index).map(|record| record as &mut dyn Record)
    }
    fn push_blank(&mut self) {
        self.push(T::default());
    }
    fn pop(&mut self) {
        Vec::pop(self);
    }
    fn swap_next(&mut self, index: usize) {
        if index + 1 < Vec::len(self) {
            self.swap(index, index + 1);
        }
    }
}

/// A record that its document holds exactly once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One<T>(T);

impl<T: TypedRecord> One<T> {
    /// A blank record, named after its collection.
    pub(crate) fn named(collection: &'static str) -> Self {
        let mut record = T::default();
        record.set_id(Id::of_collection(collection));
        Self(record)
    }
}

impl<T> Deref for One<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for One<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: TypedRecord> RecordList for One<T> {
    fn def(&self) -> &'static RecordDef {
        T::DEF
    }
    fn len(&self) -> usize {
        1
    }
    fn at(&self, index: usize) -> Option<&dyn Record> {
        (index == 0).then_some(&self.0 as &dyn Record)
    }
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Record> {
        if index == 0 { Some(&mut self.0) } else { None }
    }
    fn push_blank(&mut self) {}
    fn pop(&mut self) {}
    fn swap_next(&mut self, _: usize) {}
}
