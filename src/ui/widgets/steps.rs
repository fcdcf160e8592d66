//! Steps of the history: back, again, and what they were.

use crate::domain::{Book, Books, Document, Id, Value};
use crate::state::{Act, Changing, Difference, Edit, OpenBooks, OpenWorkspace, Step, StepPlace};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{all, button, derived, live, live_if, maybe, nothing, optional, p, press, run, text};
use crate::ui::words;
use leptos::prelude::*;

/// What a step did, in a few words.
pub(in crate::ui) fn step_words(step: &Step) -> String {
    let first = step.differences.first().map(|one| &one.place);
    let what = match first {
        Some(StepPlace::Fields { fields, .. }) => fields.first().map(|one| one.field.label),
        Some(StepPlace::Record { collection, .. } | StepPlace::Order { collection, .. }) => {
            step.differences.first().and_then(|one| title_of(one, collection))
        }
        _ => None,
    };
    let named = |verb: &str| what.map_or_else(|| verb.to_owned(), |what| format!("{verb}“{what}”"));
    let fixed = match step.act {
        Act::Command(name) => match name {
            "set" => return named("填写"),
            "add" => return named("新增"),
            "remove" => return named("删除"),
            "duplicate" => return named("复制"),
            "move" => return named("移动"),
            "put_back" => return named("放回"),
            "explain" => "填写理由",
            "extend" => "申请延期",
            "begin_close_out" => "办理销号",
            "apply_close_out" => "申请销号",
            "withdraw_close_out" => "撤回销号申请",
            "confirm_close_out" => "销号",
            "reopen_item" => "重新整改",
            "answer" => "答复审阅意见",
            "match_register" => "与花名册对应",
            "add_branch" => "新增支部",
            "remove_book" => "移除账本",
            _ => "放入账本",
        },
        Act::Passing(name) => match name {
            "import" => "接收文件",
            "send" => "导出文件",
            "restore" => "退回到以前的状态",
            "take_back" => "撤回接收",
            "trust" => "确认来源",
            _ => "其他改动",
        },
        Act::Undo(of) => return format!("退回第{of}步"),
        Act::Redo(of) => return format!("重做第{of}步"),
        Act::Clash => "两个标签页同时改了同一处，这里的没有采用",
    };
    fixed.to_owned()
}

/// What a clerk calls the records of a collection.
fn title_of(difference: &Difference, collection: &str) -> Option<&'static str> {
    let blank = Book::blank(difference.kind, difference.document.clone())?;
    let mut all = blank.as_document().collections().iter();
    Some(all.find(|known| known.name == collection)?.record.title)
}

/// The way back and forth, one step at a time.
pub(in crate::ui) fn step_buttons(open: OpenWorkspace) -> AnyView {
    if open.follows {
        return nothing();
    }
    let books = open.books;
    let next = derived(move || {
        let (back, again) = books.next_steps();
        let back = if books.is_doing() {
            Some("刚才填写的".to_owned())
        } else {
            back.as_ref().map(step_words)
        };
        (back, again.as_ref().map(step_words))
    });
    let refused = Changing::new(None::<String>);
    let one = move |again: bool, label: &'static str, none: &'static str| {
        let words = move || {
            let next = next.read();
            if again { next.1.clone() } else { next.0.clone() }
        };
        let is_there = move || words().is_some();
        el("button")
            .attr("type", "button")
            .class("quiet")
            .attr(
                "title",
                text(move || words().map_or_else(|| none.to_owned(), |words| format!("{label}：{words}"))),
            )
            .attr("aria-disabled", optional(move || (!is_there()).then_some("true")))
            .on("click", press(move || refused.set(step(books, again))))
            .child(label)
            .view()
    };
    let told = live(move || {
        maybe(refused.get(), |words| {
            el("p").class("refused").attr("role", "alert").child(words).view()
        })
    });
    crate::state::on_step_keys(move |again| refused.set(step(books, again)));
    el("div")
        .class("steps")
        .child(one(false, "↶ 退一步", "没有可以退回的步骤"))
        .child(one(true, "↷ 重做", "没有可以重做的步骤"))
        .child(told)
        .view()
}

