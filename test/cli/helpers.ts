/** What the tests of the command share: the command in this process, and files made for one test. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { firedrill, runScenario } from '../../src/cli/firedrill.ts'
import type { Io } from '../../src/cli/io.ts'

/** The root of this package. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What the command answered. */
export interface Answer {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `run-scenario` in this process. */
export function run(argv: readonly string[], cwd = ROOT, more: Partial<Io> = {}): Promise<Answer> {
  return answered(runScenario, argv, cwd, more)
}

/** Runs `firedrill` in this process. */
export function fire(argv: readonly string[], cwd = ROOT, more: Partial<Io> = {}): Promise<Answer> {
  return answered(firedrill, argv, cwd, more)
}

async function answered(
  program: (io: Io) => Promise<number>,
  argv: readonly string[],
  cwd: string,
  more: Partial<Io>,
): Promise<Answer> {
  const out: string[] = []
  const err: string[] = []
  const stdout = { write: (text: string) => out.push(text) }
  const stderr = { write: (text: string) => err.push(text) }
  const exitCode = await program({ argv, stdout, stderr, cwd, columns: 80, colour: false, ...more })
  return { exitCode, stdout: out.join(''), stderr: err.join('') }
}

/** The programs, as Node starts them. */
export const FIREDRILL = join(ROOT, 'bin/firedrill.mjs')
export const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs')

/** What to do with a process while it runs. */
export interface Meanwhile {
  /** Interrupts it, as Ctrl-C does, when its stderr says this. */
  readonly interruptAt?: string
  /** Is told of all that it has written, whenever it writes something. */
  readonly onOutput?: (stdout: string, stderr: string, child: ChildProcess) => void
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a program of Node's in a process of its own, free of what this test runner has put into the environment. */
export function started(
  argv: readonly string[],
  cwd: string,
  { interruptAt, onOutput, env: more }: Meanwhile = {},
): Promise<Answer> {
  const foreign = /^(?:VITEST|NO_COLOR$|FORCE_COLOR$|NODE_ENV$|TEST$)/
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
  const child = spawn(process.execPath, argv, { cwd, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  let isInterrupted = false
  child.stdout.on('data', (chunk) => {
    stdout += chunk
    onOutput?.(stdout, stderr, child)
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    onOutput?.(stdout, stderr, child)
    if (isInterrupted || interruptAt === undefined || !stderr.includes(interruptAt)) return
    isInterrupted = true
    child.kill('SIGINT')
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ exitCode: code ?? -1, stdout, stderr }))
  })
}

/** Where a directory of a test lies, so that imports of packages are found. */
const INSIDE = join(ROOT, 'node_modules/.cache')

/** A directory with these files, which is gone after the test. */
export function directoryOf(files: Readonly<Record<string, string>>, parent = INSIDE): string {
  mkdirSync(parent, { recursive: true })
  const directory = mkdtempSync(join(realpathSync(parent), 'firedrill-'))
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

/** A client file: the official SDK with a time-out of its own. */
export const FINE = `
import Anthropic from '@anthropic-ai/sdk'

const options = { apiKey: 'any', baseURL: 'https://api.anthropic.com', timeout: 20000 }

export default async function fine({ signal }) {
  const messages = [{ role: 'user', content: 'Hi' }]
  const question = { model: 'claude-opus-4-7', max_tokens: 16, messages }
  return (await new Anthropic(options).messages.create(question, { signal })).content
}
`

/** The same, but every failure is passed off as an answer. */
export const SWALLOWING = FINE.replace('export default async function fine', 'async function ask').concat(
  "\nexport default async function swallowing(call) { return ask(call).catch(() => 'Sorry.') }\n",
)
