//! What merging does in every case, tried out and written down as tables in Markdown.

use std::fmt::Write as _;

use jinwei::domain::{Book, BranchBook, Document, Id, LedgerItem, Milestone, PublicNotice, RecordList};
use jinwei::merge::{Merged, Relation, relation, three_way};

fn id(name: &str) -> Id {
    Id::parse(name).unwrap_or_default()
}

/// A branch's book whose only item has this project.
fn book(project: &str) -> BranchBook {
    let mut book = BranchBook::new(id("branch"));
    book.items.push(LedgerItem {
        id: id("item"),
        project: project.into(),
        ..Default::default()
    });
    book
}

/// The same, on from a version.
fn on_from(before: &BranchBook, project: &str, version: Option<&str>) -> BranchBook {
    let mut book = before.clone();
    book.items[0].project = project.into();
    if let Some(version) = version {
        book.head.sent_as(id(version));
    }
    book
}

fn merged(base: Option<&BranchBook>, mine: &BranchBook, theirs: &BranchBook) -> Option<Merged> {
    three_way(base.map(|base| base as &dyn Document), mine, theirs, &[])
}

fn branch(merged: Option<Merged>) -> Option<BranchBook> {
    match merged?.book {
        Book::Branch(branch) => Some(branch),
        _ => None,
    }
}

/// One way in which a copy can stand to the one that is here.
pub(crate) struct Case {
    pub(crate) what: &'static str,
    pub(crate) relation: Relation,
}

/// Every way in which a copy can stand to the one that is here.
pub(crate) fn relations() -> Vec<Case> {
    let first = on_from(&book(""), "原", Some("v1"));
    let ours = on_from(&first, "甲", None);
    let ours_sent = on_from(&first, "甲", Some("a"));
    let theirs = on_from(&first, "乙", Some("b"));
    let again = on_from(&first, "原", Some("again"));
    let later = on_from(&theirs, "乙二", Some("b2"));
    let joined = |project: &str, version: &str| {
        let book = branch(merged(Some(&first), &ours_sent, &theirs)).unwrap_or_else(|| first.clone());
        on_from(&book, project, Some(version))
    };
    let (took_ours, took_theirs) = (joined("甲", "m1"), joined("乙", "m2"));
    let stranger = on_from(&book("别的"), "别的", Some("s1"));
    let mut other = stranger.clone();
    other.head.id = id("another");
    let kept = [
        &first,
        &ours_sent,
        &theirs,
        &again,
        &later,
        &took_ours,
        &took_theirs,
        &stranger,
    ];
    let kept = |version: &Id| {
        let found = kept
            .iter()
            .find(|book| book.head.version_id.as_ref() == Some(version));
        found.map(|book| Book::Branch((*book).clone()))
    };
    let lost = |_: &Id| None;
    let told = |mine: Option<&BranchBook>, theirs: &BranchBook| {
        relation(mine.map(|mine| mine as &dyn Document), theirs, &kept)
    };
    [
        ("这里没有这份簿册", told(None, &theirs)),
        ("收到的就是这里的这一版，都没有改过", told(Some(&first), &first)),
        ("版本不同，内容一样", told(Some(&first), &again)),
        (
            "对方在这里的这一版上改过，这里没有改",
            told(Some(&first), &theirs),
        ),
        (
            "对方改过几次，中间的几版这里没有收到，这里没有改",
            told(Some(&first), &later),
        ),
        (
            "这里与对方都在同一版上改过，这里还没有报送",
            told(Some(&ours), &theirs),
        ),
        (
            "这里与对方都在同一版上改过，都报送了",
            told(Some(&ours_sent), &theirs),
        ),
        ("收到的就是这里的这一版，这里后来改过", told(Some(&ours), &first)),
        ("收到的是更早的一版", told(Some(&later), &first)),
        ("对方没有改，又报送了一次；这里改过", told(Some(&ours), &again)),
        ("对方的已经合并进来，又收到一次", told(Some(&took_ours), &theirs)),
        (
            "对方把这里的一版合并进去，又报送过来，这里没有改",
            told(Some(&ours_sent), &took_theirs),
        ),
        (
            "双方各自合并了同样两份，决定不同",
            told(Some(&took_ours), &took_theirs),
        ),
        ("没有共同的版本", told(Some(&ours_sent), &stranger)),
        (
            "有共同的版本，但那一版的文件不在",
            relation(Some(&ours_sent), &theirs, &lost),
        ),
        ("不是同一份簿册", told(Some(&ours_sent), &other)),
    ]
    .into_iter()
    .map(|(what, relation)| Case { what, relation })
    .collect()
}

/// What a relation is called, and what follows.
pub(crate) fn words(relation: &Relation) -> (&'static str, &'static str) {
    match relation {
        Relation::New => ("新的", "收下"),
        Relation::Same => ("相同", "没有要做的；记下它由哪些版本而来"),
        Relation::Newer => ("较新", "换成收到的"),
        Relation::Older => ("较旧", "留存，不采用"),
        Relation::Forked { .. } => ("分叉", "以共同的一版为底合并"),
        Relation::Unrelated => ("没有底", "没有底的合并：缺的补上，不同的逐处由人决定"),
        Relation::Other => ("另一份", "不合并"),
    }
}

