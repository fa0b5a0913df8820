/** R10 by example: the breaker opens when half of four attempts or more in a minute failed, for thirty seconds. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BreakerOptions } from '../../src/contract/breaker.ts'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { breaksCircuit } from '../../src/property/breaks-circuit.ts'
import { proof, type Recorder, type RequestParts, traceOf } from './trace-builder.ts'

const BREAKER: BreakerOptions = { threshold: 0.5, window: '1m', reset: '30s', volume: 4 }
const BROKEN: ContractOptions = { breaker: BREAKER }

describe('a breaker that works', () => {
  test('opens, fails fast, sends one probe after its reset, and closes', () => {
    const trace = traceOf(BROKEN, (t) => {
      fails(t, 4)
      t.wait(1000)
      refused(t)
      t.wait(29_000)
      succeeds(t)
      succeeds(t)
    })
    expect(breaksCircuit().check(trace)).toMatchObject({
      verdict: 'held',
      message: 'The breaker opened once, first at 0s; 1 probe went out, and it closed again at 30s.',
    })
  })

  test('opens for another reset when its probe fails', () => {
    const trace = opened((t) => {
      t.wait(30_000)
      fails(t, 1)
      t.wait(29_999)
      refused(t)
      t.wait(1)
      succeeds(t)
    })
    expect(breaksCircuit().check(trace).message).toBe(
      'The breaker opened 2 times, first at 0s; 2 probes went out, and it closed again at 60s.',
    )
  })

  test('begins with an empty window once it has closed', () => {
    const trace = opened((t) => {
      t.wait(30_000)
      succeeds(t)
      fails(t, 3)
      fails(t, 1)
      t.wait(1000)
      refused(t)
    })
    expect(breaksCircuit().check(trace)).toMatchObject({ verdict: 'held', message: expect.stringContaining('2 times') })
  })

  test('leaves what is under way when it opens, whatever comes of it', () => {
    const trace = traceOf(BROKEN, (t) => {
      const slow = t.call()
      const early = t.request({ fault: 'status(500)' })
      fails(t, 4)
      t.wait(1000)
      t.within(slow)
      t.answer(early, 200)
      t.value()
      refused(t)
      t.wait(29_000)
      succeeds(t)
    })
    expect(verdict(trace)).toBe('held')
  })

  test('may not know yet at the very instant of its opening, as far as other calls go', () => {
    const at = (waitMs: number) =>
      opened((t) => {
        t.wait(waitMs)
        fails(t, 1)
        t.wait(1000)
        refused(t)
      })
    expect(verdict(at(0))).toBe('held')
    expect(verdict(at(1))).toBe('violated')
  })

  test('takes a call that is refused while the probe is under way', () => {
    const trace = opened((t) => {
      t.wait(30_000)
      const probing = t.call()
      const probe = t.request()
      refused(t)
      t.within(probing)
      t.answer(probe, 200)
      t.value()
    })
    expect(verdict(trace)).toBe('held')
  })

  test("lets another probe through after one that the caller dropped, and after the client's own 4xx closes", () => {
    const trace = opened((t) => {
      t.wait(30_000)
      t.call()
      const probe = t.silence()
      t.abort()
      t.fail(probe, 'client')
      t.aborted()
      t.call()
      t.attempt(400)
      t.error({ status: 400 })
      succeeds(t)
    })
    expect(verdict(trace)).toBe('held')
  })

  test('counts time-outs as failures, and successes as such', () => {
    const timedOut = (count: number) =>
      traceOf(BROKEN, (t) => {
        for (let index = 0; index < 2; index++) succeeds(t)
        for (let index = 0; index < count; index++) {
          t.call()
          t.fail(t.silence(), index === 0 ? 'client' : 'runtime')
          t.error()
        }
        t.wait(1000)
        refused(t)
      })
    expect(verdict(timedOut(2))).toBe('held')
    expect(verdict(timedOut(1))).toBe('violated')
  })

  test('lets as many probes out at once as declared', () => {
    const probing = (probes: number) =>
      traceOf({ breaker: { ...BREAKER, probes } }, (t) => {
        fails(t, 4)
        t.wait(30_000)
        const calls = [t.call(), t.call()]
        const attempts = calls.map((call) => {
          t.within(call)
          return t.request()
        })
        for (const [index, call] of calls.entries()) {
          t.within(call)
          t.answer(attempts[index]!, 200)
          t.value()
        }
      })
    expect(verdict(probing(2))).toBe('held')
    expect(verdict(probing(1))).toBe('violated')
  })
})

describe('readings', () => {
  const SONNET = { model: 'sonnet' }
  const OTHER = { url: 'https://other.test/v1' }

  test('one breaker for each model, for each host, or for all', () => {
    const other = (parts: RequestParts, allowed: boolean) =>
      opened((t) => {
        t.wait(1000)
        if (allowed) succeeds(t, parts)
        else refused(t)
        refused(t)
      })
    expect(verdict(other(SONNET, true))).toBe('held')
    expect(verdict(other(OTHER, true))).toBe('held')
    expect(verdict(other(SONNET, false))).toBe('held')
    expect(verdict(other({}, true))).toBe('violated')
  })

  test('a window of its own for each host, or one for all', () => {
    const shared = traceOf(BROKEN, (t) => {
      fails(t, 2)
      fails(t, 2, OTHER)
      t.wait(1000)
      refused(t) // only one for all has seen four
    })
    const byHost = traceOf(BROKEN, (t) => {
      fails(t, 2)
      fails(t, 2, SONNET)
      t.wait(1000)
      succeeds(t, OTHER) // only one for each host has seen four, and is no other host's
      refused(t)
    })
    expect([shared, byHost].map(verdict)).toEqual(['held', 'held'])
  })

  test('an attempt that never told its model counts for the one that its call asked before', () => {
    const trace = traceOf(BROKEN, (t) => {
      for (let index = 0; index < 2; index++) {
        t.call()
        t.attempt(500)
        t.fail(t.create(), 'service', { code: 'ECONNREFUSED' })
        t.error()
      }
      t.wait(1000)
      succeeds(t, SONNET)
      refused(t)
    })
    expect(verdict(trace)).toBe('held')
  })

  test('an error that no waiting cures may be counted by its status, and a time-out that nobody ended as one', () => {
    const quota = traceOf(BROKEN, (t) => {
      fails(t, 1)
      fails(t, 3, { errorType: 'insufficient_quota' }, 429)
      t.wait(1000)
      refused(t)
    })
    const left = traceOf(BROKEN, (t) => {
      for (let index = 0; index < 4; index++) {
        t.call()
        t.silence()
        t.error({ name: 'TimeoutError' })
      }
      t.wait(1000)
      refused(t)
    })
    expect([quota, left].map(verdict)).toEqual(['held', 'held'])
  })

  test('but one of them all through the trace', () => {
    const trace = traceOf(BROKEN, (t) => {
      fails(t, 2)
      fails(t, 2, SONNET)
      t.wait(1000)
      refused(t) // one for all
      t.wait(30_000)
      succeeds(t)
      fails(t, 4)
      t.wait(1000)
      succeeds(t, SONNET) // one for each model
      refused(t)
    })
    expect(verdict(trace)).toBe('violated')
  })

  test('a failure that not every client can see may be counted, or not', () => {
    const cutThen = (then: (t: Recorder) => void) =>
      traceOf(BROKEN, (t) => {
        fails(t, 3)
        t.call()
        t.attempt(200, { fault: "streamGarble('malformed')" })
        t.error()
        t.wait(1000)
        fails(t, 1)
        t.wait(1000)
        then(t)
      })
    expect(verdict(cutThen(refused))).toBe('held')
    expect(verdict(cutThen((t) => succeeds(t)))).toBe('violated')
  })

  test('it may open at the success that fills the volume, or only at the next failure', () => {
    const filled = (then: (t: Recorder) => void) =>
      traceOf(BROKEN, (t) => {
        fails(t, 3)
        succeeds(t)
        t.wait(1000)
        then(t)
        t.wait(1000)
        refused(t)
      })
    expect(verdict(filled(refused))).toBe('held')
    expect(verdict(filled((t) => fails(t, 1)))).toBe('held')
  })
})

describe('a breaker of a declared chain', () => {
  const CHAINED = { ...BROKEN, fallback: { chain: ['opus', 'sonnet'] } }
  const SONNET = { model: 'sonnet' }
  const chained = (then: (t: Recorder) => void) =>
    traceOf(CHAINED, (t) => {
      fails(t, 4)
      t.wait(1000)
      succeeds(t, SONNET)
      then(t)
    })

  test('keeps calls off its own link only, and lets them back after the reset', () => {
    const trace = chained((t) => {
      t.wait(29_000)
      succeeds(t)
    })
    expect(verdict(trace)).toBe('held')
  })

  test('that never lets the primary be tried again is caught', () => {
    const trace = chained((t) => {
      t.wait(29_002)
      succeeds(t, SONNET)
    })
    const result = breaksCircuit().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 3', 'attempt-created 5'])
    expect(result.message).toMatch(
      /^Call 5 began with attempt 5 of call 5 on sonnet at 30\.002s, although the breaker of opus, open since 0s, owes a probe from 30s on\./,
    )
  })

  test('may still heed a hint, and leave the probe to another call', () => {
    const hinted = (seconds: string) =>
      traceOf(CHAINED, (t) => {
        fails(t, 3)
        t.call()
        t.attempt({ status: 429, hints: { 'retry-after': seconds } })
        t.error({ status: 429 })
        t.wait(1000)
        succeeds(t, SONNET)
        t.wait(39_000)
        succeeds(t, SONNET)
      })
    const probing = chained((t) => {
      t.wait(30_000)
      const call = t.call()
      const probe = t.request()
      succeeds(t, SONNET)
      t.within(call)
      t.answer(probe, 200)
      t.value()
    })
    const overtaken = chained((t) => {
      t.wait(30_000)
      const slow = t.call()
      const probing = t.call()
      const probe = t.request()
      t.within(slow)
      t.attempt(200, SONNET)
      t.value()
      t.within(probing)
      t.answer(probe, 200)
      t.value()
    })
    expect([hinted('50'), probing, overtaken].map(verdict)).toEqual(['held', 'held', 'held'])
    expect(verdict(hinted('40'))).toBe('violated')
  })

  test('may be one for all links, whose probe goes to any of them', () => {
    const trace = traceOf(CHAINED, (t) => {
      for (let index = 0; index < 2; index++) {
        t.call()
        t.attempt(500)
        t.attempt(500, SONNET)
        t.error({ status: 500 })
      }
      t.wait(31_000)
      succeeds(t, SONNET)
    })
    expect(verdict(trace)).toBe('held')
  })
})

describe('what is caught', () => {
  test('a breaker that never opens, with the failure that was to open it', () => {
    const trace = opened((t) => {
      t.wait(1000)
      fails(t, 2)
    })
    const result = breaksCircuit().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 3', 'attempt-created 4'])
    expect(result.message).toMatch(
      /^Attempt 4 of call 4 was created at 1s, although the breaker had opened at 0s, when 4 of 4 attempts in 60s had failed \(50% of at least 4 declared\), and lets nothing through before 30s/,
    )
    expect(result.message).toContain('(and 1 more like it)')
  })

  test('a retry that its own call makes at the very instant of the opening', () => {
    const trace = traceOf(BROKEN, (t) => {
      t.call()
      for (let index = 0; index < 5; index++) t.attempt(500)
      t.error({ status: 500 })
    })
    expect(breaksCircuit().check(trace).message).toContain('Attempt 4 of call 0 was created at 0s')
  })

  test('a breaker that lets calls through before its reset is over, but a timer may round', () => {
    const after = (waitMs: number) =>
      opened((t) => {
        t.wait(waitMs)
        succeeds(t)
      })
    expect([29_998, 29_999, 30_000].map((waitMs) => verdict(after(waitMs)))).toEqual(['violated', 'held', 'held'])
  })

  test('a breaker that stays open after its reset, or half open for good', () => {
    const stuck = opened((t) => {
      t.wait(30_001)
      refused(t)
    })
    const result = breaksCircuit().check(stuck)
    expect(result.verdict).toBe('violated')
    expect(proof(stuck, result)).toEqual(['answer-headers 3', 'call-started 4', 'call-ended 4'])
    expect(result.message).toMatch(
      /^Call 4 ended at 30\.001s with "BreakerOpen: the circuit is open" and had sent nothing, although the breaker, open since 0s, owes a probe from 30s on\. /,
    )
    const halfOpen = opened((t) => {
      t.wait(30_000)
      t.call()
      const probe = t.silence()
      t.abort()
      t.fail(probe, 'client')
      t.aborted()
      t.wait(60_000)
      refused(t)
    })
    expect(breaksCircuit().check(halfOpen).message).toContain(
      'the breaker, half open, had no probe under way since 30s',
    )
  })

  test('a breaker that still refuses once it has closed', () => {
    const trace = opened((t) => {
      t.wait(30_000)
      succeeds(t)
      t.wait(1000)
      refused(t)
    })
    const result = breaksCircuit().check(trace)
    expect(proof(trace, result)).toEqual(['answer-ended 4', 'call-started 5', 'call-ended 5'])
    expect(result.message).toContain('although the breaker had been closed again at 30s by attempt 4 of call 4')
  })

  test('a breaker that opens too early', () => {
    const trace = traceOf(BROKEN, (t) => {
      fails(t, 3)
      t.wait(1000)
      refused(t)
    })
    expect(breaksCircuit().check(trace).message).toContain(
      '3 of 3 attempts in 60s had failed, and the breaker is to open at 50% of at least 4',
    )
  })

  test('a breaker that goes by failures that its window has forgotten', () => {
    const trace = traceOf(BROKEN, (t) => {
      fails(t, 3)
      t.wait(60_000)
      fails(t, 1)
      t.wait(1000)
      refused(t)
    })
    expect(breaksCircuit().check(trace).message).toContain('1 of 1 attempt in 60s had failed')
  })

  test('a breaker that is closed by a failed probe', () => {
    const trace = opened((t) => {
      t.wait(30_000)
      fails(t, 1)
      t.wait(1000)
      fails(t, 1)
    })
    expect(breaksCircuit().check(trace).message).toContain(
      'the breaker had opened again at 30s, when its probe (attempt 4 of call 4) answered 500, and lets nothing through before 60s',
    )
  })

  test('a herd of probes', () => {
    const trace = opened((t) => {
      t.wait(30_000)
      for (let index = 0; index < 3; index++) {
        t.call()
        t.request()
      }
    })
    const result = breaksCircuit().check(trace)
    expect(proof(trace, result)).toEqual(['attempt-created 4', 'attempt-created 5'])
    expect(result.message).toMatch(
      /^Attempt 5 of call 5 was created at 30s, while the breaker was half open with 1 probe under way \(since 30s, attempt 4 of call 4\), where 1 at a time is declared \(and 1 more like it\)/,
    )
  })
})

describe('what tests nothing', () => {
  test('no breaker, too few failures, and a breaker that nobody asked after it had opened', () => {
    const none = traceOf({}, (t) => fails(t, 9))
    expect(breaksCircuit().check(none).message).toContain('declare `breaker:')
    expect(breaksCircuit().check(traceOf(BROKEN, (t) => fails(t, 3)))).toMatchObject({
      verdict: 'unexercised',
      message: expect.stringContaining('let 4 attempts or more fail within 60s'),
    })
    expect(breaksCircuit().check(opened(() => {}))).toMatchObject({
      verdict: 'unexercised',
      message: expect.stringContaining('opened at 0s, but nothing was asked of it afterwards'),
    })
  })

  test('a call that fails by itself, before anything has failed', () => {
    const trace = traceOf(BROKEN, (t) => {
      refused(t)
      succeeds(t)
    })
    expect(verdict(trace)).toBe('unexercised')
  })

  test('permanent errors, however many', () => {
    const trace = traceOf(BROKEN, (t) => fails(t, 9, {}, 400))
    expect(verdict(trace)).toBe('unexercised')
  })

  test('failures that the window has forgotten, and what is asked at the very instant of the opening', () => {
    const forgotten = traceOf(BROKEN, (t) => {
      fails(t, 3)
      t.wait(60_000)
      refused(t)
    })
    expect([forgotten, opened((t) => fails(t, 1))].map(verdict)).toEqual(['unexercised', 'unexercised'])
  })

  test('hedges that lost, streams that the client has read enough of, and calls that their callers left', () => {
    const hedging = traceOf(BROKEN, (t) => {
      for (let index = 0; index < 4; index++) {
        t.call()
        const slow = t.silence()
        t.attempt(200)
        t.fail(slow, 'client')
        t.value()
        t.wait(1000)
      }
      succeeds(t)
    })
    const reading = traceOf(BROKEN, (t) => {
      for (let index = 0; index < 5; index++) {
        t.wait(1000)
        t.call()
        const stream = t.request({ stream: true })
        t.headers(stream, { status: 200 })
        t.body(stream)
        t.fail(stream, 'client')
        t.value()
      }
    })
    const left = traceOf(BROKEN, (t) => {
      fails(t, 3)
      t.wait(1000)
      t.call()
      t.abort()
      t.error()
    })
    expect([hedging, reading, left].map(verdict)).toEqual(['unexercised', 'unexercised', 'unexercised'])
  })
})

test('a host that nobody plays is asked what it is asked, breaker or not', () => {
  const trace = opened((t) => {
    t.wait(1000)
    t.call()
    const stray = t.create({ url: 'https://telemetry.test/v1' })
    t.unexpectedHost(stray)
    t.fail(stray, 'service')
    t.error()
  })
  expect(verdict(trace)).toBe('held')
})

test('options of the property count for more than the contract of the trace', () => {
  const trace = traceOf({ breaker: { ...BREAKER, volume: 99 } }, (t) => {
    fails(t, 4)
    t.wait(1000)
    refused(t)
  })
  expect(breaksCircuit(BROKEN).check(trace).verdict).toBe('held')
})

test('any trace is judged in a sentence, by events that exist', () => {
  const happening = fc.oneof(
    fc.nat({ max: 40_000 }).map((ms) => (t: Recorder) => t.wait(ms)),
    fc.constantFrom('opus', 'sonnet').map((model) => (t: Recorder) => fails(t, 2, { model })),
    fc.constantFrom('opus', 'sonnet').map((model) => (t: Recorder) => succeeds(t, { model })),
    fc.constant((t: Recorder) => refused(t)),
    fc.constant((t: Recorder) => {
      t.call()
      t.fail(t.create(), 'service', { code: 'ECONNREFUSED' })
      t.error()
    }),
    fc.constant((t: Recorder) => {
      t.call()
      t.silence()
      t.error()
    }),
  )
  const declared = fc.constantFrom<ContractOptions>(BROKEN, { ...BROKEN, fallback: { chain: ['opus', 'sonnet'] } })
  fc.assert(
    fc.property(declared, fc.array(happening, { maxLength: 20 }), (contract, happenings) => {
      const trace = traceOf(contract, (t) => {
        for (const happen of happenings) happen(t)
      })
      const result = breaksCircuit().check(trace)
      expect(result.message).toMatch(/^[A-Z0-9][^\n]*\.$/)
      expect(result.message).not.toMatch(/NaN|Infinity|undefined|null|\.\./)
      expect(result.evidence.length > 0).toBe(result.verdict === 'violated')
      for (const place of result.evidence) expect(trace.events[place]).toBeDefined()
    }),
  )
})

// Helpers

/** Calls that each make one attempt, and fail with it. */
function fails(t: Recorder, count: number, parts: RequestParts = {}, status = 500): void {
  for (let index = 0; index < count; index++) {
    t.call()
    t.attempt(status, parts)
    t.error({ status })
  }
}

function succeeds(t: Recorder, parts: RequestParts = {}): void {
  t.call()
  t.attempt(200, parts)
  t.value()
}

/** A call that fails at once, without an attempt. */
function refused(t: Recorder): void {
  t.call()
  t.error({ name: 'BreakerOpen', message: 'the circuit is open' })
}

/** Four failures at 0 s, which open the breaker, and what comes then. */
function opened(then: (t: Recorder) => void) {
  return traceOf(BROKEN, (t) => {
    fails(t, 4)
    then(t)
  })
}

function verdict(trace: ReturnType<typeof traceOf>): string {
  return breaksCircuit().check(trace).verdict
}
