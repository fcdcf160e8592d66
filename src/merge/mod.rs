//! Comparing and merging books, record by record and field by field.
//!
//! # Versions
//!
//! A book is given a version whenever it is sent ([`DocumentHead::sent_as`](crate::domain::DocumentHead::sent_as)), and
//! remembers every version that it grew from. Between two sendings it is edited without a new version: a book is then
//! “its version, and something more”. So [`relation`] does not trust the version alone. It looks up what the newest
//! common version held (the *base*; files that were sent and received are kept word for word) and asks which side is not
//! that any more. Only theirs: newer. Only ours: older. Both: forked.
//!
//! The result of a merge has no version until it is sent, and its ancestors are all versions that either side was or
//! grew from. Take A's copy at version `a` and B's at `b`, both grown from `v`. A merges; its book grew from `a`, `b` and
//! `v`. B's file, should it come again, is a known version: older. When A sends, as `c`, B sees that `c` grew from `b`,
//! and if B's book still is what it was at `b`, that is the base, and `c` is newer: B goes on from it without a merge.
//! If B went on meanwhile, the base is `b`, not `v`, and what was decided at A is not asked again.
//!
//! Two books may have several common versions of which none grew from another: both sides merged the same two copies.
//! The base is then what these versions make when they are merged (as in git's recursive strategy). So a field on which
//! both sides decided differently is a conflict again, and not won by whichever of the two happened to be the base. A
//! common version that may be the newest and whose content is not at hand leaves no base at all: an older one would
//! bring back what had been cleared since.
//!
//! # Merging
//!
//! [`three_way`] gives the same book whichever side is called ours. What one side alone changed is taken, and a field
//! that was cleared counts as changed. What both changed differently is a [`Conflict`]: it holds the base's content until
//! a person's [`Decision`] is given. Lists of answers and of references are sets: what either side put in is in, what
//! either side took out is out. A record deleted on one side and edited on the other is one conflict; with an item of the
//! ledger go the records that belong to it, so that an item that is kept keeps its plan. References to a record
//! that is gone stay as they are.
//!
//! Without a base the base is an empty book: what one side lacks is taken from the other, every other difference is a
//! conflict.
//!
//! **Invariant:** pure; nothing that is compared is changed, and nothing is decided without a person.

mod compare;
mod conflict;
mod order;
mod record_decision;
mod relation;
mod set;
mod three_way;

pub use compare::{RecordChange, What, compare};
pub use conflict::{Conflict, Decision, Held, HeldRecord, Place, Take};
pub use record_decision::{MAX_DECISION_CHARS, Party, record_decision};
pub use relation::{Relation, head_after, relation};
pub use three_way::{Merged, three_way};