/// Goes back one step, or does one again. Returns why not.
fn step(books: OpenBooks, again: bool) -> Option<String> {
    let refused = books.step_back(again)?;
    Some(format!(
        "第{}步（{}）之后，同一处又有别的改动，不能直接退回；什么也没有改。再点一次退更早的一步，或者在“历史”里查看。",
        refused.number,
        step_words(&refused)
    ))
}

/// Says that another tab has the pen, and how to take it.
pub(in crate::ui) fn following_banner(open: OpenWorkspace) -> AnyView {
    if !open.follows {
        return nothing();
    }
    if open.is_newer {
        return newer_banner(open);
    }
    let app = expect_context::<crate::state::App>();
    let failed = Changing::new(None::<String>);
    let take = button("", "改在这里填写", move || {
        run(async move {
            failed.try_set(open.take_over(app).await.err());
        });
    });
    el("div")
        .class("banner")
        .attr("role", "status")
        .attr("data-follows", "true")
        .child(el("strong").child("这个工作区正在另一个标签页（窗口）里填写，"))
        .child("这里跟着显示，只能看。那边关闭以后，这里就可以填写。")
        .child(take)
        .child(crate::ui::view::alarm(failed))
        .view()
}

/// Says that a newer page wrote here: what to do, and how to carry everything away.
fn newer_banner(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<crate::state::App>();
    let failed = Changing::new(None::<String>);
    let export = button("", "导出备份文件", move || {
        run(async move {
            let outcome = crate::state::export_backup(app, &open).await;
            failed.try_set(outcome.err().map(|error| error.words()));
        });
    });
    el("div")
        .class("banner")
        .attr("role", "status")
        .attr("data-newer", "true")
        .child(el("strong").child("这个工作区由新版本的晋位台账写过，这个页面是旧版本，"))
        .child("只能看、导出备份，什么也不会改动。要接着填写，请刷新本页，换用新版本；还是旧版本的，请关闭浏览器再打开。看不懂的内容没有显示，导出的备份里原样带着。")
        .child(export)
        .child(crate::ui::view::alarm(failed))
        .view()
}

/// Tells of what this tab typed where another tab changed the same place, and offers it once more.
pub(in crate::ui) fn clash_bar(open: OpenWorkspace) -> AnyView {
    let books = open.books;
    let clashes = books.clashes();
    live_if(
        move || !clashes.read().is_empty(),
        move || {
            let list = live(move || {
                all(clashes.get().into_iter().map(move |one| {
                    el("li")
                        .child(place_words(books, &one))
                        .child(differences(books, std::slice::from_ref(&one), true))
                        .view()
                }))
            });
            el("div")
                .class("banner failed")
                .attr("role", "alert")
                .attr("data-clash", "true")
                .child(el("strong").child("两个标签页同时改了同一处。"))
                .child("账本里现在是另一个标签页的内容；这里写的没有丢，列在下面，也留在“历史”里。")
                .child(el("ul").child(list))
                .child(button("", "知道了", move || clashes.set(Vec::new())))
                .view()
        },
    )
}

/// Where a difference is: the book and the record.
pub(in crate::ui) fn place_words(books: OpenBooks, one: &Difference) -> String {
    books.with(|books| {
        let book = match books.document(&one.document) {
            Some(document) => book_words(books, document),
            None => "（已移除的账本）".to_owned(),
        };
        match &one.place {
            StepPlace::Fields { collection, id, .. } | StepPlace::Record { collection, id, .. } => {
                let title = title_of(one, collection).unwrap_or(collection);
                let name = record_words(books, &one.document, id);
                format!("{book}　{title}{name}")
            }
            StepPlace::Order { collection, .. } => {
                format!(
                    "{book}　{}的次序",
                    title_of(one, collection).unwrap_or(collection)
                )
            }
            _ => book,
        }
    })
}

