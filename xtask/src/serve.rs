//! A static server for this computer alone.

use std::fs;
use std::path::Path;

use tiny_http::{Header, Method, Request, Response, Server};

use crate::args::PORT;
use crate::site;
use crate::trouble::Trouble;

/// Takes the port, so that a taken one is noticed before the page is built.
pub(crate) fn listen(port: u16) -> Result<Server, Trouble> {
    Server::http(("127.0.0.1", port)).map_err(|error| {
        let other = port.checked_add(1).unwrap_or(PORT);
        Trouble::new(format!(
            "could not listen on 127.0.0.1:{port}: {error}\nIf another program has that port, try: cargo xtask serve \
             --port {other}"
        ))
    })
}

/// Serves a folder until it is interrupted.
pub(crate) fn serve(server: &Server, folder: &Path) {
    println!("\n晋位台账: http://{}/  (Ctrl+C ends it)", server.server_addr());
    for request in server.incoming_requests() {
        // A browser that hangs up in the middle is no reason to stop.
        let _ = answer(folder, request);
    }
}

fn answer(folder: &Path, request: Request) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(plain(405, "only GET and HEAD are served\n"));
    }
    // The folder is read anew each time: a rebuilt page has new file names.
    let files = site::files(folder).unwrap_or_default();
    let Some(file) = site::resolve(&files, request.url()) else {
        return request.respond(plain(404, "no such file\n"));
    };
    match fs::read(folder.join(file)) {
        Ok(content) => request.respond(with_headers(Response::from_data(content), site::mime(file))),
        Err(_) => request.respond(plain(404, "no such file\n")),
    }
}

fn plain(status: u16, words: &str) -> Response<std::io::Cursor<Vec<u8>>> {
    with_headers(
        Response::from_string(words).with_status_code(status),
        site::mime("words.txt"),
    )
}

fn with_headers(
    response: Response<std::io::Cursor<Vec<u8>>>,
    mime: &str,
) -> Response<std::io::Cursor<Vec<u8>>> {
    [
        ("Content-Type", mime),
        ("Cache-Control", "no-cache"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    .iter()
    .filter_map(|(name, value)| Header::from_bytes(*name, *value).ok())
    .fold(response, Response::with_header)
}
