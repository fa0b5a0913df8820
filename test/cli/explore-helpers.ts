/** What the tests of `firedrill` share: the command in this process, and clients that are found fast. */
import { firedrill } from '../../src/cli/firedrill.ts'
import type { Io } from '../../src/cli/io.ts'
import { type Answer, ROOT } from './helpers.ts'

/** Runs `firedrill` in this process. */
export async function explored(argv: readonly string[], cwd = ROOT, more: Partial<Io> = {}): Promise<Answer> {
  const out: string[] = []
  const err: string[] = []
  const exitCode = await firedrill({
    argv,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    cwd,
    columns: 80,
    colour: false,
    ...more,
  })
  return { exitCode, stdout: out.join(''), stderr: err.join('') }
}

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
