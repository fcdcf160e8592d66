//! Sealed files: any file of the program's, encrypted with a passphrase.
//!
//! A sealed file is JSON too: what is needed to open it, and the ciphertext. Here is its shape; deriving keys and
//! encrypting are the browser's.
//!
//! - PBKDF2 (RFC 8018) with HMAC-SHA-256 makes 32 bytes of the passphrase (Unicode NFKC, UTF-8), the salt and the number of
//!   iterations. HKDF (RFC 5869) with SHA-256 and an empty salt makes of them the AES-256 key (info [`ENCRYPTION`]) and the
//!   check value (info [`CHECK`], 16 bytes): a wrong passphrase is known by the latter, before anything is decrypted.
//! - The content is encrypted by AES-256-GCM with a 96-bit IV; the tag of 16 bytes is the ciphertext's end.
//! - `digest` is taken as that of a bundle is, over everything else, and `length` counts the ciphertext's bytes: damage and
//!   truncation are known without the passphrase. Neither keeps anyone from altering the file: the tag does.

use super::base64::{decode_bytes, encode_bytes};
use super::json::{Fields, Json};
use super::json_read::parse;
use super::json_write::pretty;
use super::{Unreadable, digest, encoding};

/// The format's name, by which a file is known to be sealed.
pub const SEALED: &str = "jinwei-sealed";

/// The version of the format.
const VERSION: u32 = 1;

/// How many iterations a file gets: what OWASP asks of PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023).
pub const ITERATIONS: u32 = 600_000;

/// The fewest iterations that are accepted in a file: fewer protect nothing.
pub const MIN_ITERATIONS: u32 = 100_000;

/// The most that are accepted: a file must not stop the page for longer than some seconds.
pub const MAX_ITERATIONS: u32 = 10_000_000;

/// What the key for the content is derived for.
pub const ENCRYPTION: &str = "jinwei-sealed encryption";

/// What the check value is derived for.
pub const CHECK: &str = "jinwei-sealed check";

/// How the key is derived, by name.
const KDF: &str = "PBKDF2-HMAC-SHA-256";

/// How the content is encrypted, by name.
const CIPHER: &str = "AES-256-GCM";

/// The tag's bytes; a ciphertext has no fewer.
const TAG: usize = 16;

/// What a sealed file holds, as it says itself; what is in it is known for certain once it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A bundle.
    Bundle,
    /// The key with which a workspace signs.
    SigningKey,
}

/// A sealed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// What it holds.
    pub holds: Holds,
    /// How many iterations its key takes, from [`MIN_ITERATIONS`] to [`MAX_ITERATIONS`].
    pub iterations: u32,
    /// The salt, 16 to 64 bytes.
    pub salt: Vec<u8>,
    /// The IV.
    pub iv: [u8; 12],
    /// The check value.
    pub check: [u8; 16],
    /// The encrypted content and its tag.
    pub ciphertext: Vec<u8>,
}

impl Sealed {
    /// The file's text.
    pub fn write(&self) -> String {
        let bytes = [&self.salt[..], &self.iv, &self.check, &self.ciphertext];
        let [salt, iv, check, ciphertext] = bytes.map(encode_bytes);
        let holds = match self.holds {
            Holds::Bundle => "bundle",
            Holds::SigningKey => "signing_key",
        };
        let mut fields = Fields::default();
        fields.put_text("format", SEALED);
        fields.put("version", Json::count(VERSION));
        fields.put_text("holds", holds);
        fields.put_text("kdf", KDF);
        fields.put("iterations", Json::count(self.iterations));
        fields.put_text("salt", &salt);
        fields.put_text("check", &check);
        fields.put_text("cipher", CIPHER);
        fields.put_text("iv", &iv);
        let length = u32::try_from(self.ciphertext.len()).unwrap_or(u32::MAX);
        fields.put("length", Json::count(length));
        fields.put_text("ciphertext", &ciphertext);
        // Canonical JSON has no error for what stands here.
        let digest = digest::digest(&fields).unwrap_or_default();
        fields.put_text("digest", &digest);
        let mut text = pretty(&Json::Object(fields));
        text.push('\n');
        text
    }

    /// Reads a file. Never panics, whatever the bytes are, and derives nothing: an error is one that no passphrase mends.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let Json::Object(mut fields) = parse(encoding::text(bytes)?)? else {
            return Err(Unreadable::Foreign);
        };
        if fields.text("format") != Some(SEALED) {
            return Err(Unreadable::Foreign);
        }
        match number(&fields, "version")? {
            VERSION => {}
            0 => return Err(Unreadable::EnvelopeField { field: "version" }),
            found => {
                return Err(Unreadable::NewerVersion {
                    found: u64::from(found),
                });
            }
        }
        // First of all whether it is whole: what is missing is no damage.
        let length = number(&fields, "length")?;
        let ciphertext = fields.text("ciphertext").unwrap_or_default();
        if encoded_length(length) > ciphertext.len() as u64 {
            return Err(Unreadable::Truncated);
        }
        let ciphertext = decode_bytes(ciphertext);
        digest::verified(&mut fields)?;
        for (field, name) in [("kdf", KDF), ("cipher", CIPHER)] {
            if fields.text(field) != Some(name) {
                return Err(Unreadable::EnvelopeField { field });
            }
        }
        let holds = match fields.text("holds") {
            Some("bundle") => Holds::Bundle,
            Some("signing_key") => Holds::SigningKey,
            _ => return Err(Unreadable::EnvelopeField { field: "holds" }),
        };
        let iterations = number(&fields, "iterations")?;
        if !(MIN_ITERATIONS..=MAX_ITERATIONS).contains(&iterations) {
            return Err(Unreadable::EnvelopeField { field: "iterations" });
        }
        let whole = |bytes: &Vec<u8>| bytes.len() >= TAG && bytes.len() as u64 == u64::from(length);
        Ok(Self {
            holds,
            iterations,
            salt: bytes_of(&fields, "salt")
                .filter(|salt| (16..=64).contains(&salt.len()))
                .ok_or(Unreadable::EnvelopeField { field: "salt" })?,
            iv: bytes_of(&fields, "iv")
                .and_then(|iv| iv.try_into().ok())
                .ok_or(Unreadable::EnvelopeField { field: "iv" })?,
            check: bytes_of(&fields, "check")
                .and_then(|check| check.try_into().ok())
                .ok_or(Unreadable::EnvelopeField { field: "check" })?,
            ciphertext: ciphertext
                .filter(whole)
                .ok_or(Unreadable::EnvelopeField { field: "ciphertext" })?,
        })
    }
}

fn number(fields: &Fields<'_>, field: &'static str) -> Result<u32, Unreadable> {
    let number = fields.get(field).and_then(Json::as_count);
    number.ok_or(Unreadable::EnvelopeField { field })
}

fn bytes_of(fields: &Fields<'_>, field: &str) -> Option<Vec<u8>> {
    decode_bytes(fields.text(field)?)
}

/// How many letters so many bytes take.
fn encoded_length(bytes: u32) -> u64 {
    (u64::from(bytes) * 4).div_ceil(3)
}
