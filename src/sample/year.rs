//! The sample unit's half-year: everything done in its time, up to a day.

use chrono::{Days, NaiveDate};

use super::{id, on, unit_of_three};
use crate::domain::{
    Acceptance, AppraisalLink, Books, BranchBook, Bulletin, CloseOut, DispatchMeeting, Evaluation, Exemplar,
    ExemplarKind, Fulfilment, Grade, GuidanceVisit, Id, Inspection, LedgerItem, OfficeBook, ProblemType,
    ProgressEntry, PublicNotice, SelfCheck, Support, TeamMember, Term, TypicalCase, UnitBook, VisitBy,
    WeeklySummary, day,
};

/// The unit of three as its books stand at the end of a day, if everything is done when it is due: short and medium
/// items are closed out on the day before, what comes back every week or month is there, and in December the vote, the
/// unit's check of itself and the words for the form.
pub fn lived(until: NaiveDate) -> Books {
    let mut books = unit_of_three();
    for branch in &mut books.branches {
        work(branch, until);
    }
    let Books {
        unit: Some(unit),
        branches,
        ..
    } = &mut books
    else {
        return books;
    };
    unit.responsibility.submitted_on = Some(super::TODAY);
    lead(unit, branches, until);
    books
}

/// The office's book after it has accepted these branches, each at the grade that it aimed at.
pub fn accepted(books: &Books) -> OfficeBook {
    let mut office = OfficeBook::new(id("sample-office"));
    for branch in &books.branches {
        office.acceptances.push(Acceptance {
            id: id(&format!("sample-acceptance-{}", branch.id())),
            branch: Some(branch.id().clone()),
            branch_name: branch.profile.name.clone(),
            date: Some(on(12, 27)),
            team: "局党委考核验收组".into(),
            conclusion: "台账项目按期销号，长期项目按计划推进，群众满意，同意晋位升级".into(),
            acceptor: "验收组组长".into(),
            final_grade: branch.promotion_goal.target_grade,
            bureau_opinion: "同意验收结论".into(),
            opinion_date: Some(on(12, 29)),
            ..Acceptance::default()
        });
    }
    let kinds = [
        ProblemType::Funding,
        ProblemType::FewActivities,
        ProblemType::RulesNotKept,
        ProblemType::SplitFromWork,
    ];
    for (at, kind) in kinds.into_iter().enumerate() {
        office.typical_cases.push(TypicalCase {
            id: id(&format!("sample-case-{}", at + 1)),
            problem_type: Some(kind),
            branch_name: "示例中学初中部党支部".into(),
            problem: "党建计划与教学计划各写各的".into(),
            method: "设党员示范课，党员教师结对帮扶，结果纳入考核".into(),
            effect: "示范课每月两节，帮扶学生全部有进步".into(),
            source_closed_on: Some(on(11, 30)),
            shared_on: Some(on(12, 10)),
            ..TypicalCase::default()
        });
    }
    office.exemplars.push(Exemplar {
        id: id("sample-bureau-exemplar"),
        kind: Some(ExemplarKind::Branch),
        name: "示例二中初中部党支部".into(),
        deeds: "整改项目全部按期销号".into(),
        publicity: "全县教育系统通报".into(),
        published_on: Some(on(12, 10)),
        ..Exemplar::default()
    });
    office
}

