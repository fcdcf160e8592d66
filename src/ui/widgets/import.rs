//! Files in: choose or drop, look, then accept.

use super::exported::counts;
use super::register_pick;

use crate::domain::{Choose as _, Id};
use crate::state::{
    App, Arrival, Changing, Decided, Decision, Effect, Incoming, Kinship, OpenWorkspace, Place, Preview,
    Question, RecordChange, Take, WayBack, What, accept, inspect, take_back,
};
use crate::ui::element::{el, part, parts};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{
    alarm_of, all, button, event, link, live, maybe, nothing, p, press, rows, run, ticked,
};
use crate::ui::words::moment;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use std::cell::Cell;
use std::rc::Rc;

/// The way in for files, with a preview of what each would change. Without an open workspace only backups have
/// somewhere to go.
pub(in crate::ui) fn import_panel(open: Option<OpenWorkspace>) -> AnyView {
    let app = expect_context::<App>();
    let incoming = RwSignal::new_local(Vec::<Looked>::new());
    let looked_at = Changing::new(0_usize);
    let dragging = Changing::new("drop".to_owned());
    let open = StoredValue::new_local(open);
    let look = move |files: Option<web_sys::FileList>| {
        let files: Vec<_> = files
            .iter()
            .flat_map(|list| (0..list.length()).filter_map(|at| list.get(at)))
            .collect();
        run(async move {
            for file in files {
                let looked = inspect(open.get_value().as_ref(), file).await;
                incoming.update(|all| all.push(Looked::new(looked)));
                looked_at.update(|count| *count += 1);
            }
        });
    };
    let chosen = event(move |event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        look(input.files());
        // The same file may be chosen again after it was mended.
        input.set_value("");
    });
    let dropped = event(move |event| {
        event.prevent_default();
        dragging.set("drop".into());
        look(
            event
                .unchecked_into::<web_sys::DragEvent>()
                .data_transfer()
                .and_then(|transfer| transfer.files()),
        );
    });
    let files = rows(
        move || (0..looked_at.get()).rev().map(|at| at.to_string()).collect(),
        move |at| {
            let at = at.parse::<usize>().ok();
            let looked = at.and_then(|at| incoming.with_untracked(|all| all.get(at).cloned()));
            maybe(looked, |looked| incoming_file(app, looked, open.get_value()))
        },
    );
    let take_all = live(move || {
        looked_at.read();
        let waiting = incoming.with(|all| all.iter().filter(|looked| looked.waits()).count());
        if waiting < 2 {
            return nothing();
        }
        button(
            "primary",
            format!("全部接收（{waiting} 个文件）"),
            move || {
                let all = incoming.get_untracked();
                run(async move {
                    for looked in all.iter().filter(|looked| looked.waits()) {
                        looked.take(app, open.get_value().as_ref()).await;
                    }
                });
            },
        )
    });
    parts(vec![
        part(
            el("div")
                .class(dragging)
                .on(
                    "dragover",
                    event(move |event| {
                        event.prevent_default();
                        dragging.set("drop dragging".into());
                    }),
                )
                .on("dragleave", press(move || dragging.set("drop".into())))
                .on("drop", dropped)
                .child(
                    el("label")
                        .attr("for", "import-files")
                        .child("选择文件（可一次选多个），或把文件拖到这里"),
                )
                .child(
                    el("input")
                        .attr("type", "file")
                        .attr("id", "import-files")
                        .attr("multiple", "")
                        .attr("accept", ".json,application/json")
                        .on("change", chosen),
                )
                .child(
                    el("p").class("hint").child(
                        "先看清每个文件是什么、会改动什么，再决定收不收。点“接收”之前什么都不会改动。",
                    ),
                ),
        ),
        part(take_all),
        part(el("div").class("incoming").attr("role", "status").child(files)),
    ])
}

