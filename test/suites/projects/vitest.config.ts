/** The runner of these projects: firedrill comes from the sources, and each file is a suite as a user may have it. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: source('node_modules/.vite/suites'),
  resolve: {
    alias: [
      { find: /^firedrill\/vitest$/, replacement: source('src/vitest.ts') },
      { find: /^firedrill$/, replacement: source('src/index.ts') },
    ],
  },
  test: { include: ['*.suite.ts'], testTimeout: 30_000 },
})
