//! Steps as JSON, as they are stored.

use super::difference::{Difference, FieldDifference, Place, Standing};
use super::step::{Act, Step};
use crate::bundle::wire::{Fields, Json, decode_value, encode_value, line, parse, unknown};
use crate::bundle::{Desk, decode_book, encode_book};
use crate::domain::{Book, Choose as _, Collection, Document, Extra, Id, RecordDef, Value};

/// A step as JSON text on one line.
pub fn encode_step(step: &Step) -> String {
    let (name, of) = step.act.written();
    let mut fields = Fields::default();
    fields.put("number", number(step.number));
    fields.put_text("at", &step.at);
    fields.put_text("desk", step.desk.code());
    fields.put_text("what", name);
    if let Some(of) = of {
        fields.put("of", number(of));
    }
    let differences = step.differences.iter().map(difference);
    fields.put("differences", Json::List(differences.collect()));
    line(&Json::Object(fields))
}

fn number(number: u64) -> Json<'static> {
    Json::Number(number.to_string().into())
}

fn difference(difference: &Difference) -> Json<'_> {
    let mut fields = Fields::default();
    fields.put_text("document", difference.document.as_str());
    fields.put_text("kind", difference.kind);
    match &difference.place {
        Place::Book { before, after } => {
            for (key, book) in [("book_before", before), ("book_after", after)] {
                if let Some(book) = book {
                    fields.put(key, owned(encode_book(book)));
                }
            }
        }
        Place::Head { before, after } => {
            fields.put("head_before", owned(encode_book(before)));
            fields.put("head_after", owned(encode_book(after)));
        }
        Place::Order {
            collection,
            before,
            after,
        } => {
            fields.put_text("collection", collection);
            fields.put("order_before", ids(before));
            fields.put("order_after", ids(after));
        }
        Place::Record {
            collection,
            id,
            before,
            after,
        } => {
            fields.put_text("collection", collection);
            fields.put_text("record", id.as_str());
            for (key, standing) in [("before", before), ("after", after)] {
                if let Some(standing) = standing {
                    let values = standing.values.iter().map(|(field, value)| (field.name, value));
                    fields.put(key, content(values, Some(&standing.extra)));
                    fields.put("index", number(standing.index as u64));
                }
            }
        }
        Place::Fields {
            collection,
            id,
            fields: all,
            extra,
        } => {
            let (was, is) = extra.as_ref().map(|(was, is)| (was, is)).unzip();
            fields.put_text("collection", collection);
            fields.put_text("record", id.as_str());
            let names = all.iter().map(|one| Json::text(one.field.name));
            fields.put("fields", Json::List(names.collect()));
            fields.put(
                "before",
                content(all.iter().map(|one| (one.field.name, &one.before)), was),
            );
            fields.put(
                "after",
                content(all.iter().map(|one| (one.field.name, &one.after)), is),
            );
        }
    }
    Json::Object(fields)
}

fn owned(text: String) -> Json<'static> {
    Json::Text(text.into())
}

fn ids(ids: &[Id]) -> Json<'_> {
    Json::List(ids.iter().map(|id| Json::text(id.as_str())).collect())
}

fn content<'a>(
    values: impl Iterator<Item = (&'static str, &'a Value)>,
    extra: Option<&'a Extra>,
) -> Json<'a> {
    let mut fields = Fields::default();
    for (name, value) in values {
        if let Some(json) = encode_value(value.clone()) {
            fields.put(name, json);
        }
    }
    for (key, text) in extra.into_iter().flat_map(Extra::iter) {
        let json = parse(text).unwrap_or_else(|_| Json::text(text));
        fields.put(key, json);
    }
    Json::Object(fields)
}

/// Reads what [`encode_step`] wrote; `None` when it is something else, or tells of what this program does not know.
pub fn decode_step(text: &str) -> Option<Step> {
    let Ok(Json::Object(mut fields)) = parse(text) else {
        return None;
    };
    let of = fields.get("of").and_then(whole);
    let act = Act::read(fields.text("what")?, of);
    let Some(Json::List(all)) = fields.take("differences") else {
        return None;
    };
    let mut differences = Vec::new();
    for one in all {
        differences.push(read_difference(one)?);
    }
    Some(Step {
        number: whole(fields.get("number")?)?,
        at: fields.text("at")?.to_owned(),
        desk: Desk::from_code(fields.text("desk")?)?,
        act,
        differences,
    })
}

