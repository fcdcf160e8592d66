//! A branch of the invented county: its plan, and five weeks of work on it.

use chrono::{Days, NaiveDate};

use super::county::{COUNTY_DAY, Chance, u64_of};
use super::county_words::{
    BENCHMARKS, DEEDS, DONE, EVIDENCE, HANDLERS, NEXT, OPINIONS, PENDING, PLEDGES, PROBLEMS, PROGRESS,
    REASONS, RESULTS, STEPS, TASKS, VERIFIERS,
};
use super::on;
use crate::domain::{
    Benchmark, BenchmarkLevel, BranchBook, CloseOut, Difficulty, Extension, Feedback, GoodDeed, Grade, Id,
    KeyTask, LedgerItem, Milestone, OpinionRound, Pledge, ProgressEntry, PublicNotice, SpecialMeeting, Term,
    WeeklySummary, day,
};

/// Items on a branch's ledger.
const ITEMS: usize = 15;

/// What makes one branch different from another.
pub(super) struct Plan<'a> {
    pub(super) unit: &'a Id,
    pub(super) unit_name: &'a str,
    pub(super) name: String,
    /// Its place in the unit, from 0.
    pub(super) position: usize,
    pub(super) grade: Grade,
    /// In how many of ten cases it does what is due.
    pub(super) diligence: usize,
}

/// The book of such a branch.
pub(super) fn branch(plan: &Plan<'_>, chance: &mut Chance) -> BranchBook {
    let mut book = BranchBook::new(chance.id());
    book.profile.name.clone_from(&plan.name);
    book.profile.unit = Some(plan.unit.clone());
    book.profile.unit_name = plan.unit_name.into();
    book.profile.position = u32::try_from(plan.position + 1).ok();
    book.profile.secretary = "支部书记".into();
    book.profile.member_count = u32::try_from(7 + chance.below(30)).ok();
    book.profile.initial_grade = Some(plan.grade);
    book.responsibility.overall_responsible = "支部书记".into();
    book.responsibility_system.adopted_on = Some(on(7, 3));
    book.responsibility_system.text = "书记负总责，委员包项目，承办人一周一报进展".into();
    ledger(&mut book, chance);
    prepare(&mut book, chance);
    aim(&mut book, plan, chance);
    for at in 0..book.items.len() {
        work(&mut book, at, plan.diligence, chance);
    }
    report(&mut book, plan.diligence, chance);
    book
}

/// Fifteen problems of all kinds, no two alike.
fn ledger(book: &mut BranchBook, chance: &mut Chance) {
    let start = chance.below(PROBLEMS.len());
    for number in 0..ITEMS {
        // Five has no divisor in common with their number, so that none comes twice.
        let problem = &PROBLEMS[(start + number * 5) % PROBLEMS.len()];
        let due = match problem.term {
            Term::Short => on(7, 10) + Days::new(u64_of(chance.below(22))),
            Term::Medium => on(8, 10) + Days::new(u64_of(chance.below(132))),
            Term::Long => chance.pick(&[day(2013, 6, 30), day(2013, 8, 31), day(2014, 6, 30)]),
        };
        let mut item = LedgerItem {
            id: chance.id(),
            project: chance.pick(&problem.project).into(),
            problem_type: Some(problem.kind),
            type_label: problem.label.into(),
            root_cause: chance.pick(&problem.cause).into(),
            measures: format!("{}，{}", chance.pick(&problem.first), chance.pick(&problem.then)),
            task_category: Some(problem.category),
            difficulty: Some(match problem.term {
                Term::Short => Difficulty::Easy,
                Term::Medium => Difficulty::Moderate,
                Term::Long => Difficulty::Hard,
            }),
            term: Some(problem.term),
            due: Some(due),
            handler: chance.pick(&HANDLERS).into(),
            leader: "支部书记".into(),
            ..LedgerItem::default()
        };
        if problem.term == Term::Long {
            item.explanation_text = "要等经费和人员到位，今年先做一步，逐年推进".into();
            item.explanation_audience = chance.pick(&["教职工代表", "学生家长"]).into();
            item.explanation_channel = chance.pick(&["教代会", "家长会", "公示栏"]).into();
            item.explained_on = Some(on(7, 4));
            let days = [on(9, 10) + Days::new(u64_of(chance.below(60))), due];
            for (step, due) in chance.pick(&STEPS).into_iter().zip(days) {
                book.milestones.push(Milestone {
                    id: chance.id(),
                    item: Some(item.id.clone()),
                    step: step.into(),
                    due: Some(due),
                    handler: item.handler.clone(),
                    ..Milestone::default()
                });
            }
        }
        book.items.push(item);
    }
}

