//! The envelope: what a bundle says about itself before its documents.

use crate::domain::{Choose, Id};

use super::json::{Fields, Json};
use super::{MAX_TEXT_CHARS, SEALED, Signature, Unreadable, WireFinding};

/// The format's name, by which a file is known to be a bundle.
pub const FORMAT: &str = "jinwei";

/// The version of the format that is written, and the newest that is read.
pub const VERSION: u32 = 1;

choices! {
    /// What a bundle is for.
    BundleKind {
        /// From the bureau: units and branches with their ids and grades.
        Register = "register" "花名册",
        /// From branch to unit, or from unit to bureau.
        Submission = "submission" "报送",
        /// From the bureau: verdicts, comments and receipts.
        Review = "review" "审阅",
        /// Everything of one workspace.
        Backup = "backup" "备份",
    }
}

choices! {
    /// Where a bundle was made.
    Desk {
        /// 支部
        Branch = "branch" "支部",
        /// 单位
        Unit = "unit" "单位",
        /// 局党委办公室
        Office = "office" "局党委办公室",
    }
}

/// Who made a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedBy {
    /// The desk.
    pub desk: Desk,
    /// The unit's name as its book has it; a branch's own when it stands alone.
    pub unit: String,
    /// The id of the unit's book, if one is known.
    pub unit_id: Option<Id>,
}

/// What a bundle says about itself. Its `format` is [`FORMAT`] and its `version` [`VERSION`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// What it is for.
    pub kind: BundleKind,
    /// Its name, given when it was made.
    pub bundle_id: Id,
    /// The bundle that it takes the place of.
    pub supersedes: Option<Id>,
    /// The programme that its books are held to.
    pub programme: String,
    /// When it was made: RFC 3339, as the maker's computer had it.
    pub created_at: String,
    /// Who made it.
    pub created_by: CreatedBy,
    /// The program that wrote it, with its version.
    pub generator: String,
    /// Which version of this submission it is (第几版), from 1.
    pub revision: u32,
    /// What the rules found when it was made.
    pub findings: Vec<WireFinding>,
    /// Who signed it, as it says itself: nothing is verified here.
    pub signature: Option<Signature>,
    /// SHA-256 over the canonical JSON of everything else, in lower-case hexadecimal digits.
    pub digest: String,
}

/// The fields that stand before the documents.
pub(super) fn encode(envelope: &Envelope) -> Fields<'_> {
    let mut fields = Fields::default();
    fields.put_text("format", FORMAT);
    fields.put("version", Json::count(VERSION));
    fields.put_text("kind", envelope.kind.code());
    fields.put_text("bundle_id", envelope.bundle_id.as_str());
    fields.put_some("supersedes", envelope.supersedes.as_ref().map(Id::as_str));
    fields.put_text("programme", &envelope.programme);
    fields.put_text("created_at", &envelope.created_at);
    let by = &envelope.created_by;
    let mut created_by = Fields::default();
    created_by.put_text("desk", by.desk.code());
    created_by.put_text("unit", &by.unit);
    created_by.put_some("unit_id", by.unit_id.as_ref().map(Id::as_str));
    fields.put("created_by", Json::Object(created_by));
    fields.put_text("generator", &envelope.generator);
    fields.put("revision", Json::count(envelope.revision));
    let findings = envelope.findings.iter().map(WireFinding::encode);
    fields.put("findings", Json::List(findings.collect()));
    if let Some(signature) = &envelope.signature {
        fields.put("signature", signature.encode());
    }
    fields
}

/// Format, version and kind: what tells whether the rest can be understood at all.
pub(super) fn recognise(fields: &mut Fields<'_>) -> Result<BundleKind, Unreadable> {
    match fields.text("format") {
        Some(FORMAT) => {}
        Some(SEALED) => return Err(Unreadable::Sealed),
        _ => return Err(Unreadable::Foreign),
    }
    match fields.get("version").and_then(Json::as_count).unwrap_or(0) {
        0 => return Err(Unreadable::EnvelopeField { field: "version" }),
        VERSION => {}
        found => {
            return Err(Unreadable::NewerVersion {
                found: u64::from(found),
            });
        }
    }
    match fields.get("kind") {
        Some(Json::Text(code)) => BundleKind::from_code(code).ok_or_else(|| Unreadable::UnknownKind {
            kind: code.to_string(),
        }),
        _ => Err(Unreadable::EnvelopeField { field: "kind" }),
    }
}

