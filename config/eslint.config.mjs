import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default tseslint.config(
  { ignores: ['dist/**', 'web/dist/**', 'node_modules/**', 'var/**', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'web/tsconfig.json', 'web/src/worker/tsconfig.json'],
        tsconfigRootDir: root,
      },
    },
    rules: {
      // What is left of such an import would still be loaded: a contract's schemas, in a page's bundle.
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Nest's modules are classes without members.
      '@typescript-eslint/no-extraneous-class': 'off',
      // Nest describes options, which are plain objects everywhere, as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Ids, counts and revisions are written into texts.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // noUncheckedIndexedAccess makes some of these honest after a check the compiler cannot see.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
);
