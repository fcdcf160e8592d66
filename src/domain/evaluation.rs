//! 评议: members and representatives of the public say whether they are satisfied.

use chrono::NaiveDate;

/// The ballots of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ballots {
    /// Handed out.
    pub issued: Option<u32>,
    /// Came back.
    pub returned: Option<u32>,
    /// 满意
    pub satisfied: Option<u32>,
    /// 基本满意
    pub basically: Option<u32>,
    /// 不满意
    pub dissatisfied: Option<u32>,
}

impl Ballots {
    /// The three kinds of votes together; `None` while one of them is not filled in.
    pub fn votes(self) -> Option<u64> {
        let kinds = [self.satisfied?, self.basically?, self.dissatisfied?];
        Some(kinds.into_iter().map(u64::from).sum())
    }
}

record! {
    /// 评议: one vote on the rectification.
    Evaluation "群众评议" {
        /// When.
        date: Option<NaiveDate> => "评议日期" [clause "二.2-b"];
        /// How it was held.
        form: String => "评议方式" [clause "二.2-b"] [hint "如：召开评议会，无记名投票"];
        /// Ballots handed out to members.
        members_issued: Option<u32> => "党员：发出票数" [clause "二.2-b"];
        /// Ballots that came back from members.
        members_returned: Option<u32> => "党员：收回票数" [clause "二.2-b"];
        /// 满意, of members.
        members_satisfied: Option<u32> => "党员：满意" [clause "二.2-b"];
        /// 基本满意, of members.
        members_basically: Option<u32> => "党员：基本满意" [clause "二.2-b"];
        /// 不满意, of members.
        members_dissatisfied: Option<u32> => "党员：不满意" [clause "二.2-b"];
        /// Ballots handed out to representatives of the public.
        mass_issued: Option<u32> => "群众代表：发出票数" [clause "二.2-b"];
        /// Ballots that came back from them.
        mass_returned: Option<u32> => "群众代表：收回票数" [clause "二.2-b"];
        /// 满意, of representatives of the public.
        mass_satisfied: Option<u32> => "群众代表：满意" [clause "二.2-b"];
        /// 基本满意, of representatives of the public.
        mass_basically: Option<u32> => "群众代表：基本满意" [clause "二.2-b"];
        /// 不满意, of representatives of the public.
        mass_dissatisfied: Option<u32> => "群众代表：不满意" [clause "二.2-b"];
        /// What is done about what was said.
        follow_ups: String => "后续工作" [clause "二.2-b"] [hint "针对不满意票和意见，写做什么、谁负责"] [long];
    }
}

impl Evaluation {
    /// The members' ballots.
    pub fn members(&self) -> Ballots {
        Ballots {
            issued: self.members_issued,
            returned: self.members_returned,
            satisfied: self.members_satisfied,
            basically: self.members_basically,
            dissatisfied: self.members_dissatisfied,
        }
    }

    /// The ballots of representatives of the public.
    pub fn mass(&self) -> Ballots {
        Ballots {
            issued: self.mass_issued,
            returned: self.mass_returned,
            satisfied: self.mass_satisfied,
            basically: self.mass_basically,
            dissatisfied: self.mass_dissatisfied,
        }
    }

    /// The votes of both groups, and how many of them were against; `None` while one kind is not filled in.
    pub fn tally(&self) -> Option<(u64, u64)> {
        let (members, mass) = (self.members(), self.mass());
        let all = members.votes()? + mass.votes()?;
        let against = u64::from(members.dissatisfied?) + u64::from(mass.dissatisfied?);
        Some((all, against))
    }

    /// 满意率: satisfied and basically satisfied votes of both groups in a hundred votes, in tenths of a per cent,
    /// rounded down; `None` without votes. The notice gives no formula; papers of that year count both.
    pub fn satisfaction_rate(&self) -> Option<u32> {
        let (all, against) = self.tally()?;
        satisfaction_rate(all, against)
    }
}

/// The share of votes that were not against, in tenths of a per cent, rounded down; `None` without votes.
pub fn satisfaction_rate(all: u64, against: u64) -> Option<u32> {
    let tenths = all.checked_sub(against)?.checked_mul(1000)?.checked_div(all)?;
    u32::try_from(tenths).ok()
}
