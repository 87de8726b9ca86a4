import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Type-aware lint, every rule at error level: a warning is either worth fixing or not worth having. */
export default defineConfig(
  { ignores: ['dist/**', 'coverage/**', 'reports/**', '.venv*/**'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-param-reassign': 'error',
    },
  },
  {
    // Scripts talk to people, and handle JSON whose shape only its reader knows.
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      parserOptions: { projectService: false, project: './tsconfig.scripts.json' },
    },
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': ['error', { allowAny: true }],
      '@typescript-eslint/restrict-template-expressions': 'off',
      'no-console': 'off',
    },
  },
  {
    // The form has packages of its own, which a plain clone lacks; the dashboard's script runs in a browser.
    files: ['test/form/*.js', 'test/dashboard/*.mjs', 'scripts/dashboard/tabs.js'],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, 'no-console': 'off' },
    languageOptions: { parserOptions: { projectService: false, project: false, program: null } },
  },
);
