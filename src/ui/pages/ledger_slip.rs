//! One close-out of an item: what is typed, what the program dated, the next step, and what stands in its way.

use super::ledger_below::part_id;
use super::ledger_item::Row;
use crate::domain::{CloseOut, Id, Record, RecordDef};
use crate::papers::Paper;
use crate::rules::{Finding, Gate, Severity};
use crate::state::{self, Derived, Edit, EditError, RecordFindings, derived};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{Links, field_id, record_id};
use crate::ui::view::{alarm, all, button, link, live, live_if, nothing, press, truth, words};
use crate::ui::widgets::{field_row, record_form};
use chrono::NaiveDate;
use leptos::prelude::*;

/// What the clerk fills, and what the program dates.
const TYPED: &[&str] = &["completed_on", "verified_by", "result", "evidence"];
const DATED: &[&str] = &["applied_on", "closed_on", "reopened_on"];

fn def() -> &'static RecordDef {
    CloseOut::default().def()
}

/// How far one close-out is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Draft,
    Applied,
    Closed,
    Reopened,
}

impl Phase {
    fn of(close: &CloseOut) -> Self {
        match (close.applied_on, close.closed_on, close.reopened_on) {
            (_, _, Some(_)) => Self::Reopened,
            (_, Some(_), _) => Self::Closed,
            (Some(_), ..) => Self::Applied,
            _ => Self::Draft,
        }
    }
}

/// One close-out as it stands in the open row.
#[derive(Clone, Copy)]
struct Slip {
    today: Derived<NaiveDate>,
    row: Row,
    id: StoredValue<Id>,
    two_acts: bool,
    /// What keeps the item from being crossed off, at itself or at what belongs to it.
    blocking: Derived<RecordFindings>,
    /// Whether somebody has tried in vain: from then on it stands there, until it is mended.
    tried: RwSignal<bool>,
    /// Why a command was refused.
    refused: RwSignal<Option<String>>,
}

impl Slip {
    fn new(today: Derived<NaiveDate>, row: Row, id: Id, two_acts: bool) -> Self {
        let document = row.document();
        let id = StoredValue::new(id);
        let blocking = derived(move || {
            let report = row.books.report();
            let findings = report.of_item(&document, &row.record.read_value());
            let findings = findings.filter(|finding| finding.blocks(Gate::CloseOut));
            findings.cloned().collect()
        });
        Self {
            today,
            row,
            id,
            two_acts,
            blocking,
            tried: RwSignal::new(false),
            refused: RwSignal::new(None),
        }
    }

    /// How far it is, listening to it.
    fn phase(self) -> Phase {
        let id = self.id.read_value();
        self.row.books.track_record(&self.row.document(), &id);
        self.row.branch(|branch| {
            let close = branch.close_outs.iter().find(|close| close.id == *id);
            close.map(Phase::of).unwrap_or_default()
        })
    }

    fn is_settled(self) -> bool {
        matches!(self.phase(), Phase::Closed | Phase::Reopened)
    }

    /// A field of it.
    fn field(self, name: &str) -> AnyView {
        let Some(field) = def().field(name) else {
            return nothing();
        };
        let (document, id) = (self.row.document(), self.id.get_value());
        let findings = self.row.books.record_findings(document.clone(), id.clone());
        field_row(&document, &id, field, findings, false)
    }

    /// The element that says what is in the way.
    fn summary_id(self) -> String {
        format!("b-{}", self.id.read_value())
    }

    /// Takes a step that the rules have to let through; says what is in the way, or what was done.
    fn step(self, edit: fn(Id, Id, NaiveDate) -> Edit) {
        if !self.blocking.read_untracked().is_empty() {
            self.tried.set(true);
            state::focus_soon(self.summary_id());
            return;
        }
        self.tried.set(false);
        let today = self.today.get_untracked();
        self.done(edit(self.row.document(), self.id.get_value(), today));
    }

    /// Carries a command out and leads to the line that says how far the item is now.
    fn done(self, edit: Edit) {
        let words = match self.row.books.dispatch(edit) {
            Ok(_) => {
                state::focus_soon(part_id("close_outs"));
                None
            }
            Err(EditError::NoReason) => {
                state::focus(&field_id(&self.id.read_value(), "reopen_reason"));
                Some("先写明重新整改的原因。".to_owned())
            }
            Err(_) => Some("没有办成：这一项已经销号，或者这张销号单已经办过。".to_owned()),
        };
        self.refused.set(words);
    }
}

