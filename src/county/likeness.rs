//! Which entry of the register a book may be, by its name. A suggestion; a person decides.

use super::{BranchCell, County, UnitLine};
use crate::domain::Id;
use crate::rules::bare;

/// An entry that a book may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The entry.
    pub entry: Id,
    /// Its name.
    pub name: String,
    /// How alike the names are, of a thousand.
    pub likeness: u32,
    /// Whether a book stands for it already.
    pub is_taken: bool,
}

impl Suggestion {
    /// Whether both have one name, spaces, brackets and punctuation aside.
    pub fn is_same(&self) -> bool {
        self.likeness == SAME
    }

    /// Why it is suggested, in words.
    pub fn words(&self) -> &'static str {
        match self.likeness {
            SAME => "名称相同",
            SHORT => "简称相同",
            ONLY_ONE_LEFT => "该单位只剩这一个没有对应",
            _ => "名称相近",
        }
    }
}

/// One name, spaces, brackets and punctuation aside.
const SAME: u32 = 1000;
/// One name when the words for the Party organisation are left out and the school is shortened.
const SHORT: u32 = 950;
/// Below this two names have nothing to do with each other.
const LEAST: u32 = 600;
/// Not alike, but nothing else is left.
const ONLY_ONE_LEFT: u32 = 0;
/// How many are suggested.
const MOST: usize = 5;

