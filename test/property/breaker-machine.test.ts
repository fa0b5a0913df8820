/** The reference circuit breaker by example, and by law. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  admits,
  type BreakerResult,
  type BreakerRules,
  type BreakerState,
  create,
  FRESH,
  failedCount,
  settle,
  type Ticket,
} from '../../src/property/breaker-machine.ts'

const RULES: BreakerRules = {
  threshold: 0.5,
  windowMs: 10_000,
  resetMs: 5000,
  volume: 4,
  probes: 1,
  opensOn: 'failure',
}

describe('a closed breaker', () => {
  test('opens when the share of failures is reached and the window holds its volume', () => {
    expect(stateAfter('success', 'success', 'failure').phase).toBe('closed')
    expect(stateAfter('success', 'success', 'failure', 'failure').phase).toBe('open')
    expect(stateAfter('success', 'success', 'success', 'failure').phase).toBe('closed')
  })

  test('opens only at a failure, unless it looks at every result', () => {
    const results: BreakerResult[] = ['failure', 'failure', 'success', 'success']
    expect(stateAfter(...results).phase).toBe('closed')
    expect(told({ ...RULES, opensOn: 'any' }, results).phase).toBe('open')
  })

  test('forgets what is as old as its window', () => {
    const failingAt = (...times: number[]) =>
      times.reduce((state, nowMs) => attempt(state, RULES, nowMs, 'failure'), FRESH)
    expect(failingAt(0, 1, 2, 9999).phase).toBe('open')
    expect(failingAt(0, 1, 2, 10_000)).toMatchObject({ phase: 'closed', results: [{ t: 1 }, { t: 2 }, { t: 10_000 }] })
  })

  test('counts nothing for what came to nothing', () => {
    expect(stateAfter('failure', 'none', 'none', 'none', 'none')).toMatchObject({
      phase: 'closed',
      results: [{ failed: true }],
    })
  })
})

describe('an open breaker', () => {
  const open = stateAfter('failure', 'failure', 'failure', 'failure')

  test('admits nothing until its reset, then as many probes at once as declared', () => {
    expect(admits(open, RULES, 4999)).toBe(false)
    expect(create(open, RULES, 4999)).toEqual([null, open])
    const [first, halfOpen] = create(open, RULES, 5000)
    expect(first).not.toBeNull()
    expect(halfOpen).toMatchObject({ phase: 'half-open', probes: 1 })
    expect(create(halfOpen, RULES, 5000)[0]).toBeNull()
    expect(create(halfOpen, { ...RULES, probes: 2 }, 5000)[0]).not.toBeNull()
  })

  test('closes with an empty window when a probe succeeds', () => {
    const closed = attempt(open, RULES, 5000, 'success')
    expect(closed).toMatchObject({ phase: 'closed', sinceMs: 5000, results: [] })
    expect(attempt(closed, RULES, 5001, 'failure').phase).toBe('closed')
  })

  test('opens for another reset when a probe fails', () => {
    const again = attempt(open, RULES, 7000, 'failure')
    expect(again).toMatchObject({ phase: 'open', sinceMs: 7000 })
    expect([admits(again, RULES, 11_999), admits(again, RULES, 12_000)]).toEqual([false, true])
  })

  test('takes the slot of a probe back that came to nothing', () => {
    const freed = attempt(open, RULES, 5000, 'none')
    expect(freed).toMatchObject({ phase: 'half-open', probes: 0 })
    expect(admits(freed, RULES, 5000)).toBe(true)
  })
})

test('what an attempt of an earlier phase comes to changes nothing', () => {
  const [early, started] = create(FRESH, RULES, 0)
  const open = told(RULES, ['failure', 'failure', 'failure', 'failure'], started)
  expect(settle(open, RULES, 1, early, 'success')).toBe(open)
  const [probe, halfOpen] = create(open, RULES, 5000)
  expect(settle(halfOpen, RULES, 5001, early, 'failure')).toBe(halfOpen)
  const closed = settle(halfOpen, RULES, 5002, probe, 'success')
  expect(settle(closed, RULES, 5003, early, 'failure')).toBe(closed)
})

describe('laws, over any run of steps', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 6000 }) }),
    fc.record({ kind: fc.constant('create' as const) }),
    fc.record({
      kind: fc.constant('settle' as const),
      pick: fc.nat(),
      result: fc.constantFrom<BreakerResult>('failure', 'failure', 'success', 'none'),
    }),
  )
  const rules = fc.record({
    threshold: fc.constantFrom(0.2, 0.5, 1),
    windowMs: fc.integer({ min: 1, max: 20_000 }),
    resetMs: fc.integer({ min: 1, max: 10_000 }),
    volume: fc.integer({ min: 1, max: 4 }),
    probes: fc.integer({ min: 1, max: 3 }),
    opensOn: fc.constantFrom<BreakerRules['opensOn']>('failure', 'any'),
  })
  const run = fc.tuple(rules, fc.array(step, { maxLength: 60 }))

  test('it refuses exactly while it is open, and while its probes are under way', () => {
    fc.assert(
      fc.property(run, ([rule, steps]) => {
        for (const { state, nowMs, underWay } of states(rule, steps)) {
          const probes = underWay.filter(({ era }) => era === state.era).length
          if (state.phase === 'closed') expect(admits(state, rule, nowMs)).toBe(true)
          if (state.phase === 'open') expect(admits(state, rule, nowMs)).toBe(nowMs - state.sinceMs >= rule.resetMs)
          if (state.phase === 'half-open') expect(admits(state, rule, nowMs)).toBe(probes < rule.probes)
          if (state.phase === 'half-open') expect(state.probes).toBe(probes)
        }
      }),
    )
  })

  test('it opens only at a result that fills the volume and reaches the share', () => {
    fc.assert(
      fc.property(run, ([rule, steps]) => {
        const seen = states(rule, steps)
        seen.slice(1).forEach(({ state, nowMs }, index) => {
          const before = seen[index]!.state
          if (before.phase !== 'closed' || state.phase !== 'open') return
          const kept = before.results.filter(({ t }) => nowMs - t < rule.windowMs)
          const most = (failedCount({ results: kept }) + 1) / (kept.length + 1)
          expect(kept.length + 1).toBeGreaterThanOrEqual(rule.volume)
          expect(most).toBeGreaterThanOrEqual(rule.threshold)
        })
      }),
    )
  })

  test('it never gets stuck: once all has ended and the reset is over, it admits an attempt', () => {
    fc.assert(
      fc.property(run, fc.constantFrom<BreakerResult>('failure', 'success', 'none'), ([rule, steps], result) => {
        const { state, nowMs, underWay } = states(rule, steps).at(-1)!
        const idle = underWay.reduce<BreakerState>((now, ticket) => settle(now, rule, nowMs, ticket, result), state)
        expect(admits(idle, rule, nowMs + rule.resetMs)).toBe(true)
      }),
    )
  })

  test('a phase, once left, never comes back', () => {
    fc.assert(
      fc.property(run, ([rule, steps]) => {
        const eras = states(rule, steps).map(({ state }) => state.era)
        expect(eras).toEqual(eras.toSorted((a, b) => a - b))
      }),
    )
  })
})

// Helpers

interface Seen {
  readonly state: BreakerState
  readonly nowMs: number
  readonly underWay: readonly Ticket[]
}

type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'create' }
  | { readonly kind: 'settle'; readonly pick: number; readonly result: BreakerResult }

/** Every state of a run, the first and the last included. */
function states(rules: BreakerRules, steps: readonly Step[]): Seen[] {
  const seen: Seen[] = [{ state: FRESH, nowMs: 0, underWay: [] }]
  for (const step of steps) seen.push(next(seen.at(-1)!, rules, step))
  return seen
}

