//! Opening workspaces: reading them from the disk, following another tab.

use super::{App, OpenWorkspace, Phase};
use crate::domain::Choose as _;
use crate::platform;
use crate::state::reactive::run;
use crate::state::tab::Tab;
use crate::storage::{self, Catalogue, Desk, StorageError, Workspace, WorkspaceMeta};
use leptos::prelude::*;
use std::rc::Rc;

/// In the address, the workspace to open where the browser remembers nothing.
const WORKSPACE: &str = "workspace";

impl App {
    pub(super) async fn open_last(self) -> Result<(), StorageError> {
        let all = Catalogue::open().await?.all().await?;
        let all = self.keeping().look_through(self, all).await?;
        // Where nothing is remembered, the address says what was chosen before the page was loaded anew.
        let last = storage::last_workspace().or_else(|| platform::query(WORKSPACE));
        let known = all
            .iter()
            .find(|meta| Some(&meta.id) == last.as_ref())
            .or(match all.as_slice() {
                // The preference may be lost; a single workspace needs no choice.
                [only] => Some(only),
                _ => None,
            });
        let known = known.cloned();
        self.workspaces.set(all);
        let all_are_here = self.keeping().lost.with_untracked(Vec::is_empty);
        if let Some(meta) = known.filter(|_| all_are_here) {
            // One that does not open keeps nobody from the others, or from a backup.
            if let Err(error) = self.open(meta).await {
                self.not_opened.set(Some(error.words()));
                self.go_to_start();
            }
            return Ok(());
        }
        self.phase.set(Phase::Start);
        Ok(())
    }

    /// Opens a workspace, once all that was typed in the one that is open is on the disk.
    pub async fn open(self, meta: WorkspaceMeta) -> Result<(), StorageError> {
        let chosen = !matches!(self.phase.get_untracked(), Phase::Opening);
        if meta.desk == Desk::Office && self.office.is_none() {
            return self.open_at_office(&meta).await;
        }
        self.write_everything().await?;
        self.leave();
        let tab = Tab::new(&meta.id);
        let writes = tab.take_pen(self).await;
        let open = match self.read_in(meta.clone(), Rc::clone(&tab), writes, None).await {
            Ok(Some(open)) => open,
            Ok(None) => {
                tab.close();
                return self.keeping().miss(self, &meta).await;
            }
            Err(error) => {
                // The pen is laid down, or the next try in this tab would follow this one.
                tab.close();
                self.go_to_start();
                self.not_opened.set(Some(error.words()));
                return Err(error);
            }
        };
        self.show(open);
        if chosen {
            platform::on_next_frame(platform::focus_top);
        }
        Ok(())
    }

    /// Opens the workspace that is shown once more, from the disk: this tab got the pen, with `tab`, or lost it, or there is
    /// more than books that another tab wrote. What was begun with `open` and has not come to its write fails then.
    pub(in crate::state) async fn open_anew(self, open: &OpenWorkspace, tab: Option<Rc<Tab>>) {
        let old = open.tab();
        // It was left, or that is being done already.
        if old.is_replaced() || !self.still_shows(open) {
            return;
        }
        let meta = open.meta.get_untracked();
        let has_old = tab.is_some();
        let (tab, writes) = if let Some(tab) = tab {
            (tab, true)
        } else {
            old.give_way(true);
            let tab = Tab::new(&meta.id);
            let writes = tab.take_pen(self).await;
            (tab, writes)
        };
        loop {
            let read = self
                .read_in(meta.clone(), Rc::clone(&tab), writes, Some(open))
                .await;
            if !self.still_shows(open) || (has_old && old.is_replaced()) {
                return tab.close();
            }
            match read {
                // What was typed while it was read goes to the disk, and is read with it.
                Ok(_) if open.books.is_unsaved() => {
                    if !open.books.settle_in_the_end().await {
                        // It stays on the screen, with the reason.
                        return tab.close();
                    }
                    tab.tell_of(open.books.turn());
                }
                Ok(Some(anew)) => {
                    anew.books.clashes().set(open.books.clashes().get_untracked());
                    // What was said stays said.
                    anew.problems.update(|all| {
                        let said = open.problems.get_untracked().into_iter();
                        let more: Vec<_> = said.filter(|words| !all.contains(words)).collect();
                        all.extend(more);
                    });
                    self.show(anew);
                    if anew.follows {
                        old.is_done(&anew.tab());
                    }
                    return;
                }
                // Nothing is ever missed that is shown.
                Ok(None) => {}
                Err(error) => {
                    tab.close();
                    old.give_way(false);
                    return self.stays(*open, &error);
                }
            }
        }
    }

    /// The workspace that is open.
    pub(in crate::state) fn shown(self) -> Option<OpenWorkspace> {
        match self.phase.get_untracked() {
            Phase::Open(open) => Some(open),
            _ => None,
        }
    }

    /// The same, where this is its tab.
    pub(in crate::state) fn shown_with(self, tab: &Rc<Tab>) -> Option<OpenWorkspace> {
        self.shown().filter(|open| Rc::ptr_eq(&open.tab(), tab))
    }

