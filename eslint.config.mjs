import tseslint from 'typescript-eslint';

/** Arrows point down: domain ← data, investigation ← features ← extension.ts. */
const below = (folder, ...forbidden) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': ['error', { patterns: forbidden }],
  },
});
const vscode = { regex: '^vscode$', message: 'Pure code does not import vscode.' };
const node = { regex: '^node:', message: 'Only data/node and the build touch Node.' };
const folder = (...names) => ({ regex: `^\\.\\.?/(?:.*/)?(?:${names.join('|')})(?:/|$)`, message: 'Arrows point down: domain ← data, investigation ← features ← extension.ts.' });

export default tseslint.config(
  { ignores: ['dist', 'out', 'node_modules', '.vscode-test', 'media', 'test/fixtures'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.mjs', 'src/build/*.mjs'] }, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  below('domain', vscode, node, folder('data', 'investigation', 'features', 'host', 'shared')),
  below('data', vscode, folder('investigation', 'features', 'host')),
  below('investigation', vscode, node, folder('features', 'host')),
  below('host', folder('features')),
  below('shared', vscode, node, folder('data', 'investigation', 'features', 'host')),
  below('renderer', vscode, node, folder('domain', 'data', 'investigation', 'features', 'host')),
  {
    // A feature reaches its own folder and what lies below; never another feature.
    files: ['src/features/*/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: '^\\.\\./(?!\\.\\./)', message: 'Features do not import one another: extension.ts hands one what it needs of another.' }] }] },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
