//! Papers follow from the books: what stands in each place, what is left to a hand, and what never reaches the wall.

// A helper of a test may stop it.
#![allow(clippy::expect_used)]

use chrono::NaiveDate;
use jinwei::domain::{Books, CloseOut, Extension, Feedback, Id, LedgerItem, OfficeBook, PublicNotice};
use jinwei::notice::Programme;
use jinwei::papers::{
    Blank, Entry, Form, LEDGER_COLUMNS, Layout, Paper, Row, Source, form, ledger, poster, slip,
};
use jinwei::rules;
use jinwei::sample;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2012, month, day).expect("a day")
}

fn id(text: &str) -> Id {
    Id::parse(text).expect("an id")
}

/// The weak branch of the sample unit.
fn rear() -> Id {
    id("sample-branch-1")
}

fn form_of(books: &Books, office: Option<&OfficeBook>, today: NaiveDate) -> Form {
    form(books, office, &rear(), &Programme::default(), today).expect("a branch")
}

/// What stands in a place, for comparison.
fn told(entry: &Entry) -> String {
    match entry {
        Entry::Text(words) => words.clone(),
        Entry::Lines(lines) => lines.join(" | "),
        Entry::Missing => "–".into(),
        Entry::Blank(blank) => format!("<{blank:?}>"),
    }
}

/// The rows of a paper, a line a place: `number label：content`.
fn lines(rows: &[Row]) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        for cell in &row.cells {
            lines.push(format!(
                "{} {}{}：{}",
                row.number,
                row.title,
                cell.label,
                told(&cell.entry)
            ));
        }
    }
    lines
}

