/** Loads scenario and client files, and says in a sentence what is wrong with one. */
import { parse } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Client } from '../drill/client.ts'
import type { DrillOptions } from '../drill/drill.ts'
import { type FiredrillError, isFiredrillError, wrongUse } from '../errors.ts'
import { scenarioFromJson } from '../scenario/from-json.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { importFile } from './import-file.ts'

/** MSW handlers by the names that a scenario uses. */
export type Handlers = NonNullable<DrillOptions['healthy']>

/**
 * Loads a scenario file.
 *
 * @param named The file as the user named it, for errors.
 * @throws FiredrillError (`wrong-use`) for a file that can't be loaded, or exports no scenario.
 */
export async function loadScenario(path: string, named: string): Promise<{ scenario: Scenario; healthy: Handlers }> {
  const what = `the scenario "${named}"`
  const exports = await importFile(pathToFileURL(path).href, what)
  const value = exports.default
  if (value === undefined) throw noDefault(what, exports, 'export default scenario({ … })')
  return { scenario: checkedScenario(what, value), healthy: handlersOf(what, exports.handlers) }
}

/**
 * Loads a client file.
 *
 * @param named The file as the user named it, for errors.
 * @throws FiredrillError (`wrong-use`) for a file that can't be loaded, or exports no client.
 */
export async function loadClient(path: string, named: string): Promise<{ client: Client; healthy: Handlers }> {
  const what = `the client "${named}"`
  const exports = await importFile(pathToFileURL(path).href, what)
  const value = exports.default
  if (value === undefined) throw noDefault(what, exports, 'export default async ({ signal }) => …')
  const fallbackName = parse(path).name
  return { client: namedClient(what, value, fallbackName), healthy: handlersOf(what, exports.handlers) }
}

/** The client with a name to report it by, and with set-up and teardown that fail in a sentence. */
function namedClient(what: string, value: unknown, fallbackName: string): Client {
  if (typeof value === 'function') {
    // A function without a name is called after its export: by the language, or in a compiler's own way.
    const name = /^(?:default|__\w*)?$/.test(value.name) ? fallbackName : value.name
    return { name, call: value as (call: unknown) => unknown }
  }
  if (typeof value !== 'object' || value === null || !('call' in value)) {
    const why = `its default export is ${kindOf(value)}, and no client`
    throw wrongUse(`load ${what}`, why, 'Export an async function (call) => value, or defineClient({ call })')
  }
  const client = value as Exclude<Client, (...args: never) => unknown>
  const { setup, teardown } = client
  return {
    ...client,
    name: client.name || fallbackName,
    ...(typeof setup === 'function' ? { setup: () => inSentence(what, 'set up', () => setup()) } : {}),
    ...(typeof teardown === 'function'
      ? { teardown: (built: unknown) => inSentence(what, 'take down', () => teardown(built)) }
      : {}),
  }
}

async function inSentence<T>(what: string, doing: string, code: () => T | Promise<T>): Promise<T> {
  try {
    return await code()
  } catch (error) {
    const part = doing === 'set up' ? 'setup' : 'teardown'
    throw wrongUse(`${doing} ${what}`, `its ${part} threw ${textOf(error)}`, 'Correct it; --verbose shows where', error)
  }
}

/** Whatever was exported, made anew by the constructors, so that a hand-made object is checked as well as it can be. */
function checkedScenario(what: string, value: unknown): Scenario {
  const fail = (why: string, cause?: unknown): FiredrillError =>
    wrongUse(`load ${what}`, why, 'Export what scenario({ name, description, provider, script }) makes', cause)
  if (typeof value === 'object' && value !== null && 'property' in value && 'scenario' in value) {
    throw wrongUse(`load ${what}`, 'it is a failure that an exploration kept', 'Drill it by npx firedrill replay')
  }
  if (typeof value !== 'object' || value === null || !('script' in value)) {
    throw fail(`its default export is ${kindOf(value)}, and no scenario`)
  }
  try {
    return scenarioFromJson(JSON.parse(JSON.stringify(value)))
  } catch (error) {
    throw isFiredrillError(error) ? error : fail(`its default export is no scenario: ${textOf(error)}`, error)
  }
}

function handlersOf(what: string, value: unknown): Handlers {
  if (value === undefined) return {}
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (isRecord && Object.values(value).every(Array.isArray)) return value as Handlers
  throw wrongUse(
    `load ${what}`,
    'its export "handlers" is no record of lists of MSW handlers',
    "Export const handlers = { name: [http.post('…', …)] }",
  )
}

function noDefault(what: string, exports: Readonly<Record<string, unknown>>, example: string): FiredrillError {
  const names = Object.keys(exports)
  const why = names.length === 0 ? 'it exports nothing' : `it has no default export, only ${names.join(', ')}`
  return wrongUse(`load ${what}`, why, `End it with: ${example}`)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object'
    ? `an object with ${Object.keys(value).join(', ') || 'nothing in it'}`
    : `a ${typeof value}`
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
