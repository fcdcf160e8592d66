//! 花名册: the register pasted from a spreadsheet, held against the notice, and copied back.

use super::register_entries::entries;
use super::virtual_list::virtual_list;
use crate::county::paste::{PastedRow, RegisterDraft, Weight, paste, register_sheet, to_register};
use crate::county::{GradeCheck, GradeLine, register_check};
use crate::domain::{Book, Choose as _, Register};
use crate::state::office::{draft_words, undo_draft};
use crate::state::{self, App, Changing, Edit, OpenBooks, OpenWorkspace, new_id};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{
    alarm, all, button, derived, event, h1, live, live_if, maybe, nothing, p, section, span, table,
    table_row, tag, text, typed,
};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys;
use std::sync::Arc;

/// The page.
pub(super) fn register(open: &OpenWorkspace) -> AnyView {
    let own = open.books;
    parts(vec![
        part(h1("花名册")),
        part(p(
            "lead",
            "全县各单位、各党支部和原定等次。下发以后，各单位从同样的编号和等次开始。",
        )),
        part(report(own)),
        part(pasting(own)),
        part(entries(own)),
        part(copying(own)),
    ])
}

/// The register held against the notice.
fn report(own: OpenBooks) -> AnyView {
    let app = expect_context::<App>();
    let found = derived(move || {
        own.track_all();
        let programme = app.programme.get();
        own.with(|own| {
            own.register
                .as_ref()
                .map(|register| register_check(register, &programme))
        })
    });
    live(move || {
        let Some(report) = found.get() else {
            return nothing();
        };
        let grades = all(report.grades.iter().map(grade_row));
        let heads = ["原定等次", "登记", "通知", "结果"];
        let (entered, expected) = report.total;
        let total = table_row(
            "合计".to_owned().part(),
            vec![
                ("登记", entered.to_string().part()),
                ("通知", expected.to_string().part()),
                ("结果", agreement(entered, expected)),
            ],
        );
        let words = report.words();
        let verdict = if report.agrees() {
            tag("done", "✓ 与通知一致，没有重复")
        } else if report.may_go_out() {
            tag("warnings", "！与通知的数不一致，可以下发，请先核对")
        } else {
            tag("errors", "✕ 有重复或没有填全，不能下发")
        };
        let lines = all(words.into_iter().map(|words| el("li").child(words).view()));
        let summary = format!("{} 个单位、{entered} 个支部。", report.units);
        section(
            "panel",
            "与通知核对（前-1）",
            parts(vec![
                part(el("p").child(verdict).child(" ").child(summary)),
                part(table(&heads, parts(vec![part(grades), part(total)]))),
                part(el("ul").class("plain scrolls").attr("tabindex", "0").child(lines)),
            ]),
        )
    })
}

fn agreement(entered: usize, expected: usize) -> AnyView {
    match GradeLine::words(entered, expected) {
        words if words.is_empty() => tag("done", "✓ 相符"),
        words => tag("warnings", format!("！{words}")),
    }
}

fn grade_row(line: &GradeCheck) -> AnyView {
    let names = if line.names.is_empty() {
        nothing()
    } else {
        el("details")
            .child(el("summary").child("看是哪些"))
            .child(p("", line.names.join("、")))
            .view()
    };
    let label = match line.grade {
        crate::county::Pick::Blank => "没有填等次",
        grade => grade.label(),
    };
    table_row(
        label.to_owned().part(),
        vec![
            ("登记", parts(vec![part(line.entered.to_string()), part(names)])),
            ("通知", line.expected.to_string().part()),
            ("结果", agreement(line.entered, line.expected)),
        ],
    )
}

/// What was put in last, to be taken back.
#[derive(Clone)]
struct PutIn {
    before: Option<Register>,
    after: Register,
    words: String,
}

/// The place for what comes out of a spreadsheet: read, shown, and put in by a press.
fn pasting(own: OpenBooks) -> AnyView {
    let pasted = Changing::new(String::new());
    let done = Changing::new(None::<PutIn>);
    let failed = Changing::new(None::<String>);
    // A draft holds new ids: made once a paste, not once a look.
    let draft = Changing::new(None::<Arc<(Vec<PastedRow>, RegisterDraft)>>);
    let read = move |words: String| {
        done.set(None);
        failed.set(None);
        draft.set(if words.trim().is_empty() {
            None
        } else {
            let rows = paste(&words);
            let made = own.with(|own| to_register(&rows, own.register.as_ref(), &mut new_id));
            Some(Arc::new((rows.rows, made)))
        });
        pasted.set(words);
    };
    let put = move || {
        let Some(made) = draft.get_untracked() else { return };
        let words = draft_words(&made.1);
        let before = own.with(|own| own.register.clone());
        let after = made.1.register.clone();
        let books = vec![Book::Register(after.clone())];
        match own.dispatch(Edit::PutBooks { books }) {
            Ok(_) => {
                pasted.set(String::new());
                draft.set(None);
                done.set(Some(PutIn { before, after, words }));
                state::focus_soon("put-in".into());
            }
            Err(_) => failed.set(Some("没有放入：账本没有打开。".into())),
        }
    };
    let undo = move || {
        let Some(put_in) = done.get_untracked() else {
            return;
        };
        let back = own.with(|own| undo_draft(own.register.as_ref(), put_in.before.as_ref(), &put_in.after));
        match back {
            Ok(edit) => {
                let _ = own.dispatch(edit);
                done.set(None);
                state::focus("paste");
            }
            Err(words) => failed.set(Some(words)),
        }
    };
    let preview = live(move || maybe(draft.get(), |made| preview(&made, put)));
    let told = live(move || {
        maybe(done.get(), |put_in| {
            el("div")
                .class("panel done")
                .attr("id", "put-in")
                .attr("tabindex", "-1")
                .attr("role", "status")
                .child(
                    el("p")
                        .child(el("strong").child("✓ 已放入花名册："))
                        .child(put_in.words),
                )
                .child(button("quiet", "撤销这次放入", undo))
                .view()
        })
    });
    let hint = "一行一个支部，带表头：单位名称、党组织类别、党组织书记、党支部名称、支部书记、原定等次。列的次序不限，同一单位可以只在第一行写名称。";
    section(
        "panel",
        "从表格粘贴",
        parts(vec![
            part(p("hint", hint)),
            part(
                el("label")
                    .attr("for", "paste")
                    .class("label")
                    .child("在表格里选中并复制，粘贴到这里；放入以前先看下面读成了什么"),
            ),
            part(
                el("textarea")
                    .attr("id", "paste")
                    .attr("rows", "4")
                    .attr("spellcheck", "false")
                    .prop("value", pasted)
                    .on("input", typed(read)),
            ),
            part(alarm(failed)),
            part(told),
            part(preview),
        ]),
    )
}

