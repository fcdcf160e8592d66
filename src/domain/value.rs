//! What a field holds, seen without its type: the common coin of forms, files and comparison.

use chrono::NaiveDate;

use super::{Choice, Choose, Id};

/// The content of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Free text; empty when nothing was typed.
    Text(String),
    /// A calendar day.
    Date(Option<NaiveDate>),
    /// A number of people or things.
    Count(Option<u32>),
    /// The code of one answer.
    One(Option<&'static str>),
    /// The codes of several answers.
    Several(Vec<&'static str>),
    /// The id of another record or document.
    Ref(Option<Id>),
    /// The ids of other records or documents.
    Refs(Vec<Id>),
}

/// What kind of content a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A calendar day.
    Date,
    /// A whole number, zero or more.
    Count,
    /// One answer of the list.
    One(&'static [Choice]),
    /// Several answers of the list.
    Several(&'static [Choice]),
    /// Another record or document.
    Ref,
    /// Other records or documents.
    Refs,
}

/// What the ids in a field point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refers {
    /// The field holds no ids.
    Nothing,
    /// Items of the same book's ledger; in the unit's book, items of its branches' ledgers.
    Items,
    /// Branches of the unit.
    Branches,
    /// Members of the unit's leading team.
    Team,
}

/// Why typed text is not a value of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueError {
    /// Not a day of the calendar.
    NoSuchDay,
    /// Not a whole number, or too large.
    NotACount,
    /// Not an answer of the list.
    NotAChoice,
    /// Not an id.
    NotAnId,
    /// Content of another kind than the field's.
    WrongKind,
}

impl ValueError {
    /// What happened, in a clerk's words.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoSuchDay => "不是有效的日期（应为 2012-07-06 这样的公历日期，且当天存在）",
            Self::NotACount => "不是整数（只能填 0 或正整数）",
            Self::NotAChoice => "不在可选项之内",
            Self::NotAnId => "编号格式不对",
            Self::WrongKind => "内容的类型不对",
        }
    }
}

impl Value {
    /// Whether nothing was entered. Text of only white space counts as nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Date(date) => date.is_none(),
            Self::Count(count) => count.is_none(),
            Self::One(code) => code.is_none(),
            Self::Several(codes) => codes.is_empty(),
            Self::Ref(id) => id.is_none(),
            Self::Refs(ids) => ids.is_empty(),
        }
    }

    /// The value as a form control holds it: codes, ISO dates, ids separated by blanks.
    pub fn to_input(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date(date) => date.map(|d| d.to_string()).unwrap_or_default(),
            Self::Count(count) => count.map(|n| n.to_string()).unwrap_or_default(),
            Self::One(code) => code.unwrap_or_default().to_owned(),
            Self::Several(codes) => codes.join(" "),
            Self::Ref(id) => id.as_ref().map(ToString::to_string).unwrap_or_default(),
            Self::Refs(ids) => ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" "),
        }
    }
}

/// Reads a day written as year-month-day with four, two and two digits (ISO 8601), and nothing looser.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if !shaped {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(5, 7)?, number(8, 10)?)
}

/// A day known when the program is written; one that does not exist fails to compile in a constant.
pub(crate) const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => panic!("no such day"),
    }
}

impl Kind {
    /// The empty value of this kind.
    pub fn empty(self) -> Value {
        match self {
            Self::Text => Value::Text(String::new()),
            Self::Date => Value::Date(None),
            Self::Count => Value::Count(None),
            Self::One(_) => Value::One(None),
            Self::Several(_) => Value::Several(Vec::new()),
            Self::Ref => Value::Ref(None),
            Self::Refs => Value::Refs(Vec::new()),
        }
    }

