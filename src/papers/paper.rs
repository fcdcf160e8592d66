//! Which papers there are, and what keeps one a draft.

use chrono::NaiveDate;

use crate::domain::{Books, Id, Record, Value};
use crate::rules::{Finding, Gate};

/// A paper that is made of a branch's book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// 党支部整改提高晋位升级情况表.
    Form,
    /// 整改问题台账.
    Ledger,
    /// The public notice of a month, by its first day.
    Poster(NaiveDate),
    /// The slip of a close-out.
    Slip(Id),
}

impl Paper {
    /// The gate that a clean copy has passed; the ledger is a working paper and passes none.
    pub fn gate(&self) -> Option<Gate> {
        match self {
            Self::Form => Some(Gate::YearEnd),
            Self::Ledger => None,
            Self::Poster(_) => Some(Gate::Monthly),
            Self::Slip(_) => Some(Gate::CloseOut),
        }
    }

    /// Whether this paper of a branch is only a draft because of a finding: one that blocks its gate and concerns it.
    /// What is wrong with another branch, month or close-out does not.
    pub fn is_draft_for(&self, books: &Books, branch: &Id, finding: &Finding) -> bool {
        if !self.gate().is_some_and(|gate| finding.blocks(gate)) {
            return false;
        }
        let address = &finding.address;
        let document = books.document(&address.document);
        let record = address
            .record
            .as_ref()
            .and_then(|id| document?.record(id))
            .map(|(_, record)| record);
        let own = address.document == *branch;
        match self {
            Self::Form => own || (is_units(books, &address.document) && !is_of_another(record, branch)),
            Self::Ledger => false,
            Self::Poster(month) => {
                let of = record.and_then(|record| record.get("month"));
                own && of.is_none_or(|of| of == Value::Date(Some(*month)))
            }
            Self::Slip(close_out) => {
                let Some(book) = books.branch(branch).filter(|_| own) else {
                    return false;
                };
                let item = book.close_outs.iter().find(|close| close.id == *close_out);
                let item = item.and_then(|close| close.item.as_ref());
                address.record.as_ref().is_some_and(|record| {
                    record == close_out
                        || Some(record) == item
                        || item.is_some_and(|item| book.milestones_of(item).any(|step| step.id == *record))
                })
            }
        }
    }
}

fn is_units(books: &Books, document: &Id) -> bool {
    books.unit.as_ref().is_some_and(|unit| unit.id() == document)
}

/// Whether a record of the unit's says that it is about another branch.
fn is_of_another(record: Option<&dyn Record>, branch: &Id) -> bool {
    match record.and_then(|record| record.get("branch")) {
        Some(Value::Ref(Some(of))) => of != *branch,
        _ => false,
    }
}
