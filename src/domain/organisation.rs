//! Units, branches and the leaders linked to weak branches.

use super::{Grade, Id};
use chrono::NaiveDate;

choices! {
    /// What kind of Party organisation a unit (单位党组织) has.
    UnitKind {
        /// 党委
        Committee = "committee" "党委",
        /// 党总支
        GeneralBranch = "general_branch" "党总支",
        /// A single branch directly under the bureau's committee: it is unit and branch at once (note D).
        Branch = "branch" "党支部（直属局党委）",
    }
}

choices! {
    /// In what post a leader is linked to a weak branch.
    LinkPost {
        /// 党总支（党委）书记
        UnitSecretary = "unit_secretary" "党总支（党委）书记",
        /// 局党委委员
        BureauMember = "bureau_member" "局党委委员",
        /// 其他班子成员
        TeamMember = "team_member" "其他班子成员",
    }
}

record! {
    /// The unit itself.
    UnitProfile "单位基本情况" {
        /// The unit's name.
        name: String => "单位名称" [clause "通-3"];
        /// What kind of Party organisation it has.
        kind: Option<UnitKind> => "党组织类别" [clause "通-3"] [hint "只有一个支部、直接归局党委管的学校选“党支部”"];
        /// The secretary (书记) of its Party organisation.
        secretary: String => "党组织书记" [clause "二.1-c"];
        /// Its entry in the bureau's register, once a person has said which.
        register_unit: Option<Id> => "花名册编号" [derived];
    }
}

record! {
    /// The branch itself.
    BranchProfile "支部基本情况" {
        /// The branch's name.
        name: String => "党支部名称" [clause "前-1"];
        /// The id of the unit's book; filled when the branch is opened at the unit's desk.
        unit: Option<Id> => "所属单位编号" [derived];
        /// The unit's name, as far as the branch's own desk needs it.
        unit_name: String => "所属单位" [clause "通-3"];
        /// Its place among the unit's branches, from 1.
        position: Option<u32> => "在单位中的顺序" [derived];
        /// The branch's secretary (支部书记).
        secretary: String => "支部书记" [clause "二.1-e"];
        /// Number of Party members, persons.
        member_count: Option<u32> => "党员人数" [hint "只填数字"];
        /// The grade it was given at the start; the register's, where it came from there.
        initial_grade: Option<Grade> => "原定等次" [clause "前-1"];
        /// Its entry in the bureau's register, once a person has said which.
        register_branch: Option<Id> => "花名册编号" [derived];
    }
}

record! {
    /// A secretary's personal link to a weak branch (联系点).
    SecretaryLink "联系较差、一般支部" {
        /// The branch.
        branch: Option<Id> => "联系的支部" [clause "一.2-b"] [branches];
        /// Who is linked.
        leader: String => "联系领导" [clause "一.2-b"] [hint "党总支书记要亲自联系，不能由他人代替"];
        /// In what post.
        post: Option<LinkPost> => "职务" [clause "一.2-b"];
        /// Since when.
        from: Option<NaiveDate> => "联系开始日期" [clause "一.2-b"];
    }
}
