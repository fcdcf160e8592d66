//! What a person decided where two copies of a book contradicted each other.

use chrono::NaiveDate;

record! {
    /// One decision, made when two copies were merged. It travels with the book, so that what was dropped can be read
    /// for ever, at every desk; for that reason it says whose each content was and never “ours”. Decisions are added
    /// and never changed.
    MergeDecision "合并时的决定" {
        /// The record's id.
        record: String => "记录" [derived];
        /// The field's name; empty for the record as a whole.
        field: String => "栏目" [derived];
        /// Record and field, in words.
        what: String => "哪一处" [derived];
        /// What was kept, in words.
        kept: String => "采用的内容" [long] [derived];
        /// Whose that was.
        kept_from: String => "采用谁的" [derived];
        /// What was not kept, in words.
        dropped: String => "没有采用的内容" [long] [derived];
        /// Whose that was.
        dropped_from: String => "没有采用谁的" [derived];
        /// The day on which it was decided.
        decided_on: Option<NaiveDate> => "决定日期" [derived];
    }
}
