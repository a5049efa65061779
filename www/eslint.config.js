import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import prettier from 'eslint-config-prettier'
import globals from 'globals'

const too_new = (property, why) => ({ property, message: `not in Chromium 78: ${why}` })

export default [
  { ignores: ['www/dist/**', '**/node_modules/**', 'www/public/**'] },
  js.configs.recommended,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    files: ['www/src/**/*.{js,vue}'],
    languageOptions: { globals: globals.browser },
    rules: {
      'vue/no-undef-components': ['error', { ignorePatterns: [] }],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'no-restricted-globals': ['error', 'structuredClone'],
      'no-restricted-properties': [
        'error',
        too_new('at', 'use an index'),
        too_new('findLast', 'loop from the end'),
        too_new('findLastIndex', 'loop from the end'),
        too_new('toSorted', 'copy, then sort'),
        too_new('toReversed', 'copy, then reverse'),
        too_new('replaceAll', 'use a global expression'),
        { object: 'Object', property: 'hasOwn' },
        { object: 'Object', property: 'groupBy' },
        { object: 'crypto', property: 'randomUUID' },
        { object: 'AbortSignal', property: 'timeout' },
      ],
    },
  },
  {
    // Pages ask the server through src/api alone.
    files: ['www/src/{pages,components,layout,lib,use}/**'],
    rules: { 'no-restricted-syntax': ['error', 'CallExpression[callee.name="fetch"]'] },
  },
  {
    files: ['www/scripts/**', '**/*.mjs', 'www/*.config.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
]
