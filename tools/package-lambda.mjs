// Packs a built handler into the zip that AWS takes. Sorted names and a fixed date: equal bundles give equal bytes; source maps stay outside.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { zipSync } from 'fflate';

const MODIFIED = new Date('2000-01-01T00:00:00');

const files = {};
for (const file of readdirSync('dist')
  .filter((name) => !name.endsWith('.map'))
  .sort())
  files[file] = [readFileSync(`dist/${file}`), { mtime: MODIFIED, level: 9 }];
mkdirSync('dist-zip', { recursive: true });
const zip = zipSync(files);
writeFileSync('dist-zip/lambda.zip', zip);
console.log(`dist-zip/lambda.zip ${(zip.length / 1024).toFixed(1)} KiB`);
