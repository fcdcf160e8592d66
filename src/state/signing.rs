//! Signing what is sent, verifying what comes, and sealing with a passphrase.

use super::app::{App, OpenWorkspace};
use super::import::too_large;
use super::open_books::new_id;
use super::trust::{Proof, Source, Trust, noted, party, spoken_for, trust_of};
use crate::bundle::{
    self, Bundle, CHECK, ENCRYPTION, ES256, Holds, ITERATIONS, Outgoing, Sealed, Signature, Written,
    decode_bytes, decode_texts, encode_bytes, encode_texts, signed_json, to_sign, write_signed,
};
use crate::domain::{Book, KeyState};
use crate::platform;
use crate::storage::{self, Write};
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};

/// The format's name of a key that is carried to another computer.
const KEY_FORMAT: &str = "jinwei-key";

/// The fewest characters of a passphrase.
const SHORTEST: usize = 8;

/// Why a sealed file was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    /// Another passphrase.
    WrongPassphrase,
    /// The passphrase is right, the content is not what was sealed with it.
    Altered,
    /// The browser cannot.
    Unable,
}

impl NotOpened {
    /// The name of the case.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongPassphrase => "wrong_passphrase",
            Self::Altered => "altered",
            Self::Unable => "no_cryptography",
        }
    }

    /// What happened, what was kept and what to do.
    pub fn words(self) -> &'static str {
        match self {
            Self::WrongPassphrase => {
                "口令不对，没有打开，什么也没有改动。请核对大小写和中英文输入法；仍打不开，请向对方再问一遍口令。"
            }
            Self::Altered => {
                "口令对，但文件里加密的内容被改动过，打不开，什么也没有改动。请让对方重新导出并发送。"
            }
            Self::Unable => {
                "这个网址打开的页面，浏览器不提供解密，打不开加了口令的文件，什么也没有改动。请用 https 开头的网址打开本页，或者请对方不加口令再发。"
            }
        }
    }
}

/// What is typed twice, as a passphrase: empty where none is wanted, or words that say why it does not do.
pub fn passphrase_of([once, again]: &[String; 2]) -> Result<String, String> {
    if once != again {
        return Err("没有导出：两次输入的口令不一样，请重新输入。".into());
    }
    if (1..SHORTEST).contains(&once.chars().count()) {
        return Err(format!(
            "没有导出：口令太短，至少要 {SHORTEST} 个字。不想加口令的，把口令清空。"
        ));
    }
    Ok(once.clone())
}

/// Seals a text with a passphrase, and opens it again before anyone gets it.
pub(super) async fn seal(text: &str, passphrase: &str, holds: Holds) -> Result<String, String> {
    let sealed = platform::seal(text, passphrase, ITERATIONS, [ENCRYPTION, CHECK]).await;
    let sealed =
        sealed.map_err(|error| format!("没有导出：浏览器没有加密（{}）。可以不加口令再导出。", error.0))?;
    let parts = sealed.unchecked_into::<Array>();
    let [salt, iv, check, ciphertext] = [0, 1, 2, 3].map(|at| platform::bytes_of(&parts.get(at)));
    let sealed = Sealed {
        holds,
        iterations: ITERATIONS,
        salt,
        iv: iv.try_into().unwrap_or_default(),
        check: check.try_into().unwrap_or_default(),
        ciphertext,
    };
    let written = sealed.write();
    let again = Sealed::read(written.as_bytes());
    match again {
        Ok(again) if unseal(&again, passphrase).await.as_deref() == Ok(text.as_bytes()) => Ok(written),
        _ => Err("加了口令的文件读回来不一致，没有导出。可以不加口令再导出。".into()),
    }
}

/// Opens a sealed file.
async fn unseal(sealed: &Sealed, passphrase: &str) -> Result<Vec<u8>, NotOpened> {
    let parts = [&sealed.iv[..], &sealed.check, &sealed.ciphertext];
    let opened = platform::unseal(
        passphrase,
        &sealed.salt,
        sealed.iterations,
        [ENCRYPTION, CHECK],
        parts,
    );
    match opened.await {
        Err(_) => Err(NotOpened::Unable),
        Ok(nothing) if nothing.is_undefined() => Err(NotOpened::WrongPassphrase),
        Ok(altered) if altered.is_falsy() => Err(NotOpened::Altered),
        Ok(content) => Ok(platform::bytes_of(&content)),
    }
}

