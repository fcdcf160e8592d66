//! What changed since a version.

use jinwei::domain::{Comment, LedgerItem, ReviewSheet};
use jinwei::state::office::{Happened, between, changed_places, untouched, version_before};

use super::given::{county, day, id, office, plan, submission, summary};

#[test]
fn nothing_changed_between_a_version_and_itself() {
    assert!(between(&plan(), &plan()).is_empty());
}

#[test]
fn changes_are_told_field_by_field_from_old_to_new() {
    let (old, mut new) = (plan(), plan());
    let branch = &mut new.branches[0];
    let before = branch.items[0].project.clone();
    branch.items[0].project = "改过的问题".into();
    branch.items[0].due = Some(day("2012-10-31"));
    let gone = branch.items.remove(1);
    branch.items.push(LedgerItem {
        id: id("added"),
        project: "新查出的问题".into(),
        ..LedgerItem::default()
    });
    let changed = between(&old, &new);
    let [book] = changed.as_slice() else {
        panic!("one book")
    };
    assert_eq!(
        (&book.document, book.happened),
        (new.branches[0].id(), Happened::Changed)
    );
    let told: Vec<_> = book
        .records
        .iter()
        .map(|diff| (diff.happened, diff.record.clone()))
        .collect();
    assert_eq!(
        told,
        [
            (Happened::Changed, new.branches[0].items[0].id.clone()),
            (Happened::Added, id("added")),
            (Happened::Removed, gone.id.clone()),
        ]
    );
    let fields: Vec<_> = book.records[0]
        .fields
        .iter()
        .map(|diff| (diff.field.name, diff.old.as_str(), diff.new.as_str()))
        .collect();
    assert_eq!(fields[0], ("project", before.as_str(), "改过的问题"));
    assert_eq!(fields[1].0, "due");
    assert_eq!(fields[1].2, "2012年10月31日");
    assert!(book.records[0].name.starts_with("第1项 改过的问题"));
    assert!(
        book.records[2]
            .fields
            .iter()
            .any(|diff| diff.old == gone.project && diff.new.is_empty())
    );
    assert!(changed_places(&changed) > 4);
}

#[test]
fn a_branch_that_came_or_went_is_told_as_a_whole() {
    let (old, mut new) = (plan(), plan());
    let gone = new.branches.remove(2);
    let changed = between(&old, &new);
    assert_eq!(changed.len(), 1);
    assert_eq!(
        (changed[0].happened, changed[0].name.as_str()),
        (Happened::Removed, gone.profile.name.as_str())
    );
    assert_eq!(changed_places(&changed), 1);
    let back = between(&new, &old);
    assert_eq!(back[0].happened, Happened::Added);
    assert!(!back[0].records.is_empty());
}

#[test]
fn remarks_whose_places_did_not_change_are_named() {
    let (old, mut new) = (plan(), plan());
    let branch = old.branches[0].id().clone();
    let items: Vec<_> = old.branches[0].items.iter().map(|item| item.id.clone()).collect();
    new.branches[0].items[0].project = "改过的问题".into();
    let remark = |name: &str, item: usize, field: &str| Comment {
        id: id(name),
        document: Some(branch.clone()),
        record: Some(items[item].clone()),
        field: field.into(),
        text: "请改".into(),
        ..Comment::default()
    };
    let mut sheet = ReviewSheet::new(id("review"));
    sheet.comments = vec![
        remark("heeded", 0, "project"),
        remark("not-heeded", 0, "measures"),
        remark("whole-heeded", 0, ""),
        remark("other", 1, ""),
    ];
    let mut settled = remark("settled", 1, "project");
    settled.resolved_on = Some(day("2012-07-12"));
    sheet.comments.push(settled);
    let changed = between(&old, &new);
    let named: Vec<_> = untouched(&changed, &sheet)
        .iter()
        .map(|comment| comment.id.to_string())
        .collect();
    assert_eq!(named, ["not-heeded", "other"]);
}

#[test]
fn a_version_is_held_against_the_one_that_was_sent_back() {
    let mut files = Vec::new();
    for revision in 1..=3 {
        let mut bundle = submission();
        bundle.envelope.bundle_id = id(&format!("file-{revision}"));
        bundle.envelope.revision = revision;
        bundle.envelope.created_at = format!("2012-07-0{revision}T08:00:00+08:00");
        files.push(summary(&bundle));
    }
    let own = office();
    let county = county(&own, &files);
    let line = &county.lines()[0];
    assert_eq!(version_before(line, None, &id("file-3")), Some(id("file-2")));
    assert_eq!(version_before(line, None, &id("file-1")), None);
    let mut sheet = ReviewSheet::new(id("review"));
    sheet.verdict.bundle = Some(id("file-1"));
    assert_eq!(
        version_before(line, Some(&sheet), &id("file-3")),
        Some(id("file-2")),
        "it was not sent back"
    );
    sheet.verdict.state = Some(jinwei::domain::ReviewState::Returned);
    assert_eq!(
        version_before(line, Some(&sheet), &id("file-3")),
        Some(id("file-1"))
    );
    assert_eq!(
        version_before(line, Some(&sheet), &id("file-1")),
        None,
        "a version is not its own"
    );
}
