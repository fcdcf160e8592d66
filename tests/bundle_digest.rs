//! Canonical JSON as RFC 8785 has it, with the RFC's own examples.

use jinwei::bundle::canonical_json;

fn check(text: &str, canonical: &str) {
    assert_eq!(canonical_json(text).as_deref(), Ok(canonical));
}

/// Sections 3.2.2 and 3.2.4. The first number of the RFC's example has 17 digits, which are too many here.
#[test]
fn literals_numbers_and_strings() {
    check(
        r#"{
            "numbers": [1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#,
        concat!(
            r#"{"literals":[null,true,false],"numbers":[1e+30,4.5,0.002,1e-27],"#,
            r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        ),
    );
}

/// Section 3.2.3: keys are sorted by their UTF-16 code units.
#[test]
fn keys() {
    check(
        r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
        "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{fb33}\":3}",
    );
}

/// ECMAScript's notation, as appendix B has it.
#[test]
fn numbers() {
    for (written, canonical) in [
        ("0", "0"),
        ("-0.0", "0"),
        ("0e5", "0"),
        ("10.0", "10"),
        ("-1.50e1", "-15"),
        ("9007199254740992", "9007199254740992"),
        ("-9007199254740992", "-9007199254740992"),
        ("1e23", "1e+23"),
        ("100000000000000000000", "100000000000000000000"),
        ("1e21", "1e+21"),
        ("0.000001", "0.000001"),
        ("0.0000001", "1e-7"),
        ("-0.00000333333333333", "-0.00000333333333333"),
        ("123456789012.345e-3", "123456789.012345"),
        ("4294967295", "4294967295"),
    ] {
        check(&format!("{{\"n\":{written}}}"), &format!("{{\"n\":{canonical}}}"));
    }
}

/// What doubles do not keep, or what programs print differently, is not guessed at.
#[test]
fn numbers_that_programs_would_not_agree_on_are_refused() {
    for written in [
        "1e400",
        "5e-324",
        "9007199254740993",
        "333333333.33333329",
        "1424953923781206.2",
        "1e99999999999",
    ] {
        let refused = canonical_json(&format!("{{\"n\":{written}}}"));
        assert_eq!(
            refused.map_err(|e| e.code()),
            Err("number_out_of_range"),
            "{written}"
        );
    }
}

#[test]
fn the_digest_itself_is_left_out() {
    check(
        r#"{"b":1,"digest":"x","a":{"digest":2}}"#,
        r#"{"a":{"digest":2},"b":1}"#,
    );
}
