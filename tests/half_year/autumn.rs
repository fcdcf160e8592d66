//! August to November: a missed week, an item taken up again, a long item, a missed meeting, an extension.

use jinwei::domain::{Duty, Value};
use jinwei::papers;
use jinwei::rules::Gate;
use jinwei::state::{Edit, EditError, Stage, Standing};

use super::july::RULES;
use super::living::Living;
use super::scenario::{date, id};
use super::{FAIRLY_GOOD, GOOD, UNIT, WEAK};

/// Due on 31 October.
const ACTIVITIES: &str = "sample-item-2-2";
/// Due on 30 November.
const TWO_SKINS: &str = "sample-item-2-3";
/// Due on 30 September.
const BUDGET: &str = "sample-item-3-1";

pub(crate) fn a_week_is_missed(unit: &mut Living) {
    unit.forget(Duty::WeeklySummary, FAIRLY_GOOD, "2012-08-06");
    unit.morning("2012-08-12");
    assert_eq!(unit.desk.messages("weekly-summary-due").len(), 3);
    unit.morning("2012-08-13");
    // One missed week is called to mind, and makes no branch lag.
    unit.desk
        .finds("weekly-summary-missing", "sample-branch-2/weekly_summaries")
        .does_not_find("lagging-suggested")
        .is_shut(Gate::Monthly, &[]);
    assert_eq!(
        unit.desk.messages("weekly-summary-missing"),
        ["示例中学初中部党支部第6周没有周总结，请补写；没有总结的，请逐周写明理由。"]
    );
    let why = "暑假值班人员全部参加防汛";
    unit.excuse(Duty::WeeklySummary, FAIRLY_GOOD, "2012-08-06", why);
    unit.desk.does_not_find("weekly-summary-missing").is_clean();
}

pub(crate) fn an_item_is_taken_up_again(unit: &mut Living) {
    unit.morning("2012-08-20");
    let first = unit.desk.order(WEAK, "close_outs")[0].clone();
    let reopen = |reason: &str| Edit::ReopenItem {
        document: id(WEAK),
        close_out: id(&first),
        on: date("2012-08-20"),
        reason: reason.to_owned(),
    };
    unit.desk.refuses(reopen(" "), EditError::NoReason);
    unit.desk.edit(reopen("8月的组织生活又没有单独记录"));
    // The notice's own day for short items is over, so that is what is late; and the vote waits again.
    unit.desk
        .finds(
            "short-item-still-open",
            "sample-branch-1/items/sample-item-1-1/due",
        )
        .finds("lagging-suggested", "sample-unit/lagging_branches")
        .does_not_find("evaluation-due");

    // A new day, asked for after the old one: it may be, with a reason.
    unit.desk.edit(Edit::Extend {
        document: id(WEAK),
        item: id(RULES),
        id: id("late-extension"),
        asked_on: date("2012-08-20"),
    });
    let extension = "extensions/late-extension";
    unit.desk
        .is_shut(Gate::CloseOut, &["incomplete-extension", "extension-asked-late"]);
    unit.desk
        .answer(WEAK, extension, "new_due", "2012-09-10")
        .answer(WEAK, extension, "reason", "重新整改，到九月第一周为止")
        .explain("extension-asked-late", "原定时限以后才重新整改")
        .does_not_find("lagging-suggested")
        .is_open();

    unit.morning("2012-08-27");
    assert_eq!(
        unit.said(Duty::WeeklySummary, WEAK, "2012-08-20", "pending"),
        "第1项“支部会经常与校长办公会合开，组织生活…”8月20日重新整改：8月的组织生活又没有单独记录\n\
         台账共3项，已销号1项，未销号2项"
    );

    unit.morning("2012-09-05");
    unit.close_out(WEAK, RULES, "8月、9月都单独记录，已经抽查");
    let branch = unit.desk.books.branch(&id(WEAK)).expect("the branch");
    let stands = Standing::of(branch, &branch.items[0]);
    let stage = Stage::Closed {
        on: date("2012-09-05"),
        by: "党总支组织委员".into(),
    };
    assert_eq!(stands.stage, stage);
    assert_eq!(stands.planned, Some(date("2012-07-20")));
    // The first close-out stays, with its days and the reason.
    assert_eq!(branch.close_outs_of(&id(RULES)).count(), 2);
    let record = format!("close_outs/{first}");
    for (field, day) in [("closed_on", "2012-07-19"), ("reopened_on", "2012-08-20")] {
        let held = unit.desk.holds(WEAK, &record, field);
        assert_eq!(held, Value::Date(Some(date(day))), "{field}");
    }
    unit.desk
        .finds("evaluation-due", "sample-branch-1/evaluations")
        .is_open();
}

