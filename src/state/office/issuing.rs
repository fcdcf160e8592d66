//! 下发: what goes down to the units, and what of it they do not have yet.

use super::remarks::{is_blank, sheet_id};
use crate::bundle::{self, BundleKind};
use crate::county::{RegisterReport, UnitLine};
use crate::domain::{
    Acceptance, Book, Books, Comment, Id, OfficeBook, Receipt, Register, ReviewSheet, SortedMap, TypicalCase,
    Verdict,
};
use chrono::NaiveDate;

/// Cases that were handed out.
pub fn shared_cases(office: Option<&OfficeBook>) -> Vec<TypicalCase> {
    let mut shared = Vec::new();
    for case in office.map_or(&[][..], |office| &office.typical_cases) {
        if case.shared_on.is_some() {
            shared.push(case.clone());
        }
    }
    shared
}

/// The acceptance of a unit's branches, named as the unit's own books are.
fn accepted(office: Option<&OfficeBook>, line: &UnitLine) -> Vec<Acceptance> {
    let mut all = Vec::new();
    for acceptance in office.map_or(&[][..], |office| &office.acceptances) {
        let Some(branch) = &acceptance.branch else {
            continue;
        };
        let is_it = |id: &Option<Id>| id.as_ref() == Some(branch);
        let cell = line
            .branches
            .iter()
            .find(|cell| is_it(&cell.book) || is_it(&cell.entry));
        if let Some(cell) = cell {
            let mut acceptance = acceptance.clone();
            // The school knows its branch by its own book, not by the register's entry.
            acceptance.branch = cell.book.clone().or(acceptance.branch);
            all.push(acceptance);
        }
    }
    all
}

/// The review of a unit as it goes down: what was said, the receipts, its branches' acceptance, and the cases that were
/// handed out. `None` where nothing came from the unit and nothing was said to it.
pub fn outgoing(own: &Books, line: &UnitLine) -> Option<ReviewSheet> {
    let unit = line.book.as_ref().or(line.entry.as_ref())?;
    let office = own.office.as_ref();
    let acceptances = accepted(office, line);
    let mut sheet = match own.review_of(unit) {
        Some(sheet) => sheet.clone(),
        None if acceptances.is_empty() => return None,
        None => super::remarks::new_sheet(unit, &line.name),
    };
    sheet.comments.retain(|comment| !is_blank(comment));
    sheet.acceptances = acceptances;
    sheet.typical_cases = shared_cases(office);
    Some(sheet)
}

/// What a unit does not have yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// Receipts.
    pub receipts: usize,
    /// Remarks that are new, were changed or settled.
    pub comments: usize,
    /// Whether what is said of the whole changed.
    pub verdict: bool,
    /// Acceptances, new or changed.
    pub acceptances: usize,
    /// Cases, new or changed.
    pub cases: usize,
}

impl News {
    /// What goes down and was not in what went down last.
    pub fn of(sheet: &ReviewSheet, last: Option<&ReviewSheet>) -> Self {
        let blank = Verdict::default();
        let was = last.map_or(&blank, |last| &*last.verdict);
        let said = |verdict: &Verdict| {
            (
                verdict.state,
                verdict.bundle.clone(),
                verdict.opinion.trim().to_owned(),
            )
        };
        let known = |comment: &&Comment| {
            let mut was = last.iter().flat_map(|last| &last.comments);
            !was.any(|was| {
                was.id == comment.id && was.text == comment.text && was.resolved_on == comment.resolved_on
            })
        };
        let new_receipt = |receipt: &&Receipt| !last.is_some_and(|last| last.receipts.contains(receipt));
        let new_acceptance =
            |acceptance: &&Acceptance| !last.is_some_and(|last| last.acceptances.contains(acceptance));
        let new_case = |case: &&TypicalCase| !last.is_some_and(|last| last.typical_cases.contains(case));
        Self {
            receipts: sheet.receipts.iter().filter(new_receipt).count(),
            comments: sheet.comments.iter().filter(known).count(),
            verdict: said(&sheet.verdict) != said(was),
            acceptances: sheet.acceptances.iter().filter(new_acceptance).count(),
            cases: sheet.typical_cases.iter().filter(new_case).count(),
        }
    }

