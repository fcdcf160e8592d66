//! Canonical JSON as RFC 8785 has it, with the RFC's own examples.

use jinwei::bundle::canonical_json;

fn check(text: &str, canonical: &str) {
    assert_eq!(canonical_json(text).as_deref(), Ok(canonical));
}

/// Section 3.2.2 and 3.2.4.
#[test]
fn literals_numbers_and_strings() {
    check(
        r#"{
            "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#,
        concat!(
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#,
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

/// Appendix B, as far as the doubles can be written in JSON.
#[test]
fn numbers() {
    for (written, canonical) in [
        ("0", "0"),
        ("-0.0", "0"),
        ("5e-324", "5e-324"),
        ("-5e-324", "-5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("9007199254740992", "9007199254740992"),
        ("-9007199254740992", "-9007199254740992"),
        ("295147905179352830000", "295147905179352830000"),
        ("9.999999999999997e22", "9.999999999999997e+22"),
        ("1e23", "1e+23"),
        ("1.0000000000000001e23", "1.0000000000000001e+23"),
        ("999999999999999700000", "999999999999999700000"),
        ("999999999999999900000", "999999999999999900000"),
        ("1e21", "1e+21"),
        ("9.999999999999997e-7", "9.999999999999997e-7"),
        ("0.000001", "0.000001"),
        ("333333333.3333332", "333333333.3333332"),
        ("333333333.33333325", "333333333.33333325"),
        ("333333333.3333333", "333333333.3333333"),
        ("333333333.3333334", "333333333.3333334"),
        ("333333333.33333343", "333333333.33333343"),
        ("-0.0000033333333333333333", "-0.0000033333333333333333"),
        ("1424953923781206.2", "1424953923781206.2"),
        ("4294967295", "4294967295"),
    ] {
        check(
            &format!("[{written}]").replace('[', "{\"n\":").replace(']', "}"),
            &format!("{{\"n\":{canonical}}}"),
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

#[test]
fn numbers_that_are_no_doubles_are_refused() {
    assert_eq!(
        canonical_json(r#"{"n":1e400}"#).map_err(|e| e.code()),
        Err("not_json")
    );
}
