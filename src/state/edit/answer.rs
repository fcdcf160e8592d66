//! What comes back from the office: the answer to a remark, and which entries of the register the books are.

use super::{Change, Edit, EditError, Match};
use crate::domain::{Books, Id};
use chrono::NaiveDate;

/// Answers a remark. The day goes with the words, so that nobody has to type it.
pub(super) fn answer(
    books: &mut Books,
    document: &Id,
    comment: &Id,
    text: String,
    on: NaiveDate,
    change: &mut Change,
) -> Result<(), EditError> {
    let mut reviews = books.reviews.iter_mut();
    let review = reviews
        .find(|review| review.id() == document)
        .ok_or(EditError::NotThere)?;
    let mut comments = review.comments.iter_mut();
    let remark = comments
        .find(|known| known.id == *comment)
        .ok_or(EditError::NotThere)?;
    if remark.resolved_on.is_some() {
        return Err(EditError::NotInTurn);
    }
    remark.answer = text;
    remark.answered_on = remark.is_answered().then_some(on);
    change.recorded(document, comment);
    Ok(())
}

/// Notes which entries the books are. The register decides the grade; what was typed comes back when it is undone.
pub(super) fn match_register(
    books: &mut Books,
    matches: Vec<Match>,
    change: &mut Change,
) -> Result<(), EditError> {
    for (at, one) in matches.iter().enumerate() {
        let twice = |other: &Match| {
            other.document == one.document || (one.entry.is_some() && other.entry == one.entry)
        };
        if matches[..at].iter().any(twice) {
            return Err(EditError::Taken);
        }
        let is_unit = books.unit.as_ref().is_some_and(|unit| *unit.id() == one.document);
        if !is_unit && books.branch(&one.document).is_none() {
            return Err(EditError::NotThere);
        }
    }
    let mut before = Vec::new();
    for one in matches {
        let Match {
            document,
            entry,
            grade,
        } = one;
        let unit = books.unit.as_mut().filter(|unit| *unit.id() == document);
        let (entry, grade) = if let Some(unit) = unit {
            change.recorded(&document, &unit.profile.id);
            (std::mem::replace(&mut unit.profile.register_unit, entry), None)
        } else if let Some(branch) = books.branch_mut(&document) {
            let profile = &mut branch.profile;
            change.recorded(&document, &profile.id);
            (
                std::mem::replace(&mut profile.register_branch, entry),
                std::mem::replace(&mut profile.initial_grade, grade),
            )
        } else {
            continue;
        };
        before.push(Match {
            document,
            entry,
            grade,
        });
    }
    change.undo = Some(Edit::MatchRegister { matches: before });
    Ok(())
}
