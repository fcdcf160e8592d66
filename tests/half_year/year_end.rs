//! December, acceptance at the office, and the form.

use jinwei::domain::{Book, Books, OfficeBook, Value};
use jinwei::papers::{Entry, Row, date as written, form};
use jinwei::rules::{Gate, Severity};
use jinwei::state::Edit;

use super::living::Living;
use super::scenario::{Scenario, date, id};
use super::{FAIRLY_GOOD, GOOD, UNIT, WEAK};

const BRANCHES: [&str; 3] = [WEAK, FAIRLY_GOOD, GOOD];

pub(crate) fn december_asks_for_its_records(unit: &mut Living) {
    unit.morning("2012-11-30");
    unit.desk.is_shut(Gate::YearEnd, &[]);
    unit.morning("2012-12-01");
    unit.desk
        .is_shut(
            Gate::YearEnd,
            &["improvement-not-recorded", "no-evaluation", "no-self-check"],
        )
        .is_shut(Gate::Monthly, &[])
        .finds("weak-not-promoted", "sample-branch-1/year_end/final_grade");
    assert_eq!(unit.desk.messages("no-appraisal-link").len(), 3);
}

/// A vote with a ballot too few, as it is first typed.
const VOTE: [(&str, &str); 12] = [
    ("date", "2012-12-14"),
    ("form", "召开评议会，无记名投票"),
    ("members_issued", "17"),
    ("members_returned", "16"),
    ("members_satisfied", "13"),
    ("members_basically", "2"),
    ("members_dissatisfied", "0"),
    ("mass_issued", "20"),
    ("mass_returned", "19"),
    ("mass_satisfied", "15"),
    ("mass_basically", "3"),
    ("mass_dissatisfied", "1"),
];

pub(crate) fn december_is_written(unit: &mut Living) {
    unit.morning("2012-12-14");
    unit.desk
        .finds("pledge-due", "sample-branch-1/pledges/sample-pledge-1/fulfilment");
    for branch in BRANCHES {
        let vote = unit.write(branch, "evaluations", &VOTE);
        let place = format!("{branch}/{vote}/members_satisfied");
        unit.desk.finds("ballots-do-not-add-up", &place);
        unit.desk.finds(
            "dissatisfied-without-follow-up",
            &format!("{branch}/{vote}/follow_ups"),
        );
        unit.desk
            .answer(branch, &vote, "members_satisfied", "14")
            .answer(branch, &vote, "follow_ups", "增设护导岗，总务主任负责")
            .does_not_find("ballots-do-not-add-up");
    }
    unit.desk
        .does_not_find("evaluation-due")
        .is_shut(Gate::YearEnd, &["improvement-not-recorded", "no-self-check"]);

    unit.morning("2012-12-18");
    for (branch, number) in BRANCHES.into_iter().zip(1..) {
        let pledge = [("fulfilment", "kept"), ("evaluated", "党员大会评议：已兑现")];
        unit.fill(branch, &format!("pledges/sample-pledge-{number}"), &pledge);
        let grade = if branch == WEAK { "fairly_good" } else { "good" };
        let year_end = [
            ("improvements", "组织生活正常，台账项目按期销号"),
            ("final_grade", grade),
            ("branch_opinion", "已按台账完成整改，申请验收"),
        ];
        unit.fill(branch, "year_end", &year_end);
    }
    unit.desk
        .does_not_find("pledge-due")
        .does_not_find("weak-not-promoted")
        .is_shut(Gate::YearEnd, &["no-self-check"]);

    unit.morning("2012-12-20");
    let step = "milestones/sample-item-1-3-step-2";
    unit.desk
        .finds("milestone-approaching", &format!("sample-branch-1/{step}/due"));
    unit.desk.answer(WEAK, step, "done_on", "2012-12-20");
    let members = unit.desk.order(UNIT, "team_members");
    for (branch, member) in BRANCHES.into_iter().zip(&members) {
        let check = [
            ("branch", branch),
            ("date", "2012-12-20"),
            ("checked_by", "党总支组织委员"),
            ("conclusion", "整改任务完成，资料齐全"),
            ("unit_opinion", "同意上报验收"),
        ];
        unit.write(UNIT, "self_checks", &check);
        let link = [
            ("member", &**member),
            ("branch", branch),
            ("result", "联点支部整改任务完成"),
            ("used_in", "年度党建工作绩效考核"),
        ];
        unit.write(UNIT, "appraisal_links", &link);
    }

    // The year's last day lies in a month, and in no week of the stage.
    unit.morning("2012-12-31");
    unit.desk
        .does_not_find("weekly-summary-due")
        .finds("bulletin-due", "sample-unit/bulletins");
    unit.morning("2013-01-01");
    unit.desk.is_open();
    // What the notice leaves to a local paper stays a reminder; nothing else is left.
    let found = unit.desk.findings().into_iter();
    let reminders = found.filter(|finding| finding.rule.severity == Severity::Reminder);
    let reminders: Vec<_> = reminders.map(|finding| finding.rule.id).collect();
    assert_eq!(reminders, ["five-in-one-blank"]);
}

