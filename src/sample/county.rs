//! An invented county, or a province: any number of units of three branches with fifteen items each, five weeks into the
//! half-year. It is what the page's speed is measured with, so texts, dates and what was left undone differ from unit
//! to unit as they do in life: most are nearly clean, some are late, some have mistakes.
//!
//! The first fifteen units are the notice's county: 45 branches with its grades. Further units repeat them by fifteens.

use chrono::{Days, NaiveDate};

use super::county_branch::{Plan, branch};
use super::county_words::{APPROACHES, PLACES, SCHOOLS, SOLUTIONS, TASKS};
use super::on;
use crate::domain::{
    Books, BranchBook, BranchDiscussion, Bulletin, DispatchMeeting, Grade, GuidanceVisit, Id, Inspection,
    KeyTask, LinkPost, SecretaryLink, Support, TeamMember, TypeSolution, UnitBook, UnitKind, UnitMeeting,
    VisitBy, WarningReason, day,
};

/// The day on which the county's books stand as they are given: the sixth Monday of the stage.
pub const COUNTY_DAY: NaiveDate = day(2012, 8, 6);

/// Branches of a unit.
const BRANCHES: usize = 3;

/// Branches of the notice's county.
const COUNTY_BRANCHES: usize = 45;

/// The books of so many units, one after the other; the same on every call.
pub fn county(units: usize) -> impl Iterator<Item = Books> {
    (0..units).map(county_unit)
}

/// The books of one unit of the county, by its number from 0.
pub fn county_unit(at: usize) -> Books {
    let mut chance = Chance::of(at);
    let (name, parts) = school(at);
    let mut book = UnitBook::new(chance.id());
    book.profile.name = format!("{name}党总支");
    book.profile.kind = Some(chance.of_ten(9, UnitKind::GeneralBranch, UnitKind::Committee));
    book.profile.secretary = "党总支书记".into();
    let branches: Vec<BranchBook> = (0..BRANCHES)
        .map(|number| {
            let plan = Plan {
                unit: book.id(),
                unit_name: &book.profile.name,
                name: format!("{name}{}党支部", parts[number]),
                position: number,
                grade: grade(at * BRANCHES + number),
                diligence: 5 + chance.below(6),
            };
            branch(&plan, &mut chance)
        })
        .collect();
    plan(&mut book, &branches, &mut chance);
    lead(&mut book, &branches, &mut chance);
    let late = chance.below(9) == 0;
    let submitted = on(7, 4) + Days::new(u64_of(chance.below(3)));
    book.responsibility.submitted_on = Some(if late { submitted + Days::new(4) } else { submitted });
    let mut books = Books {
        unit: Some(book),
        branches,
        ..Books::default()
    };
    mistake(&mut books, &mut chance);
    books
}

/// The grade of a branch: in every 45 as many of each as the notice counts, well mixed.
fn grade(branch: usize) -> Grade {
    match (branch % COUNTY_BRANCHES * 7 + 3) % COUNTY_BRANCHES {
        0..=12 => Grade::Good,
        13..=38 => Grade::FairlyGood,
        39..=43 => Grade::Average,
        _ => Grade::Poor,
    }
}