/// How alike two names are, of a thousand.
///
/// Spaces, punctuation and the width of letters and brackets make no difference. Nor do what kind of Party organisation a
/// name ends in (党总支, 党支部), 中共 in front, and whether a school is written out: 第一中学 is 一中. What then remains is
/// compared character by character in order: two names are as alike as the characters that both have in one order, in the
/// characters of both. 一中 and 二中, or 中学 and 小学, are never alike, however much else is.
pub fn likeness(one: &str, other: &str) -> u32 {
    let (one, other) = (bare(one), bare(other));
    if one.is_empty() || other.is_empty() {
        return 0;
    }
    if one == other {
        return SAME;
    }
    let (one, other) = (short(&one), short(&other));
    if one == other {
        return SHORT;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let level = |name: &[char]| name.iter().copied().rfind(|c| "中小幼".contains(*c));
    let level = level(&one).zip(level(&other));
    if contradict(&one, &other) || level.is_some_and(|(one, other)| one != other) {
        return 0;
    }
    let alike = common(&one, &other) * 2 * SAME as usize / (one.len() + other.len()).max(1);
    u32::try_from(alike).unwrap_or_default().min(SHORT - 1)
}

/// A name without what kind of organisation it is, and with its school shortened.
fn short(name: &str) -> String {
    let mut name = name.strip_prefix("中共").unwrap_or(name);
    for ending in [
        "委员会",
        "党总支部",
        "党总支",
        "总支部",
        "总支",
        "党支部",
        "支部",
        "党委",
    ] {
        match name.strip_suffix(ending) {
            Some(rest) if !rest.is_empty() => name = rest,
            _ => {}
        }
    }
    let mut short = name.replace('第', "");
    for (long, brief) in [("中学", "中"), ("小学", "小"), ("幼儿园", "幼")] {
        short = short.replace(long, brief);
    }
    short
}

/// Whether both are numbered, and differently.
fn contradict(one: &[char], other: &[char]) -> bool {
    let is_numeral = |c: &char| "一二三四五六七八九十0123456789".contains(*c);
    let of = |name: &[char]| -> Vec<char> { name.iter().copied().filter(is_numeral).collect() };
    let (one, other) = (of(one), of(other));
    !one.is_empty() && !other.is_empty() && one != other
}

/// How many characters both have in one order.
fn common(one: &[char], other: &[char]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for a in one {
        let mut before = 0;
        for (at, b) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

impl County {
    /// Which entries of the register a sender may be, the likeliest first; those that have a sender already come last.
    pub fn suggested_units(&self, line: &UnitLine) -> Vec<Suggestion> {
        let mut all = Vec::new();
        for known in self.lines.iter().filter(|known| known.key != line.key) {
            let Some(entry) = &known.entry else { continue };
            let likeness = likeness(&line.sent_name, &known.name);
            if likeness >= LEAST {
                put(&mut all, entry, &known.name, likeness, known.is_received());
            }
        }
        all.truncate(MOST);
        all
    }

    /// Which entries a branch may be that came and is none: of its unit's entries, or where the unit is no entry itself,
    /// of all.
    pub fn suggested_branches(&self, line: &UnitLine, cell: &BranchCell) -> Vec<Suggestion> {
        let mut all = Vec::new();
        let mut left = Vec::new();
        for known in &self.lines {
            if line.entry.is_some() && known.key != line.key {
                continue;
            }
            for other in &known.branches {
                let Some(entry) = &other.entry else { continue };
                if !other.is_received() {
                    left.push((entry, &other.name));
                }
                // A branch is often called by its department alone.
                let alike = [
                    likeness(&cell.name, &other.name),
                    likeness(within(&cell.name, &line.name), within(&other.name, &known.name)),
                ];
                let alike = alike[0].max(alike[1].min(SHORT));
                if alike >= LEAST {
                    put(&mut all, entry, &other.name, alike, other.is_received());
                }
            }
        }
        if let (true, true, [(entry, name)]) = (all.is_empty(), line.entry.is_some(), left.as_slice()) {
            put(&mut all, entry, name, ONLY_ONE_LEFT, false);
        }
        all.truncate(MOST);
        all
    }
}

/// A branch's name with its unit's in front, where it does not begin with the school's anyway.
pub(super) fn full_name(unit: &str, branch: &str) -> String {
    if within(branch, unit) != branch || unit.trim().is_empty() {
        return branch.trim().to_owned();
    }
    format!("{} {}", unit.trim(), branch.trim())
}

/// A branch's name without its unit's in front.
pub(super) fn within<'a>(branch: &'a str, unit: &str) -> &'a str {
    let unit = unit.trim();
    let school = unit
        .strip_suffix("党总支")
        .or_else(|| unit.strip_suffix("党委"))
        .unwrap_or(unit);
    match branch.trim().strip_prefix(school) {
        Some(rest) if !rest.is_empty() && !school.is_empty() => rest,
        _ => branch,
    }
}

fn put(all: &mut Vec<Suggestion>, entry: &Id, name: &str, likeness: u32, is_taken: bool) {
    let place = all.partition_point(|known: &Suggestion| {
        (known.is_taken, std::cmp::Reverse(known.likeness)) <= (is_taken, std::cmp::Reverse(likeness))
    });
    all.insert(
        place,
        Suggestion {
            entry: entry.clone(),
            name: name.to_owned(),
            likeness,
            is_taken,
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_as_a_clerk_would_say() {
        for (one, other, at_least, at_most) in [
            ("示例中学党总支", " 示例中学　党总支 ", SAME, SAME),
            ("示例中学（本部）", "示例中学(本部)", SAME, SAME),
            ("示例中学", "示例中学党总支", SHORT, SHORT),
            ("中共示例中学总支部委员会", "示例中学党总支", SHORT, SHORT),
            ("示例一中", "示例第一中学", SHORT, SHORT),
            ("示例一中", "示例县第一中学", 850, 949),
            ("示例一中", "示例二中", 0, 0),
            ("示例中学", "示例小学", 0, 0),
            ("示例镇中心小学", "示例镇小学", 800, 949),
            ("示例第3小学", "示例第４小学", 0, 0),
            ("示例中学", "别处中学", 0, 599),
            ("", "示例中学", 0, 0),
        ] {
            let found = likeness(one, other);
            assert!((at_least..=at_most).contains(&found), "{one} {other}: {found}");
            assert_eq!(found, likeness(other, one), "{one} {other}");
        }
    }
}