    /// Reads what a form control holds; the inverse of [`Value::to_input`].
    ///
    /// ```
    /// use jinwei::domain::{Kind, Value, ValueError};
    /// assert_eq!(Kind::Count.parse("12"), Ok(Value::Count(Some(12))));
    /// assert_eq!(Kind::Date.parse("2012-02-30"), Err(ValueError::NoSuchDay));
    /// ```
    pub fn parse(self, typed: &str) -> Result<Value, ValueError> {
        let trimmed = typed.trim();
        if trimmed.is_empty() && self != Self::Text {
            return Ok(self.empty());
        }
        match self {
            Self::Text => Ok(Value::Text(typed.to_owned())),
            Self::Date => parse_date(trimmed)
                .map(|d| Value::Date(Some(d)))
                .ok_or(ValueError::NoSuchDay),
            Self::Count => trimmed
                .parse()
                .map(|n| Value::Count(Some(n)))
                .map_err(|_| ValueError::NotACount),
            Self::One(list) => Ok(Value::One(Some(code_in(list, trimmed)?))),
            Self::Several(list) => {
                let codes = trimmed.split_whitespace().map(|code| code_in(list, code));
                Ok(Value::Several(codes.collect::<Result<_, _>>()?))
            }
            Self::Ref => Id::parse(trimmed)
                .map(|id| Value::Ref(Some(id)))
                .map_err(|_| ValueError::NotAnId),
            Self::Refs => {
                let ids = trimmed.split_whitespace().map(Id::parse);
                Ok(Value::Refs(
                    ids.collect::<Result<_, _>>().map_err(|_| ValueError::NotAnId)?,
                ))
            }
        }
    }
}

/// The static spelling of a code, if the list has it.
pub(crate) fn code_in(list: &'static [Choice], code: &str) -> Result<&'static str, ValueError> {
    list.iter()
        .find(|choice| choice.code == code)
        .map(|choice| choice.code)
        .ok_or(ValueError::NotAChoice)
}

/// A Rust type that can stand in a record.
pub trait FieldType: Default {
    /// What it holds.
    const KIND: Kind;
    /// The content, without its type.
    fn get(&self) -> Value;
    /// Takes content of the right kind; leaves everything as it was on an error.
    fn set(&mut self, value: Value) -> Result<(), ValueError>;
}

/// Implements [`FieldType`] for a type that is a value's payload as it stands.
macro_rules! plain_field_type {
    ($($ty:ty => $variant:ident),+ $(,)?) => {$(
        impl FieldType for $ty {
            const KIND: Kind = Kind::$variant;
            fn get(&self) -> Value {
                Value::$variant(self.clone())
            }
            fn set(&mut self, value: Value) -> Result<(), ValueError> {
                let Value::$variant(content) = value else { return Err(ValueError::WrongKind) };
                *self = content;
                Ok(())
            }
        }
    )+};
}

plain_field_type! {
    String => Text,
    Option<NaiveDate> => Date,
    Option<u32> => Count,
    Option<Id> => Ref,
    Vec<Id> => Refs,
}

impl<T: Choose> FieldType for Option<T> {
    const KIND: Kind = Kind::One(T::CHOICES);
    fn get(&self) -> Value {
        Value::One(self.map(T::code))
    }
    fn set(&mut self, value: Value) -> Result<(), ValueError> {
        let Value::One(code) = value else {
            return Err(ValueError::WrongKind);
        };
        *self = match code {
            Some(code) => Some(T::from_code(code).ok_or(ValueError::NotAChoice)?),
            None => None,
        };
        Ok(())
    }
}

impl<T: Choose> FieldType for Vec<T> {
    const KIND: Kind = Kind::Several(T::CHOICES);
    fn get(&self) -> Value {
        Value::Several(self.iter().map(|value| value.code()).collect())
    }
    fn set(&mut self, value: Value) -> Result<(), ValueError> {
        let Value::Several(codes) = value else {
            return Err(ValueError::WrongKind);
        };
        *self = codes
            .into_iter()
            .map(|code| T::from_code(code).ok_or(ValueError::NotAChoice))
            .collect::<Result<_, _>>()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2012-02-30",
            "2012-13-01",
            "2012-7-6",
            "20120706",
            "2012-07-06T00:00",
            "２012-07-06",
        ] {
            assert_eq!(Kind::Date.parse(text), Err(ValueError::NoSuchDay), "{text}");
        }
        assert!(matches!(Kind::Date.parse("2012-02-29"), Ok(Value::Date(Some(_)))));
    }

    #[test]
    fn counts_are_whole_and_not_negative() {
        for text in ["-1", "1.5", "一", "99999999999"] {
            assert_eq!(Kind::Count.parse(text), Err(ValueError::NotACount), "{text}");
        }
    }
}
