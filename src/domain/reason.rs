//! Why a warning is passed.

record! {
    /// The reason that a person gives for passing a warning. It travels with the book, so that whoever reads
    /// the warning reads the reason beside it.
    WarningReason "提醒的理由" {
        /// The rule that warns.
        rule: String => "规则" [derived];
        /// The record it warns of; empty for the document as a whole.
        record: String => "记录" [derived];
        /// The field it warns of; empty for the record as a whole.
        field: String => "栏目" [derived];
        /// The reason, in the person's own words.
        reason: String => "理由" [long];
    }
}
