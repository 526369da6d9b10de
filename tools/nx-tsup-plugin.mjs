import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createNodesFromFiles } from '@nx/devkit';

/** Infers a cached `build` for every project with a tsup.config.ts, and `package` for those that are published. */
export const createNodesV2 = [
  '{libs,apps}/*/tsup.config.ts',
  (files, options, context) => createNodesFromFiles((file) => projectOf(dirname(file), context.workspaceRoot), files, options, context),
];

function projectOf(root, workspaceRoot) {
  const manifest = readManifest(join(workspaceRoot, root, 'package.json'));
  if (manifest === undefined) return {};
  const published = manifest.private !== true;
  return { projects: { [root]: { targets: { build: build(root, published), ...(published ? { package: packageCheck(root) } : {}) } } } };
}

/** An app is bundled from the sources of its libs, so it waits for none of their builds. */
const build = (root, published) => ({
  command: 'tsup',
  options: { cwd: root },
  cache: true,
  dependsOn: published ? ['^build'] : [],
  inputs: ['production', '^production', { externalDependencies: ['tsup', 'esbuild', 'typescript'] }],
  outputs: ['{projectRoot}/dist'],
  metadata: { technologies: ['tsup'], description: 'Bundle with tsup' },
});

const packageCheck = (root) => ({
  command: 'node ../../tools/check-package.mjs',
  options: { cwd: root },
  cache: true,
  dependsOn: ['build', '^build'],
  inputs: [
    'production',
    '^production',
    '{projectRoot}/README.md',
    '{workspaceRoot}/tools/check-package.mjs',
    { externalDependencies: ['publint', '@arethetypeswrong/cli', 'typescript'] },
  ],
  outputs: [],
  metadata: { technologies: ['npm'], description: 'Pack the library and check the tarball as a stranger would meet it' },
});

function readManifest(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
