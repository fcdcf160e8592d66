//! Everything the office needs of one submission without opening the file again: one small row beside it.
//!
//! A summary holds facts and no judgements that a day would change: what is overdue or missing is worked out for any day.
//! It is declared like the books and written by the same code, but it is none of the file format's documents, and no file
//! brings one in.

use chrono::NaiveDate;

use crate::bundle::{Desk, decode_into, encode_document};
use crate::domain::{Duty, Grade, Id, ProblemType, TaskCategory, Term, UnitKind};

/// Which program made a summary, and by which rules. One made by another is made anew from its file.
pub const MADE_BY: &str = concat!("1 jinwei ", env!("CARGO_PKG_VERSION"));

record! {
    /// The file.
    SentFile "报送文件" {
        /// See [`MADE_BY`].
        made_by: String => "整理程序" [derived];
        /// The bundle's id.
        bundle: Option<Id> => "文件编号" [derived];
        /// The bundle that it takes the place of.
        supersedes: Option<Id> => "代替的文件" [derived];
        /// Where it was made.
        desk: Option<Desk> => "报送岗位" [derived];
        /// The programme that its books are held to.
        programme: String => "方案" [derived];
        /// The program that wrote it.
        generator: String => "导出程序" [derived];
        /// When it was made, RFC 3339.
        created_at: String => "导出时间" [derived];
        /// When it was received, RFC 3339.
        received_at: String => "收到时间" [derived];
        /// Which version of the submission it is.
        revision: Option<u32> => "版次" [derived];
        /// Its digest.
        digest: String => "校验码" [derived];
        /// Records in it that could not be read.
        set_aside: Option<u32> => "读不出来的记录" [derived];
        /// Unit books in it.
        units: Option<u32> => "单位数" [derived];
        /// Errors that its sender knew of.
        sent_errors: Option<u32> => "报送时的错误" [derived];
        /// Warnings that its sender knew of.
        sent_warnings: Option<u32> => "报送时的提醒" [derived];
        /// Errors by our own check.
        errors: Option<u32> => "错误" [derived];
        /// Warnings by our own check.
        warnings: Option<u32> => "提醒" [derived];
        /// The day of our own check.
        checked_on: Option<NaiveDate> => "检查日期" [derived];
    }
}

record! {
    /// The unit that sent it; its name alone where a branch sent its book by itself.
    SentUnit "报送单位" {
        /// Its book's id, or what the file says it is.
        book: Option<Id> => "单位编号" [derived];
        /// Its entry in the register, as the school has it.
        register_unit: Option<Id> => "花名册编号" [derived];
        /// Its name.
        name: String => "单位名称" [derived];
        /// What kind of Party organisation it has.
        kind: Option<UnitKind> => "党组织类别" [derived];
        /// Its secretary.
        secretary: String => "党组织书记" [derived];
        /// The day the plan was first sent.
        submitted_on: Option<NaiveDate> => "首次报送日期" [derived];
        /// The states of its book, this one first, then those it grew from.
        ancestry: Vec<Id> => "版本" [derived];
    }
}

record! {
    /// One branch.
    SentBranch "报送的支部" {
        /// Its book's id.
        book: Option<Id> => "支部编号" [derived];
        /// Its entry in the register, as the school has it.
        register_branch: Option<Id> => "花名册编号" [derived];
        /// The states of its book, this one first, then those it grew from.
        ancestry: Vec<Id> => "版本" [derived];
        /// Its name.
        name: String => "党支部名称" [derived];
        /// Its secretary.
        secretary: String => "支部书记" [derived];
        /// The grade it was given at the start.
        initial: Option<Grade> => "原定等次" [derived];
        /// The grade it aims at.
        target: Option<Grade> => "目标等次" [derived];
        /// By when.
        target_due: Option<NaiveDate> => "完成时限" [derived];
        /// The grade it holds to be its own at the year's end.
        own_final: Option<Grade> => "自评等次" [derived];
        /// What became better.
        improvements: String => "新的提高" [derived];
        /// Why it was not promoted.
        not_promoted_reason: String => "没有晋位的原因" [derived];
        /// Good deeds planned.
        deeds: Option<u32> => "计划好事实事" [derived];
        /// Good deeds done.
        deeds_done: Option<u32> => "办成好事实事" [derived];
        /// Pledges made.
        pledges: Option<u32> => "党员承诺" [derived];
        /// Pledges kept.
        pledges_kept: Option<u32> => "已兑现的承诺" [derived];
        /// Pledges judged broken.
        pledges_broken: Option<u32> => "没有兑现的承诺" [derived];
        /// Votes of the last evaluation.
        votes: Option<u32> => "评议票数" [derived];
        /// Votes against.
        votes_against: Option<u32> => "不满意票数" [derived];
        /// Inspections by the unit.
        inspections: Option<u32> => "督查次数" [derived];
        /// Who is linked to it as a weak branch, by post and name.
        linked: String => "联系领导" [derived];
        /// The bureau's visits to it.
        bureau_visits: Option<u32> => "局党委到校指导次数" [derived];
        /// The last of them.
        last_bureau_visit: Option<NaiveDate> => "局党委最近一次指导" [derived];
        /// Of a key branch: the goal of its turnaround.
        turnaround_goal: String => "整顿目标" [derived];
        /// Who answers for it.
        turnaround_responsible: String => "整顿责任人" [derived];
        /// The measures.
        turnaround_measures: String => "整顿措施" [derived];
        /// By when.
        turnaround_due: Option<NaiveDate> => "整顿完成时限" [derived];
        /// Parts of 五位一体 that are filled in.
        five_in_one: Option<u32> => "“五位一体”已填项数" [derived];
    }
}

