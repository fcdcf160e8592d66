//! From whom a file is: its signature, held against the keys that the workspace knows.
//!
//! A key is known from the first file that was taken in with it. Another key of the same party is asked about, and the
//! answer is kept with the books.

use crate::bundle::{Bundle, BundleKind, Desk, Envelope, MAX_RECORDS};
use crate::domain::{Book, Books, Id, KeyBook, KeyState, KnownKey, SortedMap, UnitBook};
use chrono::NaiveDate;
use std::iter;

/// What a file's signature is worth by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// There is none.
    Unsigned,
    /// One of a kind that this program does not know.
    Unsupported,
    /// This page cannot verify any.
    Unverified,
    /// It is not of this content: file or signature were altered.
    Wrong,
    /// The owner of this key signed this very content.
    Signed(String),
}

/// Somebody who sends files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Who it is, as known keys name it.
    pub whose: String,
    /// What it is called.
    pub name: String,
}

impl Party {
    /// A unit: by its book, or by its name where a file holds none.
    pub fn unit(book: Option<&Id>, name: &str) -> Self {
        Self {
            whose: format!("unit:{}", book.map_or(name.trim(), Id::as_str)),
            name: name.to_owned(),
        }
    }
}

/// From whom a file says it is, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The party that it says it is from.
    pub party: Party,
    /// Others, whose place it would take: it is held against their keys as well.
    pub instead_of: Vec<Party>,
    /// Whether it speaks for them, so that a person is asked even where none of their keys is known.
    pub is_elsewhere: bool,
    /// What proves it.
    pub proof: Proof,
    /// Whether it is signed with the key of the workspace that reads it.
    pub own: bool,
}

/// How a file stands to what is known of its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Nothing is known of the sender, and nothing proves who it is.
    Unsigned,
    /// The same, by a signature of a kind that is not known.
    Unsupported,
    /// This page cannot verify signatures.
    Unverified,
    /// This workspace signed it itself.
    Own,
    /// Nothing is known of the sender yet.
    First,
    /// Signed with a key of the sender's that is known.
    Same,
    /// The signature is not of this content.
    Wrong,
    /// The sender signed before, and this is not signed so that it can be verified.
    Missing,
    /// Signed with another key than before.
    Changed,
    /// Signed with a key that a person refused.
    Refused,
    /// It is from another unit than the books here belong to.
    Elsewhere,
}

impl Trust {
    /// Whether its key is noted once the file is taken in, where it is not yet.
    pub fn is_noted(self) -> bool {
        matches!(self, Self::First | Self::Same)
    }

    /// Whether a person has to say something before the file is taken in.
    pub fn asks(self) -> bool {
        matches!(
            self,
            Self::Wrong | Self::Missing | Self::Changed | Self::Refused | Self::Elsewhere
        )
    }
}

/// Whether a file may be taken in, or in words why not. Asked when it is, not when it was looked at: of files that came
/// together several may have been the first of one sender, each by another key.
pub fn may_take(trust: Trust, allowed: bool) -> Result<(), &'static str> {
    if trust.asks() && !allowed {
        return Err("来源要先确认：请看清这个文件的“来源”，打电话问清楚、作了决定以后再接收。");
    }
    Ok(())
}

/// The party that a bundle is from: whose books it brings, where it brings any of its sender's own.
pub fn party(bundle: &Bundle) -> Party {
    let Envelope {
        kind, created_by: by, ..
    } = &bundle.envelope;
    let whose = match by.desk {
        // The register is the office's, whatever the envelope says.
        _ if *kind == BundleKind::Register => "office".to_owned(),
        Desk::Office => "office".to_owned(),
        // What is replaced is the unit whose book comes, whatever the envelope says.
        Desk::Unit => {
            return match unit_books(&bundle.books).next() {
                Some(own) if *kind == BundleKind::Submission => {
                    let name = own.profile.name.trim();
                    Party::unit(Some(own.id()), if name.is_empty() { &by.unit } else { name })
                }
                _ => Party::unit(by.unit_id.as_ref(), &by.unit),
            };
        }
        Desk::Branch => {
            let own = bundle.books.iter().find(|book| matches!(book, Book::Branch(_)));
            let own = own.map_or(by.unit.trim(), |book| book.as_document().id().as_str());
            format!("branch:{own}")
        }
    };
    Party {
        whose,
        name: by.unit.clone(),
    }
}

fn unit_books(books: &[Book]) -> impl Iterator<Item = &UnitBook> {
    books.iter().filter_map(|book| match book {
        Book::Unit(unit) => Some(unit),
        _ => None,
    })
}

