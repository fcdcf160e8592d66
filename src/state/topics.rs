//! The topics that the books are asked in: one topic a page. From this list come the task list, the pages, the way from
//! a finding to its field, and the table of clauses in the docs.

use crate::domain::{
    Books, BranchBook, Cardinality, Id, OfficeBook, RecordDef, Register, ReviewSheet, UnitBook,
};

/// Whose a book is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookKind {
    /// The unit's.
    Unit,
    /// A branch's.
    Branch,
    /// The office's.
    Office,
    /// The bureau's register.
    Register,
    /// The office's review of a unit.
    Review,
}

impl BookKind {
    /// Whose the book with this id is.
    pub fn of(books: &Books, document: &Id) -> Self {
        match &books.office {
            Some(office) if office.id() == document => Self::Office,
            _ if books
                .register
                .as_ref()
                .is_some_and(|register| register.id() == document) =>
            {
                Self::Register
            }
            _ if books.review(document).is_some() => Self::Review,
            _ if books.branch(document).is_some() => Self::Branch,
            _ => Self::Unit,
        }
    }
}

/// At what time of the half-year a topic is worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Before 6 July: what the plan asks for.
    Plan,
    /// From then on: the ledger at work, and what comes back every week and month.
    Work,
    /// At the year's end.
    YearEnd,
}

impl Stage {
    /// What a clerk calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plan => "报送方案",
            Self::Work => "日常整改",
            Self::YearEnd => "年终验收",
        }
    }
}

/// One topic.
#[derive(Debug)]
pub struct Topic {
    /// When it is worked on.
    pub stage: Stage,
    /// Its name in the address.
    pub slug: &'static str,
    /// What a clerk calls it.
    pub title: &'static str,
    /// What it is for, in one line.
    pub purpose: &'static str,
    /// The collections it asks for, in order.
    pub blocks: &'static [&'static str],
}

