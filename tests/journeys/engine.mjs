// Which browser the journeys run in. `cargo xtask test engines` names one after the other.

/** `chromium`, driven by Playwright; `firefox` or `webkit`, driven by WebDriver, in which few journeys run. */
export const engine = process.env.JINWEI_ENGINE ?? 'chromium';

/** The browser's program; another Chromium than Debian's is an old one. */
export const program = process.env.JINWEI_BROWSER ?? process.env.CHROMIUM ?? '/usr/bin/chromium';