/// What a side did to the field.
pub(crate) const FIELD: [(&str, &str); 4] =
    [("没有改", "原"), ("改成甲", "甲"), ("改成乙", "乙"), ("清空", "")];

/// What becomes of a field: its content, or a conflict.
pub(crate) fn field(base: bool, mine: &str, theirs: &str) -> String {
    let first = book("原");
    let Some(merged) = merged(base.then_some(&first), &book(mine), &book(theirs)) else {
        return String::new();
    };
    if !merged.conflicts.is_empty() {
        return "冲突".into();
    }
    match branch(Some(merged)).map(|book| book.items[0].project.clone()) {
        Some(project) if project.is_empty() => "空".into(),
        Some(project) => project,
        None => String::new(),
    }
}

/// What a side did to an item that both sides had, with a step of its plan.
pub(crate) const RECORD: [&str; 6] = ["没有改", "改了", "删去", "加了节点", "改了节点", "只删节点"];

fn with_step(what: &str) -> BranchBook {
    let mut book = book("原");
    let step = |name: &str, words: &str| Milestone {
        id: id(name),
        item: Some(id("item")),
        step: words.into(),
        ..Default::default()
    };
    book.milestones.push(step("step", "第一步"));
    match what {
        "改了" => book.items[0].project = "甲".into(),
        "删去" => {
            book.items.clear();
            book.milestones.clear();
        }
        "加了节点" => book.milestones.push(step("added", "第二步")),
        "改了节点" => book.milestones[0].step = "先做这一步".into(),
        "只删节点" => book.milestones.clear(),
        _ => {}
    }
    book
}

/// What becomes of an item and its plan.
pub(crate) fn record(mine: &str, theirs: &str) -> String {
    let Some(merged) = merged(Some(&with_step("")), &with_step(mine), &with_step(theirs)) else {
        return String::new();
    };
    let conflicts: Vec<_> = merged
        .conflicts
        .iter()
        .map(|conflict| conflict.place.collection)
        .collect();
    match conflicts.as_slice() {
        [] => {}
        ["items"] => return "冲突（项目）".into(),
        ["milestones"] => return "冲突（节点）".into(),
        other => return format!("{other:?}"),
    }
    let Some(book) = branch(Some(merged)) else {
        return String::new();
    };
    let steps: Vec<_> = book.milestones.iter().map(|step| step.step.as_str()).collect();
    match book.items.first() {
        None if steps.is_empty() => "删去".into(),
        None => format!("只剩{}", steps.join("、")),
        Some(item) if steps.is_empty() => format!("{}，没有节点", item.project),
        Some(item) => format!("{}，{}", item.project, steps.join("、")),
    }
}

/// What a side did with a record that the base has not got.
pub(crate) const ADDED: [&str; 3] = ["没有", "新增甲", "新增乙"];

/// What becomes of a record that the base has not got.
pub(crate) fn added(mine: &str, theirs: &str) -> String {
    let side = |what: &str| match what {
        "没有" => BranchBook::new(id("branch")),
        what => book(what.trim_start_matches("新增")),
    };
    let Some(merged) = merged(Some(&BranchBook::new(id("branch"))), &side(mine), &side(theirs)) else {
        return String::new();
    };
    if !merged.conflicts.is_empty() {
        return "冲突".into();
    }
    branch(Some(merged))
        .and_then(|book| book.items.first().map(|item| item.project.clone()))
        .unwrap_or_else(|| "没有".into())
}

/// What a side made of the list 一、二, and what becomes of it.
pub(crate) const SETS: [(&str, &str); 6] = [
    ("1 2", "1 2"),
    ("1 2 3", "1 2"),
    ("1 2 3", "1 2 4"),
    ("1 2 3", "1"),
    ("1", "2"),
    ("2 1", "1 2 3"),
];

/// What becomes of a list whose base is `1 2`.
pub(crate) fn set(mine: &str, theirs: &str) -> String {
    let side = |items: &str| {
        let mut book = BranchBook::new(id("branch"));
        book.public_notices.push(PublicNotice {
            id: id("notice"),
            items: items.split_whitespace().map(id).collect(),
            ..Default::default()
        });
        book
    };
    let merged = merged(Some(&side("1 2")), &side(mine), &side(theirs));
    let items = branch(merged).map(|book| book.public_notices[0].items.clone());
    let names: Vec<_> = items.iter().flatten().map(Id::as_str).collect();
    if names.is_empty() {
        "空".into()
    } else {
        names.join("、")
    }
}

/// Orders of a list whose base is `1 2 3`, of either side.
pub(crate) const ORDERS: [(&str, &str); 8] = [
    ("1 2 3", "3 1 2"),
    ("3 1 2", "3 1 2"),
    ("3 1 2", "2 1 3"),
    ("1 a 2 3", "1 2 3 b"),
    ("1 b 2 3", "1 a 2 3"),
    ("1 c a 2 3", "1 d b 2 3"),
    ("3 1 2", "1 a 2 3"),
    ("1 3", "1 2 a 3"),
];

