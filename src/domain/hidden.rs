//! Characters that are not seen, or change how others are seen.
//!
//! A name with an override of direction in it reads backwards and takes the rest of its sentence along; one with a space
//! of no width looks like another name. They are kept as they came, for what came is evidence, and shown as a mark.

/// What stands where characters are not shown as they are.
const MARK: char = '\u{fffd}';

/// How many signs may stand on one letter. More than Vietnamese or a romanisation needs; hundreds cover the page.
const MOST_SIGNS: u32 = 3;

/// Whether a character is not seen by itself: controls, marks of direction and joining, spaces of no width, tags.
/// Line breaks and tabs are seen.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => true,
        c => c.is_control(),
    }
}

/// Whether a character stands on the one before it: accents and the like, and choices between the forms of a letter.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Text as it is shown: one mark in place of any number of hidden characters, and of the signs that are too many. The
/// joiner within an emoji stays.
///
/// ```
/// use jinwei::domain::shown;
/// assert_eq!(shown("县一中".into()), "县一中");
/// assert_eq!(shown("县\u{202e}\u{200b}中一".into()), "县\u{fffd}中一");
/// ```
pub fn shown(text: String) -> String {
    let suspect = |c: char| is_hidden(c) || is_sign(c);
    if !text.chars().any(suspect) {
        return text;
    }
    let mut shown = String::new();
    let (mut before, mut signs) = ('\n', 0);
    for c in text.chars() {
        signs = if is_sign(c) { signs + 1 } else { 0 };
        let joins = c == '\u{200d}'
            && (before > '\u{1f000}' || matches!(before, '\u{fe0f}' | '\u{2190}'..='\u{2bff}'));
        if signs > MOST_SIGNS || is_hidden(c) && !joins {
            if before != MARK {
                shown.push(MARK);
            }
            before = MARK;
        } else {
            shown.push(c);
            before = c;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_become_one_mark() {
        for (text, expected) in [
            ("", ""),
            ("县一中\n第二行\t完", "县一中\n第二行\t完"),
            ("\u{202e}中一县", "\u{fffd}中一县"),
            ("县\u{2066}一\u{2069}中", "县\u{fffd}一\u{fffd}中"),
            ("县\u{200b}\u{200c}\u{200d}\u{feff}\u{2060}中", "县\u{fffd}中"),
            ("a\u{0}\u{7f}\u{85}\u{2028}b", "a\u{fffd}b"),
            ("\u{e0041}\u{e0042}\u{fff9}x", "\u{fffd}x"),
            ("县\u{3164}中", "县\u{fffd}中"),
        ] {
            assert_eq!(shown(text.into()), expected, "{text:?}");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "葛\u{e0100}老师",
            "👩\u{200d}🏫 ❤\u{fe0f}\u{200d}🔥",
            "e\u{301} Ti\u{1ebf}ng Vi\u{1ec7}t o\u{302}\u{323}",
            "—— 　“两张皮”",
        ] {
            assert_eq!(shown(text.into()), text);
        }
    }

    #[test]
    fn a_flood_of_accents_is_dammed() {
        let flood = format!("县{}中", "\u{301}".repeat(20_000));
        assert_eq!(shown(flood), "县\u{301}\u{301}\u{301}\u{fffd}中");
    }
}
