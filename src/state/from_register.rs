//! A school and the bureau's register: starting from it, and finding oneself in it afterwards.

use super::edit::{Match, new_branch, new_unit};
use crate::domain::{Book, Books, BranchBook, Grade, Id, Register, RegisterBranch, RegisterUnit, UnitKind};

/// Whom a new workspace is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// A unit of the register, with all its branches.
    Unit(Id),
    /// One branch alone.
    Branch(Id),
}

/// What a workspace that begins with the register holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Started {
    /// What it is called.
    pub name: String,
    /// Its books.
    pub books: Vec<Book>,
    /// The satisfaction rate at which the bureau says a word, in per cent.
    pub pass_mark: Option<u32>,
    /// Whom to ask.
    pub office_contact: String,
}

/// The books of a workspace that begins with the register; `None` when the entry is not there. `five` gives ids for the
/// rows of “五位一体” of one branch.
pub fn start(register: &Register, picked: &Picked, mut five: impl FnMut() -> [Id; 5]) -> Option<Started> {
    let mut books = Vec::new();
    let name = match picked {
        Picked::Unit(id) => {
            let entry = register.unit(id)?;
            let mut unit = new_unit(id.clone());
            unit.profile.register_unit = Some(id.clone());
            unit.profile.name.clone_from(&entry.name);
            unit.profile.kind = entry.kind;
            unit.profile.secretary.clone_from(&entry.secretary);
            let branches = register.branches_of(id);
            // Note D: where unit and branch are one, they have one secretary, wherever the register names him.
            if let ([only], Some(UnitKind::Branch)) = (&*branches, entry.kind)
                && unit.profile.secretary.is_empty()
            {
                unit.profile.secretary.clone_from(&only.secretary);
            }
            let mut position = 0;
            for branch_entry in branches {
                position += 1;
                let mut book = branch(register, branch_entry, five());
                if entry.kind == Some(UnitKind::Branch) && book.profile.secretary.is_empty() {
                    book.profile.secretary.clone_from(&entry.secretary);
                }
                book.profile.position = Some(position);
                books.push(Book::Branch(book));
            }
            books.push(Book::Unit(unit));
            entry.name.clone()
        }
        Picked::Branch(id) => {
            let entry = find_branch(register, id)?;
            books.push(Book::Branch(branch(register, entry, five())));
            entry.name.clone()
        }
    };
    Some(Started {
        name,
        books,
        pass_mark: register.issue.pass_mark,
        office_contact: register.issue.office_contact.clone(),
    })
}

fn branch(register: &Register, entry: &RegisterBranch, five: [Id; 5]) -> BranchBook {
    let mut book = new_branch(entry.id.clone(), five);
    let profile = &mut book.profile;
    profile.register_branch = Some(entry.id.clone());
    profile.name.clone_from(&entry.name);
    profile.secretary.clone_from(&entry.secretary);
    profile.initial_grade = entry.initial_grade;
    if let Some(unit) = entry.unit.as_ref().and_then(|unit| register.unit(unit)) {
        profile.unit = Some(unit.id.clone());
        profile.unit_name.clone_from(&unit.name);
    }
    book
}

fn find_branch<'a>(register: &'a Register, id: &Id) -> Option<&'a RegisterBranch> {
    register.branches.iter().find(|branch| branch.id == *id)
}

/// The units whose names have these words in them, in the register's order; all of them for no words.
pub fn units_named<'a>(register: &'a Register, words: &str) -> Vec<&'a RegisterUnit> {
    let words = plain(words);
    let units = register.units.iter();
    units.filter(|unit| plain(&unit.name).contains(&words)).collect()
}

/// The unit that open books are, as it was decided, or else as their name suggests.
pub fn suggested_unit(books: &Books, register: &Register) -> Option<Id> {
    let entries: Vec<_> = register
        .units
        .iter()
        .map(|unit| (&unit.id, &*unit.name))
        .collect();
    let Some(unit) = &books.unit else {
        // A branch's own desk knows its unit by name, if at all; or the branch says where it belongs.
        let profile = &books.branches.first()?.profile;
        let of_branch = |id: &Id| find_branch(register, id)?.unit.clone();
        return (profile.register_branch.as_ref().and_then(of_branch))
            .or_else(|| likest(&entries, &profile.unit_name));
    };
    let decided = [unit.profile.register_unit.as_ref(), Some(unit.id())];
    let mut decided = decided.into_iter().flatten();
    let decided = decided.find(|id| register.unit(id).is_some()).cloned();
    decided.or_else(|| likest(&entries, &unit.profile.name))
}

/// The entry, among the branches of a unit, that an open branch is, as it was decided, or else as its name suggests.
pub fn suggested_branch(branch: &BranchBook, register: &Register, unit: &Id) -> Option<Id> {
    let branches = register.branches_of(unit);
    let entries: Vec<_> = branches.iter().map(|entry| (&entry.id, &*entry.name)).collect();
    let decided = [branch.profile.register_branch.as_ref(), Some(branch.id())];
    let mut decided = decided.into_iter().flatten();
    let decided = decided.find(|id| branches.iter().any(|entry| entry.id == **id));
    decided
        .cloned()
        .or_else(|| likest(&entries, &branch.profile.name))
}

/// The entry whose name is the same but for blanks and brackets, or else the only one that has the name in its own or is
/// in it. Where two are alike, nobody is suggested.
fn likest(entries: &[(&Id, &str)], name: &str) -> Option<Id> {
    let name = plain(name);
    if name.is_empty() {
        return None;
    }
    for exactly in [true, false] {
        let mut found = Vec::new();
        for (id, entry) in entries {
            let entry = plain(entry);
            let like = if exactly {
                entry == name
            } else {
                !entry.is_empty() && (entry.contains(&name) || name.contains(&entry))
            };
            if like {
                found.push(*id);
            }
        }
        match &*found {
            [] => {}
            [only] => return Some((*only).clone()),
            _ => return None,
        }
    }
    None
}

/// A name without what people write one way or the other: blanks and brackets.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for letter in name.chars() {
        if !letter.is_whitespace() && !"()（）[]【】〔〕".contains(letter) {
            plain.push(letter);
        }
    }
    plain
}

/// What matching one book would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeChange {
    /// The branch's book.
    pub document: Id,
    /// What was typed.
    pub typed: Option<Grade>,
    /// What the register says.
    pub register: Option<Grade>,
}

/// The command for a person's choice, each book with its entry or none, and the grades that it would change. Where the
/// register has no grade, the typed one stays.
pub fn matching(
    books: &Books,
    register: &Register,
    chosen: &[(Id, Option<Id>)],
) -> (Vec<Match>, Vec<GradeChange>) {
    let (mut matches, mut changes) = (Vec::new(), Vec::new());
    for (document, entry) in chosen {
        let typed = books
            .branch(document)
            .and_then(|branch| branch.profile.initial_grade);
        let entry_grade = entry
            .as_ref()
            .and_then(|entry| find_branch(register, entry)?.initial_grade);
        let grade = entry_grade.or(typed);
        if grade != typed {
            changes.push(GradeChange {
                document: document.clone(),
                typed,
                register: grade,
            });
        }
        matches.push(Match {
            document: document.clone(),
            entry: entry.clone(),
            grade,
        });
    }
    (matches, changes)
}
