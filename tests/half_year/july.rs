//! July: the plan, the first close-out, an item that runs over, the month's end.

use jinwei::domain::Duty;
use jinwei::rules::Gate;
use jinwei::state::agenda;

use super::living::Living;
use super::scenario::date;
use super::{FAIRLY_GOOD, GOOD, UNIT, WEAK};

/// Due on 20 July.
pub(crate) const RULES: &str = "sample-item-1-1";
/// Due on 25 July.
const STAFF: &str = "sample-item-1-2";
/// Due on 28 July.
const GROUPS: &str = "sample-item-2-1";

pub(crate) fn the_plan_is_sent(unit: &mut Living) {
    unit.desk
        .does_not_find("plan-due-soon")
        .does_not_find("weekly-summary-due");
    for (name, portfolio, branch) in [
        ("党总支书记", "全面工作", WEAK),
        ("党总支副书记", "教育教学", FAIRLY_GOOD),
        ("工会主席", "工会、后勤", GOOD),
    ] {
        let fields = [
            ("name", name),
            ("post", name),
            ("portfolio", portfolio),
            ("branches", branch),
        ];
        unit.write(UNIT, "team_members", &fields);
    }
    unit.desk.is_clean().is_held_back_by(&[]);

    unit.morning("2012-07-03");
    unit.desk
        .finds("plan-due-soon", "sample-unit/responsibility/submitted_on")
        .does_not_find("weekly-summary-due")
        .does_not_find("guidance-visit-due");

    // The last five days of the first week: three summaries, three visits.
    unit.morning("2012-07-04");
    assert_eq!(unit.desk.messages("weekly-summary-due").len(), 3);
    assert_eq!(unit.desk.messages("guidance-visit-due").len(), 3);

    unit.morning("2012-07-05");
    unit.desk
        .does_not_find("guidance-visit-due")
        .finds("plan-due-soon", "sample-unit/responsibility/submitted_on");
    unit.desk
        .answer(UNIT, "responsibility", "submitted_on", "2012-07-05")
        .does_not_find("plan-due-soon")
        .does_not_find("due-approaching");

    // The countdown of the first item begins, a fortnight before its day.
    unit.morning("2012-07-06");
    unit.desk
        .finds("due-approaching", "sample-branch-1/items/sample-item-1-1/due");
    let message = unit.desk.finding("due-approaching").message;
    assert!(message.contains("还有14天到期（14天内"), "{message}");

    unit.morning("2012-07-08");
    assert_eq!(unit.desk.messages("weekly-summary-due").len(), 3);
    unit.morning("2012-07-09");
    unit.desk
        .does_not_find("weekly-summary-due")
        .does_not_find("weekly-summary-missing")
        .is_clean();
    let said = |field| unit.said(Duty::WeeklySummary, WEAK, "2012-07-02", field);
    assert_eq!(said("done"), "本周没有进展");
    assert_eq!(said("pending"), "台账共3项，已销号0项，未销号3项");
}

pub(crate) fn an_item_is_closed_out_in_time(unit: &mut Living) {
    unit.morning("2012-07-10");
    for member in unit.desk.order(UNIT, "team_members") {
        let fields = [
            ("member", &*member),
            ("date", "2012-07-10"),
            ("help", "协调人员和经费"),
        ];
        unit.write(UNIT, "supports", &fields);
    }
    for (day, words) in [
        ("2012-07-13", "还有7天到期（7天内"),
        ("2012-07-17", "还有3天到期（3天内"),
        ("2012-07-19", "还有1天到期（1天内"),
    ] {
        unit.morning(day);
        unit.desk
            .finds("due-approaching", "sample-branch-1/items/sample-item-1-1/due");
        let message = unit.desk.finding("due-approaching").message;
        assert!(message.contains(words), "{day}: {message}");
    }
    let progress = [("date", "2012-07-18"), ("content", "组织生活日已经公布")];
    unit.write_of(WEAK, "progress", RULES, &progress);

    // What is not filled shuts the gate, and the page does not send what comes behind it.
    let close = unit.begin_close_out(WEAK, RULES, "");
    let record = format!("close_outs/{close}");
    unit.desk.is_shut(Gate::CloseOut, &["close-out-incomplete"]);
    unit.desk
        .answer(WEAK, &record, "result", "组织生活单独记录、单独归档")
        .answer(WEAK, &record, "verified_by", "组织委员")
        .is_shut(Gate::CloseOut, &["verifier-is-handler"]);
    unit.desk
        .answer(WEAK, &record, "verified_by", "党总支组织委员")
        .is_shut(Gate::CloseOut, &[]);
    unit.ask(WEAK, &close);
    unit.desk
        .finds("close-out-unconfirmed", &format!("sample-branch-1/{record}"));
    unit.confirm(WEAK, &close);
    unit.desk.does_not_find("close-out-unconfirmed").is_clean();

    unit.morning("2012-07-23");
    let said = |field| unit.said(Duty::WeeklySummary, WEAK, "2012-07-16", field);
    assert_eq!(
        said("done"),
        "第1项“支部会经常与校长办公会合开，组织生活…”已销号（7月19日）：组织生活单独记录、单独归档\n\
         第1项“支部会经常与校长办公会合开，组织生活…”：组织生活日已经公布（7月18日）"
    );
    assert_eq!(said("pending"), "台账共3项，已销号1项，未销号2项");
    assert_eq!(
        said("next"),
        "第2项“支部宣传委员缺额半年，宣传工作无人分…”要在7月25日前完成"
    );
}

