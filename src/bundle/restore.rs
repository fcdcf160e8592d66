//! The only way in: from any bytes to a bundle, or to words that say why not.

use crate::domain::{Book, Books, Extra, SetAside, SortedMap};

use super::decode::{Refused, aside, book, bounded, unknown};
use super::json::Json;
use super::json_read::parse;
use super::limits::Bounds;
use super::{
    Attachment, BundleKind, Envelope, MAX_BRANCHES, MAX_DOCUMENTS, MAX_SENT_BYTES, Unreadable, WireFinding,
    digest, encoding, envelope,
};

/// A bundle that was read. Nothing of it is in the open books yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// What it says about itself.
    pub envelope: Envelope,
    /// Its books, in the order in which they stand in it.
    pub books: Vec<Book>,
    /// The files that go with a backup.
    pub attachments: Vec<Attachment>,
    /// Documents and findings that could not be read. Records that could not be read stand in their book's
    /// head.
    pub set_aside: Vec<SetAside>,
    /// What a newer program wrote into the envelope.
    pub extra: Extra,
}

impl Bundle {
    /// How many things could not be read, here and in the books.
    pub fn set_aside_count(&self) -> usize {
        let in_books = self
            .books
            .iter()
            .map(|book| book.as_document().head().set_aside.len());
        self.set_aside.len() + in_books.sum::<usize>()
    }

    /// The books sorted into plans: each unit with its branches. Branches whose unit is not in the bundle form
    /// a plan each, unless there is one unit only; then they are its own.
    pub fn plans(&self) -> Vec<Books> {
        let mut plans: Vec<Books> = Vec::new();
        for book in &self.books {
            if let Book::Unit(unit) = book {
                plans.push(Books {
                    unit: Some(unit.clone()),
                    ..Books::default()
                });
            }
        }
        let units = plans.len();
        for book in &self.books {
            let Book::Branch(branch) = book else { continue };
            let of_unit = |plan: &&mut Books| match &plan.unit {
                Some(unit) => units == 1 || branch.profile.unit.as_ref() == Some(unit.id()),
                None => false,
            };
            match plans.iter_mut().find(of_unit) {
                Some(plan) => plan.branches.push(branch.clone()),
                None => plans.push(Books {
                    branches: vec![branch.clone()],
                    ..Books::default()
                }),
            }
        }
        plans
    }
}

/// Reads a file. Never panics and changes nothing, whatever the bytes are.
pub fn read(bytes: &[u8]) -> Result<Bundle, Unreadable> {
    let Json::Object(mut fields) = parse(encoding::text(bytes)?)? else {
        return Err(Unreadable::Foreign);
    };
    let kind = envelope::recognise(&mut fields)?;
    if kind != BundleKind::Backup && bytes.len() > MAX_SENT_BYTES {
        return Err(Unreadable::TooLarge {
            bytes: bytes.len(),
            most: MAX_SENT_BYTES,
        });
    }
    let digest = digest::verified(&mut fields)?;
    let documents = match fields.take("documents") {
        Some(Json::List(documents)) => documents,
        None => Vec::new(),
        Some(_) => return Err(Unreadable::EnvelopeField { field: "documents" }),
    };
    let findings = match fields.take("findings") {
        Some(Json::List(findings)) => findings,
        None => Vec::new(),
        Some(_) => return Err(Unreadable::EnvelopeField { field: "findings" }),
    };
    let attachments = match fields.take("attachments") {
        Some(Json::List(attachments)) => attachments,
        None => Vec::new(),
        Some(_) => return Err(Unreadable::EnvelopeField { field: "attachments" }),
    };
    let envelope = envelope::decode(&mut fields, kind, digest)?;
    bounded("extra", fields.0.len(), Bounds::FILE.records)?;
    let mut bundle = Bundle {
        envelope,
        books: Vec::new(),
        attachments: Vec::new(),
        set_aside: Vec::new(),
        extra: unknown(fields),
    };
    for json in &attachments {
        match Attachment::decode(json) {
            Some(attachment) => bundle.attachments.push(attachment),
            None => bundle
                .set_aside
                .push(aside("attachments", "不是一份附带的文件".into(), json)),
        }
    }
    // A backup of an office that keeps no books of its own is whole without any.
    if !(documents.is_empty() && kind == BundleKind::Backup) {
        read_documents(&mut bundle, documents)?;
    }
    for json in &findings {
        match WireFinding::decode(json) {
            Some(finding) => bundle.envelope.findings.push(finding),
            None => bundle
                .set_aside
                .push(aside("findings", "不是一条检查结果".into(), json)),
        }
    }
    Ok(bundle)
}

fn read_documents(bundle: &mut Bundle, documents: Vec<Json<'_>>) -> Result<(), Unreadable> {
    let count = documents.len();
    if count > MAX_DOCUMENTS {
        return Err(Unreadable::TooManyDocuments {
            documents: count,
            most: MAX_DOCUMENTS,
        });
    }
    let mut ids = SortedMap::new();
    let mut plans = 0;
    for json in documents {
        match book(json, Bounds::FILE) {
            Ok(book) => {
                plans += usize::from(matches!(book, Book::Unit(_) | Book::Branch(_)));
                if plans > MAX_BRANCHES {
                    return Err(Unreadable::TooManyDocuments {
                        documents: count,
                        most: MAX_BRANCHES,
                    });
                }
                let id = book.as_document().id().clone();
                if ids.insert(id.clone(), ()).is_some() {
                    return Err(Unreadable::DocumentTwice { id: id.to_string() });
                }
                bundle.books.push(book);
            }
            Err(Refused::Document(aside)) => bundle.set_aside.push(aside),
            Err(Refused::Bundle(unreadable)) => return Err(unreadable),
        }
    }
    if !bundle.books.is_empty() {
        return Ok(());
    }
    match bundle.set_aside.first() {
        Some(first) => Err(Unreadable::NothingReadable {
            documents: count,
            reason: first.reason.clone(),
        }),
        None => Err(Unreadable::NoDocuments),
    }
}
