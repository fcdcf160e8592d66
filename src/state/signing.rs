//! Signing what is sent, verifying what comes, and sealing with a passphrase.

use super::app::{App, OpenWorkspace};
use super::open_books::new_id;
use super::trust::{Proof, Source, Trust, noted, party, trust_of};
use crate::bundle::{
    self, Bundle, CHECK, ENCRYPTION, ES256, Holds, ITERATIONS, Outgoing, Sealed, Signature, Written,
    decode_bytes, decode_texts, encode_bytes, encode_texts, signed_json, to_sign, write_signed,
};
use crate::domain::{Book, KeyState};
use crate::platform::{self, FileError};
use crate::storage::{self, SigningKey, Write};

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
    let unable = |error: FileError| format!("没有导出：浏览器没有加密（{}）。可以不加口令再导出。", error.0);
    let salt = platform::random_bytes();
    let [iv @ .., _, _, _, _] = platform::random_bytes();
    let derived = platform::key_of_passphrase(passphrase, &salt, ITERATIONS, [ENCRYPTION, CHECK]);
    let (key, check) = derived.await.map_err(unable)?;
    let ciphertext = platform::encrypt(&key, &iv, text.as_bytes())
        .await
        .map_err(unable)?;
    let sealed = Sealed {
        holds,
        iterations: ITERATIONS,
        salt: salt.to_vec(),
        iv,
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
pub(super) async fn unseal(sealed: &Sealed, passphrase: &str) -> Result<Vec<u8>, NotOpened> {
    let names = [ENCRYPTION, CHECK];
    let derived = platform::key_of_passphrase(passphrase, &sealed.salt, sealed.iterations, names);
    let (key, check) = derived.await.map_err(|_| NotOpened::Unable)?;
    if check != sealed.check {
        return Err(NotOpened::WrongPassphrase);
    }
    let content = platform::decrypt(&key, &sealed.iv, &sealed.ciphertext).await;
    content.map_err(|_| NotOpened::Altered)
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

/// The key with which a workspace signs, made where there is none. `None` where the browser has no cryptography here or
/// does not keep keys: then nothing is signed.
async fn own_key(open: &OpenWorkspace) -> Option<SigningKey> {
    if !platform::can_encrypt() {
        return None;
    }
    let workspace = open.meta.get_untracked().id;
    if let Some(key) = storage::signing_key(&workspace).await.ok()? {
        return Some(key);
    }
    let [private, public] = platform::make_signing_keys().await.ok()?;
    let key = kept(&private, encode_bytes(&public)).await.ok()?;
    storage::put_signing_key(&workspace, &key).await.ok()?;
    Some(key)
}

/// A key as it is kept: to sign with, and a copy that only this browser can open.
async fn kept(private: &[u8], public: String) -> Result<SigningKey, FileError> {
    let wrapping = platform::make_encryption_key().await?;
    let [iv @ .., _, _, _, _]: [u8; 16] = platform::random_bytes();
    let iv: [u8; 12] = iv;
    Ok(SigningKey {
        private: platform::signing_key(private).await?,
        public,
        wrapped: platform::encrypt(&wrapping, &iv, private).await?,
        iv: iv.to_vec(),
        wrapping,
    })
}

/// The public key of a workspace, where it has one.
pub async fn own_public_key(open: &OpenWorkspace) -> Option<String> {
    let workspace = open.meta.get_untracked().id;
    let key = storage::signing_key(&workspace).await.ok()??;
    Some(key.public)
}

/// Writes a bundle, signed if it can be; with the key that signed it.
pub(super) async fn write_and_sign(
    open: &OpenWorkspace,
    outgoing: &Outgoing<'_>,
) -> (Written, Option<String>) {
    if let Some(key) = own_key(open).await {
        let message = to_sign(outgoing, &key.public);
        if let Ok(value) = platform::sign(&key.private, message.as_bytes()).await {
            let signature = Signature {
                value: encode_bytes(&value),
                ..Signature::begin(key.public.clone())
            };
            return (write_signed(outgoing, Some(signature)), Some(key.public));
        }
    }
    (write_signed(outgoing, None), None)
}

/// From whom a bundle is. `text` is its file.
pub(super) async fn source_of(open: Option<&OpenWorkspace>, bundle: &Bundle, text: &str) -> Source {
    let (whose, name) = party(bundle);
    let proof = proof_of(bundle, text).await;
    let mut own = false;
    if let (Proof::Signed(key), Some(open)) = (&proof, open) {
        own = own_public_key(open).await.as_ref() == Some(key);
    }
    Source {
        whose,
        name,
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
    match (signature.bytes(), signed_json(text)) {
        (Some((key, value)), Ok(message)) if platform::verify(&key, &value, message.as_bytes()).await => {
            Proof::Signed(signature.key.clone())
        }
        _ => Proof::Wrong,
    }
}

impl OpenWorkspace {
    /// How a file stands to what is known of its sender.
    pub fn trust(&self, source: &Source) -> Trust {
        self.books.with(|books| trust_of(books.keys.as_ref(), source))
    }

    /// The known keys with that of a file which is taken in, where it comes from there for the first time.
    pub(super) fn keys_with(&self, app: App, source: &Source) -> Option<Book> {
        if self.trust(source) != Trust::First {
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

/// Writes down who sent a file that was taken in otherwise than as books, where nothing is known of the sender yet.
pub async fn know(app: App, open: &OpenWorkspace, source: &Source) -> Result<(), String> {
    if open.trust(source) != Trust::First {
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
    let key = own_key(open)
        .await
        .ok_or("没有导出：这个网址打开的页面，浏览器不提供签名。请用 https 开头的网址打开本页。")?;
    let private = platform::decrypt(&key.wrapping, &key.iv, &key.wrapped).await;
    let private = private.map_err(|error| format!("没有导出：存着的密钥打不开（{}）。", error.0))?;
    let text = encode_texts(&[
        ("format", KEY_FORMAT),
        ("public", &key.public),
        ("private", &encode_bytes(&private)),
    ]);
    let sealed = seal(&text, passphrase, Holds::SigningKey).await?;
    let name = bundle::key_name(&open.meta.get_untracked().name);
    platform::download(&name, &sealed)
        .map_err(|error| format!("没有导出：浏览器没有接收下载（{}）。", error.0))
}

/// Takes a key in that another computer handed over: this workspace signs with it from now on.
pub async fn take_key(open: &OpenWorkspace, file: &web_sys::File, passphrase: &str) -> Result<(), String> {
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
    let unable = |error: FileError| format!("浏览器没有接受这把密钥（{}），什么也没有改动。", error.0);
    let key = kept(&private, public).await.map_err(unable)?;
    // Both halves are of one pair, or what is signed here would be nobody's.
    let signed = platform::sign(&key.private, KEY_FORMAT.as_bytes())
        .await
        .map_err(unable)?;
    if !platform::verify(&point, &signed, KEY_FORMAT.as_bytes()).await {
        return Err(other());
    }
    let workspace = open.meta.get_untracked().id;
    storage::put_signing_key(&workspace, &key)
        .await
        .map_err(|error| error.words())
}
