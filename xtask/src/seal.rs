//! Writes a strict Content-Security-Policy into the finished page, so that it asks the network for nothing but its
//! own files and runs nothing but its own code, whatever host it lies on.
//!
//! **Invariant:** no `'unsafe-inline'` and no other host. An inline script is admitted by its hash; inline styles
//! are not admitted at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::trouble::Trouble;

/// The policy's attribute, by which a sealed page is known.
pub(crate) const MARK: &str = "http-equiv=\"Content-Security-Policy\"";

/// The page with its policy, right after the charset and so before anything that the policy governs.
pub(crate) fn seal(html: &str) -> Result<String, Trouble> {
    if is_sealed(html) {
        return Err(Trouble::new("index.html already carries a security policy"));
    }
    // Browsers hash a script after turning every line end into one line feed; so does the sealed page.
    let html = html.replace("\r\n", "\n");
    check_addresses(&html)?;
    check_styles(&html)?;
    let place = after_charset(&html)?;
    let (head, rest) = html.split_at(place);
    let policy = policy(&inline_scripts(&html));
    Ok(format!("{head}\n    <meta {MARK} content=\"{policy}\" />{rest}"))
}

/// Whether the page carries a policy.
pub(crate) fn is_sealed(html: &str) -> bool {
    html.contains(MARK)
}

/// The policy for a page with these inline scripts.
fn policy(inline_scripts: &[&str]) -> String {
    let scripts = inline_scripts.iter().fold(
        "script-src 'self' 'wasm-unsafe-eval'".to_owned(),
        |sources, script| format!("{sources} '{}'", hash(script)),
    );
    [
        "default-src 'none'",
        // WebAssembly counts as script; this word admits it without admitting eval.
        &scripts,
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        // The page fetches its own wasm; it sends nothing anywhere.
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ")
}

/// A script's or style's hash as a policy writes it.
pub(crate) fn hash(script: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(script)))
}

/// The text of every script that has no `src`.
pub(crate) fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some((_, from_tag)) = rest.split_once("<script") {
        let Some((attributes, body)) = from_tag.split_once('>') else {
            break;
        };
        let Some((script, after)) = body.split_once("</script>") else {
            break;
        };
        if !attributes.contains(" src=") {
            scripts.push(script);
        }
        rest = after;
    }
    scripts
}

/// The page must run from any folder of any host, and load nothing from another.
fn check_addresses(html: &str) -> Result<(), Trouble> {
    for attribute in [" href=\"", " src=\""] {
        for after in html.split(attribute).skip(1) {
            let address = after.split('"').next().unwrap_or_default();
            if address.starts_with('/') || (address.contains(':') && !address.starts_with("data:")) {
                return Err(Trouble::new(format!(
                    "index.html names `{address}`, which is not relative to the page"
                )));
            }
        }
    }
    Ok(())
}

/// Inline styles would be dropped by the policy without a word to the reader, so they are refused here.
fn check_styles(html: &str) -> Result<(), Trouble> {
    for inline in ["<style", " style="] {
        if html.contains(inline) {
            return Err(Trouble::new(format!(
                "index.html holds `{inline}`, which its policy blocks: put the style into the stylesheet"
            )));
        }
    }
    Ok(())
}

/// The place after the charset's tag, which must come before any script or link.
fn after_charset(html: &str) -> Result<usize, Trouble> {
    let tag = html.find("<meta charset=");
    let end = tag.and_then(|start| html[start..].find('>').map(|length| start + length + 1));
    let first_load = ["<script", "<link"]
        .iter()
        .filter_map(|tag| html.find(tag))
        .min()
        .unwrap_or(html.len());
    match end {
        Some(end) if end <= first_load => Ok(end),
        _ => Err(Trouble::new(
            "index.html must begin its head with <meta charset=…>, before any script or link",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta charset=\"utf-8\" /><title>t</title>\
        <script type=\"module\">alert('Hello, world.');</script>\
        <script src=\"./a.js\"></script><link href=\"./a.css\" /></head>";

    /// The example of the standard: <https://www.w3.org/TR/CSP3/#example-script-src-hash> hashes such a script.
    #[test]
    fn a_script_is_known_by_its_hash() {
        assert_eq!(
            hash("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }

    #[test]
    fn only_inline_scripts_are_hashed() {
        assert_eq!(inline_scripts(PAGE), ["alert('Hello, world.');"]);
    }

    #[test]
    fn the_policy_stands_before_everything_it_governs() {
        let sealed = seal(PAGE).expect("the page can be sealed");
        assert!(is_sealed(&sealed));
        let policy = sealed.find(MARK).expect("the policy is there");
        assert!(
            policy < sealed.find("<script").expect("a script")
                && policy < sealed.find("<link").expect("a link")
        );
        assert!(
            sealed.contains("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"),
            "{sealed}"
        );
        assert!(!sealed.contains("unsafe-inline"));
        assert!(seal(&sealed).is_err(), "a page is sealed once");
    }

    #[test]
    fn line_ends_do_not_change_the_hash() {
        let one = seal(&PAGE.replace("alert", "\nalert"));
        let two = seal(&PAGE.replace("alert", "\r\nalert"));
        assert_eq!(one, two);
    }

    #[test]
    fn what_the_policy_would_break_is_refused() {
        for (good, bad) in [
            ("./a.js", "/a.js"),
            ("./a.css", "https://example.org/a.css"),
            ("./a.css", "//example.org/a.css"),
            ("<title>", "<style>b{}</style><title>"),
            ("<title>", "<title style=\"color:red\">"),
            ("<meta charset=\"utf-8\" />", ""),
        ] {
            assert!(seal(&PAGE.replace(good, bad)).is_err(), "{bad}");
        }
    }
}
