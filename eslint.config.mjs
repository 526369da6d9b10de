import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import jsonc from 'jsonc-eslint-parser';
import ts from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/test/**/*.ts'];

/** Who may import whom (ARCHITECTURE.md): `layers` are the workspace's own, `packages` are third-party. */
const LAYERS = {
  domain: { layers: ['domain'], packages: [] },
  services: { layers: ['domain', 'services'], packages: ['zod'] },
  infrastructure: {
    layers: ['domain', 'services', 'infrastructure'],
    packages: ['zod', 'pino', 'ky', '@aws-sdk/*', '@alpacahq/*'],
  },
  adapters: { layers: ['domain', 'services', 'infrastructure'], packages: ['zod', 'ky', '@alpacahq/*', 'csv-parse', 'csv-parse/*'] },
  application: { layers: ['domain', 'services', 'infrastructure'], packages: ['zod', 'ky', '@alpacahq/*'] },
  interface: { layers: ['domain', 'services'], packages: ['nodemailer', 'nodemailer/*', 'eta', '@aws-sdk/*'] },
  // Alpaca's market data stream speaks MessagePack to clients that ask for it.
  simulation: { layers: ['domain', 'simulation'], packages: ['ws', '@msgpack/msgpack'] },
  desk: { layers: ['domain', 'services', 'infrastructure', 'adapters', 'application', 'interface', 'simulation'], packages: [] },
};

/** A test may try its code against the simulated exchange, and may use development tools. */
const TEST_LAYERS = ['simulation'];

const boundaries = ({ tests }) => [
  'error',
  {
    enforceBuildableLibDependency: true,
    banTransitiveDependencies: true,
    allow: ['^.*/tools/(tsup|vitest)\\.preset\\.ts$'],
    depConstraints: [
      ...Object.entries(LAYERS).map(([layer, { layers, packages }]) => ({
        sourceTag: `layer:${layer}`,
        onlyDependOnLibsWithTags: [...layers, ...(tests && layer !== 'domain' ? TEST_LAYERS : [])].map((name) => `layer:${name}`),
        ...(tests ? {} : { allowedExternalImports: packages }),
      })),
      { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['*'] },
      { sourceTag: 'layer:tools', onlyDependOnLibsWithTags: ['*'] },
    ],
  },
];

const imports = (...patterns) => ['error', { patterns }];

const WHOLE_ZOD = {
  selector: "ImportDeclaration[source.value='zod'] > :matches(ImportDefaultSpecifier, ImportSpecifier[imported.name='z'])",
  message: "Write `import * as z from 'zod'`: the named `z` drags every locale into a bundle.",
};
const LISTED_NAMES = { selector: 'ExportAllDeclaration[exported=null]', message: 'List the names: a public surface is written by hand.' };

const KEPT_FUNCTION = {
  selector: 'AssignmentExpression[left.type="MemberExpression"][right.type=/^(ArrowFunction|Function)Expression$/]',
  message:
    'V8 keeps a function that is assigned to a property, and the world it sees, until a full collection: a third of the time of a sweep.',
};

const PURE = 'The domain takes values and returns values:';
const IMPURE_GLOBALS = {
  Date: 'sessions are `SessionDate`, instants are numbers, and "now" is passed in',
  process: 'it has no process',
  console: 'it is silent, its account of itself is the trace',
  fetch: 'it reads nothing',
  WebSocket: 'it reads nothing',
  setTimeout: 'it never waits',
  setInterval: 'it never waits',
  setImmediate: 'it never waits',
  queueMicrotask: 'it never waits',
  performance: 'it has no clock',
  crypto: 'it has no randomness, and its digest is its own',
  Buffer: 'bytes are `Uint8Array`',
  Promise: 'it never awaits',
  Intl: 'locales and time zones differ between machines',
};

