// Keeps the page in the browser, so that it opens without its host. `cargo xtask seal` fills in the files of this
// build, each with the beginning of its SHA-256, and what they are called together.
//
// Three things are kept apart: this script, of which the browser runs the newest; the files of each build, in a cache
// of their own; and the name of the build that a person uses, which changes only when that person says so. A page that
// was opened before goes on with what it has: it asks for nothing any more.
const version = 'the version';
const files = [];

// Caches belong to the host and not to the folder: several pages may lie on one.
const scope = self.registration.scope;
const own = `jinwei ${scope} `;
const named = /-[0-9a-f]{16}[._]/;

const cacheOf = (build) => caches.open(own + build);

/** The build in use; `undefined` before there is one. */
async function used() {
  return (await (await cacheOf('used')).match(scope))?.text();
}

async function use(build) {
  await (await cacheOf('used')).put(scope, new Response(build));
}

async function hash(file, bytes) {
  let content = bytes;
  // A host may have changed a text's line ends on its way.
  if (!/\.(wasm|png)$/.test(file)) content = new TextEncoder().encode(new TextDecoder().decode(bytes).replace(/\r\n/g, '\n'));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The file from the host, if it is the one of this build: not half of it, nor a page that asks for a password. */
async function download(file, expected) {
  // What is named after its content may come from the browser's own store; where that has something else, from the host.
  for (const cache of named.test(file) ? ['default', 'reload'] : ['reload']) {
    const answer = await fetch(scope + file, { cache });
    const bytes = await answer.arrayBuffer();
    if (answer.ok && (await hash(file, bytes)) === expected) {
      // Anew, because a page must not be answered with what another address handed over.
      return new Response(bytes, { headers: { 'content-type': answer.headers.get('content-type') ?? '' } });
    }
  }
  throw new Error(`${file} is not the file of this build`);
}

/** Downloads what is not here yet, one after the other: a line that broke goes on where it stopped. */
async function keep() {
  const cache = await cacheOf(version);
  for (const [file, expected] of files) {
    if (await cache.match(scope + file)) continue;
    const before = named.test(file) ? await anywhere(file) : undefined;
    await cache.put(scope + file, before ?? (await download(file, expected)));
  }
}

/** A file that is named after its content, whichever build it came with. */
async function anywhere(file) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(own)) continue;
    const found = await (await caches.open(name)).match(scope + file);
    if (found) return found;
  }
}

/** The answer to a page's request, out of what is kept; `undefined` where it is not. */
async function kept(file) {
  if (named.test(file)) return anywhere(file);
  for (const build of [await used(), version]) {
    const found = build && (await (await cacheOf(build)).match(scope + file));
    if (found) return found;
  }
}

/** The tabs that show this page. */
async function tabs() {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter(({ url }) => new URL('.', url).href === scope);
}

/** Deletes the builds before this one, when the only tab that is open shows this one. */
async function tidy() {
  const before = await caches.keys();
  const { installing, waiting } = self.registration;
  if (installing || waiting || (await tabs()).length !== 1) return;
  const needed = [own + 'used', own + version];
  await Promise.all(before.filter((name) => name.startsWith(own) && !needed.includes(name)).map((name) => caches.delete(name)));
}

self.addEventListener('install', (event) => {
  // This script may take over at once: it goes on answering with the build in use.
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    if (!(await used())) await use(version);
    for (const tab of await tabs()) tab.postMessage({ newest: version });
  })());
});

self.addEventListener('message', (event) => {
  const { shows, take } = event.data;
  event.waitUntil((async () => {
    if (take) {
      await use(version);
      event.source.postMessage({ taken: true });
    } else if (shows === version) {
      await use(version);
      await tidy();
    } else if (shows) event.source.postMessage({ newest: version });
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return;
  let file = request.url.slice(scope.length).replace(/[?#].*/, '');
  if (file === 'index.html') file = '';
  if (!named.test(file) && !files.some(([name]) => name === file)) return;
  event.respondWith(kept(file).catch(() => undefined).then((found) => found ?? fetch(request)));
});