/// The order after a merge.
pub(crate) fn order(mine: &str, theirs: &str) -> String {
    let side = |items: &str| {
        let mut book = BranchBook::new(id("branch"));
        for name in items.split_whitespace() {
            book.items.push(LedgerItem {
                id: id(name),
                ..Default::default()
            });
        }
        book
    };
    let book = branch(merged(Some(&side("1 2 3")), &side(mine), &side(theirs)));
    let items = book.as_ref().map(|book| &book.items as &dyn RecordList);
    let names = items.into_iter().flat_map(<dyn RecordList>::iter);
    names.map(|item| item.id().as_str()).collect::<Vec<_>>().join(" ")
}

/// A table of what becomes of one thing: one side's doings down, the other's across.
fn matrix(text: &mut String, head: &str, doings: &[&str], cell: impl Fn(&str, &str) -> String) {
    let _ = writeln!(text, "| {head} | {} |", doings.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(doings.len() + 1));
    for mine in doings {
        let cells: Vec<_> = doings.iter().map(|theirs| cell(mine, theirs)).collect();
        let _ = writeln!(text, "| **{mine}** | {} |", cells.join(" | "));
    }
}

/// `docs/merging.md`, as it must be.
pub(crate) fn merging_table() -> String {
    let mut text = String::from(
        "# 收到的与这里的\n\n\
         本页由试算生成：`cargo run --example rules_table`。每一格都是程序合并出来的结果；为什么这样合并，见 `src/merge/mod.rs`。\n\n\
         ## 收到一份簿册\n\n\
         簿册每报送一次，得一个版本，并记住由哪些版本而来。报送以后再改，是“这一版，又改过”，不是新的版本。\n\n\
         | 情形 | 关系 | 怎么办 |\n|---|---|---|\n",
    );
    for Case { what, relation } in relations() {
        let (name, then) = words(&relation);
        let _ = writeln!(text, "| {what} | {name} | {then} |");
    }
    let holds = |doing: &str| {
        FIELD
            .iter()
            .find(|(name, _)| *name == doing)
            .map_or("", |(_, held)| held)
    };
    let doings = FIELD.map(|(name, _)| name);
    text.push_str(
        "\n不采用的、相同的，也记下它由哪些版本而来。合并的结果在下一次报送时才有版本；它由双方的版本而来，所以对方收到时是“较新”。\n\n\
         ## 一个栏目\n\n底是“原”。竖看一方，横看另一方；谁是“我方”，结果都一样。冲突由人决定，决定以前留着底的内容。\n\n",
    );
    matrix(&mut text, "", &doings, |mine, theirs| {
        field(true, holds(mine), holds(theirs))
    });
    text.push_str("\n没有底的时候，只有一方填了的采用，两方不同的都是冲突：\n\n");
    matrix(&mut text, "", &["甲", "乙", "空"], |mine, theirs| {
        field(false, mine.trim_matches('空'), theirs.trim_matches('空'))
    });
    text.push_str(
        "\n## 一条记录\n\n底有一个项目“原”，项目有一个节点“第一步”。项目连同所属的节点、进展、延期、销号、反馈，是一个整体：\
         一方删去，另一方改过其中任何一处，是一处冲突；决定保留，就连同所属的一起保留。\n\n",
    );
    matrix(&mut text, "", &RECORD, record);
    text.push_str("\n底没有的记录：\n\n");
    matrix(&mut text, "", &ADDED, added);
    text.push_str(
        "\n指向已经删去的记录的栏目，照原样留着，页面上写“（已删除的项目）”。\n\n\
         ## 一组选项、一组项目\n\n底是 1、2。任何一方加的都在，任何一方去掉的都不在，没有冲突。\n\n\
         | 一方 | 另一方 | 合并 |\n|---|---|---|\n",
    );
    for (mine, theirs) in SETS {
        let listed = |set: &str| set.split(' ').collect::<Vec<_>>().join("、");
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            listed(mine),
            listed(theirs),
            set(mine, theirs)
        );
    }
    text.push_str(
        "\n## 先后\n\n底是 1 2 3，字母是新增的。只有一方移动过的，照移动过的；新增的跟在原来跟着的那一条后面；都在一处新增的，\
         编号小的在前，各自的先后不变；两方移动得不一样的，取第一处不同编号较小的那一种。\n\n\
         | 一方 | 另一方 | 合并 |\n|---|---|---|\n",
    );
    for (mine, theirs) in ORDERS {
        let _ = writeln!(text, "| {mine} | {theirs} | {} |", order(mine, theirs));
    }
    text.push_str(
        "\n## 其他\n\n\
         - 新版程序写的、这一版不认识的栏目，逐项按栏目的办法合并；两方不同的也由人决定。\n\
         - 读不出来而放在一边的记录，按一组的办法合并。\n\
         - 每个决定都在簿册里留一条“合并时的决定”：哪一处，采用谁的什么，没有采用谁的什么，哪一天决定的；随簿册报送，一直可以看。\n",
    );
    text
}
