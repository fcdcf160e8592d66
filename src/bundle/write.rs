//! Out: books and what the rules found about them, as the text of a file.

use crate::domain::{Book, Id};
use crate::rules::Finding;

use super::json::Fields;
use super::json::Json;
use super::json_write::canonical;
use super::json_write::pretty;
use super::{
    Attachment, Bundle, BundleKind, Counts, CreatedBy, Desk, Envelope, Signature, Unreadable, WireFinding,
    digest, encode, encode_book, envelope, read,
};

/// What is to be written. Ids and the moment come from the caller, so that the same input gives the same text.
#[derive(Debug, Clone)]
pub struct Outgoing<'a> {
    /// What it is for.
    pub kind: BundleKind,
    /// A new name for the bundle.
    pub bundle_id: Id,
    /// The bundle that it takes the place of.
    pub supersedes: Option<Id>,
    /// The programme that its books are held to.
    pub programme: &'a str,
    /// The moment, as RFC 3339.
    pub created_at: &'a str,
    /// Who makes it.
    pub created_by: CreatedBy,
    /// Which version of this submission it is (第几版), from 1.
    pub revision: u32,
    /// The books, as they are to be read.
    pub books: &'a [Book],
    /// What the rules find now.
    pub findings: &'a [Finding],
    /// Files that go with a backup.
    pub attachments: &'a [Attachment],
}

/// A bundle as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file's text: UTF-8 without a byte order mark.
    pub text: String,
    /// The digest that stands in it.
    pub digest: String,
    /// What stands in it, for the confirmation.
    pub counts: Counts,
}

/// Writes a bundle that nobody signed. Call [`reread`] on the text before it is handed to anybody.
pub fn write(outgoing: &Outgoing<'_>) -> Written {
    write_signed(outgoing, None)
}

/// Writes a bundle with its signature, which was made over [`to_sign`] of the same.
pub fn write_signed(outgoing: &Outgoing<'_>, signature: Option<Signature>) -> Written {
    let envelope = envelope_of(outgoing, signature);
    let mut fields = fields_of(outgoing, &envelope);
    // Canonical JSON has no error for what stands here; were there one, rereading would find the digest wrong.
    let digest = digest::digest(&fields).unwrap_or_default();
    fields.put_text("digest", &digest);
    let mut text = pretty(&Json::Object(fields));
    text.push('\n');
    Written {
        text,
        digest,
        counts: Counts::of(outgoing.books),
    }
}

/// What a signature by this key has to cover: see [`signed_json`](super::signed_json), which says the same of a file.
pub fn to_sign(outgoing: &Outgoing<'_>, key: &str) -> String {
    let envelope = envelope_of(outgoing, Some(Signature::begin(key.to_owned())));
    canonical(&fields_of(outgoing, &envelope)).unwrap_or_default()
}

fn envelope_of(outgoing: &Outgoing<'_>, signature: Option<Signature>) -> Envelope {
    Envelope {
        kind: outgoing.kind,
        bundle_id: outgoing.bundle_id.clone(),
        supersedes: outgoing.supersedes.clone(),
        programme: outgoing.programme.to_owned(),
        created_at: outgoing.created_at.to_owned(),
        created_by: outgoing.created_by.clone(),
        generator: concat!("jinwei ", env!("CARGO_PKG_VERSION")).to_owned(),
        revision: outgoing.revision,
        findings: outgoing.findings.iter().map(WireFinding::from).collect(),
        signature,
        digest: String::new(),
    }
}

/// Everything but the digest.
fn fields_of<'a>(outgoing: &'a Outgoing<'_>, envelope: &'a Envelope) -> Fields<'a> {
    let mut fields = envelope::encode(envelope);
    let documents = outgoing
        .books
        .iter()
        .map(|book| encode::document(book.as_document()));
    fields.put("documents", Json::List(documents.collect()));
    if !outgoing.attachments.is_empty() {
        let attachments = outgoing.attachments.iter().map(Attachment::encode);
        fields.put("attachments", Json::List(attachments.collect()));
    }
    fields
}

/// Reads what was just written, and makes sure that it holds these books and no others. An export that fails
/// here has made no file.
pub fn reread(text: &str, books: &[Book]) -> Result<Bundle, Unreadable> {
    let bundle = read(text.as_bytes())?;
    let differs = |document: &Book| Unreadable::NotAsWritten {
        document: document.as_document().id().to_string(),
    };
    for (at, book) in books.iter().enumerate() {
        // Compared as text: what is the same in the file is the same.
        if bundle.books.get(at).map(encode_book) != Some(encode_book(book)) {
            return Err(differs(book));
        }
    }
    match bundle.books.get(books.len()) {
        Some(surplus) => Err(differs(surplus)),
        None => Ok(bundle),
    }
}

/// Whether a file can hold these books: what cannot be backed up is not to be taken in.
pub fn fits_a_file(books: &[Book]) -> bool {
    let Some(first) = books.first() else { return true };
    let written = write(&Outgoing {
        kind: BundleKind::Backup,
        bundle_id: first.as_document().id().clone(),
        supersedes: None,
        programme: "",
        created_at: "2012-07-02T00:00:00Z",
        created_by: CreatedBy {
            desk: Desk::Unit,
            unit: String::new(),
            unit_id: None,
        },
        revision: 1,
        books,
        findings: &[],
        attachments: &[],
    });
    reread(&written.text, books).is_ok()
}
