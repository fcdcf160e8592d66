//! What comes back every week and month: how it stands period by period, and the first press of doing it.

use crate::domain::{Choose, Duty, Id, Value};
use crate::notice::Span;
use crate::papers;
use crate::rules::{DutyCell, DutyLine, DutyState, duty_lines};
use crate::state::{self, App, Derived, Edit, OpenBooks, new_id};
use crate::ui::element::{el, part, parts};
use crate::ui::route::{Links, record_id};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{all, button, derived, live, live_if, nothing, press, rows, typed};
use crate::ui::words;
use chrono::NaiveDate;
use leptos::prelude::*;

/// Every duty of the open books, as it stands today.
pub(in crate::ui) fn lines_of_duties() -> Derived<Vec<DutyLine>> {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    derived(move || {
        books.track_all();
        books.with(|books| duty_lines(books, &app.programme.read(), app.today.get()))
    })
}

/// What a period's state looks like: its code for the style sheet, its mark, and its word.
fn look(cell: &DutyCell) -> (&'static str, &'static str, &'static str) {
    match (&cell.state, &cell.record) {
        (DutyState::Done, _) => ("done", "✓", "已完成"),
        (DutyState::Excused(_), _) => ("excused", "说", "没有开展，已说明理由"),
        (_, Some(_)) => ("draft", "✎", "已起草，还没有完成"),
        (DutyState::Missing, None) => ("missing", "✕", "缺"),
        (DutyState::Running { ending: true }, None) => ("ending", "◷", "快到期，还没有做"),
        (DutyState::Running { .. }, None) => ("running", "◷", "进行中"),
        (DutyState::Ahead, None) => ("ahead", "·", "还没到"),
    }
}

/// The marks that the calendar uses, with their words.
pub(in crate::ui) fn legend() -> AnyView {
    let marks = [
        ("done", "✓", "已完成"),
        ("missing", "✕", "缺"),
        ("excused", "说", "没有开展，已说明"),
        ("draft", "✎", "已起草"),
        ("running", "◷", "本期"),
        ("ahead", "·", "还没到"),
    ];
    let marks = all(marks.into_iter().map(|(code, mark, word)| {
        el("li")
            .child(
                el("span")
                    .class("cell")
                    .attr("data-duty-state", code)
                    .attr("aria-hidden", "true")
                    .child(mark),
            )
            .child(word)
            .view()
    }));
    el("ul")
        .class("legend")
        .attr("aria-label", "图例")
        .child(marks)
        .view()
}

/// What a line is called where its branch stands above it.
pub(in crate::ui) fn line_title(line: &DutyLine) -> String {
    let label = line.duty.label();
    if line.leader.is_empty() {
        label.to_owned()
    } else {
        format!("{label}：{}", line.leader)
    }
}

/// What tells a line from the others.
pub(in crate::ui) fn line_key(line: &DutyLine) -> String {
    let branch = line.branch.as_ref().map(Id::as_str).unwrap_or_default();
    format!("{}|{}|{branch}|{}", line.duty.code(), line.document, line.leader)
}

/// The periods of one duty, each a step into its record.
pub(in crate::ui) fn duty_cells(line: DutyLine) -> AnyView {
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let app = expect_context::<App>();
    let cells = line.cells.clone();
    let cells = all(cells.into_iter().map(|cell| {
        let (code, mark, word) = look(&cell);
        let number = if line.duty.is_weekly() {
            cell.span.number.to_string()
        } else {
            month_number(&cell.span)
        };
        let name = words::span(line.duty.is_weekly(), &cell.span);
        let label = format!("{name}：{word}");
        let shown = parts(vec![
            part(el("span").class("mark").attr("aria-hidden", "true").child(mark)),
            part(number),
        ]);
        let may_begin = !books.is_read_only();
        let content = match (&cell.record, &cell.state) {
            (Some(record), _) => step(href(&links, &line, &record_id(record)), label, shown),
            (None, DutyState::Excused(_)) => {
                step(href(&links, &line, &period_id(&line, &cell.span)), label, shown)
            }
            (None, DutyState::Ahead) => el("span")
                .attr("role", "img")
                .attr("aria-label", label)
                .child(shown),
            (None, _) if may_begin => {
                let (line, span) = (line.clone(), cell.span);
                let links = links.clone();
                el("button")
                    .attr("type", "button")
                    .attr("aria-label", format!("{label}，起草"))
                    .on(
                        "click",
                        press(move || {
                            begin(books, app, &links, &line, &span);
                        }),
                    )
                    .child(shown)
            }
            (None, _) => el("span")
                .attr("role", "img")
                .attr("aria-label", label)
                .child(shown),
        };
        el("li")
            .child(content.class("cell").attr("data-duty-state", code))
            .view()
    }));
    el("ul").class("cells").child(cells).view()
}

