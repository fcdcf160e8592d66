//! This tab among the others that have the same workspace open: one has the pen, the others follow.
//!
//! Where the browser has locks, the pen is one, and the browser passes it on when its tab is closed. Where it has none, all
//! tabs may write; that no two of them write over each other is then the storage's doing alone, see
//! [`StorageError::Overtaken`](crate::storage::StorageError::Overtaken).

use super::app::{App, OpenWorkspace, Phase};
use super::open_books::new_id;
use super::reactive::run;
use crate::platform::{self, Ask, Asked, Channel, Lock};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// How long a new tab waits for the pen before it follows, milliseconds: the one that was closed or loaded anew a moment
/// ago has not laid it down yet.
const PEN_WAIT: i32 = 300;

/// How long the tab that has the pen is given to write what was typed there before the pen is taken, milliseconds.
const HAND_OVER: i32 = 3_000;

/// What tabs say to each other: one word, and what it is about.
const WROTE: &str = "wrote";
const ASKS: &str = "asks";
const READY: &str = "ready";
const STUCK: &str = "stuck";
const REMOVED: &str = "removed";
const LAID_DOWN: &str = "laid-down";

fn channel_name(workspace: &str) -> String {
    format!("jinwei-tabs-{workspace}")
}

/// This tab, with one workspace.
pub(super) struct Tab {
    id: String,
    lock_name: String,
    channel: RefCell<Option<Channel>>,
    lock: RefCell<Option<Lock>>,
    asked: Cell<Option<Asked>>,
    /// Whether it is settled that this tab follows.
    follows: Cell<bool>,
    /// Whether the pen was taken from another tab that has not said that all of its own is written.
    took_over: Cell<bool>,
    closed: Cell<bool>,
    /// What the tab that has the pen answered.
    answer: Cell<Option<bool>>,
}

