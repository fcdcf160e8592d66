//! Which papers there are, and what keeps one a draft.

use chrono::NaiveDate;

use crate::domain::{Books, Document, Id, Record, Value};
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

    /// Whether a finding that keeps the gate shut is about this paper of a branch. What is wrong with another branch,
    /// month or close-out does not make it a draft.
    pub fn concerns(&self, books: &Books, branch: &Id, finding: &Finding) -> bool {
        let address = &finding.address;
        let own = address.document == *branch;
        let Some(document) = books.document(&address.document) else {
            return false;
        };
        let record = address.record.as_ref().and_then(|id| document.record(id));
        let record = record.map(|(_, record)| record);
        match self {
            Self::Form => own || is_units_about(books, document, finding, record, branch),
            Self::Ledger => false,
            Self::Poster(month) => {
                let of = record.and_then(|record| record.get("month"));
                own && of.is_none_or(|of| of == Value::Date(Some(*month)))
            }
            Self::Slip(close_out) => {
                let item = document.record(close_out).and_then(|(_, close)| close.get(OWNER));
                let (Some(record), Some(Value::Ref(Some(item)))) = (record, item) else {
                    return false;
                };
                let belongs = address.collection != "close_outs"
                    && record.get(OWNER) == Some(Value::Ref(Some(item.clone())));
                own && (record.id() == close_out || *record.id() == item || belongs)
            }
        }
    }
}

/// The field by which a record says to which item it belongs.
const OWNER: &str = "item";

/// Whether what is wrong in the unit's book is about this branch: its record names no other, or one is missing of a
/// collection that has none for this branch.
fn is_units_about(
    books: &Books,
    document: &dyn Document,
    finding: &Finding,
    record: Option<&dyn Record>,
    branch: &Id,
) -> bool {
    const OF: &str = "branch";
    let about = |record: &dyn Record| record.get(OF) == Some(Value::Ref(Some(branch.clone())));
    let is_units = books.unit.as_ref().is_some_and(|unit| unit.id() == document.id());
    let list = document.list(finding.address.collection);
    let by_branch = list.is_some_and(|list| list.def().field(OF).is_some());
    is_units
        && match record {
            _ if !by_branch => true,
            Some(record) => about(record) || record.get(OF) == Some(Value::Ref(None)),
            None => !list.is_some_and(|list| list.iter().any(about)),
        }
}