/// What goes with the plan: opinions, the meeting, tasks, good deeds, pledges.
fn prepare(book: &mut BranchBook, chance: &mut Chance) {
    book.opinion_rounds.push(OpinionRound {
        id: chance.id(),
        date: Some(on(7, 2)),
        form: chance.pick(&["座谈会", "意见箱", "问卷", "走访"]).into(),
        people: "教师代表、学生家长代表".into(),
        opinions: format!("{}\n{}", chance.pick(&OPINIONS[..3]), chance.pick(&OPINIONS[3..])),
        adopted: "两条均采纳，已列入整改项目".into(),
        items: book.items.iter().take(1).map(|item| item.id.clone()).collect(),
        ..OpinionRound::default()
    });
    book.special_meetings.push(SpecialMeeting {
        id: chance.id(),
        date: Some(on(7, 3)),
        place: chance.pick(&["学校会议室", "支部活动室", "教研室"]).into(),
        chair: "支部书记".into(),
        recorder: "组织委员".into(),
        attendees: "支部委员和全体党员".into(),
        items: book.items.iter().map(|item| item.id.clone()).collect(),
        resolution: "逐个找出根源，一个问题定一个措施，明确时限和承办人".into(),
        ..SpecialMeeting::default()
    });
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
    let (title, source) = chance.pick(&DEEDS);
    let done = chance.below(5) == 0;
    book.good_deeds.push(GoodDeed {
        id: chance.id(),
        title: title.into(),
        need_source: source.into(),
        beneficiaries: "学生和家长".into(),
        handler: chance.pick(&HANDLERS).into(),
        due: Some(on(11, 30)),
        done_on: done.then_some(on(8, 1)),
        effect: if done {
            "师生反映好".into()
        } else {
            String::new()
        },
        ..GoodDeed::default()
    });
    let (lead, content) = chance.pick(&PLEDGES);
    book.pledges.push(Pledge {
        id: chance.id(),
        member: "教研组长（党员）".into(),
        five_lead: vec![lead],
        content: content.into(),
        due: Some(on(12, 20)),
        ..Pledge::default()
    });
}

/// Goal, benchmark and, for a weak branch, the turnaround.
fn aim(book: &mut BranchBook, plan: &Plan<'_>, chance: &mut Chance) {
    book.promotion_goal.target_grade = Some(plan.grade.next().unwrap_or(plan.grade));
    book.promotion_goal.tasks = "台账项目按期销号，组织生活正常，群众满意".into();
    book.promotion_goal.measures = "一周一总结，一月一公示，逐项对账销号".into();
    book.promotion_goal.due = Some(on(12, 20));
    let (name, level, grade) = match plan.grade {
        Grade::Good => ("县示范高中党支部", BenchmarkLevel::County, None),
        _ => (
            chance.pick(&BENCHMARKS),
            BenchmarkLevel::System,
            Some(Grade::Good),
        ),
    };
    book.benchmarks.push(Benchmark {
        id: chance.id(),
        name: name.into(),
        level: Some(level),
        grade,
        comparable_because: "同类学校，党员人数相近，经验可以照着做".into(),
        ..Benchmark::default()
    });
    book.catch_up.measures = "上门学习两次，对照查找差距，逐条列出改进办法".into();
    book.catch_up.due = Some(on(11, 30));
    if plan.grade.is_key_rectification() {
        book.turnaround_plan.goal = "年内转化升级".into();
        book.turnaround_plan.responsible = "支部书记".into();
        book.turnaround_plan.measures = "配齐支委，健全组织生活制度，党总支书记每周到支部指导".into();
        book.turnaround_plan.due = Some(on(12, 20));
    }
}