impl Tab {
    pub(super) fn new(workspace: &str) -> Rc<Self> {
        Rc::new(Self {
            id: new_id().to_string(),
            lock_name: format!("jinwei-pen-{workspace}"),
            channel: RefCell::default(),
            lock: RefCell::default(),
            asked: Cell::new(None),
            follows: Cell::new(false),
            took_over: Cell::new(false),
            closed: Cell::new(false),
            answer: Cell::new(None),
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Asks for the pen. Returns whether this tab may write; if not, it is asked for until it comes, and the workspace is
    /// opened anew then.
    pub(super) async fn take_pen(self: &Rc<Self>, app: App) -> bool {
        let first = js_sys::Promise::new(&mut |go_on, _| {
            let told = {
                let (tab, go_on) = (Rc::clone(self), go_on.clone());
                move |asked, lock| {
                    tab.told(app, asked, lock);
                    let _ = go_on.call0(&JsValue::UNDEFINED);
                }
            };
            let lost = {
                let tab = Rc::clone(self);
                move || tab.lost(app)
            };
            platform::ask_for_lock(&self.lock_name, Ask::Wait, told, lost);
            platform::after(PEN_WAIT, move || drop(go_on.call0(&JsValue::UNDEFINED)));
        });
        let _ = wasm_bindgen_futures::JsFuture::from(first).await;
        let writes = self.asked.get().is_some();
        self.follows.set(!writes);
        writes
    }

    fn told(self: &Rc<Self>, app: App, asked: Asked, lock: Lock) {
        if self.closed.get() {
            lock.release();
            return;
        }
        self.asked.set(Some(asked));
        self.lock.replace(Some(lock));
        if self.follows.get() {
            // The other tab was closed.
            run(app.open_anew(Some(Rc::clone(self))));
        }
    }

    /// Whether the pen is here.
    pub(super) fn has_pen(&self) -> bool {
        self.lock.borrow().is_some()
    }

    /// Whether no other tab writes while this one does: the browser has locks, and this tab the pen. From whom it was taken
    /// may still be writing what was typed there last, until it says that it follows.
    pub(super) fn writes_alone(&self) -> bool {
        self.has_pen() && self.asked.get() == Some(Asked::Held) && !self.took_over.get()
    }

    /// Another tab took the pen. What was typed here and is not on the disk goes there first, merged with what is typed
    /// over there.
    fn lost(self: &Rc<Self>, app: App) {
        if self.closed.get() {
            return;
        }
        run(async move {
            if let Phase::Open(open) = app.phase.get_untracked()
                && !open.books.settle_in_the_end().await
            {
                return;
            }
            app.open_anew(None).await;
            if let Phase::Open(open) = app.phase.get_untracked()
                && open.follows
            {
                open.tab().say(LAID_DOWN);
            }
        });
    }

    /// Listens to the other tabs from now on.
    pub(super) fn listen(self: &Rc<Self>, app: App, workspace: &str) {
        let tab = Rc::downgrade(self);
        let heard = move |words: String| {
            if let Some(tab) = tab.upgrade() {
                tab.heard(app, &words);
            }
        };
        let channel = Channel::open(&channel_name(workspace), heard);
        self.channel.replace(Some(channel));
    }

    fn heard(self: &Rc<Self>, app: App, words: &str) {
        let Phase::Open(open) = app.phase.get_untracked() else {
            return;
        };
        let (word, about) = words.split_once(' ').unwrap_or((words, ""));
        let for_me = about == self.id;
        match word {
            REMOVED => run(async move { open.was_removed().await }),
            WROTE => run(async move { app.follow(&open).await }),
            ASKS if !self.follows.get() => {
                let (tab, about) = (Rc::clone(self), about.to_owned());
                run(async move {
                    let answer = if open.books.settle().await { READY } else { STUCK };
                    tab.say(&format!("{answer} {about}"));
                });
            }
            READY if for_me => self.answer.set(Some(true)),
            STUCK if for_me => self.answer.set(Some(false)),
            LAID_DOWN => self.took_over.set(false),
            _ => {}
        }
    }

    /// Tells the tabs that have a workspace open that a person deletes it here.
    pub(super) fn tell_removed(workspace: &str) {
        Channel::open(&channel_name(workspace), |_| {}).say(REMOVED);
    }

    fn say(&self, words: &str) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.say(words);
        }
    }

    /// Tells the other tabs that this one wrote.
    pub(super) fn tell_of(&self, turn: u64) {
        self.say(&format!("{WROTE} {turn}"));
    }

    /// Takes the pen from the tab that has it, once that has written what was typed there. `Err` with words where it
    /// cannot.
    pub(super) async fn take_over(self: &Rc<Self>, app: App) -> Result<(), String> {
        self.answer.set(None);
        self.say(&format!("{ASKS} {}", self.id));
        let mut waited = 0;
        while self.answer.get().is_none() && waited < HAND_OVER {
            platform::pause(50).await;
            waited += 50;
        }
        if self.answer.get() == Some(false) {
            return Err(
                "那个标签页里还有内容没有存上，请先到那里按提示处理，再回来。这里什么也没有改动。".into(),
            );
        }
        // No answer: that tab is asleep. What it may not have written it merges in when it wakes.
        self.took_over.set(true);
        let (told, lost) = (Rc::clone(self), Rc::clone(self));
        platform::ask_for_lock(
            &self.lock_name,
            Ask::Steal,
            move |asked, lock| told.told(app, asked, lock),
            move || lost.lost(app),
        );
        Ok(())
    }

    /// Lays the pen down and hears nothing any more.
    pub(super) fn close(&self) {
        self.closed.set(true);
        self.channel.take();
        if let Some(lock) = self.lock.take() {
            lock.release();
        }
    }
}

impl OpenWorkspace {
    /// Takes the pen from the tab that has it. The words say why it cannot.
    pub async fn take_over(&self, app: App) -> Result<(), String> {
        self.tab().take_over(app).await
    }
}
