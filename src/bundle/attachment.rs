//! Files inside a backup: what a workspace sent and received, word for word.

use super::json::{Fields, Json};

/// A file that the workspace keeps beside its books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Where it is kept: `sent` or `received`.
    pub store: String,
    /// Its key there.
    pub id: String,
    /// When it was sent or received, RFC 3339.
    pub at: String,
    /// The file's name.
    pub name: String,
    /// The file, word for word.
    pub text: String,
}

impl Attachment {
    /// The file as an object of a bundle.
    pub(super) fn encode(&self) -> Json<'_> {
        let mut fields = Fields::default();
        fields.put_text("store", &self.store);
        fields.put_text("id", &self.id);
        fields.put_text("at", &self.at);
        fields.put_text("name", &self.name);
        fields.put_text("text", &self.text);
        Json::Object(fields)
    }

    /// Reads a file; `None` when something in it is not what it must be.
    pub(super) fn decode(json: &Json<'_>) -> Option<Self> {
        let Json::Object(fields) = json else { return None };
        let text = |name| fields.text(name).map(str::to_owned);
        Some(Self {
            store: text("store")?,
            id: text("id")?,
            at: text("at")?,
            name: text("name")?,
            text: text("text")?,
        })
    }
}
