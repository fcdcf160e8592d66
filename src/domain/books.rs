//! The books that are open together: one unit's and its branches', or one branch's alone.

use super::{
    Acceptance, BranchBook, Document, Id, KeyBook, OfficeBook, Register, ReviewSheet, UnitBook, UnitKind,
    WarningReason,
};

/// One book, of either kind: what is stored, sent and read as a whole.
// A book is moved a few times an hour; a box would cost every reader an indirection for nothing.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Book {
    /// A unit's.
    Unit(UnitBook),
    /// A branch's.
    Branch(BranchBook),
    /// The office's.
    Office(OfficeBook),
    /// The bureau's register.
    Register(Register),
    /// The office's review of a unit.
    Review(ReviewSheet),
    /// The keys that the workspace knows.
    Keys(KeyBook),
}

impl Book {
    /// An empty book of the kind with this name, if there is such a kind.
    pub fn blank(kind: &str, id: Id) -> Option<Self> {
        match kind {
            UnitBook::KIND => Some(Self::Unit(UnitBook::new(id))),
            BranchBook::KIND => Some(Self::Branch(BranchBook::new(id))),
            OfficeBook::KIND => Some(Self::Office(OfficeBook::new(id))),
            Register::KIND => Some(Self::Register(Register::new(id))),
            ReviewSheet::KIND => Some(Self::Review(ReviewSheet::new(id))),
            KeyBook::KIND => Some(Self::Keys(KeyBook::new(id))),
            _ => None,
        }
    }

    /// The book without its type.
    pub fn as_document(&self) -> &dyn Document {
        match self {
            Self::Unit(unit) => unit,
            Self::Branch(branch) => branch,
            Self::Office(office) => office,
            Self::Register(register) => register,
            Self::Review(review) => review,
            Self::Keys(keys) => keys,
        }
    }

    /// The book without its type, to be changed.
    pub fn as_document_mut(&mut self) -> &mut dyn Document {
        match self {
            Self::Unit(unit) => unit,
            Self::Branch(branch) => branch,
            Self::Office(office) => office,
            Self::Register(register) => register,
            Self::Review(review) => review,
            Self::Keys(keys) => keys,
        }
    }
}

/// The books of one plan. At the unit's desk there is a unit book and one book a branch; at the branch's desk
/// there is one branch book alone; at the office's desk there is the office's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    /// The unit's book, if this desk keeps it.
    pub unit: Option<UnitBook>,
    /// The branches' books, in the order in which they were opened.
    pub branches: Vec<BranchBook>,
    /// The office's book, at its desk.
    pub office: Option<OfficeBook>,
    /// The register, at the office's desk.
    pub register: Option<Register>,
    /// Reviews: the office's of every unit, at its desk; the unit's own, at a school's.
    pub reviews: Vec<ReviewSheet>,
    /// The keys that the workspace knows, once it knows one.
    pub keys: Option<KeyBook>,
}

impl Books {
    /// Every document, the unit's first.
    #[inline(never)]
    pub fn documents(&self) -> std::vec::IntoIter<&dyn Document> {
        let mut all: Vec<&dyn Document> = Vec::new();
        if let Some(unit) = &self.unit {
            all.push(unit);
        }
        for branch in &self.branches {
            all.push(branch);
        }
        if let Some(office) = &self.office {
            all.push(office);
        }
        if let Some(register) = &self.register {
            all.push(register);
        }
        for review in &self.reviews {
            all.push(review);
        }
        if let Some(keys) = &self.keys {
            all.push(keys);
        }
        all.into_iter()
    }

    /// The document with this id.
    pub fn document(&self, id: &Id) -> Option<&dyn Document> {
        self.documents().find(|document| document.id() == id)
    }

    /// The document with this id, to be changed.
    pub fn document_mut(&mut self, id: &Id) -> Option<&mut dyn Document> {
        let unit = self.unit.iter_mut().map(|unit| unit as &mut dyn Document);
        let branches = self.branches.iter_mut().map(|branch| branch as &mut dyn Document);
        let office = self.office.iter_mut().map(|office| office as &mut dyn Document);
        let register = self
            .register
            .iter_mut()
            .map(|register| register as &mut dyn Document);
        let reviews = self.reviews.iter_mut().map(|review| review as &mut dyn Document);
        let keys = self.keys.iter_mut().map(|keys| keys as &mut dyn Document);
        unit.chain(branches)
            .chain(office)
            .chain(register)
            .chain(reviews)
            .chain(keys)
            .find(|document| document.head().id == *id)
    }

    /// The branch book with this id.
    pub fn branch(&self, id: &Id) -> Option<&BranchBook> {
        self.branches.iter().find(|branch| branch.id() == id)
    }

    /// The branch book with this id, to be changed.
    pub fn branch_mut(&mut self, id: &Id) -> Option<&mut BranchBook> {
        self.branches.iter_mut().find(|branch| branch.id() == id)
    }