/// Takes the envelope's fields out of a recognised bundle. Findings are read by the caller, one by one.
pub(super) fn decode(
    fields: &mut Fields<'_>,
    kind: BundleKind,
    digest: String,
) -> Result<Envelope, Unreadable> {
    for known in ["format", "version", "kind"] {
        fields.take(known);
    }
    let Some(Json::Object(mut by)) = fields.take("created_by") else {
        return Err(Unreadable::EnvelopeField { field: "created_by" });
    };
    let desk = text(&mut by, "desk")?;
    Ok(Envelope {
        kind,
        bundle_id: id(fields, "bundle_id")?.ok_or(Unreadable::EnvelopeField { field: "bundle_id" })?,
        supersedes: id(fields, "supersedes")?,
        programme: text(fields, "programme")?,
        created_at: Some(text(fields, "created_at")?)
            .filter(|moment| is_rfc_3339(moment))
            .ok_or(Unreadable::EnvelopeField { field: "created_at" })?,
        created_by: CreatedBy {
            desk: Desk::from_code(&desk).ok_or(Unreadable::EnvelopeField { field: "desk" })?,
            unit: text(&mut by, "unit")?,
            unit_id: id(&mut by, "unit_id")?,
        },
        generator: text(fields, "generator")?,
        revision: fields
            .take("revision")
            .and_then(|revision| revision.as_count())
            .filter(|revision| *revision > 0)
            .ok_or(Unreadable::EnvelopeField { field: "revision" })?,
        findings: Vec::new(),
        signature: Signature::take(fields)?,
        digest,
    })
}

fn text(fields: &mut Fields<'_>, field: &'static str) -> Result<String, Unreadable> {
    match fields.take(field) {
        Some(Json::Text(text)) if text.chars().count() <= MAX_TEXT_CHARS => Ok(text.into_owned()),
        _ => Err(Unreadable::EnvelopeField { field }),
    }
}

fn id(fields: &mut Fields<'_>, field: &'static str) -> Result<Option<Id>, Unreadable> {
    match fields.take(field) {
        None => Ok(None),
        Some(Json::Text(text)) => Id::parse(&text)
            .map(Some)
            .map_err(|_| Unreadable::EnvelopeField { field }),
        Some(_) => Err(Unreadable::EnvelopeField { field }),
    }
}

/// Whether text has the shape of a moment of RFC 3339: `2012-07-05T15:30:00Z`, `2012-07-05T15:30:00.5+08:00`.
fn is_rfc_3339(moment: &str) -> bool {
    let shaped = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(b, s)| match s {
                b'0' => b.is_ascii_digit(),
                b'+' => b == b'+' || b == b'-',
                _ => b == s,
            })
    };
    let Some((seconds, rest)) = moment.split_at_checked(19) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    shaped(seconds, "0000-00-00T00:00:00") && (zone == "Z" || shaped(zone, "+00:00"))
}

#[cfg(test)]
mod tests {
    use super::is_rfc_3339;

    #[test]
    fn moments() {
        for good in [
            "2012-07-05T15:30:00Z",
            "2012-07-05T15:30:00.123+08:00",
            "2012-07-05T07:30:00-00:00",
        ] {
            assert!(is_rfc_3339(good), "{good}");
        }
        for bad in [
            "",
            "2012-07-05",
            "2012-07-05 15:30:00Z",
            "2012-07-05T15:30:00",
            "2012-07-05T15:30:00.Z",
            "二〇一二年七月五日十五时三十分",
        ] {
            assert!(!is_rfc_3339(bad), "{bad}");
        }
    }
}
