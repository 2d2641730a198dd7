import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Lower layers first; a layer may import from itself and from the layers before it. */
const LAYERS = [
  ['codec', 'package'],
  ['afalg'],
  ['kernel', 'caam'],
  ['scan'],
  ['plan'],
  ['options'],
  ['oracle'],
  ['forensics'],
  ['results'],
  ['worker'],
  ['probe', 'bench'],
  ['report'],
  ['orchestrator', 'guest'],
  ['minimise'],
  ['cli'],
];

/** The same for tools/, beside which a tool may import anything from src by `#dist/`. */
const TOOL_LAYERS = [
  ['process'],
  ['packages'],
  ['build', 'kernel'],
  ['armhf'],
  ['guest'],
  ['module', 'board'],
  ['test'],
  ['start', 'bench', 'farm', 'faults', 'board-test', 'docs', 'lint'],
];

/** Everything above a folder's layer, and its neighbours in its own. */
function forbidden(layers, level, folder) {
  return [...layers.slice(level + 1).flat(), ...layers[level].filter((other) => other !== folder)];
}

function layerRule(files, patterns) {
  return { files: [files], rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

/** What each folder must not import. */
const layerRules = [
  ...LAYERS.flatMap((folders, level) =>
    folders.map((folder) =>
      layerRule(`src/${folder}/**/*.ts`, [
        ...forbidden(LAYERS, level, folder).map((other) => ({
          group: [`**/${other}/**`],
          message: `${folder} lies below or beside ${other}: imports go one way.`,
        })),
        { regex: '^#', message: 'The program knows nothing of its tools.' },
      ]),
    ),
  ),
  ...TOOL_LAYERS.flatMap((folders, level) =>
    folders.map((folder) =>
      layerRule(
        `tools/${folder}/**/*.ts`,
        ['main.js', ...forbidden(TOOL_LAYERS, level, folder)].map((other) => ({
          regex: `^(\\.\\./)+${other}(/|$)`,
          message: `${folder} lies below or beside ${other}: imports go one way.`,
        })),
      ),
    ),
  ),
];

/** These know no clock, no chance and no outside world: the same input gives the same output, on every machine. */
const PURE = [
  'src/plan/**/*.ts',
  'src/options/**/*.ts',
  'src/oracle/**/*.ts',
  'src/forensics/**/*.ts',
  'src/caam/**/*.ts',
  'src/kernel/proc-crypto.ts',
  'src/kernel/advice/*.ts',
  'src/kernel/bind-advice.ts',
  'src/kernel/engine-evidence.ts',
  'src/kernel/interrupts.ts',
  'src/kernel/log/!(kmsg-reader).ts',
  'src/kernel/taint.ts',
  'src/bench/compare.ts',
  'src/bench/rounds.ts',
  'src/probe/candidate-keys.ts',
  'src/probe/targets.ts',
  'src/scan/**/*.ts',
  'src/report/**/*.ts',
  'src/minimise/trials.ts',
  'src/minimise/judge.ts',
  'src/minimise/reductions.ts',
  'src/minimise/search.ts',
  'src/minimise/trial-rate.ts',
];

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'node_modules/', 'results/'] },
  eslint.configs.recommended,
  {
    files: ['src/**/*.ts', 'tools/**/*.ts', 'test/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/strict-boolean-expressions': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // One cast in the project, at the native door; `as const` is none.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      // `using _lock = ...` is there for its end.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
    },
  },
  {
    files: ['src/afalg/native.ts'],
    rules: { '@typescript-eslint/consistent-type-assertions': 'off' },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-globals': ['error', 'performance', 'process', 'setTimeout', 'setInterval', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random' },
        { object: 'Date', property: 'now' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportDeclaration[source.value=/^node:(?!crypto$)/]',
          message: 'Pure code does no input or output: of Node it may use node:crypto only.',
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Pure code knows no clock.' },
        {
          selector: 'ImportDeclaration[source.value=/afalg\\u002f(?!layout|errno|syscall-failure|engine-choice)/]',
          message:
            'Pure code does not reach the addon: of afalg it may use layouts, choices, errnos and failures as data.',
        },
      ],
    },
  },
  ...layerRules,
  {
    files: ['test/**/*.ts'],
    rules: {
      // node:test's describe and it return promises that are not for us to await.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' }] },
      ],
    },
  },
  {
    files: ['scripts/*.mjs', 'lava/*.mjs'],
    languageOptions: {
      globals: { AbortSignal: 'readonly', fetch: 'readonly', process: 'readonly', URL: 'readonly' },
    },
  },
  {
    files: ['tools/**/*.cjs'],
    languageOptions: { globals: { process: 'readonly', require: 'readonly', __dirname: 'readonly' } },
  },
);
