//! The crate's own reading and writing of JSON, held against `serde_json` and `serde_json_canonicalizer`.

use jinwei::bundle::canonical_json;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value as Json, error::Category, json};

/// Doubles of at most fifteen digits, large and small.
fn short_double() -> impl Strategy<Value = f64> {
    (-999_999_999_999_999_i64..=999_999_999_999_999, -300..280_i32)
        .prop_map(|(digits, exponent)| format!("{digits}e{exponent}").parse().unwrap_or_default())
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-(1_i64 << 53)..=1 << 53).prop_map(Json::from),
        short_double().prop_map(|n| json!(n)),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 32, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            btree_map(any::<String>(), inner, 0..4).prop_map(|map| Json::Object(map.into_iter().collect())),
        ]
    })
}

/// Pieces that make text which is nearly JSON.
fn nearly_json() -> impl Strategy<Value = String> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "\\ud83d\\ude00",
        "d83d",
        "dE00",
        "\\n",
        "\\x",
        "0",
        "1",
        "12",
        "-",
        ".",
        "e",
        "E",
        "+",
        "true",
        "false",
        "null",
        "nul",
        " ",
        "\n",
        "\t",
        "党",
        "😀",
        "\u{1}",
        "\u{7f}",
        "\u{feff}",
        "\"a\"",
        "\"a\":",
        "\"b\":1",
        "1.5",
        "-0",
        "1e5",
        "[]",
        "{}",
    ];
    vec(select(pieces.to_vec()), 0..12).prop_map(|pieces| pieces.concat())
}

/// Both readers agree on whether it is JSON, whether it is cut off, and on its canonical form.
fn agree(text: &str) -> Result<(), TestCaseError> {
    let ours = canonical_json(text);
    let theirs = serde_json::from_str::<Json>(text);
    match (&ours, &theirs) {
        (Ok(canonical), Ok(value)) => {
            let expected = serde_json_canonicalizer::to_string(value).ok();
            prop_assert_eq!(Some(canonical), expected.as_ref(), "{}", text);
        }
        (Err(error), Ok(_)) => {
            let stricter = ["duplicate_key", "too_deep", "foreign", "number_out_of_range"];
            prop_assert!(stricter.contains(&error.code()), "{text}: {}", error.code());
        }
        (Ok(_), Err(error)) => prop_assert!(false, "{text}: {error}"),
        (Err(ours), Err(theirs)) => {
            let cut_off = theirs.classify() == Category::Eof;
            // Which of several faults is named may differ; `\\u}` at the end is cut off to one of them and wrong to the other.
            let as_well = ["truncated", "duplicate_key"].contains(&ours.code())
                || (ours.code() == "not_json" && text.contains("\\u"));
            prop_assert!(!cut_off || as_well, "{text}: {theirs} / {}", ours.code());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_in_any_dress_has_one_canonical_form(value in any_json()) {
        let value = json!({ "v": value });
        let expected = serde_json_canonicalizer::to_string(&value).ok();
        prop_assert_eq!(canonical_json(&value.to_string()).ok(), expected.clone());
        prop_assert_eq!(canonical_json(&format!("{value:#}")).ok(), expected.clone());
        let canonical = expected.unwrap_or_default();
        prop_assert_eq!(canonical_json(&canonical).ok(), Some(canonical));
    }

    #[test]
    fn doubles_are_written_as_ecmascript_writes_them(double in short_double(), bits in any::<u64>()) {
        agree(&format!("{{\"n\":{double:e}}}"))?;
        let accepted = canonical_json(&format!("{{\"n\":{double:e}}}")).is_ok();
        prop_assert!(accepted, "{}", double);
        if (1e-290..1e290).contains(&double.abs()) {
            agree(&format!("{{\"n\":{double}}}"))?;
        }
        // Of most digits: refused or agreed on, never written otherwise.
        let any = f64::from_bits(bits);
        if any.is_finite() {
            agree(&format!("{{\"n\":{any:e}}}"))?;
        }
    }

    #[test]
    fn what_is_nearly_json_is_judged_alike(text in nearly_json()) {
        agree(&text)?;
        agree(&format!("{{\"v\":{text}}}"))?;
        agree(&format!("{{\"v\":[{text}"))?;
    }

    #[test]
    fn one_odd_character_is_judged_alike(value in any_json(), at in any::<Index>(), odd in any::<char>()) {
        let mut characters: Vec<char> = json!({ "v": value }).to_string().chars().collect();
        let at = at.index(characters.len());
        characters[at] = odd;
        agree(&characters.iter().collect::<String>())?;
    }
}
