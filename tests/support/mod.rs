//! What the tests of the file format share.

// Each test file uses its part.
#![allow(dead_code)]

use std::fmt::Write as _;

use jinwei::bundle::{BundleKind, CreatedBy, Desk, Outgoing, canonical_json};
use jinwei::domain::{Book, Books, Id};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

/// The books of a plan, the unit's first.
pub(crate) fn books_of(books: Books) -> Vec<Book> {
    let unit = books.unit.into_iter().map(Book::Unit);
    unit.chain(books.branches.into_iter().map(Book::Branch)).collect()
}

/// These books on their way to the bureau.
pub(crate) fn outgoing(books: &[Book]) -> Outgoing<'_> {
    Outgoing {
        kind: BundleKind::Submission,
        bundle_id: Id::from_random([7; 16]),
        supersedes: None,
        programme: "huajiaofa-2012-12",
        created_at: "2012-07-05T15:30:00+08:00",
        created_by: CreatedBy {
            desk: Desk::Unit,
            unit: "示例中学党总支".into(),
            unit_id: None,
        },
        revision: 1,
        books,
        findings: &[],
        attachments: &[],
    }
}

/// A bundle as another program would write it: with a good digest, whatever its content.
pub(crate) fn sealed(mut bundle: Json) -> String {
    if let Json::Object(fields) = &mut bundle {
        fields.remove("digest");
        if let Ok(canonical) = canonical_json(&Json::Object(fields.clone()).to_string()) {
            let mut digest = String::new();
            for byte in Sha256::digest(canonical.as_bytes()) {
                let _ = write!(digest, "{byte:02x}");
            }
            fields.insert("digest".into(), digest.into());
        }
    }
    bundle.to_string()
}