/// A file that was looked at, and what became of it.
#[derive(Clone)]
struct Looked {
    incoming: Rc<Incoming>,
    accepted: ArcRwSignal<bool>,
    /// What a person decided about places that both sides changed.
    decided: ArcRwSignal<Vec<Decided>>,
    way_back: ArcRwSignal<Option<WayBack>>,
    failed: ArcRwSignal<Option<String>>,
    busy: Rc<Cell<bool>>,
}

impl Looked {
    fn new(incoming: Incoming) -> Self {
        Self {
            incoming: Rc::new(incoming),
            accepted: ArcRwSignal::new(false),
            decided: ArcRwSignal::new(Vec::new()),
            way_back: ArcRwSignal::new(None),
            failed: ArcRwSignal::new(None),
            busy: Rc::default(),
        }
    }

    /// Whether it can be accepted together with others, and was not yet. A backup opens a workspace of its own, which
    /// is decided by itself.
    fn waits(&self) -> bool {
        let joins = match &self.incoming.outcome {
            Ok(preview) => matches!(preview.effect, Effect::Merge(_)),
            Err(_) => false,
        };
        joins && !self.accepted.get() && self.open_questions() == 0
    }

    /// How many places a person has still to decide.
    fn open_questions(&self) -> usize {
        let Ok(preview) = &self.incoming.outcome else {
            return 0;
        };
        let Effect::Merge(arrivals) = &preview.effect else {
            return 0;
        };
        let asked: usize = arrivals.iter().map(|arrival| arrival.questions.len()).sum();
        asked.saturating_sub(self.decided.get().len())
    }

    /// Decides one place, for the first time or anew.
    fn decide(&self, document: &Id, place: &Place, take: Take) {
        self.decided.update(|decided| {
            decided.retain(|(id, decision)| id != document || decision.place != *place);
            let place = place.clone();
            decided.push((document.clone(), Decision { place, take }));
        });
    }

    /// Accepts it, once however often it is asked.
    async fn take(&self, app: App, open: Option<&OpenWorkspace>) {
        let Ok(preview) = &self.incoming.outcome else {
            return;
        };
        if self.busy.replace(true) {
            return;
        }
        let decided = self.decided.get_untracked();
        let outcome = accept(app, open, preview, &self.incoming.file_name, &decided).await;
        self.accepted.set(outcome.is_ok());
        match outcome {
            Ok(way_back) => {
                self.failed.set(None);
                self.way_back.set(way_back);
            }
            Err(words) => self.failed.set(Some(format!("没有接收。{words}"))),
        }
        self.busy.set(false);
    }

    /// Takes it back.
    async fn undo(&self, open: &OpenWorkspace) {
        let Some(way_back) = self.way_back.get_untracked() else {
            return;
        };
        match take_back(open, &way_back).await {
            Ok(()) => {
                self.failed.set(None);
                self.way_back.set(None);
                self.accepted.set(false);
            }
            Err(words) => self.failed.set(Some(format!("没有撤回。{words}"))),
        }
    }
}

/// A file that was looked at by itself.
pub(in crate::ui) fn incoming_card(app: App, incoming: Incoming, open: Option<OpenWorkspace>) -> AnyView {
    incoming_file(app, Looked::new(incoming), open)
}

fn incoming_file(app: App, looked: Looked, open: Option<OpenWorkspace>) -> AnyView {
    let incoming = Rc::clone(&looked.incoming);
    match &incoming.outcome {
        Err((code, words)) => el("section")
            .class("panel failed")
            .attr("data-import-state", "unreadable")
            .attr("data-import-error", *code)
            .child(el("h3").child(incoming.file_name.clone()))
            .child(
                el("p")
                    .child(el("strong").child("✕ 不能导入。"))
                    .child(words.clone()),
            )
            .view(),
        Ok(preview) => readable(app, looked, preview, open),
    }
}