    /// Whether this is what is shown, or would be, were no earlier version waited for.
    fn still_shows(self, open: &OpenWorkspace) -> bool {
        match self.phase.get_untracked() {
            Phase::Open(now) => Rc::ptr_eq(&now.tab(), &open.tab()),
            phase => matches!(phase, Phase::Waiting(_)),
        }
    }

    /// A workspace could not be read anew: what was shown of it stays on the screen, with the reason.
    fn stays(self, open: OpenWorkspace, why: &StorageError) {
        // An earlier version in another tab may have been waited for.
        if !matches!(self.phase.get_untracked(), Phase::Open(_)) {
            self.phase.set(Phase::Open(open));
        }
        let words = format!(
            "没有能够从存储里重新读出这个工作区。屏幕上还是原来的内容，没有丢；请先导出备份文件，再刷新本页。原因：{why}"
        );
        open.problems.update(|all| all.push(words));
    }

    /// Shows a workspace that was read in.
    fn show(self, open: OpenWorkspace) {
        self.not_opened.set(None);
        self.phase.set(Phase::Open(open));
        self.owner
            .with_value(|owner| owner.with(|| self.keeping().opened(self, open)));
        if open.is_newer {
            // It is looked at as it was found.
            return;
        }
        let has_pen = open.tab().has_pen();
        if !open.follows && has_pen {
            open.mend();
        }
        run(async move {
            if open.follows == has_pen {
                // It came while the workspace was read in to follow (a browser that has just started is slow with locks), or was
                // taken.
                self.open_anew(&open, has_pen.then(|| open.tab())).await;
            } else if open.follows {
                // What was written between reading and listening was not heard of.
                self.follow(&open).await;
            } else {
                open.thin_history().await;
                open.thin_points().await;
            }
        });
    }

    /// Shows what another tab wrote.
    pub(in crate::state) async fn follow(self, open: &OpenWorkspace) {
        let db = open.db();
        if open.follows && db.reopen().await.is_err() {
            return;
        }
        let Ok(kept) = db.look(open.books.turn()).await else {
            return;
        };
        if kept.is_newer || !kept.books_only {
            // Files came or went: all is read anew, once what is typed here is on the disk. A newer page's takes nothing
            // more: what waits stays on the screen, with the reason; else it is shown as what it is.
            if open.books.settle().await {
                self.open_anew(open, None).await;
            }
        } else if open.follows {
            open.books.follow(kept);
        } else if let Some(_hold) = open.books.hold().await
            && !open.books.owes_all()
        {
            let _ = open.books.catch_up().await;
        }
    }

    /// Reads a workspace from the disk. Where the disk has lost what is `shown`, that is what it holds; where nothing is
    /// shown and nothing at all is there, it was emptied, as every workspace begins with a book: `None`.
    async fn read_in(
        self,
        meta: WorkspaceMeta,
        tab: Rc<Tab>,
        writes: bool,
        shown: Option<&OpenWorkspace>,
    ) -> Result<Option<OpenWorkspace>, StorageError> {
        let words = format!(
            "“{}”还在另一个标签页（窗口）里打开着，那里是旧版本的页面，正占着存储。请关闭那个标签页，这里就会接着打开；内容都还在。",
            meta.name
        );
        let blocked = move || self.phase.set(Phase::Waiting(words.clone()));
        let db = Rc::new(Workspace::open_waiting(&meta.id, blocked).await?);
        let mut kept = db.load().await?;
        if kept.is_newer {
            // It is not written here: whoever can may have the pen.
            tab.close();
        }
        let writes = writes && !kept.is_newer;
        if shown.is_none() && kept.is_empty() && kept.unread.is_empty() && !kept.is_newer {
            return Ok(None);
        }
        let is_lost = kept.is_empty() && shown.is_some_and(|shown| shown.hands_over(&mut kept));
        let mut beside = None;
        if let (Desk::Office, Some(office)) = (meta.desk, self.office) {
            beside = Some((office, (office.complete)(self, &meta, &db, &mut kept).await?));
        }
        storage::set_last_workspace(&meta.id, meta.desk);
        if !kept.is_newer {
            tab.listen(self, &meta.id);
        }
        // What the workspace's signals live in must outlive the page that asked for it.
        Ok(Some(self.owner.with_value(|owner| {
            owner.with(|| {
                let open = OpenWorkspace::new(self, meta, db, kept, tab, writes, is_lost);
                if let Some((office, beside)) = beside {
                    open.hold_office((office.open)(self, &open, beside));
                }
                open
            })
        })))
    }

    /// Loads the page anew with the office's program, which opens the workspace. Only when all that was typed is on
    /// the disk: this page is gone then.
    async fn open_at_office(self, meta: &WorkspaceMeta) -> Result<(), StorageError> {
        self.write_everything().await?;
        self.phase.set(Phase::Opening);
        if storage::set_last_workspace(&meta.id, meta.desk) {
            platform::load_anew(&[]);
        } else {
            platform::load_anew(&[("program", meta.desk.code()), (WORKSPACE, &meta.id)]);
        }
        Ok(())
    }
}
