import { defineConfig } from 'vitest/config';

// `npx vitest` from the root watches every project at once; `nx test` runs them one by one, cached.
export default defineConfig({ test: { projects: ['libs/*/vitest.config.ts', 'apps/{cli,lambda}/vitest.config.ts'] } });
