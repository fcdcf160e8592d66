//! 报送: check answers, reasons for warnings, export, and what was sent before.

use crate::domain::{Books, Choose, Grade};
use crate::rules::{Gate, Severity};
use crate::state::{
    self, App, Changing, Derived, Desk, ExportError, OpenBooks, OpenWorkspace, Receipted, RecordFindings,
    export_submission, export_to_branch, hand_over_again,
};
use crate::ui::element::{Part as _, el, part, parts};
use crate::ui::view::{
    alarm, all, button, h1, live, live_if, maybe, nothing, p, run, section, table, table_row,
    words as words_of,
};
use crate::ui::widgets::{Passphrase, exported_panel, finding_pages, found, passphrase};
use crate::ui::words;
use leptos::prelude::*;

/// The page that sends.
pub(in crate::ui) fn submit(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let books = expect_context::<OpenBooks>();
    let done = Changing::new(None);
    let failed = Changing::new(None::<String>);
    let (title, next) = match open.meta.get_untracked().desk {
        Desk::Branch => ("交给单位", "请把文件用U盘或邮件交给本单位，由单位汇总报送。"),
        _ => (
            "报送方案",
            "请把文件用U盘或邮件交局党委基层组织建设年领导小组办公室审阅。",
        ),
    };
    let in_the_way = found(books, |f| f.blocks(Gate::Plan));
    let explained = found(books, |f| {
        f.rule.severity == Severity::Warning && !f.is_open() && Gate::Plan.includes(f.rule.gate)
    });
    let (sent, unit) = (open, open);
    let secret = Passphrase::new();
    let export = button("primary", "导出报送文件", move || {
        let open = open;
        run(async move {
            let exported = match secret.get() {
                Ok(passphrase) => export_submission(app, &open, &passphrase).await,
                Err(words) => Err(ExportError::Failed(words)),
            };
            let target = match exported {
                Ok(exported) => {
                    failed.try_set(None);
                    done.try_set(Some(exported));
                    "exported"
                }
                Err(error) => {
                    done.try_set(None);
                    failed.try_set(Some(error.words()));
                    "blocked"
                }
            };
            state::focus_soon(target.to_owned());
        });
    });
    let summary = live_if(
        move || !in_the_way.read().is_empty(),
        move || error_summary(in_the_way),
    );
    let passed = live_if(
        move || !explained.read().is_empty(),
        move || section("", "随文件上报的提醒", finding_pages(explained)),
    );
    let answers = live(move || {
        books.track_all();
        books.with(answers)
    });
    parts(vec![
        part(h1(title)),
        part(summary),
        part(passed),
        part(el("h2").child("核对要报送的内容")),
        part(answers),
        part(passphrase("submit-passphrase", secret, "")),
        part(el("p").child(export)),
        part(p("hint", "导出后可以继续修改，再次导出就是新的一版。")),
        part(alarm(failed)),
        part(live(move || {
            maybe(done.get(), |exported| exported_panel(exported, next))
        })),
        part(hand_back(app, unit, secret)),
        part(sent_before(sent, secret)),
    ])
}

/// The ways back to the branches: each gets its book with what the unit corrected and what the office said.
fn hand_back(app: App, open: OpenWorkspace, secret: Passphrase) -> AnyView {
    let books = open.books;
    if books.with(|books| books.unit.is_none() || books.unit_is_branch()) {
        return nothing();
    }
    let done = Changing::new(None);
    let failed = Changing::new(None::<String>);
    let open = StoredValue::new_local(open);
    let branches = live(move || {
        let ids = books.branch_ids();
        all(ids.into_iter().map(|id| {
            let name = books.with(|books| words::branch_name(books, &id));
            button("", name, move || {
                let (id, open) = (id.clone(), open.get_value());
                run(async move {
                    let exported = match secret.get() {
                        Ok(passphrase) => export_to_branch(app, &open, &id, &passphrase).await,
                        Err(words) => Err(ExportError::Failed(words)),
                    };
                    match exported {
                        Ok(exported) => {
                            failed.try_set(None);
                            done.try_set(Some(exported));
                            state::focus_soon("exported".into());
                        }
                        Err(error) => failed.try_set(Some(error.words())),
                    }
                });
            })
        }))
    });
    let next = "请把文件用U盘或邮件交给这个支部，由支部在自己的网页里导入。";
    let body = parts(vec![
        part(p(
            "hint",
            "支部自己也在填的，把单位改过的账本和办公室的意见交回支部；支部导入以后接着填，两边改的会合在一起。",
        )),
        part(el("p").child(branches)),
        part(alarm(failed)),
        part(live(move || {
            maybe(done.get(), |exported| exported_panel(exported, next))
        })),
    ]);
    section("", "交回支部", body)
}