/// Whether what is handed up is of the one who hands it up, or in words why not: whose key is checked must be whose books
/// are taken in.
pub fn is_of_one(envelope: &Envelope, books: &[Book]) -> Result<(), &'static str> {
    if envelope.kind != BundleKind::Submission {
        return Ok(());
    }
    if envelope.created_by.desk == Desk::Branch {
        let branches = books.iter().filter(|book| matches!(book, Book::Branch(_)));
        return match branches.count() {
            1 => Ok(()),
            _ => Err(
                "支部交来的文件里，应当正好有一个支部的账本；这个文件不是，看不出是谁的。没有导入，什么也没有改动。请让对方在支部的工作区里重新导出。",
            ),
        };
    }
    let mut units = unit_books(books);
    let said = envelope.created_by.unit_id.as_ref();
    let own = units.next();
    let is_said = |own: &UnitBook| said.is_none_or(|said| said == own.id());
    if units.next().is_some() || !own.is_none_or(is_said) {
        return Err(
            "文件上写的单位与里面的单位账本对不上，看不出是谁的。没有导入，什么也没有改动。请让对方在自己的工作区里重新导出。",
        );
    }
    Ok(())
}

/// Which known keys are a party's: those under its id; or, while none of these is accepted, those under its name as well,
/// for a school that began anew has other ids. Two may have one name, so a name says nothing of whose id is known.
fn of_party<'a>(all: &[KnownKey], party: &'a Party) -> impl Fn(&KnownKey) -> bool + use<'a> {
    let has_id = |known: &KnownKey| known.whose == party.whose;
    let by_name =
        !party.name.trim().is_empty() && !all.iter().any(|known| has_id(known) && is_accepted(known));
    move |known| {
        known.whose == party.whose
            || (by_name
                && kind_of(&known.whose) == kind_of(&party.whose)
                && known.name.trim() == party.name.trim())
    }
}

fn is_accepted(known: &KnownKey) -> bool {
    known.state != Some(KeyState::Refused)
}

/// What kind of party it is.
fn kind_of(whose: &str) -> &str {
    whose.split_once(':').map_or(whose, |(kind, _)| kind)
}

/// How a file stands to what is known of its sender, and of those whose place it would take.
pub fn trust_of(keys: Option<&KeyBook>, source: &Source) -> Trust {
    let trust = trust_in(keys, source, &source.party);
    let mut is_known = false;
    for party in &source.instead_of {
        match trust_in(keys, source, party) {
            asked if asked.asks() => return asked,
            other => is_known |= other == Trust::Same,
        }
    }
    match trust {
        Trust::First if is_known => Trust::Same,
        _ if source.is_elsewhere && !is_known && !trust.asks() => Trust::Elsewhere,
        _ => trust,
    }
}

/// The unit that the branch at its own desk belongs to, where a unit's file is another's. Ids alone refuse nothing: a branch
/// that began from the register knows its unit by the register's id, the unit may have one of its own.
pub fn spoken_for(desk: Desk, books: &Books, from: Desk, party: &Party) -> Option<Party> {
    if (desk, from) != (Desk::Branch, Desk::Unit) {
        return None;
    }
    let profile = &books.branches.first()?.profile;
    let own = Party::unit(Some(profile.unit.as_ref()?), &profile.unit_name);
    (own.whose != party.whose).then_some(own)
}

fn trust_in(keys: Option<&KeyBook>, source: &Source, party: &Party) -> Trust {
    let all = keys.map_or(&[][..], |keys| &keys.known_keys);
    let is_of_party = of_party(all, party);
    let mut of_party = all.iter().filter(|known| is_of_party(known));
    let key = match &source.proof {
        Proof::Wrong => return Trust::Wrong,
        Proof::Unverified => return Trust::Unverified,
        Proof::Signed(_) if source.own => return Trust::Own,
        Proof::Signed(key) => key,
        unproved => {
            return if of_party.any(|known| known.state == Some(KeyState::Known)) {
                Trust::Missing
            } else if *unproved == Proof::Unsigned {
                Trust::Unsigned
            } else {
                Trust::Unsupported
            };
        }
    };
    let mut trust = Trust::First;
    for known in of_party {
        match (known.key == *key, known.state) {
            (true, Some(KeyState::Refused)) => return Trust::Refused,
            (true, _) => return Trust::Same,
            (false, Some(KeyState::Refused)) => {}
            (false, _) => trust = Trust::Changed,
        }
    }
    trust
}

