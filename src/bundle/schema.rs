//! The JSON Schema of a bundle, made from the same declarations as everything else.
//!
//! It describes what is written. Reading is kinder: `null` stands for an absent field, and one bad record does
//! not make a bundle invalid. Unknown fields are allowed everywhere, because they are kept.

use serde_json::{Map, Value as Schema, json};

use crate::domain::{
    BranchBook, Cardinality, Choice, Choose, Collection, DocumentHead, Field, Id, KeyBook, Kind, OfficeBook,
    Period, RecordDef, Register, ReviewSheet, UnitBook,
};
use crate::notice::clause;

use super::{BundleKind, Desk, ES256, FORMAT, MAX_DOCUMENTS, MAX_RECORDS, MAX_TEXT_CHARS, VERSION};

/// JSON Schema, draft 2020-12, of what [`write`](super::write) writes.
pub fn json_schema() -> Schema {
    let mut defs = Map::new();
    defs.insert("id".into(), id_schema());
    defs.insert("finding".into(), finding_schema());
    defs.insert("set_aside".into(), set_aside_schema());
    defs.insert("attachment".into(), attachment_schema());
    for (kind, title, collections) in [
        (UnitBook::KIND, "单位簿册", UnitBook::COLLECTIONS),
        (BranchBook::KIND, "支部簿册", BranchBook::COLLECTIONS),
        (OfficeBook::KIND, "办公室簿册", OfficeBook::COLLECTIONS),
        (Register::KIND, "花名册", Register::COLLECTIONS),
        (ReviewSheet::KIND, "审阅单", ReviewSheet::COLLECTIONS),
        (KeyBook::KIND, "认得的签名", KeyBook::COLLECTIONS),
    ] {
        defs.insert(kind.into(), document_schema(kind, title, collections));
        for collection in collections {
            defs.insert(collection.record.name.into(), record_schema(collection.record));
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:jinwei:bundle-1",
        "title": "晋位台账文件",
        "description": "信封与簿册。digest 是去掉 digest 之后按 RFC 8785 规范化的 SHA-256；未知的栏目原样保留。",
        "type": "object",
        "required": [
            "format", "version", "kind", "bundle_id", "programme", "created_at", "created_by", "generator",
            "revision", "findings", "documents", "digest"
        ],
        "properties": {
            "format": { "const": FORMAT },
            "version": { "const": VERSION },
            "kind": titled(choice_schema(BundleKind::CHOICES), "种类"),
            "bundle_id": reference("id"),
            "supersedes": reference("id"),
            "programme": { "type": "string", "title": "所依据的方案" },
            "created_at": { "type": "string", "format": "date-time", "title": "生成时间" },
            "created_by": created_by_schema(),
            "generator": { "type": "string", "title": "生成程序" },
            "revision": { "type": "integer", "minimum": 1, "maximum": u32::MAX, "title": "第几版" },
            "findings": { "type": "array", "items": reference("finding"), "title": "生成时的检查结果" },
            "documents": {
                "type": "array",
                "maxItems": MAX_DOCUMENTS,
                "items": { "anyOf": [
                    reference(UnitBook::KIND), reference(BranchBook::KIND), reference(OfficeBook::KIND),
                    reference(Register::KIND), reference(ReviewSheet::KIND), reference(KeyBook::KIND)
                ] },
                "title": "簿册",
            },
            "signature": signature_schema(),
            "attachments": {
                "type": "array",
                "items": reference("attachment"),
                "title": "备份附带的文件",
            },
            "digest": { "type": "string", "pattern": "^[0-9a-f]{64}$", "title": "校验码" },
        },
        // An office keeps no books of its own, so its backup may be without any.
        "if": { "properties": { "kind": { "const": BundleKind::Backup.code() } } },
        "else": { "properties": { "documents": { "minItems": 1 } } },
        "$defs": defs,
    })
}

fn id_schema() -> Schema {
    json!({
        "type": "string",
        "pattern": format!("^[A-Za-z0-9_-]{{1,{}}}$", Id::MAX_LEN),
        "title": "编号",
    })
}

fn created_by_schema() -> Schema {
    json!({
        "type": "object",
        "title": "生成者",
        "required": ["desk", "unit"],
        "properties": {
            "desk": titled(choice_schema(Desk::CHOICES), "使用者"),
            "unit": { "type": "string", "title": "单位名称" },
            "unit_id": reference("id"),
        },
    })
}

fn finding_schema() -> Schema {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "title": "检查结果",
        "required": ["rule", "clause", "gate", "severity", "document", "collection", "message"],
        "properties": {
            "rule": text, "clause": text, "gate": text, "severity": text,
            "document": reference("id"),
            "collection": text,
            "record": reference("id"),
            "field": text, "message": text, "reason": text,
        },
    })
}

