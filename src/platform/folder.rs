//! A folder of the computer or a stick, which a person chose for the page (File System Access API).

use super::ask::{Refusal, ask, member};
use super::window;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::*;

/// The folder; the browser's own handle, which can be stored.
#[derive(Clone)]
pub struct Folder(pub JsValue);

/// Whether the browser lets a page write into a folder at all: some do, where the page comes by `https`, from this very
/// computer, or is a file of it.
pub fn can_choose_folder() -> bool {
    member(&window(), "showDirectoryPicker").is_function()
}

fn options(pairs: &[(&str, JsValue)]) -> JsValue {
    let options = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&options, &(*name).into(), value);
    }
    options.into()
}

/// Lets a person choose a folder. To be called from a click.
pub async fn choose_folder() -> Result<Folder, Refusal> {
    let given = options(&[("id", "jinwei".into()), ("mode", "readwrite".into())]);
    ask(&window(), "showDirectoryPicker", &[given]).await.map(Folder)
}

impl Folder {
    /// What it is called.
    pub fn name(&self) -> String {
        member(&self.0, "name").as_string().unwrap_or_default()
    }

    /// Whether the page may write there. Only `by_click` may the browser ask the person.
    pub async fn may_write(&self, by_click: bool) -> bool {
        let method = if by_click {
            "requestPermission"
        } else {
            "queryPermission"
        };
        let given = options(&[("mode", "readwrite".into())]);
        let answer = ask(&self.0, method, &[given]).await;
        answer.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
    }

    /// The names of the files in it, and whether anything stands in them. What cannot be looked at counts as holding
    /// something.
    pub async fn files(&self) -> Result<Vec<(String, bool)>, Refusal> {
        let values = Reflect::get(&self.0, &"values".into()).unwrap_or_default();
        let values: js_sys::Function = values.dyn_into().map_err(|_| Refusal::absent())?;
        let entries = values.call0(&self.0).map_err(|_| Refusal::absent())?;
        let mut all = Vec::new();
        loop {
            let next = ask(&entries, "next", &[]).await?;
            let entry = member(&next, "value");
            if !entry.is_object() {
                return Ok(all);
            }
            if member(&entry, "kind").as_string().as_deref() == Some("file") {
                let name = member(&entry, "name").as_string().unwrap_or_default();
                let file = ask(&entry, "getFile", &[]).await;
                let size = file.ok().and_then(|file| member(&file, "size").as_f64());
                all.push((name, size != Some(0.0)));
            }
        }
    }

    async fn entry(&self, name: &str, make: bool) -> Result<JsValue, Refusal> {
        let given = [name.into(), options(&[("create", make.into())])];
        ask(&self.0, "getFileHandle", &given).await
    }

    /// Writes a file. It is there with all of its text or, where this fails, without any.
    pub async fn write(&self, name: &str, text: &str) -> Result<(), Refusal> {
        let entry = self.entry(name, true).await?;
        let written = async {
            let stream = ask(&entry, "createWritable", &[]).await?;
            if let Err(refusal) = ask(&stream, "write", &[text.into()]).await {
                let _ = ask(&stream, "abort", &[]).await;
                return Err(refusal);
            }
            ask(&stream, "close", &[]).await
        };
        let written = written.await;
        if written.is_err() {
            // The name stands there since the file was asked for.
            let _ = self.remove(name).await;
        }
        written.map(drop)
    }

    /// A file of it.
    pub async fn file(&self, name: &str) -> Result<web_sys::File, Refusal> {
        let entry = self.entry(name, false).await?;
        let file = ask(&entry, "getFile", &[]).await?;
        file.dyn_into().map_err(|_| Refusal::absent())
    }

    /// Deletes a file of it.
    pub async fn remove(&self, name: &str) -> Result<(), Refusal> {
        ask(&self.0, "removeEntry", &[name.into()]).await.map(drop)
    }
}
