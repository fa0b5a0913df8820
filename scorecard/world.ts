/**
 * The scenarios of the scorecard: the gallery, for each provider in its own words. A scenario that another provider has in
 * words of its own is not translated.
 */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Item, type Scenario, scenarioFromJson } from 'firedrill'

/** The API of a client, as far as a script names it. */
interface Place {
  readonly host: string
  readonly path: string
  readonly model: string
}

const PLACES = {
  anthropic: { host: 'api.anthropic.com', path: '/v1/messages', model: 'claude-opus-4-7' },
  openai: { host: 'api.openai.com', path: '/v1/chat/completions', model: 'gpt-5.1' },
  gemini: { host: 'generativelanguage.googleapis.com', path: '/v1beta/models/*', model: 'gemini-2.5-flash' },
} as const satisfies Readonly<Record<string, Place>>

/** A provider that the scorecard has clients of. */
export type Name = keyof typeof PLACES

/** All scenarios that come with the package. */
export async function gallery(): Promise<Scenario[]> {
  const folder = new URL('../scenarios/', import.meta.url)
  const files = readdirSync(fileURLToPath(folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const modules = files.map((file) => import(new URL(file, folder).href) as Promise<{ default: Scenario }>)
  return (await Promise.all(modules)).map((module) => module.default)
}

/** All scenarios for the clients of a provider, by name. */
export function scenariosFor(provider: Name, gallery: readonly Scenario[]): Scenario[] {
  const names = new Set(gallery.map(({ name }) => name))
  return gallery
    .filter((one) => one.provider.name === provider || !hasTwin(one, provider, names))
    .map((one) => (one.provider.name === provider ? one : translated(one, provider)))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** Whether a scenario of another provider says what another one says already, by the names that twins have. */
function hasTwin({ name, provider }: Scenario, wanted: Name, names: ReadonlySet<string>): boolean {
  const own = name.replace(`${provider.name}-`, `${wanted}-`)
  if (own !== name && names.has(own)) return true
  // Those of OpenAI's are for clients that have none of their own.
  if (provider.name !== 'anthropic' && name.startsWith(`${provider.name}-`)) return true
  const inChat = `chat-${name}`
  return provider.name === 'anthropic' ? wanted === 'openai' && names.has(inChat) : name.startsWith('chat-')
}

/** The same failures, told of another provider. */
function translated(scenario: Scenario, to: Name): Scenario {
  const from = scenario.provider.name as Name
  const others = scenario.otherProviders.map((other) => (other.name === to ? place(from) : other))
  const { name, description, script, calls, covers } = scenario
  const other = { name, description, provider: place(to), otherProviders: others, calls, covers }
  return scenarioFromJson(
    JSON.parse(JSON.stringify({ ...other, script: script.map((item) => inWordsOf(item, from, to)) })),
  )
}

function place(name: Name) {
  return { name, hosts: [PLACES[name].host] }
}

/** An item with the hosts, paths, models and statuses of the other provider. */
function inWordsOf<Value>(value: Value, from: Name, to: Name): Value {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => {
      if (key === 'host') return swapped(inner, PLACES[from].host, PLACES[to].host)
      if (key === 'path') return inner === PLACES[from].path ? PLACES[to].path : inner
      if (key === 'model') return typeof inner === 'string' && /opus|gpt/.test(inner) ? PLACES[to].model : inner
      // Only Anthropic knows 529.
      if (key === 'status' && inner === 529) return 503
      return inner
    }),
  ) as Value
}

function swapped(value: unknown, one: string, other: string): unknown {
  if (value === one) return other
  return value === other ? one : value
}

/** Whether a scenario has something to show to a client that streams. */
export function isForStreams({ script }: Pick<Scenario, 'script'>): boolean {
  return script.some(isItemForStreams)
}

function isItemForStreams(item: Item): boolean {
  if (item.kind === 'when' && item.match.stream === true) return true
  if (/^stream[A-Z]/.test(item.kind) || (item.kind === 'healthy' && 'firstTokenDelayMs' in item)) return true
  if (item.kind === 'mix') return item.shares.some(([, fault]) => isItemForStreams(fault))
  return 'items' in item && item.items.some(isItemForStreams)
}
