//! Documents: the books that are kept, exchanged and compared as wholes.

use super::{Extra, Id, Record, RecordDef, RecordList};

/// Whether a collection holds one record or any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    /// Exactly one, made with the document.
    One,
    /// Any number, in an order that people choose.
    Many,
}

/// The declaration of one collection of a document.
#[derive(Debug)]
pub struct Collection {
    /// The name in code, JSON and addresses.
    pub name: &'static str,
    /// One record or many.
    pub cardinality: Cardinality,
    /// The declaration of its records.
    pub record: &'static RecordDef,
}

/// What every document has besides its records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentHead {
    /// Its name, given once.
    pub id: Id,
    /// The name of this state of it, given when it was last sent; absent before.
    pub version_id: Option<Id>,
    /// The state from which the sent one grew.
    pub parent_version_id: Option<Id>,
    /// Every version that this state grew from, newest first, its own left out.
    pub ancestors: Vec<Id>,
    /// Records that could not be read, whole, so that nothing is lost with them.
    pub set_aside: Vec<SetAside>,
    /// What a newer program wrote.
    pub extra: Extra,
}

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The collection it stood in.
    pub collection: String,
    /// Why it could not be read, in a clerk's words.
    pub reason: String,
    /// The record as it came, as JSON text.
    pub json: String,
}

/// A document seen without its type.
pub trait Document {
    /// The kind's name in files.
    fn kind(&self) -> &'static str;
    /// The declarations of its collections, in their order.
    fn collections(&self) -> &'static [Collection];
    /// Id, versions, what was set aside.
    fn head(&self) -> &DocumentHead;
    /// Id, versions, what was set aside.
    fn head_mut(&mut self) -> &mut DocumentHead;
    /// The collection at this place of the declaration.
    fn list_at(&self, at: usize) -> Option<&dyn RecordList>;
    /// The collection at this place of the declaration, to be changed.
    fn list_at_mut(&mut self, at: usize) -> Option<&mut dyn RecordList>;
}

impl dyn Document + '_ {
    /// Its name.
    pub fn id(&self) -> &Id {
        &self.head().id
    }

    /// The collection with this name.
    pub fn list(&self, collection: &str) -> Option<&dyn RecordList> {
        self.list_at(self.place(collection)?)
    }

    /// The collection with this name, to be changed.
    pub fn list_mut(&mut self, collection: &str) -> Option<&mut dyn RecordList> {
        self.list_at_mut(self.place(collection)?)
    }

    fn place(&self, collection: &str) -> Option<usize> {
        self.collections()
            .iter()
            .position(|known| known.name == collection)
    }

    /// Takes over everything that another document of the same kind holds, in place of nothing.
    pub(crate) fn fill_from(&mut self, other: &dyn Document) {
        self.head_mut().clone_from(other.head());
        for at in 0..self.collections().len() {
            let (Some(list), Some(from)) = (self.list_at_mut(at), other.list_at(at)) else {
                continue;
            };
            for (index, record) in from.iter().enumerate() {
                let place = match list.at_mut(index) {
                    Some(one) => Some(one),
                    None => list.insert(index, record.id().clone()),
                };
                if let Some(place) = place {
                    place.copy_fields(record);
                }
            }
        }
    }

    /// Whether both are the same document with the same content, at the same version.
    pub(crate) fn is_same(&self, other: &dyn Document) -> bool {
        let (one, two) = (self.head(), other.head());
        one.version_id == two.version_id
            && one.parent_version_id == two.parent_version_id
            && one.ancestors == two.ancestors
            && self.same_content(other)
    }

    /// Whether both are the same document with the same content, whatever their versions.
    pub fn same_content(&self, other: &dyn Document) -> bool {
        let (one, two) = (self.head(), other.head());
        let same = |at| match (self.list_at(at), other.list_at(at)) {
            (Some(one), Some(other)) => {
                one.len() == other.len()
                    && one
                        .iter()
                        .zip(other.iter())
                        .all(|(one, other)| one.is_same(other))
            }
            _ => false,
        };
        self.kind() == other.kind()
            && one.id == two.id
            && one.set_aside == two.set_aside
            && one.extra == two.extra
            && (0..self.collections().len()).all(same)
    }

    /// The record with this id, and the name of the collection that holds it.
    pub fn record(&self, id: &Id) -> Option<(&'static str, &dyn Record)> {
        self.collections().iter().find_map(|collection| {
            self.list(collection.name)?
                .find(id)
                .map(|record| (collection.name, record))
        })
    }
}

/// Declares a document and its collections.
macro_rules! document {
    (
        $(#[$meta:meta])*
        $name:ident $kind:literal {
            $(one { $($(#[$odoc:meta])* $one:ident : $onety:ident),+ $(,)? })?
            $(many { $($(#[$mdoc:meta])* $many:ident : $manyty:ident),+ $(,)? })?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name {
            /// Id, versions, what was set aside.
            pub head: $crate::domain::DocumentHead,
            $($($(#[$odoc])* pub $one: $crate::domain::One<$onety>,)+)?
            $($($(#[$mdoc])* pub $many: Vec<$manyty>,)+)?
        }

        impl $name {
            /// The kind's name in files.
            pub const KIND: &'static str = $kind;

            /// The declarations of its collections.
            pub const COLLECTIONS: &'static [$crate::domain::Collection] = &[
                $($($crate::domain::Collection {
                    name: stringify!($one),
                    cardinality: $crate::domain::Cardinality::One,
                    record: <$onety as $crate::domain::record::TypedRecord>::DEF,
                },)+)?
                $($($crate::domain::Collection {
                    name: stringify!($many),
                    cardinality: $crate::domain::Cardinality::Many,
                    record: <$manyty as $crate::domain::record::TypedRecord>::DEF,
                },)+)?
            ];

            /// An empty book with this id.
            pub fn new(id: $crate::domain::Id) -> Self {
                Self {
                    head: $crate::domain::DocumentHead { id, ..Default::default() },
                    $($($one: $crate::domain::One::named(stringify!($one)),)+)?
                    $($($many: Vec::new(),)+)?
                }
            }

            /// Its name.
            pub fn id(&self) -> &$crate::domain::Id {
                &self.head.id
            }
        }

        impl Clone for $name {
            fn clone(&self) -> Self {
                let mut copy = Self::new(self.id().clone());
                let document: &mut dyn $crate::domain::Document = &mut copy;
                document.fill_from(self);
                copy
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                let document: &dyn $crate::domain::Document = self;
                document.is_same(other)
            }
        }

        impl Eq for $name {}

        impl $crate::domain::Document for $name {
            fn kind(&self) -> &'static str {
                Self::KIND
            }
            fn collections(&self) -> &'static [$crate::domain::Collection] {
                Self::COLLECTIONS
            }
            fn head(&self) -> &$crate::domain::DocumentHead {
                &self.head
            }
            fn head_mut(&mut self) -> &mut $crate::domain::DocumentHead {
                &mut self.head
            }
            #[allow(unused_assignments)]
            fn list_at(&self, at: usize) -> Option<&dyn $crate::domain::RecordList> {
                let mut place = 0;
                $($(if at == place { return Some(&self.$one); } place += 1;)+)?
                $($(if at == place { return Some(&self.$many); } place += 1;)+)?
                None
            }
            #[allow(unused_assignments)]
            fn list_at_mut(&mut self, at: usize) -> Option<&mut dyn $crate::domain::RecordList> {
                let mut place = 0;
                $($(if at == place { return Some(&mut self.$one); } place += 1;)+)?
                $($(if at == place { return Some(&mut self.$many); } place += 1;)+)?
                None
            }
        }
    };
}
