import { basename, join, relative, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import type { ViteUserConfig } from 'vitest/config';

type TestOptions = NonNullable<ViteUserConfig['test']>;

/**
 * The tests of one project: beside the code and in `test/`, on the workspace's sources rather than its builds.
 * The JSON report is an output of the cached task: `npm test` adds the reports up, whether a task ran or came from the cache.
 */
export const tests = (root: string, options: TestOptions = {}) =>
  defineConfig({
    root,
    cacheDir: join(root, '../../node_modules/.vite', relative(resolve(root, '../..'), root)),
    // Not 'module' or 'import': the AWS SDK would then resolve to its build for bundlers.
    ssr: { resolve: { conditions: ['@alchemiser/source', 'node'], externalConditions: ['node'] } },
    test: {
      name: basename(root),
      environment: 'node',
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      // A limit for what hangs, not for what is slow: a busy machine is no failure.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      reporters: ['default', ['json', { outputFile: join(root, 'test-results/vitest.json') }]],
      coverage: { provider: 'v8', reportsDirectory: './coverage', include: ['src/**/*.ts'] },
      ...options,
    },
  });