pub(crate) fn a_long_item_is_found(unit: &mut Living) {
    unit.morning("2012-09-06");
    let fields = [
        ("project", "操场没有照明，晚间活动不安全"),
        ("problem_type", "funding"),
        ("root_cause", "建校时没有设计照明"),
        ("measures", "列入明年校园维修计划，分两步安装"),
        ("task_category", "infrastructure"),
        ("difficulty", "hard"),
        ("term", "long"),
        ("due", "2013-08-31"),
        ("handler", "总务主任"),
        ("leader", "高中部支部书记"),
        ("found_on", "2012-09-03"),
        ("explanation_text", "照明要等维修经费，今年先错开活动时间"),
        ("explanation_audience", "学生家长"),
        ("explanation_channel", "家长会"),
    ];
    let item = unit.write(GOOD, "items", &fields);
    let name = item.strip_prefix("items/").expect("an item");
    let wanted = [
        "item-not-discussed",
        "long-item-without-plan",
        "explanation-not-given",
    ];
    unit.desk.is_held_back_by(&wanted);
    for (step, due) in [("完成预算", "2012-11-30"), ("安装完成", "2013-08-31")] {
        let fields = [("step", step), ("due", due), ("handler", "总务主任")];
        unit.write_of(GOOD, "milestones", name, &fields);
    }
    let meeting = [
        ("date", "2012-09-06"),
        ("place", "学校会议室"),
        ("chair", "高中部支部书记"),
        ("recorder", "组织委员"),
        ("attendees", "支部委员"),
        ("items", name),
        ("resolution", "列入台账，分两步解决"),
    ];
    unit.write(GOOD, "special_meetings", &meeting);
    unit.desk.is_held_back_by(&["explanation-not-given"]);
    unit.desk
        .explain("explanation-not-given", "十月上旬家长会上说明")
        .is_open();

    // September's notice hangs: from then on the reason is no answer any more.
    unit.morning("2012-09-10");
    let exemplar = [
        ("kind", "person"),
        ("name", "教研组长（党员）"),
        ("deeds", "每月上示范课"),
        ("publicity", "教师节大会"),
        ("published_on", "2012-09-10"),
    ];
    unit.desk.finds("unit-exemplar-wanted", "sample-unit/exemplars");
    unit.write(UNIT, "exemplars", &exemplar);
    unit.desk.does_not_find("unit-exemplar-wanted");
}

pub(crate) fn september_is_lived(unit: &mut Living) {
    unit.morning("2012-09-12");
    unit.desk
        .finds("weak-branch-without-bureau-visit", "sample-unit/guidance_visits");
    let visit = [
        ("branch", WEAK),
        ("by", "bureau"),
        ("leader", "局党委委员"),
        ("date", "2012-09-12"),
        ("items", "sample-item-1-3"),
        ("advice", "先共用会议室"),
    ];
    unit.write(UNIT, "guidance_visits", &visit);
    unit.desk.does_not_find("weak-branch-without-bureau-visit");

    unit.morning("2012-09-14");
    let step = "milestones/sample-item-3-2-step-1";
    unit.desk
        .finds("milestone-approaching", &format!("sample-branch-3/{step}/due"));
    unit.desk.answer(GOOD, step, "done_on", "2012-09-14");
    unit.morning("2012-09-28");
    unit.close_out(GOOD, BUDGET, "专项预算已公布");
    let step = "milestones/sample-item-1-3-step-1";
    unit.desk.answer(WEAK, step, "done_on", "2012-09-28");

    unit.morning("2012-09-30");
    unit.desk.does_not_find("notice-without-explanation");
    unit.morning("2012-10-01");
    let item = unit.desk.order(GOOD, "items").pop().expect("an item");
    let item = format!("items/{item}");
    unit.desk
        .finds(
            "notice-without-explanation",
            &format!("sample-branch-3/{item}/explained_on"),
        )
        .is_shut(Gate::Monthly, &["notice-without-explanation"]);
    unit.desk
        .answer(GOOD, &item, "explained_on", "2012-10-08")
        .is_shut(Gate::Monthly, &[])
        .is_open();
    // What was closed out again in September hangs again; in August there was nothing new to show.
    let shown = |branch, month| unit.said(Duty::PublicNotice, branch, month, "items");
    assert_eq!(shown(WEAK, "2012-08-01"), "");
    assert_eq!(shown(WEAK, "2012-09-01"), RULES);
    assert_eq!(shown(GOOD, "2012-09-01"), BUDGET);
    // July's poster, printed again, says what it said then; September's says it of the second time.
    let solved = |month| {
        let poster = papers::poster(&unit.desk.books, &id(WEAK), date(month)).expect("a poster");
        let solved = poster.solved.into_iter();
        solved.map(|solved| solved.on).collect::<Vec<_>>()
    };
    let days = |days: &[&str]| days.iter().map(|day| papers::date(date(day))).collect::<Vec<_>>();
    assert_eq!(solved("2012-07-01"), days(&["2012-07-19", "2012-07-30"]));
    assert_eq!(solved("2012-09-01"), days(&["2012-09-05"]));
}

