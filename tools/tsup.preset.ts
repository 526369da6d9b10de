import { defineConfig, type Options } from 'tsup';

/**
 * A publishable library: ESM, CJS and rolled-up types for both; dependencies stay imports.
 * More entries than the root come as `lib({ entry: ['src/index.ts', 'src/testing/index.ts'] })` and appear in `dist` under their folder's path.
 */
export const lib = (overrides: Options = {}) =>
  defineConfig({
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    target: 'node20',
    platform: 'node',
    tsconfig: 'tsconfig.lib.json',
    dts: { compilerOptions: { composite: false, incremental: false } },
    sourcemap: true,
    clean: true,
    treeshake: true,
    // One copy of what two entries share: a brand or a registry must not exist twice.
    splitting: overrides.entry !== undefined,
    // `node:sqlite` has no name without its protocol.
    removeNodeProtocol: false,
    ...overrides,
  });

/** A deployable app: one self-contained ESM bundle, with the workspace's libs (from source) and npm dependencies inside. */
export const app = (overrides: Options = {}) =>
  defineConfig({
    format: ['esm'],
    target: 'node22',
    platform: 'node',
    tsconfig: 'tsconfig.lib.json',
    dts: false,
    sourcemap: true,
    clean: true,
    splitting: false,
    removeNodeProtocol: false,
    noExternal: [/.*/],
    esbuildOptions: (options) => {
      options.conditions = ['@alchemiser/source', 'module', 'import', 'node'];
      options.legalComments = 'none';
    },
    // CJS dependencies inside an ESM bundle still call require() for what Node has built in.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    ...overrides,
  });
