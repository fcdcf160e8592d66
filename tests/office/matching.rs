//! Which entry a book is, and which version counts.

use jinwei::bundle::Bundle;
use jinwei::county::Relation;
use jinwei::state::office::{choose, decide, rivals, unmatched_branches, unmatched_units};

use super::given::{UNIT, carry_out, county, day, id, office, plan, register, submission, summary};

#[test]
fn nothing_is_matched_before_a_person_decides() {
    let mut own = office();
    let received = [summary(&submission())];
    assert!(
        unmatched_units(&county(&own, &received)).is_empty(),
        "there is no register"
    );
    let names: Vec<String> = plan()
        .branches
        .iter()
        .map(|branch| branch.profile.name.clone())
        .collect();
    own.register = Some(register(&[(
        " 示例中学 党总支",
        &[&names[0], "示例中学团委党支部"],
    )]));
    let before = county(&own, &received);
    let units = unmatched_units(&before);
    let [unit] = units.as_slice() else {
        panic!("one sender")
    };
    assert_eq!(
        (unit.name.as_str(), unit.suggestions[0].words()),
        (UNIT, "名称相同")
    );
    assert_eq!(unit.namesake().map(|entry| &entry.entry), Some(&id("entry-0")));
    assert!(unmatched_branches(&before).is_empty(), "its branches wait for it");

    let book = unit.book.clone().expect("a book");
    let office = own.office.clone().expect("a book");
    let edits = decide(
        &office,
        &book,
        &unit.name,
        &id("entry-0"),
        day("2012-07-10"),
        id("m1"),
    );
    carry_out(&mut own, edits);
    let after = county(&own, &received);
    assert!(unmatched_units(&after).is_empty());
    let branches = unmatched_branches(&after);
    assert_eq!(branches.len(), 3);
    assert_eq!(branches[0].unit, " 示例中学 党总支".trim());
    let of_first = branches
        .iter()
        .find(|branch| branch.name == names[0])
        .expect("the first");
    assert!(of_first.namesake().is_some());

    // Decided anew, it is the same decision.
    let office = own.office.clone().expect("a book");
    let edits = decide(
        &office,
        &book,
        &unit.name,
        &id("entry-9"),
        day("2012-07-11"),
        id("m2"),
    );
    carry_out(&mut own, edits);
    let matches = &own.office.as_ref().expect("a book").register_matches;
    assert_eq!(matches.len(), 1);
    assert_eq!(
        (&matches[0].id, &matches[0].entry),
        (&id("m1"), &Some(id("entry-9")))
    );
}

fn version(name: &str, revision: u32, state: &str, parent: &str) -> Bundle {
    let mut bundle = submission();
    bundle.envelope.bundle_id = id(name);
    bundle.envelope.revision = revision;
    bundle.envelope.digest = name.into();
    bundle.envelope.supersedes = None;
    for book in &mut bundle.books {
        let head = book.as_document_mut().head_mut();
        head.version_id = Some(id(state));
        head.parent_version_id = Some(id(parent));
        head.ancestors = vec![id(parent)];
    }
    bundle
}

#[test]
fn a_choice_between_two_versions_names_what_it_takes_and_what_it_leaves() {
    let mut own = office();
    let received = [
        summary(&version("one", 2, "a", "v")),
        summary(&version("two", 3, "b", "v")),
    ];
    let before = county(&own, &received);
    let line = &before.lines()[0];
    let named: Vec<_> = rivals(line)
        .iter()
        .map(|version| version.summary.head.id.to_string())
        .collect();
    assert_eq!(named, ["two", "one"]);
    let office = own.office.clone().expect("a book");
    assert_eq!(
        choose(&office, line, &id("unknown"), day("2012-07-10"), id("c")),
        None
    );
    let edit = choose(&office, line, &id("one"), day("2012-07-10"), id("c")).expect("a choice");
    carry_out(&mut own, vec![edit]);
    let choice = &own.office.as_ref().expect("a book").version_choices[0];
    assert_eq!(
        (&choice.bundle, choice.instead_of.as_slice()),
        (&Some(id("one")), &[id("two")][..])
    );
    let after = county(&own, &received);
    let line = &after.lines()[0];
    assert_eq!(line.bundle(), Some(&id("one")));
    assert_eq!(line.versions[1].relation, Relation::NotChosen);
    assert!(rivals(line).is_empty());
}
