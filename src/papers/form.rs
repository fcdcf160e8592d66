//! 党支部整改提高晋位升级情况表: the form annexed to the notice, one a branch.
//!
//! Every value comes from the books. Of the annexed form only some labels survive in the notice; the others are inferred
//! from like forms of that year, and each says which it is ([`Source`](super::Source)).

use chrono::NaiveDate;

use super::words::{date, date_of, explanation, joined, plan, takes_long, unit_name, until};
use super::{Blank, Cell, Entry, Layout, Row};
use crate::domain::{
    Acceptance, Books, BranchBook, Choose, Evaluation, Fulfilment, Id, OfficeBook, SelfCheck,
};
use crate::notice::Programme;

/// The form of one branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its title.
    pub title: &'static str,
    /// The notice to which it is annexed.
    pub notice: String,
    /// Its twelve rows, in order.
    pub rows: Vec<Row>,
}

/// The form of a branch as the books stand; `None` when there is no such branch. Acceptance and the committee's opinion
/// come from the office's book, or from the review that it sent; without either they are left to a hand.
pub fn form(
    books: &Books,
    office: Option<&OfficeBook>,
    branch: &Id,
    programme: &Programme,
    today: NaiveDate,
) -> Option<Form> {
    let branch = books.branch(branch)?;
    let acceptance = match office {
        Some(office) => office.acceptance_of(branch.id()),
        None => books.acceptance_of(branch.id()),
    };
    let rows = vec![
        identity(books, branch, today),
        grades(branch),
        problems(branch),
        measures(branch),
        long_items(branch),
        catching_up(branch),
        totals(branch),
        deeds(branch),
        evaluation(branch),
        opinions(books, branch),
        accepted(acceptance),
        committee(acceptance),
    ];
    Some(Form {
        title: "党支部整改提高晋位升级情况表",
        notice: programme.number.clone(),
        rows,
    })
}

fn identity(books: &Books, branch: &BranchBook, today: NaiveDate) -> Row {
    let profile = &branch.profile;
    let cells = vec![
        Cell::inferred("填报单位", Entry::text(unit_name(books, branch))),
        Cell::inferred("填报日期", Entry::text(date(today))),
        Cell::of_notice("党支部名称", Entry::text(&*profile.name)),
        Cell::of_notice("书记", Entry::text(&*profile.secretary)),
        Cell::inferred(
            "党员数",
            Entry::maybe(profile.member_count.map(|count| count.to_string())),
        ),
        Cell::of_notice("联系领导", Entry::text(link_leaders(books, branch.id()))),
    ];
    Row::side(1, "", cells)
}

