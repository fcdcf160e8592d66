// Firefox, driven as its own testing does it: by Marionette, the protocol that geckodriver translates WebDriver into.
// Speaking it directly spares a program that Debian does not package and that takes minutes to compile.

import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { WireError, ended, freePort, until } from './wire.mjs';

/** What a test wants otherwise than a person at their first start. */
const preferences = (folder, port) => ({
  'marionette.port': port,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.download.always_ask_before_handling_new_types': false,
  'browser.download.alwaysOpenPanel': false,
  'browser.download.dir': folder,
  'browser.download.folderList': 2,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.disable_open_during_load': false,
  'intl.accept_languages': 'zh-CN',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  // As a person has it: every file is a place of its own. Marionette would have all files share one.
  'security.fileuri.strict_origin_policy': true,
  'services.settings.server': 'data:,none',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  'ui.prefersReducedMotion': 1,
});

/** The program, and whether keys can be typed into it as a person does. */
export const program = process.env.JINWEI_BROWSER ?? '/usr/bin/firefox-esr';
export const types = true;

/**
 * Starts Firefox with this profile.
 *
 * @returns {Promise<object>} `send(command, parameters)`, `close()`, `kill()`
 */
export async function start({ profile, downloads, viewport }) {
  mkdirSync(profile, { recursive: true });
  mkdirSync(downloads, { recursive: true });
  const port = await freePort();
  const lines = Object.entries(preferences(downloads, port)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), `${lines.join('\n')}\n`);
  const size = [`--width=${viewport.width}`, `--height=${viewport.height}`];
  const browser = spawn(program, ['--marionette', '--headless', '--no-remote', '--profile', profile, ...size], {
    env: { ...process.env, TZ: 'Asia/Shanghai', MOZ_CRASHREPORTER_DISABLE: '1', HOME: profile },
    stdio: 'ignore',
    detached: true,
  });
  const socket = await until(() => connected(port), 60_000, 'Firefox does not answer');
  const send = talk(socket);
  await send('WebDriver:NewSession', { acceptInsecureCerts: false, unhandledPromptBehavior: 'accept' });
  const kill = async () => {
    try {
      process.kill(-browser.pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
    socket.destroy();
    await ended(browser);
  };
  return {
    send: (command, parameters = {}) => send(`WebDriver:${command}`, parameters),
    close: async () => {
      await send('Marionette:Quit', { flags: ['eAttemptQuit'] }).catch(() => {});
      if (!(await ended(browser, 20_000))) await kill();
    },
    kill,
  };
}

function connected(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Each message is its length in bytes, a colon, and JSON; an answer names the number of its question. */
function talk(socket) {
  const asked = new Map();
  let buffer = Buffer.alloc(0);
  let last = 0;
  socket.on('data', (more) => {
    buffer = Buffer.concat([buffer, more]);
    for (;;) {
      const colon = buffer.indexOf(':');
      const length = colon < 0 ? NaN : Number(buffer.subarray(0, colon).toString());
      if (!(buffer.length > colon + length)) return;
      const message = JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString());
      buffer = buffer.subarray(colon + 1 + length);
      // The first one greets.
      if (!Array.isArray(message)) continue;
      const [, id, failure, result] = message;
      const question = asked.get(id);
      asked.delete(id);
      if (failure) question?.reject(new WireError(failure.error, failure.message));
      else question?.resolve(result && 'value' in result ? result.value : result);
    }
  });
  socket.on('close', () => {
    for (const { reject } of asked.values()) reject(new WireError('closed', 'Firefox has ended'));
    asked.clear();
  });
  socket.on('error', () => {});
  return (command, parameters) =>
    new Promise((resolve, reject) => {
      last += 1;
      asked.set(last, { resolve, reject });
      const message = JSON.stringify([0, last, command, parameters]);
      socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
}