fn set_aside_schema() -> Schema {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "title": "读不出来而保留的记录",
        "required": ["collection", "reason", "json"],
        "properties": { "collection": text, "reason": text, "json": text },
    })
}

fn signature_schema() -> Schema {
    json!({
        "type": "object",
        "title": "签名",
        "description": "value 签的是去掉 digest 和 signature.value 之后按 RFC 8785 规范化的内容。",
        "required": ["algorithm", "key", "value"],
        "properties": {
            "algorithm": { "type": "string", "title": "签名方法", "description": "ES256：ECDSA P-256 与 SHA-256。" },
            "key": { "type": "string", "title": "公钥", "description": "ES256：未压缩的点（65 字节），base64url。" },
            "value": { "type": "string", "title": "签名值", "description": "ES256：r 与 s（64 字节），base64url。" },
        },
        "if": { "properties": { "algorithm": { "const": ES256 } } },
        "then": { "properties": {
            "key": { "pattern": "^B[A-Za-z0-9_-]{86}$" },
            "value": { "pattern": "^[A-Za-z0-9_-]{86}$" },
        } },
    })
}

fn attachment_schema() -> Schema {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "title": "报送过或收到的文件，或读不出来的内容（row:），原文照存",
        "required": ["store", "id", "at", "name", "text"],
        "properties": {
            "store": { "type": "string", "pattern": "^(sent|received|row:.+)$" },
            "id": text,
            "at": { "type": "string", "format": "date-time" },
            "name": text, "text": text,
        },
    })
}

fn document_schema(kind: &str, title: &str, collections: &[Collection]) -> Schema {
    let mut properties = Map::new();
    properties.insert("kind".into(), json!({ "const": kind }));
    for name in ["id", "version_id", "parent_version_id"] {
        properties.insert(name.into(), reference("id"));
    }
    properties.insert(
        "ancestors".into(),
        json!({
            "type": "array",
            "maxItems": DocumentHead::MAX_ANCESTORS,
            "items": reference("id"),
            "title": "由哪些版本而来，新的在前",
        }),
    );
    properties.insert("set_aside".into(), many(&reference("set_aside")));
    for collection in collections {
        let record = reference(collection.record.name);
        let schema = match collection.cardinality {
            Cardinality::One => record,
            Cardinality::Many => many(&json!({
                "$ref": record["$ref"],
                "type": "object",
                "required": ["id"],
                "properties": { "id": reference("id") },
            })),
        };
        properties.insert(collection.name.into(), schema);
    }
    json!({ "type": "object", "title": title, "required": ["kind", "id"], "properties": properties })
}

fn many(items: &Schema) -> Schema {
    json!({ "type": "array", "maxItems": MAX_RECORDS, "items": items })
}

fn record_schema(def: &RecordDef) -> Schema {
    let mut properties = Map::new();
    for field in def.fields {
        properties.insert(field.name.into(), field_schema(field));
    }
    json!({ "type": "object", "title": def.title, "properties": properties })
}

fn field_schema(field: &Field) -> Schema {
    let mut schema = titled(kind_schema(field.kind), field.label);
    let mut words = Vec::new();
    if let Some(clause) = clause(field.clause) {
        words.push(format!("依据 {}“{}”。", clause.id, clause.words));
    }
    if !field.hint.is_empty() {
        words.push(format!("{}。", field.hint));
    }
    match field.period {
        Period::Day => {}
        Period::Week => words.push("一周，写这一周星期一的日期。".to_owned()),
        Period::Month => words.push("一个月，写这个月1日的日期。".to_owned()),
    }
    if field.derived {
        words.push("由程序填写。".to_owned());
    }
    if !words.is_empty() {
        schema["description"] = words.concat().into();
    }
    schema
}

fn kind_schema(kind: Kind) -> Schema {
    match kind {
        Kind::Text => json!({ "type": "string", "maxLength": MAX_TEXT_CHARS }),
        Kind::Date => {
            json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
        }
        Kind::Count => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Kind::One(list) => choice_schema(list),
        Kind::Several(list) => json!({ "type": "array", "items": choice_schema(list) }),
        Kind::Ref => reference("id"),
        Kind::Refs => json!({ "type": "array", "items": reference("id") }),
    }
}

/// Codes, each with the label that a clerk sees.
fn choice_schema(list: &[Choice]) -> Schema {
    let answers = list.iter();
    let answers = answers.map(|choice| json!({ "const": choice.code, "title": choice.label }));
    json!({ "type": "string", "oneOf": answers.collect::<Vec<_>>() })
}

fn reference(name: &str) -> Schema {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn titled(mut schema: Schema, title: &str) -> Schema {
    schema["title"] = title.into();
    schema
}
