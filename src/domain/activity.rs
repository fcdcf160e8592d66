//! What a branch does with its members and the public: opinions, good deeds, pledges.

use super::Id;
use chrono::NaiveDate;

choices! {
    /// 五带头: the five ways in which a member leads.
    FiveLead {
        /// 带头学习提高
        Study = "study" "带头学习提高",
        /// 带头争创佳绩
        Achieve = "achieve" "带头争创佳绩",
        /// 带头服务群众
        Serve = "serve" "带头服务群众",
        /// 带头遵纪守法
        ObeyLaw = "obey_law" "带头遵纪守法",
        /// 带头弘扬正气
        Integrity = "integrity" "带头弘扬正气",
    }
}

record! {
    /// 听取意见: one round of asking the public how to solve the problems.
    OpinionRound "征求群众意见" {
        /// When.
        date: Option<NaiveDate> => "日期" [clause "二.2-a"];
        /// In what form.
        form: String => "方式" [clause "二.2-a"] [hint "如：座谈会、意见箱、问卷、走访"];
        /// Who was asked.
        people: String => "征求对象" [clause "二.2-a"];
        /// What they said.
        opinions: String => "意见建议" [clause "二.2-a"] [hint "一条一行"] [long];
        /// What was adopted of it.
        adopted: String => "采纳情况" [clause "二.2-a"] [long];
        /// The ledger items that came of it.
        items: Vec<Id> => "转入台账的项目" [clause "二.2-a"] [items];
    }
}

record! {
    /// 好事实事: one of the one or two good deeds that a branch does.
    GoodDeed "好事实事" {
        /// What it is.
        title: String => "好事实事名称" [clause "二.2-e"];
        /// From whose need it comes.
        need_source: String => "需求来源（所需所盼）" [clause "二.2-e"];
        /// For whom.
        beneficiaries: String => "受益对象" [clause "二.2-e"];
        /// Who answers for it.
        handler: String => "责任人" [clause "二.2-e"];
        /// By when, inclusive.
        due: Option<NaiveDate> => "计划完成日期" [clause "二.2-e"];
        /// When it was done.
        done_on: Option<NaiveDate> => "办成日期" [clause "二.2-e"];
        /// What it did for people.
        effect: String => "效果" [clause "二.2-e"] [long];
    }
}

choices! {
    /// How a pledge stands (践诺).
    Fulfilment {
        /// 正在践诺
        Underway = "underway" "正在践诺",
        /// 已兑现
        Kept = "kept" "已兑现",
        /// 没有兑现
        Broken = "broken" "没有兑现",
    }
}

record! {
    /// 党员承诺: what a member promises under 五带头.
    Pledge "党员承诺" {
        /// Who promises.
        member: String => "党员" [clause "二.2-f"];
        /// Under which of the five.
        five_lead: Vec<FiveLead> => "五带头" [clause "二.2-f"];
        /// What is promised.
        content: String => "承诺内容" [clause "二.2-f"] [long];
        /// By when, inclusive.
        due: Option<NaiveDate> => "兑现时限" [clause "二.2-f"];
        /// How it stands.
        fulfilment: Option<Fulfilment> => "践诺情况" [clause "二.2-f"];
        /// What the branch says of it.
        evaluated: String => "评诺" [clause "二.2-f"] [hint "支部或群众怎样评价"] [long];
    }
}
