// A few of the kills and some moments of the two tabs that `cargo xtask endure` does by the hundred and for minutes. The seed is
// fixed, what the clock does in between is not.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { kills } from '../endurance/kills.mjs';
import { tabs } from '../endurance/tabs.mjs';

const seed = 20_120_706;
const tell = (words) => console.log(`seed ${seed}: ${words}`);

test('a browser killed at any moment has lost nothing older than half a second', { timeout: 300_000 }, async () => {
  const { failures } = await kills({ times: 6, seed, tell });
  assert.deepEqual(failures, []);
});

test('what two tabs write at once is there or shown as a clash, with locks and without', { timeout: 300_000 }, async () => {
  const { failures } = await tabs({ milliseconds: 30_000, seed, tell });
  assert.deepEqual(failures, []);
});
