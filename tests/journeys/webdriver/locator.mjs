// Where something is on a page, and what can be done to it: with the names and the patience of Playwright's locators,
// so that the same journey runs there and through WebDriver.

/** Words or a pattern, as they travel into the page. */
const told = (words, exact = false) =>
  words instanceof RegExp ? { pattern: words.source, flags: words.flags } : { words: String(words), exact };

/** What a page and a place on it have in common: ways to find places below. */
export class Scope {
  tab;
  chain;

  getByRole(role, { name, level, exact } = {}) {
    return this.#below({ kind: 'role', role, level, name: name === undefined ? undefined : told(name, exact) });
  }

  getByLabel(words, { exact } = {}) {
    return this.#below({ kind: 'label', label: told(words, exact) });
  }

  getByText(words, { exact } = {}) {
    return this.#below({ kind: 'text', text: told(words, exact) });
  }

  locator(css, narrower) {
    return this.#below({ kind: 'css', css }).filter(narrower);
  }

  #below(step) {
    return new Locator(this.tab, [...this.chain, step]);
  }
}

export class Locator extends Scope {
  constructor(tab, chain) {
    super();
    this.tab = tab;
    this.chain = chain;
  }

  page() {
    return this.tab;
  }

  filter({ has, hasText } = {}) {
    const steps = [];
    if (hasText !== undefined) steps.push({ kind: 'hasText', hasText: told(hasText) });
    if (has !== undefined) steps.push({ kind: 'has', has: has.chain });
    return new Locator(this.tab, [...this.chain, ...steps]);
  }

  nth(index) {
    return new Locator(this.tab, [...this.chain, { kind: 'nth', nth: index }]);
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  async count() {
    return this.evaluateAll((all) => all.length);
  }

  async all() {
    return Array.from({ length: await this.count() }, (_, index) => this.nth(index));
  }

  /** Every element at once, as many as there are now. */
  evaluateAll(act, argument) {
    return this.tab.run(`(${act})(find(chain), argument)`, this.chain, argument);
  }

  allTextContents() {
    return this.evaluateAll((all) => all.map((element) => element.textContent));
  }

  /** The one element, once it is there. */
  evaluate(act, argument) {
    return this.#once('true', `(${act})(element, argument)`, argument);
  }

  textContent() {
    return this.evaluate((element) => element.textContent);
  }

  innerText() {
    return this.evaluate((element) => element.innerText);
  }

  inputValue() {
    return this.evaluate((element) => element.value);
  }

  isChecked() {
    return this.evaluate((element) => element.checked);
  }

  getAttribute(name) {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }

  /** Whether it is there to be seen now. */
  isVisible() {
    return this.tab.run('find(chain).some(isShown)', this.chain);
  }

  async waitFor({ state = 'visible' } = {}) {
    if (state === 'visible') await this.#once('isShown(element)', 'true');
    else if (state === 'attached') await this.#once('true', 'true');
    else {
      const gone = state === 'detached' ? 'find(chain).length < 1' : '!find(chain).some(isShown)';
      await this.tab.patiently(`${this} to be ${state}`, async () => (await this.tab.run(gone, this.chain)) || undefined);
    }
  }

  /** Presses it as the mouse does. */
  async click() {
    await this.tab.patiently(`${this} to be clicked`, async (why) => {
      const id = await this.#ready();
      if (id === undefined) return undefined;
      // Where nothing that stays at the edges of the screen covers it.
      await this.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      try {
        await this.tab.send('ElementClick', { id });
        return true;
      } catch (failure) {
        if (!/intercepted|interactable|stale|no such element/.test(failure.code ?? '')) throw failure;
        why(failure.message);
        return undefined;
      }
    });
  }

  async check() {
    if (await this.isChecked()) return;
    await this.click();
    await this.tab.patiently(`${this} to be checked`, async () => (await this.isChecked()) || undefined);
  }

  async focus() {
    await this.evaluate((element) => element.focus());
  }

  async blur() {
    await this.evaluate((element) => element.blur());
  }

  async press(keys) {
    await this.focus();
    await this.tab.keyboard.press(keys);
  }

  /** Types by keys, one by one. */
  async pressSequentially(words) {
    await this.focus();
    await this.tab.keyboard.type(words);
  }

  /**
   * Puts these words into the field in place of what it holds: by keys where it is empty and the driver can type,
   * otherwise at once, as when something is pasted.
   */
  async fill(words) {
    const id = await this.tab.patiently(`${this} to be filled`, () => this.#ready());
    const empty = await this.evaluate((element) => (element.focus(), element.value === ''));
    if (empty && words !== '' && this.tab.types) {
      await this.tab.send('ElementSendKeys', { id, text: words, value: [...words] });
      return;
    }
    await this.evaluate((element, words) => {
      const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value');
      set.call(element, words);
      element.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: words }));
      element.dispatchEvent(new Event('change', { bubbles: true }));
    }, words);
  }

  async selectOption(choice) {
    const { label, value } = typeof choice === 'string' ? { value: choice } : choice;
    await this.tab.patiently(`${this} to have the choice ${label ?? value}`, () =>
      this.evaluate((element, [label, value]) => {
        const even = (text) => text.replace(/\s+/g, ' ').trim();
        const option = [...element.options].find((option) => (label === null ? option.value === value : even(option.label) === even(label)));
        if (!option) return undefined;
        option.selected = true;
        element.dispatchEvent(new Event('input', { bubbles: true }));
        element.dispatchEvent(new Event('change', { bubbles: true }));
        return true;
      }, [label ?? null, value ?? null]),
    );
  }

  /** Gives it files, as the file dialogue does: places on the disk, or `{ name, buffer }`. */
  async setInputFiles(files) {
    const places = [files].flat().map((file) => (typeof file === 'string' ? file : this.tab.context().lay(file)));
    const id = await this.tab.patiently(`${this} to be there`, () => this.#reference('true'));
    const text = places.join('\n');
    await this.tab.send('ElementSendKeys', { id, text, value: [...text] });
  }

  /** The element as WebDriver names it, once it can be used. */
  #ready() {
    return this.#reference('isShown(element) && !isDisabled(element)');
  }

  async #reference(holds) {
    const found = await this.tab.run(`(([element, ...more]) => more.length > 0 ? more.length + 1 : element && ${holds} ? element : null)(find(chain))`, this.chain);
    if (typeof found === 'number') throw new Error(`${this} is at ${found} places`);
    return found === null ? undefined : Object.values(found)[0];
  }

  /** Does something in the page with the one element, once it is there and this holds. */
  async #once(holds, act, argument) {
    const { value } = await this.tab.patiently(`${this}`, async () => {
      const found = await this.tab.run(
        `(async ([element, ...more]) => more.length > 0 ? more.length + 1 : element && ${holds} ? { value: await (${act}) } : null)(find(chain))`,
        this.chain,
        argument,
      );
      if (typeof found === 'number') throw new Error(`${this} is at ${found} places`);
      return found ?? undefined;
    });
    return value;
  }

  toString() {
    return this.chain.map(({ kind, ...step }) => `${kind} ${JSON.stringify(step)}`).join(' > ');
  }
}
