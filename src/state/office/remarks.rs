//! 审阅意见: comments at their places, and the verdict on the whole.

use super::places::{cut, place_words, value_words};
use crate::domain::{
    Book, Books, Choose as _, Comment, Field, Id, Record, ReviewSheet, ReviewState, Value, Verdict,
};
use crate::state::Edit;
use chrono::NaiveDate;

/// How much of a field is quoted beside a remark, in characters.
const QUOTED_CHARS: usize = 500;

/// The longest id, without the mark of a review.
const UNIT_CHARS: usize = Id::MAX_LEN - "review-".len();

/// The id of a unit's review: made from the unit's, so that two computers of the office make the same.
pub fn sheet_id(unit: &Id) -> Id {
    let unit = unit.as_str();
    let end = &unit[unit.len().saturating_sub(UNIT_CHARS)..];
    Id::parse(&format!("review-{end}")).unwrap_or_default()
}

/// A unit's review before anything is said in it.
pub fn new_sheet(unit: &Id, name: &str) -> ReviewSheet {
    let mut sheet = ReviewSheet::new(sheet_id(unit));
    sheet.verdict.unit = Some(unit.clone());
    name.clone_into(&mut sheet.verdict.unit_name);
    sheet
}

/// A place that a remark is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The book.
    pub document: Id,
    /// The record; none for the book as a whole.
    pub record: Option<Id>,
    /// The field; empty for the record or book as a whole.
    pub field: &'static str,
}

impl Spot {
    /// A book as a whole.
    pub fn book(document: &Id) -> Self {
        Self {
            document: document.clone(),
            record: None,
            field: "",
        }
    }

    /// A record as a whole.
    pub fn record(document: &Id, record: &Id) -> Self {
        Self {
            document: document.clone(),
            record: Some(record.clone()),
            field: "",
        }
    }

    /// A field.
    pub fn field(document: &Id, record: &Id, field: &'static Field) -> Self {
        Self {
            document: document.clone(),
            record: Some(record.clone()),
            field: field.name,
        }
    }

    /// Whether a remark is about this place.
    pub fn has(&self, comment: &Comment) -> bool {
        comment.document.as_ref() == Some(&self.document)
            && comment.record == self.record
            && comment.field == self.field
    }
}

/// What adds a remark to a unit's review, which begins with it where there is none. `own` are the office's books,
/// `received` those that are read.
pub fn begin(
    own: &Books,
    received: &Books,
    unit: (&Id, &str),
    spot: &Spot,
    text: &str,
    on: NaiveDate,
    id: Id,
) -> Vec<Edit> {
    let mut edits = sheet_if_missing(own, unit);
    let sheet = own
        .review_of(unit.0)
        .map_or_else(|| sheet_id(unit.0), |sheet| sheet.id().clone());
    let found = spot.record.as_ref().and_then(|record| {
        let (collection, record) = received.document(&spot.document)?.record(record)?;
        Some((collection, record))
    });
    let field = found.and_then(|(_, record)| record.def().field(spot.field));
    let held = found.and_then(|(_, record)| Some((field?, record.get(spot.field)?)));
    let quoted = held.map(|(field, value)| value_words(received, field, &value));
    edits.push(Edit::Add {
        document: sheet,
        collection: "comments",
        after: None,
        id,
        preset: vec![
            ("document", Value::Ref(Some(spot.document.clone()))),
            (
                "collection",
                Value::Text(found.map_or("", |(collection, _)| collection).into()),
            ),
            ("record", Value::Ref(spot.record.clone())),
            ("field", Value::Text(spot.field.into())),
            (
                "place",
                Value::Text(place_words(received, &spot.document, spot.record.as_ref(), field)),
            ),
            (
                "quoted",
                Value::Text(cut(&quoted.unwrap_or_default(), QUOTED_CHARS)),
            ),
            ("text", Value::Text(text.into())),
            ("written_on", Value::Date(Some(on))),
        ],
    });
    edits
}

/// Puts a unit's review on the shelf, where none is there.
pub fn sheet_if_missing(own: &Books, (unit, name): (&Id, &str)) -> Vec<Edit> {
    if own.review_of(unit).is_some() {
        return Vec::new();
    }
    vec![Edit::PutBooks {
        books: vec![Book::Review(new_sheet(unit, name))],
    }]
}

/// How many remarks there are, and how far they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Not settled and not answered.
    pub open: usize,
    /// Answered, and not settled.
    pub answered: usize,
    /// Settled.
    pub settled: usize,
}

impl Remarks {
    /// Counts them. What holds no words yet is none.
    pub fn of(comments: &[Comment]) -> Self {
        let mut count = Self::default();
        for comment in comments {
            match (is_blank(comment), comment.is_open(), comment.is_answered()) {
                (true, ..) => {}
                (_, true, false) => count.open += 1,
                (_, true, true) => count.answered += 1,
                _ => count.settled += 1,
            }
        }
        count
    }

    /// Those that the office has not held to be settled.
    pub fn unsettled(self) -> usize {
        self.open + self.answered
    }
}

/// Whether a remark holds no words.
pub(super) fn is_blank(comment: &Comment) -> bool {
    comment.text.trim().is_empty()
}

/// Whether a remark went out, by the texts of the files that were sent and received: what the unit has can be settled,
/// and not taken back.
pub fn went_out<'a>(comment: &Comment, mut files: impl Iterator<Item = &'a str>) -> bool {
    comment.is_answered() || files.any(|text| text.contains(comment.id.as_str()))
}

/// Which file a verdict is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The file.
    pub bundle: Id,
    /// The number of its version.
    pub revision: Option<u32>,
}

/// What says what came of reading a file; in words why it cannot be said. Who sends a plan back has to say why.
pub fn judge(
    sheet: Option<&ReviewSheet>,
    state: ReviewState,
    judged: &Judged,
    on: NaiveDate,
) -> Result<Vec<(&'static str, Value)>, &'static str> {
    let says_why = sheet.is_some_and(|sheet| {
        !sheet.verdict.opinion.trim().is_empty() || sheet.open_comments().next().is_some()
    });
    if state == ReviewState::Returned && !says_why {
        return Err(
            "没有退回：退回修改要写明改什么。请在要改的栏目旁写意见，或者写总的意见，再点“退回修改”。",
        );
    }
    Ok(vec![
        ("state", Value::One(Some(state.code()))),
        ("bundle", Value::Ref(Some(judged.bundle.clone()))),
        ("revision", Value::Count(judged.revision)),
        ("reviewed_on", Value::Date(Some(on))),
    ])
}

/// What takes a verdict back to what it was, its words aside; to none where nothing was said before.
pub fn unjudge(before: Option<&Verdict>) -> Vec<(&'static str, Value)> {
    const SAID: [&str; 4] = ["state", "bundle", "revision", "reviewed_on"];
    let nothing = Verdict::default();
    let before: &dyn Record = before.unwrap_or(&nothing);
    let mut values = Vec::new();
    for field in SAID {
        values.extend(before.get(field).map(|value| (field, value)));
    }
    values
}

/// Commands that fill several fields of one record.
pub fn fill(document: &Id, record: &Id, values: Vec<(&'static str, Value)>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (field, value) in values {
        edits.push(Edit::Set {
            document: document.clone(),
            record: record.clone(),
            field,
            value,
        });
    }
    edits
}