fn readable(app: App, looked: Looked, preview: &Preview, open: Option<OpenWorkspace>) -> AnyView {
    let envelope = &preview.bundle.envelope;
    let facts = format!(
        "{}，{}第{}版，{}导出",
        envelope.kind.label(),
        envelope.created_by.unit,
        envelope.revision,
        moment(&envelope.created_at)
    );
    let aside = set_aside(preview);
    let effect = described(&looked, preview, open.clone());
    let actionable = !matches!(preview.effect, Effect::Nothing(_) | Effect::PickRegister(_));
    let contents = counts(&preview.counts);
    let digest = envelope.digest.clone();
    let title = looked.incoming.file_name.clone();
    let failed = looked.failed.clone();
    let (accepted, way_back) = (looked.accepted.clone(), looked.way_back.clone());
    let job = StoredValue::new_local((looked, open));
    let take = move || {
        let (looked, open) = job.get_value();
        run(async move { looked.take(app, open.as_ref()).await });
    };
    let undo = move || {
        let (looked, open) = job.get_value();
        run(async move {
            if let Some(open) = &open {
                looked.undo(open).await;
            }
        });
    };
    let asked = move || job.with_value(|(looked, _)| looked.open_questions());
    let decision = live(move || match (accepted.get(), actionable, asked()) {
        (true, ..) => el("p")
            .class("accepted")
            .child(el("strong").child("✓ 已接收"))
            .child("，已写入存储。")
            .child(link("", "#/", "看首页"))
            .child(" ")
            .child(maybe(way_back.get(), |_| button("quiet", "撤回这次接收", undo)))
            .view(),
        (false, true, 0) => button("primary", "接收", take),
        (false, true, open) => p("hint", format!("还有 {open} 处要先决定以哪边为准，才能接收。")),
        (false, false, _) => nothing(),
    });
    let decision = parts(vec![alarm_of(move || failed.get()), decision]);
    el("section")
        .class("panel")
        .attr("data-import-state", "readable")
        .child(el("h3").child(title))
        .child(el("p").child(facts))
        .child(el("p").child(contents))
        .child(
            el("p")
                .class("digest")
                .child("校验码 ")
                .child(digest)
                .child(" ✓ 相符"),
        )
        .child(aside)
        .child(effect)
        .child(decision)
        .view()
}

fn set_aside(preview: &Preview) -> AnyView {
    let in_books = preview
        .bundle
        .books
        .iter()
        .flat_map(|book| &book.as_document().head().set_aside);
    let records: Vec<_> = preview.bundle.set_aside.iter().chain(in_books).collect();
    if records.is_empty() {
        return nothing();
    }
    let summary = format!("{} 条记录读不出来，已原样放在一边，其余照收", records.len());
    let lines = records.into_iter().map(|record| {
        let known = [
            BookKind::Branch,
            BookKind::Unit,
            BookKind::Office,
            BookKind::Register,
            BookKind::Review,
        ]
        .into_iter()
        .find_map(|kind| topics::record_def(kind, &record.collection));
        let title = known.map_or(&*record.collection, |(def, _)| def.title);
        let words = format!("{title}：{}", record.reason);
        el("li")
            .child(words)
            .child(el("pre").attr("tabindex", "0").child(record.json.clone()))
            .view()
    });
    let lines = all(lines);
    el("details")
        .attr("open", "")
        .child(el("summary").child(summary))
        .child(el("ul").child(lines))
        .view()
}

fn described(looked: &Looked, preview: &Preview, open: Option<OpenWorkspace>) -> AnyView {
    match &preview.effect {
        Effect::Nothing(words) => {
            let words = words.clone();
            el("p")
                .child(el("strong").child("不用接收。"))
                .child(words)
                .view()
        }
        Effect::NewWorkspace { desk } => p(
            "",
            format!(
                "接收后：新建一个“{}”工作区放入全部内容。现有的工作区不变。",
                desk.label()
            ),
        ),
        Effect::PickRegister(register) => register_pick((**register).clone(), open),
        Effect::Merge(arrivals) => {
            let envelope = &preview.bundle.envelope;
            let theirs = format!(
                "{}的（{}导出）",
                envelope.created_by.unit,
                moment(&envelope.created_at)
            );
            let looked = looked.clone();
            let deciding: Deciding =
                Rc::new(move |document, place, take| looked.decide(document, place, take));
            all(arrivals
                .iter()
                .map(|arrival| arriving(&deciding, arrival, &theirs)))
        }
    }
}

