//! JSON as a tree: objects keep the order of their keys, numbers keep their spelling.
//!
//! The page reads and writes JSON for bundles alone and without types, so this small tree takes the place of
//! serde's machinery, which would weigh as much as the rest of the format together. Tests hold it against
//! `serde_json` and `serde_json_canonicalizer`.

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As it was written, so that a number which this program does not know stays exact.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Fields),
}

/// The fields of an object, in order, every key once.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fields(pub(super) Vec<(String, Json)>);

impl Fields {
    /// Adds a field. The caller sees to it that the key is new.
    pub(super) fn put(&mut self, key: &str, value: Json) {
        self.0.push((key.to_owned(), value));
    }

    /// Adds a text field.
    pub(super) fn put_text(&mut self, key: &str, text: &str) {
        self.put(key, Json::Text(text.to_owned()));
    }

    /// Adds a text field if there is text.
    pub(super) fn put_some(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.put_text(key, text);
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The text of a key, if it has text.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// Takes the value of a key out; `null` counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Json> {
        let at = self.0.iter().position(|(name, _)| name == key)?;
        match self.0.remove(at).1 {
            Json::Null => None,
            value => Some(value),
        }
    }

    /// The fields sorted by their keys' UTF-16 code units, as RFC 8785 has it.
    pub(super) fn sorted(&self) -> Vec<&(String, Json)> {
        let mut sorted: Vec<_> = self.0.iter().collect();
        sorted.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        sorted
    }
}

impl Json {
    /// A whole number.
    pub(super) fn count(count: u32) -> Self {
        Self::Number(count.to_string())
    }

    /// The text, if it is text.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is whole, not negative and no larger than `u32` takes.
    pub(super) fn as_count(&self) -> Option<u32> {
        match self {
            Self::Number(written) => written.parse().ok(),
            _ => None,
        }
    }
}
