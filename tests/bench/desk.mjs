// The office's desk as the bench drives it: every selector, word and store of the page that it knows stands here.

/** What shows how an import stands, as the page's own attributes. */
export const marks = {
  files: '#import-files',
  progress: '[data-import-progress]',
  /** Carries `busy`, `looked` or `done` in its `state`, and in its `count` how many files the table accounts for. */
  told: '[data-import-count]',
  state: 'data-import-state',
  count: 'data-import-count',
};

/** Where the page keeps what it received: databases whose names begin so, the stores, the keys being bundles' ids. */
export const kept = { database: 'jinwei-workspace-', summaries: 'summaries', files: 'files' };

/** Begins at the office's desk, from the first page. */
export async function begin(page) {
  await page.getByRole('button', { name: '以“局党委办公室”开始' }).click();
  await page.getByRole('heading', { level: 1, name: '收到的方案' }).waitFor();
}

/** Goes to the page for files. */
export const toImport = (page) => go(page, '导入', marks.files);

/** The button that takes in everything that waits; its words end in how many files that is. */
export const takeAll = (page) => page.getByRole('button', { name: /^全部接收/ });

/** Where the first overview is: the address that is loaded again, and what shows that it is there. */
export const overview = { hash: '#/', ready: 'main .virtual tbody tr:not(.space)' };

/** The overview's field for a name, and the rows that stay. */
export const search = { field: 'main input[type=search]:not([placeholder])', rows: 'main .virtual tbody tr:not(.space)' };

/** The page's way to write everything to a file, and the words with which it says that it could not. */
export const backup = {
  open: (page) => go(page, '备份', 'main'),
  button: (page) => page.getByRole('button', { name: '导出备份文件' }),
  failed: 'main [role=alert]',
};

async function go(page, name, ready) {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.locator(ready).first().waitFor();
}
