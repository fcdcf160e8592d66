//! What the bureau's office (领导小组办公室) keeps of its own.

use super::{Acceptance, Exemplar, Phrase, RegisterMatch, TypicalCase, VersionChoice, WarningReason};

document! {
    /// The office's book: what it adds to the books of the units.
    OfficeBook "office_book" {
        many {
            /// Cases for others to learn from.
            typical_cases: TypicalCase,
            /// The bureau's exemplars.
            exemplars: Exemplar,
            /// Acceptance, branch by branch.
            acceptances: Acceptance,
            /// Words for remarks.
            phrases: Phrase,
            /// Which books are which entries of the register.
            register_matches: RegisterMatch,
            /// Which of two versions counts.
            version_choices: VersionChoice,
            /// Why warnings were passed.
            warning_reasons: WarningReason,
        }
    }
}

impl OfficeBook {
    /// The acceptance of a branch.
    pub fn acceptance_of(&self, branch: &super::Id) -> Option<&Acceptance> {
        let mut all = self.acceptances.iter();
        all.find(|acceptance| acceptance.branch.as_ref() == Some(branch))
    }
}
