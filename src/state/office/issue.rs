//! Writing what goes down to the units.

use super::{Addressee, register_to_issue, whom};
use crate::bundle::BundleKind;
use crate::county::register_check;
use crate::domain::{Book, Books};
use crate::state::app::{App, OpenWorkspace};
use crate::state::export::{ExportError, Exported, issue, sender};

/// Writes the reviews of these units into one file. What was sent is kept, and is what the units have from now on.
pub async fn issue_reviews(
    app: App,
    open: &OpenWorkspace,
    to: &[Addressee],
    all: usize,
    passphrase: &str,
) -> Result<Exported, ExportError> {
    let mut names = Vec::new();
    let mut books = Vec::new();
    for addressee in to {
        names.push(addressee.name.as_str());
        books.push(Book::Review(addressee.sheet.clone()));
    }
    if books.is_empty() {
        return Err(ExportError::Failed("没有下发：还没有选单位。".into()));
    }
    let from = open.books.with(|own| sender(open, own));
    issue(
        app,
        open,
        BundleKind::Review,
        &whom(&names, all),
        from,
        books,
        &[],
        passphrase,
    )
    .await
}

/// Writes the register into a file, with what the workspace's settings say for all schools.
pub async fn issue_register(
    app: App,
    open: &OpenWorkspace,
    passphrase: &str,
) -> Result<Exported, ExportError> {
    let (programme, meta) = (app.programme.get_untracked(), open.meta.get_untracked());
    let made = open.books.with(|own: &Books| {
        let report = own
            .register
            .as_ref()
            .map(|register| register_check(register, &programme));
        let Some(report) = report else {
            return Err("还没有花名册。请先在“花名册”里粘贴或填写。".to_owned());
        };
        register_to_issue(
            own,
            &report,
            app.today.get_untracked(),
            &meta.office_contact,
            meta.pass_mark,
        )
    });
    let register = made.map_err(ExportError::Failed)?;
    let from = open.books.with(|own| sender(open, own));
    let whom = from.unit.clone();
    issue(
        app,
        open,
        BundleKind::Register,
        &whom,
        from,
        vec![Book::Register(register)],
        &[],
        passphrase,
    )
    .await
}
