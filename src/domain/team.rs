//! 班子成员: the unit's leading team, and what its members do for rectification (一岗双责).

use super::Id;
use chrono::NaiveDate;

record! {
    /// A member of the unit's leading team.
    TeamMember "班子成员" {
        /// Who.
        name: String => "姓名或职务" [clause "二.1-d"];
        /// In what post.
        post: String => "职务" [clause "二.1-d"];
        /// For which work they answer.
        portfolio: String => "分管工作" [clause "二.1-d"];
        /// The branches they are linked to (联点).
        branches: Vec<Id> => "联点支部" [clause "二.1-b"] [branches];
        /// Since when they are linked; empty for the whole stage.
        from: Option<NaiveDate> => "联点开始日期" [clause "二.1-b"] [hint "整改阶段开始以后才联点的填写"];
    }
}

record! {
    /// 支持帮助: what a member did to help rectification on.
    Support "支持帮助整改" {
        /// The member.
        member: Option<Id> => "班子成员" [clause "二.1-d"] [team];
        /// When.
        date: Option<NaiveDate> => "日期" [clause "二.1-d"];
        /// The branch that was helped.
        branch: Option<Id> => "帮助的支部" [clause "二.1-d"] [branches];
        /// The ledger items that were helped.
        items: Vec<Id> => "帮助的整改项目" [clause "二.1-d"] [items];
        /// What was done.
        help: String => "支持帮助的内容" [clause "二.1-d"] [long];
    }
}

record! {
    /// 与绩效考核挂钩: where a member's appraisal counts the rectification of a branch. It is recorded, not computed.
    AppraisalLink "与绩效考核挂钩" {
        /// The member.
        member: Option<Id> => "班子成员" [clause "二.1-f"] [team];
        /// The branch.
        branch: Option<Id> => "支部" [clause "二.1-f"] [branches];
        /// How its rectification was judged.
        result: String => "支部整改提高情况" [clause "二.1-f"] [long];
        /// In which appraisal it counts.
        used_in: String => "用于哪次考核、怎样运用" [clause "二.1-f"] [long];
    }
}
