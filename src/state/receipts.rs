//! What was sent, held against what the office says that it received.

use crate::domain::{Id, Receipt, ReviewSheet};

/// What the office says of a file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipted {
    /// Nothing yet.
    NotYet,
    /// It received what was sent.
    Same(Receipt),
    /// It received something else under the same number.
    Other(Receipt),
}

/// What these reviews say of the file with this bundle id, whose content has this digest.
pub fn receipted(reviews: &[ReviewSheet], bundle: &str, digest: &str) -> Receipted {
    let Ok(bundle) = Id::parse(bundle) else {
        return Receipted::NotYet;
    };
    for review in reviews {
        if let Some(receipt) = review.receipt_of(&bundle) {
            // Hexadecimal digits mean the same in either case.
            let same = !digest.is_empty() && receipt.digest.trim().eq_ignore_ascii_case(digest);
            let receipt = receipt.clone();
            return if same {
                Receipted::Same(receipt)
            } else {
                Receipted::Other(receipt)
            };
        }
    }
    Receipted::NotYet
}
