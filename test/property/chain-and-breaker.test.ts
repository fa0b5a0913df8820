/** R9 and R10 over random worlds: a client that keeps its promises is never accused, and one that breaks them is. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { breaksCircuit } from '../../src/property/breaks-circuit.ts'
import { fallsBack } from '../../src/property/falls-back.ts'
import { type Habits, rightClient, type Told } from './right-client.ts'
import { traceOf } from './trace-builder.ts'

const HABITS: fc.Arbitrary<Habits> = fc.record({
  chain: fc.constantFrom(['opus', 'sonnet'], ['opus', 'sonnet', 'haiku'], ['sonnet', 'haiku', 'sonnet']),
  retries: fc.nat({ max: 2 }),
  breakers: fc.constantFrom<Habits['breakers']>('link', 'all', 'none'),
  threshold: fc.constantFrom(0.2, 0.5, 1),
  windowMs: fc.constantFrom(10_000, 60_000),
  resetMs: fc.constantFrom(5000, 30_000),
  volume: fc.integer({ min: 1, max: 6 }),
})

const ANSWERS = fc.array(fc.constantFrom(200, 400, 429, 500, 529, 529, 529), { maxLength: 8 })
const CALLS: fc.Arbitrary<Told[]> = fc
  .tuple(
    fc.array(fc.record({ waitMs: fc.nat({ max: 40_000 }), healed: fc.constant(false), answers: ANSWERS }), {
      maxLength: 12,
    }),
    fc.array(fc.record({ waitMs: fc.nat({ max: 40_000 }), healed: fc.constant(true), answers: fc.constant([]) }), {
      maxLength: 4,
    }),
  )
  .map(([sick, well]) => [...sick, ...well])

test('a client that keeps its promises is never accused', () => {
  fc.assert(
    fc.property(HABITS, CALLS, (habits, calls) => {
      const trace = traceOf(promises(habits), (t) => rightClient(t, habits, calls))
      expect(fallsBack().check(trace)).not.toMatchObject({ verdict: 'violated' })
      expect(breaksCircuit().check(trace)).not.toMatchObject({ verdict: 'violated' })
    }),
    { numRuns: 1000 },
  )
})

/** Each client promises more than it does, in a long outage that comes to an end. */
const OUTAGE: Told[] = [
  ...Array.from({ length: 30 }, () => ({ waitMs: 1000, healed: false, answers: [529, 529, 529, 529, 529, 529] })),
  ...Array.from({ length: 3 }, () => ({ waitMs: 40_000, healed: true, answers: [] })),
]
const RIGHT: Habits = {
  chain: ['opus', 'sonnet'],
  retries: 1,
  breakers: 'link',
  threshold: 0.5,
  windowMs: 60_000,
  resetMs: 30_000,
  volume: 4,
}

test('a right client is held by both in a long outage', () => {
  const trace = traceOf(promises(RIGHT), (t) => rightClient(t, RIGHT, OUTAGE))
  expect(fallsBack().check(trace).verdict).toBe('held')
  expect(breaksCircuit().check(trace).verdict).toBe('held')
})

test.each<[string, Partial<Habits>]>([
  ['has no breaker', { breakers: 'none' }],
  ['opens too late', { volume: 8 }],
  ['opens too early', { volume: 1 }],
  ['probes too early', { resetMs: 10_000 }],
  ['probes too late', { resetMs: 120_000 }],
])('a client that %s breaks R10', (_, habits) => {
  const trace = traceOf(promises(RIGHT), (t) => rightClient(t, { ...RIGHT, ...habits }, OUTAGE))
  expect(breaksCircuit().check(trace).verdict).toBe('violated')
})

test.each<[string, Partial<Habits>]>([
  ['tries no other link', { chain: ['opus'] }],
  ['begins with another link', { chain: ['sonnet', 'opus'] }],
  ['goes round in circles', { chain: ['opus', 'sonnet', 'opus'] }],
  ['retries too often on a link', { retries: 2 }],
])('a client that %s breaks R9', (_, habits) => {
  const own = RIGHT.chain.map((model) => ({ model, retries: RIGHT.retries }))
  const declared: ContractOptions = { fallback: { chain: own } }
  const trace = traceOf(declared, (t) => rightClient(t, { ...RIGHT, breakers: 'none', ...habits }, OUTAGE))
  expect(fallsBack().check(trace).verdict).toBe('violated')
})

// Helpers

function promises({ chain, breakers, threshold, windowMs, resetMs, volume }: Habits): ContractOptions {
  const breaker = { threshold, window: windowMs, reset: resetMs, volume }
  return { fallback: { chain }, ...(breakers === 'none' ? {} : { breaker }) }
}