/// What stands in the way, each line leading to its field.
fn error_summary(findings: Derived<RecordFindings>) -> AnyView {
    let heading = words_of(move || {
        let findings = findings.read();
        let errors = findings
            .iter()
            .filter(|f| f.rule.severity == Severity::Error)
            .count();
        match (errors, findings.len() - errors) {
            (0, n) => format!("报送前，还有 {n} 处提醒要改正或说明理由"),
            (n, 0) => format!("报送前，还有 {n} 处错误要改正"),
            (n, m) => format!("报送前，还有 {n} 处错误要改正，{m} 处提醒要改正或说明理由"),
        }
    });
    el("section")
        .class("panel failed")
        .attr("id", "blocked")
        .attr("tabindex", "-1")
        .attr("aria-labelledby", "blocked-title")
        .child(el("h2").attr("id", "blocked-title").child(heading))
        .child(finding_pages(findings))
        .view()
}

/// What will stand in the file, for one last look.
fn answers(books: &Books) -> AnyView {
    let told = |text: &str| {
        if text.trim().is_empty() {
            "（未填）"
        } else {
            text
        }
        .to_owned()
    };
    let unit = books.unit.as_ref().map(|unit| {
        let kind = unit.profile.kind.map(Choose::label).unwrap_or_default();
        format!(
            "{}（{kind}），书记 {}，负总责 {}。单位会议 {} 次，类型方案 {} 套，联系支部 {} 个。",
            unit.profile.name,
            told(&unit.profile.secretary),
            told(&unit.responsibility.overall_responsible),
            unit.unit_meetings.len(),
            unit.type_solutions.len(),
            unit.secretary_links.len()
        )
    });
    let grade = |grade: Option<Grade>| grade.map_or("（未填）", Choose::label);
    let rows = all(books.branches.iter().map(|branch| {
        let name = words::branch_name(books, branch.id());
        let grades = [branch.profile.initial_grade, branch.promotion_goal.target_grade].map(grade);
        let cell = |text: String| text.part();
        let cells = vec![
            ("支部书记", cell(told(&branch.profile.secretary))),
            ("原定等次→目标", cell(grades.join(" → "))),
            ("台账项目", cell(branch.items.len().to_string())),
            ("好事实事", cell(branch.good_deeds.len().to_string())),
            ("党员承诺", cell(branch.pledges.len().to_string())),
        ];
        table_row(name.part(), cells)
    }));
    let heads = [
        "支部",
        "支部书记",
        "原定等次→目标",
        "台账项目",
        "好事实事",
        "党员承诺",
    ];
    parts(vec![
        part(maybe(unit, |words| p("", words))),
        part(table(&heads, rows)),
    ])
}

/// Whether the office received what was sent.
pub(super) fn receipt(receipt: &Receipted) -> AnyView {
    match receipt {
        Receipted::NotYet => p("hint", "还没有回执。"),
        Receipted::Same(receipt) => {
            let day = receipt.received_on.map(words::date).unwrap_or_default();
            let day = match receipt.timeliness {
                Some(time) => format!("{day}，{}", time.label()),
                None => day,
            };
            p("accepted", format!("✓ 办公室已收到（{day}），与报送的一致。"))
        }
        Receipted::Other(_) => p(
            "refused",
            "✕ 办公室收到的与报送的不一致：文件在路上被改过或损坏了。报送时留存的这一份没有变：到“报送”页“再次下载”，重新交给办公室。",
        ),
    }
}

/// What was sent before, word for word as it went.
fn sent_before(open: OpenWorkspace, secret: Passphrase) -> AnyView {
    let failed = Changing::new(None::<String>);
    let list = live(move || {
        let files = open.sent.get();
        if files.is_empty() {
            return p("none", "还没有报送过。");
        }
        let files = all(files.into_iter().rev().map(|file| {
            // What went to a branch comes back as its next file.
            let receipt = if state::is_submission(&file) {
                receipt(&open.receipt_of(&file))
            } else {
                nothing()
            };
            let (name, text, at) = (file.name.clone(), file.text.clone(), words::moment(&file.at));
            let again = button("quiet", "再次下载", move || {
                let file = file.clone();
                run(async move {
                    let handed = match secret.get() {
                        Ok(passphrase) => hand_over_again(&file, &passphrase).await,
                        Err(words) => Err(words),
                    };
                    failed.try_set(handed.err());
                });
            });
            el("li")
                .child(el("span").class("file-name").child(name))
                .child(" ")
                .child(at)
                .child(" ")
                .child(again)
                .child(receipt)
                .child(
                    el("details")
                        .child(el("summary").child("查看原文"))
                        .child(el("pre").attr("tabindex", "0").child(text)),
                )
                .view()
        }));
        el("ul").class("sent").child(files).view()
    });
    section("", "已报送", parts(vec![part(alarm(failed)), part(list)]))
}
