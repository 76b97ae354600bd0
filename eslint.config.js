import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';

export default typescript.config(
  {
    ignores: ['dist/', '.cache/', '.fanfare*/', '.wrangler/', 'worker-configuration.d.ts'],
  },
  js.configs.recommended,
  ...typescript.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      // TypeScript itself knows which names exist, including the platform's.
      'no-undef': 'off',
      eqeqeq: ['error', 'smart'],
      'no-console': ['error', { allow: ['error', 'warn'] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description' },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
    rules: {
      // Links are plain addresses here: there is no SvelteKit router to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
      // Would need a style attribute, which the content security policy refuses.
      'svelte/no-inline-styles': ['error', { allowTransitions: true }],
      'svelte/no-at-html-tags': 'error',
      // It flags every local Set and URL, reactive or not.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // Rules are pure: no clock, no chance, no locale, no input or output.
    files: ['contests/**/*.ts'],
    ignores: [
      'contests/**/*.test.ts',
      'contests/**/ui.ts',
      'contests/ui.ts',
      'contests/**/*.svelte.ts',
      'contests/*/messages/**',
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['fetch', 'setTimeout', 'setInterval', 'queueMicrotask', 'performance', 'crypto'].map(
          (name) => ({ name, message: 'Rules are pure: what they need comes in as an argument.' }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument.' },
        { object: 'Math', property: 'random', message: 'Chance comes from a seed.' },
        ...['localeCompare', 'toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase'].map(
          (property) => ({ property, message: 'A locale changes results between machines.' }),
        ),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time is an argument.',
        },
        {
          selector: 'MemberExpression[object.name="Intl"]',
          message: 'A locale changes results between machines.',
        },
      ],
    },
  },
  { files: ['bin/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
);