record! {
    /// One item of a ledger.
    SentItem "报送的项目" {
        /// Its branch, by its place here from 0.
        branch: Option<u32> => "支部" [derived];
        /// Its id.
        item: Option<Id> => "编号" [derived];
        /// Its number in the ledger.
        number: Option<u32> => "序号" [derived];
        /// The problem.
        project: String => "具体项目" [derived];
        /// Its kind.
        kind: Option<ProblemType> => "问题类型" [derived];
        /// The own label of another kind.
        label: String => "其他类型的名称" [derived];
        /// What kind of task it is.
        category: Option<TaskCategory> => "任务类别" [derived];
        /// Short, medium or long.
        term: Option<Term> => "长、中、短期" [derived];
        /// The day that is due now, with extensions.
        due: Option<NaiveDate> => "完成时限" [derived];
        /// The day that the plan gave it, where an extension moved it.
        planned: Option<NaiveDate> => "原定时限" [derived];
        /// Who answers for it.
        handler: String => "承办责任人" [derived];
        /// Since when it waits to be crossed off by the unit.
        waits_since: Option<NaiveDate> => "申请销号日期" [derived];
        /// The day on which it was crossed off.
        closed_on: Option<NaiveDate> => "销号日期" [derived];
        /// Of a closed item: how it was solved.
        measures: String => "主要措施" [derived];
        /// Of a closed item: what came of it.
        result: String => "整改结果" [derived];
    }
}

record! {
    /// The unit's set of answers for one kind of problem.
    SentSolution "报送的类型解决方案" {
        /// The kind.
        kind: Option<ProblemType> => "问题类型" [derived];
        /// The own label of another kind.
        label: String => "其他类型的名称" [derived];
        /// How problems of this kind are solved.
        approach: String => "解决办法" [derived];
        /// The measures.
        steps: String => "具体措施" [derived];
        /// The branches it is meant for, by name.
        applies_to: String => "适用支部" [derived];
    }
}

record! {
    /// One duty of the unit, of a branch or of a leader.
    SentDuty "报送的日程" {
        /// The duty.
        duty: Option<Duty> => "事项" [derived];
        /// The branch, by its place here from 0; none where it is the unit's own.
        branch: Option<u32> => "支部" [derived];
        /// The leader, where it is one person's.
        leader: String => "联点领导" [derived];
        /// The first day of the first period in which it is owed.
        from: Option<NaiveDate> => "从哪一周、哪一月起" [derived];
        /// The periods in which it is done, see [`DonePeriods`](super::DonePeriods).
        done: String => "已开展的周、月" [derived];
    }
}

record! {
    /// Why a duty was not done in a period.
    SentExcuse "没有开展的理由" {
        /// The duty, by its place here from 0.
        duty: Option<u32> => "事项" [derived];
        /// The period, by its first day.
        period: Option<NaiveDate> => "周或月" [derived];
        /// Why.
        reason: String => "理由" [derived];
    }
}

document! {
    /// What one submission says, in short. Its id is the bundle's.
    Summary "summary" {
        one {
            /// The file.
            file: SentFile,
            /// The unit.
            unit: SentUnit,
        }
        many {
            /// Its branches.
            branches: SentBranch,
            /// Their items.
            items: SentItem,
            /// The unit's answers to kinds of problems.
            solutions: SentSolution,
            /// What comes back every week or month.
            duties: SentDuty,
            /// Why it was not done.
            excuses: SentExcuse,
        }
    }
}

impl Summary {
    /// The summary as text on one line, to be kept beside its file.
    pub fn to_text(&self) -> String {
        encode_document(self)
    }

    /// Reads what [`to_text`](Self::to_text) wrote. `None` where it is damaged or was made by another version of the
    /// program: then it is made anew from the file, which alone is the truth.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut summary = Self::new(Id::default());
        decode_into(&mut summary, text).ok()?;
        let is_whole = summary.head.set_aside.is_empty() && summary.head.extra.is_empty();
        (is_whole && summary.file.made_by == MADE_BY).then_some(summary)
    }

    /// When a file was received, as a summary of any version tells it.
    pub fn received_at_of(text: &str) -> Option<String> {
        let mut summary = Self::new(Id::default());
        decode_into(&mut summary, text).ok()?;
        Some(summary.file.received_at.clone())
    }

    /// What tells one sender from another: the unit's book, or its name where it has none.
    pub fn sender(&self) -> String {
        match &self.unit.book {
            Some(book) => book.to_string(),
            None => format!("名称：{}", self.unit.name.trim()),
        }
    }

    /// The day the plan was first sent; the day of the file where nothing else is written.
    pub fn sent_on(&self) -> Option<NaiveDate> {
        let made = || crate::domain::parse_date(self.file.created_at.get(..10)?);
        self.unit.submitted_on.or_else(made)
    }

    /// The branch of an item or of a duty.
    pub fn branch(&self, place: Option<u32>) -> Option<&SentBranch> {
        self.branches.get(place? as usize)
    }
}
