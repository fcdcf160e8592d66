//! Stable names of documents and records.

use std::fmt;
use std::sync::Arc;

/// The name of a document or a record: given once, never changed, unique across all schools.
///
/// Ids are made from random bits outside the core. A record that a document holds exactly once (its promotion
/// goal, say) has the name of its collection as its id.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(Arc<str>);

/// The text is no id: it is empty, longer than 64 characters, or has other characters than ASCII letters,
/// digits, `_` and `-`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidId;

impl Id {
    /// The longest id that is accepted, in characters.
    pub const MAX_LEN: usize = 64;

    /// Reads an id from a file or an address.
    ///
    /// ```
    /// use jinwei::domain::Id;
    /// assert!(Id::parse("6f9c1d3e-0b1a-4c57-9a51-1f2b3c4d5e6f").is_ok());
    /// assert!(Id::parse("../etc").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if fits {
            Ok(Self(text.into()))
        } else {
            Err(InvalidId)
        }
    }

    /// A new id from 128 random bits, written as a version 4 UUID (RFC 9562).
    pub fn from_random(mut bytes: [u8; 16]) -> Self {
        use fmt::Write as _;
        bytes[6] = (bytes[6] & 0x0f) | 0x40;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            let _ = write!(text, "{byte:02x}");
        }
        Self(text.into())
    }

    /// The id of a record that is held once, named after its collection.
    pub(crate) fn of_collection(name: &'static str) -> Self {
        Self(name.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Id {
    /// The id of a record that has not been named yet.
    fn default() -> Self {
        Self("".into())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_ids_are_version_4_uuids() {
        let id = Id::from_random([0xff; 16]);
        assert_eq!(id.as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(Id::parse(id.as_str()), Ok(id));
    }
}
