//! Files in: choose or drop, look, then accept.

use super::exported::counts;
use super::passphrase::asked_for;
use super::register_pick;
use super::trust::{asks, source_line};

use crate::domain::{Choose as _, Id};
use crate::state::{
    App, Arrival, Changing, Decided, Decision, Effect, Incoming, Kinship, OpenWorkspace, Place, Preview,
    Question, RecordChange, Take, WayBack, What, accept, inspect, opened, take_back, undecided,
};
use crate::ui::element::{el, part, parts};
use crate::ui::topics::{self, BookKind};
use crate::ui::view::{
    alarm_of, all, button, event, link, live, live_if, maybe, nothing, p, press, rows, run, ticked,
};
use crate::ui::words::moment;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use std::rc::Rc;
use std::sync::Arc;

/// The way in for files, with a preview of what each would change. Without an open workspace only backups have
/// somewhere to go.
pub(in crate::ui) fn import_panel(open: Option<OpenWorkspace>) -> AnyView {
    let app = expect_context::<App>();
    let incoming = Changing::new(Vec::<Looked>::new());
    let dragging = Changing::new("drop".to_owned());
    // Passphrases that opened a file: the next may have the same.
    let known = Changing::new(Vec::<String>::new());
    // What is kept of a file lives as long as this panel.
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let look = move |files: Option<web_sys::FileList>| {
        let mut chosen = Vec::new();
        if let Some(list) = &files {
            chosen.extend((0..list.length()).filter_map(|at| list.get(at)));
        }
        run(async move {
            for file in chosen {
                let looked = inspect(app, open.as_ref(), file, &known.get_untracked()).await;
                let looked =
                    owner.try_with_value(|owner| owner.with(|| Looked::new(looked, open, known, incoming)));
                if let Some(looked) = looked {
                    incoming.update(|all| all.push(looked));
                }
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
        move || {
            let looked = 0..incoming.read().len();
            looked.rev().map(|at| at.to_string()).collect()
        },
        move |at| {
            let looked = at
                .parse()
                .ok()
                .and_then(|at: usize| incoming.read_untracked().get(at).cloned());
            maybe(looked, |looked| incoming_file(app, looked))
        },
    );
    let take_all = live(move || {
        let mut waiting = incoming.get();
        waiting.retain(Looked::waits);
        if waiting.len() < 2 {
            return nothing();
        }
        let words = format!("全部接收（{} 个文件）", waiting.len());
        button("primary", words, move || {
            let all = waiting.clone();
            run(async move {
                for looked in &all {
                    looked.act(app, false).await;
                }
            });
        })
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
    /// What it is; another thing once it was opened with its passphrase.
    incoming: Changing<Arc<Incoming>>,
    open: Option<OpenWorkspace>,
    fate: Changing<Fate>,
    /// Passphrases that opened files.
    known: Changing<Vec<String>>,
    /// All that were looked at together.
    all: Changing<Vec<Looked>>,
}

/// What became of a file.
#[derive(Clone, Default)]
struct Fate {
    accepted: bool,
    busy: bool,
    /// What went wrong.
    failed: Option<String>,
    /// What a person decided about places that both sides changed.
    decided: Vec<Decided>,
    way_back: Option<WayBack>,
    /// Whether a person takes it although its source is in doubt.
    allowed: bool,
}

impl Looked {
    fn new(
        incoming: Incoming,
        open: Option<OpenWorkspace>,
        known: Changing<Vec<String>>,
        all: Changing<Vec<Looked>>,
    ) -> Self {
        Self {
            incoming: Changing::new(Arc::new(incoming)),
            open,
            fate: Changing::new(Fate::default()),
            known,
            all,
        }
    }

    /// Opens it with its passphrase, and with it every other that has the same.
    async fn unlock(self, app: App, passphrase: String) {
        if !self.unlocked_by(app, &passphrase, true).await {
            return;
        }
        for other in self.all.try_get_untracked().unwrap_or_default() {
            other.unlocked_by(app, &passphrase, false).await;
        }
        if self.known.try_get_untracked().is_some() {
            self.known.update(|known| known.push(passphrase));
        }
    }

    /// Whether the passphrase opens it. Where it does not, that is told if it was `asked` for this very file.
    async fn unlocked_by(&self, app: App, passphrase: &str, asked: bool) -> bool {
        let Some(incoming) = self.incoming.try_get_untracked() else {
            return false;
        };
        let Some(sealed) = incoming.sealed.clone() else {
            return false;
        };
        let (name, passphrases) = (incoming.file_name.clone(), [passphrase.to_owned()]);
        let inside = opened(app, self.open.as_ref(), name, sealed, &passphrases).await;
        let is_open = inside.sealed.is_none();
        if is_open || asked {
            self.incoming.try_set(Arc::new(inside));
        }
        is_open
    }

    /// Whether a person has to say something of its source first.
    fn asks(&self) -> bool {
        let incoming = self.incoming.read();
        let Ok(preview) = &incoming.outcome else {
            return false;
        };
        asks(self.open, &preview.source) && !self.fate.read().allowed
    }

    /// Whether it can be accepted together with others, and was not yet. A backup opens a workspace of its own, which
    /// is decided by itself.
    fn waits(&self) -> bool {
        let joins = match &self.incoming.read().outcome {
            Ok(preview) => matches!(preview.effect, Effect::Merge(_)),
            Err(_) => false,
        };
        joins && !self.fate.read().accepted && self.open_questions() == 0 && !self.asks()
    }

    /// How many places a person has still to decide.
    fn open_questions(&self) -> usize {
        match &self.incoming.read().outcome {
            Ok(Preview {
                effect: Effect::Merge(arrivals),
                ..
            }) => undecided(arrivals).saturating_sub(self.fate.read().decided.len()),
            _ => 0,
        }
    }

    /// Decides one place, for the first time or anew.
    fn decide(&self, document: &Id, place: &Place, take: Take) {
        self.fate.update(|fate| {
            fate.decided
                .retain(|(id, decision)| id != document || decision.place != *place);
            let place = place.clone();
            fate.decided.push((document.clone(), Decision { place, take }));
        });
    }

    /// Accepts it, once however often it is asked; or takes back what was accepted.
    async fn act(&self, app: App, back: bool) {
        let Some(incoming) = self.incoming.try_get_untracked() else {
            return;
        };
        let Ok(preview) = &incoming.outcome else {
            return;
        };
        // The page may be left while several are taken one after the other.
        let Some(mut fate) = self.fate.try_get_untracked().filter(|fate| !fate.busy) else {
            return;
        };
        fate.busy = true;
        self.fate.set(fate.clone());
        let outcome = match (&fate.way_back, &self.open) {
            (Some(way_back), Some(open)) if back => take_back(open, way_back).await.map(|()| None),
            _ => {
                let open = self.open.as_ref();
                accept(app, open, preview, &incoming.file_name, &fate.decided).await
            }
        };
        fate.busy = false;
        match outcome {
            Ok(way_back) => {
                fate.failed = None;
                fate.way_back = way_back;
                fate.accepted = !back;
            }
            Err(words) => {
                let not = if back {
                    "没有撤回。"
                } else {
                    "没有接收。"
                };
                fate.failed = Some(format!("{not}{words}"));
            }
        }
        self.fate.try_set(fate);
    }
}

/// A file that was looked at by itself.
pub(in crate::ui) fn incoming_card(app: App, incoming: Incoming, open: Option<OpenWorkspace>) -> AnyView {
    let (known, all) = (Changing::new(Vec::new()), Changing::new(Vec::new()));
    incoming_file(app, Looked::new(incoming, open, known, all))
}

fn incoming_file(app: App, looked: Looked) -> AnyView {
    live(move || {
        let incoming = looked.incoming.get();
        looked_at(app, &looked, &incoming)
    })
}

fn looked_at(app: App, looked: &Looked, incoming: &Incoming) -> AnyView {
    match &incoming.outcome {
        Err((code, words)) if incoming.sealed.is_some() => {
            let looked = looked.clone();
            let unlock = move |passphrase| run(looked.clone().unlock(app, passphrase));
            el("section")
                .class("panel")
                .attr("data-import-state", "sealed")
                .attr("data-import-error", *code)
                .child(el("h3").child(incoming.file_name.clone()))
                .child(asked_for(words.clone(), *code != "sealed", unlock))
                .view()
        }
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
        Ok(preview) => readable(app, looked, &incoming.file_name, preview),
    }
}

fn readable(app: App, looked: &Looked, file_name: &str, preview: &Preview) -> AnyView {
    let envelope = &preview.bundle.envelope;
    let facts = format!(
        "{}，{}第{}版，{}导出",
        envelope.kind.label(),
        envelope.created_by.unit,
        envelope.revision,
        moment(&envelope.created_at)
    );
    let actionable = !matches!(preview.effect, Effect::Nothing(_) | Effect::PickRegister(_));
    let act = {
        let looked = looked.clone();
        move |class: &'static str, words: &str, back: bool| {
            let looked = looked.clone();
            button(class, words, move || {
                let looked = looked.clone();
                run(async move { looked.act(app, back).await });
            })
        }
    };
    let asked = looked.clone();
    let decision = live(move || {
        let fate = asked.fate.read();
        let open = asked.open_questions();
        if fate.accepted {
            return el("p")
                .class("accepted")
                .child(el("strong").child("✓ 已接收"))
                .child("，已写入存储。")
                .child(link("", "#/", "看首页"))
                .child(" ")
                .child(maybe(fate.way_back.as_ref(), |_| {
                    act("quiet", "撤回这次接收", true)
                }))
                .view();
        }
        match (actionable, open) {
            _ if asked.asks() => nothing(),
            (true, 0) => act("primary", "接收", false),
            (true, open) => p("hint", format!("还有 {open} 处要先决定以哪边为准，才能接收。")),
            (false, _) => nothing(),
        }
    });
    let fate = looked.fate;
    // Nobody says who sends a backup: it is one's own.
    let source = if matches!(preview.effect, Effect::NewWorkspace { .. }) {
        nothing()
    } else {
        let (allowed, allow) = (
            move || fate.read().allowed,
            move |allows| {
                if allows {
                    fate.update(|fate| fate.allowed = true);
                }
            },
        );
        source_line(app, looked.open, &preview.source, allowed, allow)
    };
    el("section")
        .class("panel")
        .attr("data-import-state", "readable")
        .child(el("h3").child(file_name.to_owned()))
        .child(el("p").child(facts))
        .child(el("p").child(counts(&preview.counts)))
        .child(
            el("p")
                .class("digest")
                .child("校验码 ")
                .child(envelope.digest.clone())
                .child(" ✓ 相符"),
        )
        .child(source)
        .child(maybe(preview.report, checked))
        .child(set_aside(preview))
        .child(described(looked, preview))
        .child(alarm_of(move || fate.read().failed.clone()))
        .child(decision)
        .view()
}

/// What its sender's check found in a submission, beside our own.
fn checked([sent, ours]: [(usize, usize); 2]) -> AnyView {
    let words = format!(
        "对方检查：错误 {}、提醒 {}；本机检查：错误 {}、提醒 {}。",
        sent.0, sent.1, ours.0, ours.1
    );
    let differs = if sent == ours {
        ""
    } else {
        "！两边不一致：多半是日期过了期限，或者双方网页的版本不同，以本机的检查为准。"
    };
    p("", format!("{words}{differs}"))
}

/// How many records that could not be read are listed, and how many characters of each: a file may hold thousands.
const LISTED: usize = 30;
const EXCERPT: usize = 1_000;

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
    let more = records.len().saturating_sub(LISTED);
    let lines = records.into_iter().take(LISTED).map(|record| {
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
            .child(el("pre").attr("tabindex", "0").child(beginning(&record.json)))
            .view()
    });
    let lines = all(lines);
    el("details")
        .attr("open", "")
        .child(el("summary").child(summary))
        .child(el("ul").child(lines))
        .child(maybe((more > 0).then_some(more), |more| {
            p("", format!("另有 {more} 条同样放在一边，没有一一列出。"))
        }))
        .view()
}

/// As much of a long text as can be looked at.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

fn described(looked: &Looked, preview: &Preview) -> AnyView {
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
        Effect::PickRegister(register) => {
            let (register, source) = ((**register).clone(), preview.source.clone());
            let (asked, open) = (looked.clone(), looked.open);
            live_if(
                move || !asked.asks(),
                move || register_pick(register.clone(), source.clone(), open),
            )
        }
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
