// The rules of CONTRIBUTING.md, executed. Lint only through `nx run-many -t lint` (npm run lint): a bare `eslint .` without
// Nx's project graph skips the boundary rule in silence. In flat config the last block that names a rule wins, so the
// domain block repeats what the blocks before it restrict.
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const TOPIC_LITERAL = {
  selector: 'Literal[value=/^hearback\\.[a-z-]+\\.[a-z-]+\\.v\\d/]',
  message: 'Topics are objects: import the event (or parkedTopic) from @hearback/contracts.',
};
const NO_CLOCK = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time comes in: take `now` as an argument.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time comes in: take `now` as an argument.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance comes in as an argument.',
  },
];
const NO_PROJECT_TESTING = {
  group: ['@hearback/testing', '@hearback/testing/*'],
  message: 'Only tests may use @hearback/testing.',
};
const DRIVERS = [
  '@nestjs/*',
  'kafkajs',
  'ioredis',
  'pg',
  'bullmq',
  'fastify',
  '@opentelemetry/*',
  '@hearback/kafka',
  '@hearback/postgres',
  '@hearback/redis',
  '@hearback/telemetry',
  '@hearback/service',
  '@hearback/access',
  '@hearback/channel',
  '../io/*',
  '**/io/*',
];

/** Platform libraries may use @hearback/testing in their own tests; that testing finds servers through them is no cycle at run time. */
const boundaries = ({ inTests }) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    ignoredCircularDependencies: [
      ['testing', 'local'],
      ...['kafka', 'postgres', 'redis', 'service', 'access', 'channel', 'text', 'proof'].flatMap((lib) => [
        ['testing', lib],
        ['local', lib],
      ]),
    ],
    depConstraints: [
      {
        sourceTag: 'kind:contract',
        onlyDependOnLibsWithTags: ['kind:contract'],
        ...(inTests ? {} : { allowedExternalImports: ['zod'] }),
      },
      {
        sourceTag: 'kind:platform',
        onlyDependOnLibsWithTags: ['kind:platform', 'kind:contract', ...(inTests ? ['kind:testing'] : [])],
      },
      {
        // Others install it by itself: nothing of this repository, and what its package.json names.
        sourceTag: 'kind:client',
        onlyDependOnLibsWithTags: inTests ? ['kind:platform', 'kind:contract', 'kind:testing'] : ['kind:client'],
        ...(inTests ? {} : { allowedExternalImports: ['openapi-fetch'] }),
      },
      { sourceTag: 'kind:testing', onlyDependOnLibsWithTags: ['kind:platform', 'kind:contract', 'kind:testing'] },
      { sourceTag: 'kind:service', onlyDependOnLibsWithTags: ['kind:platform', 'kind:contract', 'kind:testing'] },
    ],
  },
];

export default [
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '**/schemas/*.json', 'libs/client/src/generated/**'] },
  ...tseslint.config({
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parser: tseslint.parser },
  }),
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.js'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ inTests: false }),
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-restricted-syntax': ['error', TOPIC_LITERAL],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['services/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['**/*.test.ts', 'libs/testing/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [NO_PROJECT_TESTING] }],
    },
  },
  {
    files: ['services/*/src/**/*.ts'],
    ignores: ['**/*.test.ts', 'services/*/src/env.ts', 'services/*/src/main.ts', 'services/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only env.ts reads the environment.' },
      ],
    },
  },
  {
    files: [
      'services/*/src/domain/**/*.ts',
      'libs/*/src/domain/**/*.ts',
      'libs/text/src/**/*.ts',
      'libs/proof/src/**/*.ts',
      'libs/contracts/src/**/*.ts',
    ],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            NO_PROJECT_TESTING,
            { group: DRIVERS, message: 'A domain decides; it knows no driver, no framework and no io.' },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate'],
      'no-restricted-syntax': ['error', ...NO_CLOCK, TOPIC_LITERAL],
    },
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...NO_CLOCK] },
  },
  {
    // Tables of cases are long by nature; what a test asserts is judged by readers.
    files: ['**/*.test.ts', '**/test/**/*.ts', 'libs/client/scripts/**'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ inTests: true }),
      'max-lines-per-function': 'off',
      complexity: 'off',
      'no-console': 'off',
    },
  },
  {
    // Programs a person runs talk to that person.
    files: [
      'deploy/**/*.mjs',
      'deploy/**/*.ts',
      'services/cli/**/*.ts',
      '**/quality/**/*.ts',
      'services/classifier/src/train/main.ts',
      '**/quality/**/*.mjs',
      'libs/contracts/scripts/**',
      'libs/client/scripts/**',
    ],
    rules: { 'no-console': 'off' },
  },
];