fn step(href: String, label: String, shown: AnyView) -> crate::ui::element::El {
    el("a").attr("href", href).attr("aria-label", label).child(shown)
}

fn month_number(span: &Span) -> String {
    use chrono::Datelike as _;
    format!("{}月", span.first.month())
}

/// The element id of a period's line on its topic's page.
fn period_id(line: &DutyLine, span: &Span) -> String {
    let branch = line.branch.as_ref().map(Id::as_str).unwrap_or_default();
    format!("p-{}-{}-{branch}", line.duty.code(), span.first)
}

/// The page of a duty's records, and a place there.
fn href(links: &Links, line: &DutyLine, at: &str) -> String {
    let collection = line.collection();
    let kind = match line.duty {
        Duty::DispatchMeeting | Duty::Bulletin | Duty::GuidanceVisit => BookKind::Unit,
        Duty::WeeklySummary | Duty::PublicNotice => BookKind::Branch,
    };
    let slug = topics::of_collection(kind, collection).slug;
    let page = links.topic(kind, &line.document, slug);
    format!("{page}?at={at}")
}

/// Begins the record of a period with what the ledger says of it, and leads there.
fn begin(books: OpenBooks, app: App, links: &Links, line: &DutyLine, span: &Span) {
    let id = new_id();
    let today = app.today.get_untracked();
    let preset = books.with(|books| papers::draft(books, &app.programme.read_untracked(), line, span, today));
    let edit = Edit::Add {
        document: line.document.clone(),
        collection: line.collection(),
        after: None,
        id: id.clone(),
        preset,
    };
    if books.dispatch(edit).is_ok() {
        state::set_hash(href(links, line, &record_id(&id)).trim_start_matches('#'));
    }
}

/// On the page of a duty's records: the periods that still want one, or a reason.
pub(in crate::ui) fn duty_panel(document: &Id, collection: &'static str) -> AnyView {
    if !Duty::VALUES.iter().any(|duty| duty.collection() == collection) {
        return nothing();
    }
    let books = expect_context::<OpenBooks>();
    let links = expect_context::<Links>();
    let duties = lines_of_duties();
    let document = document.clone();
    let wanted = {
        let document = document.clone();
        derived(move || {
            let mut wanted = Vec::new();
            for line in duties.read().iter() {
                if line.document == document && line.collection() == collection {
                    for cell in line.cells.iter().filter(|cell| wants(cell)) {
                        wanted.push(format!("{}|{}", line_key(line), cell.span.first));
                    }
                }
            }
            wanted
        })
    };
    let row = move |key: String| {
        let Some((line, first)) = key
            .rsplit_once('|')
            .map(|(line, first)| (line.to_owned(), first.to_owned()))
        else {
            return nothing();
        };
        let all = duties.read_untracked();
        let Some(line) = all.iter().find(|known| line_key(known) == line).cloned() else {
            return nothing();
        };
        let Some(cell) = line
            .cells
            .iter()
            .find(|cell| cell.span.first.to_string() == first)
        else {
            return nothing();
        };
        wanted_row(books, &links, duties, &line, cell.span)
    };
    let list = rows(move || wanted.get(), row);
    let title = live_if(
        move || !wanted.read().is_empty(),
        || el("h2").child("还没有做的，和说明了理由的").view(),
    );
    parts(vec![part(title), part(el("ul").class("wanted").child(list))])
}

/// Whether a period stands in the list of those that want something.
fn wants(cell: &DutyCell) -> bool {
    let open = matches!(
        cell.state,
        DutyState::Missing | DutyState::Running { .. } | DutyState::Excused(_)
    );
    // A reason that was given stays in sight, also beside a draft that does not count yet.
    open && (cell.record.is_none() || matches!(cell.state, DutyState::Excused(_)))
}

