//! The three-way merge of two copies of a book.

use super::conflict::{Conflict, Decision, Held, HeldRecord, Place, Take};
use super::order::{Listed, order};
use super::relation::{Relation, head_after};
use super::set::{MergedSet, merge_sets};
use crate::domain::{
    Book, Cardinality, Collection, Document, Extra, Field, Id, Kind, Record, RecordDef, RecordList, SetAside,
    SortedMap, Value, sort_by_text,
};

/// The field by which a record belongs to an item of its book's ledger, and the collection of the items. What belongs to
/// an item was deleted with it, and is kept with it.
const OWNER: &str = "item";
const OWNERS: &str = "items";

/// The declaration that conflicts about the book itself are under.
static HEAD: RecordDef = RecordDef {
    name: "Document",
    title: "簿册",
    fields: &[],
};

/// What came of a merge.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The book. Where nothing is decided yet it holds what the base held.
    pub book: Book,
    /// What a person has to decide, in the order of the book.
    pub conflicts: Vec<Conflict>,
    /// What was decided, with the content that was not taken; a record is to be made of each
    /// ([`record_decision`](super::record_decision)).
    pub decided: Vec<(Conflict, Take)>,
}

/// One of the three states.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Base,
    Mine,
    Theirs,
}

/// What becomes of a record.
enum Fate {
    Gone,
    /// It stands as it stood there.
    From(Side),
    /// It is put together field by field.
    Both,
}

/// Merges two copies of a book that went on from one base. `None` if they are not of one kind.
///
/// Without a base, everything that one side alone holds is taken. A decision about a place that is no conflict is not
/// needed, and changes nothing.
pub fn three_way(
    base: Option<&dyn Document>,
    mine: &dyn Document,
    theirs: &dyn Document,
    decisions: &[Decision],
) -> Option<Merged> {
    let mut book = Book::blank(mine.kind(), mine.id().clone())?;
    let kinds = base.into_iter().chain([theirs]);
    if kinds.into_iter().any(|other| other.kind() != mine.kind()) {
        return None;
    }
    let document = book.as_document_mut();
    let mut merging = Merging {
        base,
        mine,
        theirs,
        decisions,
        contested: Vec::new(),
        at: 0,
        listed: [Side::Base, Side::Mine, Side::Theirs].map(|_| Listed::new(Vec::new())),
        taken: SortedMap::new(),
        surplus: Vec::new(),
        conflicts: Vec::new(),
        decided: Vec::new(),
    };
    for (at, collection) in mine.collections().iter().enumerate() {
        if let Some(into) = document.list_at_mut(at) {
            merging.collection(at, collection, into);
        }
    }
    let mut head = head_after(Some(mine), theirs, &Relation::Unrelated);
    let extra = |side: &dyn Document| side.head().extra.clone();
    let place = Place {
        collection: "",
        record: mine.id().clone(),
        field: None,
    };
    let base_extra = base.map(extra).unwrap_or_default();
    head.extra = merging.extra(&place, &HEAD, [&base_extra, &extra(mine), &extra(theirs)]);
    head.set_aside = merging.set_aside();
    *document.head_mut() = head;
    Some(Merged {
        book,
        conflicts: merging.conflicts,
        decided: merging.decided,
    })
}

/// Which side alone changed something, if that is so; ours where both made the same of it.
fn changed_by<T: PartialEq>(base: &T, mine: &T, theirs: &T) -> Option<Side> {
    if mine == theirs || theirs == base {
        Some(Side::Mine)
    } else if mine == base {
        Some(Side::Theirs)
    } else {
        None
    }
}

struct Merging<'a> {
    base: Option<&'a dyn Document>,
    mine: &'a dyn Document,
    theirs: &'a dyn Document,
    decisions: &'a [Decision],
    /// Items that one side deleted and the other went on with, and where they and theirs are taken from.
    contested: Vec<(Id, Side)>,
    /// The collection that is being merged, and what each side has in it.
    at: usize,
    listed: [Listed; 3],
    /// The names in the result.
    taken: SortedMap<Id, ()>,
    /// Records whose name another one has already.
    surplus: Vec<SetAside>,
    conflicts: Vec<Conflict>,
    decided: Vec<(Conflict, Take)>,
}

