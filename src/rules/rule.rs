//! What a rule is, and how one is declared.

use std::fmt;

use chrono::NaiveDate;

use super::{Context, Example, Findings};
use crate::notice::Programme;

/// At which step a rule is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// G1: the plan is sent to the office.
    Plan,
    /// G2: an item is handed in with the ledger.
    Item,
    /// G3: an item is closed out (销号).
    CloseOut,
    /// G4: the monthly return and notice.
    Monthly,
    /// G5: the year-end form and acceptance.
    YearEnd,
}

impl Gate {
    /// Every step, in the order of the year.
    pub const ALL: [Self; 5] = [
        Self::Plan,
        Self::Item,
        Self::CloseOut,
        Self::Monthly,
        Self::YearEnd,
    ];

    /// Its number.
    pub fn code(self) -> &'static str {
        match self {
            Self::Plan => "G1",
            Self::Item => "G2",
            Self::CloseOut => "G3",
            Self::Monthly => "G4",
            Self::YearEnd => "G5",
        }
    }

    /// What a clerk calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plan => "报送具体方案",
            Self::Item => "登记整改项目",
            Self::CloseOut => "销号",
            Self::Monthly => "每月通报公示",
            Self::YearEnd => "年终考核验收",
        }
    }

    /// Whether going through this gate goes through another one too: the plan holds the ledger, so its items' gate
    /// is passed with it.
    pub fn includes(self, other: Self) -> bool {
        self == other || (self == Self::Plan && other == Self::Item)
    }

    /// Whether what it asks for is asked already on this day. Only the year's end waits: before, it would fill every
    /// list with what nobody can do yet. Checking itself finds the same on every day.
    pub fn is_asked(self, programme: &Programme, today: NaiveDate) -> bool {
        self != Self::YearEnd || today >= programme.year_end_from.value
    }
}

/// What a finding asks of the person who meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Has to be mended before the gate is passed. Saving a draft is never blocked.
    Error,
    /// Has to be mended, or passed with a reason that travels with the book.
    Warning,
    /// Calls something to mind; asks for no answer.
    Reminder,
    /// Counts something; asks for no answer.
    Statistic,
}

impl Severity {
    /// The name in files and markup.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Reminder => "reminder",
            Self::Statistic => "statistic",
        }
    }

    /// What a clerk calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "必须改正",
            Self::Warning => "请核对或说明理由",
            Self::Reminder => "催办",
            Self::Statistic => "统计",
        }
    }
}

/// A rule of the notice, as a value.
pub struct Rule {
    /// Its name, in kebab-case, after what is wrong.
    pub id: &'static str,
    /// The clause that it enforces.
    pub clause: &'static str,
    /// Other clauses that ask for the same.
    pub also: &'static [&'static str],
    /// At which step it is asked.
    pub gate: Gate,
    /// What its findings ask for.
    pub severity: Severity,
    /// Whether it marks and never blocks, though it warns: what it finds no reason could mend (late is late).
    pub only_marks: bool,
    /// Whether the reason for passing it stands in a field of the books, and not beside the finding.
    pub own_reason: bool,
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// Looks for it.
    pub check: fn(&Context<'_>, &mut Findings<'_>),
    /// What the passing example shows; left out of the page, whose every kilobyte travels.
    #[cfg(not(target_arch = "wasm32"))]
    pub passes: &'static str,
    /// What the failing example shows.
    pub fails: &'static str,
    /// Both examples; left out of the page.
    pub example: Example,
}

impl Rule {
    /// Its clause and the others that ask for the same.
    pub fn clauses(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.clause).chain(self.also.iter().copied())
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rule({})", self.id)
    }
}

/// Declares the rule of a file. The examples start from `sample::unit_of_three()` on `sample::TODAY`; each says
/// in words what it shows and does it to the scene.
macro_rules! rule {
    (
        id: $id:literal,
        clause: $clause:literal,
        $(also: [$($also:literal),+],)?
        gate: $gate:ident,
        severity: $severity:ident,
        $(only_marks: $only_marks:literal,)?
        $(own_reason: $own_reason:literal,)?
        summary: $summary:literal,
        passes: $passes:literal => $passing:expr,
        fails: $fails:literal => $failing:expr,
    ) => {
        /// The rule of this file.
        pub(in crate::rules) static RULE: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            clause: $clause,
            also: &[$($($also),+)?],
            gate: $crate::rules::Gate::$gate,
            severity: $crate::rules::Severity::$severity,
            only_marks: false $(|| $only_marks)?,
            own_reason: false $(|| $own_reason)?,
            summary: $summary,
            check,
            #[cfg(not(target_arch = "wasm32"))]
            passes: $passes,
            fails: $fails,
            example: example!($passing, $failing),
        };
    };
}
