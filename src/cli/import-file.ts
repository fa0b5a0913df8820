/** Imports a file of the user's, and turns what goes wrong into a sentence with file and line. */
import { fileURLToPath } from 'node:url'
import { isFiredrillError, wrongUse } from '../errors.ts'
import { shareThisCopy } from './resolve.ts'

/**
 * The exports of a file. Files that are read as CommonJS, as TypeScript files without `"type": "module"` are, keep
 * theirs one level deeper.
 *
 * @param what The file, for errors, such as `the scenario "outage"`.
 * @throws FiredrillError (`wrong-use`) for a file that doesn't compile, imports what isn't there, or throws. What the
 * DSL throws inside of it comes out as it is.
 */
export async function importFile(url: string, what: string): Promise<Readonly<Record<string, unknown>>> {
  let exports: Record<string, unknown>
  try {
    await shareThisCopy()
    exports = (await import(url)) as Record<string, unknown>
  } catch (error) {
    throw isFiredrillError(error) ? error : unloadable(error, url, what)
  }
  const inner = exports.default
  const isCommonJs = typeof inner === 'object' && inner !== null && '__esModule' in inner
  const flat = isCommonJs ? (inner as Record<string, unknown>) : exports
  return Object.fromEntries(Object.entries(flat).filter(([name]) => name !== 'module.exports' && name !== '__esModule'))
}

function unloadable(error: unknown, url: string, what: string): Error {
  const text = error instanceof Error ? error.message : String(error)
  const syntax = syntaxError(error, fileURLToPath(url))
  if (syntax !== null) return wrongUse(`read ${what}`, `${syntax.place}: ${syntax.why}`, 'Correct the syntax', error)
  const missing = /Cannot find (?:package|module) '([^']+)'|Failed to resolve import "([^"]+)"/.exec(text)
  if (missing !== null) {
    const name = missing[1] ?? missing[2]
    return wrongUse(
      `load ${what}`,
      `it imports "${name}", which can't be found`,
      'Install it, or check the path',
      error,
    )
  }
  const place = placeIn(error, fileURLToPath(url))
  const thrown = error instanceof Error ? `${error.name}: ${text.split('\n')[0]}` : text
  const cause = causeOf(error)
  const why = `it threw ${unpointed(thrown)}${cause === null ? '' : ` (${unpointed(cause.message)})`}${place}`
  const advice = isOfNetwork(cause ?? error)
    ? 'Ask the network in setup or in the call, where it is drilled'
    : /api.?key|credential/i.test(text)
      ? 'Give it a key, in the file or its environment; any will do'
      : 'Correct the file'
  return wrongUse(`load ${what}`, why, advice, error)
}

/** What is behind an error that says little, as "fetch failed" does. */
function causeOf(error: unknown): Error | null {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message !== '' ? cause : null
}

/** Whether a file asked the network while it was loaded, which is no part of a drill. */
function isOfNetwork(error: unknown): boolean {
  return /^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_)/.test(String(Object(error).code))
}

interface SyntaxProblem {
  readonly place: string
  readonly why: string
}

/** esbuild (tsx) writes `file:line:column: ERROR: why`; Node and Vite put `file:line` elsewhere. */
function syntaxError(error: unknown, path: string): SyntaxProblem | null {
  if (!(error instanceof Error)) return null
  const esbuild = /^(.+?):(\d+):\d+: ERROR: (.+)$/m.exec(error.message)
  if (esbuild !== null) return { place: `${esbuild[1]}:${esbuild[2]}`, why: unpointed(esbuild[3]!) }
  const isSyntax =
    error instanceof SyntaxError ||
    error.name === 'SyntaxError' ||
    /Transform failed|PARSE_ERROR|Parse failed/.test(`${error.message} ${String(Object(error).code)}`)
  if (!isSyntax) return null
  const [, line] = /:(\d+)(?::\d+)?\b/.exec(`${error.stack ?? ''}\n${error.message}`) ?? []
  const why = unpointed(error.message.split('\n').find((text) => text.trim() !== '') ?? 'it does not compile')
  return { place: line === undefined ? path : `${path}:${line}`, why }
}

/** Where in the file it was thrown, when the stack knows. */
function placeIn(error: unknown, path: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const at = stack.indexOf(`${path}:`)
  const [line] = at < 0 ? [] : (/^\d+/.exec(stack.slice(at + path.length + 1)) ?? [])
  return line === undefined ? '' : ` at ${path}:${line}`
}

function unpointed(text: string): string {
  return text.trim().replace(/\.$/, '')
}
