//! What a figure opens to: the units, branches, items or periods behind it.

use chrono::NaiveDate;

use super::likeness::full_name;
use super::{BranchCell, County, ItemState, Pick, SentBranch, SentItem, SubmissionState, UnitLine};
use crate::domain::{Duty, Grade, Id, ProblemType, TaskCategory, Term, TypicalCase};
use crate::notice::Span;
use crate::rules::{DutyState, bare, blank};

/// Which items to look for. The default looks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFilter {
    /// Of one unit, by its line's key.
    pub unit: Option<String>,
    /// Of one branch, by its book.
    pub branch: Option<Id>,
    /// Of a type.
    pub kind: Pick<ProblemType>,
    /// Of another type's own label, spaces and punctuation aside.
    pub label: Option<String>,
    /// Of a category.
    pub category: Pick<TaskCategory>,
    /// Of a term.
    pub term: Pick<Term>,
    /// Standing so.
    pub state: Option<ItemState>,
    /// Of key branches alone.
    pub key_only: bool,
    /// Holding these words, each of them, in the item or in the names of its branch and unit.
    pub words: String,
}

impl ItemFilter {
    /// The same, for items that stand so.
    #[must_use]
    pub fn standing(&self, state: Option<ItemState>) -> Self {
        Self {
            state,
            ..self.clone()
        }
    }
}

/// One item, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemRow<'a> {
    /// Its unit.
    pub line: &'a UnitLine,
    /// Its branch.
    pub branch: &'a BranchCell,
    /// The item.
    pub item: &'a SentItem,
    /// How it stands on the day.
    pub state: ItemState,
    /// Whether a case was made of it.
    pub is_cased: bool,
}

impl ItemRow<'_> {
    /// What a case made of it begins with; `None` while it is not closed out.
    pub fn case(&self) -> Option<TypicalCase> {
        let closed_on = self.item.closed_on?;
        Some(TypicalCase {
            problem_type: self.item.kind,
            type_label: self.item.label.clone(),
            branch_name: full_name(&self.line.name, &self.branch.name),
            problem: self.item.project.clone(),
            method: self.item.measures.clone(),
            effect: self.item.result.clone(),
            source_item: self.item.item.clone(),
            source_closed_on: Some(closed_on),
            ..TypicalCase::default()
        })
    }
}

/// Which units to look for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnitFilter {
    /// All.
    #[default]
    All,
    /// Standing so.
    In(SubmissionState),
    /// Of which something came.
    Received,
    /// Of which it came late, whatever was said to it since.
    Late,
    /// Nothing came, and the day is over.
    Overdue,
    /// It came, and this version has no opinion yet (通-3).
    AwaitsOpinion,
    /// Comments are open.
    OpenComments,
    /// Open comments were answered.
    Answered,
    /// Several versions of which a person has to look at one.
    Doubtful,
    /// It came and is no entry of the register.
    Unmatched,
}

impl UnitFilter {
    /// Whether it takes a unit.
    pub fn takes(self, line: &UnitLine) -> bool {
        let review = line.review.as_ref();
        match self {
            Self::All => true,
            Self::In(state) => line.state == state,
            Self::Received => line.is_received(),
            Self::Late => line.is_late(),
            Self::Overdue => !line.is_received() && line.days_late > 0,
            Self::AwaitsOpinion => line.awaits_opinion(),
            Self::OpenComments => review.is_some_and(|review| review.open > 0),
            Self::Answered => review.is_some_and(|review| review.answered > 0),
            Self::Doubtful => line.doubtful().next().is_some(),
            Self::Unmatched => line.entry.is_none(),
        }
    }
}

/// Which branches to look for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BranchFilter {
    /// All.
    #[default]
    All,
    /// Entered in the register.
    Entered,
    /// Of this grade at the start.
    Initial(Pick<Grade>),
    /// Aiming at this grade.
    Target(Pick<Grade>),
    /// Of this grade now.
    Now(Pick<Grade>),
    /// Whose book came.
    Received,
    /// Whose book came, of this grade at the start by its own word.
    OwnInitial(Pick<Grade>),
    /// Entered, and no book came.
    Missing,
    /// Came, and no entry of the register under its unit.
    Surplus,
    /// Graded differently by the register and by itself.
    Differs,
    /// Key branches (一.2-a).
    Key,
    /// Promoted (通-2e).
    Promoted,
    /// Key branches that were promoted (三.1).
    KeyPromoted,
    /// Saying what became better (通-2e).
    Improved,
}

