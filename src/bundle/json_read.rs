//! JSON read strictly (RFC 8259 and 7493).
//!
//! Where readers of JSON are free to differ, a file could say one thing to this page and another to the next
//! program: an object with the same key twice, half of a surrogate pair. Such text is refused.

use std::borrow::Cow;

use super::json::{Fields, Json};
use super::{MAX_DEPTH, MAX_VALUES, Unreadable};

/// Reads one JSON value that fills the whole text.
pub(crate) fn parse(text: &str) -> Result<Json<'_>, Unreadable> {
    let mut reader = Reader {
        text,
        at: 0,
        left: MAX_VALUES,
    };
    let value = reader.value(0)?;
    match reader.peek_token() {
        None => Ok(value),
        Some(_) => Err(reader.not_json()),
    }
}

struct Reader<'a> {
    text: &'a str,
    /// The byte that is read next.
    at: usize,
    /// How many values may still come.
    left: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte after white space.
    fn peek_token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    /// Line and column of a byte, both from 1, the column in characters.
    fn place(&self, at: usize) -> (usize, usize) {
        let read = self.text.get(..at).unwrap_or(self.text);
        let line = read.rsplit('\n').next().unwrap_or_default();
        (read.matches('\n').count() + 1, line.chars().count() + 1)
    }

    /// What stands here is no JSON; at the end of the text, something is missing.
    fn not_json(&self) -> Unreadable {
        if self.at >= self.text.len() {
            return Unreadable::Truncated;
        }
        let (line, column) = self.place(self.at);
        Unreadable::NotJson {
            line,
            column,
            web_page: self.text.trim_start().starts_with('<'),
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json<'a>, Unreadable> {
        self.left = self.left.checked_sub(1).ok_or(Unreadable::TooManyValues)?;
        match self.peek_token() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => Err(Unreadable::TooDeep),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => self.list(depth + 1),
            Some(b'"') => self.string().map(Json::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Json::Number),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => Err(self.not_json()),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Result<Json<'a>, Unreadable> {
        for expected in word.bytes() {
            if self.peek() != Some(expected) {
                return Err(self.not_json());
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn list(&mut self, depth: usize) -> Result<Json<'a>, Unreadable> {
        let mut values = Vec::new();
        self.at += 1;
        if self.peek_token() == Some(b']') {
            self.at += 1;
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            if self.closed(b']')? {
                return Ok(Json::List(values));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json<'a>, Unreadable> {
        let mut fields = Fields::default();
        self.at += 1;
        if self.peek_token() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(fields));
        }
        loop {
            if self.peek_token() != Some(b'"') {
                return Err(self.not_json());
            }
            let key = self.string()?;
            if self.peek_token() != Some(b':') {
                return Err(self.not_json());
            }
            self.at += 1;
            fields.0.push((key, self.value(depth)?));
            if self.closed(b'}')? {
                break;
            }
        }
        // Sorted rather than compared each with each, so that a million keys do not stall the page.
        let sorted = fields.sorted();
        match sorted.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            Some(pair) => Err(Unreadable::DuplicateKey {
                key: pair[0].0.to_string(),
            }),
            None => Ok(Json::Object(fields)),
        }
    }

    /// Reads a comma (`false`) or the closing bracket (`true`).
    fn closed(&mut self, bracket: u8) -> Result<bool, Unreadable> {
        match self.peek_token() {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(byte) if byte == bracket => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.not_json()),
        }
    }

    fn digits(&mut self) -> Result<(), Unreadable> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.not_json());
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        let from = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Cow::Borrowed(&self.text[from..self.at]))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        // Nearly every text stands in the file as it is.
        let mut read = Cow::Borrowed("");
        self.at += 1;
        loop {
            let from = self.at;
            let rest = &self.text.as_bytes()[from..];
            let is_end = |byte: &u8| matches!(byte, b'"' | b'\\' | ..=0x1f);
            self.at += rest.iter().position(is_end).unwrap_or(rest.len());
            read += &self.text[from..self.at];
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(read);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let escaped = self.escape()?;
                    read.to_mut().push(escaped);
                }
                // A line break and other control characters must be escaped.
                _ => return Err(self.not_json()),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Unreadable> {
        let escaped = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.code_point();
            }
            _ => return Err(self.not_json()),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// The character of `\uXXXX`, or of two of them that form a surrogate pair.
    fn code_point(&mut self) -> Result<char, Unreadable> {
        let from = self.at;
        let first = self.code_unit()?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        let half = |reader: &Self| {
            let (line, column) = reader.place(from);
            Unreadable::LoneSurrogate { line, column }
        };
        for expected in [b'\\', b'u'] {
            match self.peek() {
                None => return Err(Unreadable::Truncated),
                Some(byte) if byte == expected => self.at += 1,
                Some(_) => return Err(half(self)),
            }
        }
        let second = self.code_unit()?;
        let both = [first, second].map(|unit| u16::try_from(unit).unwrap_or_default());
        match char::decode_utf16(both).next() {
            Some(Ok(character)) => Ok(character),
            _ => Err(half(self)),
        }
    }

    fn code_unit(&mut self) -> Result<u32, Unreadable> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or_else(|| self.not_json())?;
            self.at += 1;
        }
        Ok(unit)
    }
}
