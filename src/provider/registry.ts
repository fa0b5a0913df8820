/** The dialects by name: those that come with the package, and those that users add. */
import { wrongUse } from '../errors.ts'
import { named } from '../fault/options.ts'
import { anthropicDialect } from './anthropic/dialect.ts'
import { type NamedDialect, type Provider, type ProviderOptions, providerOf } from './api.ts'
import { geminiDialect } from './gemini/dialect.ts'
import { jsonDialect } from './json.ts'
import { openaiDialect } from './openai/dialect.ts'
import { problemDialect } from './problem.ts'
import type { Dialect } from './provider.ts'

const OURS: ReadonlyMap<string, Dialect> = new Map(
  [anthropicDialect, openaiDialect, geminiDialect, problemDialect, jsonDialect].map((dialect) => [
    dialect.name,
    dialect,
  ]),
)
const theirs = new Map<string, Dialect>()

/** All dialects, those that come with the package first. */
export function dialects(): readonly Dialect[] {
  return [...OURS.values(), ...theirs.values()]
}

/**
 * The dialect of this name.
 *
 * @throws FiredrillError (`wrong-use`) when there is none.
 */
export function dialectOf(name: string): Dialect {
  const dialect = OURS.get(name) ?? theirs.get(name)
  if (dialect !== undefined) return dialect
  const known = dialects()
    .map((one) => one.name)
    .join(', ')
  throw wrongUse(
    `find the provider ${named(name)}`,
    `only these are known: ${known}`,
    'Check the spelling, or add it with defineDialect()',
  )
}

/**
 * Adds a dialect, and gives its constructor, as `anthropic` is one: `export const acme = defineDialect({ name: 'acme', … })`.
 * Scenarios that name it print and parse as `provider('acme')`. Defining a name again replaces it.
 *
 * @throws FiredrillError (`wrong-use`) for a name that comes with the package, or that isn't in kebab-case.
 */
export function defineDialect<Name extends string>(
  dialect: NamedDialect<Name>,
): (options?: ProviderOptions) => Provider<Name> {
  const { name } = dialect
  const what = `define the dialect ${named(name)}`
  if (OURS.has(name)) throw wrongUse(what, 'a dialect of this name comes with firedrill', 'Choose another name')
  if (typeof name !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw wrongUse(what, 'its name is not in kebab-case', "Name it like 'acme' or 'acme-beta'")
  }
  for (const status of Object.keys(dialect.statuses)) {
    if (!RESERVED.has(status)) continue
    throw wrongUse(what, `every provider has a "${status}" of its own`, 'Give this fault another name')
  }
  theirs.set(name, Object.freeze({ ...dialect }))
  return (options) => providerOf(dialect, options)
}

/**
 * A provider by the name of its dialect, for data that knows no imports. Its faults are made by `status`.
 *
 * @throws FiredrillError (`wrong-use`) when there is no such dialect.
 */
export function provider(name: string, options: ProviderOptions = {}): Provider {
  return providerOf<never>(dialectOf(name), options)
}

/** Whether the dialect of this name comes with the package, so that its constructor can be imported from it. */
export function isOurs(name: string): boolean {
  return OURS.has(name)
}

const RESERVED: ReadonlySet<string> = new Set(['name', 'hosts', 'status', 'healthy'])