/// A branch's half of the year.
fn work(branch: &mut BranchBook, until: NaiveDate) {
    let items = branch.items.clone();
    for item in &items {
        solve(branch, item, until);
    }
    for milestone in &mut branch.milestones {
        milestone.done_on = milestone.due.filter(|due| *due <= until);
    }
    let name = branch.id().clone();
    let mut monday = on(7, 2);
    for number in 1..=26_u32 {
        let sunday = monday + Days::new(6);
        if sunday <= until {
            branch.weekly_summaries.push(WeeklySummary {
                id: id(&format!("sample-week-{name}-{number}")),
                week: Some(monday),
                done: "按台账推进，各承办责任人报告了进展".into(),
                pending: "没有到期未完成的项目".into(),
                next: "抓紧下一个到期的项目".into(),
                ..WeeklySummary::default()
            });
        }
        monday = monday + Days::new(7);
    }
    for month in 7..=12 {
        let last = last_of(month);
        if last > until {
            continue;
        }
        let closed_in_month = branch.close_outs.iter().filter(|close| {
            close
                .closed_on
                .is_some_and(|closed| on(month, 1) <= closed && closed <= last)
        });
        let items = closed_in_month.filter_map(|close| close.item.clone()).collect();
        branch.public_notices.push(PublicNotice {
            id: id(&format!("sample-notice-{name}-{month}")),
            month: Some(on(month, 1)),
            from: Some(last),
            to: Some(last + Days::new(6)),
            place: "校务公开栏".into(),
            items,
            content: format!("{month}月份整改情况"),
            ..PublicNotice::default()
        });
    }
    if until >= on(11, 28) {
        for deed in &mut branch.good_deeds {
            deed.done_on = Some(on(11, 28));
            deed.effect = "二十四名学困生全部有进步".into();
        }
    }
    if until >= on(12, 14) {
        branch.evaluations.push(vote(&name));
    }
    if until >= on(12, 18) {
        for pledge in &mut branch.pledges {
            pledge.fulfilment = Some(Fulfilment::Kept);
            pledge.evaluated = "支部党员大会评议：已兑现".into();
        }
        branch.year_end.improvements = "组织生活正常，台账项目按期销号，群众满意".into();
        branch.year_end.final_grade = branch.promotion_goal.target_grade;
        branch.year_end.branch_opinion = "已按台账完成整改，申请验收".into();
    }
}

/// Closes a short or medium item out on the day before it is due.
fn solve(branch: &mut BranchBook, item: &LedgerItem, until: NaiveDate) {
    let Some(due) = item.due.filter(|_| item.term != Some(Term::Long)) else {
        return;
    };
    let Some(done) = due.pred_opt().filter(|done| *done <= until) else {
        return;
    };
    branch.progress.push(ProgressEntry {
        id: id(&format!("{}-progress", item.id)),
        item: Some(item.id.clone()),
        date: Some(done),
        content: "措施已落实，申请核验".into(),
        ..ProgressEntry::default()
    });
    branch.close_outs.push(CloseOut {
        id: id(&format!("{}-close-out", item.id)),
        item: Some(item.id.clone()),
        completed_on: Some(done),
        result: "问题已解决，措施形成制度".into(),
        evidence: "会议记录、制度文本，存支部档案柜".into(),
        verified_by: "党总支组织委员".into(),
        applied_on: Some(done),
        closed_on: Some(done),
        ..CloseOut::default()
    });
}

fn vote(branch: &Id) -> Evaluation {
    Evaluation {
        id: id(&format!("sample-vote-{branch}")),
        date: Some(on(12, 14)),
        form: "召开评议会，无记名投票".into(),
        members_issued: Some(17),
        members_returned: Some(16),
        members_satisfied: Some(14),
        members_basically: Some(2),
        members_dissatisfied: Some(0),
        mass_issued: Some(20),
        mass_returned: Some(19),
        mass_satisfied: Some(15),
        mass_basically: Some(3),
        mass_dissatisfied: Some(1),
        follow_ups: "针对不满意票反映的放学拥堵问题，由总务主任增设护导岗".into(),
        ..Evaluation::default()
    }
}

/// The leaders, in the order of the branches to which they are linked.
const LEADERS: [&str; 3] = ["党总支书记", "党总支副书记", "工会主席"];