impl BranchFilter {
    /// Whether it takes a branch.
    pub fn takes(self, cell: &BranchCell) -> bool {
        match self {
            Self::All => true,
            Self::Entered => cell.entry.is_some(),
            Self::Initial(grade) => grade.takes(cell.initial),
            Self::Target(grade) => grade.takes(cell.target),
            Self::Now(grade) => grade.takes(cell.now()),
            Self::Received => cell.is_received(),
            Self::OwnInitial(grade) => cell.is_received() && grade.takes(cell.own_initial),
            Self::Missing => !cell.is_received(),
            Self::Surplus => cell.is_surplus(),
            Self::Differs => cell.differs(),
            Self::Key => cell.is_key(),
            Self::Promoted => cell.is_promoted(),
            Self::KeyPromoted => cell.is_key() && cell.is_promoted(),
            Self::Improved => cell.is_improved,
        }
    }
}

/// A branch and its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BranchRow<'a> {
    /// The unit.
    pub line: &'a UnitLine,
    /// The branch.
    pub cell: &'a BranchCell,
}

impl<'a> BranchRow<'a> {
    /// What it sent.
    pub fn sent(&self) -> Option<&'a SentBranch> {
        self.line.summary()?.branch(self.cell.place)
    }
}

/// How a duty stands, as far as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyMark {
    /// Done.
    Done,
    /// Not done, and told why.
    Excused,
    /// Not done and not told why.
    Missing,
}

impl DutyMark {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "已完成",
            Self::Excused => "已说明理由",
            Self::Missing => "缺",
        }
    }

    fn of(state: &DutyState) -> Option<Self> {
        match state {
            DutyState::Done => Some(Self::Done),
            DutyState::Excused(_) => Some(Self::Excused),
            DutyState::Missing => Some(Self::Missing),
            DutyState::Running { .. } | DutyState::Ahead => None,
        }
    }
}

/// Which periods of duties to look for. The default looks for all that were due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DutyFilter {
    /// Of one unit, by its line's key.
    pub unit: Option<String>,
    /// Of a duty.
    pub duty: Pick<Duty>,
    /// Of a period, by its first day.
    pub period: Option<NaiveDate>,
    /// Standing so; all that were due where nothing is said.
    pub mark: Option<DutyMark>,
}

/// A duty in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct DutyRow<'a> {
    /// The unit.
    pub line: &'a UnitLine,
    /// The duty.
    pub duty: Duty,
    /// The branch; none where the duty is the unit's own.
    pub branch: Option<&'a SentBranch>,
    /// The leader; empty where it is not one person's.
    pub leader: &'a str,
    /// The period.
    pub span: Span,
    /// How it stands.
    pub state: DutyState,
}

/// What a figure opens to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Units.
    Units(UnitFilter),
    /// Branches.
    Branches(BranchFilter),
    /// Items.
    Items(ItemFilter),
    /// Periods of duties.
    Duties(DutyFilter),
}

impl County {
    /// The units that a filter takes, in the order of the lines.
    pub fn units(&self, filter: UnitFilter) -> Vec<&UnitLine> {
        self.lines.iter().filter(|line| filter.takes(line)).collect()
    }

