//! What is counted over one unit, and added up over all.

use crate::domain::{Choose, Duty, ProblemType, TaskCategory, Term};
use crate::rules::DutyState;

/// An answer to look for: any, none given, or this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pick<T> {
    /// Whatever was answered.
    #[default]
    Any,
    /// Nothing was answered.
    Blank,
    /// This was answered.
    Is(T),
}

impl<T: Choose> Pick<T> {
    /// Whether an answer is looked for.
    pub fn takes(self, answer: Option<T>) -> bool {
        match self {
            Self::Any => true,
            Self::Blank => answer.is_none(),
            Self::Is(wanted) => answer == Some(wanted),
        }
    }

    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Any => "合计",
            Self::Blank => "没有填",
            Self::Is(answer) => answer.label(),
        }
    }

    /// Every answer in its order, then none.
    pub fn each() -> Vec<Self> {
        let mut all: Vec<Self> = T::VALUES.iter().copied().map(Self::Is).collect();
        all.push(Self::Blank);
        all
    }
}

/// How an item stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemState {
    /// Not crossed off, whether in time, overdue or waiting.
    Open,
    /// Open, with its due day over, and still with the branch.
    Overdue,
    /// Open, solved, and waiting to be crossed off by the unit.
    Waiting,
    /// Crossed off.
    Closed,
}

impl ItemState {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "未销号",
            Self::Overdue => "超期未完成",
            Self::Waiting => "等确认销号",
            Self::Closed => "已销号",
        }
    }

    /// The name in markup and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
        }
    }

    /// The state with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = [Self::Open, Self::Overdue, Self::Waiting, Self::Closed].into_iter();
        all.find(|state| state.code() == code)
    }

    /// Whether what is looked for takes an item that stands so: overdue and waiting ones are open as well.
    pub fn takes(self, state: Self) -> bool {
        self == state || (self == Self::Open && state != Self::Closed)
    }
}

/// Items, counted by how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ItemCounts {
    /// Not crossed off, those overdue and waiting among them.
    pub open: usize,
    /// Of these, overdue.
    pub overdue: usize,
    /// Of these, waiting to be crossed off.
    pub waiting: usize,
    /// Crossed off.
    pub closed: usize,
}

impl ItemCounts {
    /// All of them.
    pub fn all(self) -> usize {
        self.open + self.closed
    }

    /// Those that stand so; all where nothing is said.
    pub fn of(self, state: Option<ItemState>) -> usize {
        match state {
            None => self.all(),
            Some(ItemState::Open) => self.open,
            Some(ItemState::Overdue) => self.overdue,
            Some(ItemState::Waiting) => self.waiting,
            Some(ItemState::Closed) => self.closed,
        }
    }

    pub(super) fn count(&mut self, state: ItemState) {
        self.closed += usize::from(state == ItemState::Closed);
        self.open += usize::from(state != ItemState::Closed);
        self.overdue += usize::from(state == ItemState::Overdue);
        self.waiting += usize::from(state == ItemState::Waiting);
    }

    pub(super) fn add(&mut self, other: Self) {
        self.open += other.open;
        self.overdue += other.overdue;
        self.waiting += other.waiting;
        self.closed += other.closed;
    }
}

/// A duty in a period that is over, or in which it is done already, counted over those who owe it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DutyTally {
    /// Done.
    pub done: usize,
    /// Not done, and told why.
    pub excused: usize,
    /// Not done and not told why.
    pub missing: usize,
}

impl DutyTally {
    /// How often it was due.
    pub fn due(self) -> usize {
        self.done + self.excused + self.missing
    }

    pub(super) fn count(&mut self, state: &DutyState) {
        self.done += usize::from(*state == DutyState::Done);
        self.missing += usize::from(*state == DutyState::Missing);
        self.excused += usize::from(matches!(state, DutyState::Excused(_)));
    }

    pub(super) fn add(&mut self, other: Self) {
        self.done += other.done;
        self.excused += other.excused;
        self.missing += other.missing;
    }
}

