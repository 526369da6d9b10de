// Fails when package-lock.json lacks an optional (per-platform) dependency that a locked package declares:
// `npm install` writes such a lock silently when the registry has no such version, and `npm ci` then refuses it.
import { readFileSync } from 'node:fs';
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const missing = [];
for (const [path, p] of Object.entries(packages)) {
  for (const dep of Object.keys({ ...p.optionalDependencies, ...p.dependencies })) {
    let dir = path,
      hit = false;
    for (;;) {
      if (packages[(dir ? dir + '/' : '') + 'node_modules/' + dep]) {
        hit = true;
        break;
      }
      if (!dir) break;
      const i = dir.lastIndexOf('/node_modules/');
      dir = i < 0 ? (dir.startsWith('node_modules/') || !dir.includes('/') ? '' : '') : dir.slice(0, i);
    }
    if (!hit) missing.push(`${path || '.'} -> ${dep}`);
  }
}
if (missing.length) {
  console.error(missing.join('\n'));
  process.exit(1);
}
console.log(`lock ok: ${Object.keys(packages).length} entries`);
