//! The published JSON Schema is the one that the declarations make.

mod support;

use std::collections::BTreeSet;

use jinwei::bundle::{Attachment, BundleKind, Outgoing, json_schema, write};
use jinwei::domain::{BranchBook, Choose, ProblemType, UnitBook};
use serde_json::{Value as Json, json};
use support::outgoing;

#[test]
fn the_published_schema_is_current() {
    let published = include_str!("../public/schema/bundle-1.schema.json");
    assert!(
        published == format!("{:#}\n", json_schema()),
        "public/schema/bundle-1.schema.json is stale; refresh it with: cargo run --example schema"
    );
}

#[test]
fn every_field_of_every_record_is_described() {
    let schema = json_schema();
    for (kind, collections) in [
        (UnitBook::KIND, UnitBook::COLLECTIONS),
        (BranchBook::KIND, BranchBook::COLLECTIONS),
    ] {
        for collection in collections {
            let place = &schema["$defs"][kind]["properties"][collection.name];
            assert!(place.is_object(), "{kind}.{}", collection.name);
            for field in collection.record.fields {
                let described = &schema["$defs"][collection.record.name]["properties"][field.name];
                assert_eq!(
                    described["title"], field.label,
                    "{}.{}",
                    collection.record.name, field.name
                );
                let words = described["description"].as_str().unwrap_or_default();
                assert!(
                    words.contains(field.clause),
                    "{} cites {}",
                    field.name,
                    field.clause
                );
            }
        }
    }
}

#[test]
fn answers_carry_their_labels() {
    let schema = json_schema();
    let answers = &schema["$defs"]["LedgerItem"]["properties"]["problem_type"]["oneOf"];
    assert_eq!(answers[0]["const"], ProblemType::Funding.code());
    assert_eq!(answers[0]["title"], ProblemType::Funding.label());
}

/// A backup carries the files that were sent and received; the office's carries nothing else.
#[test]
fn attachments_are_described() {
    let schema = json_schema();
    let file = Attachment {
        store: "sent".into(),
        id: "b-1".into(),
        at: "2012-07-05T15:30:00Z".into(),
        name: "晋位台账.json".into(),
        text: "{}".into(),
    };
    let written = write(&Outgoing {
        kind: BundleKind::Backup,
        attachments: &[file],
        ..outgoing(&[])
    });
    let bundle: Json = serde_json::from_str(&written.text).unwrap();
    assert_eq!(bundle["documents"], json!([]));
    let described = schema["$defs"]["attachment"]["properties"].as_object().unwrap();
    let carried = bundle["attachments"][0].as_object().unwrap();
    assert_eq!(
        carried.keys().collect::<BTreeSet<_>>(),
        described.keys().collect::<BTreeSet<_>>()
    );
    assert_eq!(schema["properties"]["documents"]["minItems"], Json::Null);
    assert_eq!(schema["else"]["properties"]["documents"]["minItems"], 1);
}
