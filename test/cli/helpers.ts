/** What the tests of the command share: the command in this process, and files made for one test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { main } from '../../src/cli/main.ts'

/** The root of this package. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What the command answered. */
export interface Answer {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command in this process. */
export async function run(argv: readonly string[], cwd = ROOT): Promise<Answer> {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await main({
    argv,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    cwd,
    columns: 80,
    colour: false,
  })
  return { exitCode, stdout: out.join(''), stderr: err.join('') }
}

/** A directory with these files, which is gone after the test. It lies in the package, so that imports are found. */
export function directoryOf(files: Readonly<Record<string, string>>): string {
  mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true })
  const directory = mkdtempSync(join(ROOT, 'node_modules/.cache/firedrill-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  for (const [name, source] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), source)
  }
  return directory
}

/** A client that asks once, by fetch, and gives up with the status. */
export const ASK = `
export default async function ask({ signal }) {
  const init = { method: 'POST', body: '{"model":"claude-opus-4-7"}', signal }
  const response = await fetch('https://api.anthropic.com/v1/messages', init)
  if (response.ok) return await response.json()
  throw Object.assign(new Error('no answer'), { status: response.status, headers: response.headers })
}
`

/** A scenario whose healthy side is the user's own handlers. */
export const OWN_HANDLERS = `
import { anthropic, healthy, scenario } from 'firedrill'
export default scenario({
  name: 'mine',
  description: 'Mine.',
  provider: anthropic(),
  script: [anthropic().overloaded(), healthy('good')],
})
`
