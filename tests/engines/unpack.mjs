// Unpacks the old browsers out of their npm packages: node unpack.mjs FOLDER. Each becomes one program, named like its
// package, such as `chromium-109`.

import { createReadStream, createWriteStream, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const here = fileURLToPath(new URL('.', import.meta.url));
const [, , folder] = process.argv;
mkdirSync(folder, { recursive: true });
for (const name of Object.keys(JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).devDependencies)) {
  const part = join(folder, `${name}.part`);
  await pipeline(
    createReadStream(join(here, 'node_modules', name, 'bin/chromium.br')),
    createBrotliDecompress(),
    createWriteStream(part, { mode: 0o755 }),
  );
  // What is there under its name is whole.
  renameSync(part, join(folder, name));
}
