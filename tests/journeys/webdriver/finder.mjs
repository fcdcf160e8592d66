// Runs inside a page and finds what a journey means, by the words and roles that a person meets there. It answers as
// Playwright's locators do, in as far as the journeys that run in every engine ask.

/**
 * Sent as text: it may use nothing from outside.
 *
 * @returns {object} `find(chain)`, where each step of the chain narrows the elements of the one before; `isShown`,
 * `isDisabled`
 */
export function finder() {
  const even = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const matches = (text, { words, pattern, flags, exact }) => {
    if (pattern !== undefined) return new RegExp(pattern, flags).test(even(text));
    return exact ? even(text) === even(words) : even(text).toLowerCase().includes(even(words).toLowerCase());
  };

  const tags = {
    alert: '',
    alertdialog: '',
    article: 'article',
    button: 'button, input[type=button], input[type=submit], input[type=reset]',
    cell: 'td',
    checkbox: 'input[type=checkbox]',
    columnheader: 'thead th',
    combobox: 'select:not([multiple]):not([size])',
    dialog: 'dialog',
    group: 'fieldset, details',
    heading: 'h1, h2, h3, h4, h5, h6',
    img: 'img, svg[aria-label]',
    link: 'a[href]',
    list: 'ul, ol',
    listitem: 'li',
    main: 'main',
    navigation: 'nav',
    option: 'option',
    radio: 'input[type=radio]',
    region: 'section[aria-label], section[aria-labelledby]',
    row: 'tr',
    rowgroup: 'tbody, thead, tfoot',
    rowheader: 'tbody th',
    search: '',
    searchbox: 'input[type=search]',
    status: 'output',
    table: 'table',
    textbox: 'input:not([type]), input[type=text], textarea',
  };
  const namedByContent = new Set(['button', 'cell', 'checkbox', 'columnheader', 'heading', 'link', 'option', 'radio', 'row', 'rowheader']);

  const isHidden = (element) =>
    !element.checkVisibility({ checkVisibilityCSS: true }) || element.closest('[aria-hidden=true]') !== null;

  const content = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
    const style = getComputedStyle(node);
    if (style.display === 'none' || style.visibility === 'hidden') return '';
    if (node.hasAttribute('aria-label')) return node.getAttribute('aria-label');
    const inside = [...node.childNodes].map(content).join('');
    return style.display === 'inline' ? inside : ` ${inside} `;
  };

  const labelsOf = (element) => {
    const ids = element.getAttribute('aria-labelledby');
    if (ids) return ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '');
    if (element.hasAttribute('aria-label')) return [element.getAttribute('aria-label')];
    return [...(element.labels ?? [])].map((label) => label.textContent);
  };

  const nameOf = (element, role) => {
    const labels = labelsOf(element);
    if (labels.length > 0) return labels.join(' ');
    if (element.matches('input[type=button], input[type=submit]')) return element.value;
    const own = element.querySelector(':scope > legend, :scope > caption');
    if (own) return content(own);
    if (namedByContent.has(role)) return [...element.childNodes].map(content).join('');
    return element.getAttribute('title') ?? '';
  };

  const steps = {
    css: (root, { css }) => [...root.querySelectorAll(css)],
    role: (root, { role, name, level }) => {
      const own = tags[role];
      if (own === undefined) throw new Error(`no journey in every engine has asked for the role ${role} yet`);
      const selector = own.split(', ').filter(Boolean).map((tag) => `${tag}:not([role])`);
      const all = [...root.querySelectorAll([...selector, `[role=${role}]`].join(', '))];
      return all.filter(
        (element) =>
          !isHidden(element) &&
          (level === undefined || element.tagName === `H${level}`) &&
          (name === undefined || matches(nameOf(element, role), name)),
      );
    },
    label: (root, { label }) =>
      [...root.querySelectorAll('input, select, textarea, button, output, [aria-label], [aria-labelledby]')].filter(
        (element) => labelsOf(element).some((words) => matches(words, label)),
      ),
    // The innermost elements that hold the words.
    text: (root, { text }) =>
      [...(root === document ? [] : [root]), ...root.querySelectorAll('*')].filter(
        (element) =>
          !/^(SCRIPT|STYLE|NOSCRIPT|HEAD|TITLE)$/.test(element.tagName) &&
          matches(element.textContent, text) &&
          ![...element.children].some((child) => matches(child.textContent, text)),
      ),
  };
  const narrowing = {
    hasText: (elements, { hasText }) => elements.filter((element) => matches(element.textContent, hasText)),
    has: (elements, { has }) => elements.filter((element) => find(has, element).length > 0),
    nth: (elements, { nth }) => elements.slice(nth).slice(0, 1),
  };

  function find(chain, from = document) {
    let found = [from];
    for (const step of chain) {
      found = narrowing[step.kind]
        ? narrowing[step.kind](found, step)
        : [...new Set(found.flatMap((root) => steps[step.kind](root, step)))];
    }
    return found.filter((element) => element !== document);
  }

  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };
  const isDisabled = (element) => element.matches(':disabled') || element.getAttribute('aria-disabled') === 'true';
  return { find, isShown, isDisabled };
}