/// The known keys with this one among them, in this state. `None` where nothing is to be written: the file is not signed,
/// or all is known.
pub fn noted(
    keys: Option<&KeyBook>,
    source: &Source,
    state: KeyState,
    on: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> Option<KeyBook> {
    if !matches!(source.proof, Proof::Signed(_)) {
        return None;
    }
    let mut book = match keys {
        Some(keys) => keys.clone(),
        None => KeyBook::new(new_id()),
    };
    note(&mut book, source, state, on, new_id).then_some(book)
}

/// Writes a key down among the known ones. `false` where nothing changed.
pub(super) fn note(
    book: &mut KeyBook,
    source: &Source,
    state: KeyState,
    on: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> bool {
    let Proof::Signed(key) = &source.proof else {
        return false;
    };
    let mut is_new = false;
    for (at, party) in iter::once(&source.party).chain(&source.instead_of).enumerate() {
        let is_of_party = of_party(&book.known_keys, party);
        let mut of_party = book.known_keys.iter().filter(|known| is_of_party(known));
        let skipped = if at == 0 {
            // Refused is that it stands for another; what its owner signs for himself stays his.
            state == KeyState::Refused
                && !source.instead_of.is_empty()
                && of_party.any(|known| known.key == *key && is_accepted(known))
        } else {
            // The first key of somebody comes from himself.
            !of_party.any(is_accepted)
        };
        if skipped {
            continue;
        }
        // Known under its name alone, or another's id, it becomes known under its own: a name can be given up.
        let own_id_alone = at == 0 && state == KeyState::Known;
        let is_its = |known: &KnownKey| {
            known.key == *key && (known.whose == party.whose || !own_id_alone && is_of_party(known))
        };
        // One more, and no file could hold the book: it would be in no backup any more.
        let is_full = book.known_keys.len() >= MAX_RECORDS;
        let mut all = book.known_keys.iter_mut();
        match all.find(|known| is_its(known)) {
            Some(known) if known.state == Some(state) => continue,
            Some(known) => {
                known.state = Some(state);
                known.noted_on = Some(on);
            }
            None if is_full => continue,
            None => book.known_keys.push(KnownKey {
                id: new_id(),
                whose: party.whose.clone(),
                name: party.name.clone(),
                key: key.clone(),
                state: Some(state),
                noted_on: Some(on),
                ..KnownKey::default()
            }),
        }
        is_new = true;
    }
    is_new
}

/// How files that are taken in together stand to what is known of their senders, and whose place each would take: a key
/// that comes with one of them for the first time counts for all, also for those before it. With each goes the register's
/// line to which it would newly come, if it does: who comes there with a key is taken for the one that stands there.
pub fn trust_together(keys: Option<&KeyBook>, came: &[(Source, Option<String>)]) -> Vec<(Source, Trust)> {
    let mut known = keys.cloned().unwrap_or_else(|| KeyBook::new(Id::default()));
    let mut at_line = SortedMap::new();
    // One whose key is known goes before one whose key is new, wherever it lies in the post.
    for (source, line) in came {
        if let Some(line) = line
            && trust_of(keys, source) == Trust::Same
        {
            at_line.get_or_insert_with(line.as_str(), || &source.party);
        }
    }
    let mut first = Vec::new();
    for (source, line) in came {
        let is_first = trust_of(Some(&known), &beside(source, line.as_deref(), &at_line)) == Trust::First;
        if is_first {
            note(
                &mut known,
                source,
                KeyState::Known,
                NaiveDate::default(),
                &mut Id::default,
            );
            if let Some(line) = line {
                at_line.get_or_insert_with(line.as_str(), || &source.party);
            }
        }
        first.push(is_first);
    }
    let judged = came.iter().zip(first);
    judged
        .map(|((source, line), is_first)| {
            let source = beside(source, line.as_deref(), &at_line);
            let trust = trust_of(Some(&known), &source);
            // It is known by itself by now.
            let trust = if is_first && !trust.asks() {
                Trust::First
            } else {
                trust
            };
            (source, trust)
        })
        .collect()
}

/// A file that would come to a line, beside whoever comes there with it.
fn beside(source: &Source, line: Option<&str>, at_line: &SortedMap<&str, &Party>) -> Source {
    let mut source = source.clone();
    if let Some(other) = line.and_then(|line| at_line.get(&line)) {
        let is_other = |party: &Party| party.whose != other.whose;
        if is_other(&source.party) && source.instead_of.iter().all(is_other) {
            source.instead_of.push((*other).clone());
        }
    }
    source
}
