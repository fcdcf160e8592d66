//! 花名册: the bureau's units and branches, with the ids and grades from which every school starts.

use super::{Grade, Id, MergeDecision, TypicalCase, UnitKind};
use chrono::NaiveDate;

record! {
    /// What stands above the register: from whom it comes, and what the bureau sets for all.
    RegisterIssue "花名册印发" {
        /// When it was handed out last.
        issued_on: Option<NaiveDate> => "印发日期" [derived];
        /// Whom schools may ask.
        office_contact: String => "办公室联系方式" [clause "通-3"] [hint "学校有疑问找谁，写科室和电话"];
        /// The least satisfaction rate at which no word is said, in per cent; the notice sets none.
        pass_mark: Option<u32> => "满意率参考线（%）" [clause "二.2-b"] [hint "通知没有规定，可以不填"];
    }
}

record! {
    /// One unit of the register. Its id is that of the unit's book.
    RegisterUnit "花名册单位" {
        /// The unit's name.
        name: String => "单位名称" [clause "通-3"];
        /// What kind of Party organisation it has.
        kind: Option<UnitKind> => "党组织类别" [clause "通-3"];
        /// The secretary of its Party organisation.
        secretary: String => "党组织书记" [clause "二.1-c"];
    }
}

record! {
    /// One branch of the register. Its id is that of the branch's book.
    RegisterBranch "花名册支部" {
        /// The unit it belongs to, an entry of the register.
        unit: Option<Id> => "所属单位" [derived];
        /// The branch's name.
        name: String => "党支部名称" [clause "前-1"];
        /// The branch's secretary.
        secretary: String => "支部书记" [clause "二.1-e"];
        /// The grade it was given at the start.
        initial_grade: Option<Grade> => "原定等次" [clause "前-1"];
    }
}

document! {
    /// The bureau's register.
    Register "register" {
        one {
            /// What stands above it.
            issue: RegisterIssue,
        }
        many {
            /// The units.
            units: RegisterUnit,
            /// Their branches.
            branches: RegisterBranch,
            /// Cases handed out with it.
            typical_cases: TypicalCase,
            /// What was decided where two copies differed.
            merge_decisions: MergeDecision,
        }
    }
}

impl Register {
    /// The unit with this id.
    pub fn unit(&self, id: &Id) -> Option<&RegisterUnit> {
        self.units.iter().find(|unit| unit.id == *id)
    }

    /// The branches of a unit, in their order.
    pub fn branches_of(&self, unit: &Id) -> Vec<&RegisterBranch> {
        let mut found = Vec::new();
        for branch in &self.branches {
            if branch.unit.as_ref() == Some(unit) {
                found.push(branch);
            }
        }
        found
    }
}

record! {
    /// 对应: which entry of the register a book is that was begun without it. A person's decision, never the program's.
    RegisterMatch "与花名册对应" {
        /// The id of the book in the files that come in.
        book: Option<Id> => "文件里的编号" [derived];
        /// The entry of the register.
        entry: Option<Id> => "花名册里的编号" [derived];
        /// What the book calls itself.
        name: String => "文件里的名称" [derived];
        /// When it was decided.
        decided_on: Option<NaiveDate> => "确定日期" [derived];
    }
}

record! {
    /// 采用的版本: which of two versions of a unit's plan counts, where neither grew from the other. A person's decision.
    VersionChoice "采用的版本" {
        /// The unit's book.
        unit: Option<Id> => "单位编号" [derived];
        /// Its name.
        unit_name: String => "单位" [derived];
        /// The file that counts.
        bundle: Option<Id> => "采用的文件" [derived];
        /// The files that were looked at and do not.
        instead_of: Vec<Id> => "没有采用的文件" [derived];
        /// When it was decided.
        decided_on: Option<NaiveDate> => "确定日期" [derived];
    }
}
