//! 审阅: what the bureau's office says to one unit about what it handed in, and what the unit answers.
//!
//! One sheet a unit, for the whole half-year. It goes down with every review, and comes up again, with the answers,
//! in the unit's next submission.

use super::{Acceptance, Id, MergeDecision, TypicalCase};
use chrono::NaiveDate;

choices! {
    /// What came of reading. 审阅 is reading and commenting, not approval (通-3).
    ReviewState {
        /// Sent back with comments.
        Returned = "returned" "退回修改",
        /// Read.
        Reviewed = "reviewed" "已审阅",
    }
}

choices! {
    /// Whether a file came in time.
    Timeliness {
        /// By the day.
        OnTime = "on_time" "按时",
        /// After it.
        Late = "late" "逾期",
    }
}

record! {
    /// 审阅意见: the office's word on the unit's plan as a whole.
    Verdict "审阅意见" {
        /// The unit's book.
        unit: Option<Id> => "单位编号" [derived];
        /// Its name.
        unit_name: String => "单位" [derived];
        /// The file that was read.
        bundle: Option<Id> => "审阅的文件" [derived];
        /// Which version of the plan it was.
        revision: Option<u32> => "审阅的版次" [derived];
        /// What came of it.
        state: Option<ReviewState> => "审阅结果" [clause "通-3"] [derived];
        /// The opinion on the whole.
        opinion: String => "总的意见" [clause "通-3"] [long];
        /// When it was read.
        reviewed_on: Option<NaiveDate> => "审阅日期" [clause "通-3"] [derived];
    }
}

record! {
    /// 意见: one remark at its place, with the answer to it.
    Comment "意见" {
        /// The book that it is about.
        document: Option<Id> => "文书编号" [derived];
        /// The collection there; empty for the book as a whole.
        collection: String => "类别" [derived];
        /// The record there; none for the book as a whole.
        record: Option<Id> => "记录编号" [derived];
        /// The field there; empty for the record as a whole.
        field: String => "栏目" [derived];
        /// The place in words, readable also when the record is gone.
        place: String => "位置" [derived];
        /// What the field held when the remark was written.
        quoted: String => "当时的内容" [derived];
        /// The remark.
        text: String => "意见" [clause "通-3"] [long];
        /// When it was written.
        written_on: Option<NaiveDate> => "提出日期" [derived];
        /// The unit's answer.
        answer: String => "答复" [clause "通-3"] [long];
        /// When it was answered.
        answered_on: Option<NaiveDate> => "答复日期" [derived];
        /// When the office held it to be settled.
        resolved_on: Option<NaiveDate> => "解决日期" [derived];
    }
}

impl Comment {
    /// Whether the unit still has to do with it.
    pub fn is_open(&self) -> bool {
        self.resolved_on.is_none() && !self.text.trim().is_empty()
    }

    /// Whether somebody answered.
    pub fn is_answered(&self) -> bool {
        !self.answer.trim().is_empty()
    }
}

record! {
    /// 回执: what the office received. The unit holds it against what it sent.
    Receipt "回执" {
        /// The bundle's id.
        bundle: Option<Id> => "文件编号" [derived];
        /// Its digest, as it was received.
        digest: String => "校验码" [derived];
        /// Which version of the plan it was.
        revision: Option<u32> => "版次" [derived];
        /// Branches in it.
        branches: Option<u32> => "支部数" [derived];
        /// Ledger items in it.
        items: Option<u32> => "项目数" [derived];
        /// Records in it that could not be read.
        set_aside: Option<u32> => "读不出来的记录" [derived];
        /// The day it came.
        received_on: Option<NaiveDate> => "收到日期" [clause "通-3"] [derived];
        /// Whether the plan was in time.
        timeliness: Option<Timeliness> => "是否按时" [clause "通-3"] [derived];
    }
}

document! {
    /// The review of one unit.
    ReviewSheet "review_sheet" {
        one {
            /// The word on the whole.
            verdict: Verdict,
        }
        many {
            /// Remarks, each at its place.
            comments: Comment,
            /// What was received.
            receipts: Receipt,
            /// Acceptance of the unit's branches, as the office wrote it.
            acceptances: Acceptance,
            /// Cases for the unit to learn from.
            typical_cases: TypicalCase,
            /// What was decided where two copies differed.
            merge_decisions: MergeDecision,
        }
    }
}

impl ReviewSheet {
    /// Remarks that are not settled, in the order in which they were written.
    pub fn open_comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.iter().filter(|comment| comment.is_open())
    }

    /// Whether the plan was sent back and the unit has not sent a later version since.
    pub fn is_returned(&self) -> bool {
        self.verdict.state == Some(ReviewState::Returned)
    }

    /// The receipt for a bundle.
    pub fn receipt_of(&self, bundle: &Id) -> Option<&Receipt> {
        let mut receipts = self.receipts.iter();
        receipts.find(|receipt| receipt.bundle.as_ref() == Some(bundle))
    }
}

record! {
    /// 常用语: words that the office uses again and again.
    Phrase "常用语" {
        /// The words.
        text: String => "常用语" [clause "通-3"] [hint "写审阅意见时点一下就能填入"] [long];
    }
}
