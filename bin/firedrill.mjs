#!/usr/bin/env node
/** The command `npx firedrill`: from the sources in the clone, compiled in the package. */
import { existsSync } from 'node:fs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Failed to start firedrill: it needs Node 22.12 or later, and this is ${process.versions.node}. Install a newer one.`,
  )
  process.exit(2)
}

// TypeScript, that of the user's files, is read by tsx, with the paths of the tsconfig.json that lies here.
await import('tsx')
const isClone = existsSync(new URL('../src/cli/firedrill.ts', import.meta.url))
const [folder, extension] = isClone ? ['../src/cli', 'ts'] : ['../dist/src/cli', 'js']
const { firedrill } = await import(`${folder}/firedrill.${extension}`)
const { runProcess } = await import(`${folder}/process.${extension}`)
runProcess(firedrill)
