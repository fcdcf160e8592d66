// WebKitGTK, driven by the WebDriver that Debian packages with it. Its MiniBrowser keeps nothing beyond its own end
// while it is driven, and needs a display, so it gets one that nobody sees.

import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { WireError, ended, freePort, until } from './wire.mjs';

/** The path and method of each command that is used, below the session's. */
const commands = {
  Navigate: ['POST', 'url'],
  GetCurrentURL: ['GET', 'url'],
  Refresh: ['POST', 'refresh'],
  Back: ['POST', 'back'],
  ExecuteScript: ['POST', 'execute/sync'],
  ExecuteAsyncScript: ['POST', 'execute/async'],
  ElementClick: ['POST', 'element/{id}/click'],
  ElementSendKeys: ['POST', 'element/{id}/value'],
  PerformActions: ['POST', 'actions'],
  TakeScreenshot: ['GET', 'screenshot'],
  GetWindowHandles: ['GET', 'window/handles'],
  SwitchToWindow: ['POST', 'window'],
  NewWindow: ['POST', 'window/new'],
  CloseWindow: ['DELETE', 'window'],
  SetWindowRect: ['POST', 'window/rect'],
  SetTimeouts: ['POST', 'timeouts'],
};

export const program = '/usr/bin/WebKitWebDriver';
/** Typing Chinese by keys hangs in it. */
export const types = false;

let display;

/** A display for all browsers of this process, which ends with it. */
async function shown() {
  if (process.env.DISPLAY) return process.env.DISPLAY;
  display ??= new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    server.once('error', reject);
    server.stdio[3].once('data', (number) => resolve(`:${String(number).trim()}`));
    process.once('exit', () => server.kill());
    server.unref();
    server.stdio[3].unref();
  });
  return display;
}

/**
 * Starts WebKit with a home of its own.
 *
 * @returns {Promise<object>} `send(command, parameters)`, `close()`, `kill()`
 */
export async function start({ profile, downloads, viewport }) {
  mkdirSync(join(profile, 'config'), { recursive: true });
  mkdirSync(downloads, { recursive: true });
  writeFileSync(join(profile, 'config/user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`], {
    env: {
      ...process.env,
      DISPLAY: await shown(),
      TZ: 'Asia/Shanghai',
      LANGUAGE: 'zh_CN',
      HOME: profile,
      XDG_CONFIG_HOME: join(profile, 'config'),
      XDG_DATA_HOME: join(profile, 'data'),
      XDG_CACHE_HOME: join(profile, 'cache'),
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    },
    stdio: 'ignore',
    detached: true,
  });
  const host = `http://127.0.0.1:${port}`;
  const session = await until(
    () => ask(host, 'POST', 'session', { capabilities: { alwaysMatch: { unhandledPromptBehavior: 'accept' } } }),
    30_000,
    'WebKit does not answer',
  );
  const kill = async () => {
    try {
      process.kill(-driver.pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
    await ended(driver);
  };
  const below = `session/${session.sessionId}`;
  const send = (command, { id, ...parameters } = {}) => {
    const [method, path] = commands[command];
    return ask(host, method, `${below}/${path.replace('{id}', id)}`, parameters);
  };
  await send('SetWindowRect', { x: 0, y: 0, ...viewport });
  return {
    send,
    version: session.capabilities.browserVersion,
    close: async () => {
      await ask(host, 'DELETE', below).catch(() => {});
      await kill();
    },
    kill,
  };
}

async function ask(host, method, path, parameters) {
  const body = method === 'POST' ? JSON.stringify(parameters ?? {}) : undefined;
  const answer = await fetch(`${host}/${path}`, { method, body });
  const { value } = await answer.json();
  if (!answer.ok) throw new WireError(value.error, value.message);
  return value;
}