fn whole(json: &Json<'_>) -> Option<u64> {
    match json {
        Json::Number(written) => written.parse().ok(),
        _ => None,
    }
}

fn read_difference(json: Json<'_>) -> Option<Difference> {
    let Json::Object(mut fields) = json else {
        return None;
    };
    let document = Id::parse(fields.text("document")?).ok()?;
    // A blank book knows its declarations.
    let blank = Book::blank(fields.text("kind")?, document.clone())?;
    let book = |key: &str| match fields.text(key) {
        Some(text) => decode_book(text).ok().map(|book| Some(Box::new(book))),
        None => Some(None),
    };
    let place = if let Some(name) = fields.text("collection") {
        let collection = collection(blank.as_document(), name)?;
        read_in_collection(collection, &mut fields)?
    } else if let (Some(before), Some(after)) = (book("head_before")?, book("head_after")?) {
        Place::Head { before, after }
    } else {
        Place::Book {
            before: book("book_before")?,
            after: book("book_after")?,
        }
    };
    Some(Difference {
        kind: blank.as_document().kind(),
        document,
        place,
    })
}

fn collection(document: &dyn Document, name: &str) -> Option<&'static Collection> {
    document.collections().iter().find(|known| known.name == name)
}

fn read_in_collection(of: &'static Collection, fields: &mut Fields<'_>) -> Option<Place> {
    let collection = of.name;
    if let (Some(before), Some(after)) = (fields.take("order_before"), fields.take("order_after")) {
        return Some(Place::Order {
            collection,
            before: read_ids(&before)?,
            after: read_ids(&after)?,
        });
    }
    let id = Id::parse(fields.text("record")?).ok()?;
    let (before, after) = (fields.take("before"), fields.take("after"));
    if let Some(Json::List(names)) = fields.take("fields") {
        let (was, was_extra) = read_content(of.record, before?)?;
        let (is, is_extra) = read_content(of.record, after?)?;
        let mut all = Vec::new();
        for name in names {
            let field = of.record.field(name.as_text()?)?;
            let held = |values: &[(&'static crate::domain::Field, Value)]| {
                let given = values.iter().find(|(known, _)| known.name == field.name);
                given.map_or_else(|| field.kind.empty(), |(_, value)| value.clone())
            };
            all.push(FieldDifference {
                field,
                before: held(&was),
                after: held(&is),
            });
        }
        return Some(Place::Fields {
            collection,
            id,
            fields: all,
            extra: (was_extra != is_extra).then_some((was_extra, is_extra)),
        });
    }
    let index = usize::try_from(whole(fields.get("index")?)?).ok()?;
    let standing = |json: Option<Json<'_>>| match json {
        None => Some(None),
        Some(json) => {
            let (values, extra) = read_content(of.record, json)?;
            Some(Some(Standing { index, values, extra }))
        }
    };
    Some(Place::Record {
        collection,
        id,
        before: standing(before)?,
        after: standing(after)?,
    })
}

fn read_ids(json: &Json<'_>) -> Option<Vec<Id>> {
    let Json::List(ids) = json else { return None };
    ids.iter().map(|id| Id::parse(id.as_text()?).ok()).collect()
}

/// What a record held: its fields, and what a newer program wrote.
type Content = (Vec<(&'static crate::domain::Field, Value)>, Extra);

fn read_content(def: &'static RecordDef, json: Json<'_>) -> Option<Content> {
    let Json::Object(mut fields) = json else {
        return None;
    };
    let mut values = Vec::new();
    for field in def.fields {
        if let Some(json) = fields.take(field.name) {
            values.push((field, decode_value(field, &json)?));
        }
    }
    Some((values, unknown(fields)))
}