/// The places of a paper that are left to a hand.
fn blanks(rows: &[Row]) -> Vec<(&'static str, Blank)> {
    let cells = rows.iter().flat_map(|row| &row.cells);
    cells
        .filter_map(|cell| match cell.entry {
            Entry::Blank(blank) => Some((cell.label, blank)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_form_of_a_year_that_was_lived_and_accepted() {
    let books = sample::lived(on(12, 31));
    let office = sample::accepted(&books);
    let form = form_of(&books, Some(&office), on(12, 31));
    assert_eq!(form.title, "党支部整改提高晋位升级情况表");
    assert_eq!(form.notice, "华教发[2012]12号");
    let expected = [
        "1 填报单位：示例中学党总支",
        "1 填报日期：2012年12月31日",
        "1 党支部名称：示例中学行政后勤党支部",
        "1 书记：行政后勤支部书记",
        "1 党员数：17",
        "1 联系领导：党总支书记",
        "2 原定等次：一般",
        "2 目标等次与时限：较好（2012年12月20日前）",
        "3 主要问题：1．支部会经常与校长办公会合开，组织生活没有单独记录 | 2．支部宣传委员缺额半年，宣传工作无人分管 | \
         3．没有党员活动室，学习和开会临时找地方",
        "3 原因：1．书记由校长兼任，没有确定固定的组织生活日 | 2．原任宣传委员调走后没有及时补选 | \
         3．校舍紧张，改造经费一时难以落实",
        "4 整改措施：1．每月首周星期五定为组织生活日，由组织委员单独记录、单独归档 | \
         2．召开支部党员大会补选宣传委员，报上级党组织批准 | 3．先与会议室共用并挂牌，再分三步把旧库房改造成党员活动室",
        "4 完成时限：2012年7月20日 | 2012年7月25日 | 2013年8月31日",
        "4 承办责任人：组织委员 | 支部书记 | 分管后勤副校长",
        "5 长期问题的说明与计划：3．说明：活动室改造要等旧库房腾空和经费到位，今年先共用会议室，明年暑假前完成改造\
         （2012年7月4日，教代会，向教职工代表说明）。计划：与会议室共用，挂牌并配齐书报\
         （2012年9月30日前，已于2012年9月30日完成）；腾空旧库房，完成改造预算\
         （2012年12月20日前，已于2012年12月20日完成）；完成改造并投入使用（2013年8月31日前）。",
        "6 赶超对象：示例二中行政党支部",
        "6 赶超措施：上门学习两次，对照查找差距，逐条列出改进办法",
        "6 时限：2012年11月30日",
        "7 整改完成情况总数：3项",
        "7 整改完成情况销号：2项",
        "7 整改完成情况未完：1项",
        "8 好事实事：1．为学困生开设免费周末辅导（2012年11月28日办成，二十四名学困生全部有进步）",
        "8 承诺兑现：承诺1条，已兑现1条",
        "9 评议满意率：97.1%",
        "9 评议发出票数：37张",
        "9 评议收回票数：35张",
        "10 党支部意见：已按台账完成整改，申请验收",
        "10 书记签名：<Signature>",
        "10 单位党组织意见：同意上报验收",
        "10 日期：<Date>",
        "11 验收结论：台账项目按期销号，长期项目按计划推进，群众满意，同意晋位升级",
        "11 验收人：验收组组长",
        "11 现等次：较好",
        "12 局党委意见：同意验收结论",
        "12 盖章：<Seal>",
        "12 年 月 日：2012年12月29日",
    ];
    assert_eq!(lines(&form.rows), expected);
    let columns = form.rows.iter().filter(|row| row.layout == Layout::Columns);
    assert_eq!(columns.map(|row| row.number).collect::<Vec<_>>(), [4]);
}

#[test]
fn the_form_says_which_labels_the_notice_has_not_kept() {
    let books = sample::lived(on(12, 31));
    let form = form_of(&books, None, on(12, 31));
    let cells = form.rows.iter().flat_map(|row| &row.cells);
    let inferred = cells.filter(|cell| cell.source == Source::Inferred);
    assert_eq!(
        inferred.map(|cell| cell.label).collect::<Vec<_>>(),
        [
            "填报单位",
            "填报日期",
            "党员数",
            "发出票数",
            "收回票数",
            "党支部意见",
            "书记签名",
            "单位党组织意见",
            "日期",
            "现等次",
            "盖章",
        ]
    );
}

#[test]
fn what_the_office_writes_is_left_to_a_hand_at_other_desks() {
    let books = sample::lived(on(12, 31));
    let form = form_of(&books, None, on(12, 31));
    assert_eq!(
        blanks(&form.rows),
        [
            ("书记签名", Blank::Signature),
            ("日期", Blank::Date),
            ("验收结论", Blank::Lines),
            ("验收人", Blank::Line),
            ("现等次", Blank::Line),
            ("局党委意见", Blank::Lines),
            ("盖章", Blank::Seal),
            ("年 月 日", Blank::Date),
        ]
    );
    // An acceptance of another branch changes nothing.
    let mut office = sample::accepted(&books);
    office.acceptances.retain(|known| known.branch != Some(rear()));
    assert_eq!(form_of(&books, Some(&office), on(12, 31)), form);
    assert!(
        form.rows
            .iter()
            .flat_map(|row| &row.cells)
            .all(|cell| !told(&cell.entry).is_empty())
    );
}

#[test]
fn in_the_middle_of_the_year_the_form_holds_what_is_there() {
    let books = sample::lived(on(9, 5));
    let form = form_of(&books, None, on(9, 5));
    let lines = lines(&form.rows);
    for line in [
        "1 填报日期：2012年9月5日",
        "7 整改完成情况总数：3项",
        "7 整改完成情况销号：2项",
        "8 好事实事：1．为学困生开设免费周末辅导（计划2012年11月30日前办成）",
        "8 承诺兑现：承诺1条",
        "9 评议满意率：–",
        "9 评议发出票数：–",
        "10 党支部意见：–",
        "10 单位党组织意见：–",
    ] {
        assert!(lines.iter().any(|known| known == line), "{line}: {lines:#?}");
    }
}

#[test]
fn a_branch_alone_leaves_its_link_leader_open_and_has_no_long_items_to_tell() {
    let mut books = sample::unit_of_three();
    books.unit = None;
    books.branches[0].items.pop();
    let lines = lines(&form_of(&books, None, sample::TODAY).rows);
    assert!(lines.contains(&"1 填报单位：示例中学党总支".into()));
    assert!(lines.contains(&"1 联系领导：–".into()));
    assert!(lines.contains(&"5 长期问题的说明与计划：无".into()));
    assert_eq!(
        form(&books, None, &id("nobody"), &Programme::default(), sample::TODAY),
        None
    );
}

#[test]
fn the_last_vote_counts() {
    let mut books = sample::lived(on(12, 31));
    let mut earlier = books.branches[0].evaluations[0].clone();
    earlier.id = id("earlier");
    earlier.date = Some(on(12, 1));
    earlier.mass_dissatisfied = Some(10);
    books.branches[0].evaluations.push(earlier);
    let lines = lines(&form_of(&books, None, on(12, 31)).rows);
    assert!(lines.contains(&"9 评议满意率：97.1%".into()));
}

#[test]
fn the_ledger_has_every_column() {
    let mut books = sample::lived(on(8, 10));
    let branch = &mut books.branches[0];
    let item = branch.items[0].id.clone();
    branch.items[2].remark = "列入明年预算".into();
    branch.feedbacks.push(Feedback {
        id: id("feedback"),
        item: Some(item),
        date: Some(on(8, 2)),
        content: "记录能不能公开".into(),
        reply: "可以查阅".into(),
        ..Feedback::default()
    });
    let ledger = ledger(&books, &rear(), on(8, 10)).expect("a branch");
    assert_eq!(
        (
            ledger.unit.as_str(),
            ledger.branch.as_str(),
            ledger.responsible.as_str(),
            ledger.as_of.as_str()
        ),
        (
            "示例中学党总支",
            "示例中学行政后勤党支部",
            "行政后勤支部书记",
            "2012年8月10日"
        )
    );
    assert_eq!(
        LEDGER_COLUMNS
            .iter()
            .filter(|(_, fixed)| *fixed)
            .map(|(label, _)| *label)
            .collect::<Vec<_>>(),
        ["具体项目", "主要措施", "完成时限", "承办责任人"]
    );
    assert_eq!(
        ledger.rows[0].cells,
        [
            "1",
            "党组织制度坚持难",
            "支部会经常与校长办公会合开，组织生活没有单独记录",
            "书记由校长兼任，没有确定固定的组织生活日",
            "每月首周星期五定为组织生活日，由组织委员单独记录、单独归档",
            "易",
            "短期",
            "2012年7月20日",
            "",
            "组织委员",
            "行政后勤支部书记",
            "2012年7月19日：措施已落实，申请核验",
            "2012年7月19日",
            "2012年7月19日；党总支组织委员；会议记录、制度文本，存支部档案柜",
            "2012年7月31日",
            "2012年8月2日，记录能不能公开，答复：可以查阅",
            "",
        ]
    );
    assert_eq!(ledger.rows[0].below, []);
    let long = &ledger.rows[2];
    assert_eq!(long.cells[8], "还有386天");
    assert_eq!(long.cells[16], "列入明年预算");
    assert_eq!(
        long.below.iter().map(|(label, _)| *label).collect::<Vec<_>>(),
        ["说明情况", "节点计划"]
    );
    assert!(long.below[0].1.starts_with("活动室改造要等旧库房腾空"));
    assert!(
        long.below[1]
            .1
            .starts_with("与会议室共用，挂牌并配齐书报（2012年9月30日前）；")
    );
}

#[test]
fn the_ledger_shows_the_extension_in_force_and_what_was_taken_up_again() {
    let mut books = sample::lived(on(7, 31));
    let branch = &mut books.branches[0];
    let item = branch.items[1].id.clone();
    branch.close_outs[1].reopened_on = Some(on(7, 30));
    branch.close_outs[1].reopen_reason = "补选没有报批".into();
    branch.extensions.push(Extension {
        id: id("extension"),
        item: Some(item),
        from_due: Some(on(7, 25)),
        asked_on: Some(on(7, 24)),
        new_due: Some(on(8, 3)),
        reason: "等上级批复".into(),
        ..Extension::default()
    });
    for (day, left) in [
        (on(7, 31), "还有3天"),
        (on(8, 3), "今天到期"),
        (on(8, 5), "逾期2天"),
    ] {
        let ledger = ledger(&books, &rear(), day).expect("a branch");
        let cells = &ledger.rows[1].cells;
        assert_eq!(cells[7], "2012年8月3日（原定2012年7月25日）");
        assert_eq!(cells[8], left);
        assert_eq!((cells[12].as_str(), cells[13].as_str()), ("", ""));
        assert_eq!(
            cells[16],
            "延期到2012年8月3日（等上级批复）；2012年7月30日重新整改（补选没有报批）"
        );
    }
}

#[test]
fn the_poster_shows_what_is_solved_and_what_is_still_open() {
    let books = sample::lived(on(12, 31));
    let poster = poster(&books, &rear(), on(7, 1)).expect("a branch");
    assert_eq!(
        (poster.title, poster.month.as_str()),
        ("党支部整改情况公示", "2012年7月")
    );
    let solved: Vec<_> = poster
        .solved
        .iter()
        .map(|solved| (&*solved.project, &*solved.on))
        .collect();
    assert_eq!(
        solved,
        [
            (
                "支部会经常与校长办公会合开，组织生活没有单独记录",
                "2012年7月19日"
            ),
            ("支部宣传委员缺额半年，宣传工作无人分管", "2012年7月24日"),
        ]
    );
    assert_eq!(
        poster.solved[1].measure,
        "召开支部党员大会补选宣传委员，报上级党组织批准"
    );
    assert_eq!(poster.solved[1].result, "问题已解决，措施形成制度");
    let open: Vec<_> = poster
        .unsolved
        .iter()
        .map(|open| (&*open.project, &*open.due))
        .collect();
    assert_eq!(open, [("没有党员活动室，学习和开会临时找地方", "2013年8月31日")]);
    assert_eq!(told(&poster.place), "校务公开栏");
    assert_eq!(told(&poster.from), "2012年7月31日");
    assert_eq!(told(&poster.to), "2012年8月6日");
}

#[test]
fn a_poster_can_be_made_before_its_record_is() {
    let mut books = sample::lived(on(7, 22));
    let poster_of = |books: &Books| poster(books, &rear(), on(7, 1)).expect("a branch");
    let early = poster_of(&books);
    assert_eq!((early.solved.len(), early.unsolved.len()), (1, 2));
    assert_eq!(early.place, Entry::Blank(Blank::Line));
    assert_eq!(early.from, Entry::Blank(Blank::Date));
    // What happens later does not change the month's poster.
    let items: Vec<Id> = books.branches[0]
        .items
        .iter()
        .map(|item| item.id.clone())
        .collect();
    let second = items[1].clone();
    books.branches[0].public_notices.push(PublicNotice {
        id: id("notice"),
        month: Some(on(7, 1)),
        items,
        ..PublicNotice::default()
    });
    books.branches[0].close_outs.push(CloseOut {
        id: id("later"),
        item: Some(second),
        closed_on: Some(on(8, 2)),
        ..CloseOut::default()
    });
    books.branches[0].items.push(LedgerItem {
        id: id("found-later"),
        project: "八月才发现的问题".into(),
        found_on: Some(on(8, 6)),
        ..LedgerItem::default()
    });
    let late = poster_of(&books);
    assert_eq!((late.solved, late.unsolved), (early.solved, early.unsolved));
}

/// Whoever stands at the wall reads no name, no number and nobody's words.
#[test]
fn nothing_personal_reaches_the_wall() {
    let mut books = sample::lived(on(12, 31));
    let branch = &mut books.branches[0];
    let mut marks = 0;
    let mut mark = |text: &mut String| {
        marks += 1;
        *text = format!("不上墙{marks}号13800000000");
    };
    let item = branch.items[0].id.clone();
    for item in &mut branch.items {
        mark(&mut item.handler);
        mark(&mut item.leader);
        mark(&mut item.members);
        mark(&mut item.remark);
    }
    for milestone in &mut branch.milestones {
        mark(&mut milestone.handler);
    }
    for close in &mut branch.close_outs {
        mark(&mut close.verified_by);
        mark(&mut close.evidence);
        mark(&mut close.reopen_reason);
    }
    for entry in &mut branch.progress {
        mark(&mut entry.content);
    }
    for notice in &mut branch.public_notices {
        mark(&mut notice.feedback);
        mark(&mut notice.photo_ref);
    }
    let mut feedback = Feedback {
        id: id("feedback"),
        item: Some(item.clone()),
        ..Feedback::default()
    };
    mark(&mut feedback.content);
    mark(&mut feedback.reply);
    branch.feedbacks.push(feedback);
    let mut extension = Extension {
        id: id("extension"),
        item: Some(item),
        ..Extension::default()
    };
    mark(&mut extension.reason);
    branch.extensions.push(extension);
    mark(&mut branch.profile.secretary);
    mark(&mut branch.responsibility.overall_responsible);
    for pledge in &mut branch.pledges {
        mark(&mut pledge.member);
    }
    for month in 7..=12 {
        let poster = poster(&books, &rear(), on(month, 1)).expect("a branch");
        assert!(!format!("{poster:?}").contains("不上墙"), "{poster:#?}");
    }
    // The ledger and the slip are for the file, and have them.
    let ledger = ledger(&books, &rear(), on(12, 31)).expect("a branch");
    assert!(format!("{ledger:?}").contains("不上墙"));
}

#[test]
fn the_slip_holds_one_close_out_and_places_for_three_hands() {
    let books = sample::lived(on(7, 31));
    let close = id("sample-item-1-1-close-out");
    let slip_of = |books: &Books| slip(books, &rear(), &close);
    let paper = slip_of(&books).expect("a close-out");
    assert_eq!(
        lines(&paper.rows),
        [
            "1 单位：示例中学党总支",
            "1 党支部：示例中学行政后勤党支部",
            "2 台账序号：第1项",
            "2 问题类型：党组织制度坚持难",
            "3 具体项目：支部会经常与校长办公会合开，组织生活没有单独记录",
            "4 原因：书记由校长兼任，没有确定固定的组织生活日",
            "5 主要措施：每月首周星期五定为组织生活日，由组织委员单独记录、单独归档",
            "6 完成时限：2012年7月20日",
            "6 承办责任人：组织委员",
            "7 完成日期：2012年7月19日",
            "7 核验人：党总支组织委员",
            "8 整改结果：问题已解决，措施形成制度",
            "9 佐证材料：会议记录、制度文本，存支部档案柜",
            "10 申请日期：2012年7月19日",
            "10 销号日期：2012年7月19日",
            "11 申请人签名：<Signature>",
            "11 核验人签名：<Signature>",
            "12 单位党组织确认：<Lines>",
            "12 签名：<Signature>",
            "12 日期：<Date>",
        ]
    );
    let mut reopened = books.clone();
    reopened.branches[0].close_outs[0].reopened_on = Some(on(8, 6));
    reopened.branches[0].close_outs[0].reopen_reason = "又合开了一次".into();
    let paper = slip_of(&reopened).expect("a close-out");
    assert!(lines(&paper.rows).contains(&"11 重新整改：2012年8月6日重新整改。又合开了一次".into()));
    let mut orphan = books.clone();
    orphan.branches[0].items.remove(0);
    assert_eq!(slip_of(&orphan), None);
}

/// The rules because of which a paper of one of the sample's branches is a draft, on the last day of the year.
fn draft_for(books: &Books, branch: &str, paper: &Paper) -> Vec<&'static str> {
    let findings = rules::check(books, &Programme::default(), on(12, 31));
    let branch = id(branch);
    findings
        .iter()
        .filter(|finding| paper.gate().is_some_and(|gate| finding.blocks(gate)))
        .filter(|finding| paper.concerns(books, &branch, finding))
        .map(|finding| finding.rule.id)
        .collect()
}

#[test]
fn a_form_is_a_draft_for_what_is_wrong_with_its_own_branch() {
    let mut books = sample::lived(on(12, 31));
    for branch in ["sample-branch-1", "sample-branch-2", "sample-branch-3"] {
        assert_eq!(draft_for(&books, branch, &Paper::Form), [""; 0], "{branch}");
    }
    books.branches[1].evaluations.clear();
    books.unit.as_mut().expect("a unit").self_checks.pop();
    assert_eq!(draft_for(&books, "sample-branch-1", &Paper::Form), [""; 0]);
    assert_eq!(
        draft_for(&books, "sample-branch-2", &Paper::Form),
        ["no-evaluation"]
    );
    assert_eq!(
        draft_for(&books, "sample-branch-3", &Paper::Form),
        ["no-self-check"]
    );
    books.unit.as_mut().expect("a unit").self_checks[0]
        .conclusion
        .clear();
    assert_eq!(
        draft_for(&books, "sample-branch-1", &Paper::Form),
        ["no-self-check"]
    );
    assert_eq!(
        draft_for(&books, "sample-branch-2", &Paper::Form),
        ["no-evaluation"]
    );
}

#[test]
fn a_poster_is_a_draft_for_what_its_branch_owes_every_month() {
    let mut books = sample::lived(on(12, 31));
    let july = Paper::Poster(on(7, 1));
    assert_eq!(draft_for(&books, "sample-branch-1", &july), [""; 0]);
    books.branches[0].public_notices.remove(1);
    assert_eq!(draft_for(&books, "sample-branch-1", &july), ["no-public-notice"]);
    assert_eq!(draft_for(&books, "sample-branch-2", &july), [""; 0]);
    assert_eq!(draft_for(&books, "sample-branch-1", &Paper::Ledger), [""; 0]);
}

#[test]
fn a_slip_is_a_draft_for_what_its_own_close_out_lacks() {
    let mut books = sample::lived(on(12, 31));
    let slip = |close: &str| Paper::Slip(id(close));
    books.branches[0].close_outs[0].result.clear();
    let first = draft_for(&books, "sample-branch-1", &slip("sample-item-1-1-close-out"));
    assert_eq!(first, ["close-out-incomplete"]);
    let second = draft_for(&books, "sample-branch-1", &slip("sample-item-1-2-close-out"));
    assert_eq!(second, [""; 0]);
}
