//! The leading team, as rules and statistics look at it.

use super::Context;
use super::text::blank;
use crate::domain::{TeamMember, UnitBook};

/// A member of the leading team, and the book in which stands what they did.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    unit: &'a UnitBook,
    record: &'a TeamMember,
}

impl<'a> Member<'a> {
    /// How messages name them.
    pub(super) fn name(&self) -> &'a str {
        self.record.name.trim()
    }

    /// Whether it is recorded what they did to help (二.1-d).
    pub(super) fn has_helped(&self) -> bool {
        let supports = self.unit.supports.iter();
        supports
            .filter(|support| support.member.as_ref() == Some(&self.record.id))
            .any(|support| support.date.is_some() || !blank(&support.help))
    }

    /// Whether it is recorded how a branch's rectification counts in their appraisal (二.1-f): how it was judged, and
    /// in which appraisal.
    pub(super) fn is_appraised(&self) -> bool {
        let links = self.unit.appraisal_links.iter();
        links
            .filter(|link| link.member.as_ref() == Some(&self.record.id))
            .any(|link| !blank(&link.result) && !blank(&link.used_in))
    }
}

impl<'a> Context<'a> {
    /// The members of the unit's leading team who have a name.
    pub(super) fn members(&self) -> impl Iterator<Item = Member<'a>> {
        self.unit().into_iter().flat_map(|unit| {
            let named = unit.team_members.iter().filter(|member| !blank(&member.name));
            named.map(move |record| Member { unit, record })
        })
    }
}