/// What is counted over one unit's submission on a day. Adding up all units' gives the county's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitCounts {
    /// Units that handed in.
    pub units: usize,
    /// Branches handed in.
    pub branches: usize,
    /// Items.
    pub items: ItemCounts,
    /// Items of each type in its order, then those without one.
    pub by_type: Vec<ItemCounts>,
    /// Items of each category in its order, then those without one.
    pub by_category: Vec<ItemCounts>,
    /// Items of each term in its order, then those without one.
    pub by_term: Vec<ItemCounts>,
    /// Each duty in its order, over its periods in theirs.
    pub duties: Vec<Vec<DutyTally>>,
    /// Branches below 好 at the start.
    pub can_rise: usize,
    /// Of these, promoted: by acceptance, or by their own word before.
    pub promoted: usize,
    /// Key branches.
    pub key: usize,
    /// Of these, promoted.
    pub key_promoted: usize,
    /// Branches that say what became better.
    pub improved: usize,
    /// Good deeds planned.
    pub deeds: usize,
    /// Good deeds done.
    pub deeds_done: usize,
    /// Pledges made.
    pub pledges: usize,
    /// Pledges kept.
    pub pledges_kept: usize,
    /// Pledges judged broken.
    pub pledges_broken: usize,
    /// Votes of the branches' last evaluations.
    pub votes: u64,
    /// Votes against.
    pub votes_against: u64,
}

impl UnitCounts {
    /// Adds another unit's.
    pub fn add(&mut self, other: &Self) {
        self.units += other.units;
        self.branches += other.branches;
        self.items.add(other.items);
        add_all(&mut self.by_type, &other.by_type, ItemCounts::add);
        add_all(&mut self.by_category, &other.by_category, ItemCounts::add);
        add_all(&mut self.by_term, &other.by_term, ItemCounts::add);
        for (duty, of_duty) in other.duties.iter().enumerate() {
            if self.duties.len() <= duty {
                self.duties.push(Vec::new());
            }
            add_all(&mut self.duties[duty], of_duty, DutyTally::add);
        }
        self.can_rise += other.can_rise;
        self.promoted += other.promoted;
        self.key += other.key;
        self.key_promoted += other.key_promoted;
        self.improved += other.improved;
        self.deeds += other.deeds;
        self.deeds_done += other.deeds_done;
        self.pledges += other.pledges;
        self.pledges_kept += other.pledges_kept;
        self.pledges_broken += other.pledges_broken;
        self.votes += other.votes;
        self.votes_against += other.votes_against;
    }

    /// Items of a type.
    pub fn of_type(&self, kind: Pick<ProblemType>) -> ItemCounts {
        picked(&self.by_type, self.items, kind)
    }

    /// Items of a category.
    pub fn of_category(&self, category: Pick<TaskCategory>) -> ItemCounts {
        picked(&self.by_category, self.items, category)
    }

    /// Items of a term.
    pub fn of_term(&self, term: Pick<Term>) -> ItemCounts {
        picked(&self.by_term, self.items, term)
    }

    /// A duty, period by period; empty where nobody owes it.
    pub fn of_duty(&self, duty: Duty) -> &[DutyTally] {
        self.duties.get(place(Some(duty))).map_or(&[], Vec::as_slice)
    }

    /// A duty over all periods.
    pub fn sum_of_duty(&self, duty: Duty) -> DutyTally {
        let mut sum = DutyTally::default();
        for period in self.of_duty(duty) {
            sum.add(*period);
        }
        sum
    }

    /// 满意率 over all votes, in tenths of a per cent.
    pub fn satisfaction(&self) -> Option<u32> {
        crate::domain::satisfaction_rate(self.votes, self.votes_against)
    }
}

/// The place of an answer in its list; none comes last.
pub(super) fn place<T: Choose>(answer: Option<T>) -> usize {
    let found = answer.and_then(|answer| T::VALUES.iter().position(|value| *value == answer));
    found.unwrap_or(T::VALUES.len())
}

fn picked<T: Choose>(counts: &[ItemCounts], all: ItemCounts, pick: Pick<T>) -> ItemCounts {
    let at = match pick {
        Pick::Any => return all,
        Pick::Blank => place::<T>(None),
        Pick::Is(answer) => place(Some(answer)),
    };
    counts.get(at).copied().unwrap_or_default()
}

fn add_all<T: Copy + Default>(sums: &mut Vec<T>, others: &[T], add: fn(&mut T, T)) {
    if sums.len() < others.len() {
        sums.resize(others.len(), T::default());
    }
    for (sum, other) in sums.iter_mut().zip(others) {
        add(sum, *other);
    }
}
