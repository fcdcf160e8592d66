//! Signatures: that a bundle comes from where the others came from.
//!
//! A signature covers the canonical JSON (RFC 8785) of the bundle without `digest` and without `signature.value`: all of
//! its content, and the key that is said to have signed it. The digest is taken as ever over everything but itself, the
//! signature included, so that a program that knows no signatures takes a signed file like any other.
//!
//! Signing and verifying is the browser's; what is signed, and what stands where, is said here.

use sha2::{Digest as _, Sha256};

use super::Unreadable;
use super::base64::decode_bytes;
use super::json::{Fields, Json};
use super::json_read::parse;
use super::json_write::canonical;

/// The only algorithm that is known yet, by its name in JOSE (RFC 7518): ECDSA on P-256 with SHA-256.
pub const ES256: &str = "ES256";

/// A signature as it stands in a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The algorithm's name. Of others than [`ES256`] nothing else is known.
    pub algorithm: String,
    /// The public key: base64url of the uncompressed point of SEC 1, 65 bytes that begin with 4.
    pub key: String,
    /// The signature: base64url of r and s, 32 bytes each.
    pub value: String,
}

impl Signature {
    /// The signature of a bundle that is about to be signed with this key: it has no value yet.
    pub fn begin(key: String) -> Self {
        Self {
            algorithm: ES256.into(),
            key,
            value: String::new(),
        }
    }

    /// Key and signature as bytes; `None` where they cannot be those of [`ES256`].
    pub fn bytes(&self) -> Option<([u8; 65], [u8; 64])> {
        let key: [u8; 65] = decode_bytes(&self.key)?.try_into().ok()?;
        let value = decode_bytes(&self.value)?.try_into().ok()?;
        (key[0] == 4).then_some((key, value))
    }

    pub(super) fn encode(&self) -> Json<'_> {
        let mut fields = Fields::default();
        fields.put_text("algorithm", &self.algorithm);
        fields.put_text("key", &self.key);
        if !self.value.is_empty() {
            fields.put_text("value", &self.value);
        }
        Json::Object(fields)
    }

    /// Takes a bundle's signature out. Of an algorithm of a later program nothing but its name is asked.
    pub(super) fn take(fields: &mut Fields<'_>) -> Result<Option<Self>, Unreadable> {
        let wrong = Unreadable::EnvelopeField { field: "signature" };
        match fields.take("signature") {
            None => Ok(None),
            Some(Json::Object(signature)) => {
                let text = |name| signature.text(name).unwrap_or_default().to_owned();
                let signature = Self {
                    algorithm: text("algorithm"),
                    key: text("key"),
                    value: text("value"),
                };
                if signature.algorithm.is_empty() {
                    return Err(wrong);
                }
                Ok(Some(signature))
            }
            Some(_) => Err(wrong),
        }
    }
}

/// What the signature of a bundle's text covers.
pub fn signed_json(text: &str) -> Result<String, Unreadable> {
    let Json::Object(mut fields) = parse(text)? else {
        return Err(Unreadable::Foreign);
    };
    fields.take("digest");
    for (name, value) in &mut fields.0 {
        if name == "signature"
            && let Json::Object(signature) = value
        {
            signature.take("value");
        }
    }
    canonical(&fields).ok_or(Unreadable::NumberOutOfRange)
}

/// A public key's fingerprint, short enough for the telephone: six groups of four digits, each of four bytes of the SHA-256
/// of the key (big-endian, modulo 10000). Twenty-four digits are 79 bits: another key with the same cannot be found.
///
/// ```
/// use jinwei::bundle::fingerprint;
/// assert_eq!(fingerprint("AQID"), "1558 1225 2106 7655 5995 7048");
/// ```
pub fn fingerprint(key: &str) -> String {
    let hash = Sha256::digest(decode_bytes(key).unwrap_or_default());
    let mut groups = String::new();
    for four in hash.chunks(4).take(6) {
        let number = four
            .iter()
            .fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        if !groups.is_empty() {
            groups.push(' ');
        }
        let group = (10_000 + number % 10_000).to_string();
        groups.push_str(&group[1..]);
    }
    groups
}
