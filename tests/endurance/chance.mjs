// Chance that can be had again: the same seed, the same choices. When the clock has a say in what happens, a run is not the
// same twice; the seed still says what it was made of.

/** Numbers drawn from a seed (mulberry32). */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Whether something of this likelihood happens. */
  happens(likelihood) {
    return this.next() < likelihood;
  }

  /** One of a list. */
  of(list) {
    return list[this.whole(0, list.length - 1)];
  }

  /** One of `[weight, what]`, by weight. */
  weighed(list) {
    let left = this.next() * list.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, what] of list) {
      left -= weight;
      if (left < 0) return what;
    }
    return list.at(-1)[1];
  }

  /** So many characters as they are typed at a school. */
  words(length) {
    return Array.from({ length }, () => this.of(characters)).join('');
  }
}

const characters = [...'支部党员活动学习整改措施每周一次教研组长会议记录档案群众满意宣传委员缺额补选示范课帮扶甲乙丙丁abc123，。'];

/** A seed from the clock, for a run that names none. */
export const freshSeed = () => Date.now() % 1_000_000;
