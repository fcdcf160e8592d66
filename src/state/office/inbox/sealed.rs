//! Files under a passphrase: one passphrase opens all that have it.

use super::Inbox;
use super::letter::{Letter, Outcome};
use super::pace::Pace;
use crate::bundle::{self, Holds, Sealed};
use crate::platform;
use crate::state::run;
use crate::state::signing::{NotOpened, unseal_by};
use js_sys::Uint8Array;
use leptos::prelude::*;
use std::rc::Rc;

impl Inbox {
    /// What is in a sealed file, by what opened others; or that it waits. Nobody has typed a passphrase for it yet.
    pub(super) async fn unsealed_by_known(self, name: &str, sealed: Rc<Sealed>) -> Outcome {
        match self.unsealed(name, sealed, &self.passphrases.get_value()).await {
            Outcome::Sealed(sealed, ..) => Outcome::Sealed(sealed, false, "加了口令，请在表格上面输入口令。"),
            opened => opened,
        }
    }

    /// What is in a sealed file, by one of these passphrases; or that none of them fits.
    async fn unsealed(self, name: &str, sealed: Rc<Sealed>, passphrases: &[String]) -> Outcome {
        if sealed.holds == Holds::SigningKey {
            let words =
                "这是签名密钥的文件，里面没有账本。请在“工作区与设置”的“签名”里取回它。什么也没有改动。";
            return Outcome::Unreadable("signing_key", words.into());
        }
        if !platform::can_encrypt() {
            let why = NotOpened::Unable;
            return Outcome::Unreadable(why.code(), why.words().into());
        }
        match unseal_by(&sealed, passphrases).await {
            Ok(bytes) => {
                let inside = Uint8Array::from(&bytes[..]);
                self.looked(name, &bytes, bundle::read(&bytes), inside).await
            }
            Err(NotOpened::Altered) => {
                let why = NotOpened::Altered;
                Outcome::Unreadable(why.code(), why.words().into())
            }
            Err(why) => Outcome::Sealed(sealed, true, why.words()),
        }
    }

    /// How many files wait for a passphrase.
    pub fn sealed(self) -> usize {
        let letters = self.letters();
        let waits = |letter: &&Rc<Letter>| matches!(letter.outcome, Outcome::Sealed(..));
        letters.iter().filter(waits).count()
    }

    /// Opens with a passphrase whatever waits for it; the files that come later, too.
    pub fn unlock(self, passphrase: String) {
        let sealed = self.sealed();
        if self.progress.get_untracked().busy || sealed == 0 {
            return;
        }
        self.stop.set_value(false);
        run(async move {
            let mut pace = Pace::new(self, false, sealed);
            let passphrases = [passphrase];
            let mut fits = false;
            for (at, letter) in self.letters.get_value().into_iter().enumerate() {
                let Outcome::Sealed(sealed, ..) = &letter.outcome else {
                    continue;
                };
                if self.stop.get_value() {
                    break;
                }
                let outcome = self.unsealed(&letter.name, Rc::clone(sealed), &passphrases).await;
                fits |= !matches!(outcome, Outcome::Sealed(..));
                let letter = self.weighed(Letter::new(letter.name.clone(), outcome));
                self.letters.update_value(|letters| letters[at] = letter);
                pace.step().await;
            }
            if fits {
                let [passphrase] = passphrases;
                self.passphrases.update_value(|known| {
                    if !known.contains(&passphrase) {
                        known.push(passphrase);
                    }
                });
            }
            pace.end();
        });
    }
}