/// A school's name, no two alike, and what its three branches are called.
fn school(at: usize) -> (String, [&'static str; 3]) {
    let [firsts, seconds] = &PLACES;
    let places = firsts.len() * seconds.len();
    let place = at * 7 % places;
    let (kind, parts) = SCHOOLS[(at + at / places) % SCHOOLS.len()];
    let more = match at / (places * SCHOOLS.len()) {
        0 => String::new(),
        round => format!("第{}", round + 1),
    };
    let (first, second) = (firsts[place / seconds.len()], seconds[place % seconds.len()]);
    (format!("示例{first}{second}{more}{kind}"), parts)
}

/// What the unit owes with its plan.
fn plan(book: &mut UnitBook, branches: &[BranchBook], chance: &mut Chance) {
    book.self_analysis.problems = "党总支对支部指导不经常，班子成员抓党建与分管工作结合不紧".into();
    book.self_analysis.root_causes = "没有固定的调度制度，联系支部的责任不具体".into();
    book.self_analysis.measures = "建立“三个一”工作制度，班子成员每人联系一个支部".into();
    book.responsibility.overall_responsible = "党总支书记".into();
    for (focus, task) in [
        TASKS[chance.below(2)],
        TASKS[2 + chance.below(2)],
        TASKS[4 + chance.below(2)],
    ] {
        book.key_tasks.push(KeyTask {
            id: chance.id(),
            task: task.into(),
            focus: vec![focus],
            ..KeyTask::default()
        });
    }
    book.unit_meetings.push(UnitMeeting {
        id: chance.id(),
        date: Some(on(7, 4)),
        place: "学校会议室".into(),
        chair: "党总支书记".into(),
        attendees: "班子成员、各支部书记".into(),
        resolution: "逐一研究各支部的整改思路和措施，按期上报具体方案".into(),
        ..UnitMeeting::default()
    });
    let shift = chance.below(APPROACHES.len());
    for (at, branch) in branches.iter().enumerate() {
        let (approach, measures) = APPROACHES[(at + shift) % APPROACHES.len()];
        book.branch_discussions.push(BranchDiscussion {
            id: chance.id(),
            branch: Some(branch.id().clone()),
            approach: approach.into(),
            measures: measures.into(),
            ..BranchDiscussion::default()
        });
        if branch.is_key_rectification() {
            book.secretary_links.push(SecretaryLink {
                id: chance.id(),
                branch: Some(branch.id().clone()),
                leader: "党总支书记".into(),
                post: Some(LinkPost::UnitSecretary),
                from: Some(on(7, 2)),
                ..SecretaryLink::default()
            });
        }
    }
    for (kind, label, approach, steps) in SOLUTIONS {
        let here = |branch: &&BranchBook| {
            let mut items = branch.items.iter();
            items.any(|item| item.problem_type == Some(kind) && item.type_label == label)
        };
        let applies_to: Vec<Id> = branches
            .iter()
            .filter(here)
            .map(|branch| branch.id().clone())
            .collect();
        if !applies_to.is_empty() {
            book.type_solutions.push(TypeSolution {
                id: chance.id(),
                problem_type: Some(kind),
                type_label: label.into(),
                approach: approach.into(),
                steps: steps.into(),
                applies_to,
                ..TypeSolution::default()
            });
        }
    }
}

/// What the unit's team did since.
fn lead(book: &mut UnitBook, branches: &[BranchBook], chance: &mut Chance) {
    let team = [
        ("党总支书记", "全面工作"),
        ("党总支副书记", "教育教学"),
        ("工会主席", "工会、后勤"),
    ];
    for ((leader, portfolio), branch) in team.into_iter().zip(branches) {
        let member = chance.id();
        book.team_members.push(TeamMember {
            id: member.clone(),
            name: leader.into(),
            post: leader.into(),
            portfolio: portfolio.into(),
            branches: vec![branch.id().clone()],
            ..TeamMember::default()
        });
        if chance.below(4) > 0 {
            book.supports.push(Support {
                id: chance.id(),
                member: Some(member),
                date: Some(on(7, 9) + Days::new(u64_of(chance.below(14)))),
                branch: Some(branch.id().clone()),
                help: "协调人员和经费，帮助落实整改措施".into(),
                ..Support::default()
            });
        }
        for week in 0..5 {
            if chance.below(10) < 4 {
                book.guidance_visits.push(GuidanceVisit {
                    id: chance.id(),
                    branch: Some(branch.id().clone()),
                    by: Some(VisitBy::LinkLeader),
                    leader: leader.into(),
                    date: Some(on(7, 3) + Days::new(week * 7 + u64_of(chance.below(4)))),
                    advice: chance
                        .pick(&["抓紧下一个到期的项目", "先办群众意见大的", "补齐记录，按月检查"])
                        .into(),
                    ..GuidanceVisit::default()
                });
            }
        }
        if chance.below(6) == 0 {
            book.inspections.push(Inspection {
                id: chance.id(),
                branch: Some(branch.id().clone()),
                date: Some(on(8, 2)),
                goal_status: "晋级目标各项任务按计划推进".into(),
                pledge_status: "党员承诺正在兑现".into(),
                ..Inspection::default()
            });
        }
    }
    for branch in branches.iter().filter(|branch| branch.is_key_rectification()) {
        if chance.below(2) == 0 {
            book.guidance_visits.push(GuidanceVisit {
                id: chance.id(),
                branch: Some(branch.id().clone()),
                by: Some(VisitBy::Bureau),
                leader: "局党委委员".into(),
                date: Some(on(7, 18)),
                problem: "了解活动阵地和班子建设".into(),
                items: branch.items.iter().take(2).map(|item| item.id.clone()).collect(),
                advice: "先易后难，经费列入明年预算".into(),
                ..GuidanceVisit::default()
            });
        }
    }
    if chance.below(8) > 0 {
        book.dispatch_meetings.push(DispatchMeeting {
            id: chance.id(),
            date: Some(on(7, 23) + Days::new(u64_of(chance.below(7)))),
            chair: chance.of_ten(9, "党总支书记", "党总支副书记").into(),
            attendees: "班子成员、各支部书记".into(),
            matters: "逐个支部过台账".into(),
            decisions: "到期项目限时完成".into(),
            ..DispatchMeeting::default()
        });
    }
    if chance.below(8) > 0 {
        book.bulletins.push(Bulletin {
            id: chance.id(),
            month: Some(on(7, 1)),
            issued_on: Some(on(7, 31)),
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

/// What a clerk overlooked, in one unit of five.
fn mistake(books: &mut Books, chance: &mut Chance) {
    let at = chance.below(BRANCHES);
    let kind = chance.below(40);
    let reason = chance.id();
    let Some(branch) = books.branches.get_mut(at) else {
        return;
    };
    match (kind, branch.items.as_mut_slice()) {
        (0, [item, ..]) => item.handler = "全体党员".into(),
        (1, [.., item]) => item.root_cause.clear(),
        (2, [first, second, ..]) => second.measures.clone_from(&first.measures),
        (3, [first, second, ..]) => {
            second.measures.clone_from(&first.measures);
            branch.warning_reasons.push(WarningReason {
                id: reason,
                rule: "identical-measures".into(),
                record: second.id.to_string(),
                field: "measures".into(),
                reason: "两个问题一并解决，措施相同".into(),
                ..WarningReason::default()
            });
        }
        (4, _) => branch.special_meetings.clear(),
        (5, _) => {
            branch.pledges.clear();
            branch.warning_reasons.push(WarningReason {
                id: reason,
                rule: "no-pledge".into(),
                reason: "党员大会定于8月10日召开，会上公开承诺".into(),
                ..WarningReason::default()
            });
        }
        (6, [.., item]) => item.due = None,
        (7, _) => branch.promotion_goal.due = None,
        _ => {}
    }
}

/// What looks like chance and is the same on every call (`SplitMix64`).
pub(super) struct Chance(u64);

impl Chance {
    /// That of one unit.
    fn of(unit: usize) -> Self {
        let mut chance = Self(u64_of(unit).wrapping_mul(0x2545_f491_4f6c_dd1d));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0, below this one.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let high = u128::from(self.next()) * end as u128;
        usize::try_from(high >> 64).unwrap_or_default()
    }

    /// One of these.
    pub(super) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// The first in so many of ten cases, else the second.
    pub(super) fn of_ten<T>(&mut self, cases: usize, first: T, second: T) -> T {
        if self.below(10) < cases { first } else { second }
    }

    /// A new id.
    pub(super) fn id(&mut self) -> Id {
        let both = u128::from(self.next()) << 64 | u128::from(self.next());
        Id::from_random(both.to_be_bytes())
    }
}

/// Numbers here are small.
pub(super) fn u64_of(number: usize) -> u64 {
    number as u64
}
