//! Grades and kinds as people write them.

use crate::domain::{Choose as _, Grade, UnitKind};
use crate::rules::bare;

/// A grade; none for an empty cell, an error for words that say none.
pub(super) fn grade(cell: &str) -> Result<Option<Grade>, ()> {
    let words = bare(cell);
    let mut words = words.as_str();
    if words.is_empty() {
        return Ok(None);
    }
    for ending in ["党支部", "支部", "等次", "等级", "类", "等", "级"] {
        words = words.strip_suffix(ending).unwrap_or(words);
    }
    let found = Grade::VALUES
        .iter()
        .find(|grade| grade.label() == words || grade.code() == words);
    found.copied().map(Some).ok_or(())
}

/// A kind of Party organisation; none for an empty cell, an error for words that say none.
pub(super) fn kind(cell: &str) -> Result<Option<UnitKind>, ()> {
    let words = bare(cell);
    if words.is_empty() {
        return Ok(None);
    }
    let coded = UnitKind::VALUES.iter().find(|kind| bare(kind.code()) == words);
    if let Some(kind) = coded {
        return Ok(Some(*kind));
    }
    // 总支 first: 党总支部 holds 支部. What is directly under the bureau's committee names that as well.
    if words.contains("总支") {
        Ok(Some(UnitKind::GeneralBranch))
    } else if words.contains("支部") || words == "直属" {
        Ok(Some(UnitKind::Branch))
    } else if words.contains("党委") || words == "委员会" {
        Ok(Some(UnitKind::Committee))
    } else {
        Err(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_and_kinds_are_read_as_people_write_them() {
        for (cell, expected) in [
            ("好", Ok(Some(Grade::Good))),
            (" “较 好” ", Ok(Some(Grade::FairlyGood))),
            ("“一般”类党支部", Ok(Some(Grade::Average))),
            ("较差等次", Ok(Some(Grade::Poor))),
            ("fairly_good", Err(())),
            ("poor", Ok(Some(Grade::Poor))),
            ("", Ok(None)),
            ("差", Err(())),
            ("优秀", Err(())),
        ] {
            assert_eq!(grade(cell), expected, "{cell}");
        }
        for (cell, expected) in [
            ("总支", Ok(Some(UnitKind::GeneralBranch))),
            ("党总支部", Ok(Some(UnitKind::GeneralBranch))),
            ("党委", Ok(Some(UnitKind::Committee))),
            ("党支部（直属局党委）", Ok(Some(UnitKind::Branch))),
            ("直属支部", Ok(Some(UnitKind::Branch))),
            ("general_branch", Ok(Some(UnitKind::GeneralBranch))),
            ("", Ok(None)),
            ("小学", Err(())),
        ] {
            assert_eq!(kind(cell), expected, "{cell}");
        }
    }
}
