/** The gallery: every scenario is what its name and its description say, and puts its rules to the test. */
import { readdirSync, readFileSync } from 'node:fs'
import { allProperties, attempts, drill, parseScenario, printScenario, type Scenario, type Trace } from 'firedrill'
import { expect, test } from 'vitest'
import { defaultClient } from '../src/cli/default-client.ts'
import { plain } from '../src/report/paint.ts'
import { timeline } from '../src/report/timeline.ts'

const directory = new URL('../scenarios/', import.meta.url)
const files = readdirSync(directory)

/** What each scenario is about, as the words of the faults that a client must have met. */
const FAULTS: Readonly<Record<string, readonly string[]>> = {
  'bad-request': ["api.badRequest({ message: 'prompt is too long: 250000 tokens > 200000 maximum' })"],
  'burst-500': ['api.internalError()'],
  'caller-gives-up': ['api.internalError()', 'silence()'],
  'connection-resets': ['reset()', "reset({ at: 'body' })"],
  flapping: ['api.serviceUnavailable()', 'healthy()'],
  'gateway-trouble': ['api.badGateway()', 'api.serviceUnavailable()', 'api.gatewayTimeout()'],
  'long-outage-many-callers': ['api.internalError()', 'api.overloaded()'],
  'masked-rate-limit': ['api.internalError()', 'healthy()'],
  'odd-retry-after': [
    "api.rateLimited({ retryAfter: 'soon' })",
    'api.rateLimited({ retryAfter: -5 })',
    "api.rateLimited({ retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT' })",
    'api.rateLimited({ retryAfter: 0 })',
    'api.rateLimited({ retryAfter: 1.5 })',
    "api.rateLimited({ retryAfter: { dateIn: '20s' } })",
    'api.rateLimited({ retryAfter: 99999999999 })',
    'api.rateLimited({ retryAfter: 30, retryAfterMs: 1500 })',
    "api.rateLimited({ retryAfter: '' })",
  ],
  'one-in-ten': ['api.internalError()', 'healthy()'],
  'opus-down': ['api.overloaded()'],
  outage: ['api.internalError()', 'api.badGateway()', 'api.gatewayTimeout()', 'healthy()'],
  overloaded: ['api.overloaded()', 'healthy()'],
  'rate-limited': ['api.rateLimited({ retryAfter: 28 })', 'healthy()'],
  'retry-after-an-hour': ['api.rateLimited({ retryAfter: 3600 })'],
  'revoked-key': ['api.unauthorized()'],
  silence: ['silence()', "silence({ at: 'body' })"],
  'slow-answers': ["healthy({ delay: '90s' })", "healthy({ bodyDelay: '90s' })", "api.gatewayTimeout({ delay: '1m' })"],
  'stalled-body': ["silence({ at: 'body' })"],
}

/** Rules that only a client that declares something puts to the test, and rules that nobody judges yet. */
const UNTESTED_BY_DEFAULT = new Set(['R9', 'R17', 'R18'])

test('the gallery has a scenario for each kind of trouble', () => {
  expect(files.map((file) => file.replace('.ts', '')).toSorted()).toEqual(Object.keys(FAULTS).toSorted())
})

test.each(files)('%s is named after its file, prints and parses back', async (file) => {
  const scenario = await load(file)
  expect(`${scenario.name}.ts`).toBe(file)
  expect(parseScenario(printScenario(scenario))).toEqual(scenario)
  expect(parseScenario(readFileSync(new URL(file, directory), 'utf8'))).toEqual(scenario)
})

test.each(files)('%s says in a line what happens, and what it is about', async (file) => {
  const { description, covers } = await load(file)
  expect(description.length).toBeLessThanOrEqual(76)
  expect(description).toMatch(/^[A-Z].*\.$/)
  expect(covers).toEqual(covers.toSorted(byKindAndNumber))
  expect(covers.some((id) => id.startsWith('F'))).toBe(true)
  expect(covers.some((id) => id.startsWith('R'))).toBe(true)
})

test.each(files)('%s shows the default client its faults, and puts its rules to the test', async (file) => {
  const scenario = await load(file)
  const trace = await drill(scenario, defaultClient)
  const met = new Set(attempts(trace).map(({ fault }) => fault))
  expect([...met]).toEqual(expect.arrayContaining([...FAULTS[scenario.name]!]))
  expect(trace.limit).toBeNull()
  const tested = testedRules(trace)
  const due = scenario.covers.filter((id) => id.startsWith('R') && !UNTESTED_BY_DEFAULT.has(id))
  expect(due.filter((rule) => !tested.has(rule))).toEqual([])
})

test.each(files)('%s can be read on a screen of 80 columns', async (file) => {
  const trace = await drill(await load(file), defaultClient)
  const results = allProperties().map((property) => property.check(trace))
  const lines = timeline(trace, results, { width: 80, paint: plain })
  expect(lines.filter((line) => [...line].length > 80)).toEqual([])
  expect(lines.length).toBeLessThanOrEqual(80)
})

// Helpers

async function load(file: string): Promise<Scenario> {
  const { default: scenario } = (await import(new URL(file, directory).href)) as { default: Scenario }
  return scenario
}

function testedRules(trace: Trace): Set<string> {
  const results = allProperties().map((property) => property.check(trace))
  return new Set(results.filter(({ verdict }) => verdict !== 'unexercised').map(({ rule }) => rule))
}

function byKindAndNumber(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true })
}
