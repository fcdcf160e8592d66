//! What lies in a folder, and which of it a request may see.

use std::fs;
use std::path::Path;

use crate::trouble::{Trouble, While};

/// Every file below a folder, as a relative path with `/`, sorted. Links and hidden files are left out.
pub(crate) fn files(folder: &Path) -> Result<Vec<String>, Trouble> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<(), Trouble> {
    let reading = || format!("list {}", folder.display());
    for entry in fs::read_dir(folder).doing(reading)? {
        let entry = entry.doing(reading)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let kind = entry.file_type().doing(reading)?;
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), found)?;
        } else if kind.is_file() {
            found.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

/// The file that a request's target asks for. It is one of `files` or nothing: no target, however spelt, leads out of
/// the folder.
pub(crate) fn resolve<'f>(files: &'f [String], target: &str) -> Option<&'f str> {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let wanted = path.strip_prefix('/')?;
    let wanted = if wanted.is_empty() || wanted.ends_with('/') {
        format!("{wanted}index.html")
    } else {
        wanted.to_owned()
    };
    files.iter().map(String::as_str).find(|file| *file == wanted)
}

/// The type that browsers want to hear for a file of this name.
pub(crate) fn mime(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(target: &str) -> Option<String> {
        let files = [
            "index.html",
            "jinwei_rearranged.wasm",
            "schema/bundle-1.schema.json",
        ]
        .map(str::to_owned);
        resolve(&files, target).map(str::to_owned)
    }

    #[test]
    fn a_folder_is_its_page() {
        assert_eq!(resolved("/").as_deref(), Some("index.html"));
        assert_eq!(resolved("/?today=2012-07-03").as_deref(), Some("index.html"));
    }

    #[test]
    fn files_are_found_at_their_paths() {
        assert_eq!(
            resolved("/jinwei_rearranged.wasm").as_deref(),
            Some("jinwei_rearranged.wasm")
        );
        assert_eq!(
            resolved("/schema/bundle-1.schema.json").as_deref(),
            Some("schema/bundle-1.schema.json")
        );
    }

    #[test]
    fn nothing_else_is() {
        for target in [
            "/missing",
            "/schema",
            "/schema/",
            "/../Cargo.toml",
            "/schema/../index.html",
            "/%2e%2e/Cargo.toml",
            "//etc/passwd",
            "/..%2fCargo.toml",
            "/\\..\\Cargo.toml",
            "index.html",
            "http://example.org/index.html",
            "",
        ] {
            assert_eq!(resolved(target), None, "{target}");
        }
    }

    #[test]
    fn only_plain_files_of_the_folder_are_listed() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let listed = files(folder).expect("this crate's folder can be listed");
        assert!(listed.contains(&"src/site.rs".to_owned()), "{listed:?}");
        assert!(
            listed
                .iter()
                .all(|file| !file.starts_with('/') && !file.contains("..")),
            "{listed:?}"
        );
    }

    #[test]
    fn wasm_has_its_type() {
        assert_eq!(mime("jinwei_rearranged.wasm"), "application/wasm");
        assert_eq!(mime("jinwei.js"), "text/javascript; charset=utf-8");
        assert_eq!(mime("README"), "application/octet-stream");
    }
}