    /// Whether there is any.
    pub fn is_any(self) -> bool {
        self != Self::default()
    }

    /// The words a clerk sees; empty where there is none.
    pub fn words(self) -> String {
        let mut all = Vec::new();
        if self.verdict {
            all.push("审阅结果".to_owned());
        }
        for (count, what) in [
            (self.comments, "条意见"),
            (self.receipts, "份回执"),
            (self.acceptances, "个支部的验收"),
            (self.cases, "个典型案例"),
        ] {
            if count > 0 {
                all.push(format!("{count}{what}"));
            }
        }
        all.join("、")
    }
}

/// A file that was sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// When, RFC 3339.
    pub at: &'a str,
    /// The file, word for word.
    pub text: &'a str,
}

/// What went down to a unit last.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    /// When, RFC 3339.
    pub at: String,
    /// Its review, as it went.
    pub sheet: ReviewSheet,
}

/// What went down last, by review. `files` are all that were sent, the oldest first.
pub fn last_sent<'a>(files: impl DoubleEndedIterator<Item = Sent<'a>>) -> SortedMap<Id, Last> {
    let mut all: SortedMap<Id, Last> = SortedMap::new();
    for file in files.rev() {
        // Registers need no reading.
        let Ok(bundle) = bundle::read(file.text.as_bytes()) else {
            continue;
        };
        if bundle.envelope.kind != BundleKind::Review {
            continue;
        }
        for book in bundle.books {
            if let Book::Review(sheet) = book {
                let id = sheet.id().clone();
                all.get_or_insert_with(id, || Last {
                    at: file.at.to_owned(),
                    sheet,
                });
            }
        }
    }
    all
}

/// A unit to which something can go down.
#[derive(Debug, Clone, PartialEq)]
pub struct Addressee {
    /// Its line's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How its plan stands.
    pub state: crate::county::SubmissionState,
    /// Its review, as it would go.
    pub sheet: ReviewSheet,
    /// What of it the unit does not have.
    pub news: News,
    /// When something went down last, RFC 3339; empty where nothing did.
    pub last_at: String,
}

/// The units to which something can go down, in the order of their lines.
pub fn addressees(own: &Books, lines: &[UnitLine], last: &SortedMap<Id, Last>) -> Vec<Addressee> {
    let mut all = Vec::new();
    for line in lines {
        let Some(sheet) = outgoing(own, line) else {
            continue;
        };
        let before = last.get(sheet.id()).or_else(|| {
            let unit = sheet.verdict.unit.as_ref()?;
            last.get(&sheet_id(unit))
        });
        all.push(Addressee {
            key: line.key.clone(),
            name: line.name.clone(),
            state: line.state,
            news: News::of(&sheet, before.map(|last| &last.sheet)),
            last_at: before.map(|last| last.at.clone()).unwrap_or_default(),
            sheet,
        });
    }
    all
}

/// To whom a file goes, for its name.
pub fn whom(names: &[&str], all: usize) -> String {
    match names {
        [only] => (*only).to_owned(),
        some if some.len() == all => "全部单位".into(),
        some => format!("{}个单位", some.len()),
    }
}

/// The register as it goes down, or in words why it does not.
pub fn register_to_issue(
    own: &Books,
    report: &RegisterReport,
    on: NaiveDate,
    office_contact: &str,
    pass_mark: Option<u32>,
) -> Result<Register, String> {
    let Some(register) = &own.register else {
        return Err("还没有花名册。请先在“花名册”里粘贴或填写。".into());
    };
    if !report.may_go_out() {
        return Err(
            "没有下发：花名册里还有重复、没有名称或没有所属单位的，发下去每个单位都会跟着错。请先在“花名册”里改好。"
                .into(),
        );
    }
    let mut register = register.clone();
    register.issue.issued_on = Some(on);
    office_contact.clone_into(&mut register.issue.office_contact);
    register.issue.pass_mark = pass_mark;
    register.typical_cases = shared_cases(own.office.as_ref());
    Ok(register)
}
