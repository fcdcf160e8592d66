//! From JSON to a book, record by record. What cannot be read is set aside whole; nothing else is lost with it.

use crate::domain::{
    Book, Cardinality, Choice, Collection, Document, DocumentHead, Extra, Field, Id, Kind, Record, RecordDef,
    SetAside, SortedMap, Value, ValueError,
};

use super::Unreadable;
use super::json::{Fields, Json};
use super::json_read::parse;
use super::json_write::line;
use super::limits::Bounds;
use super::unreadable::quoted;

/// Reads one book that [`encode_book`](super::encode_book) wrote. Records that cannot be read stand in the
/// book's `set_aside`.
pub fn decode_book(text: &str) -> Result<Book, Unreadable> {
    match book(parse(text)?, Bounds::STORE) {
        Ok(book) => Ok(book),
        Err(Refused::Document(aside)) => Err(Unreadable::BadDocument { reason: aside.reason }),
        Err(Refused::Bundle(unreadable)) => Err(unreadable),
    }
}

/// Reads what [`encode_document`](super::encode_document) wrote into an empty document of the same kind.
pub fn decode_into(document: &mut dyn Document, text: &str) -> Result<(), Unreadable> {
    let bad = |reason: &str| Unreadable::BadDocument {
        reason: reason.to_owned(),
    };
    let Json::Object(mut fields) = parse(text)? else {
        return Err(bad("不是一份文书"));
    };
    let is_of_kind = |kind: &Json<'_>| kind.as_text() == Some(document.kind());
    if !fields.take("kind").as_ref().is_some_and(is_of_kind) {
        return Err(bad("不是这一种文书"));
    }
    let id = fields.take("id");
    let id = id.and_then(|id| Id::parse(id.as_text()?).ok());
    document.head_mut().id = id.ok_or_else(|| bad("文书编号缺失或格式不对"))?;
    fill_document(document, fields, Bounds::STORE)
}

/// Why a document was not read.
pub(super) enum Refused {
    /// It is set aside; others may be good.
    Document(SetAside),
    /// The whole file is refused with it.
    Bundle(Unreadable),
}

/// Reads a document object.
pub(super) fn book(json: Json<'_>, bounds: Bounds) -> Result<Book, Refused> {
    if bounds.document_bytes < usize::MAX {
        let bytes = json.weight();
        if bytes > bounds.document_bytes {
            return Err(Refused::Bundle(Unreadable::DocumentTooLarge { bytes }));
        }
    }
    let blank = match blank_book(&json) {
        Ok(blank) => blank,
        Err(reason) => return Err(Refused::Document(aside("documents", reason, &json))),
    };
    let Json::Object(mut fields) = json else {
        return Ok(blank);
    };
    let mut book = blank;
    fields.take("kind");
    fields.take("id");
    fill_document(book.as_document_mut(), fields, bounds).map_err(Refused::Bundle)?;
    Ok(book)
}

/// The empty book that a document object's kind and id ask for, or why there is none.
fn blank_book(json: &Json<'_>) -> Result<Book, String> {
    let Json::Object(fields) = json else {
        return Err("不是一份文书".into());
    };
    let kind = fields.text("kind").unwrap_or_default();
    let id = fields.text("id").unwrap_or_default();
    let id = Id::parse(id).map_err(|_| String::from("文书编号缺失或格式不对"))?;
    Book::blank(kind, id).ok_or_else(|| format!("不认识的文书种类“{}”", quoted(kind)))
}

fn fill_document(
    document: &mut dyn Document,
    mut fields: Fields<'_>,
    bounds: Bounds,
) -> Result<(), Unreadable> {
    let mut set_aside = read_set_aside(fields.take("set_aside"), bounds)?;
    for name in ["version_id", "parent_version_id"] {
        let Some(json) = fields.take(name) else { continue };
        let id = json.as_text().and_then(|text| Id::parse(text).ok());
        if id.is_none() {
            set_aside.push(aside(name, "版本编号格式不对".into(), &json));
        }
        let head = document.head_mut();
        match name {
            "version_id" => head.version_id = id,
            _ => head.parent_version_id = id,
        }
    }
    if let Some(json) = fields.take("ancestors") {
        document.head_mut().ancestors = read_ancestors(&json, &mut set_aside, bounds)?;
    }
    // A record of many must not be named like a record that is held once.
    let collections = document.collections();
    let held_once = collections.iter().filter(|c| c.cardinality == Cardinality::One);
    let mut seen = Seen {
        taken: held_once.map(|c| (Id::of_collection(c.name), ())).collect(),
        refs: 0,
    };
    let mut records_in_all = 0;
    for collection in collections {
        match (collection.cardinality, fields.take(collection.name)) {
            (_, None) => {}
            (Cardinality::One, Some(json)) => {
                if let Err(reason) = read_only(document, collection, &json, &mut seen, bounds) {
                    set_aside.push(aside(collection.name, reason, &json));
                }
            }
            (Cardinality::Many, Some(Json::List(records))) => {
                bounded(collection.name, records.len(), bounds.records)?;
                records_in_all += records.len();
                bounded(document.kind(), records_in_all, bounds.document_records)?;
                for json in &records {
                    if let Err(reason) = read_one_of_many(document, collection, json, &mut seen, bounds) {
                        set_aside.push(aside(collection.name, reason, json));
                    }
                }
            }
            (Cardinality::Many, Some(json)) => {
                set_aside.push(aside(collection.name, "不是一组记录".into(), &json));
            }
        }
    }
    let head = document.head_mut();
    head.set_aside = set_aside;
    bounded("extra", fields.0.len(), bounds.records)?;
    head.extra = unknown(fields);
    Ok(())
}