pub(crate) fn the_office_accepts(unit: &Living) {
    let mut office = Scenario::open(Books::default());
    office.today("2012-12-27");
    office.edit(Edit::PutBooks {
        books: vec![Book::Office(OfficeBook::new(id("office")))],
    });
    let name = unit.desk.holds(WEAK, "profile", "name");
    office.edit(Edit::Add {
        document: id("office"),
        collection: "acceptances",
        after: None,
        id: id("acceptance"),
        preset: vec![("branch", Value::Ref(Some(id(WEAK)))), ("branch_name", name)],
    });
    let mut types = |field, typed, shut: &[&str]| {
        office
            .answer("office", "acceptances/acceptance", field, typed)
            .is_shut(Gate::YearEnd, shut);
    };
    let (no_date, no_acceptor) = ("acceptance-without-date", "conclusion-without-acceptor");
    types(
        "conclusion",
        "台账项目按期销号，同意晋位升级",
        &[no_date, no_acceptor],
    );
    types("date", "2012-12-27", &[no_acceptor]);
    types("team", "局党委考核验收组", &[no_acceptor]);
    types("acceptor", "验收组组长", &[]);
    types("final_grade", "fairly_good", &[]);
    types("bureau_opinion", "同意验收结论", &["opinion-without-date"]);
    types("opinion_date", "2012-12-26", &["opinion-before-acceptance"]);
    types("opinion_date", "2012-12-29", &[]);

    let programme = unit.desk.programme();
    let book = office.books.office.as_ref();
    let form = form(&unit.desk.books, book, &id(WEAK), programme, date("2012-12-31"));
    let form = form.expect("a form");
    assert_eq!(form.notice, programme.number);
    let rows: Vec<String> = form.rows.iter().flat_map(told).collect();
    assert_eq!(rows, FORM.map(dated));
}

/// The places of a row: `number label：content`.
fn told(row: &Row) -> Vec<String> {
    let cells = row.cells.iter().map(|cell| {
        let entry = match &cell.entry {
            Entry::Text(words) => words.clone(),
            Entry::Lines(lines) => lines.join(" | "),
            Entry::Missing => "–".into(),
            Entry::Blank(blank) => format!("<{blank:?}>"),
        };
        format!("{} {}{}：{entry}", row.number, row.title, cell.label)
    });
    cells.collect()
}

/// Words with their days in braces, `{2012-12-20}`, as the story's own year writes them.
fn dated(words: &str) -> String {
    let mut parts = words.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (day, rest) = part.split_once('}').expect("a day in braces");
        text.push_str(&written(date(day)));
        text.push_str(rest);
    }
    text
}

const FORM: [&str; 35] = [
    "1 填报单位：示例中学党总支",
    "1 填报日期：{2012-12-31}",
    "1 党支部名称：示例中学行政后勤党支部",
    "1 书记：行政后勤支部书记",
    "1 党员数：17",
    "1 联系领导：党总支书记",
    "2 原定等次：一般",
    "2 目标等次与时限：较好（{2012-12-20}前）",
    "3 主要问题：1．支部会经常与校长办公会合开，组织生活没有单独记录 | 2．支部宣传委员缺额半年，宣传工作无人分管 | \
     3．没有党员活动室，学习和开会临时找地方",
    "3 原因：1．书记由校长兼任，没有确定固定的组织生活日 | 2．原任宣传委员调走后没有及时补选 | \
     3．校舍紧张，改造经费一时难以落实",
    "4 整改措施：1．每月首周星期五定为组织生活日，由组织委员单独记录、单独归档 | \
     2．召开支部党员大会补选宣传委员，报上级党组织批准 | 3．先与会议室共用并挂牌，再分三步把旧库房改造成党员活动室",
    "4 完成时限：{2012-09-10} | {2012-07-25} | {2013-08-31}",
    "4 承办责任人：组织委员 | 支部书记 | 分管后勤副校长",
    "5 长期问题的说明与计划：3．说明：活动室改造要等旧库房腾空和经费到位，今年先共用会议室，明年暑假前完成改造\
     （{2012-07-04}，教代会，向教职工代表说明）。计划：与会议室共用，挂牌并配齐书报\
     （{2012-09-30}前，已于{2012-09-28}完成）；腾空旧库房，完成改造预算\
     （{2012-12-20}前，已于{2012-12-20}完成）；完成改造并投入使用（{2013-08-31}前）。",
    "6 赶超对象：示例二中行政党支部",
    "6 赶超措施：上门学习两次，对照查找差距，逐条列出改进办法",
    "6 时限：{2012-11-30}",
    "7 整改完成情况总数：3项",
    "7 整改完成情况销号：2项",
    "7 整改完成情况未完：1项",
    "8 好事实事：1．为学困生开设免费周末辅导（{2012-11-27}办成，二十四名学困生全部有进步）",
    "8 承诺兑现：承诺1条，已兑现1条",
    "9 评议满意率：97.1%",
    "9 评议发出票数：37张",
    "9 评议收回票数：35张",
    "10 党支部意见：已按台账完成整改，申请验收",
    "10 书记签名：<Signature>",
    "10 单位党组织意见：同意上报验收",
    "10 日期：<Date>",
    "11 验收结论：台账项目按期销号，同意晋位升级",
    "11 验收人：验收组组长",
    "11 现等次：较好",
    "12 局党委意见：同意验收结论",
    "12 盖章：<Seal>",
    "12 年 月 日：{2012-12-29}",
];
