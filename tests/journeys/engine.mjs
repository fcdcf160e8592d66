// Which browser the journeys run in. `cargo xtask test engines` names one after the other.

/** `chromium`, driven by Playwright; `firefox` or `webkit`, driven by WebDriver, in which few journeys run. */
export const engine = process.env.JINWEI_ENGINE ?? 'chromium';

/** The browser's program; another Chromium than Debian's is an old one. */
export const program = process.env.JINWEI_BROWSER ?? process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Its major version, as it is meant to be; nothing for whatever is installed. */
export const expected = process.env.JINWEI_VERSION;

/** Whether the browser can run the page; one that cannot says so. */
export const capable = process.env.JINWEI_INCAPABLE !== '1';

/** Whether it still has its data after it ends: WebKitGTK keeps nothing while it is driven. */
export const keepsOverRestart = engine !== 'webkit';

/** Whether pages that are files share what they keep; in Firefox each place of a file has its own. */
export const filesShareOneStorage = engine === 'chromium';

/**
 * What the old Chromiums need beside. They are builds for servers, whose handler of memory faults takes a program that
 * reaches beyond its memory for a crash of the browser, where a person's browser throws an error.
 */
export const switches = expected && engine === 'chromium' ? ['--disable-features=WebAssemblyTrapHandler'] : [];

/** Whether the browser tells a page where its program trapped: Chromium 109 says only that there was an error. */
export const tellsOfTraps = expected === undefined;
