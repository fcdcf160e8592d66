//! Another year: the programme of 2012 six years on, when July to December fall on the same days of the week, so that
//! every story can be told again and must end the same. What a rule knew by heart, it would get wrong there.

use chrono::{Datelike, NaiveDate};
use jinwei::domain::{Books, Value};
use jinwei::notice::Programme;

const ON: i32 = 6;

/// Whether the stories of this program are told in the other year.
pub(crate) fn is_other() -> bool {
    module_path!().contains("other_year")
}

/// A day of the story's own year.
pub(crate) fn moved(day: NaiveDate) -> NaiveDate {
    let on = day.year().checked_add(ON).filter(|_| is_other());
    on.and_then(|year| day.with_year(year)).unwrap_or(day)
}

/// The books with every day in the story's own year.
pub(crate) fn moved_books(mut books: Books) -> Books {
    let documents: Vec<_> = books.documents().map(|document| document.id().clone()).collect();
    for id in &documents {
        let document = books.document_mut(id).expect("the document");
        for collection in document.collections() {
            let list = document.list_mut(collection.name).expect("the collection");
            for at in 0..list.len() {
                let record = list.at_mut(at).expect("the record");
                for field in record.def().fields {
                    if let Some(Value::Date(Some(day))) = record.get(field.name) {
                        record
                            .set(field.name, Value::Date(Some(moved(day))))
                            .expect("a day");
                    }
                }
            }
        }
    }
    books
}

/// The programme of the story's own year.
pub(crate) fn programme() -> Programme {
    let mut programme = Programme::default();
    if !is_other() {
        return programme;
    }
    programme.id = "jiashe-2018-1".into();
    programme.number = "假设[2018]1号".into();
    for figure in [
        &mut programme.issued_on,
        &mut programme.plan_due,
        &mut programme.year_end,
        &mut programme.medium_from,
        &mut programme.medium_until,
        &mut programme.short_due,
        &mut programme.stage_start,
        &mut programme.year_end_from,
    ] {
        figure.value = moved(figure.value);
    }
    programme
}