    /// The branches that a filter takes, in the order of the lines: the map.
    pub fn branches(&self, filter: BranchFilter) -> Vec<BranchRow<'_>> {
        let mut rows = Vec::new();
        for line in &self.lines {
            for cell in line.branches.iter().filter(|cell| filter.takes(cell)) {
                rows.push(BranchRow { line, cell });
            }
        }
        rows
    }

    /// The items that a filter takes, in the order of the lines, branches and ledgers.
    pub fn rows(&self, filter: &ItemFilter) -> Vec<ItemRow<'_>> {
        let mut rows = Vec::new();
        let words = words_of(&filter.words);
        let label = filter.label.as_deref().map(bare);
        for line in &self.lines {
            if filter.unit.as_ref().is_some_and(|unit| *unit != line.key) {
                continue;
            }
            let Some(summary) = line.summary() else { continue };
            for item in &summary.items {
                let mut cells = line.branches.iter();
                let branch = cells.find(|cell| cell.place.is_some() && cell.place == item.branch);
                let Some(branch) = branch else { continue };
                let state = item.state(self.ground.today);
                let takes = filter.state.is_none_or(|wanted| wanted.takes(state))
                    && filter.kind.takes(item.kind)
                    && filter.category.takes(item.category)
                    && filter.term.takes(item.term)
                    && (!filter.key_only || branch.is_key())
                    && (filter.branch.is_none() || filter.branch == branch.book)
                    && label.as_ref().is_none_or(|label| bare(&item.label) == *label)
                    && (words.is_empty() || {
                        let texts = [
                            &item.project,
                            &item.label,
                            &item.handler,
                            &branch.name,
                            &line.name,
                        ];
                        has_words(&texts, &words)
                    });
                if takes {
                    rows.push(ItemRow {
                        line,
                        branch,
                        item,
                        state,
                        is_cased: self.ground.is_cased(item.item.as_ref()),
                    });
                }
            }
        }
        rows
    }

    /// The periods of duties that a filter takes, in the order of the lines.
    pub fn duty_rows(&self, filter: &DutyFilter) -> Vec<DutyRow<'_>> {
        let mut rows = Vec::new();
        for line in &self.lines {
            if filter.unit.as_ref().is_some_and(|unit| *unit != line.key) {
                continue;
            }
            let Some(summary) = line.summary() else { continue };
            for (at, sent) in summary.duties.iter().enumerate() {
                let Some(duty) = sent.duty.filter(|duty| filter.duty.takes(Some(*duty))) else {
                    continue;
                };
                for (span, state) in self.ground.duty_states(summary, at, sent) {
                    let mark = DutyMark::of(&state);
                    let in_period = filter.period.is_none_or(|period| period == span.first);
                    let stands = filter.mark.is_none() || filter.mark == mark;
                    if in_period && stands && mark.is_some() {
                        rows.push(DutyRow {
                            line,
                            duty,
                            branch: summary.branch(sent.branch),
                            leader: &sent.leader,
                            span,
                            state,
                        });
                    }
                }
            }
        }
        rows
    }

    /// How many rows something opens to.
    pub fn count(&self, rows: &Rows) -> usize {
        match rows {
            Rows::Units(filter) => self.units(*filter).len(),
            Rows::Branches(filter) => self.branches(*filter).len(),
            Rows::Items(filter) => self.rows(filter).len(),
            Rows::Duties(filter) => self.duty_rows(filter).len(),
        }
    }

    /// Units by name, their secretary or the names of their branches. Items are searched with [`ItemFilter::words`].
    pub fn search_units(&self, words: &str) -> Vec<&UnitLine> {
        let words = words_of(words);
        let mut found = Vec::new();
        for line in &self.lines {
            let mut texts = vec![&line.name, &line.sent_name, &line.secretary];
            texts.extend(line.branches.iter().map(|cell| &cell.name));
            if !words.is_empty() && has_words(&texts, &words) {
                found.push(line);
            }
        }
        found
    }

    /// Branches by name, secretary or unit.
    pub fn search_branches(&self, words: &str) -> Vec<BranchRow<'_>> {
        let words = words_of(words);
        let mut found = self.branches(BranchFilter::All);
        found.retain(|row| {
            let texts = [&row.cell.name, &row.cell.secretary, &row.line.name];
            !words.is_empty() && has_words(&texts, &words)
        });
        found
    }
}

/// What is looked for, word by word.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(bare);
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether each word stands in one of the texts, spaces, punctuation and letter case aside.
fn has_words(texts: &[&String], words: &[String]) -> bool {
    let mut bared = Vec::new();
    for text in texts {
        if !blank(text) {
            bared.push(bare(text));
        }
    }
    let stands = |word: &String| bared.iter().any(|text| text.contains(word.as_str()));
    words.iter().all(stands)
}
