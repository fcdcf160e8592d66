//! Findings: at a field, in a list, with the place to give a reason.

use super::basis;
use crate::domain::Id;
use crate::rules::{Finding, Gate, Severity};
use crate::state::{Derived, Edit, OpenBooks, RecordFindings, new_id};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::route::Links;
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{derived, link, maybe, nothing, rows, typed, words as words_of};
use leptos::prelude::*;

/// Whether a finding is meant.
type Fits = Box<dyn Fn(&Finding) -> bool + Send + Sync>;

/// Those of some findings that are meant.
pub(in crate::ui) fn sift(
    findings: Derived<RecordFindings>,
    fits: impl Fn(&Finding) -> bool + Send + Sync + 'static,
) -> Derived<RecordFindings> {
    #[inline(never)]
    fn follow(findings: Derived<RecordFindings>, fits: Fits) -> Derived<RecordFindings> {
        derived(move || only(&findings.read(), &fits))
    }
    follow(findings, Box::new(fits))
}

/// Those of all findings that are meant.
pub(in crate::ui) fn found(
    books: OpenBooks,
    fits: impl Fn(&Finding) -> bool + Send + Sync + 'static,
) -> Derived<RecordFindings> {
    #[inline(never)]
    fn follow(books: OpenBooks, fits: Fits) -> Derived<RecordFindings> {
        derived(move || only(&books.report().findings, &fits))
    }
    follow(books, Box::new(fits))
}

/// What keeps a gate shut, whether it is asked already or not: for the paper that goes through it.
pub(in crate::ui) fn blocking(
    books: OpenBooks,
    gate: Gate,
    fits: impl Fn(&Finding) -> bool + Send + Sync + 'static,
) -> Derived<RecordFindings> {
    derived(move || {
        let report = books.report();
        let all = report.findings.iter().chain(&report.later);
        all.filter(|finding| finding.blocks(gate) && fits(finding))
            .cloned()
            .collect()
    })
}

#[inline(never)]
fn only(findings: &[Finding], fits: &Fits) -> RecordFindings {
    findings.iter().filter(|finding| fits(finding)).cloned().collect()
}

/// The findings at one place, most serious first. `id` is what the field's control points to.
pub(in crate::ui) fn finding_list(findings: Derived<RecordFindings>, id: String) -> AnyView {
    el("ul")
        .class("findings")
        .attr("id", id)
        .child(lines(findings, false))
        .view()
}

/// What tells a finding from the others: all that it says, but not the reason given for it.
#[inline(never)]
fn key(finding: &Finding) -> String {
    let address = &finding.address;
    let record = address.record.as_ref().map(Id::as_str).unwrap_or_default();
    let field = address.field.unwrap_or_default();
    let rule = finding.rule.id;
    format!("{rule}|{}|{record}|{field}|{}", address.document, finding.message)
}

/// A line a finding, most serious first. A line is made anew when its words change and at no other time, so that
/// the place for a reason stays where it is while somebody types there. In a list of its own a line `leads` to its
/// field, and has its clause with it.
fn lines(findings: Derived<RecordFindings>, leads: bool) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = use_context::<Links>();
    rows(
        move || {
            let mut keys = Vec::new();
            for severity in [Severity::Error, Severity::Warning, Severity::Reminder] {
                for finding in findings.read().iter() {
                    if finding.rule.severity == severity {
                        keys.push(key(finding));
                    }
                }
            }
            keys
        },
        move |wanted| {
            let found = findings.read_untracked();
            let Some(finding) = found.iter().find(|finding| key(finding) == wanted) else {
                return nothing();
            };
            let message = finding.message.clone();
            let reason = derived(move || {
                let found = findings.read();
                let same = found.iter().find(|finding| key(finding) == wanted);
                same.and_then(|finding| finding.reason.clone())
                    .unwrap_or_default()
            });
            match &links {
                Some(links) if leads => {
                    let kind = books.with(|books| BookKind::of(books, &finding.address.document));
                    let message = link("", links.finding(finding, kind), message);
                    line(finding, reason, message, basis(finding.rule.clause))
                }
                _ => line(finding, reason, message.part(), nothing()),
            }
        },
    )
}

/// One finding: its weight, its words, the place for a reason, and what else belongs to it.
fn line(finding: &Finding, reason: Derived<String>, message: AnyView, more: AnyView) -> AnyView {
    let severity = finding.rule.severity;
    let shape = match severity {
        Severity::Error => "✕ ",
        Severity::Warning => "！",
        Severity::Reminder => "◷ ",
        Severity::Statistic => "＃",
    };
    let word = words_of(move || {
        let given = !reason.read().is_empty();
        if given { "已说明" } else { severity.label() }.to_owned()
    });
    let place = if severity == Severity::Warning {
        reason_box(finding, reason)
    } else {
        nothing()
    };
    el("li")
        .attr("data-rule", finding.rule.id)
        .attr("data-severity", severity.code())
        .child(
            el("strong")
                .class("mark")
                .child(el("span").attr("aria-hidden", "true").child(shape))
                .child(word),
        )
        .child(message)
        .child(place)
        .child(more)
        .view()
}

/// The place where a warning's reason is given.
fn reason_box(finding: &Finding, given: Derived<String>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    if !books.takes_reasons() {
        let given = finding.reason.clone();
        return maybe(given, |given| {
            el("p").class("reason").child("理由：").child(given).view()
        });
    }
    if finding.rule.only_marks || finding.rule.own_reason {
        return nothing();
    }
    let (rule, address) = (finding.rule.id, finding.address.clone());
    let explain = move |reason| Edit::Explain {
        document: address.document.clone(),
        rule,
        record: address
            .record
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        field: address.field.unwrap_or_default(),
        reason,
        id: new_id(),
    };
    let explained = explain.clone();
    let note = typed(move |reason| books.write_down(explain(reason)));
    let keep = typed(move |reason| drop(books.dispatch(explained(reason))));
    let label = words_of(move || {
        let label = if given.read().is_empty() {
            "情况属实？填写理由"
        } else {
            "理由已填写，可修改"
        };
        label.to_owned()
    });
    el("details")
        .class("reason")
        .child(el("summary").child(label))
        .child(
            el("label").child("理由（随报送文件一起上报）").child(
                el("textarea")
                    .attr("rows", "2")
                    .attr("maxlength", "2000")
                    .prop("value", given)
                    .on("input", note)
                    .on("change", keep),
            ),
        )
        .view()
}

/// Findings by page, in the order of the task list: whoever opens a page mends everything there. Each line leads to
/// its field.
pub(in crate::ui) fn finding_pages(findings: Derived<RecordFindings>) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let pages = move || {
        let found = findings.read();
        let mut told = Vec::new();
        for page in &books.with(topics::pages) {
            if found.iter().any(|finding| page.asks_for(finding)) {
                told.push(page.key());
            }
        }
        told
    };
    rows(pages, move |wanted| {
        let pages = books.with(topics::pages);
        let Some(page) = pages.iter().find(|page| page.key() == wanted) else {
            return nothing();
        };
        let title = books.with(|books| page.title(books));
        let heading = el("h3").child(link("", page.href(&links), title));
        let page = page.clone();
        let here = sift(findings, move |finding| page.asks_for(finding));
        let list = el("ul").class("findings list").child(lines(here, true));
        parts(vec![part(heading), part(list)])
    })
}
