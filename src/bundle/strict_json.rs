//! JSON read strictly and kept in order.
//!
//! Where readers of JSON are free to differ, a file could say one thing to this page and another to the next
//! program: an object with the same key twice, half of a surrogate pair. Such text is refused (RFC 7493).

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Number, error::Category};

use super::{MAX_DEPTH, Unreadable};

/// A JSON value whose objects keep the order of their keys.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    Number(Number),
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
    pub(super) fn put_text(&mut self, key: &str, text: impl Into<String>) {
        self.put(key, Json::Text(text.into()));
    }

    /// Adds a text field if there is text.
    pub(super) fn put_some(&mut self, key: &str, text: Option<impl ToString>) {
        if let Some(text) = text {
            self.put_text(key, text.to_string());
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// Takes the value of a key out; `null` counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Json> {
        let at = self.0.iter().position(|(name, _)| name == key)?;
        match self.0.remove(at).1 {
            Json::Null => None,
            value => Some(value),
        }
    }
}

impl Json {
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
            Self::Number(number) => u32::try_from(number.as_u64()?).ok(),
            _ => None,
        }
    }

    /// JSON text on one line.
    pub(super) fn to_line(&self) -> String {
        // Writing to a string fails for no value of this type.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// JSON text with indentation, for people who look into the file.
    pub(super) fn to_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(fields) => fields.serialize(serializer),
        }
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Reads one JSON value that fills the whole text.
pub(super) fn parse(text: &str) -> Result<Json, Unreadable> {
    let fault = Cell::new(None);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Strict {
        depth: 0,
        fault: &fault,
    }
    .deserialize(&mut deserializer);
    value
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| fault.take().unwrap_or_else(|| explain(&error, text)))
}

/// What `serde_json` found, as a case of [`Unreadable`].
fn explain(error: &serde_json::Error, text: &str) -> Unreadable {
    let (line, column) = (error.line(), error.column());
    if error.classify() == Category::Eof {
        return Unreadable::Truncated;
    }
    // serde_json tells its syntax errors apart in words only; a test holds these two in place.
    let words = error.to_string();
    if words.contains("surrogate") || words.contains("hex escape") {
        return Unreadable::LoneSurrogate { line, column };
    }
    let web_page = text.trim_start().starts_with('<');
    Unreadable::NotJson {
        line,
        column,
        web_page,
    }
}

/// Builds [`Json`], counting depth and refusing repeated keys.
struct Strict<'a> {
    depth: usize,
    fault: &'a Cell<Option<Unreadable>>,
}

impl Strict<'_> {
    fn deeper<E: serde::de::Error>(&self) -> Result<usize, E> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fail(Unreadable::TooDeep));
        }
        Ok(self.depth + 1)
    }

    fn fail<E: serde::de::Error>(&self, fault: Unreadable) -> E {
        self.fault.set(Some(fault));
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Json, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("number out of range"))?;
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let (depth, fault) = (self.deeper()?, self.fault);
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(Strict { depth, fault })? {
            values.push(value);
        }
        Ok(Json::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let (depth, fault) = (self.deeper()?, self.fault);
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            fields.push((key, map.next_value_seed(Strict { depth, fault })?));
        }
        match repeated_key(&fields) {
            Some(key) => Err(self.fail(Unreadable::DuplicateKey { key: key.to_owned() })),
            None => Ok(Json::Object(Fields(fields))),
        }
    }
}

/// A key that stands twice. Sorted rather than compared each with each, so that a file of a million keys does
/// not stall the page.
fn repeated_key(fields: &[(String, Json)]) -> Option<&str> {
    let mut keys: Vec<&str> = fields.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2)
        .find(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
}
