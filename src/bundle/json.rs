//! JSON as a tree: objects keep the order of their keys, numbers keep their spelling.
//!
//! The page reads and writes JSON for bundles alone and without types, so this small tree takes the place of
//! serde's machinery, which would weigh as much as the rest of the format together. Tests hold it against
//! `serde_json` and `serde_json_canonicalizer`.
//!
//! A tree borrows its texts: an office reads a thousand files at once, with ten thousand short texts in each.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::json_write::put_number;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    /// As it was written, so that a number which this program does not know stays exact.
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Fields<'a>),
}

/// A field: its key and what it holds.
pub(crate) type Entry<'a> = (Cow<'a, str>, Json<'a>);

/// The fields of an object, in order, every key once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Fields<'a>(pub(crate) Vec<Entry<'a>>);

impl<'a> Fields<'a> {
    /// Adds a field. The caller sees to it that the key is new.
    pub(crate) fn put(&mut self, key: &'a str, value: Json<'a>) {
        self.0.push((Cow::Borrowed(key), value));
    }

    /// Adds a text field.
    pub(crate) fn put_text(&mut self, key: &'a str, text: &'a str) {
        self.put(key, Json::text(text));
    }

    /// Adds a text field if there is text.
    pub(crate) fn put_some(&mut self, key: &'a str, text: Option<&'a str>) {
        if let Some(text) = text {
            self.put_text(key, text);
        }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Json<'a>> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The text of a key, if it has text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// Takes the value of a key out; `null` counts as absent.
    pub(crate) fn take(&mut self, key: &str) -> Option<Json<'a>> {
        let at = self.0.iter().position(|(name, _)| name == key)?;
        match self.0.remove(at).1 {
            Json::Null => None,
            value => Some(value),
        }
    }

    /// The fields sorted by their keys' UTF-16 code units, as RFC 8785 has it.
    pub(super) fn sorted(&self) -> Vec<&Entry<'a>> {
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_unstable_by(|(a, _), (b, _)| by_code_units(a, b));
        sorted
    }
}

/// Compares by UTF-16 code units. The bytes of UTF-8 are in the same order, but for the characters from U+E000 on, which
/// start with 0xee or 0xef: UTF-16 has them behind those that start with 0xf0 and more.
fn by_code_units(one: &str, other: &str) -> Ordering {
    let weigh = |byte: u8| match byte {
        0xee | 0xef => byte + 0x10,
        _ => byte,
    };
    one.bytes().map(weigh).cmp(other.bytes().map(weigh))
}

impl<'a> Json<'a> {
    /// A whole number.
    pub(super) fn count(count: u32) -> Self {
        Self::Number(count.to_string().into())
    }

    /// Text.
    pub(crate) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// The text, if it is text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// About how many bytes it takes, as far as files are told apart by it.
    pub(super) fn weight(&self) -> usize {
        const EACH: usize = 4;
        EACH + match self {
            Self::Null | Self::Bool(_) => 0,
            Self::Number(text) | Self::Text(text) => text.len(),
            Self::List(values) => values.iter().map(Self::weight).sum(),
            Self::Object(fields) => {
                let weigh = |(key, value): &Entry<'_>| key.len() + value.weight();
                fields.0.iter().map(weigh).sum()
            }
        }
    }

    /// The number, if it is whole, not negative and no larger than `u32` takes.
    pub(super) fn as_count(&self) -> Option<u32> {
        let Self::Number(written) = self else {
            return None;
        };
        // As digest and signature have it: whoever spells it otherwise on the way changes nothing.
        written.parse().ok().or_else(|| {
            let mut canonical = String::new();
            put_number(&mut canonical, written)?;
            canonical.parse().ok()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::by_code_units;
    use proptest::prelude::*;

    proptest! {
        /// From both sides of the place where the orders part.
        #[test]
        fn keys_are_ordered_by_their_code_units(
            one in "[a-c\u{7ff}\u{4e00}\u{d7ff}\u{e000}\u{efff}\u{f000}\u{ffff}\u{10000}\u{10ffff}]{0,4}",
            other in "[a-c\u{7ff}\u{4e00}\u{d7ff}\u{e000}\u{efff}\u{f000}\u{ffff}\u{10000}\u{10ffff}]{0,4}",
        ) {
            prop_assert_eq!(by_code_units(&one, &other), one.encode_utf16().cmp(other.encode_utf16()));
        }
    }
}