impl<'a> Merging<'a> {
    fn side(&self, side: Side) -> Option<&'a dyn Document> {
        match side {
            Side::Base => self.base,
            Side::Mine => Some(self.mine),
            Side::Theirs => Some(self.theirs),
        }
    }

    fn record(&self, side: Side, at: usize, id: &Id) -> Option<&'a dyn Record> {
        let list = self.side(side)?.list_at(at)?;
        if at == self.at {
            list.at(self.listed[side as usize].place(id)?)
        } else {
            list.find(id)
        }
    }

    /// Whose content is taken where both sides changed something: as a person decided, else nobody's.
    fn settle(&mut self, conflict: Conflict) -> Side {
        let mut decisions = self.decisions.iter();
        let decided = decisions.find(|decision| decision.place == conflict.place);
        let Some(Decision { take, .. }) = decided else {
            self.conflicts.push(conflict);
            return Side::Base;
        };
        self.decided.push((conflict, *take));
        match take {
            Take::Mine => Side::Mine,
            Take::Theirs => Side::Theirs,
        }
    }

    fn collection(&mut self, at: usize, collection: &'static Collection, into: &mut dyn RecordList) {
        self.at = at;
        self.listed = [self.base, Some(self.mine), Some(self.theirs)].map(|side| {
            let mut ids = Vec::new();
            let list = side.and_then(|side| side.list_at(at));
            for record in list.into_iter().flat_map(<dyn RecordList>::iter) {
                ids.push(record.id().clone());
            }
            Listed::new(ids)
        });
        let [base, mine, theirs] = &self.listed;
        let all = order(base, mine, theirs);
        for id in all {
            let fate = self.fate(at, collection, &id);
            if let Fate::Gone = fate {
                continue;
            }
            if self.taken.insert(id.clone(), ()).is_some() {
                self.set_apart(at, collection, &id);
                continue;
            }
            let place = match collection.cardinality {
                Cardinality::One => into.at_mut(0),
                Cardinality::Many => into.insert(usize::MAX, id.clone()),
            };
            let Some(into) = place else { continue };
            match fate {
                Fate::Gone => {}
                Fate::From(side) => {
                    if let Some(record) = self.record(side, at, &id) {
                        into.copy_fields(record);
                    }
                }
                Fate::Both => self.fields(at, collection, &id, into),
            }
        }
    }

    fn fate(&mut self, at: usize, collection: &'static Collection, id: &Id) -> Fate {
        let sides = [Side::Base, Side::Mine, Side::Theirs];
        let [base, mine, theirs] = sides.map(|side| self.record(side, at, id));
        // A record that was given to another item meanwhile is judged by itself.
        let is_of = |item: &Id| {
            let mut records = [base, mine, theirs].into_iter().flatten();
            records.all(|record| owner(record).as_ref() == Some(item))
        };
        let mut contested = self.contested.iter();
        if let Some((_, side)) = contested.find(|(item, _)| is_of(item)) {
            return match self.record(*side, at, id) {
                Some(_) => Fate::From(*side),
                None => Fate::Gone,
            };
        }
        let (side, edited) = match (mine, theirs) {
            (Some(_), Some(_)) => return Fate::Both,
            (Some(mine), None) => (Side::Mine, mine),
            (None, Some(theirs)) => (Side::Theirs, theirs),
            (None, None) => return Fate::Gone,
        };
        let Some(base) = base else {
            return Fate::From(side);
        };
        let owns = collection.name == OWNERS;
        if edited.is_same(base) && !(owns && self.has_changed_belongings(side, id)) {
            return Fate::Gone;
        }
        let held = |held: Side| {
            if self.record(held, at, id).is_some() {
                Held::Records(self.whole(held, at, id, owns))
            } else {
                Held::Deleted
            }
        };
        let conflict = Conflict {
            place: Place {
                collection: collection.name,
                record: id.clone(),
                field: None,
            },
            def: collection.record,
            field: None,
            base: held(Side::Base),
            mine: held(Side::Mine),
            theirs: held(Side::Theirs),
        };
        let taken = self.settle(conflict);
        if owns {
            self.contested.push((id.clone(), taken));
        }
        match self.record(taken, at, id) {
            Some(_) => Fate::From(taken),
            None => Fate::Gone,
        }
    }

    /// The records of one side that belong to an item, each with the place of its collection.
    fn belongings(&self, side: Side, item: &Id) -> Vec<(usize, &'a dyn Record)> {
        let mut found = Vec::new();
        let Some(book) = self.side(side) else { return found };
        for at in 0..book.collections().len() {
            for record in book.list_at(at).into_iter().flat_map(<dyn RecordList>::iter) {
                if owner(record).as_ref() == Some(item) {
                    found.push((at, record));
                }
            }
        }
        found
    }

    fn has_changed_belongings(&self, side: Side, item: &Id) -> bool {
        let mut belongings = self.belongings(side, item).into_iter();
        belongings.any(|(at, record)| {
            let before = self.record(Side::Base, at, record.id());
            before.is_none_or(|before| !before.is_same(record))
        })
    }

    /// A record of one side, and those that belong to it.
    fn whole(&self, side: Side, at: usize, id: &Id, owns: bool) -> Vec<HeldRecord> {
        let mut all = Vec::new();
        if let Some(record) = self.record(side, at, id) {
            all.push(held_record(record));
        }
        if owns {
            for (_, record) in self.belongings(side, id) {
                all.push(held_record(record));
            }
        }
        all
    }

    /// Keeps a record, in words, that cannot stand in the book because another record of it has the same name. Programs
    /// give every record a name of its own; only a file that was made up leads here.
    fn set_apart(&mut self, at: usize, collection: &Collection, id: &Id) {
        for side in [Side::Mine, Side::Theirs] {
            let Some(record) = self.record(side, at, id) else {
                continue;
            };
            let mut words = format!("{} {id}", collection.record.title);
            for (field, value) in held_record(record).values {
                words = format!("{words}；{}：{}", field.label, value.to_input());
            }
            self.surplus.push(SetAside {
                collection: collection.name.to_owned(),
                reason: "编号与另一条记录相同，合并时放在一边".into(),
                json: words,
            });
        }
    }

    fn fields(&mut self, at: usize, collection: &'static Collection, id: &Id, into: &mut dyn Record) {
        let (Some(mine), Some(theirs)) = (self.record(Side::Mine, at, id), self.record(Side::Theirs, at, id))
        else {
            return;
        };
        let base = self.record(Side::Base, at, id);
        let def = collection.record;
        let place = Place {
            collection: collection.name,
            record: id.clone(),
            field: None,
        };
        for field in def.fields {
            let empty = || field.kind.empty();
            let held = |record: &dyn Record| record.get(field.name).unwrap_or_else(empty);
            let values = [base.map_or_else(empty, held), held(mine), held(theirs)];
            let side = changed_by(&values[0], &values[1], &values[2]);
            let value = match side {
                None => merged_set(field.kind, &values),
                Some(_) => None,
            };
            let value = value.unwrap_or_else(|| {
                let side = side.unwrap_or_else(|| {
                    let [base, mine, theirs] = values.clone().map(Held::Value);
                    self.settle(Conflict {
                        place: Place {
                            field: Some(field.name.to_owned()),
                            ..place.clone()
                        },
                        def,
                        field: Some(field),
                        base,
                        mine,
                        theirs,
                    })
                });
                let [base, mine, theirs] = values;
                match side {
                    Side::Base => base,
                    Side::Mine => mine,
                    Side::Theirs => theirs,
                }
            });
            // All are of one declaration, so the kinds agree.
            let _ = into.set(field.name, value);
        }
        let none = Extra::new();
        let base = base.map_or(&none, |base| base.extra());
        *into.extra_mut() = self.extra(&place, def, [base, mine.extra(), theirs.extra()]);
    }

    /// What a newer program wrote, key by key.
    fn extra(&mut self, place: &Place, def: &'static RecordDef, [base, mine, theirs]: [&Extra; 3]) -> Extra {
        let mut merged = Extra::new();
        let mut keys = mine.clone();
        for (key, _) in theirs.iter() {
            keys.insert(key.clone(), String::new());
        }
        for (key, _) in keys.iter() {
            let (base, mine, theirs) = (base.get(key), mine.get(key), theirs.get(key));
            let side = changed_by(&base, &mine, &theirs).unwrap_or_else(|| {
                let held =
                    |text: Option<&String>| text.map_or(Held::Deleted, |text| Held::Unknown(text.clone()));
                self.settle(Conflict {
                    place: Place {
                        field: Some(key.clone()),
                        ..place.clone()
                    },
                    def,
                    field: None,
                    base: held(base),
                    mine: held(mine),
                    theirs: held(theirs),
                })
            });
            let text = match side {
                Side::Base => base,
                Side::Mine => mine,
                Side::Theirs => theirs,
            };
            if let Some(text) = text {
                merged.insert(key.clone(), text.clone());
            }
        }
        merged
    }

    /// What could not be read, as a set: what was taken up since on one side does not come back from the other.
    fn set_aside(&mut self) -> Vec<SetAside> {
        let of = |side: Option<&dyn Document>| {
            let mut all = Vec::new();
            for aside in side.into_iter().flat_map(|side| &side.head().set_aside) {
                all.push((key(aside), aside.clone()));
            }
            all
        };
        let (base, mine, theirs) = (of(self.base), of(Some(self.mine)), of(Some(self.theirs)));
        let mut merged = match changed_by(&base, &mine, &theirs) {
            Some(Side::Theirs) => theirs,
            Some(_) => mine,
            None => match merge_sets(&keys(&base), &keys(&mine), &keys(&theirs)) {
                MergedSet::Mine => mine,
                MergedSet::Theirs => theirs,
                MergedSet::These(members) => {
                    let mut all = mine.clone();
                    all.extend(theirs.iter().cloned());
                    let mut found = Vec::new();
                    for member in members {
                        found.extend(all.iter().find(|(key, _)| key == member).cloned());
                    }
                    found
                }
            },
        };
        for aside in self.surplus.drain(..) {
            let key = key(&aside);
            if !merged.iter().any(|(known, _)| *known == key) {
                merged.push((key, aside));
                // In the order that a set gets: merging again must not change it.
                sort_by_text(&mut merged, |(key, _)| key);
            }
        }
        let mut all = Vec::new();
        for (_, aside) in merged {
            all.push(aside);
        }
        all
    }
}