export default ts.config(
  {
    ignores: [
      '**/dist',
      '**/dist-zip',
      '**/out-tsc',
      '**/coverage',
      '**/test-results',
      '**/node_modules',
      '**/.nx',
      '**/tmp',
      '**/data',
      '**/vitest.config.*.timestamp*',
    ],
  },
  ...nx.configs['flat/base'],
  js.configs.recommended,
  ...ts.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A fake or an in-memory adapter of an asynchronous port has nothing to await.
      '@typescript-eslint/require-await': 'off',
      // Ports are objects of closures, written without `this`: taking a function out of one loses nothing.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.mjs', '**/*.js'],
    rules: { '@nx/enforce-module-boundaries': boundaries({ tests: false }), 'no-restricted-syntax': ['error', WHOLE_ZOD] },
  },
  {
    files: TESTS,
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ tests: true }),
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // Contract suites are tests that travel with the ports.
    files: ['libs/*/src/testing/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['libs/*/src/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', WHOLE_ZOD, LISTED_NAMES], 'no-console': 'error' },
  },
  {
    // Kernels read typed arrays by index, and `noUncheckedIndexedAccess` cannot see a loop's bounds.
    files: ['libs/{domain,paper-exchange,backtest,simulation}/src/**/*.ts', 'tools/bench/src/**/*.ts'],
    // An exact value is a branded bigint, and the rule does not see through the brand.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-unsafe-unary-minus': 'off' },
  },
  {
    files: ['libs/simulation/src/**/*.ts'],
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', WHOLE_ZOD, LISTED_NAMES, KEPT_FUNCTION] },
  },
  {
    // What Node has built in is no node of the project graph, so the layers above cannot ban it.
    files: ['libs/domain/src/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-imports': imports({ group: ['node:*'], message: `${PURE} it runs anywhere.` }),
      'no-restricted-globals': ['error', ...Object.entries(IMPURE_GLOBALS).map(([name, why]) => ({ name, message: `${PURE} ${why}.` }))],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: `${PURE} a seeded generator is passed in.` }],
      'no-restricted-syntax': [
        'error',
        LISTED_NAMES,
        { selector: ':function[async=true]', message: `${PURE} it never awaits.` },
        { selector: 'TSTypeReference[typeName.name=/^(Promise|PromiseLike|Date)$/]', message: `${PURE} neither promises nor dates.` },
        { selector: 'ImportExpression', message: `${PURE} it loads nothing later.` },
      ],
    },
  },
  {
    // The engine is the domain's five lines over ports: no vendor, no transport, not even a schema.
    files: ['libs/execution/src/engine/**/*.ts'],
    ignores: TESTS,
    rules: {
      'no-restricted-imports': imports(
        { regex: '^(?!\\.)(?!@alchemiser/(domain|services)(/|$))', message: 'The engine imports domain and services only.' },
        { regex: '^\\.\\.?/(.*/)?alpaca(/|$)', message: 'The engine knows the broker port, not a broker.' },
        {
          regex: '^@alchemiser/services$',
          importNames: ['BrokerByHand', 'BrokerControl'],
          message: "What touches a person's orders is for a person: the runner follows its own.",
        },
      ),
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'Buffer', 'fetch', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
  {
    // Configuration files belong to no tsconfig: linted without types.
    files: ['**/*.config.ts', 'tools/*.ts'],
    ...ts.configs.disableTypeChecked,
    languageOptions: { parserOptions: { projectService: false, program: null, project: false } },
  },
  {
    files: ['**/*.config.ts', '**/*.config.mjs', 'tools/**'],
    rules: { '@nx/enforce-module-boundaries': 'off' },
  },
  {
    files: ['libs/*/package.json', 'apps/*/package.json'],
    languageOptions: { parser: jsonc },
    plugins: { '@nx': nx },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          buildTargets: ['build'],
          checkMissingDependencies: true,
          checkObsoleteDependencies: true,
          checkVersionMismatches: true,
          ignoredFiles: [
            '{projectRoot}/{tsup,vitest}.config.*',
            '{projectRoot}/**/*.test.ts',
            '{projectRoot}/test/**/*',
            '{projectRoot}/*.mjs',
          ],
        },
      ],
    },
  },
);
