import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where CI wants the runner's counts; nowhere else are they written to a file. */
const report = process.env.FIREDRILL_TEST_REPORT

export default defineConfig({
  resolve: {
    alias: [
      { find: /^firedrill\/vitest$/, replacement: source('./src/vitest.ts') },
      { find: /^firedrill\/scenarios\/(.+)$/, replacement: source('./scenarios/$1.ts') },
      { find: /^firedrill$/, replacement: source('./src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
    testTimeout: 30_000,
    ...(report === undefined ? {} : { reporters: ['default', ['json', { outputFile: report }]] }),
  },
})
