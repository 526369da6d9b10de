import { tests } from '../../tools/vitest.preset.ts';

export default tests(import.meta.dirname, { testTimeout: 120_000 });