/// What became of one item so far.
fn work(book: &mut BranchBook, at: usize, diligence: usize, chance: &mut Chance) {
    let (item, term, due) = {
        let item = &book.items[at];
        (item.id.clone(), item.term, item.due)
    };
    let Some(due) = due else { return };
    let early = term == Some(Term::Medium) && chance.below(10) == 0;
    if chance.below(10) < 2 {
        book.progress.push(ProgressEntry {
            id: chance.id(),
            item: Some(item.clone()),
            date: Some(on(7, 9) + Days::new(u64_of(chance.below(27)))),
            content: chance.pick(&PROGRESS).into(),
            ..ProgressEntry::default()
        });
    }
    if chance.below(40) == 0 {
        book.feedbacks.push(Feedback {
            id: chance.id(),
            item: Some(item.clone()),
            date: Some(on(8, 1)),
            content: "有改进，还要坚持".into(),
            reply: "已转承办人，按月公布".into(),
            ..Feedback::default()
        });
    }
    if !early && due >= COUNTY_DAY {
        return;
    }
    if !early && chance.below(10) >= diligence {
        // Not done: half of them were put off in time, the others are overdue.
        if chance.below(2) == 0 {
            book.extensions.push(Extension {
                id: chance.id(),
                item: Some(item),
                from_due: Some(due),
                asked_on: due.checked_sub_days(Days::new(1 + u64_of(chance.below(3)))),
                new_due: Some(on(8, 3) + Days::new(u64_of(chance.below(28)))),
                reason: chance.pick(&REASONS).into(),
                ..Extension::default()
            });
        }
        return;
    }
    let latest = if early { on(8, 3) } else { due };
    let done = latest - Days::new(u64_of(chance.below(4)));
    book.close_outs.push(close_out(item, done, chance));
}

/// A close-out: confirmed, nearly always; waiting, seldom; taken back, once in a while.
fn close_out(item: Id, done: NaiveDate, chance: &mut Chance) -> CloseOut {
    let fate = chance.below(20);
    let closed = done + Days::new(u64_of(chance.below(2)));
    CloseOut {
        id: chance.id(),
        item: Some(item),
        completed_on: Some(done),
        result: chance.pick(&RESULTS).into(),
        evidence: chance.pick(&EVIDENCE).into(),
        verified_by: chance.pick(&VERIFIERS).into(),
        applied_on: Some(done),
        closed_on: (fate > 1).then_some(closed),
        reopened_on: (fate == 2).then_some(closed + Days::new(2)),
        reopen_reason: if fate == 2 {
            "问题又出现，没有坚持住".into()
        } else {
            String::new()
        },
        ..CloseOut::default()
    }
}

/// A summary a week and July's notice, as far as they were made.
fn report(book: &mut BranchBook, diligence: usize, chance: &mut Chance) {
    for week in 0..5 {
        if chance.below(10) < diligence {
            book.weekly_summaries.push(WeeklySummary {
                id: chance.id(),
                week: Some(on(7, 2) + Days::new(week * 7)),
                done: chance.pick(&DONE).into(),
                pending: chance.pick(&PENDING).into(),
                next: chance.pick(&NEXT).into(),
                ..WeeklySummary::default()
            });
        }
    }
    if chance.below(10) < diligence + 1 {
        let in_july = |close: &&CloseOut| close.closed_on.is_some_and(|closed| closed < on(8, 1));
        let closed = book.close_outs.iter().filter(in_july);
        let items = closed.filter_map(|close| close.item.clone()).collect();
        book.public_notices.push(PublicNotice {
            id: chance.id(),
            month: Some(on(7, 1)),
            from: Some(on(7, 31)),
            to: Some(on(8, 6)),
            place: "校务公开栏".into(),
            items,
            content: "七月份整改情况".into(),
            ..PublicNotice::default()
        });
    }
}