/// Whoever is linked to the branch: by a personal link, or as a member of the leading team.
fn link_leaders(books: &Books, branch: &Id) -> String {
    let Some(unit) = &books.unit else {
        return String::new();
    };
    let links = unit.secretary_links.iter();
    let links = links.filter(|link| link.branch.as_ref() == Some(branch));
    let team = unit.team_members.iter();
    let team = team.filter(|member| member.branches.contains(branch));
    let mut names: Vec<&str> = Vec::new();
    for name in links
        .map(|link| link.leader.trim())
        .chain(team.map(|member| member.name.trim()))
    {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("、")
}

fn grades(branch: &BranchBook) -> Row {
    let goal = &branch.promotion_goal;
    let target = match (goal.target_grade.map(Choose::label), goal.due) {
        (Some(grade), Some(due)) => format!("{grade}（{}）", until(due)),
        (grade, due) => grade.map(str::to_owned).or(due.map(until)).unwrap_or_default(),
    };
    let cells = vec![
        Cell::of_notice(
            "原定等次",
            Entry::maybe(branch.profile.initial_grade.map(Choose::label)),
        ),
        Cell::of_notice("目标等次与时限", Entry::text(target)),
    ];
    Row::side(2, "", cells)
}

/// A line an item, each with its number in the ledger.
fn of_items(branch: &BranchBook, words: impl Fn(&crate::domain::LedgerItem) -> &str) -> Entry {
    let items = branch.items.iter().zip(1..);
    Entry::lines(
        items
            .map(|(item, number)| format!("{number}．{}", words(item).trim()))
            .collect(),
    )
}

fn problems(branch: &BranchBook) -> Row {
    let cells = vec![
        Cell::of_notice("主要问题", of_items(branch, |item| &item.project)),
        Cell::of_notice("原因", of_items(branch, |item| &item.root_cause)),
    ];
    Row::side(3, "", cells)
}

fn measures(branch: &BranchBook) -> Row {
    let items = || branch.items.iter();
    let due = items().map(|item| date_of(branch.due_of(item))).collect();
    let handlers = items().map(|item| item.handler.trim().to_owned()).collect();
    Row {
        number: 4,
        title: "",
        layout: Layout::Columns,
        cells: vec![
            Cell::of_notice("整改措施", of_items(branch, |item| &item.measures)),
            Cell::of_notice("完成时限", Entry::lines(due)),
            Cell::of_notice("承办责任人", Entry::lines(handlers)),
        ],
    }
}

fn long_items(branch: &BranchBook) -> Row {
    let mut lines = Vec::new();
    for (item, number) in branch.items.iter().zip(1..).filter(|(item, _)| takes_long(item)) {
        let told = labelled("说明：", &explanation(item));
        let plan = labelled("计划：", &plan(branch, item));
        let line = format!("{number}．{told}{plan}");
        lines.push(line);
    }
    let entry = match branch.items.as_slice() {
        [] => Entry::Missing,
        _ if lines.is_empty() => Entry::text("无"),
        _ => Entry::Lines(lines),
    };
    Row::side(5, "", vec![Cell::of_notice("长期问题的说明与计划", entry)])
}

/// A sentence behind its label; nothing where nothing is said.
fn labelled(label: &str, words: &str) -> String {
    match words {
        "" => String::new(),
        words => format!("{label}{words}。"),
    }
}

fn catching_up(branch: &BranchBook) -> Row {
    let names: Vec<&str> = branch.benchmarks.iter().map(|model| model.name.trim()).collect();
    let cells = vec![
        Cell::of_notice("赶超对象", Entry::text(joined(&names, "、"))),
        Cell::of_notice("赶超措施", Entry::text(branch.catch_up.measures.trim())),
        Cell::of_notice("时限", Entry::text(date_of(branch.catch_up.due))),
    ];
    Row::side(6, "", cells)
}

fn totals(branch: &BranchBook) -> Row {
    let all = branch.items.len();
    let closed = branch
        .items
        .iter()
        .filter(|item| branch.closed(&item.id).is_some());
    let closed = closed.count();
    let count = |count: usize| Entry::text(format!("{count}项"));
    let cells = vec![
        Cell::of_notice("总数", count(all)),
        Cell::of_notice("销号", count(closed)),
        Cell::of_notice("未完", count(all - closed)),
    ];
    Row::side(7, "整改完成情况", cells)
}

fn deeds(branch: &BranchBook) -> Row {
    let deeds = branch.good_deeds.iter().zip(1..).map(|(deed, number)| {
        let title = deed.title.trim();
        match (deed.done_on, deed.due) {
            (Some(day), _) => {
                let done = format!("{}办成", date(day));
                let about = joined(&[&done, &deed.effect], "，");
                format!("{number}．{title}（{about}）")
            }
            (None, Some(due)) => format!("{number}．{title}（计划{}办成）", until(due)),
            (None, None) => format!("{number}．{title}"),
        }
    });
    let cells = vec![
        Cell::of_notice("好事实事", Entry::lines(deeds.collect())),
        Cell::of_notice("承诺兑现", Entry::text(pledges(branch))),
    ];
    Row::side(8, "", cells)
}

/// How many pledges there are and how they stand; names stay in the books.
fn pledges(branch: &BranchBook) -> String {
    let all = branch.pledges.len();
    if all == 0 {
        return String::new();
    }
    let mut words = format!("承诺{all}条");
    for (fulfilment, label) in [
        (Fulfilment::Kept, "已兑现"),
        (Fulfilment::Underway, "正在践诺"),
        (Fulfilment::Broken, "没有兑现"),
    ] {
        let pledges = branch.pledges.iter();
        let count = pledges
            .filter(|pledge| pledge.fulfilment == Some(fulfilment))
            .count();
        if count > 0 {
            words = format!("{words}，{label}{count}条");
        }
    }
    words
}

/// The record with the latest day; of several on one day the last.
fn latest<T>(records: &[T], day: impl Fn(&T) -> Option<NaiveDate>) -> Option<&T> {
    let mut found: Option<&T> = None;
    for record in records {
        if found.is_none_or(|known| day(record) >= day(known)) {
            found = Some(record);
        }
    }
    found
}

fn evaluation(branch: &BranchBook) -> Row {
    let vote = latest(&branch.evaluations, |vote| vote.date);
    let rate = vote.and_then(Evaluation::satisfaction_rate);
    let rate = rate.map(|tenths| format!("{}.{}%", tenths / 10, tenths % 10));
    let count = |of: fn(crate::domain::Ballots) -> Option<u32>| {
        let both = vote.and_then(|vote| of(vote.members())?.checked_add(of(vote.mass())?));
        Entry::maybe(both.map(|count| format!("{count}张")))
    };
    let cells = vec![
        Cell::of_notice("满意率", Entry::maybe(rate)),
        Cell::inferred("发出票数", count(|ballots| ballots.issued)),
        Cell::inferred("收回票数", count(|ballots| ballots.returned)),
    ];
    Row::side(9, "评议", cells)
}

fn opinions(books: &Books, branch: &BranchBook) -> Row {
    let checks: Vec<&SelfCheck> = books
        .unit
        .iter()
        .flat_map(|unit| &unit.self_checks)
        .filter(|check| check.branch.as_ref() == Some(branch.id()))
        .collect();
    let check = latest(&checks, |check| check.date);
    let cells = vec![
        Cell::inferred("党支部意见", Entry::text(branch.year_end.branch_opinion.trim())),
        Cell::inferred("书记签名", Entry::Blank(Blank::Signature)).foot(),
        Cell::inferred(
            "单位党组织意见",
            Entry::maybe(check.map(|check| check.unit_opinion.trim())),
        ),
        Cell::inferred("日期", Entry::Blank(Blank::Date)).foot(),
    ];
    Row::side(10, "", cells)
}

fn accepted(acceptance: Option<&Acceptance>) -> Row {
    let text = |of: fn(&Acceptance) -> &str| Entry::maybe(acceptance.map(|a| of(a).trim()));
    let grade = acceptance.and_then(|acceptance| acceptance.final_grade);
    let cells = vec![
        Cell::of_notice("验收结论", text(|a| &a.conclusion).or(Blank::Lines)),
        Cell::of_notice("验收人", text(|a| &a.acceptor).or(Blank::Line)),
        Cell::inferred("现等次", Entry::maybe(grade.map(Choose::label)).or(Blank::Line)),
    ];
    Row::side(11, "", cells)
}

fn committee(acceptance: Option<&Acceptance>) -> Row {
    let opinion = Entry::maybe(acceptance.map(|acceptance| acceptance.bureau_opinion.trim()));
    let day = acceptance.and_then(|acceptance| acceptance.opinion_date);
    let cells = vec![
        Cell::of_notice("局党委意见", opinion.or(Blank::Lines)),
        Cell::inferred("盖章", Entry::Blank(Blank::Seal)).foot(),
        Cell::of_notice("年 月 日", Entry::text(date_of(day)).or(Blank::Date)).foot(),
    ];
    Row::side(12, "", cells)
}
