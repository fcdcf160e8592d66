//! The one file format: an envelope and documents, written by one desk and read by another.
//!
//! A bundle is a JSON object in UTF-8. What stands in it is read from the domain's record declarations, so no
//! record has wire code of its own: [`encode_book`] and [`decode_book`] know `Document`, `Record` and `Field`
//! only, and [`json_schema`] publishes the same declarations for other programs.
//!
//! [`read`] is the only way in. It is total: any bytes give either a [`Bundle`] or an [`Unreadable`] with words
//! for a person. A record that cannot be read is set aside, whole, with the reason; the others go in.
//!
//! **Invariant:** nothing here changes a book that is open, knows a browser or reads a clock.

mod limits;
mod unreadable;

mod json;
mod json_read;
mod json_write;

mod attachment;
mod base64;
mod digest;
mod encoding;
mod envelope;
mod finding;
mod signature;

mod decode;
mod encode;
mod stored;

mod restore;
mod sealed;
mod write;

mod counts;
mod file_name;
mod texts;
mod zip;

#[cfg(not(target_arch = "wasm32"))]
mod schema;

/// The JSON of single values, for what is stored beside the books and tells of them: the history.
pub(crate) mod wire {
    pub(crate) use super::decode::{decode_value, unknown};
    pub(crate) use super::encode::encode_value;
    pub(crate) use super::json::{Fields, Json};
    pub(crate) use super::json_read::parse;
    pub(crate) use super::json_write::line;
}

pub use attachment::Attachment;
pub use base64::{decode_bytes, encode_bytes};
pub use counts::{BookCounts, Counts};
pub use decode::{decode_book, decode_into};
pub use digest::canonical_json;
pub use encode::{encode_book, encode_document};
pub use envelope::{BundleKind, CreatedBy, Desk, Envelope, FORMAT, VERSION};
pub use file_name::{file_name, key_name, sealed_name};
pub use finding::WireFinding;
pub use limits::{
    MAX_BRANCHES, MAX_DEPTH, MAX_DOCUMENT_BYTES, MAX_DOCUMENT_RECORDS, MAX_DOCUMENT_REFS, MAX_DOCUMENTS,
    MAX_FILE_BYTES, MAX_RECORDS, MAX_SENT_BYTES, MAX_TEXT_CHARS, MAX_UNPACKED_BYTES, MAX_VALUES,
};
pub use restore::{Bundle, read};
#[cfg(not(target_arch = "wasm32"))]
pub use schema::json_schema;
pub use sealed::{CHECK, ENCRYPTION, Holds, ITERATIONS, MAX_ITERATIONS, MIN_ITERATIONS, SEALED, Sealed};
pub use signature::{ES256, Signature, fingerprint, signed_json};
pub use stored::{DATA_VERSION, NotRead, decode_stored, encode_stored, stamped, version_of};
pub use texts::{decode_texts, encode_texts};
pub use unreadable::Unreadable;
pub use write::{Outgoing, Written, fits_a_file, reread, to_sign, write, write_signed};
pub use zip::{MAX_ZIP_ENTRIES, Packing, ZipEntry, is_zip, zip_entries};