/// What was read of a document so far.
struct Seen {
    /// The names of records.
    taken: SortedMap<Id, ()>,
    /// How many references there are.
    refs: usize,
}

/// Fields that nobody took: what a newer program wrote.
pub(crate) fn unknown(fields: Fields<'_>) -> Extra {
    let mut extra = Extra::new();
    // In their order, each is put behind the others, and not in front of thousands.
    for (key, json) in fields.sorted() {
        extra.insert(key.to_string(), line(json));
    }
    extra
}

pub(super) fn bounded(collection: &str, records: usize, most: usize) -> Result<(), Unreadable> {
    if records <= most {
        return Ok(());
    }
    Err(Unreadable::TooManyRecords {
        collection: collection.to_owned(),
        records,
    })
}

/// What earlier readers set aside.
fn read_set_aside(json: Option<Json<'_>>, bounds: Bounds) -> Result<Vec<SetAside>, Unreadable> {
    let entries = match json {
        None => return Ok(Vec::new()),
        Some(Json::List(entries)) => entries,
        Some(json) => return Ok(vec![aside("set_aside", "不是一组记录".into(), &json)]),
    };
    bounded("set_aside", entries.len(), bounds.records)?;
    let read = |entry: &Json<'_>| {
        let Json::Object(fields) = entry else { return None };
        let text = |name| fields.text(name).map(str::to_owned);
        Some(SetAside {
            collection: text("collection")?,
            reason: text("reason")?,
            json: text("json")?,
        })
    };
    let entries = entries.iter();
    Ok(entries
        .map(|entry| read(entry).unwrap_or_else(|| aside("set_aside", "内容的类型不对".into(), entry)))
        .collect())
}

/// The versions from which a document grew; those that are no ids are set aside.
fn read_ancestors(
    json: &Json<'_>,
    set_aside: &mut Vec<SetAside>,
    bounds: Bounds,
) -> Result<Vec<Id>, Unreadable> {
    let mut ancestors = Vec::new();
    let entries = match json {
        Json::List(entries) => entries.as_slice(),
        entry => std::slice::from_ref(entry),
    };
    bounded("ancestors", entries.len(), bounds.records)?;
    for entry in entries {
        match entry.as_text().and_then(|text| Id::parse(text).ok()) {
            Some(version) if ancestors.len() < DocumentHead::MAX_ANCESTORS => ancestors.push(version),
            Some(_) => {}
            None => set_aside.push(aside("ancestors", "版本编号格式不对".into(), entry)),
        }
    }
    Ok(ancestors)
}

/// Reads the record that its document holds once.
fn read_only(
    document: &mut dyn Document,
    collection: &Collection,
    json: &Json<'_>,
    seen: &mut Seen,
    bounds: Bounds,
) -> Result<(), String> {
    let Json::Object(fields) = json else {
        return Err("不是一条记录".into());
    };
    let content = content(collection.record, fields, false, seen, bounds)?;
    if let Some(record) = document.list_mut(collection.name).and_then(|list| list.at_mut(0)) {
        content.fill(record);
    }
    Ok(())
}

/// Reads one record of many, at the end of its collection.
fn read_one_of_many(
    document: &mut dyn Document,
    collection: &Collection,
    json: &Json<'_>,
    seen: &mut Seen,
    bounds: Bounds,
) -> Result<(), String> {
    let Json::Object(fields) = json else {
        return Err("不是一条记录".into());
    };
    let id = match fields.get("id") {
        None | Some(Json::Null) => return Err("没有记录编号".into()),
        Some(json) => json.as_text().and_then(|text| Id::parse(text).ok()),
    };
    let id = id.ok_or("记录编号格式不对")?;
    if seen.taken.get(&id).is_some() {
        return Err(format!("记录编号“{id}”重复"));
    }
    let content = content(collection.record, fields, true, seen, bounds)?;
    seen.taken.insert(id.clone(), ());
    let list = document.list_mut(collection.name);
    if let Some(record) = list.and_then(|list| list.insert(usize::MAX, id)) {
        content.fill(record);
    }
    Ok(())
}

/// What a record object holds, wholly read before anything is put into a record.
struct Content {
    /// By the fields' places in the declaration.
    values: Vec<(usize, Value)>,
    extra: Extra,
}

impl Content {
    fn fill(self, record: &mut dyn Record) {
        for (place, value) in self.values {
            if let Some(slot) = record.slot_mut(place) {
                // The value was read as the field's kind.
                let _ = slot.put(value);
            }
        }
        *record.extra_mut() = self.extra;
    }
}

