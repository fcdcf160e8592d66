//! Records: named rows of a document, declared once and readable both by type and by field name.

use super::{FieldType, Id, Kind, Refers, SortedMap, Value, ValueError};

/// Fields that a newer program wrote and this one does not know, as their JSON text. They are kept and written
/// out again, never read.
pub type Extra = SortedMap<String, String>;

/// How much room a text field needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line: a name, a place, a post.
    Line,
    /// Several lines: a cause, a measure, a resolution.
    Paragraph,
}

/// Whether a day stands for itself or for the period that it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// For itself.
    Day,
    /// For the week of which it is the Monday. A year is never part of a week's name: 2012-12-31 opens a week of its
    /// own, whatever year its week is counted to (note C).
    Week,
    /// For the month of which it is the first day.
    Month,
}

/// The declaration of one field.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in code, JSON and addresses.
    pub name: &'static str,
    /// The words a clerk sees.
    pub label: &'static str,
    /// The clause of the notice that asks for it; empty when it only serves order (a remark, say).
    pub clause: &'static str,
    /// What to write, where the label alone leaves that open; else empty.
    pub hint: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// How much room text needs.
    pub shape: Shape,
    /// What ids in it point at.
    pub refers: Refers,
    /// Which period of the stage a day in it stands for.
    pub period: Period,
    /// Whether the program fills it; such a field is shown and never typed.
    pub derived: bool,
}

/// The declaration of a record.
#[derive(Debug, PartialEq, Eq)]
pub struct RecordDef {
    /// The type's name in the JSON Schema.
    pub name: &'static str,
    /// What a clerk calls it.
    pub title: &'static str,
    /// Its fields, in the order in which they are asked.
    pub fields: &'static [Field],
}

impl RecordDef {
    /// The declaration of the field with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The place of the field with this name.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

/// A record seen without its type.
pub trait Record {
    /// Its declaration.
    fn def(&self) -> &'static RecordDef;
    /// Its name, unique in its document.
    fn id(&self) -> &Id;
    /// Names it; done once, when it is made.
    fn set_id(&mut self, id: Id);
    /// The field at this place of its declaration.
    fn slot(&self, at: usize) -> Option<&dyn Slot>;
    /// The field at this place of its declaration, to be changed.
    fn slot_mut(&mut self, at: usize) -> Option<&mut dyn Slot>;
    /// What a newer program wrote.
    fn extra(&self) -> &Extra;
    /// What a newer program wrote.
    fn extra_mut(&mut self) -> &mut Extra;
}

/// The place of one field, seen without its type.
pub trait Slot {
    /// Its content.
    fn value(&self) -> Value;
    /// Replaces its content; leaves everything as it was on an error.
    fn put(&mut self, value: Value) -> Result<(), ValueError>;
}

impl<T: FieldType> Slot for T {
    fn value(&self) -> Value {
        self.get()
    }
    fn put(&mut self, value: Value) -> Result<(), ValueError> {
        self.set(value)
    }
}

// What can be said of all records is compiled once, not once a record: there are fifty of them, and the page has to
// travel over a school's line.
impl dyn Record + '_ {
    /// The content of the field with this name; `None` when there is no such field.
    pub fn get(&self, field: &str) -> Option<Value> {
        self.slot(self.def().place(field)?).map(Slot::value)
    }

    /// Replaces the content of a field.
    pub fn set(&mut self, field: &str, value: Value) -> Result<(), ValueError> {
        let slot = self.def().place(field).and_then(|at| self.slot_mut(at));
        slot.ok_or(ValueError::WrongKind)?.put(value)
    }

    /// Whether both are the same record with the same content.
    pub fn is_same(&self, other: &dyn Record) -> bool {
        let same = |at| self.slot(at).map(Slot::value) == other.slot(at).map(Slot::value);
        self.id() == other.id() && self.extra() == other.extra() && (0..self.def().fields.len()).all(same)
    }

    /// Whether nothing was entered in any field that people fill.
    pub fn is_blank(&self) -> bool {
        self.def()
            .fields
            .iter()
            .all(|field| field.derived || self.get(field.name).is_none_or(|v| v.is_empty()))
    }

