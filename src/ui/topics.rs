//! The topics that the books are asked in: one topic a page. From this list come the task list, the pages and the
//! way from a finding to its field.

use super::route::Links;
use super::words;
use crate::domain::{Books, BranchBook, Id, Record, RecordDef, UnitBook};
use crate::rules::Finding;
use crate::state;

/// One topic.
#[derive(Debug)]
pub(super) struct Topic {
    /// Its name in the address.
    pub(super) slug: &'static str,
    /// What a clerk calls it.
    pub(super) title: &'static str,
    /// What it is for, in one line.
    pub(super) purpose: &'static str,
    /// The collections it asks for, in order.
    pub(super) blocks: &'static [&'static str],
}

/// The topics of the unit's book.
pub(super) const UNIT: &[Topic] = &[
    Topic {
        slug: "profile",
        title: "单位情况与负责人",
        purpose: "单位名称、党组织类别、书记，以及谁对整改工作负总责。",
        blocks: &["profile", "responsibility"],
    },
    Topic {
        slug: "analysis",
        title: "自身问题与重点任务",
        purpose: "单位党组织自己的问题、原因和措施，整改提高的重点任务。",
        blocks: &["self_analysis", "key_tasks"],
    },
    Topic {
        slug: "meeting",
        title: "单位会议，逐一研究支部",
        purpose: "召开会议专题讨论，逐一为每个党支部研究整改思路和措施。",
        blocks: &["unit_meetings", "branch_discussions"],
    },
    Topic {
        slug: "solutions",
        title: "一类一策",
        purpose: "各支部台账里出现的每一类问题，都要有一套管用的解决方案。",
        blocks: &["type_solutions"],
    },
    Topic {
        slug: "links",
        title: "联系较差、一般支部",
        purpose: "党总支书记亲自联系每一个较差、一般支部。",
        blocks: &["secretary_links"],
    },
];

/// The topics of a branch's book.
pub(super) const BRANCH: &[Topic] = &[
    Topic {
        slug: "profile",
        title: "支部情况与责任制",
        purpose: "支部名称、书记、原定等次，负总责人和整改工作责任制。",
        blocks: &["profile", "responsibility", "responsibility_system"],
    },
    Topic {
        slug: "opinions",
        title: "征求群众意见",
        purpose: "围绕怎样解决问题，广泛听取群众的意见建议。",
        blocks: &["opinion_rounds"],
    },
    Topic {
        slug: "ledger",
        title: "整改问题台账",
        purpose: "一个问题一行：项目、原因、措施、时限、承办责任人。",
        blocks: &["items", "milestones"],
    },
    Topic {
        slug: "meeting",
        title: "支部专题会议",
        purpose: "对查找的问题逐个研究，找出根源，一个问题一个解决措施。",
        blocks: &["special_meetings"],
    },
    Topic {
        slug: "tasks",
        title: "重点任务",
        purpose: "整改提高的重点任务，并标明对应三项重要工作中的哪一项。",
        blocks: &["key_tasks"],
    },
    Topic {
        slug: "goal",
        title: "晋级目标",
        purpose: "目标等次、目标任务、主要措施和完成时限。",
        blocks: &["promotion_goal"],
    },
    Topic {
        slug: "catch-up",
        title: "赶超对象与措施",
        purpose: "确定一个可学可比的先进支部，制定赶超措施和时限。",
        blocks: &["benchmarks", "catch_up"],
    },
    Topic {
        slug: "deeds",
        title: "好事实事",
        purpose: "结合教师、群众所需所盼，计划办 1—2 件好事实事。",
        blocks: &["good_deeds"],
    },
    Topic {
        slug: "pledges",
        title: "党员承诺",
        purpose: "党员按“五带头”作出承诺。",
        blocks: &["pledges"],
    },
    Topic {
        slug: "turnaround",
        title: "重点整顿与转化升级",
        purpose: "较差、一般支部：明确整顿目标、责任和措施，继续开展“五位一体”。",
        blocks: &["turnaround_plan", "five_in_one"],
    },
];

