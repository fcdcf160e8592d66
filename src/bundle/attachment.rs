//! Files inside a backup: what a workspace sent and received, word for word.

use super::json::{Fields, Json};

/// A file that the workspace keeps beside its books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Where it is kept: `sent` or `received`; or `row:` and the name of a store, for a row of it that could not be read.
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

/// What stands before the store's name where an attachment is a row, verbatim, of what could not be read.
const ROW: &str = "row:";

impl Attachment {
    /// A row that could not be read, as it stands in its store under its key.
    pub fn of_row(store: &str, key: &str, at: &str, row: &str) -> Self {
        Self {
            store: format!("{ROW}{store}"),
            id: key.to_owned(),
            at: at.to_owned(),
            name: String::new(),
            text: row.to_owned(),
        }
    }

    /// The store in which it is a row, if it is one.
    pub fn row_of(&self) -> Option<&str> {
        self.store.strip_prefix(ROW)
    }

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