pub(crate) fn an_item_runs_over(unit: &mut Living) {
    unit.morning("2012-07-25");
    unit.desk
        .does_not_find("item-overdue")
        .does_not_find("lagging-suggested");
    unit.morning("2012-07-26");
    unit.desk
        .finds("item-overdue", "sample-branch-1/items/sample-item-1-2/due")
        .finds("lagging-suggested", "sample-unit/lagging_branches")
        .is_clean();

    // Overdue first, then what is near by its day, then what has none.
    let found = unit.desk.findings();
    let agenda = agenda(&found, unit.desk.day());
    let shown: Vec<_> = agenda
        .iter()
        .map(|finding| (finding.rule.id, finding.due))
        .collect();
    assert_eq!(
        shown,
        [
            ("item-overdue", Some(date("2012-07-25"))),
            ("due-approaching", Some(date("2012-07-28"))),
            ("weekly-summary-due", Some(date("2012-07-29"))),
            ("weekly-summary-due", Some(date("2012-07-29"))),
            ("weekly-summary-due", Some(date("2012-07-29"))),
            ("lagging-suggested", None),
        ]
    );

    // A person confirms what the program only suggests; then the secretary has to go there.
    let lagging = [
        ("branch", WEAK),
        ("confirmed_on", "2012-07-26"),
        ("reason", "补选一拖再拖"),
    ];
    let lagging = unit.write(UNIT, "lagging_branches", &lagging);
    unit.desk
        .does_not_find("lagging-suggested")
        .finds("lagging-without-on-site", "sample-unit/on_site_sessions");

    // The last five days of the month ask for its meeting, its bulletin and three notices.
    unit.morning("2012-07-27");
    assert_eq!(unit.desk.messages("dispatch-meeting-due").len(), 1);
    assert_eq!(unit.desk.messages("bulletin-due").len(), 1);
    assert_eq!(unit.desk.messages("public-notice-due").len(), 3);

    unit.morning("2012-07-28");
    unit.close_out(FAIRLY_GOOD, GROUPS, "三个党小组名单已公布");
    let session = [
        ("branch", WEAK),
        ("date", "2012-07-28"),
        ("chair", "党总支书记"),
        ("issue", "宣传委员补选"),
        ("decision", "7月30日开党员大会补选"),
        ("due", "2012-07-30"),
    ];
    unit.write(UNIT, "on_site_sessions", &session);
    unit.desk.does_not_find("lagging-without-on-site");

    unit.morning("2012-07-30");
    assert_eq!(
        unit.said(Duty::WeeklySummary, WEAK, "2012-07-23", "pending"),
        "第2项“支部宣传委员缺额半年，宣传工作无人分…”应在7月25日前完成，还没有销号\n\
         台账共3项，已销号1项，未销号2项，其中到期未完成1项"
    );
    unit.desk.does_not_find("evaluation-due");
    unit.close_out(WEAK, STAFF, "7月30日补选，已经报批");
    unit.desk
        .answer(UNIT, &lagging, "lifted_on", "2012-07-30")
        .does_not_find("item-overdue")
        .does_not_find("lagging-suggested")
        // Its short items are all closed out; the long one does not keep the vote waiting.
        .finds("evaluation-due", "sample-branch-1/evaluations");
}

pub(crate) fn the_month_ends(unit: &mut Living) {
    // The meeting was held on the 28th; bulletin and notices are still asked for.
    unit.desk.does_not_find("dispatch-meeting-due");
    assert_eq!(unit.desk.messages("bulletin-due").len(), 1);
    assert_eq!(unit.desk.messages("public-notice-due").len(), 3);

    unit.morning("2012-08-01");
    unit.desk
        .does_not_find("bulletin-due")
        .does_not_find("public-notice-due")
        .does_not_find("short-item-still-open")
        .is_shut(Gate::Monthly, &[])
        .is_clean();
    let notice = |branch, field| unit.said(Duty::PublicNotice, branch, "2012-07-01", field);
    assert_eq!(notice(WEAK, "items"), format!("{RULES} {STAFF}"));
    assert_eq!(
        notice(WEAK, "content"),
        "7月份整改情况：台账共3项，已销号2项，未销号1项。"
    );
    assert_eq!(notice(FAIRLY_GOOD, "items"), GROUPS);
    assert_eq!(notice(GOOD, "items"), "");
    let bulletin = |field| unit.said(Duty::Bulletin, UNIT, "2012-07-01", field);
    assert_eq!(bulletin("praised"), format!("{WEAK} {FAIRLY_GOOD}"));
    assert_eq!(bulletin("criticised"), "");
    assert_eq!(
        bulletin("content"),
        "示例中学行政后勤党支部：本月销号2项，台账共3项，已销号2项，未销号1项\n\
         示例中学初中部党支部：本月销号1项，台账共3项，已销号1项，未销号2项\n\
         示例中学高中部党支部：本月销号0项，台账共2项，已销号0项，未销号2项"
    );
}
