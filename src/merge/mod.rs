//! Comparing books: what stands in one and not in the other, record by record and field by field.
//!
//! **Invariant:** pure; it decides nothing and changes nothing.

mod compare;

pub use compare::{RecordChange, What, compare};
