/** Tells a scenario in the words of another API: its host, path, model, statuses, error types and headers. Pure. */
import { wrongUse } from '../errors.ts'
import { isRecord } from '../fault/options.ts'
import { like } from '../like.ts'
import type { ProviderData } from '../provider/provider.ts'
import { dialectOf } from '../provider/registry.ts'
import { scenarioFromJson } from './from-json.ts'
import type { Scenario } from './scenario.ts'
import type { Match } from './step.ts'

/** The APIs that can tell each other's scenarios. */
export const TOLD_APIS = ['anthropic', 'openai', 'gemini'] as const

type Api = (typeof TOLD_APIS)[number]

/** What scripts name of an API. */
interface Words {
  readonly path: string
  readonly model: string
  /** Where it says how it is, in the form that `statusPage` gives; null when it doesn't in this form. */
  readonly statusPage: string | null
  /** Whether a body has messages with roles, as scripts look for them. */
  readonly hasRoles: boolean
}

const WORDS: Readonly<Record<Api, Words>> = {
  anthropic: { path: '/v1/messages', model: 'claude-opus-4-7', statusPage: 'status.claude.com', hasRoles: true },
  openai: { path: '/v1/chat/completions', model: 'gpt-5.1', statusPage: 'status.openai.com', hasRoles: true },
  gemini: { path: '/v1beta/models/*', model: 'gemini-2.5-flash', statusPage: null, hasRoles: false },
}

/** Types and codes of errors that mean the same, row by row; the first row with a word counts. */
const ERRORS: readonly Readonly<Record<Api, string | null>>[] = [
  { anthropic: 'overloaded_error', openai: 'server_is_overloaded', gemini: 'UNAVAILABLE' },
  { anthropic: 'api_error', openai: 'server_error', gemini: 'INTERNAL' },
  { anthropic: 'rate_limit_error', openai: 'rate_limit_exceeded', gemini: 'RESOURCE_EXHAUSTED' },
  { anthropic: 'authentication_error', openai: 'invalid_api_key', gemini: 'UNAUTHENTICATED' },
  { anthropic: 'invalid_request_error', openai: 'invalid_request_error', gemini: 'INVALID_ARGUMENT' },
  { anthropic: 'invalid_request_error', openai: 'context_length_exceeded', gemini: 'INVALID_ARGUMENT' },
  { anthropic: 'not_found_error', openai: 'model_not_found', gemini: 'NOT_FOUND' },
]

/** From which API to which one, and what is attempted by that, for errors. */
interface Way {
  readonly what: string
  readonly from: Api
  readonly to: Api
}

/**
 * The same scenario, happening to another API: what is served fails alike, in that API's own words. Its name stays. The texts
 * of errors are the other API's own.
 *
 * @param provider The other API; both must be at the hosts of their dialects.
 * @throws FiredrillError (`wrong-use`) for what the other API has no words for, such as an error type of its own.
 */
export function toldTo(scenario: Scenario, provider: ProviderData): Scenario {
  const { name, description, script, calls, covers, otherProviders } = scenario
  if (isAbout(scenario, provider)) return scenario
  const what = `tell "${name}" in the words of ${provider.name}`
  const [from, to] = [apiOf(scenario.provider), apiOf(provider)]
  if (from === null || to === null) {
    const stranger = from === null ? scenario.provider : provider
    throw untellable(
      { what },
      `${stranger.name} at ${stranger.hosts.join(', ') || 'any host'} is none of the APIs that can`,
    )
  }
  const others = otherProviders.map((other) => (other.name === to ? placeOf(from) : other))
  const items = told(JSON.parse(JSON.stringify(script)), { what, from, to })
  const data = { name, description, provider: placeOf(to), otherProviders: others, script: items, calls, covers }
  return scenarioFromJson(JSON.parse(JSON.stringify(data)))
}

/** Whether a scenario is about this API. It may tell several hosts of it apart, such as those of regions. */
export function isAbout({ provider: { name, hosts } }: Scenario, provider: ProviderData): boolean {
  if (provider.hosts.length === 0 && hosts.length > 0) return false
  return name === provider.name && provider.hosts.every((host) => hosts.includes(host))
}