/// Opens a sealed file by one of several passphrases. `Err` tells of the last.
pub async fn unseal_by(sealed: &Sealed, passphrases: &[String]) -> Result<Vec<u8>, NotOpened> {
    let mut outcome = Err(NotOpened::WrongPassphrase);
    for passphrase in passphrases {
        outcome = unseal(sealed, passphrase).await;
        if outcome != Err(NotOpened::WrongPassphrase) {
            break;
        }
    }
    outcome
}

/// The key with which a workspace signs, made where there is none, with its public half as it stands in files. `None` where
/// the browser has no cryptography here or does not keep keys: then nothing is signed.
async fn own_key(open: &OpenWorkspace) -> Option<(JsValue, String)> {
    if !platform::can_encrypt() {
        return None;
    }
    let workspace = open.meta.get_untracked().id;
    let key = if let Some(key) = storage::signing_key(&workspace).await.ok()? {
        key
    } else {
        let key = platform::make_key().await.ok()?;
        storage::put_signing_key(&workspace, &key).await.ok()?;
        key
    };
    let public = encode_bytes(&platform::public_of(&key));
    Some((key, public))
}

/// The public key of a workspace, where it has one.
pub async fn own_public_key(open: &OpenWorkspace) -> Option<String> {
    let workspace = open.meta.get_untracked().id;
    let key = storage::signing_key(&workspace).await.ok()??;
    Some(encode_bytes(&platform::public_of(&key)))
}

/// Writes a bundle, signed if it can be; with the key that signed it.
pub(super) async fn write_and_sign(
    open: &OpenWorkspace,
    outgoing: &Outgoing<'_>,
) -> (Written, Option<String>) {
    let mut signature = None;
    if let Some((key, public)) = own_key(open).await
        && let Ok(value) = platform::sign(&key, &to_sign(outgoing, &public)).await
    {
        signature = Some(Signature {
            value: encode_bytes(&platform::bytes_of(&value)),
            ..Signature::begin(public)
        });
    }
    let signed_by = signature.as_ref().map(|signature| signature.key.clone());
    (write_signed(outgoing, signature), signed_by)
}

/// From whom a bundle is. `text` is its file.
pub(super) async fn source_of(open: Option<&OpenWorkspace>, bundle: &Bundle, text: &str) -> Source {
    let proof = proof_of(bundle, text).await;
    let mut own = false;
    if let (Proof::Signed(key), Some(open)) = (&proof, open) {
        own = own_public_key(open).await.as_ref() == Some(key);
    }
    let party = party(bundle);
    let spoken_for = open.and_then(|open| {
        let (desk, from) = (open.meta.get_untracked().desk, bundle.envelope.created_by.desk);
        open.books.with(|books| spoken_for(desk, books, from, &party))
    });
    Source {
        party,
        is_elsewhere: spoken_for.is_some(),
        instead_of: spoken_for.into_iter().collect(),
        proof,
        own,
    }
}

async fn proof_of(bundle: &Bundle, text: &str) -> Proof {
    let Some(signature) = &bundle.envelope.signature else {
        return Proof::Unsigned;
    };
    if signature.algorithm != ES256 {
        return Proof::Unsupported;
    }
    if !platform::can_encrypt() {
        return Proof::Unverified;
    }
    if let (Some((key, value)), Ok(message)) = (signature.bytes(), signed_json(text))
        && platform::verify(&key, &value, &message)
            .await
            .is_ok_and(|said| said.is_truthy())
    {
        return Proof::Signed(signature.key.clone());
    }
    Proof::Wrong
}

impl OpenWorkspace {
    /// How a file stands to what is known of its sender.
    pub fn trust(&self, source: &Source) -> Trust {
        self.books.with(|books| trust_of(books.keys.as_ref(), source))
    }

