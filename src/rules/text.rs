//! Reading what people typed.

/// How many characters of a long text a message repeats.
const EXCERPT: usize = 16;

/// Whether nothing was written.
pub(crate) fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The text without spaces, punctuation and letter case, for comparison.
pub(crate) fn bare(text: &str) -> String {
    letters(text).collect()
}

/// The characters of [`bare`], one by one.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .map(narrow)
        .filter(|c| counts(*c))
        .map(|c| c.to_ascii_lowercase())
}

/// The ordinary form of a full-width letter, digit or sign, as Chinese keyboards make them.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character says something: neither white space nor punctuation, ASCII's or Chinese. The standard library's
/// tables of all scripts would add 4 KB to the page.
fn counts(c: char) -> bool {
    // Most characters of most texts.
    if matches!(c, '\u{4e00}'..='\u{9fff}') {
        return true;
    }
    let sign = matches!(c, '·' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{30fb}'
        | '\u{fe10}'..='\u{fe6f}' | '\u{ff5f}'..='\u{ff65}');
    !(sign || c.is_whitespace() || c.is_ascii_punctuation() || c.is_control())
}

/// Whether both say the same, spaces and punctuation aside. Nothing says the same as nothing.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let mut one = letters(one).peekable();
    one.peek().is_some() && one.eq(letters(other))
}

/// The names in a text that may hold several, told apart by spaces and punctuation.
pub(super) fn names(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !counts(narrow(c))).map(bare);
    parts.filter(|part| !part.is_empty())
}

/// The beginning of a text's first line, short enough for a message.
pub(super) fn excerpt(text: &str) -> String {
    let text = text.trim().lines().next().unwrap_or_default();
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Tenths of a per cent, written out: “97.1%”.
pub(super) fn percent(tenths: u32) -> String {
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_punctuation_make_no_difference() {
        assert!(same("每月一次，主题活动。", " 每月一次,主题活动"));
        assert!(!same("每月一次", "每周一次"));
        assert!(!same("", " "));
        assert!(same("“两张皮”（ＡＢ１）", "两张皮(ab1)"));
        assert!(same("一、二——三……", "一二三"));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(
            excerpt("一二三四五六七八九十一二三四五六七"),
            "一二三四五六七八九十一二三四五六…"
        );
        assert_eq!(excerpt(" 短\n二 "), "短");
    }
}