    /// Puts a book in, in place of the one with the same id if there is one.
    pub fn put(&mut self, book: Book) {
        match book {
            Book::Unit(unit) => self.unit = Some(unit),
            Book::Office(office) => self.office = Some(office),
            Book::Branch(branch) => match self.branch_mut(branch.id()) {
                Some(place) => *place = branch,
                None => self.branches.push(branch),
            },
            Book::Register(register) => self.register = Some(register),
            Book::Keys(keys) => self.keys = Some(keys),
            Book::Review(review) => match self.reviews.iter_mut().find(|known| known.id() == review.id()) {
                Some(place) => *place = review,
                None => self.reviews.push(review),
            },
        }
    }

    /// Takes a branch's book out, the register, a review, or the known keys.
    pub fn take(&mut self, id: &Id) -> Option<Book> {
        if let Some(register) = self.register.take_if(|register| register.id() == id) {
            return Some(Book::Register(register));
        }
        if let Some(keys) = self.keys.take_if(|keys| keys.id() == id) {
            return Some(Book::Keys(keys));
        }
        if let Some(at) = self.branches.iter().position(|branch| branch.id() == id) {
            return Some(Book::Branch(self.branches.remove(at)));
        }
        let at = self.reviews.iter().position(|review| review.id() == id)?;
        Some(Book::Review(self.reviews.remove(at)))
    }

    /// Puts the branches into the order of their places; those without one stay behind the others, as they stood.
    pub fn sort_branches(&mut self) {
        let place = |branch: &BranchBook| branch.profile.position.unwrap_or(u32::MAX);
        let branches = &mut self.branches;
        // A unit has a handful: inserting one by one costs the page less than a sort of its own.
        for at in 1..branches.len() {
            let to = branches[..at].partition_point(|before| place(before) <= place(&branches[at]));
            branches[to..=at].rotate_right(1);
        }
    }

    /// Gives every branch without a place the next free one, so that their order outlives the disk.
    pub fn number_branches(&mut self) {
        let mut last = self
            .branches
            .iter()
            .filter_map(|branch| branch.profile.position)
            .max()
            .unwrap_or(0);
        for branch in self
            .branches
            .iter_mut()
            .filter(|branch| branch.profile.position.is_none())
        {
            last = last.saturating_add(1);
            branch.profile.position = Some(last);
        }
    }

    /// A copy of the book with this id.
    pub fn book(&self, id: &Id) -> Option<Book> {
        match (&self.unit, &self.office, &self.register, &self.keys) {
            (Some(unit), ..) if unit.id() == id => Some(Book::Unit(unit.clone())),
            (_, Some(office), ..) if office.id() == id => Some(Book::Office(office.clone())),
            (_, _, Some(register), _) if register.id() == id => Some(Book::Register(register.clone())),
            (.., Some(keys)) if keys.id() == id => Some(Book::Keys(keys.clone())),
            _ => match self.branch(id) {
                Some(branch) => Some(Book::Branch(branch.clone())),
                None => self.review(id).cloned().map(Book::Review),
            },
        }
    }

    /// A copy of every book, in the order of [`documents`](Self::documents).
    pub fn all(&self) -> Vec<Book> {
        let mut all = Vec::new();
        for document in self.documents() {
            all.extend(self.book(document.id()));
        }
        all
    }

    /// The review with this id.
    pub fn review(&self, id: &Id) -> Option<&ReviewSheet> {
        self.reviews.iter().find(|review| review.id() == id)
    }

    /// The review of this unit.
    pub fn review_of(&self, unit: &Id) -> Option<&ReviewSheet> {
        let of_unit = |review: &&ReviewSheet| review.verdict.unit.as_ref() == Some(unit);
        self.reviews.iter().find(of_unit)
    }

    /// The acceptance of a branch: the office's own, or as it came to the school with a review.
    pub fn acceptance_of(&self, branch: &Id) -> Option<&Acceptance> {
        if let Some(office) = &self.office {
            return office.acceptance_of(branch);
        }
        let mut all = self.reviews.iter().flat_map(|review| &review.acceptances);
        all.find(|acceptance| acceptance.branch.as_ref() == Some(branch))
    }

    /// Why warnings in the document with this id were passed.
    pub fn warning_reasons(&self, document: &Id) -> &[WarningReason] {
        match (&self.unit, &self.office) {
            (Some(unit), _) if unit.id() == document => &unit.warning_reasons,
            (_, Some(office)) if office.id() == document => &office.warning_reasons,
            _ => self
                .branch(document)
                .map_or(&[], |branch| &branch.warning_reasons),
        }
    }

    /// Whether unit and branch are one and the same organisation (note D).
    pub fn unit_is_branch(&self) -> bool {
        self.unit
            .as_ref()
            .is_some_and(|unit| unit.profile.kind == Some(UnitKind::Branch))
    }
}
