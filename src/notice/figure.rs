//! Figures: numbers and days of the notice, each with its source.

use chrono::NaiveDate;

use super::BranchCounts;

/// A number, a day or a list on which rules depend, and the clause it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<T> {
    /// The figure itself.
    pub value: T,
    /// The clause that gives it or, where the notice leaves it open, the clause it serves.
    pub clause: &'static str,
    /// What it says, with its unit, in a clerk's words.
    pub meaning: &'static str,
}

/// A figure written out, for a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureLine {
    /// Its name in code and files.
    pub name: &'static str,
    /// Its value as text.
    pub value: String,
    /// The clause.
    pub clause: &'static str,
    /// What it says.
    pub meaning: &'static str,
}

/// A figure's value as text.
pub(super) trait Show {
    fn show(&self) -> String;
}

impl Show for u32 {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for Option<u32> {
    fn show(&self) -> String {
        self.map_or_else(|| "不用".to_owned(), |figure| figure.to_string())
    }
}

impl Show for String {
    fn show(&self) -> String {
        if self.is_empty() { "（未填）" } else { self }.to_owned()
    }
}

impl Show for NaiveDate {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for Vec<u32> {
    fn show(&self) -> String {
        self.iter().map(u32::to_string).collect::<Vec<_>>().join("、")
    }
}

impl Show for Vec<&'static str> {
    fn show(&self) -> String {
        self.join("、")
    }
}

impl Show for BranchCounts {
    fn show(&self) -> String {
        let Self {
            good,
            fairly_good,
            average,
            poor,
        } = self;
        format!(
            "共{}：好{good}、较好{fairly_good}、一般{average}、较差{poor}",
            self.total()
        )
    }
}
