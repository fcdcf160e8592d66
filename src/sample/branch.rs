//! A branch's book, filled in.

use super::{id, item, items, on};
use crate::domain::{
    Benchmark, BenchmarkLevel, BranchBook, FiveLead, Focus, GoodDeed, Grade, Id, KeyTask, OpinionRound,
    Pledge, SpecialMeeting,
};

/// What makes one sample branch different from another.
pub(super) struct Model<'a> {
    pub(super) number: usize,
    pub(super) unit: &'a Id,
    pub(super) unit_name: &'a str,
    pub(super) name: &'a str,
    pub(super) secretary: &'a str,
    pub(super) members: u32,
    pub(super) grade: Grade,
    pub(super) target: Grade,
    /// Whom it means to catch up with.
    pub(super) benchmark: &'a str,
    /// Rows of the table of items.
    pub(super) items: &'a [usize],
}

/// The book of such a branch.
pub(super) fn book(model: &Model<'_>) -> BranchBook {
    let n = model.number;
    let mut book = BranchBook::new(id(&format!("sample-branch-{n}")));

    book.profile.name = model.name.into();
    book.profile.unit = Some(model.unit.clone());
    book.profile.unit_name = model.unit_name.into();
    book.profile.secretary = model.secretary.into();
    book.profile.member_count = Some(model.members);
    book.profile.initial_grade = Some(model.grade);

    book.responsibility.overall_responsible = model.secretary.into();
    book.responsibility_system.adopted_on = Some(on(7, 3));
    book.responsibility_system.text =
        "支部书记负总责，支部委员包项目，承办责任人一周一报进展，支部一周总结一次、一月公示一次".into();

    for (at, row) in model.items.iter().enumerate() {
        let name = id(&format!("sample-item-{n}-{}", at + 1));
        book.milestones.extend(items::milestones(*row, &name));
        book.items.push(item(*row, name, model.secretary));
    }
    let discussed: Vec<Id> = book.items.iter().map(|item| item.id.clone()).collect();

    book.opinion_rounds = vec![OpinionRound {
        id: id(&format!("sample-opinions-{n}")),
        date: Some(on(7, 2)),
        form: "座谈会、意见箱".into(),
        people: "教师代表、学生家长代表".into(),
        opinions: "组织生活要定时间、有记录\n多办对学生和家长有帮助的实事".into(),
        adopted: "两条均采纳，已列入整改项目和好事实事".into(),
        items: discussed.iter().take(1).cloned().collect(),
        ..OpinionRound::default()
    }];
    book.special_meetings = vec![SpecialMeeting {
        id: id(&format!("sample-meeting-{n}")),
        date: Some(on(7, 3)),
        place: "学校会议室".into(),
        chair: model.secretary.into(),
        recorder: "组织委员".into(),
        attendees: "支部委员和全体党员".into(),
        items: discussed,
        resolution: "逐个找出问题根源，一个问题定一个解决措施，明确时限和承办责任人".into(),
        ..SpecialMeeting::default()
    }];
    book.key_tasks = [
        ("配强支部班子，坚持组织生活制度", Focus::Leadership),
        ("党员带头上好示范课，提高教学质量", Focus::Teaching),
        ("解决家长反映的放学接送拥堵问题", Focus::ParentsTeachersStudents),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (task, focus))| KeyTask {
        id: id(&format!("sample-task-{n}-{}", at + 1)),
        task: task.into(),
        focus: vec![focus],
        ..KeyTask::default()
    })
    .collect();
    book.good_deeds = vec![GoodDeed {
        id: id(&format!("sample-deed-{n}")),
        title: "为学困生开设免费周末辅导".into(),
        need_source: "家长座谈会提出".into(),
        beneficiaries: "学困生及其家长".into(),
        handler: "教务主任".into(),
        due: Some(on(11, 30)),
        ..GoodDeed::default()
    }];
    book.pledges = vec![Pledge {
        id: id(&format!("sample-pledge-{n}")),
        member: "教研组长（党员）".into(),
        five_lead: vec![FiveLead::Study, FiveLead::Serve],
        content: "每月上一节示范课，结对帮扶两名学困生".into(),
        due: Some(on(12, 20)),
        ..Pledge::default()
    }];

    aim(&mut book, model);
    book
}

/// Goal, benchmark and, for a weak branch, the turnaround.
fn aim(book: &mut BranchBook, model: &Model<'_>) {
    let n = model.number;
    book.promotion_goal.target_grade = Some(model.target);
    book.promotion_goal.tasks = "台账项目按期销号，组织生活正常，群众满意".into();
    book.promotion_goal.measures = "一周一总结，一月一公示，逐项对账销号".into();
    book.promotion_goal.due = Some(on(12, 20));

    let (level, grade) = match model.grade {
        Grade::Good => (BenchmarkLevel::County, None),
        _ => (BenchmarkLevel::System, Some(Grade::Good)),
    };
    book.benchmarks = vec![Benchmark {
        id: id(&format!("sample-benchmark-{n}")),
        name: model.benchmark.into(),
        level: Some(level),
        grade,
        comparable_because: "同类学校，党员人数相近，组织生活规范，经验可以照着做".into(),
        ..Benchmark::default()
    }];
    book.catch_up.measures = "上门学习两次，对照查找差距，逐条列出改进办法".into();
    book.catch_up.due = Some(on(11, 30));

    if model.grade.is_key_rectification() {
        book.turnaround_plan.goal = "年内转化升级为“较好”".into();
        book.turnaround_plan.responsible = model.secretary.into();
        book.turnaround_plan.measures = "配齐支委，健全组织生活制度，党总支书记每周到支部指导".into();
        book.turnaround_plan.due = Some(on(12, 20));
    }
}
