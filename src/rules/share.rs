//! So many of so many.

use std::fmt;

/// A part of a whole, in persons, branches or periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Those that are so.
    pub part: usize,
    /// All that could be.
    pub whole: usize,
}

impl Share {
    /// How many of these are so.
    pub(super) fn of<T>(all: impl Iterator<Item = T>, is_so: impl Fn(&T) -> bool) -> Self {
        let mut share = Self::default();
        for one in all {
            share.whole += 1;
            share.part += usize::from(is_so(&one));
        }
        share
    }

    /// All of them together.
    pub(super) fn sum(shares: impl Iterator<Item = Self>) -> Self {
        shares.fold(Self::default(), |sum, share| Self {
            part: sum.part + share.part,
            whole: sum.whole + share.whole,
        })
    }
}

/// “14 / 26”; a dash where there is nothing to be a part of.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.whole {
            0 => f.write_str("—"),
            whole => write!(f, "{} / {whole}", self.part),
        }
    }
}