fn preview(
    made: &Arc<(Vec<PastedRow>, RegisterDraft)>,
    put: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let (rows, draft) = &**made;
    // What was not read stands first.
    let mut sorted = Vec::new();
    for weight in [Weight::Error, Weight::Doubt, Weight::Note] {
        for problem in draft.problems.iter().filter(|problem| problem.weight == weight) {
            sorted.push(problem.clone());
        }
    }
    let problems = all(sorted.iter().map(|problem| {
        let state = match problem.weight {
            Weight::Error => "errors",
            Weight::Doubt => "warnings",
            Weight::Note => "",
        };
        el("li")
            .child(tag(state, problem.weight.label()))
            .child(format!(" 第{}行：{}", problem.line, problem.words))
            .view()
    }));
    let problems = if sorted.is_empty() {
        nothing()
    } else {
        parts(vec![
            part(el("h3").child(format!("逐行说明（{}处）", sorted.len()))),
            part(
                el("ul")
                    .class("plain scrolls")
                    .attr("tabindex", "0")
                    .child(problems),
            ),
        ])
    };
    let changes = if draft.changes.is_empty() {
        nothing()
    } else {
        let lines = all(draft
            .changes
            .iter()
            .map(|words| el("li").child(words.clone()).view()));
        el("details")
            .attr("open", "")
            .child(el("summary").child(format!("对现有花名册的改动（{}处）", draft.changes.len())))
            .child(el("ul").class("plain").child(lines))
            .view()
    };
    let keys: Vec<String> = (0..rows.len()).map(|at| at.to_string()).collect();
    let shown = Arc::clone(made);
    let table = if rows.is_empty() {
        nothing()
    } else {
        virtual_list(
            "ticks",
            "粘贴的内容",
            &[
                "行",
                "单位",
                "类别",
                "党组织书记",
                "党支部",
                "支部书记",
                "原定等次",
            ],
            derived(move || keys.clone()),
            move |key| {
                key.parse()
                    .ok()
                    .and_then(|at: usize| shown.0.get(at))
                    .map(row_cells)
                    .unwrap_or_default()
            },
        )
    };
    let press = if draft.is_unchanged() {
        nothing()
    } else {
        button("primary", "放入花名册", put)
    };
    parts(vec![
        part(el("h3").child(format!("读成了 {} 行", rows.len()))),
        part(
            el("p")
                .attr("role", "status")
                .child(format!("放入以后：{}", draft_words(draft))),
        ),
        part(problems),
        part(changes),
        part(table),
        part(el("div").class("actions").child(press)),
    ])
}

fn row_cells(row: &PastedRow) -> Vec<AnyView> {
    vec![
        row.line.to_string().part(),
        row.unit.clone().part(),
        row.kind.map_or("", |kind| kind.label()).to_owned().part(),
        row.unit_secretary.clone().part(),
        row.branch.clone().part(),
        row.branch_secretary.clone().part(),
        row.grade
            .map_or_else(|| span("hint", "（空）"), |grade| grade.label().to_owned().part()),
    ]
}

/// The register as a spreadsheet takes it, written when it is asked for.
fn copying(own: OpenBooks) -> AnyView {
    let asked = Changing::new(false);
    let is_there = move || {
        own.track_all();
        own.with(|own| own.register.is_some())
    };
    live_if(is_there, move || {
        live(move || {
            if asked.get() {
                return sheet(own);
            }
            button("", "复制到表格", move || {
                asked.set(true);
                state::focus_soon("sheet".into());
            })
        })
    })
}

fn sheet(own: OpenBooks) -> AnyView {
    let sheet = derived(move || {
        own.track_all();
        own.with(|own| own.register.as_ref().map(register_sheet).unwrap_or_default())
    });
    let select = event(|event| {
        let target = event.target();
        let area = target.and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        if let Some(area) = area {
            area.select();
        }
    });
    el("div")
        .class("panel")
        .child(
            el("label")
                .attr("for", "sheet")
                .class("label")
                .child("已全选：按 Ctrl+C 复制，再粘贴到表格里"),
        )
        .child(
            el("textarea")
                .attr("id", "sheet")
                .attr("rows", "6")
                .attr("readonly", "")
                .attr("spellcheck", "false")
                .on("focus", select)
                .prop("value", text(move || sheet.get())),
        )
        .view()
}
