//! Remarks at their places, and the verdict.

use jinwei::domain::{Comment, Document, Id, LedgerItem, Record, ReviewState};
use jinwei::state::office::{
    Judged, Remarks, Spot, begin, fill, judge, new_sheet, sheet_id, spot_of, unjudge, went_out,
};

use super::given::{UNIT, carry_out, day, id, office, plan};

fn project() -> &'static jinwei::domain::Field {
    LedgerItem::default().def().field("project").expect("a field")
}

#[test]
fn a_remark_at_a_field_says_where_it_stands_and_what_stood_there() {
    let (mut own, plan) = (office(), plan());
    let unit = plan.unit.as_ref().expect("a unit").id().clone();
    let branch = &plan.branches[0];
    let item = &branch.items[1];
    let spot = Spot::field(branch.id(), &item.id, project());
    let edits = begin(
        &own,
        &plan,
        (&unit, UNIT),
        &spot,
        "请写具体",
        day("2012-07-10"),
        id("c1"),
    );
    carry_out(&mut own, edits);
    let sheet = own.review_of(&unit).expect("the review begins with it");
    assert_eq!(sheet.id(), &sheet_id(&unit));
    assert_eq!(sheet.verdict.unit_name, UNIT);
    let [comment] = sheet.comments.as_slice() else {
        panic!("one remark")
    };
    assert_eq!(comment.collection, "items");
    assert_eq!(comment.quoted, item.project);
    let begins: String = item.project.chars().take(5).collect();
    let place = format!("{}·第2项 {begins}", branch.profile.name);
    assert!(comment.place.starts_with(&place), "{}", comment.place);
    assert!(
        comment.place.ends_with("·具体项目（要解决的问题）"),
        "{}",
        comment.place
    );
    assert_eq!(spot_of(&plan, comment), Some(spot.clone()));
    assert!(spot.has(comment));
    assert!(!Spot::record(branch.id(), &item.id).has(comment));

    // A second remark goes into the same review.
    let spot = Spot::book(&unit);
    let edits = begin(
        &own,
        &plan,
        (&unit, UNIT),
        &spot,
        "总体",
        day("2012-07-11"),
        id("c2"),
    );
    carry_out(&mut own, edits);
    assert_eq!(own.reviews.len(), 1);
    let second = &own.reviews[0].comments[1];
    assert_eq!((second.place.as_str(), second.field.as_str()), (UNIT, ""));
    assert_eq!(spot_of(&plan, second), Some(spot));
}

#[test]
fn a_remark_on_what_is_gone_has_its_words_and_no_place() {
    let plan = plan();
    let comment = Comment {
        document: Some(plan.branches[0].id().clone()),
        record: Some(id("gone")),
        field: "project".into(),
        place: "某支部·第9项·具体项目".into(),
        ..Comment::default()
    };
    assert_eq!(spot_of(&plan, &comment), None);
}

#[test]
fn remarks_are_counted_by_how_far_they_are() {
    let remark = |text: &str, answer: &str, resolved: bool| Comment {
        text: text.into(),
        answer: answer.into(),
        resolved_on: resolved.then(|| day("2012-07-20")),
        ..Comment::default()
    };
    let all = [
        remark("一", "", false),
        remark("二", "改了", false),
        remark("三", "改了", true),
        remark("四", "", true),
        remark(" ", "", false),
    ];
    let count = Remarks::of(&all);
    assert_eq!((count.open, count.answered, count.settled), (1, 1, 2));
    assert_eq!(count.unsettled(), 2);
}

#[test]
fn sending_back_says_why_and_can_be_taken_back() {
    let (unit, judged) = (
        id("u"),
        Judged {
            bundle: id("file-1"),
            revision: Some(1),
        },
    );
    let mut sheet = new_sheet(&unit, UNIT);
    let on = day("2012-07-10");
    assert!(judge(None, ReviewState::Returned, &judged, on).is_err());
    assert!(judge(Some(&sheet), ReviewState::Returned, &judged, on).is_err());
    assert!(judge(Some(&sheet), ReviewState::Reviewed, &judged, on).is_ok());
    sheet.comments.push(Comment {
        text: "请改".into(),
        resolved_on: Some(on),
        ..Comment::default()
    });
    assert!(judge(Some(&sheet), ReviewState::Returned, &judged, on).is_err());
    sheet.comments[0].resolved_on = None;
    let values = judge(Some(&sheet), ReviewState::Returned, &judged, on).expect("a remark is open");

    let mut own = office();
    own.reviews.push(sheet);
    let (document, record) = (own.reviews[0].id().clone(), own.reviews[0].verdict.id.clone());
    carry_out(&mut own, fill(&document, &record, values));
    let first = (*own.reviews[0].verdict).clone();
    assert_eq!(first.state, Some(ReviewState::Returned));
    assert_eq!(
        (first.bundle.clone(), first.revision, first.reviewed_on),
        (Some(id("file-1")), Some(1), Some(on))
    );

    let next = Judged {
        bundle: id("file-2"),
        revision: Some(2),
    };
    let values = judge(
        Some(&own.reviews[0]),
        ReviewState::Reviewed,
        &next,
        day("2012-07-20"),
    )
    .expect("read");
    carry_out(&mut own, fill(&document, &record, values));
    assert_eq!(own.reviews[0].verdict.state, Some(ReviewState::Reviewed));
    carry_out(&mut own, fill(&document, &record, unjudge(Some(&first))));
    assert_eq!(*own.reviews[0].verdict, first);
    carry_out(&mut own, fill(&document, &record, unjudge(None)));
    assert_eq!(own.reviews[0].verdict.state, None);
    assert_eq!(own.reviews[0].verdict.unit, Some(unit), "whose it is stays");
}

#[test]
fn what_the_unit_has_cannot_be_taken_back() {
    let mut comment = Comment {
        id: id("c-1"),
        ..Comment::default()
    };
    assert!(!went_out(&comment, ["{}", "\"c-2\""].into_iter()));
    assert!(went_out(&comment, ["{}", "… \"id\": \"c-1\" …"].into_iter()));
    comment.answer = "改了".into();
    assert!(went_out(&comment, std::iter::empty()));
}

#[test]
fn every_unit_has_a_review_of_its_own_name() {
    let long = "u".repeat(Id::MAX_LEN);
    assert_eq!(sheet_id(&id("u")).as_str(), "review-u");
    let named = sheet_id(&id(&long));
    assert_eq!(named.as_str().len(), Id::MAX_LEN);
    let document: &dyn Document = &new_sheet(&id(&long), "");
    assert_eq!(document.id(), &named);
}