    /// Copies every field of `from`, but not its id.
    pub fn copy_fields(&mut self, from: &dyn Record) {
        for at in 0..self.def().fields.len() {
            if let (Some(slot), Some(from)) = (self.slot_mut(at), from.slot(at)) {
                // Both are of one declaration, so the kinds agree.
                let _ = slot.put(from.value());
            }
        }
        self.extra_mut().clone_from(from.extra());
    }
}

/// A record type; implemented by [`record!`] alone.
pub trait TypedRecord: Record + Default + Clone + PartialEq + 'static {
    /// The declaration.
    const DEF: &'static RecordDef;
}

/// Declares a record: `field: Type => "label" [clause "一.3-a"] [hint "…"] [long]
/// [items|branches|team] [week|month] [derived];`
macro_rules! record {
    (
        $(#[$meta:meta])*
        $name:ident $title:literal {
            $($(#[$doc:meta])* $field:ident : $ty:ty => $label:literal $([$($attr:tt)+])*;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub struct $name {
            /// Its name, unique in its document.
            pub id: $crate::domain::Id,
            $($(#[$doc])* pub $field: $ty,)+
            /// What a newer program wrote.
            pub extra: $crate::domain::Extra,
        }

        impl $crate::domain::record::TypedRecord for $name {
            const DEF: &'static $crate::domain::RecordDef = &$crate::domain::RecordDef {
                name: stringify!($name),
                title: $title,
                fields: &[$({
                    #[allow(unused_mut)]
                    let mut field = $crate::domain::Field {
                        name: stringify!($field),
                        label: $label,
                        clause: "",
                        hint: "",
                        kind: <$ty as $crate::domain::FieldType>::KIND,
                        shape: $crate::domain::Shape::Line,
                        refers: $crate::domain::Refers::Nothing,
                        period: $crate::domain::Period::Day,
                        derived: false,
                    };
                    $(field_attribute!(field $($attr)+);)*
                    field
                }),+],
            };
        }

        impl Clone for $name {
            fn clone(&self) -> Self {
                let mut copy = Self { id: self.id.clone(), ..Self::default() };
                let fields: &mut dyn $crate::domain::Record = &mut copy;
                fields.copy_fields(self);
                copy
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                let record: &dyn $crate::domain::Record = self;
                record.is_same(other)
            }
        }

        impl Eq for $name {}

        impl $crate::domain::Record for $name {
            fn def(&self) -> &'static $crate::domain::RecordDef {
                <Self as $crate::domain::record::TypedRecord>::DEF
            }
            fn id(&self) -> &$crate::domain::Id {
                &self.id
            }
            fn set_id(&mut self, id: $crate::domain::Id) {
                self.id = id;
            }
            #[allow(unused_assignments)]
            fn slot(&self, at: usize) -> Option<&dyn $crate::domain::Slot> {
                let mut place = 0;
                $(if at == place {
                    return Some(&self.$field);
                }
                place += 1;)+
                None
            }
            #[allow(unused_assignments)]
            fn slot_mut(&mut self, at: usize) -> Option<&mut dyn $crate::domain::Slot> {
                let mut place = 0;
                $(if at == place {
                    return Some(&mut self.$field);
                }
                place += 1;)+
                None
            }
            fn extra(&self) -> &$crate::domain::Extra {
                &self.extra
            }
            fn extra_mut(&mut self) -> &mut $crate::domain::Extra {
                &mut self.extra
            }
        }
    };
}

/// One bracketed attribute of a field in [`record!`].
macro_rules! field_attribute {
    ($field:ident clause $clause:literal) => {
        $field.clause = $clause
    };
    ($field:ident hint $hint:literal) => {
        $field.hint = $hint
    };
    ($field:ident long) => {
        $field.shape = $crate::domain::Shape::Paragraph
    };
    ($field:ident items) => {
        $field.refers = $crate::domain::Refers::Items
    };
    ($field:ident branches) => {
        $field.refers = $crate::domain::Refers::Branches
    };
    ($field:ident team) => {
        $field.refers = $crate::domain::Refers::Team
    };
    ($field:ident week) => {
        $field.period = $crate::domain::Period::Week
    };
    ($field:ident month) => {
        $field.period = $crate::domain::Period::Month
    };
    ($field:ident derived) => {
        $field.derived = true
    };
}