/** The API that this is, if it is one that can be told of, at its own hosts. */
function apiOf({ name, hosts }: ProviderData): Api | null {
  const api = TOLD_APIS.find((one) => one === name)
  return api !== undefined && placeOf(api).hosts.join() === hosts.join() ? api : null
}

/** An API at its own hosts. */
export function placeOf(api: Api): ProviderData {
  return { name: api, hosts: dialectOf(api).hosts }
}

function told(value: unknown, way: Way): unknown {
  if (Array.isArray(value)) return value.map((one) => told(one, way))
  if (!isRecord(value)) return value
  if (value.kind === 'when') return toldTrack(value, way)
  const entries = Object.entries(value).map(([key, inner]) => [key, toldPart(key, inner, way)] as const)
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
}

/** A part of an item by its name; undefined: the other API has its own. */
function toldPart(key: string, value: unknown, way: Way): unknown {
  switch (key) {
    case 'status':
    case 'maskedAs':
    case 'shedAs':
      // Only Anthropic knows 529.
      return value === 529 && way.from === 'anthropic' ? 503 : value
    case 'errorType':
      return errorType(String(value), way)
    case 'message':
      return undefined
    case 'without':
      return (value as string[]).map((header) => (header === idHeader(way.from) ? idHeader(way.to) : header))
    case 'host':
      return statusHost(String(value), way)
    case 'headers':
      throw untellable(way, 'nobody knows what its headers are to another API')
    case 'handlers':
      throw untellable(way, 'its healthy side are handlers of its own')
    default:
      return told(value, way)
  }
}

function errorType(type: string, way: Way): string {
  const { from, to } = way
  const word = ERRORS.find((row) => row[from] === type)?.[to] ?? null
  if (word === null) throw untellable(way, `${to} has no word for the error ${type}`)
  return word
}

function statusHost(host: string, way: Way): string {
  const { from, to } = way
  const other = host === WORDS[from].statusPage ? WORDS[to].statusPage : null
  if (other === null) throw untellable(way, `there is no such status page as ${host} of ${to}`)
  return other
}

function idHeader(api: Api): string {
  return dialectOf(api).requestIdHeader
}

/** A track with its match. One for the host of a third API is as it was. */
function toldTrack(track: Record<string, unknown>, way: Way): unknown {
  const match = track.match as Match
  const own = match.host === undefined ? way : wayAt(match.host, way)
  return own === null ? track : { ...track, match: toldMatch(match, own), items: told(track.items, own) }
}

/** At the host of the other API, the two have changed places. */
function wayAt(host: string, way: Way): Way | null {
  const { what, from, to } = way
  if (placeOf(from).hosts.includes(host)) return way
  if (placeOf(to).hosts.includes(host)) return { what, from: to, to: from }
  if ([from, to].some((api) => placeOf(api).hosts.some((one) => like(host, one)))) {
    throw untellable(way, `it is not clear which API ${host} is`)
  }
  return null
}

function toldMatch(match: Match, way: Way): Match {
  const { from, to } = way
  const { host, path, model, body, header } = match
  if (path !== undefined && path !== WORDS[from].path) throw untellable(way, `${to} has no such path as ${path}`)
  if (model !== undefined && !like(model, WORDS[from].model))
    throw untellable(way, `${to} has no such model as ${model}`)
  if (header !== undefined) throw untellable(way, 'nobody knows what its headers are to another API')
  if (body !== undefined && !(WORDS[from].hasRoles && WORDS[to].hasRoles)) {
    throw untellable(way, `requests to ${to} have no such text as ${body}`)
  }
  return {
    ...match,
    ...(host === undefined ? {} : { host: placeOf(to).hosts[0]! }),
    ...(path === undefined ? {} : { path: WORDS[to].path }),
    ...(model === undefined || model === '*' ? {} : { model: WORDS[to].model }),
  }
}

function untellable({ what }: Pick<Way, 'what'>, why: string): Error {
  return wrongUse(
    what,
    why,
    `Only ${TOLD_APIS.join(', ')} at their own hosts can tell of each other, where they have the words`,
  )
}