/// What tells things that were set aside apart.
fn key(aside: &SetAside) -> String {
    let SetAside {
        collection,
        reason,
        json,
    } = aside;
    format!("{collection}\n{reason}\n{json}")
}

fn keys(asides: &[(String, SetAside)]) -> Vec<&str> {
    let mut keys = Vec::new();
    for (key, _) in asides {
        keys.push(key.as_str());
    }
    keys
}

/// The item that a record belongs to.
fn owner(record: &dyn Record) -> Option<Id> {
    match record.get(OWNER) {
        Some(Value::Ref(owner)) => owner,
        _ => None,
    }
}

fn held_record(record: &dyn Record) -> HeldRecord {
    let mut values: Vec<(&'static Field, Value)> = Vec::new();
    for field in record.def().fields {
        if let Some(value) = record.get(field.name).filter(|value| !value.is_empty()) {
            values.push((field, value));
        }
    }
    HeldRecord {
        def: record.def(),
        id: record.id().clone(),
        values,
        extra: record.extra().clone(),
    }
}

/// Lists of answers and of references, merged; `None` for fields that hold one thing.
fn merged_set(kind: Kind, values: &[Value; 3]) -> Option<Value> {
    let [base, mine, theirs] = values.each_ref().map(members);
    let members = match merge_sets(&base?, &mine?, &theirs?) {
        MergedSet::Mine => return Some(values[1].clone()),
        MergedSet::Theirs => return Some(values[2].clone()),
        MergedSet::These(members) => members,
    };
    if let Kind::Several(list) = kind {
        let mut codes = Vec::new();
        for choice in list {
            if members.contains(&choice.code) {
                codes.push(choice.code);
            }
        }
        return Some(Value::Several(codes));
    }
    let mut ids = Vec::new();
    for value in &values[1..] {
        let Value::Refs(known) = value else { return None };
        for id in known {
            if members.contains(&id.as_str()) && !ids.contains(id) {
                ids.push(id.clone());
            }
        }
    }
    sort_by_text(&mut ids, |id: &Id| id.as_str());
    Some(Value::Refs(ids))
}

fn members(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::Several(codes) => Some(codes.clone()),
        Value::Refs(ids) => {
            let mut members = Vec::new();
            for id in ids {
                members.push(id.as_str());
            }
            Some(members)
        }
        _ => None,
    }
}
