// What was done, when, and what the books must hold after it; and what is then held against it.

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

/** How old something may be and not be on the disk yet, in milliseconds. */
export const grace = 500;

/** The states of the books, one after the other, each with the time when the page held it. */
export class Diary {
  #pages;

  constructor(state) {
    this.#pages = [{ what: 'what was there', state, at: 0 }];
  }

  /** What the books hold by now. */
  get state() {
    return this.#pages.at(-1).state;
  }

  /** How often something was done. */
  get length() {
    return this.#pages.length - 1;
  }

  /**
   * Does something, and writes down what the books hold after it. Until it is done nobody knows whether it was: the books may
   * hold it or not.
   *
   * @param {string} what
   * @param {(state: object) => void} change what it changes in a state of the books
   * @param {() => Promise<void>} act resolves when the page holds it
   */
  async act(what, change, act) {
    const state = structuredClone(this.state);
    change(state);
    const page = { what, state, at: Infinity };
    this.#pages.push(page);
    await act();
    page.at = Date.now();
  }

  /**
   * Holds what is there against what was done. All that was done goes to the disk in its order: what is there must be one of
   * the states, and no earlier one than that of half a second before the kill.
   *
   * @param {object} found the state that is there
   * @param {number} killed when the browser was killed
   * @returns {{ missing: number, age: number }} how many acts are missing, and how long before the kill the oldest of
   * them was done, in milliseconds
   */
  hold(found, killed) {
    const last = this.#pages.findLastIndex(({ state }) => isDeepStrictEqual(state, found));
    if (last < 0) {
      // One message that tells what differs from the nearest thing that it could have been.
      assert.deepEqual(found, this.state, `half of something is there; what was done: ${this.told()}`);
    }
    const missing = this.#pages.slice(last + 1).filter(({ at }) => at !== Infinity);
    // The word that something was done may come a moment after the kill.
    const age = missing.length === 0 ? 0 : Math.max(0, killed - missing[0].at);
    if (age > grace) {
      assert.fail(`${missing.length} acts are missing, the oldest (${missing[0].what}) done ${age} ms before the kill`);
    }
    return { missing: missing.length, age };
  }

  /** What was done, in words, the same things in a row once. */
  told() {
    const words = this.#pages.map(({ what, at }) => `${what}${at === Infinity ? ' (under way)' : ''}`);
    return words.filter((what, at) => what !== words[at - 1]).join('; ');
  }
}