/// The topics that a book owes: some only where a branch is weak, and its own analysis only a unit above branches.
pub(super) fn owed(books: &Books, document: &Id) -> impl Iterator<Item = &'static Topic> {
    let of_unit = books.branch(document).is_none();
    let weak = if of_unit {
        books.branches.iter().any(BranchBook::is_key_rectification)
            || books
                .unit
                .as_ref()
                .is_some_and(|unit| !unit.secretary_links.is_empty())
    } else {
        state::owes_turnaround(books, document)
    };
    // Note D: a branch that is its own unit has its problems and tasks in the branch's book.
    let alone = of_unit
        && books.unit_is_branch()
        && books.unit.as_ref().is_some_and(|unit| {
            let analysis: &dyn Record = &*unit.self_analysis;
            unit.key_tasks.is_empty() && analysis.is_blank()
        });
    list(of_unit)
        .iter()
        .filter(move |topic| weak || !matches!(topic.slug, "turnaround" | "links"))
        .filter(move |topic| !alone || topic.slug != "analysis")
}

/// One topic of one book: a page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// The book.
    pub(super) document: Id,
    /// Whether it is the unit's.
    pub(super) of_unit: bool,
    /// The topic.
    pub(super) topic: &'static Topic,
}

impl Page {
    /// Its name among all pages.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.document, self.topic.slug)
    }

    /// Its name for people.
    pub(super) fn title(&self, books: &Books) -> String {
        let title = self.topic.title;
        if self.of_unit {
            format!("单位：{title}")
        } else {
            format!("{}：{title}", words::branch_name(books, &self.document))
        }
    }

    /// Its address.
    pub(super) fn href(&self, links: &Links) -> String {
        if self.of_unit {
            links.unit(self.topic.slug)
        } else {
            links.branch(&self.document, self.topic.slug)
        }
    }

    /// Whether a finding is mended there.
    pub(super) fn asks_for(&self, finding: &Finding) -> bool {
        let address = &finding.address;
        address.document == self.document
            && of_collection(self.of_unit, address.collection).slug == self.topic.slug
    }
}

/// Every page, in the order of the task list: the unit's, then each branch's.
pub(super) fn pages(books: &Books) -> Vec<Page> {
    let mut pages = Vec::new();
    for document in books.documents() {
        let of_unit = books.branch(document.id()).is_none();
        for topic in list(of_unit) {
            pages.push(Page {
                document: document.id().clone(),
                of_unit,
                topic,
            });
        }
    }
    pages
}

/// The pages that the books owe, in the order of the work: the unit's meeting studies the branches' ledgers and its
/// solutions answer their problems, so these come after the branches' own pages. Where unit and branch are one,
/// everything of the unit's does.
pub(super) fn work(books: &Books) -> Vec<Page> {
    let one = books.unit_is_branch();
    let (mut work, mut waiting) = (Vec::new(), Vec::new());
    for page in pages(books) {
        if !owed(books, &page.document).any(|topic| topic.slug == page.topic.slug) {
            continue;
        }
        if page.of_unit && (one || matches!(page.topic.slug, "meeting" | "solutions" | "links")) {
            waiting.push(page);
        } else {
            work.push(page);
        }
    }
    work.append(&mut waiting);
    work
}

/// The topic with this name.
pub(super) fn find(of_unit: bool, slug: &str) -> Option<&'static Topic> {
    list(of_unit).iter().find(|topic| topic.slug == slug)
}

/// The topic that asks for a collection; the first one for those that stand on no page of their own.
pub(super) fn of_collection(of_unit: bool, collection: &str) -> &'static Topic {
    let list = list(of_unit);
    list.iter()
        .find(|topic| topic.blocks.contains(&collection))
        .unwrap_or(&list[0])
}

fn list(of_unit: bool) -> &'static [Topic] {
    if of_unit { UNIT } else { BRANCH }
}

/// The declaration of a collection's records.
pub(super) fn record_def(of_unit: bool, collection: &str) -> Option<(&'static RecordDef, bool)> {
    let collections = if of_unit {
        UnitBook::COLLECTIONS
    } else {
        BranchBook::COLLECTIONS
    };
    let found = collections.iter().find(|known| known.name == collection)?;
    Some((
        found.record,
        found.cardinality == crate::domain::Cardinality::Many,
    ))
}