function next({ state, nowMs, underWay }: Seen, rules: BreakerRules, step: Step): Seen {
  switch (step.kind) {
    case 'wait':
      return { state, nowMs: nowMs + step.ms, underWay }
    case 'create': {
      const [ticket, created] = create(state, rules, nowMs)
      return { state: created, nowMs, underWay: ticket === null ? underWay : [...underWay, ticket] }
    }
    case 'settle': {
      const index = underWay.length === 0 ? 0 : step.pick % underWay.length
      const ticket = underWay[index]
      if (ticket === undefined) return { state, nowMs, underWay }
      return { state: settle(state, rules, nowMs, ticket, step.result), nowMs, underWay: underWay.toSpliced(index, 1) }
    }
  }
}

/** An attempt that is created and ends at once. */
function attempt(state: BreakerState, rules: BreakerRules, nowMs: number, result: BreakerResult): BreakerState {
  const [ticket, created] = create(state, rules, nowMs)
  return settle(created, rules, nowMs, ticket, result)
}

function told(rules: BreakerRules, results: readonly BreakerResult[], from: BreakerState = FRESH): BreakerState {
  return results.reduce((state, result) => attempt(state, rules, 0, result), from)
}

function stateAfter(...results: BreakerResult[]): BreakerState {
  return told(RULES, results)
}