/// The unit's half of the year.
fn lead(unit: &mut UnitBook, branches: &[BranchBook], until: NaiveDate) {
    for (at, (leader, branch)) in LEADERS.iter().zip(branches).enumerate() {
        let member = id(&format!("sample-member-{}", at + 1));
        unit.team_members.push(TeamMember {
            id: member.clone(),
            name: (*leader).into(),
            post: (*leader).into(),
            portfolio: ["全面工作", "教育教学", "工会、后勤"][at].into(),
            branches: vec![branch.id().clone()],
            ..TeamMember::default()
        });
        if until >= on(7, 10) {
            unit.supports.push(Support {
                id: id(&format!("sample-support-{}", at + 1)),
                member: Some(member.clone()),
                date: Some(on(7, 10)),
                branch: Some(branch.id().clone()),
                items: branch.items.iter().take(1).map(|item| item.id.clone()).collect(),
                help: "协调人员和经费，帮助落实整改措施".into(),
                ..Support::default()
            });
        }
        if until >= on(12, 20) {
            unit.appraisal_links.push(AppraisalLink {
                id: id(&format!("sample-appraisal-{}", at + 1)),
                member: Some(member),
                branch: Some(branch.id().clone()),
                result: "联点支部整改任务完成".into(),
                used_in: "年度党建工作绩效考核".into(),
                ..AppraisalLink::default()
            });
            unit.self_checks.push(SelfCheck {
                id: id(&format!("sample-self-check-{}", at + 1)),
                branch: Some(branch.id().clone()),
                date: Some(on(12, 20)),
                checked_by: "党总支组织委员".into(),
                conclusion: "整改任务完成，资料齐全".into(),
                unit_opinion: "同意上报验收".into(),
                ..SelfCheck::default()
            });
        }
        let mut wednesday = on(7, 4);
        for week in 1..=26_u32 {
            if wednesday <= until {
                unit.guidance_visits.push(GuidanceVisit {
                    id: id(&format!("sample-visit-{}-{week}", at + 1)),
                    branch: Some(branch.id().clone()),
                    by: Some(VisitBy::LinkLeader),
                    leader: (*leader).into(),
                    date: Some(wednesday),
                    problem: "了解台账项目进展".into(),
                    advice: "抓紧下一个到期的项目".into(),
                    ..GuidanceVisit::default()
                });
            }
            wednesday = wednesday + Days::new(7);
        }
        if until >= on(10, 18) {
            unit.inspections.push(Inspection {
                id: id(&format!("sample-inspection-{}", at + 1)),
                branch: Some(branch.id().clone()),
                date: Some(on(10, 18)),
                goal_status: "晋级目标各项任务按计划推进".into(),
                pledge_status: "党员承诺正在兑现".into(),
                ..Inspection::default()
            });
        }
    }
    months(unit, branches, until);
    if until >= on(9, 10) {
        unit.exemplars.push(Exemplar {
            id: id("sample-exemplar"),
            kind: Some(ExemplarKind::Person),
            name: "教研组长（党员）".into(),
            deeds: "坚持每月上示范课，结对帮扶学困生".into(),
            publicity: "教师节大会介绍事迹".into(),
            published_on: Some(on(9, 10)),
            ..Exemplar::default()
        });
    }
    let weak = branches
        .iter()
        .find(|branch| branch.profile.initial_grade == Some(Grade::Average));
    if let Some(weak) = weak.filter(|_| until >= on(9, 12)) {
        unit.guidance_visits.push(GuidanceVisit {
            id: id("sample-bureau-visit"),
            branch: Some(weak.id().clone()),
            by: Some(VisitBy::Bureau),
            leader: "局党委委员".into(),
            date: Some(on(9, 12)),
            problem: "了解活动阵地建设".into(),
            items: weak.items.iter().skip(2).map(|item| item.id.clone()).collect(),
            advice: "先共用会议室，改造经费列入明年预算".into(),
            ..GuidanceVisit::default()
        });
    }
}

/// The meeting on the 25th and the bulletin on the last day of every month.
fn months(unit: &mut UnitBook, branches: &[BranchBook], until: NaiveDate) {
    for month in 7..=12 {
        if until >= on(month, 25) {
            unit.dispatch_meetings.push(DispatchMeeting {
                id: id(&format!("sample-dispatch-{month}")),
                date: Some(on(month, 25)),
                chair: "党总支书记".into(),
                attendees: "班子成员、各支部书记".into(),
                matters: "逐个支部过台账".into(),
                decisions: "到期项目限时完成".into(),
                ..DispatchMeeting::default()
            });
        }
        if until >= last_of(month) {
            unit.bulletins.push(Bulletin {
                id: id(&format!("sample-bulletin-{month}")),
                month: Some(on(month, 1)),
                issued_on: Some(last_of(month)),
                to: "各党支部".into(),
                praised: branches
                    .iter()
                    .take(1)
                    .map(|branch| branch.id().clone())
                    .collect(),
                content: "各支部按台账推进".into(),
                ..Bulletin::default()
            });
        }
    }
}

fn last_of(month: u32) -> NaiveDate {
    let next = if month == 12 {
        day(2013, 1, 1)
    } else {
        on(month + 1, 1)
    };
    next.pred_opt().unwrap_or(next)
}