fn book_words(books: &Books, document: &dyn Document) -> String {
    let id = document.id();
    if books.branch(id).is_some() {
        return words::branch_name(books, id);
    }
    match document.kind() {
        "unit_book" => "单位的账本".into(),
        "office_book" => "办公室的账本".into(),
        "register" => "花名册".into(),
        "review_sheet" => "审阅".into(),
        _ => "账本".into(),
    }
}

/// What a record is called: its number in the ledger, or the first text in it.
fn record_words(books: &Books, document: &Id, id: &Id) -> String {
    let items = words::items(books, document);
    if let Some((_, title)) = items.iter().find(|(known, _)| known == id) {
        return format!("（{title}）");
    }
    let record = books.document(document).and_then(|book| book.record(id));
    let Some((_, record)) = record else {
        return String::new();
    };
    for field in record.def().fields {
        if let Some(Value::Text(text)) = record.get(field.name)
            && !text.trim().is_empty()
        {
            let short: String = text.chars().take(20).collect();
            return format!("（{short}）");
        }
    }
    String::new()
}

/// Before and after, place by place; with a way to put what is told into the books, where it was not.
pub(in crate::ui) fn differences(books: OpenBooks, of: &[Difference], to_take: bool) -> AnyView {
    let mut lines = Vec::new();
    for one in of {
        match &one.place {
            StepPlace::Fields { id, fields, .. } => {
                for field in fields {
                    let (before, after) = books.with(|books| {
                        let shown = |value: &Value| words::shown(books, &one.document, field.field, value);
                        (shown(&field.before), shown(&field.after))
                    });
                    let take = (to_take && !books.is_read_only()).then(|| Edit::Set {
                        document: one.document.clone(),
                        record: id.clone(),
                        field: field.field.name,
                        value: field.after.clone(),
                    });
                    lines.push(line(books, field.field.label, before, after, take));
                }
            }
            StepPlace::Record { before, after, .. } => {
                for standing in [before, after].into_iter().flatten() {
                    for (field, value) in &standing.values {
                        let held = books.with(|books| words::shown(books, &one.document, field, value));
                        let (was, is) = if before.is_some() {
                            (held, String::new())
                        } else {
                            (String::new(), held)
                        };
                        lines.push(line(books, field.label, was, is, None));
                    }
                }
            }
            StepPlace::Order { before, after, .. } => {
                let named = |ids: &[Id]| {
                    books.with(|books| {
                        let names = ids.iter().map(|id| record_words(books, &one.document, id));
                        names.collect::<Vec<_>>().join("、")
                    })
                };
                lines.push(line(books, "次序", named(before), named(after), None));
            }
            StepPlace::Book { before, .. } => {
                let (was, is) = if before.is_some() {
                    ("有", "（没有）")
                } else {
                    ("（没有）", "有")
                };
                lines.push(line(books, "整本账本", was.into(), is.into(), None));
            }
            StepPlace::Head { .. } => {}
        }
    }
    if lines.is_empty() {
        return p("hint", "没有改动账本的内容。");
    }
    el("dl").class("differences").child(all(lines.into_iter())).view()
}

fn line(books: OpenBooks, label: &'static str, before: String, after: String, take: Option<Edit>) -> AnyView {
    let empty = |words: String| {
        if words.trim().is_empty() {
            "（空）".to_owned()
        } else {
            words
        }
    };
    let take = maybe(take, move |edit| {
        button("quiet", "改用这里的", move || {
            drop(books.dispatch(edit.clone()));
        })
    });
    parts(vec![
        part(el("dt").child(label)),
        part(
            el("dd")
                .child(el("del").child(empty(before)))
                .child(" → ")
                .child(el("ins").child(empty(after)))
                .child(take),
        ),
    ])
}
