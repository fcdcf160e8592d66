//! From whom a file is: its signature, held against the keys that the workspace knows.
//!
//! A key is known from the first file that was taken in with it. Another key of the same party is asked about, and the
//! answer is kept with the books.

use crate::bundle::{Bundle, Desk};
use crate::domain::{Book, Id, KeyBook, KeyState, KnownKey};
use chrono::NaiveDate;

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

/// From whom a file says it is, and what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The party, as known keys name it.
    pub whose: String,
    /// What it is called.
    pub name: String,
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
}

impl Trust {
    /// Whether a person has to say something before the file is taken in.
    pub fn asks(self) -> bool {
        matches!(self, Self::Wrong | Self::Missing | Self::Changed | Self::Refused)
    }
}

/// The party that a bundle says it is from, and its name.
pub fn party(bundle: &Bundle) -> (String, String) {
    let by = &bundle.envelope.created_by;
    let of = |kind: &str, id: Option<&Id>| format!("{kind}:{}", id.map_or(by.unit.trim(), Id::as_str));
    let whose = match by.desk {
        Desk::Office => "office".to_owned(),
        Desk::Unit => of("unit", by.unit_id.as_ref()),
        Desk::Branch => {
            let own = bundle.books.iter().find(|book| matches!(book, Book::Branch(_)));
            of("branch", own.map(|book| book.as_document().id()))
        }
    };
    (whose, by.unit.clone())
}

/// Whether a known key is of the party: by its id, or, where a school began anew and has other ids, by its name.
fn is_of(known: &KnownKey, source: &Source) -> bool {
    let kind = |whose: &str| whose.split(':').next().map(str::to_owned);
    known.whose == source.whose
        || (kind(&known.whose) == kind(&source.whose) && known.name.trim() == source.name.trim())
}

/// How a file stands to what is known of its sender.
pub fn trust_of(keys: Option<&KeyBook>, source: &Source) -> Trust {
    let all = keys.map_or(&[][..], |keys| &keys.known_keys);
    let mut of_party = all.iter().filter(|known| is_of(known, source));
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
    let mut all = book.known_keys.iter_mut();
    match all.find(|known| known.key == *key && is_of(known, source)) {
        Some(known) if known.state == Some(state) => return false,
        Some(known) => {
            known.state = Some(state);
            known.noted_on = Some(on);
        }
        None => book.known_keys.push(KnownKey {
            id: new_id(),
            whose: source.whose.clone(),
            name: source.name.clone(),
            key: key.clone(),
            state: Some(state),
            noted_on: Some(on),
            ..KnownKey::default()
        }),
    }
    true
}

/// How files that are taken in together stand to what is known of their senders: a key that comes with one of them for
/// the first time counts for all, also for those before it.
pub fn trust_together(keys: Option<&KeyBook>, sources: &[&Source]) -> Vec<Trust> {
    let mut known = keys.cloned().unwrap_or_else(|| KeyBook::new(Id::default()));
    let mut first = Vec::new();
    for source in sources {
        let is_first = trust_of(Some(&known), source) == Trust::First;
        if is_first {
            note(
                &mut known,
                source,
                KeyState::Known,
                NaiveDate::default(),
                &mut Id::default,
            );
        }
        first.push(is_first);
    }
    let judged = sources.iter().zip(first);
    judged
        .map(|(source, is_first)| {
            if is_first {
                Trust::First
            } else {
                trust_of(Some(&known), source)
            }
        })
        .collect()
}
