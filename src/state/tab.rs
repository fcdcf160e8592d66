//! This tab among the others that have the same workspace open: one has the pen, the others follow.
//!
//! Where the browser has locks, the pen is one, and the browser passes it on when its tab is closed. Where it has none, all
//! tabs may write; that no two of them write over each other is then the storage's doing alone, see
//! [`StorageError::Overtaken`](crate::storage::StorageError::Overtaken).

use super::app::{App, OpenWorkspace};
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

/// What tabs say to each other: one word, what it is about, and who says it where that matters.
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
    /// The tab from which the pen was taken and that has not said yet that all of its own is written; no name where it did
    /// not answer, as it then cannot be told from others.
    took_from: RefCell<Option<String>>,
    /// Whether this tab has slept, and not written since: the pen may have been taken, and the browser not have told yet.
    woke: Cell<bool>,
    closed: Cell<bool>,
    /// Whether its workspace is opened anew, with another of these: nothing is begun with this one any more.
    replaced: Cell<bool>,
    /// What was answered when the pen was asked for: the name of the tab that is ready, or that what was typed there cannot
    /// be written.
    answer: RefCell<Option<Result<String, ()>>>,
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
            took_from: RefCell::default(),
            woke: Cell::new(false),
            closed: Cell::new(false),
            replaced: Cell::new(false),
            answer: RefCell::default(),
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
        // The other tab was closed. One that is not shown yet is seen to when it is.
        if self.follows.replace(false)
            && let Some(open) = app.shown_with(self)
        {
            let tab = Rc::clone(self);
            run(async move { app.open_anew(&open, Some(tab)).await });
        }
    }

    /// Whether the pen is here.
    pub(super) fn has_pen(&self) -> bool {
        self.lock.borrow().is_some()
    }

    /// Whether no other tab writes while this one does: the browser has locks, and this tab the pen. From whom it was taken
    /// may still be writing what was typed there last, until it says that it follows.
    pub(super) fn writes_alone(&self) -> bool {
        self.has_pen()
            && self.asked.get() == Some(Asked::Held)
            && self.took_from.borrow().is_none()
            && !self.woke.get()
    }

    /// Notes that this tab has slept.
    pub(super) fn woke(&self) {
        self.woke.set(true);
    }

    /// Another tab took the pen. What was typed here and is not on the disk goes there first, merged with what is typed
    /// over there.
    fn lost(self: &Rc<Self>, app: App) {
        if self.closed.get() {
            return;
        }
        // From now on that tab writes as well.
        if let Some(lock) = self.lock.take() {
            lock.release();
        }
        // One that is not shown yet is seen to when it is.
        let Some(open) = app.shown_with(self) else {
            return;
        };
        run(async move {
            if open.books.settle_in_the_end().await {
                app.open_anew(&open, None).await;
            }
        });
    }

    /// Says, by the tab that follows in the place of this one, that all that was typed here is written. A third one, from which
    /// the pen was taken here, may still be writing: nobody speaks for that.
    pub(super) fn is_done(&self, follower: &Self) {
        if self.took_from.borrow().is_none() {
            follower.say(&format!("{LAID_DOWN} {}", self.id));
        }
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
        // A workspace that is not shown any more is none of this page's business.
        let Some(open) = app.shown_with(self) else {
            return;
        };
        let (word, about) = words.split_once(' ').unwrap_or((words, ""));
        let (about, from) = about.split_once(' ').unwrap_or((about, ""));
        let for_me = about == self.id;
        match word {
            REMOVED => run(async move { open.was_removed().await }),
            WROTE => run(async move { app.follow(&open).await }),
            ASKS if !self.follows.get() => {
                let (tab, about) = (Rc::clone(self), about.to_owned());
                run(async move {
                    let answer = if open.books.settle().await { READY } else { STUCK };
                    tab.say(&format!("{answer} {about} {}", tab.id));
                });
            }
            READY if for_me => drop(self.answer.replace(Some(Ok(from.to_owned())))),
            STUCK if for_me => drop(self.answer.replace(Some(Err(())))),
            LAID_DOWN => {
                let of_it = |known: &mut String| known == about;
                self.took_from.borrow_mut().take_if(of_it);
            }
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

    /// Tells the other tabs that this one wrote. Whoever was first is known by then.
    pub(super) fn tell_of(&self, turn: u64) {
        self.woke.set(false);
        self.say(&format!("{WROTE} {turn}"));
    }

    /// Takes the pen from the tab that has it, once that has written what was typed there. `Err` with words where it
    /// cannot.
    pub(super) async fn take_over(self: &Rc<Self>, app: App) -> Result<(), String> {
        self.answer.take();
        self.say(&format!("{ASKS} {}", self.id));
        let mut waited = 0;
        while self.answer.borrow().is_none() && waited < HAND_OVER {
            platform::pause(50).await;
            waited += 50;
        }
        let Ok(from) = self.answer.take().unwrap_or(Ok(String::new())) else {
            return Err(
                "那个标签页里还有内容没有存上，请先到那里按提示处理，再回来。这里什么也没有改动。".into(),
            );
        };
        // No answer: that tab is asleep. What it may not have written it merges in when it wakes.
        self.took_from.replace(Some(from));
        let (told, lost) = (Rc::clone(self), Rc::clone(self));
        platform::ask_for_lock(
            &self.lock_name,
            Ask::Steal,
            move |asked, lock| told.told(app, asked, lock),
            move || lost.lost(app),
        );
        Ok(())
    }

    /// Whether its workspace is opened anew, with another of these: what was begun with this one is not finished with it.
    pub(super) fn is_replaced(&self) -> bool {
        self.replaced.get()
    }

    /// Makes room for another of these, or (`false`) is not replaced after all.
    pub(super) fn give_way(&self, gives: bool) {
        self.replaced.set(gives);
        self.close();
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
