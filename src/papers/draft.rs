//! First words of what is due every week and month, drafted from what the ledger says of that time. People correct
//! them; nobody writes twice what the ledger knows (二.2-d, 二.1-b).

use chrono::{Datelike, Days, NaiveDate};

use super::changes::{Changes, month_day};
use super::poster::last_day;
use crate::domain::{Books, BranchBook, Choose, Duty, Id, Value, VisitBy};
use crate::notice::{Programme, Span, first_of_month};
use crate::rules::{DutyLine, DutyState, duty_lines};

/// Fields of a new record, filled from the start.
pub type Preset = Vec<(&'static str, Value)>;

/// The first words of a duty's record for one of its periods, as they are drafted on a day: in a period that is not over
/// yet, what can still be done in it is neither late nor missing.
pub fn draft(books: &Books, programme: &Programme, line: &DutyLine, span: &Span, today: NaiveDate) -> Preset {
    match line.duty {
        Duty::WeeklySummary => books
            .branch(&line.document)
            .map_or_else(Vec::new, |branch| weekly_summary(branch, span, today)),
        Duty::PublicNotice => books
            .branch(&line.document)
            .map_or_else(Vec::new, |branch| public_notice(branch, span, today)),
        Duty::DispatchMeeting => dispatch_meeting(books, programme, span, today),
        Duty::Bulletin => bulletin(books, programme, span, today),
        Duty::GuidanceVisit => guidance_visit(books, line, span, today),
    }
}

fn weekly_summary(branch: &BranchBook, span: &Span, today: NaiveDate) -> Preset {
    let changes = Changes::of(branch, span, today);
    let mut done: Vec<String> = Vec::new();
    for (name, day, result) in &changes.closed {
        let result = if result.is_empty() {
            String::new()
        } else {
            format!("：{result}")
        };
        done.push(format!("{name}已销号（{}）{result}", month_day(*day)));
    }
    done.extend(changes.done.iter().cloned());
    let mut pending = changes.overdue_lines();
    pending.extend(changes.reopened.iter().cloned());
    pending.push(changes.counts());
    vec![
        ("week", Value::Date(Some(span.first))),
        ("done", lines_or(&done, "本周没有进展")),
        ("pending", lines_or(&pending, "")),
        ("next", lines_or(&changes.coming_lines(), "按台账继续推进")),
    ]
}

fn public_notice(branch: &BranchBook, span: &Span, today: NaiveDate) -> Preset {
    let changes = Changes::of(branch, span, today);
    // A notice that hung before an item was closed out, or closed out again, has not shown that it is.
    let shown = |item: &Id, closed: NaiveDate| {
        let mut notices = branch.public_notices.iter();
        notices.any(|notice| {
            let until = notice.from.map(|from| {
                let month = first_of_month(notice.month.unwrap_or(from));
                last_day(Some(notice), month)
            });
            notice.items.contains(item) && until.is_some_and(|until| closed <= until)
        })
    };
    let mut items = Vec::new();
    for item in &branch.items {
        let close = branch.closed_at(&item.id, span.last);
        if let Some(closed) = close.and_then(|close| close.closed_on)
            && !shown(&item.id, closed)
        {
            items.push(item.id.clone());
        }
    }
    let mut content = vec![format!(
        "{}月份整改情况：{}。",
        span.first.month(),
        changes.counts()
    )];
    for (name, due) in changes.coming.iter().map(|(_, name, due)| (name, due)) {
        content.push(format!("{name}计划在{}前完成。", month_day(*due)));
    }
    vec![
        ("month", Value::Date(Some(span.first))),
        ("items", Value::Refs(items)),
        ("content", lines_or(&content, "")),
    ]
}

/// How many duties of a branch are missing in a period, in words; empty when none is.
fn missed(lines: &[DutyLine], branch: &BranchBook, span: &Span) -> Vec<String> {
    let mut words = Vec::new();
    for line in lines {
        if line.document != *branch.id() && line.branch.as_ref() != Some(branch.id()) {
            continue;
        }
        let missing = line
            .cells
            .iter()
            .filter(|cell| span.contains(cell.span.last) && cell.state == DutyState::Missing)
            .count();
        if missing > 0 {
            words.push(format!("{}缺{missing}次", line.duty.label()));
        }
    }
    words
}

fn bulletin(books: &Books, programme: &Programme, span: &Span, today: NaiveDate) -> Preset {
    let lines = duty_lines(books, programme, today.min(span.last + Days::new(1)));
    let (mut praised, mut criticised, mut content) = (Vec::new(), Vec::new(), Vec::new());
    for branch in &books.branches {
        let changes = Changes::of(branch, span, today);
        let missed = missed(&lines, branch, span);
        if !changes.overdue.is_empty() || !missed.is_empty() {
            criticised.push(branch.id().clone());
        } else if !changes.closed.is_empty() {
            praised.push(branch.id().clone());
        }
        let mut words = format!(
            "{}：本月销号{}项，{}",
            branch.profile.name.trim(),
            changes.closed.len(),
            changes.counts()
        );
        for missed in missed {
            words.push('，');
            words.push_str(&missed);
        }
        content.push(words);
    }
    vec![
        ("month", Value::Date(Some(span.first))),
        ("to", Value::Text("各党支部".into())),
        ("praised", Value::Refs(praised)),
        ("criticised", Value::Refs(criticised)),
        ("content", lines_or(&content, "")),
    ]
}

fn dispatch_meeting(books: &Books, programme: &Programme, span: &Span, today: NaiveDate) -> Preset {
    let lines = duty_lines(books, programme, today.min(span.last));
    let mut matters = Vec::new();
    for branch in &books.branches {
        let changes = Changes::of(branch, span, today);
        let mut here = changes.overdue_lines();
        here.extend(changes.coming_lines());
        here.extend(missed(&lines, branch, span));
        if here.is_empty() {
            here.push(changes.counts());
        }
        matters.push(format!("{}：{}", branch.profile.name.trim(), here.join("；")));
    }
    let chair = books.unit.as_ref().map(|unit| unit.profile.secretary.clone());
    vec![
        ("month", Value::Date(Some(span.first))),
        ("chair", Value::Text(chair.unwrap_or_default())),
        ("attendees", Value::Text("班子成员、各支部书记".into())),
        ("matters", lines_or(&matters, "")),
    ]
}

fn guidance_visit(books: &Books, line: &DutyLine, span: &Span, today: NaiveDate) -> Preset {
    let mut preset = vec![
        ("branch", Value::Ref(line.branch.clone())),
        ("by", Value::One(Some(VisitBy::LinkLeader.code()))),
        ("leader", Value::Text(line.leader.clone())),
        ("week", Value::Date(Some(span.first))),
    ];
    if let Some(branch) = line.branch.as_ref().and_then(|id| books.branch(id)) {
        let changes = Changes::of(branch, span, today);
        let mut words = changes.overdue_lines();
        words.extend(changes.coming_lines());
        let items = changes.overdue.iter().chain(&changes.coming);
        let items = items.map(|(id, _, _)| id.clone()).collect();
        preset.push(("problem", lines_or(&words, "")));
        preset.push(("items", Value::Refs(items)));
    }
    preset
}

fn lines_or(lines: &[String], none: &str) -> Value {
    Value::Text(if lines.is_empty() {
        none.to_owned()
    } else {
        lines.join("\n")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;
    use crate::sample;

    fn text<'a>(preset: &'a Preset, field: &str) -> &'a str {
        let found = preset.iter().find(|(name, _)| *name == field);
        match found {
            Some((_, Value::Text(text))) => text,
            other => panic!("{field}: {other:?}"),
        }
    }

    fn span(first: NaiveDate, last: NaiveDate) -> Span {
        Span {
            number: 1,
            first,
            last,
        }
    }

    #[test]
    fn a_week_tells_what_was_closed_and_what_comes() {
        let books = sample::lived(day(2012, 7, 22));
        let week = span(day(2012, 7, 16), day(2012, 7, 22));
        let preset = weekly_summary(&books.branches[0], &week, week.last + Days::new(1));
        assert_eq!(
            text(&preset, "done"),
            "第1项“支部会经常与校长办公会合开，组织生活…”已销号（7月19日）：问题已解决，措施形成制度\n\
             第1项“支部会经常与校长办公会合开，组织生活…”：措施已落实，申请核验（7月19日）"
        );
        assert_eq!(text(&preset, "pending"), "台账共3项，已销号1项，未销号2项");
        assert_eq!(
            text(&preset, "next"),
            "第2项“支部宣传委员缺额半年，宣传工作无人分…”要在7月25日前完成"
        );
    }

    #[test]
    fn a_week_without_progress_says_so_and_names_what_is_overdue() {
        let books = sample::unit_of_three();
        let week = span(day(2012, 7, 23), day(2012, 7, 29));
        let preset = weekly_summary(&books.branches[0], &week, week.last + Days::new(1));
        assert_eq!(text(&preset, "done"), "本周没有进展");
        assert!(
            text(&preset, "pending")
                .starts_with("第1项“支部会经常与校长办公会合开，组织生活…”应在7月20日前完成")
        );
        assert!(text(&preset, "pending").ends_with("其中到期未完成2项"));
    }

    #[test]
    fn a_notice_shows_each_closed_item_once() {
        let books = sample::lived(day(2012, 10, 30));
        let junior = &books.branches[1];
        let october = span(day(2012, 10, 1), day(2012, 10, 31));
        let Some((_, Value::Refs(items))) = public_notice(junior, &october, october.last).into_iter().nth(1)
        else {
            panic!("items");
        };
        // July's was shown in July.
        assert_eq!(items, [junior.items[1].id.clone()]);
    }

    #[test]
    fn a_bulletin_names_who_did_well_and_who_did_not() {
        let mut books = sample::lived(day(2012, 7, 31));
        books.branches[0].close_outs.clear();
        let july = span(day(2012, 7, 1), day(2012, 7, 31));
        let preset = bulletin(&books, &Programme::default(), &july, day(2012, 8, 1));
        let refs = |field: &str| match preset.iter().find(|(name, _)| *name == field) {
            Some((_, Value::Refs(ids))) => ids.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(refs("criticised"), [books.branches[0].id().clone()]);
        assert_eq!(refs("praised"), [books.branches[1].id().clone()]);
    }

    #[test]
    fn what_was_closed_out_again_is_shown_again() {
        let mut books = sample::lived(day(2012, 8, 31));
        let branch = &mut books.branches[0];
        let item = branch.items[0].id.clone();
        let mut again = branch.close_outs[0].clone();
        branch.close_outs[0].reopened_on = Some(day(2012, 8, 20));
        again.closed_on = Some(day(2012, 9, 5));
        branch.close_outs.push(again);
        let shown = |month, last| {
            let preset = public_notice(&books.branches[0], &span(day(2012, month, 1), last), last);
            let Some((_, Value::Refs(items))) = preset.into_iter().nth(1) else {
                panic!("items");
            };
            items.contains(&item)
        };
        assert!(!shown(8, day(2012, 8, 31)) && shown(9, day(2012, 9, 30)));
    }

    #[test]
    fn what_can_still_be_done_is_neither_late_nor_missing() {
        let mut books = sample::lived(day(2012, 7, 27));
        let programme = Programme::default();
        let july = span(day(2012, 7, 1), day(2012, 7, 31));
        // The second branch's item is due on the 28th; no notice hangs yet, and the week is not over.
        books.branches[1].close_outs.clear();
        let drafted = |today| bulletin(&books, &programme, &july, today);
        let criticised = |preset: &Preset| match preset.iter().find(|(name, _)| *name == "criticised") {
            Some((_, Value::Refs(ids))) => ids.len(),
            other => panic!("{other:?}"),
        };
        let early = drafted(day(2012, 7, 27));
        assert_eq!(criticised(&early), 0);
        assert!(!text(&early, "content").contains('缺'));
        let late = drafted(day(2012, 8, 1));
        assert_eq!(criticised(&late), 3);
        assert!(text(&late, "content").contains("到期未完成1项，周总结缺1次，每月公示缺1次"));

        let preset = dispatch_meeting(&books, &programme, &july, day(2012, 7, 27));
        assert!(text(&preset, "matters").contains("要在7月28日前完成"));
    }

    #[test]
    fn a_reopened_item_was_closed_until_then() {
        let mut books = sample::lived(day(2012, 8, 31));
        let branch = &mut books.branches[0];
        branch.close_outs[0].reopened_on = Some(day(2012, 8, 10));
        let item = branch.items[0].id.clone();
        assert!(branch.was_closed(&item, day(2012, 8, 9)));
        assert!(!branch.was_closed(&item, day(2012, 8, 10)));
    }
}