    /// The known keys with that of a file which is taken in, where it comes from there for the first time, or from there
    /// under another id.
    pub(super) fn keys_with(&self, app: App, source: &Source) -> Option<Book> {
        if !self.trust(source).is_noted() {
            return None;
        }
        self.keys_with_state(app, source, KeyState::Known)
    }

    fn keys_with_state(&self, app: App, source: &Source, state: KeyState) -> Option<Book> {
        let today = app.today.get_untracked();
        let book = self
            .books
            .with(|books| noted(books.keys.as_ref(), source, state, today, &mut new_id));
        book.map(Book::Keys)
    }
}

/// Writes down who sent a file that was taken in otherwise than as books, where that is not known yet.
pub async fn know(app: App, open: &OpenWorkspace, source: &Source) -> Result<(), String> {
    if !open.trust(source).is_noted() {
        return Ok(());
    }
    decide(app, open, source, KeyState::Known).await
}

/// Writes down what a person decided about the key of a file's sender.
pub async fn decide(app: App, open: &OpenWorkspace, source: &Source, state: KeyState) -> Result<(), String> {
    let Some(keys) = open.keys_with_state(app, source, state) else {
        return Ok(());
    };
    let write = Write {
        what: "trust",
        books: vec![keys],
        ..Write::default()
    };
    open.write(write).await.map_err(|error| error.words())
}

/// Hands over the workspace's key as a file, sealed with a passphrase; made first, where there is none.
pub async fn export_key(open: &OpenWorkspace, passphrase: &str) -> Result<(), String> {
    let (key, public) = own_key(open)
        .await
        .ok_or("没有导出：浏览器在这里不提供签名，或者不让保存密钥。请用 https 开头的网址打开本页。")?;
    let private = platform::secret_of(&key).await;
    let private = private.map_err(|error| format!("没有导出：存着的密钥打不开（{}）。", error.0))?;
    let text = encode_texts(&[
        ("format", KEY_FORMAT),
        ("public", &public),
        ("private", &encode_bytes(&platform::bytes_of(&private))),
    ]);
    let sealed = seal(&text, passphrase, Holds::SigningKey).await?;
    let name = bundle::key_name(&open.meta.get_untracked().name);
    platform::download(&name, &sealed)
        .map_err(|error| format!("没有导出：浏览器没有接收下载（{}）。", error.0))
}

/// Takes a key in that another computer handed over: this workspace signs with it from now on.
pub async fn take_key(open: &OpenWorkspace, file: &web_sys::File, passphrase: &str) -> Result<(), String> {
    if let Some((_, words)) = too_large(file) {
        return Err(words);
    }
    let bytes = platform::read_file(file)
        .await
        .map_err(|error| format!("浏览器读不出这个文件（{}），什么也没有改动。", error.0))?;
    let other = || "这不是签名密钥的文件，什么也没有改动。请选择从“另存签名密钥”得到的文件。".to_owned();
    let sealed = match Sealed::read(&bytes) {
        Ok(sealed) if sealed.holds == Holds::SigningKey => sealed,
        Ok(_) | Err(bundle::Unreadable::Foreign) => return Err(other()),
        Err(unreadable) => return Err(unreadable.words()),
    };
    let text = unseal(&sealed, passphrase)
        .await
        .map_err(|error| error.words().to_owned())?;
    let text = String::from_utf8(text).map_err(|_| other())?;
    let held = decode_texts(&text, ["format", "public", "private"]).ok_or_else(other)?;
    let [Some(format), Some(public), Some(private)] = held else {
        return Err(other());
    };
    let (Some(point), Some(private)) = (decode_bytes(&public), decode_bytes(&private)) else {
        return Err(other());
    };
    if format != KEY_FORMAT {
        return Err(other());
    }
    let key = platform::take_key(&private, &point).await;
    let key = key.map_err(|error| format!("浏览器没有接受这把密钥（{}），什么也没有改动。", error.0))?;
    let workspace = open.meta.get_untracked().id;
    storage::put_signing_key(&workspace, &key)
        .await
        .map_err(|error| error.words())
}
