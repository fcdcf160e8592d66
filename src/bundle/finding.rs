//! The rule report that travels with a bundle, as plain text: the reader may know other rules than the writer.

use crate::domain::Id;
use crate::rules::Finding;

use super::json::{Fields, Json};

/// What a rule found when the bundle was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireFinding {
    /// The rule's id.
    pub rule: String,
    /// The clause it enforces.
    pub clause: String,
    /// The gate it stands at, `G1` to `G5`.
    pub gate: String,
    /// The severity's code.
    pub severity: String,
    /// The document it is about.
    pub document: Id,
    /// The collection.
    pub collection: String,
    /// The record; none for the collection or the document as a whole.
    pub record: Option<Id>,
    /// The field; none for the record as a whole.
    pub field: Option<String>,
    /// What it says.
    pub message: String,
    /// Why the warning was passed.
    pub reason: Option<String>,
}

impl From<&Finding> for WireFinding {
    fn from(finding: &Finding) -> Self {
        let (rule, address) = (finding.rule, &finding.address);
        Self {
            rule: rule.id.to_owned(),
            clause: rule.clause.to_owned(),
            gate: rule.gate.code().to_owned(),
            severity: rule.severity.code().to_owned(),
            document: address.document.clone(),
            collection: address.collection.to_owned(),
            record: address.record.clone(),
            field: address.field.map(str::to_owned),
            message: finding.message.clone(),
            reason: finding.reason.clone(),
        }
    }
}

impl WireFinding {
    /// The finding as an object of a bundle.
    pub(super) fn encode(&self) -> Json<'_> {
        let mut fields = Fields::default();
        fields.put_text("rule", &self.rule);
        fields.put_text("clause", &self.clause);
        fields.put_text("gate", &self.gate);
        fields.put_text("severity", &self.severity);
        fields.put_text("document", self.document.as_str());
        fields.put_text("collection", &self.collection);
        fields.put_some("record", self.record.as_ref().map(Id::as_str));
        fields.put_some("field", self.field.as_deref());
        fields.put_text("message", &self.message);
        fields.put_some("reason", self.reason.as_deref());
        Json::Object(fields)
    }

    /// Reads a finding; `None` when something in it is not what it must be.
    pub(super) fn decode(json: &Json<'_>) -> Option<Self> {
        let Json::Object(fields) = json else { return None };
        let text = |name| fields.text(name).map(str::to_owned);
        let optional = |name| match fields.get(name) {
            None | Some(Json::Null) => Some(None),
            Some(Json::Text(text)) => Some(Some(text.to_string())),
            Some(_) => None,
        };
        Some(Self {
            rule: text("rule")?,
            clause: text("clause")?,
            gate: text("gate")?,
            severity: text("severity")?,
            document: Id::parse(&text("document")?).ok()?,
            collection: text("collection")?,
            record: match optional("record")? {
                Some(id) => Some(Id::parse(&id).ok()?),
                None => None,
            },
            field: optional("field")?,
            message: text("message")?,
            reason: optional("reason")?,
        })
    }
}
