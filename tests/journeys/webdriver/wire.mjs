// What both drivers need beside their protocol.

import { createServer } from 'node:net';

/** What a driver answers when it cannot do something; `code` is WebDriver's, such as `stale element reference`. */
export class WireError extends Error {
  constructor(code, message) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** A port that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Tries until it does not fail, for so many milliseconds. */
export async function until(attempt, patience, words) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (failure) {
      if (Date.now() > end) throw new Error(`${words}: ${failure.message}`, { cause: failure });
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** Waits until a process has ended; false when it has not after so many milliseconds. */
export function ended(child, patience = 60_000) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
