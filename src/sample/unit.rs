//! A unit's book, filled in for its branches.

use super::{id, on};
use crate::domain::{
    BranchBook, BranchDiscussion, Focus, Id, KeyTask, LinkPost, ProblemType, SecretaryLink, TypeSolution,
    UnitBook, UnitMeeting,
};

/// What every unit owes: a meeting, an entry for each branch, and a solution for each kind of problem they have.
pub(super) fn book(name: Id, branches: &[BranchBook]) -> UnitBook {
    let mut book = UnitBook::new(name);
    book.unit_meetings = vec![UnitMeeting {
        id: id("sample-unit-meeting"),
        date: Some(on(7, 4)),
        place: "学校会议室".into(),
        chair: "党组织书记".into(),
        attendees: "党组织班子成员、各支部书记".into(),
        resolution: "逐一研究各支部的整改思路和措施，按期上报具体方案".into(),
        ..UnitMeeting::default()
    }];
    book.branch_discussions = branches
        .iter()
        .zip(LINES)
        .map(|(branch, (approach, measures))| BranchDiscussion {
            id: id(&format!("sample-discussion-{}", branch.id())),
            branch: Some(branch.id().clone()),
            approach: approach.into(),
            measures: measures.into(),
            ..BranchDiscussion::default()
        })
        .collect();
    book.type_solutions = SOLUTIONS
        .into_iter()
        .enumerate()
        .filter_map(|(at, (kind, label, approach, steps))| {
            let applies_to: Vec<Id> = branches
                .iter()
                .filter(|branch| branch.items.iter().any(|item| item.problem_type == Some(kind)))
                .map(|branch| branch.id().clone())
                .collect();
            (!applies_to.is_empty()).then(|| TypeSolution {
                id: id(&format!("sample-solution-{}", at + 1)),
                problem_type: Some(kind),
                type_label: label.into(),
                approach: approach.into(),
                steps: steps.into(),
                applies_to,
                ..TypeSolution::default()
            })
        })
        .collect();
    book
}

/// What a 党总支 owes for itself, beside its branches.
pub(super) fn analyse_itself(book: &mut UnitBook) {
    book.self_analysis.problems = "党总支对支部指导不经常，班子成员分管工作与抓党建结合不紧".into();
    book.self_analysis.root_causes = "没有固定的调度制度，联系支部的责任不具体".into();
    book.self_analysis.measures = "建立“三个一”工作制度，班子成员每人联系一个支部".into();
    book.responsibility.overall_responsible = "党总支书记".into();
    book.key_tasks = vec![
        KeyTask {
            id: id("sample-unit-task-1"),
            task: "帮助行政后勤党支部年内转化升级".into(),
            focus: vec![Focus::Leadership],
            ..KeyTask::default()
        },
        KeyTask {
            id: id("sample-unit-task-2"),
            task: "推动党建与教学一同布置、一同检查、一同考核".into(),
            focus: vec![Focus::Teaching, Focus::ParentsTeachersStudents],
            ..KeyTask::default()
        },
    ];
}

/// Links the secretary to every weak branch.
pub(super) fn link_secretary(book: &mut UnitBook, branches: &[BranchBook]) {
    book.secretary_links = branches
        .iter()
        .filter(|branch| branch.is_key_rectification())
        .map(|branch| SecretaryLink {
            id: id(&format!("sample-link-{}", branch.id())),
            branch: Some(branch.id().clone()),
            leader: book.profile.secretary.clone(),
            post: Some(LinkPost::UnitSecretary),
            from: Some(on(7, 2)),
            ..SecretaryLink::default()
        })
        .collect();
}

const LINES: [(&str, &str); 3] = [
    (
        "先补齐班子、立起制度，再解决阵地问题",
        "书记每周到支部指导一次，七月底前完成补选和建制",
    ),
    (
        "理顺党小组，把活动与教研结合起来",
        "按年级编组，每月一次主题活动，设党员示范课",
    ),
    ("保持好的等次，赶超全县先进", "落实党建预算，实施两年骨干培养计划"),
];

const SOLUTIONS: [(ProblemType, &str, &str, &str); 5] = [
    (
        ProblemType::Funding,
        "",
        "党建经费列入学校公用经费预算，有计划地改善活动场所",
        "一、九月底前列出专项预算；二、场所先共用、后改造；三、每学期公布支出",
    ),
    (
        ProblemType::FewActivities,
        "",
        "活动与教研、假期服务结合，少而经常",
        "一、每月一次主题活动；二、学期初公布安排；三、支部轮流承办",
    ),
    (
        ProblemType::RulesNotKept,
        "",
        "固定时间、单独记录、按月检查",
        "一、确定组织生活日；二、统一记录本；三、党组织每月查一次",
    ),
    (
        ProblemType::SplitFromWork,
        "",
        "党建与教学一同布置、一同检查、一同考核",
        "一、设党员示范岗、示范课；二、党员结对帮扶；三、结果纳入考核",
    ),
    (
        ProblemType::Other,
        "组织设置与人员配备",
        "先摸清底数，再按程序补选、编组",
        "一、核对党员花名册；二、重划党小组；三、补选委员并报批",
    ),
];
