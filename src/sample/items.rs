//! Eight problems such as branches really write down.

use chrono::NaiveDate;

use super::{id, on};
use crate::domain::{Difficulty, Id, LedgerItem, Milestone, ProblemType, TaskCategory, Term, day};

struct Row {
    project: &'static str,
    kind: ProblemType,
    /// The own label of a problem of another kind.
    label: &'static str,
    cause: &'static str,
    measures: &'static str,
    category: TaskCategory,
    term: Term,
    due: NaiveDate,
    handler: &'static str,
    /// For items that take long: the words to the public, to whom, how, and the steps of the plan.
    long: Option<Long>,
}

struct Long {
    explanation: &'static str,
    audience: &'static str,
    channel: &'static str,
    steps: [(&'static str, NaiveDate); 3],
}

/// The item of a row of the table below, for a branch whose secretary leads it.
pub(super) fn item(row: usize, id: Id, leader: &str) -> LedgerItem {
    let row = &ROWS[row];
    let mut item = LedgerItem {
        id,
        project: row.project.into(),
        problem_type: Some(row.kind),
        type_label: row.label.into(),
        root_cause: row.cause.into(),
        measures: row.measures.into(),
        task_category: Some(row.category),
        difficulty: Some(match row.term {
            Term::Short => Difficulty::Easy,
            Term::Medium => Difficulty::Moderate,
            Term::Long => Difficulty::Hard,
        }),
        term: Some(row.term),
        due: Some(row.due),
        handler: row.handler.into(),
        leader: leader.into(),
        ..LedgerItem::default()
    };
    if let Some(long) = &row.long {
        item.explanation_text = long.explanation.into();
        item.explanation_audience = long.audience.into();
        item.explanation_channel = long.channel.into();
        item.explained_on = Some(on(7, 4));
    }
    item
}

/// The plan of the item made from a row: three steps where it takes long, else none.
pub(super) fn milestones(row: usize, item: &Id) -> impl Iterator<Item = Milestone> {
    let row = &ROWS[row];
    let steps = row.long.iter().flat_map(|long| &long.steps);
    steps.enumerate().map(move |(at, (step, due))| Milestone {
        id: id(&format!("{item}-step-{}", at + 1)),
        item: Some(item.clone()),
        step: (*step).into(),
        due: Some(*due),
        handler: row.handler.into(),
        ..Milestone::default()
    })
}

const ROWS: [Row; 8] = [
    Row {
        project: "支部会经常与校长办公会合开，组织生活没有单独记录",
        kind: ProblemType::RulesNotKept,
        label: "",
        cause: "书记由校长兼任，没有确定固定的组织生活日",
        measures: "每月首周星期五定为组织生活日，由组织委员单独记录、单独归档",
        category: TaskCategory::Rules,
        term: Term::Short,
        due: day(2012, 7, 20),
        handler: "组织委员",
        long: None,
    },
    Row {
        project: "支部宣传委员缺额半年，宣传工作无人分管",
        kind: ProblemType::Other,
        label: "组织设置与人员配备",
        cause: "原任宣传委员调走后没有及时补选",
        measures: "召开支部党员大会补选宣传委员，报上级党组织批准",
        category: TaskCategory::Staffing,
        term: Term::Short,
        due: day(2012, 7, 25),
        handler: "支部书记",
        long: None,
    },
    Row {
        project: "两个教学点的党员编组混乱，有的党员不知道自己在哪个小组",
        kind: ProblemType::Other,
        label: "组织设置与人员配备",
        cause: "撤并教学点以后没有重新划分党小组",
        measures: "按年级重新划分三个党小组，推选组长并张榜公布名单",
        category: TaskCategory::OrganisationSetup,
        term: Term::Short,
        due: day(2012, 7, 28),
        handler: "组织委员",
        long: None,
    },
    Row {
        project: "支部全年活动没有经费预算，开展活动临时凑钱",
        kind: ProblemType::Funding,
        label: "",
        cause: "学校公用经费预算中没有列支党建项目",
        measures: "在公用经费中列出党建专项预算，每学期公布一次支出情况",
        category: TaskCategory::Other,
        term: Term::Medium,
        due: day(2012, 9, 30),
        handler: "总务主任",
        long: None,
    },
    Row {
        project: "上学期支部只开展了两次活动，党员参加不积极",
        kind: ProblemType::FewActivities,
        label: "",
        cause: "教师课务重，活动时间难统一，活动形式单一",
        measures: "结合教研日安排活动，每月开展一次主题活动，事先公布安排",
        category: TaskCategory::Other,
        term: Term::Medium,
        due: day(2012, 10, 31),
        handler: "宣传委员",
        long: None,
    },
    Row {
        project: "党建计划与教学计划各写各的，党员在教学中作用不明显",
        kind: ProblemType::SplitFromWork,
        label: "",
        cause: "党建与教学分头布置、分头考核",
        measures: "设党员示范课，每名党员教师帮扶一名学困生，结果纳入教研组考核",
        category: TaskCategory::Other,
        term: Term::Medium,
        due: day(2012, 11, 30),
        handler: "教务主任",
        long: None,
    },
    Row {
        project: "没有党员活动室，学习和开会临时找地方",
        kind: ProblemType::Funding,
        label: "",
        cause: "校舍紧张，改造经费一时难以落实",
        measures: "先与会议室共用并挂牌，再分三步把旧库房改造成党员活动室",
        category: TaskCategory::Infrastructure,
        term: Term::Long,
        due: day(2013, 8, 31),
        handler: "分管后勤副校长",
        long: Some(Long {
            explanation: "活动室改造要等旧库房腾空和经费到位，今年先共用会议室，明年暑假前完成改造",
            audience: "教职工代表",
            channel: "教代会",
            steps: [
                ("与会议室共用，挂牌并配齐书报", day(2012, 9, 30)),
                ("腾空旧库房，完成改造预算", day(2012, 12, 20)),
                ("完成改造并投入使用", day(2013, 8, 31)),
            ],
        }),
    },
    Row {
        project: "骨干教师中党员少，优质生源逐年下滑",
        kind: ProblemType::SplitFromWork,
        label: "",
        cause: "年轻教师流动大，发展党员与培养骨干教师脱节",
        measures: "制订两年培养计划，每名党员骨干结对两名年轻教师，按学期检查",
        category: TaskCategory::Development,
        term: Term::Long,
        due: day(2014, 6, 30),
        handler: "支部书记",
        long: Some(Long {
            explanation: "培养骨干教师需要两年时间，每学期向家长通报一次进展",
            audience: "学生家长",
            channel: "家长会",
            steps: [
                ("确定结对名单和培养计划", day(2012, 9, 15)),
                ("培养对象全部承担公开课", day(2013, 6, 30)),
                ("骨干教师中党员达到一半", day(2014, 6, 30)),
            ],
        }),
    },
];