/// The topics of the unit's book.
pub const UNIT: &[Topic] = &[
    Topic {
        stage: Stage::Plan,
        slug: "profile",
        title: "单位情况与负责人",
        purpose: "单位名称、党组织类别、书记，以及谁对整改工作负总责。",
        blocks: &["profile", "responsibility"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "analysis",
        title: "自身问题与重点任务",
        purpose: "单位党组织自己的问题、原因和措施，整改提高的重点任务。",
        blocks: &["self_analysis", "key_tasks"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "meeting",
        title: "单位会议，逐一研究支部",
        purpose: "召开会议专题讨论，逐一为每个党支部研究整改思路和措施。",
        blocks: &["unit_meetings", "branch_discussions"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "solutions",
        title: "一类一策",
        purpose: "各支部台账里出现的每一类问题，都要有一套管用的解决方案。",
        blocks: &["type_solutions"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "links",
        title: "联系较差、一般支部",
        purpose: "党总支书记亲自联系每一个较差、一般支部。",
        blocks: &["secretary_links"],
    },
    Topic {
        stage: Stage::Work,
        slug: "team",
        title: "班子成员与一岗双责",
        purpose: "班子成员的分管工作、联点支部，支持帮助整改的情况，与绩效考核挂钩。",
        blocks: &["team_members", "supports", "appraisal_links"],
    },
    Topic {
        stage: Stage::Work,
        slug: "dispatch",
        title: "调度会",
        purpose: "党组织书记亲自主持，一月调度一次。",
        blocks: &["dispatch_meetings"],
    },
    Topic {
        stage: Stage::Work,
        slug: "bulletins",
        title: "通报",
        purpose: "一月通报一次，点名表扬、批评支部。",
        blocks: &["bulletins"],
    },
    Topic {
        stage: Stage::Work,
        slug: "visits",
        title: "联点指导",
        purpose: "联点领导一周到支部指导一次；局党委到校指导也记在这里。",
        blocks: &["guidance_visits"],
    },
    Topic {
        stage: Stage::Work,
        slug: "on-site",
        title: "整改不力与现场办公",
        purpose: "认定整改不力的支部，书记到支部现场办公。",
        blocks: &["lagging_branches", "on_site_sessions"],
    },
    Topic {
        stage: Stage::Work,
        slug: "inspections",
        title: "工作督查",
        purpose: "不定期检查晋级目标落实和党员承诺完成情况。",
        blocks: &["inspections"],
    },
    Topic {
        stage: Stage::Work,
        slug: "exemplars",
        title: "先进典型",
        purpose: "在本校选树先进典型和整改工作开展好的支部。",
        blocks: &["exemplars"],
    },
    Topic {
        stage: Stage::YearEnd,
        slug: "self-check",
        title: "年终自查",
        purpose: "验收以前逐个支部自查，写单位党组织意见。",
        blocks: &["self_checks"],
    },
];

/// The topics of a branch's book.
pub const BRANCH: &[Topic] = &[
    Topic {
        stage: Stage::Plan,
        slug: "profile",
        title: "支部情况与责任制",
        purpose: "支部名称、书记、原定等次，负总责人和整改工作责任制。",
        blocks: &["profile", "responsibility", "responsibility_system"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "opinions",
        title: "征求群众意见",
        purpose: "围绕怎样解决问题，广泛听取群众的意见建议。",
        blocks: &["opinion_rounds"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "ledger",
        title: "整改问题台账",
        purpose: "一个问题一行：项目、原因、措施、时限、承办责任人；解决一个销号一个。",
        blocks: &[
            "items",
            "milestones",
            "progress",
            "extensions",
            "close_outs",
            "feedbacks",
        ],
    },
    Topic {
        stage: Stage::Plan,
        slug: "meeting",
        title: "支部专题会议",
        purpose: "对查找的问题逐个研究，找出根源，一个问题一个解决措施。",
        blocks: &["special_meetings"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "tasks",
        title: "重点任务",
        purpose: "整改提高的重点任务，并标明对应三项重要工作中的哪一项。",
        blocks: &["key_tasks"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "goal",
        title: "晋级目标",
        purpose: "目标等次、目标任务、主要措施和完成时限。",
        blocks: &["promotion_goal"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "catch-up",
        title: "赶超对象与措施",
        purpose: "确定一个可学可比的先进支部，制定赶超措施和时限。",
        blocks: &["benchmarks", "catch_up"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "deeds",
        title: "好事实事",
        purpose: "结合教师、群众所需所盼，办 1—2 件好事实事；办成了记下日期和效果。",
        blocks: &["good_deeds"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "pledges",
        title: "党员承诺",
        purpose: "党员按“五带头”作出承诺，到期看兑现没有。",
        blocks: &["pledges"],
    },
    Topic {
        stage: Stage::Plan,
        slug: "turnaround",
        title: "重点整顿与转化升级",
        purpose: "较差、一般支部：明确整顿目标、责任和措施，继续开展“五位一体”。",
        blocks: &["turnaround_plan", "five_in_one"],
    },
    Topic {
        stage: Stage::Work,
        slug: "weekly",
        title: "周总结",
        purpose: "一周总结一次整改工作；没有进展也要写。",
        blocks: &["weekly_summaries"],
    },
    Topic {
        stage: Stage::Work,
        slug: "notices",
        title: "每月公示",
        purpose: "一月公示一次整改情况，接受群众监督。",
        blocks: &["public_notices"],
    },
    Topic {
        stage: Stage::YearEnd,
        slug: "evaluation",
        title: "群众评议",
        purpose: "整改任务基本完成后，组织党员、群众代表评议，了解满意度。",
        blocks: &["evaluations"],
    },
    Topic {
        stage: Stage::YearEnd,
        slug: "year-end",
        title: "年终情况与情况表",
        purpose: "新的提高、自评等次、支部意见，填进《情况表》。",
        blocks: &["year_end"],
    },
];

/// The topics of the office's book.
pub const OFFICE: &[Topic] = &[
    Topic {
        stage: Stage::Work,
        slug: "cases",
        title: "典型案例",
        purpose: "针对共性问题，分类收集解决问题的典型案例，供各地学习借鉴。",
        blocks: &["typical_cases"],
    },
    Topic {
        stage: Stage::Work,
        slug: "exemplars",
        title: "先进典型",
        purpose: "推出一批当前工作中涌现出的先进典型。",
        blocks: &["exemplars"],
    },
    Topic {
        stage: Stage::YearEnd,
        slug: "acceptance",
        title: "考核验收",
        purpose: "逐个支部填写验收结论、验收人、现等次和局党委意见。",
        blocks: &["acceptances"],
    },
    Topic {
        stage: Stage::Work,
        slug: "phrases",
        title: "审阅常用语",
        purpose: "写审阅意见时常用的话，点一下就能填入。",
        blocks: &["phrases"],
    },
    Topic {
        stage: Stage::Work,
        slug: "matches",
        title: "对应与采用",
        purpose: "没有用花名册开始的单位和支部是花名册里的哪一个，两个版本以哪个为准，都由人确定。",
        blocks: &["register_matches", "version_choices"],
    },
];

/// The one topic of the register.
pub const REGISTER: &[Topic] = &[Topic {
    stage: Stage::Plan,
    slug: "register",
    title: "花名册",
    purpose: "全县各单位、各党支部和原定等次，发给各单位作为填写的起点。",
    blocks: &["issue", "units", "branches", "typical_cases"],
}];

/// The one topic of a review.
pub const REVIEW: &[Topic] = &[Topic {
    stage: Stage::Plan,
    slug: "review",
    title: "审阅意见与回执",
    purpose: "办公室审阅方案的意见、单位的答复和收到文件的回执。",
    blocks: &["verdict", "comments", "receipts", "acceptances", "typical_cases"],
}];

/// The topic with this name.
pub fn find(kind: BookKind, slug: &str) -> Option<&'static Topic> {
    list(kind).iter().find(|topic| topic.slug == slug)
}

/// The topic that asks for a collection; the first one for those that stand on no page of their own.
pub fn of_collection(kind: BookKind, collection: &str) -> &'static Topic {
    let list = list(kind);
    list.iter()
        .find(|topic| topic.blocks.contains(&collection))
        .unwrap_or(&list[0])
}

/// The topics of a kind of book, in the order of the work.
pub fn list(kind: BookKind) -> &'static [Topic] {
    match kind {
        BookKind::Unit => UNIT,
        BookKind::Branch => BRANCH,
        BookKind::Office => OFFICE,
        BookKind::Register => REGISTER,
        BookKind::Review => REVIEW,
    }
}

/// The declaration of a collection's records.
pub fn record_def(kind: BookKind, collection: &str) -> Option<(&'static RecordDef, bool)> {
    let collections = match kind {
        BookKind::Unit => UnitBook::COLLECTIONS,
        BookKind::Branch => BranchBook::COLLECTIONS,
        BookKind::Office => OfficeBook::COLLECTIONS,
        BookKind::Register => Register::COLLECTIONS,
        BookKind::Review => ReviewSheet::COLLECTIONS,
    };
    let found = collections.iter().find(|known| known.name == collection)?;
    Some((found.record, found.cardinality == Cardinality::Many))
}
