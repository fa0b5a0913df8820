#!/usr/bin/env node
/** The command `npx firedrill`: from the sources in the clone, compiled in the package. */
import { existsSync } from 'node:fs'

const sources = new URL('../src/cli/firedrill.ts', import.meta.url)
const isClone = existsSync(sources)
// TypeScript, that of the user's files too, is read by tsx; the package has none of its own.
if (isClone) await import('tsx')
const [folder, extension] = isClone ? ['../src/cli', 'ts'] : ['../dist/src/cli', 'js']
const { firedrill } = await import(`${folder}/firedrill.${extension}`)
const { runProcess } = await import(`${folder}/process.${extension}`)
runProcess(firedrill)
