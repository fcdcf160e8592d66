//! Bytes as text: base64url without padding (RFC 4648, section 5), as JOSE writes keys and signatures.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes bytes as text.
pub fn encode_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let mut held = 0;
        for at in 0..3 {
            held = held << 8 | u32::from(chunk.get(at).copied().unwrap_or_default());
        }
        for at in 0..=chunk.len() {
            let six = held >> (18 - 6 * at) & 63;
            text.push(char::from(LETTERS[six as usize]));
        }
    }
    text
}

/// Reads what [`encode_bytes`] wrote. `None` for every other text: padding, blanks, and bits that stand for nothing
/// would let the same bytes be written in several ways.
pub fn decode_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut held = 0;
        for at in 0..4 {
            let six = match chunk.get(at) {
                None => 0,
                Some(letter @ b'A'..=b'Z') => letter - b'A',
                Some(letter @ b'a'..=b'z') => letter - b'a' + 26,
                Some(letter @ b'0'..=b'9') => letter - b'0' + 52,
                Some(b'-') => 62,
                Some(b'_') => 63,
                Some(_) => return None,
            };
            held = held << 6 | u32::from(six);
        }
        let [_, all @ ..] = held.to_be_bytes();
        let (whole, rest) = all.split_at(chunk.len() - 1);
        if whole.is_empty() || rest.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend(whole);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// From RFC 4648, section 10, without its padding.
    #[test]
    fn the_standards_examples() {
        for (plain, text) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode_bytes(plain.as_bytes()), text);
            assert_eq!(decode_bytes(text).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(encode_bytes(&[0xfb, 0xff, 0xfe]), "-__-");
    }

    #[test]
    fn what_is_written_otherwise_is_refused() {
        for text in [
            "Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "Zm 8", "Zm8\n", "+/+/", "Zm9é",
        ] {
            assert_eq!(decode_bytes(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes: Vec<u8>) {
            prop_assert_eq!(decode_bytes(&encode_bytes(&bytes)), Some(bytes));
        }

        /// Each byte string has one text.
        #[test]
        fn a_text_is_the_only_one(text in "[A-Za-f_-]{0,9}") {
            if let Some(bytes) = decode_bytes(&text) {
                prop_assert_eq!(encode_bytes(&bytes), text);
            }
        }
    }
}