/// One period: begin it, or say why not.
fn wanted_row(
    books: OpenBooks,
    links: &Links,
    duties: Derived<Vec<DutyLine>>,
    line: &DutyLine,
    span: Span,
) -> AnyView {
    let app = expect_context::<App>();
    let weekly = line.duty.is_weekly();
    let mut title = words::span(weekly, &span);
    if let Some(branch) = &line.branch {
        let name = books.with(|books| words::branch_name(books, branch));
        title = format!("{title} {name} {}", line.leader);
    }
    let key = line_key(line);
    let state = derived(move || {
        let duties = duties.read();
        let line = duties.iter().find(|known| line_key(known) == key);
        let cell = line.and_then(|line| line.cells.iter().find(|cell| cell.span == span));
        cell.map(|cell| cell.state.clone())
    });
    let tag = live(move || match state.get() {
        Some(DutyState::Missing) => crate::ui::view::tag("errors", "✕ 缺"),
        Some(DutyState::Excused(_)) => crate::ui::view::tag("done", "已说明理由"),
        Some(DutyState::Running { ending: true }) => crate::ui::view::tag("warnings", "◷ 快到期"),
        _ => crate::ui::view::tag("not-begun", "◷ 本期"),
    });
    let actions = if books.is_read_only() {
        live(move || match state.get() {
            Some(DutyState::Excused(reason)) => el("p").child("理由：").child(reason).view(),
            _ => nothing(),
        })
    } else {
        let draft = {
            let (links, line) = (links.clone(), line.clone());
            button("", "起草", move || {
                begin(books, app, &links, &line, &span);
            })
        };
        parts(vec![part(draft), part(reason(books, line, span))])
    };
    el("li")
        .attr("id", period_id(line, &span))
        .attr("tabindex", "-1")
        .child(el("strong").child(title.trim().to_owned()))
        .child(tag)
        .child(actions)
        .view()
}

/// The place for the reason why nothing was done in a period.
fn reason(books: OpenBooks, line: &DutyLine, span: Span) -> AnyView {
    let line = line.clone();
    let held = books.with(|books| {
        let found = given(books, &line, span.first);
        found.map(|(_, reason)| reason).unwrap_or_default()
    });
    let keep = typed(move |reason| {
        let known = books.with(|books| given(books, &line, span.first).map(|(id, _)| id));
        let document = line.document.clone();
        let edit = match known {
            None if reason.trim().is_empty() => return,
            Some(record) if reason.trim().is_empty() => Edit::Remove { document, record },
            Some(record) => Edit::Set {
                document,
                record,
                field: "reason",
                value: Value::Text(reason),
            },
            None => Edit::Add {
                document,
                collection: "period_reasons",
                after: None,
                id: new_id(),
                preset: vec![
                    ("duty", Value::One(Some(line.duty.code()))),
                    ("period", Value::Date(Some(span.first))),
                    ("branch", Value::Ref(line.branch.clone())),
                    ("leader", Value::Text(line.leader.clone())),
                    ("reason", Value::Text(reason)),
                ],
            },
        };
        let _ = books.dispatch(edit);
    });
    el("details")
        .class("reason")
        .child(el("summary").child("没有开展？说明理由"))
        .child(
            el("label").child("理由（随账本一起上报）").child(
                el("textarea")
                    .attr("rows", "2")
                    .attr("maxlength", "2000")
                    .prop("value", held)
                    .on("input", keep),
            ),
        )
        .view()
}

/// The reason that the books hold for a period, and its record.
fn given(books: &crate::domain::Books, line: &DutyLine, first: NaiveDate) -> Option<(Id, String)> {
    let list = books.document(&line.document)?.list("period_reasons")?;
    let is = |record: &dyn crate::domain::Record, field: &str, value: Value| record.get(field) == Some(value);
    let found = list.iter().find(|record| {
        is(*record, "duty", Value::One(Some(line.duty.code())))
            && is(*record, "period", Value::Date(Some(first)))
            && is(*record, "branch", Value::Ref(line.branch.clone()))
            && is(*record, "leader", Value::Text(line.leader.clone()))
    })?;
    match found.get("reason") {
        Some(Value::Text(reason)) => Some((found.id().clone(), reason)),
        _ => None,
    }
}
