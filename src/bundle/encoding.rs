//! From bytes to text: UTF-8, with or without a byte order mark, and nothing else.
//!
//! Notepad and Excel on the schools' computers save as GBK or UTF-16 when asked to; each of these has words of
//! its own, because what to do about them differs from what to do about a damaged file.

use super::{MAX_FILE_BYTES, Unreadable};

/// How files of other programs begin.
const OTHER_PROGRAMS: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "Excel、Word 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "Excel 或 Word 文件"),
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "压缩文件"),
    (b"\x1f\x8b", "压缩文件"),
];

/// The text of a file.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge {
            bytes: bytes.len(),
            most: MAX_FILE_BYTES,
        });
    }
    if let Some((_, what)) = OTHER_PROGRAMS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(Unreadable::OtherProgram { what });
    }
    if is_utf_16(bytes) {
        return Err(Unreadable::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| match error.error_len() {
        // The text ends in the middle of a character.
        None => Unreadable::Truncated,
        Some(_) if is_gbk(bytes) => Unreadable::Gbk,
        Some(_) => Unreadable::NotUtf8 {
            at: error.valid_up_to(),
        },
    })?;
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    Ok(text)
}

/// A byte order mark of UTF-16 (or UTF-32), or the zero byte beside the first ASCII character.
fn is_utf_16(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..]
    )
}

/// Whether every byte above ASCII has its place in a character of GBK or GB 18030.
fn is_gbk(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0..=0x7f, rest @ ..]
            | [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..]
            | [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', rest @ ..] => rest,
            _ => return false,
        };
    }
}
