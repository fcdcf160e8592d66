//! The digest: SHA-256 over the canonical JSON (RFC 8785) of the envelope without `digest`.
//!
//! Canonical JSON does not know spaces, the order of keys or the spelling of escapes, so that a file that was
//! only reformatted stays valid, and anybody can check one with standard tools.

use sha2::{Digest as _, Sha256};

use super::Unreadable;
use super::json::{Fields, Json};
use super::json_read::parse;
use super::json_write::canonical;

/// The canonical JSON of a bundle's text without `digest`: the bytes that its digest is taken over. For tests
/// and for other programs' makers.
pub fn canonical_json(text: &str) -> Result<String, Unreadable> {
    let Json::Object(mut fields) = parse(text)? else {
        return Err(Unreadable::Foreign);
    };
    fields.take("digest");
    canonical(&fields).ok_or(Unreadable::NumberOutOfRange)
}

/// The digest of an envelope from which `digest` was taken out: 64 lower-case hexadecimal digits.
pub(super) fn digest(envelope: &Fields<'_>) -> Result<String, Unreadable> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let canonical = canonical(envelope).ok_or(Unreadable::NumberOutOfRange)?;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(canonical.as_bytes()) {
        hex.push(char::from(HEX[usize::from(byte >> 4)]));
        hex.push(char::from(HEX[usize::from(byte & 15)]));
    }
    Ok(hex)
}

/// Takes the digest out and compares it with the content.
pub(super) fn verified(fields: &mut Fields<'_>) -> Result<String, Unreadable> {
    match fields.take("digest") {
        None => Err(Unreadable::MissingDigest),
        Some(Json::Text(stated)) if stated == digest(fields)? => Ok(stated.into_owned()),
        Some(_) => Err(Unreadable::WrongDigest),
    }
}