pub(crate) fn a_meeting_is_missed(unit: &mut Living) {
    unit.desk
        .finds("branch-never-inspected", "sample-unit/inspections");
    unit.morning("2012-10-18");
    for branch in [WEAK, FAIRLY_GOOD, GOOD] {
        let inspection = [
            ("branch", branch),
            ("date", "2012-10-18"),
            ("goal_status", "按计划推进"),
            ("pledge_status", "正在兑现"),
        ];
        unit.write(UNIT, "inspections", &inspection);
    }
    unit.desk.does_not_find("branch-never-inspected");

    // An extension asked for in time needs no excuse, and stops the countdown.
    unit.morning("2012-10-20");
    unit.desk
        .finds("due-approaching", "sample-branch-2/items/sample-item-2-2/due");
    unit.desk.edit(Edit::Extend {
        document: id(FAIRLY_GOOD),
        item: id(ACTIVITIES),
        id: id("extension"),
        asked_on: date("2012-10-20"),
    });
    unit.desk
        .answer(FAIRLY_GOOD, "extensions/extension", "new_due", "2012-11-15")
        .answer(
            FAIRLY_GOOD,
            "extensions/extension",
            "reason",
            "期中考试，两次活动顺延",
        )
        .does_not_find("due-approaching")
        .is_open();

    unit.forget(Duty::DispatchMeeting, UNIT, "2012-10-01");
    unit.morning("2012-10-31");
    unit.desk
        .finds("dispatch-meeting-due", "sample-unit/dispatch_meetings");
    unit.morning("2012-11-01");
    unit.desk
        .does_not_find("item-overdue")
        .does_not_find("dispatch-meeting-due")
        .finds("no-dispatch-meeting", "sample-unit/dispatch_meetings")
        .is_shut(Gate::Monthly, &["no-dispatch-meeting"]);
    let why = "书记在外学习，十一月上旬补开";
    unit.excuse(Duty::DispatchMeeting, UNIT, "2012-10-01", why);
    unit.desk
        .does_not_find("no-dispatch-meeting")
        .is_shut(Gate::Monthly, &[]);
}

pub(crate) fn november_is_lived(unit: &mut Living) {
    assert_eq!(
        unit.said(Duty::PublicNotice, FAIRLY_GOOD, "2012-10-01", "content"),
        "10月份整改情况：台账共3项，已销号1项，未销号2项。"
    );
    unit.morning("2012-11-12");
    assert_eq!(
        unit.said(Duty::WeeklySummary, FAIRLY_GOOD, "2012-11-05", "next"),
        "第2项“上学期支部只开展了两次活动，党员参加…”要在11月15日前完成"
    );
    unit.morning("2012-11-15");
    unit.close_out(FAIRLY_GOOD, ACTIVITIES, "每月一次主题活动");

    unit.morning("2012-11-27");
    unit.desk.finds(
        "good-deed-due",
        "sample-branch-1/good_deeds/sample-deed-1/done_on",
    );
    for (branch, number) in [WEAK, FAIRLY_GOOD, GOOD].into_iter().zip(1..) {
        let deed = format!("good_deeds/sample-deed-{number}");
        let done = [("done_on", "2012-11-27"), ("effect", "二十四名学困生全部有进步")];
        unit.fill(branch, &deed, &done);
    }
    unit.desk.does_not_find("good-deed-due");
    assert_eq!(unit.desk.messages("evaluation-due").len(), 2);
    unit.close_out(FAIRLY_GOOD, TWO_SKINS, "示范课每月两节");
    // All but the long items are closed out everywhere, so every branch is to vote.
    assert_eq!(unit.desk.messages("evaluation-due").len(), 3);

    let lights = unit.desk.order(GOOD, "milestones")[3].clone();
    unit.desk
        .answer(GOOD, &format!("milestones/{lights}"), "done_on", "2012-11-27")
        .does_not_find("milestone-approaching")
        .is_open();
}