fn content(
    def: &'static RecordDef,
    fields: &Fields<'_>,
    with_id: bool,
    seen: &mut Seen,
    bounds: Bounds,
) -> Result<Content, String> {
    if fields.0.len() > bounds.records {
        return Err(format!("有 {} 个不认识的项目", fields.0.len()));
    }
    let mut content = Content {
        values: Vec::with_capacity(fields.0.len()),
        extra: Extra::new(),
    };
    let mut refs = seen.refs;
    for (key, json) in fields.sorted() {
        if with_id && key == "id" {
            continue;
        }
        match def.place(key) {
            Some(place) => {
                let value = value(&def.fields[place], json, bounds)?;
                if let Value::Refs(ids) = &value {
                    refs += ids.len();
                }
                content.values.push((place, value));
            }
            None => {
                content.extra.insert(key.to_string(), line(json));
            }
        }
    }
    if refs > bounds.document_refs {
        return Err(format!("整本台账里的引用超过 {} 处", bounds.document_refs));
    }
    seen.refs = refs;
    Ok(content)
}

/// Reads what a field holds. `null`, and empty text where no text belongs, stand for nothing.
fn value(field: &Field, json: &Json<'_>, bounds: Bounds) -> Result<Value, String> {
    let read = match (field.kind, json) {
        (kind, Json::Null) => Ok(kind.empty()),
        (Kind::Text, Json::Text(text)) => {
            if text.len() > bounds.text_chars && text.chars().count() > bounds.text_chars {
                return Err(format!("“{}”超过 {} 字", field.label, bounds.text_chars));
            }
            Ok(Value::Text(text.to_string()))
        }
        (kind, Json::Text(text)) if text.is_empty() => Ok(kind.empty()),
        // The kind's own parser forgives blanks around a day, which a form needs and a file does not.
        (Kind::Date, Json::Text(text)) if text.trim() != text => Err(ValueError::NoSuchDay),
        (Kind::Date, Json::Text(text)) => Kind::Date.parse(text),
        (Kind::Count, Json::Number(_)) => {
            let count = json.as_count().ok_or(ValueError::NotACount);
            count.map(|count| Value::Count(Some(count)))
        }
        (Kind::One(list), Json::Text(text)) => code(list, text).map(|code| Value::One(Some(code))),
        (Kind::Several(_) | Kind::Refs, Json::List(members)) if members.len() > bounds.records => {
            return Err(format!("“{}”超过 {} 个", field.label, bounds.records));
        }
        (Kind::Several(list), Json::List(codes)) => {
            let codes = codes.iter().map(|json| match json.as_text() {
                Some(text) => code(list, text),
                None => Err(ValueError::WrongKind),
            });
            codes.collect::<Result<_, _>>().map(Value::Several)
        }
        (Kind::Ref, Json::Text(text)) => id(text).map(|id| Value::Ref(Some(id))),
        (Kind::Refs, Json::List(ids)) => {
            let ids = ids.iter().map(|json| match json.as_text() {
                Some(text) => id(text),
                None => Err(ValueError::WrongKind),
            });
            ids.collect::<Result<_, _>>().map(Value::Refs)
        }
        _ => Err(ValueError::WrongKind),
    };
    read.map_err(|error| format!("“{}”{}", field.label, error.words()))
}

/// Reads what [`encode_value`](super::encode::encode_value) gave; `None` when it is no content of this field.
pub(crate) fn decode_value(field: &Field, json: &Json<'_>) -> Option<Value> {
    value(field, json, Bounds::STORE).ok()
}

fn code(list: &'static [Choice], text: &str) -> Result<&'static str, ValueError> {
    let choice = list.iter().find(|choice| choice.code == text);
    choice.map(|choice| choice.code).ok_or(ValueError::NotAChoice)
}

fn id(text: &str) -> Result<Id, ValueError> {
    Id::parse(text).map_err(|_| ValueError::NotAnId)
}

/// What could not be read, whole.
pub(super) fn aside(collection: &str, reason: String, json: &Json<'_>) -> SetAside {
    SetAside {
        collection: collection.to_owned(),
        reason,
        json: line(json),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{BranchBook, KeyBook, OfficeBook, Register, ReviewSheet, UnitBook};

    /// A collection or field named like something else in its object would hide it.
    #[test]
    fn names_do_not_clash_with_the_frame() {
        let head = [
            "kind",
            "id",
            "version_id",
            "parent_version_id",
            "ancestors",
            "set_aside",
        ];
        let all = UnitBook::COLLECTIONS.iter().chain(BranchBook::COLLECTIONS);
        let all = all.chain(OfficeBook::COLLECTIONS).chain(KeyBook::COLLECTIONS);
        for collection in all.chain(Register::COLLECTIONS).chain(ReviewSheet::COLLECTIONS) {
            assert!(!head.contains(&collection.name), "{}", collection.name);
            assert!(
                collection.record.field("id").is_none(),
                "{}",
                collection.record.name
            );
        }
    }
}