/// A close-out.
pub(super) fn slip(today: Derived<NaiveDate>, row: Row, id: Id, two_acts: bool) -> AnyView {
    let links = expect_context::<Links>();
    let (document, element) = (row.document(), record_id(&id));
    let href = links.paper(&document, &Paper::Slip(id.clone()));
    let slip = Slip::new(today, row, id.clone(), two_acts);
    let title = move || match slip.phase() {
        Phase::Reopened => "以前的销号",
        _ => "销号单",
    };
    let settled = truth(move || slip.is_settled());
    let typed = live(move || {
        if settled.get() {
            provide_context(row.books.settled());
        }
        record_form(&document, &id, def(), TYPED)
    });
    let dated = all(DATED.iter().map(move |name| {
        let reached = move || match slip.phase() {
            Phase::Draft => false,
            Phase::Applied => *name == "applied_on",
            Phase::Closed => *name != "reopened_on",
            Phase::Reopened => true,
        };
        live_if(reached, move || slip.field(name))
    }));
    let why = live_if(
        move || slip.phase() == Phase::Reopened,
        move || slip.field("reopen_reason"),
    );
    let in_the_way = live_if(
        move || slip.tried.get() && !settled.get() && !slip.blocking.read().is_empty(),
        move || summary(slip),
    );
    el("fieldset")
        .class("record close-out")
        .attr("id", element)
        .attr("tabindex", "-1")
        .child(el("legend").child(words(move || title().to_owned())))
        .child(in_the_way)
        .child(typed)
        .child(el("div").class("fields").child(dated).child(why))
        .child(alarm(slip.refused))
        .child(
            el("div")
                .class("next-steps")
                .child(at(slip, Phase::Draft))
                .child(at(slip, Phase::Applied))
                .child(link("", href, "打印销号单")),
        )
        .child(live_if(
            move || slip.phase() == Phase::Closed && !row.books.is_read_only(),
            move || reopening(slip, "问题又出现了，要重新整改"),
        ))
        .child(live_if(
            move || slip.phase() == Phase::Applied && two_acts && !row.books.is_read_only(),
            move || reopening(slip, "核验下来没有解决，要重新整改"),
        ))
        .view()
}

/// The next steps, while the close-out is this far.
fn at(slip: Slip, phase: Phase) -> AnyView {
    live_if(
        move || slip.phase() == phase && !slip.row.books.is_read_only(),
        move || steps(slip, phase),
    )
}

fn steps(slip: Slip, phase: Phase) -> AnyView {
    let row = slip.row;
    let ask: fn(Id, Id, NaiveDate) -> Edit = |document, close_out, on| Edit::ApplyCloseOut {
        document,
        close_out,
        on,
    };
    let confirm: fn(Id, Id, NaiveDate) -> Edit = |document, close_out, on| Edit::ConfirmCloseOut {
        document,
        close_out,
        on,
    };
    let (label, edit) = match (slip.two_acts, phase) {
        (true, Phase::Draft) => ("申请销号", ask),
        (true, _) => ("确认销号", confirm),
        _ => ("销号", confirm),
    };
    let back = if phase == Phase::Applied {
        button("quiet", "撤回申请", move || {
            slip.done(Edit::WithdrawCloseOut {
                document: row.document(),
                close_out: slip.id.get_value(),
            });
        })
    } else {
        let remove = press(move || {
            let (document, record) = (row.document(), slip.id.get_value());
            row.books
                .remove(Edit::Remove { document, record }, "已删除一张销号单。".to_owned());
            state::focus(&part_id("close_outs"));
        });
        el("button")
            .attr("type", "button")
            .class("quiet danger")
            .attr("aria-label", "删除这张销号单")
            .on("click", remove)
            .child("删除")
            .view()
    };
    parts(vec![
        part(button("primary", label, move || slip.step(edit))),
        part(back),
    ])
}

/// The way back from a close-out, or from an application that does not hold: a reason, kept as it is typed, and the
/// step.
fn reopening(slip: Slip, when: &'static str) -> AnyView {
    let row = slip.row;
    let reopen = move || {
        let id = slip.id.get_value();
        let reason = row.branch(|branch| {
            let close = branch.close_outs.iter().find(|close| close.id == id);
            close.map(|close| close.reopen_reason.clone()).unwrap_or_default()
        });
        slip.done(Edit::ReopenItem {
            document: row.document(),
            close_out: id,
            on: slip.today.get_untracked(),
            reason,
        });
    };
    el("details")
        .class("reopening")
        .child(el("summary").child(when))
        .child(slip.field("reopen_reason"))
        .child(button("", "重新整改", reopen))
        .view()
}

/// What stands in the way of a close-out, each line leading to its field.
fn summary(slip: Slip) -> AnyView {
    let id = slip.summary_id();
    let title = format!("{id}-title");
    let lines = live(move || {
        let blocking = slip.blocking.get();
        all(blocking.iter().map(line))
    });
    el("section")
        .class("panel failed")
        .attr("id", id)
        .attr("tabindex", "-1")
        .attr("aria-labelledby", title.clone())
        .child(el("h3").attr("id", title).child(words(move || {
            format!("还不能销号，先办好 {} 处", slip.blocking.read().len())
        })))
        .child(el("ul").class("findings list").child(lines))
        .view()
}

fn line(finding: &Finding) -> AnyView {
    let address = &finding.address;
    let target = match (&address.record, address.field) {
        (Some(record), Some(field)) => field_id(record, field),
        (Some(record), None) => record_id(record),
        (None, _) => String::new(),
    };
    let severity = finding.rule.severity;
    let mark = if severity == Severity::Error {
        "✕ "
    } else {
        "！"
    };
    el("li")
        .attr("data-rule", finding.rule.id)
        .attr("data-severity", severity.code())
        .child(
            el("strong")
                .class("mark")
                .child(el("span").attr("aria-hidden", "true").child(mark))
                .child(severity.label()),
        )
        .child(button("link", finding.message.clone(), move || {
            state::focus(&target);
        }))
        .view()
}
