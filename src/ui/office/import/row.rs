//! A file's row in the table of the post.

use crate::county::Relation;
use crate::state::office::{Fate, Inbox, Letter, Outcome, Submission};
use crate::state::{Changing, OpenWorkspace, Preview};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{button, derived, live, maybe, nothing, tag, ticked, words};
use crate::ui::widgets::trust_tag;
use crate::ui::words::moment;
use leptos::prelude::*;

/// The cells of a file's row.
pub(super) fn cells(
    open: OpenWorkspace,
    inbox: Inbox,
    at: usize,
    selected: Changing<Option<usize>>,
) -> Vec<AnyView> {
    let Some(letter) = inbox.letters().get(at).cloned() else {
        return Vec::new();
    };
    let letter = StoredValue::new_local(letter);
    let name = letter.with_value(|letter| letter.name.clone());
    let tick = live(move || {
        inbox.letters();
        let (waits, chosen, label) = letter.with_value(|letter| {
            let label = format!("接收 {}", letter.name);
            (letter.waits(), letter.chosen.get(), label)
        });
        if !waits {
            return nothing();
        }
        let tick = ticked(move |on| {
            letter.with_value(|letter| letter.chosen.set(on));
            inbox.tell();
        });
        el("input")
            .attr("type", "checkbox")
            .attr("aria-label", label)
            .prop("checked", derived(move || chosen))
            .on("change", tick)
            .view()
    });
    let [what, checked] = letter.with_value(|letter| match &letter.outcome {
        Outcome::Unreadable(..) => [tag("errors", "✕ 不能导入"), nothing()],
        Outcome::Skipped => ["没有查看（已停下）".part(), nothing()],
        Outcome::Sealed(..) => ["加了口令".part(), nothing()],
        Outcome::Other(incoming) => {
            let kind = match &incoming.outcome {
                Ok(Preview { bundle, .. }) => crate::domain::Choose::label(bundle.envelope.kind),
                Err(_) => "不能导入",
            };
            [kind.part(), nothing()]
        }
        Outcome::Submission(submission) => [content(submission), report(submission)],
    });
    let kin = words(move || {
        inbox.letters();
        letter.with_value(|letter| kinship(letter))
    });
    let source = live(move || {
        inbox.letters();
        letter.with_value(|letter| match &letter.outcome {
            Outcome::Submission(_) => trust_tag(letter.trust.get()),
            Outcome::Other(incoming) => maybe(incoming.outcome.as_ref().ok(), |preview| {
                trust_tag(open.trust(&preview.source))
            }),
            _ => nothing(),
        })
    });
    let fate = live(move || {
        inbox.letters();
        letter.with_value(|letter| match (letter.fate(), &letter.outcome) {
            (Fate::Taken, _) => tag("done", "✓ 已接收"),
            (Fate::Stays(words), _) => parts(vec![part(tag("done", "✓ 已接收")), part(words)]),
            (Fate::Taking, _) => "正在接收".part(),
            (Fate::Failed(words), _) => parts(vec![part(tag("errors", "✕ 没有收成")), part(words)]),
            (_, Outcome::Unreadable(_, words)) => words.clone().part(),
            (_, Outcome::Submission(_)) if letter.is_here() => "不用接收".part(),
            (_, Outcome::Submission(_)) if letter.asks() => "点开，先确认来源".part(),
            (_, Outcome::Submission(_)) => "等待接收".part(),
            (_, Outcome::Sealed(.., words)) => (*words).part(),
            (_, Outcome::Other(_)) => "点开处理".part(),
            _ => nothing(),
        })
    });
    let name = button("link", name, move || {
        selected.set(Some(at));
        crate::state::focus_soon("letter".into());
    });
    vec![tick, name, what, kin, source, checked, fate]
}

/// What is in a submission.
pub(super) fn content(submission: &Submission) -> AnyView {
    let summary = &submission.summary;
    let file = &summary.file;
    let words = format!(
        "{} 第{}版，{} 个支部 {} 项，{}导出",
        summary.unit.name,
        file.revision.unwrap_or(1),
        summary.branches.len(),
        summary.items.len(),
        moment(&file.created_at)
    );
    words.part()
}

/// How a submission stands to what is here of the same unit.
pub(super) fn kinship(letter: &Letter) -> String {
    let Outcome::Submission(submission) = &letter.outcome else {
        return String::new();
    };
    let held = submission.held.as_ref();
    let revision = held.and_then(|held| held.file.revision).unwrap_or(1);
    if letter.is_here() {
        return "已经收过，内容相同".into();
    }
    match submission.relation {
        None => "新收到的单位".into(),
        Some(Relation::Counts) => format!("比已收的第{revision}版新，接收后以它为准"),
        Some(Relation::Superseded | Relation::Earlier) => {
            format!("比已收的第{revision}版旧，接收后只留底，不采用")
        }
        Some(Relation::Copy) => format!("与已收的第{revision}版内容相同"),
        Some(Relation::Fork) => format!("与已收的第{revision}版各改各的，接收后要由人确定采用哪一份"),
        Some(Relation::OtherBook | Relation::NotChosen) => "同一单位的另一本账，接收后要由人核对".into(),
    }
}

/// What its sender's check found, beside our own.
pub(super) fn report(submission: &Submission) -> AnyView {
    let file = &submission.summary.file;
    let count = |count: Option<u32>| count.unwrap_or(0);
    let sent = (count(file.sent_errors), count(file.sent_warnings));
    let ours = (count(file.errors), count(file.warnings));
    let words = format!(
        "对方：错误 {}、提醒 {}；本页：错误 {}、提醒 {}",
        sent.0, sent.1, ours.0, ours.1
    );
    let differs = if sent == ours {
        nothing()
    } else {
        tag("warnings", "！不一致")
    };
    parts(vec![part(words), part(differs)])
}
