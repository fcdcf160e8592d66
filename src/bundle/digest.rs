//! The digest: SHA-256 over the canonical JSON (RFC 8785) of the envelope without `digest`.
//!
//! Canonical JSON does not know spaces, the order of keys or the spelling of escapes, so that a file that was
//! only reformatted stays valid, and anybody can check one with standard tools.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::Unreadable;
use super::strict_json::{Fields, Json, parse};

/// The canonical JSON of a bundle's text without `digest`: the bytes that its digest is taken over. For tests
/// and for other programs' makers; reading and writing do not go through it.
pub fn canonical_json(text: &str) -> Result<String, Unreadable> {
    let Json::Object(mut fields) = parse(text)? else {
        return Err(Unreadable::Foreign);
    };
    fields.take("digest");
    canonical(&fields)
}

/// The digest of an envelope from which `digest` was taken out: 64 lower-case hexadecimal digits.
pub(super) fn digest(envelope: &Fields) -> Result<String, Unreadable> {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(canonical(envelope)?.as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

/// RFC 8785. It can fail on values that JSON cannot hold, and [`Fields`] has none of those.
fn canonical(envelope: &Fields) -> Result<String, Unreadable> {
    serde_json_canonicalizer::to_string(envelope).map_err(|_| Unreadable::WrongDigest)
}
