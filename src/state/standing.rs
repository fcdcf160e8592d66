//! Where an item of the ledger stands: when it is due now, and how far it is on its way to close-out (销号).

use crate::domain::{BranchBook, CloseOut, LedgerItem};
use chrono::NaiveDate;

/// How far an item is on its way to close-out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has asked for its close-out.
    #[default]
    Open,
    /// The branch has asked, on this day; nobody has confirmed.
    Applied(NaiveDate),
    /// Crossed off.
    Closed {
        /// Since this day.
        on: NaiveDate,
        /// Whoever looked whether it is so.
        by: String,
    },
    /// Crossed off once, and taken up again.
    Reopened {
        /// On this day.
        on: NaiveDate,
        /// For this reason.
        why: String,
    },
}

/// Where an item stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// How far it is.
    pub stage: Stage,
    /// The day that is due now, with extensions.
    pub due: Option<NaiveDate>,
    /// The day that the plan gave it, where an extension has put it off.
    pub planned: Option<NaiveDate>,
}

impl Standing {
    /// Where an item of this book stands.
    pub fn of(branch: &BranchBook, item: &LedgerItem) -> Self {
        let due = branch.due_of(item);
        let stage = if let Some(close) = branch.closed(&item.id) {
            Stage::Closed {
                on: close.closed_on.unwrap_or_default(),
                by: close.verified_by.trim().to_owned(),
            }
        } else if let Some(on) = branch.open_close_out(&item.id).and_then(|close| close.applied_on) {
            Stage::Applied(on)
        } else {
            let reopened = |close: &&CloseOut| close.reopened_on.is_some();
            match branch.close_outs_of(&item.id).rfind(reopened) {
                Some(close) => Stage::Reopened {
                    on: close.reopened_on.unwrap_or_default(),
                    why: close.reopen_reason.trim().to_owned(),
                },
                None => Stage::Open,
            }
        };
        Self {
            stage,
            due,
            planned: item.due.filter(|planned| Some(*planned) != due),
        }
    }

    /// Whether it is crossed off.
    pub fn is_closed(&self) -> bool {
        matches!(self.stage, Stage::Closed { .. })
    }

    /// Whether the unit has to confirm its close-out.
    pub fn is_waiting(&self) -> bool {
        matches!(self.stage, Stage::Applied(_))
    }

    /// The day that is counted down to; none once the item is crossed off.
    pub fn counts_to(&self) -> Option<NaiveDate> {
        self.due.filter(|_| !self.is_closed())
    }

    /// Whether it is not crossed off and its day is over.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.counts_to().is_some_and(|due| due < today)
    }
}
