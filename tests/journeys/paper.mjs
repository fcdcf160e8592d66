// What stands on paper: the page printed as PDF, and read back.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// The reader looks for a canvas that it only needs for pictures, and says so when it finds none.
const { warn, log } = console;
console.warn = console.log = () => {};
const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
Object.assign(console, { warn, log });

/** Both sides of A4, in millimetres. */
const a4 = [210, 297];

/**
 * Prints the page as its style asks.
 *
 * @returns {Promise<{ path: string, pages: { upright: boolean, text: string }[] }>} each sheet, its words without blanks
 */
export async function printed(page, folder, name) {
  const bytes = await page.pdf({ preferCSSPageSize: true });
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, bytes);
  const paper = await getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS }).promise;
  const pages = [];
  for (let at = 1; at <= paper.numPages; at += 1) {
    const sheet = await paper.getPage(at);
    const [, , width, height] = sheet.view.map((points) => Math.round((points / 72) * 25.4));
    assert.deepEqual([width, height].sort((a, b) => a - b), a4, `sheet ${at} of ${name}`);
    const { items } = await sheet.getTextContent();
    pages.push({ upright: height > width, text: bare(items.map(({ str }) => str).join('')) });
  }
  return { path, pages };
}

/** Signs that a font shares between a character and its radical, and that a reader then takes for the radical. */
const radicals = {
  ...{ '⺟': '母', '⺠': '民', '⻁': '虎', '⻄': '西', '⻅': '见', '⻆': '角', '⻉': '贝', '⻋': '车', '⻓': '长', '⻔': '门' },
  ...{ '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻢': '马', '⻥': '鱼', '⻦': '鸟' },
  ...{ '⻨': '麦', '⻩': '黄', '⻬': '齐', '⻮': '齿', '⻰': '龙', '⻳': '龟' },
};

/** Words as they are compared: without blanks, and each sign in its common form. */
export const bare = (words) =>
  words.normalize('NFKC').replace(/\s+/gu, '').replace(/[\u2e80-\u2eff]/gu, (sign) => radicals[sign] ?? sign);

/** Fails unless these words stand in the text, one after the other. */
export function inOrder(text, words) {
  let from = 0;
  for (const wanted of words) {
    const at = text.indexOf(bare(wanted), from);
    assert.notEqual(at, -1, `“${wanted}” should come after “${text.slice(Math.max(0, from - 40), from)}” in ${text}`);
    from = at + bare(wanted).length;
  }
}

/** Fails when any of these words stand in the text. */
export function nowhere(text, words) {
  for (const unwanted of words) assert.ok(!text.includes(bare(unwanted)), `“${unwanted}” should not stand in ${text}`);
}
