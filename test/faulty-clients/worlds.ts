/** The worlds that every client of the matrix is drilled through: together they put all rules to the test. */
import {
  closed,
  corrupt,
  dnsFailure,
  during,
  forever,
  healthy,
  type Item,
  limits,
  refused,
  reset,
  type Scenario,
  type ScenarioOptions,
  scenario,
  silence,
  status,
  streamCut,
  streamEnd,
  streamError,
  streamStall,
  times,
  when,
} from 'firedrill'

interface World {
  readonly script: readonly Item[]
  readonly calls?: NonNullable<ScenarioOptions['calls']>
}

/** Each call has its own fault, as often as it asks. */
const oneEach = (...faults: readonly Item[]): World => ({
  script: faults.map((fault, call) => when({ call }, during('8h', fault))),
  calls: { count: faults.length + 1, every: '20m' },
})

const WORLDS = {
  'short-failures': {
    script: [status(500), status(503), status(529), healthy(), reset(), status(429), status(502), healthy()],
    calls: { count: 3, every: '1m' },
  },
  outage: {
    script: [during('50s', status(500), status(529)), during('30s', healthy()), healthy()],
    calls: { count: 9, every: '10s' },
  },
  'down-for-good': { script: [forever(status(503), status(529), status(429))] },
  'limited-for-good': { script: [forever(status(429, { retryAfter: 1 }))] },
  'callers-together': { script: [during('30s', status(529)), healthy()], calls: { count: 5, every: 0 } },
  hints: {
    script: [
      ...[status(429, { retryAfter: 2 }), status(503, { retryAfter: 45 }), healthy()],
      ...[status(429, { retryAfter: { dateIn: '20s' } }), status(429, { retryAfterMs: 9500 }), healthy()],
      ...[status(429, { retryAfter: 'soon' }), status(429, { retryAfter: -5 }), healthy()],
    ],
    calls: { count: 4, every: '10m' },
  },
  'long-hints': {
    script: [status(429, { retryAfter: 480 }), healthy(), status(429, { retryAfter: 43_200 }), healthy()],
    calls: { count: 3, every: '1h' },
  },
  'refused-for-good': oneEach(...[400, 404, 422, 413].map((code) => status(code))),
  'key-refused': {
    script: [when({ key: 'key#1' }, during('3m', status(401))), healthy()],
    calls: { count: 3, every: '2m' },
  },
  silences: {
    script: [silence(), silence({ at: 'body' }), silence(), healthy()],
    calls: { count: 3, every: '30m' },
  },
  'caller-gives-up': {
    script: [
      when({ call: 1 }, silence()),
      when({ call: 2 }, silence({ at: 'body' })),
      ...[during('1m', status(500)), healthy()],
    ],
    calls: { count: 4, every: '20s', abortAfter: '600ms' },
  },
  'broken-answers': oneEach(corrupt('truncated-json'), status(529, { sentAs: 200 })),
  'broken-streams': oneEach(
    streamEnd({ at: 'half' }),
    streamError('overloaded_error'),
    streamCut({ at: 'tool-input' }),
    streamStall(),
  ),
  'connections-fail': {
    script: [
      during('10s', reset(), refused()),
      during('10s', dnsFailure('EAI_AGAIN'), closed({ at: 'body' })),
      healthy(),
    ],
    calls: { count: 4, every: '10s' },
  },
  'every-second-fails': { script: [times(6, healthy(), status(500)), healthy()], calls: { count: 5, every: '1m' } },
  'opus-down': {
    script: [when({ model: 'claude-opus-*' }, during('10m', status(529), status(429, { retryAfter: 40 }))), healthy()],
    calls: { count: 8, every: '100s' },
  },
  'slow-recovery': {
    script: [during('30s', status(503, { delay: '4s' })), during('1m', healthy({ delay: '4s' })), healthy()],
    calls: { count: 50, every: '2s' },
  },
  'masked-limit': {
    script: [during('150s', limits({ requestsPerMinute: 5, maskedAs: 500 })), healthy()],
    calls: { count: 34, every: '5s' },
  },
} satisfies Record<string, World>

/** The name of a world. */
export type WorldName = keyof typeof WORLDS

/** The names of all worlds. */
export const WORLD_NAMES = Object.keys(WORLDS) as WorldName[]

/** The worlds that are for a kind of client, and tell the others nothing new: a chain, a breaker, a pace, two requests, no end. */
const SPECIAL: readonly string[] = [
  'limited-for-good',
  'callers-together',
  'every-second-fails',
  'opus-down',
  'slow-recovery',
  'masked-limit',
]

/** The worlds that every client is drilled through. */
export const COMMON_WORLDS: readonly WorldName[] = WORLD_NAMES.filter((name) => !SPECIAL.includes(name))

/** A world of a provider. */
export function world(name: WorldName, provider: ScenarioOptions['provider']): Scenario {
  return scenario({ name, description: `The world "${name}" of the matrix.`, provider, ...(WORLDS[name] as World) })
}
