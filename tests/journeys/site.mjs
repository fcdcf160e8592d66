// A static host for the finished page, as good or as bad as a journey asks for.

import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extname, join, resolve, sep } from 'node:path';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The folder of the finished page; `cargo xtask test journeys` names it. */
export const dist = resolve(process.env.JINWEI_DIST ?? join(here, '../../dist'));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/**
 * Serves the finished page on a free port of 127.0.0.1.
 *
 * @param {object} [host]
 * @param {string} [host.base] the sub-folder that the page lies in, with a slash at both ends
 * @param {string} [host.wasmType] the type that the host gives to .wasm files
 * @returns {Promise<object>}
 *   - `origin`, `url`;
 *   - `folder`: what it serves, which a journey may change;
 *   - `requests` grows by the path, below `base`, of everything that a page asks for, with what is asked behind it, and
 *     `kept` by what the browser keeps for later;
 *   - `close()`, and `open()` at the same address again.
 */
export async function serve({ base = '/', wasmType = types['.wasm'] } = {}) {
  const site = { folder: dist, requests: [], kept: [] };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://host');
    const path = decodeURIComponent(pathname);
    const file = path.startsWith(base) ? path.slice(base.length) || 'index.html' : undefined;
    const keeper = request.headers['service-worker'] === 'script' || /\/worker\.js$/.test(request.headers.referer ?? '');
    // The page itself finds its day behind the question mark.
    (keeper ? site.kept : site.requests).push(file === 'index.html' ? file : (file ?? path) + search);
    // Only what the folder lists can be asked for.
    if (!files(site.folder).includes(file)) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('no such file\n');
      return;
    }
    const type = file.endsWith('.wasm') ? wasmType : types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    response.end(readFileSync(join(site.folder, file)));
  });
  let port = 0;
  site.open = async () => {
    await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
    port = server.address().port;
  };
  site.close = () =>
    new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    });
  await site.open();
  site.origin = `http://127.0.0.1:${port}`;
  site.url = site.origin + encodeURI(base);
  return site;
}

/** Every file below a folder, as a path with `/`. */
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1).split(sep).join('/'));
}
