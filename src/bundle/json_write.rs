//! JSON text: on one line for the store, with indentation for files that people look into, and canonical
//! (RFC 8785) for the digest.

use std::fmt::Write as _;

use super::json::{Fields, Json};

/// How many decimal digits a double always keeps (C's `DBL_DIG`).
const EXACT_DIGITS: usize = 15;

/// JSON text on one line.
pub(crate) fn line(json: &Json<'_>) -> String {
    let mut out = String::new();
    put(&mut out, json, None);
    out
}

/// JSON text with two blanks a level.
pub(super) fn pretty(json: &Json<'_>) -> String {
    let mut out = String::new();
    put(&mut out, json, Some(0));
    out
}

/// Canonical JSON text (RFC 8785); `None` when it holds a number that programs would not agree on.
pub(super) fn canonical(fields: &Fields<'_>) -> Option<String> {
    let mut out = String::new();
    put_canonical_fields(&mut out, fields)?;
    Some(out)
}

fn put(out: &mut String, json: &Json<'_>, level: Option<usize>) {
    let inner = level.map(|level| level + 1);
    match json {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(written) => out.push_str(written),
        Json::Text(text) => put_text(out, text),
        Json::List(values) if values.is_empty() => out.push_str("[]"),
        Json::List(values) => {
            for (at, value) in values.iter().enumerate() {
                out.push(if at == 0 { '[' } else { ',' });
                new_line(out, inner);
                put(out, value, inner);
            }
            new_line(out, level);
            out.push(']');
        }
        Json::Object(fields) if fields.0.is_empty() => out.push_str("{}"),
        Json::Object(fields) => {
            for (at, (key, value)) in fields.0.iter().enumerate() {
                out.push(if at == 0 { '{' } else { ',' });
                new_line(out, inner);
                put_text(out, key);
                out.push_str(if level.is_some() { ": " } else { ":" });
                put(out, value, inner);
            }
            new_line(out, level);
            out.push('}');
        }
    }
}

fn new_line(out: &mut String, level: Option<usize>) {
    if let Some(level) = level {
        out.push('\n');
        for _ in 0..level {
            out.push_str("  ");
        }
    }
}

/// Text in quotes, with the fewest escapes: what RFC 8785 asks for serves everywhere.
fn put_text(out: &mut String, text: &str) {
    out.push('"');
    // All that is escaped is ASCII, so that the text may be cut there.
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if !matches!(byte, b'"' | b'\\' | ..=0x1f) {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x8 => out.push_str("\\b"),
            0xc => out.push_str("\\f"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

fn put_canonical(out: &mut String, json: &Json<'_>) -> Option<()> {
    match json {
        Json::Number(written) => put_number(out, written)?,
        Json::List(values) => {
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                put_canonical(out, value)?;
            }
            out.push(']');
        }
        Json::Object(fields) => put_canonical_fields(out, fields)?,
        plain => put(out, plain, None),
    }
    Some(())
}

fn put_canonical_fields(out: &mut String, fields: &Fields<'_>) -> Option<()> {
    out.push('{');
    for (at, (key, value)) in fields.sorted().into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        put_text(out, key);
        out.push(':');
        put_canonical(out, value)?;
    }
    out.push('}');
    Some(())
}

/// A number as ECMAScript writes the double nearest to it (ECMA-262, `Number::toString`).
///
/// Every reader takes a decimal of at most [`EXACT_DIGITS`] digits for the same double, and no shorter decimal
/// stands for that double; so its digits are already the canonical ones and only the point has to be put where
/// ECMAScript puts it. Whole numbers up to 2⁵³ are exact as well. Numbers beyond that are refused: programs
/// would not agree on them (RFC 7493), and bringing a double's arithmetic along for them would cost the page
/// a tenth of its weight.
pub(super) fn put_number(out: &mut String, written: &str) -> Option<()> {
    let (sign, magnitude) = match written.strip_prefix('-') {
        Some(magnitude) => ("-", magnitude),
        None => ("", written),
    };
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let digits = significant.trim_end_matches('0');
    if digits.is_empty() {
        out.push('0');
        return Some(());
    }
    // Where the point stands, counted from the first digit.
    let leading_zeros = i32::try_from(all.len() - significant.len()).ok()?;
    let shift: i32 = exponent
        .parse()
        .ok()
        .filter(|shift| (-400..=400).contains(shift))?;
    let point = i32::try_from(whole.len()).ok()? - leading_zeros + shift;
    let length = i32::try_from(digits.len()).ok()?;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let as_whole = || format!("{digits}{}", zeros(point - length));
    let exact = digits.len() <= EXACT_DIGITS && (-300..=300).contains(&point)
        || (length..=16).contains(&point) && as_whole().parse().is_ok_and(|whole: u64| whole <= 1 << 53);
    if !exact {
        return None;
    }
    out.push_str(sign);
    if (length..=21).contains(&point) {
        out.push_str(&as_whole());
    } else if (1..=21).contains(&point) {
        let (whole, fraction) = digits.split_at(usize::try_from(point).ok()?);
        let _ = write!(out, "{whole}.{fraction}");
    } else if (-5..=0).contains(&point) {
        let _ = write!(out, "0.{}{digits}", zeros(-point));
    } else {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        let _ = write!(out, "{first}{dot}{rest}e{:+}", point - 1);
    }
    Some(())
}