/// What is done when a person has decided a place of a book.
pub(in crate::ui) type Deciding = Rc<dyn Fn(&Id, &Place, Take)>;

/// A book that came: how it stands to the one that is here, what changes, and what a person has to decide. `theirs` says
/// whose it is.
pub(in crate::ui) fn arriving(deciding: &Deciding, arrival: &Arrival, theirs: &str) -> AnyView {
    let how = match arrival.kinship {
        Kinship::New => "这里还没有，整本收进来",
        Kinship::Same => "与这里的完全相同，不用改",
        Kinship::Newer => "比这里的新，这里没有另外改过，直接更新",
        Kinship::Older => "比这里的旧，这里的已经包含它，不采用",
        Kinship::Forked => "两边都改过，已按上一次交换时的内容逐项合并",
        Kinship::Unrelated => "没有共同的上一版，两边不同的逐项列出，一边没有的补上",
        Kinship::Other => "编号与这里的另一本相同，不采用",
    };
    let summary = match arrival.changes.len() {
        0 => format!("“{}”：{how}", arrival.name),
        changes => format!("“{}”：{how}；接收后有 {changes} 处变动", arrival.name),
    };
    let namesake = if arrival.namesake {
        p(
            "hint",
            "！本单位已有同名的支部，接收后会有两个。如果是同一个支部，请先与支部核对，只留一个。",
        )
    } else {
        nothing()
    };
    let questions = all(arrival
        .questions
        .iter()
        .map(|question| asked(deciding, &arrival.document, question, theirs)));
    let lines = all(arrival
        .changes
        .iter()
        .map(|change| el("li").child(change_words(change)).view()));
    parts(vec![
        part(
            el("details")
                .attr("open", "")
                .child(el("summary").child(summary))
                .child(el("ul").child(lines)),
        ),
        part(namesake),
        part(questions),
    ])
}

/// A place that both sides changed, side by side, for a person to decide.
fn asked(deciding: &Deciding, document: &Id, question: &Question, from: &str) -> AnyView {
    let place = &question.place;
    let field = place.field.as_deref().unwrap_or_default();
    let name = format!("{document}-{}-{field}", place.record);
    let choice = |take: Take, whose: &str, words: &str| {
        let (deciding, document, place) = (Rc::clone(deciding), document.clone(), question.place.clone());
        let choose = ticked(move |_| deciding(&document, &place, take));
        el("label")
            .class("box")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", name.clone())
                    .on("change", choose),
            )
            .child(
                el("span")
                    .child(el("strong").child(format!("用{whose}：")))
                    .child(words.to_owned()),
            )
            .view()
    };
    el("fieldset")
        .class("conflict")
        .child(el("legend").child(format!("两边都改了：{}", question.what)))
        .child(p("hint", format!("原来：{}", question.base)))
        .child(choice(Take::Mine, "本机的", &question.mine))
        .child(choice(Take::Theirs, from, &question.theirs))
        .view()
}

/// What happened to a record, in words.
pub(in crate::ui) fn change_words(change: &RecordChange) -> String {
    let title = change.def.title;
    match &change.what {
        What::Added => format!("新增：{title}"),
        What::Removed => format!("删去：{title}"),
        What::Changed(fields) => {
            let labels: Vec<_> = fields.iter().map(|field| field.label).collect();
            format!("改动：{title}（{}）", labels.join("、"))
        }
    }
}
