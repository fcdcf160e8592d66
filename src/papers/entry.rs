//! What stands in the places of a paper.

/// What stands in one place of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Words from the books.
    Text(String),
    /// Several lines from the books, an item or a step each.
    Lines(Vec<String>),
    /// The books hold nothing for it yet.
    Missing,
    /// What a hand writes or seals once the paper is printed.
    Blank(Blank),
}

/// A place that the program leaves to a hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// A few words.
    Line,
    /// Several lines of words.
    Lines,
    /// A name in its owner's hand.
    Signature,
    /// 年 月 日.
    Date,
    /// A seal (盖章).
    Seal,
}

/// Where a label of a paper comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// From the notice.
    Notice,
    /// Inferred from like forms of that year.
    Inferred,
}

/// A place of a paper and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What is asked.
    pub label: &'static str,
    /// Where the label comes from.
    pub source: Source,
    /// What stands there.
    pub entry: Entry,
    /// Whether it stands at the foot of the place before it: a signature under an opinion, say.
    pub at_foot: bool,
}

/// How the places of a row stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Side by side, each behind its label.
    Side,
    /// As columns under their labels; the lines of all go together, one row an item.
    Columns,
}

/// One row of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the paper's plan.
    pub number: u8,
    /// What its places are about together; empty where each speaks for itself.
    pub title: &'static str,
    /// How they stand.
    pub layout: Layout,
    /// They, in order.
    pub cells: Vec<Cell>,
}

impl Entry {
    /// Words, or that there are none.
    pub(super) fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        match words.trim() {
            "" => Self::Missing,
            _ => Self::Text(words),
        }
    }

    /// Words, or that there are none.
    pub(super) fn maybe(words: Option<impl Into<String>>) -> Self {
        words.map_or(Self::Missing, Self::text)
    }

    /// Lines, or that there are none.
    pub(super) fn lines(lines: Vec<String>) -> Self {
        if lines.is_empty() {
            Self::Missing
        } else {
            Self::Lines(lines)
        }
    }

    /// The same, with a place for a hand where the books hold nothing.
    pub(super) fn or(self, blank: Blank) -> Self {
        match self {
            Self::Missing => Self::Blank(blank),
            entry => entry,
        }
    }
}

impl Cell {
    /// A place that the notice names.
    pub(super) fn of_notice(label: &'static str, entry: Entry) -> Self {
        Self {
            label,
            source: Source::Notice,
            entry,
            at_foot: false,
        }
    }

    /// A place that like forms have.
    pub(super) fn inferred(label: &'static str, entry: Entry) -> Self {
        Self {
            source: Source::Inferred,
            ..Self::of_notice(label, entry)
        }
    }

    /// The same, at the foot of the place before it.
    pub(super) fn foot(self) -> Self {
        Self {
            at_foot: true,
            ..self
        }
    }
}

impl Row {
    /// Places side by side.
    pub(super) fn side(number: u8, title: &'static str, cells: Vec<Cell>) -> Self {
        Self {
            number,
            title,
            layout: Layout::Side,
            cells,
        }
    }
}
