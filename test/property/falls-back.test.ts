/** R9 by example: the chain is opus, then sonnet, then haiku, unless a test says otherwise. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BreakerOptions } from '../../src/contract/breaker.ts'
import type { ContractOptions } from '../../src/contract/contract.ts'
import { fallsBack } from '../../src/property/falls-back.ts'
import { type AnswerParts, proof, type Recorder, type RequestParts, traceOf } from './trace-builder.ts'

const CHAIN = ['opus', 'sonnet', 'haiku']
const CHAINED: ContractOptions = { fallback: { chain: CHAIN } }
const BREAKER: BreakerOptions = { threshold: 0.5, window: '1m', reset: '30s', volume: 2 }
const [OPUS, SONNET, HAIKU] = [{ model: 'opus' }, { model: 'sonnet' }, { model: 'haiku' }]

describe('a chain that is kept', () => {
  test('the next link after a failed one', () => {
    const trace = oneCall(CHAINED, [529, OPUS], [200, SONNET])
    expect(fallsBack().check(trace)).toMatchObject({
      verdict: 'held',
      message: '1 failed link left for the next one in order, first from opus to sonnet.',
      advice: [],
    })
  })

  test('retries on a link, then the next one, down to the last, which may fail', () => {
    const trace = oneCall(CHAINED, [529, OPUS], [529, OPUS], [503, SONNET], [500, HAIKU], 'error')
    expect(fallsBack().check(trace)).toMatchObject({
      verdict: 'held',
      message: expect.stringMatching(/^2 failed links/),
    })
  })

  test('a reset and a time-out are failures too, streams included', () => {
    const reset = traceOf(CHAINED, (t) => {
      t.call()
      t.reset({ ...OPUS, stream: true })
      t.attempt(200, { ...SONNET, stream: true })
      t.value()
    })
    const silent = traceOf(CHAINED, (t) => {
      t.call()
      const attempt = t.silence(OPUS)
      t.wait(10_000)
      t.fail(attempt, 'client')
      t.attempt(200, SONNET)
      t.value()
    })
    expect([reset, silent].map(verdict)).toEqual(['held', 'held'])
  })

  test('a link that the chain names again may be tried again', () => {
    const declared = { fallback: { chain: ['sonnet', 'haiku', 'sonnet'] } }
    expect(verdict(oneCall(declared, [529, SONNET], [529, HAIKU], [200, SONNET]))).toBe('held')
    expect(verdict(oneCall(CHAINED, [529, OPUS], [529, SONNET], [200, OPUS]))).toBe('violated')
  })

  test('links are told by patterns, and by the host where they name one', () => {
    const declared = { fallback: { chain: [{ model: 'claude-*' }, { host: '*.OpenAI.test' }] } }
    const other = { model: 'gpt', url: 'https://api.openai.test:8443/v1/responses' }
    expect(fallsBack().check(oneCall(declared, [529, { model: 'claude-opus' }], [200, other])).message).toContain(
      'from claude-* to *.OpenAI.test',
    )
  })

  test('a host that refuses connections is a failed link; its model was never told, but its host was', () => {
    const declared = {
      fallback: {
        chain: [
          { model: 'opus', host: 'a.test' },
          { model: 'opus', host: 'b.test' },
        ],
      },
    }
    const refused = (then: (t: Recorder) => void) =>
      traceOf(declared, (t) => {
        t.call()
        t.fail(t.create({ url: 'https://a.test/v1' }), 'service', { code: 'ECONNREFUSED' })
        then(t)
      })
    const followed = refused((t) => {
      t.attempt(200, { url: 'https://b.test/v1' })
      t.value()
    })
    expect(verdict(followed)).toBe('held')
    expect(verdict(refused((t) => t.error()))).toBe('violated')
    const again = { fallback: { chain: [{ host: 'a.test' }, { host: 'b.test' }, { host: 'a.test' }] } }
    const trace = refused((t) => t.error())
    expect(fallsBack(again).check(trace).verdict).toBe('violated')
  })

  test('a new request of the same call begins its own walk', () => {
    expect(verdict(oneCall(CHAINED, [529, OPUS], [200, SONNET], [200, OPUS], [200, HAIKU]))).toBe('held')
  })

  test('a 404 is left for the next link where that is declared', () => {
    const declared = { fallback: { chain: CHAIN, onNotFound: true } }
    expect(verdict(oneCall(declared, [404, OPUS], [200, SONNET]))).toBe('held')
    expect(verdict(oneCall(declared, [404, OPUS], 'error'))).toBe('violated')
  })
})

describe('what tests nothing', () => {
  test('an error after an abort, whoever caused it', () => {
    const trace = traceOf(CHAINED, (t) => {
      t.call()
      t.attempt(529, OPUS)
      t.abort()
      t.error({ status: 529 })
    })
    expect(verdict(trace)).toBe('unexercised')
  })

  test('no chain, no failure, a failure that a retry cured, or the last link alone', () => {
    expect(fallsBack().check(oneCall({}, [529, OPUS], [200, SONNET])).message).toContain('declare `fallback:')
    const traces = [
      oneCall(CHAINED, [200, OPUS]),
      oneCall(CHAINED, [529, OPUS], [200, OPUS]),
      oneCall({ fallback: { chain: ['sonnet', 'opus'] } }, [400, SONNET], 'error'),
    ]
    expect(traces.map(verdict)).toEqual(traces.map(() => 'unexercised'))
  })

  test('an abort, a total time that is over, an answer that forbids another try, and a drill that was cut off', () => {
    const ended = (declared: ContractOptions, answer: AnswerParts | number, end: (t: Recorder) => void) =>
      traceOf({ ...CHAINED, ...declared }, (t) => {
        t.call()
        t.wait(5000)
        t.attempt(answer, OPUS)
        end(t)
      })
    const forbidding = { status: 529, hints: { 'x-should-retry': 'false' } }
    const abort = (t: Recorder) => {
      t.abort()
      t.aborted()
    }
    const traces = [
      ended({}, 529, abort),
      ended({ totalTime: '5s' }, 529, (t) => t.error()),
      ended({}, forbidding, (t) => t.error()),
      ended({}, 529, (t) => t.limit('wall-time', 1000)),
      ended({ degraded: true }, 529, (t) => t.value()),
    ]
    expect(traces.map(verdict)).toEqual(traces.map(() => 'unexercised'))
    expect(verdict(ended({ totalTime: '6s' }, 529, (t) => t.error()))).toBe('violated')
  })

  test('requests that stand on no link, or could stand on several', () => {
    const foreign = oneCall(CHAINED, [529, { model: 'embedder' }], 'error')
    const untold = traceOf(CHAINED, (t) => {
      t.call()
      t.fail(t.create(), 'service', { code: 'ECONNREFUSED' })
      t.error()
    })
    expect([foreign, untold].map(verdict)).toEqual(['unexercised', 'unexercised'])
  })

  test('a body that was cut: the caller may have seen a part of it', () => {
    const trace = traceOf(CHAINED, (t) => {
      t.call()
      const cut = t.request({ ...OPUS, stream: true, fault: 'streamCut()' })
      t.headers(cut, { status: 200 })
      t.body(cut)
      t.fail(cut, 'service')
      t.error()
    })
    expect(verdict(trace)).toBe('unexercised')
  })
})

describe('a next link that is not tried', () => {
  test('is caught, with the failure and the end as proof', () => {
    const trace = traceOf(CHAINED, (t) => {
      t.call()
      t.attempt(529, OPUS)
      t.wait(1000)
      t.attempt(529, OPUS)
      t.error({ status: 529 })
    })
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 1', 'call-ended 0'])
    expect(result.message).toMatch(
      /^Attempt 1 of call 0 on opus answered 529 at 1s, but call 0 ended at 1s without trying sonnet, the next link/,
    )
  })

  test('is caught in the middle of the chain, and after a stream, which the message names', () => {
    expect(fallsBack().check(oneCall(CHAINED, [529, OPUS], [529, SONNET], 'error')).message).toContain(
      'without trying haiku',
    )
    const stream = oneCall(CHAINED, [529, { ...OPUS, stream: true }], 'error')
    expect(fallsBack().check(stream).message).toMatch(
      /Attempt 0 of call 0 on opus \(a stream\) answered 529 .*first byte/,
    )
  })

  test('is caught when another one than the chain names was tried', () => {
    expect(verdict(oneCall(CHAINED, [529, OPUS], [529, { model: 'gpt' }], 'error'))).toBe('violated')
  })

  test('is excused by a breaker, or by what is known to be dead', () => {
    const dead = traceOf(CHAINED, (t) => {
      call(t, [529, OPUS], [529, SONNET], [529, HAIKU], 'error')
      call(t, [529, OPUS], 'error')
    })
    expect(verdict(dead)).toBe('held')
    const givingUp = (volume: number) =>
      oneCall({ ...CHAINED, breaker: { ...BREAKER, volume } }, [529, OPUS], [529, OPUS], 'error')
    expect(verdict(givingUp(2))).toBe('unexercised') // one breaker for all links would be open
    expect(verdict(givingUp(3))).toBe('violated')
  })
})

describe('a chain out of order', () => {
  test('a link passed over is caught', () => {
    const trace = oneCall(CHAINED, [529, OPUS], [200, HAIKU])
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['attempt-created 0', 'attempt-created 1'])
    expect(result.message).toContain('Attempt 1 of call 0 on haiku followed at 0s on attempt 0 of call 0 on opus')
    expect(result.message).toContain('passed over sonnet')
  })

  test('a call that begins past a head of which nothing is known is caught', () => {
    const trace = oneCall(CHAINED, [200, SONNET])
    const result = fallsBack().check(trace)
    expect(proof(trace, result)).toEqual(['call-started 0', 'attempt-created 0'])
    expect(result.message).toMatch(/^Call 0 began with attempt 0 of call 0 on sonnet at 0s, and passed over opus/)
  })

  test('a link that is known to be dead may be passed over, until it has succeeded', () => {
    const skipping = (between: [number, RequestParts][]) =>
      traceOf(CHAINED, (t) => {
        call(t, [529, OPUS], [529, SONNET], [200, HAIKU])
        for (const attempt of between) call(t, attempt)
        call(t, [200, HAIKU])
      })
    expect(verdict(skipping([]))).toBe('held')
    expect(fallsBack().check(skipping([[200, OPUS]])).message).toContain('passed over opus')
  })

  test('a link may be passed over while its breaker is open, though a late success of it came in', () => {
    const slowly = (declared: ContractOptions) =>
      traceOf({ ...CHAINED, ...declared }, (t) => {
        const slow = t.call()
        const late = t.request(OPUS)
        call(t, [529, OPUS], [529, OPUS], [200, SONNET])
        t.within(slow)
        t.answer(late, 200)
        t.value()
        t.wait(1000)
        call(t, [200, SONNET])
      })
    expect(verdict(slowly({ breaker: BREAKER }))).toBe('held')
    expect(verdict(slowly({}))).toBe('violated')
  })

  test('going back to a failed link within a call is caught, with its failure as proof', () => {
    const trace = oneCall(CHAINED, [529, OPUS], [529, SONNET], [200, OPUS])
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 1', 'attempt-created 2'])
    expect(result.message).toContain(
      'Call 0 went back from sonnet to opus with attempt 2 at 0s, where attempt 0 of call 0 on opus answered 529 at 0s',
    )
  })
})

describe("a fallback for the client's own bad request", () => {
  test.each([400, 401, 403, 404, 413, 422])('%i is caught, with the answer and the fallback as proof', (status) => {
    const trace = oneCall(CHAINED, [status, OPUS], [200, SONNET])
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 1'])
    expect(result.message).toContain(
      `Attempt 0 of call 0 on opus answered ${status} at 0s, which is the request's own fault`,
    )
    expect(result.message.includes('onNotFound')).toBe(status === 404)
  })

  test('429, 413 with a hint, and `x-should-retry: true` are no such request', () => {
    const answers = [
      { status: 429 },
      { status: 413, hints: { 'retry-after': '1' } },
      { status: 400, hints: { 'x-should-retry': 'true' } },
    ]
    for (const answer of answers) expect(verdict(oneCall(CHAINED, [answer, OPUS], [200, SONNET]))).not.toBe('violated')
  })

  test('a refusal that was put right first is forgotten', () => {
    const trace = oneCall(CHAINED, [401, OPUS], [529, { ...OPUS, key: 'key#2' }], [200, SONNET])
    expect(verdict(trace)).toBe('held')
  })
})

describe('a dead chain, replayed', () => {
  /** Opus fails until its breaker opens at 0 s; the third call begins this much later. */
  const later = (declared: ContractOptions, waitMs: number) =>
    traceOf({ ...CHAINED, ...declared }, (t) => {
      call(t, [529, OPUS], [529, OPUS], [200, SONNET])
      t.wait(waitMs)
      call(t, [529, OPUS], [200, SONNET])
    })

  test('is caught while a declared breaker is open, with its opening as proof', () => {
    const trace = later({ breaker: BREAKER }, 1000)
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 1', 'attempt-created 3'])
    expect(result.message).toMatch(/^Call 1 replayed its chain from the dead head: attempt 3 of call 1 on opus/)
    expect(result.message).toContain('opened at 0s and 30s of reset are declared')
  })

  test('is no replay after the reset, nor while the breaker has no reason to open', () => {
    expect(verdict(later({ breaker: BREAKER }, 30_000))).toBe('held')
    expect(verdict(later({ breaker: { ...BREAKER, volume: 10 } }, 1000))).toBe('held')
  })

  test("is another rule's when it isn't the head, when the call had begun before, or when probes come in a herd", () => {
    const declared = { ...CHAINED, breaker: BREAKER }
    const later = traceOf(declared, (t) => {
      call(t, [529, OPUS], [529, SONNET], [200, HAIKU])
      call(t, [529, OPUS], [529, SONNET], [200, HAIKU])
      t.wait(1000)
      call(t, [529, SONNET], [200, HAIKU])
    })
    const early = traceOf(declared, (t) => {
      const slow = t.call()
      call(t, [529, OPUS], [529, OPUS], [200, SONNET])
      t.wait(1000)
      t.within(slow)
      t.attempt(529, OPUS)
      t.attempt(200, SONNET)
      t.value()
    })
    const herd = traceOf(declared, (t) => {
      call(t, [529, OPUS], [529, OPUS], [200, SONNET])
      t.wait(30_000)
      t.call()
      t.request(OPUS)
      call(t, [529, OPUS], [200, SONNET])
    })
    expect([later, early, herd].map(verdict)).toEqual(['held', 'held', 'held'])
  })

  test('is nothing to advise against when the calls come together', () => {
    const trace = traceOf(CHAINED, (t) => {
      const calls = [0, 1, 2].map(() => t.call())
      for (const status of [529, 200]) {
        for (const one of calls) {
          t.within(one)
          t.attempt(status, status === 529 ? OPUS : SONNET)
        }
      }
      for (const one of calls) {
        t.within(one)
        t.value()
      }
    })
    expect(fallsBack().check(trace)).toMatchObject({ verdict: 'held', advice: [] })
  })

  test('is only advised against when no breaker is declared', () => {
    const replaying = (count: number) =>
      fallsBack().check(
        traceOf(CHAINED, (t) => {
          for (let index = 0; index < count; index++) call(t, [529, OPUS], [200, SONNET])
        }),
      )
    expect(replaying(2)).toMatchObject({ verdict: 'held', advice: [] })
    expect(replaying(3)).toMatchObject({
      verdict: 'held',
      advice: [
        '3 calls, from call 0 to call 2, began with opus and met its failure anew; a circuit breaker would spare them that (none declared).',
      ],
    })
  })
})

describe('the budget of retries', () => {
  const twice = (declared: ContractOptions) =>
    oneCall(declared, [529, OPUS], [529, OPUS], [529, OPUS], [529, SONNET], [529, SONNET], [200, SONNET])

  test('begun anew on the next link is caught, where the links declare none', () => {
    const trace = twice({ ...CHAINED, retries: 2 })
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['attempt-created 4', 'attempt-created 5'])
    expect(result.message).toMatch(
      /^Call 0 made 4 retries over its links \(2 on opus, 2 on sonnet\), where 2 are declared/,
    )
    expect(result.message).toContain('attempt 4 of call 0 at 0s was already one too many')
  })

  test('lasts over all links, or is a link’s own, or is nobody’s when undeclared', () => {
    const own = CHAIN.map((model) => ({ model, retries: 2 }))
    expect(verdict(twice({ ...CHAINED, retries: 4 }))).toBe('held')
    expect(verdict(twice({ fallback: { chain: own }, retries: 2 }))).toBe('held')
    expect(verdict(twice(CHAINED))).toBe('held')
  })

  test('passed on one link alone is another rule’s', () => {
    expect(verdict(oneCall({ ...CHAINED, retries: 1 }, [529, OPUS], [529, OPUS], [529, OPUS], [200, SONNET]))).toBe(
      'held',
    )
  })

  test('of a link’s own is kept', () => {
    const trace = twice({ fallback: { chain: [{ model: 'opus', retries: 1 }, 'sonnet', 'haiku'] } })
    const result = fallsBack().check(trace)
    expect(proof(trace, result)).toEqual(['attempt-created 2'])
    expect(result.message).toMatch(
      /^Call 0 made 2 retries on opus, where 1 is declared for this link: attempt 2 of call 0/,
    )
  })

  test('isn’t spent by a declared refresh of the credential', () => {
    const declared = { ...CHAINED, retries: 1, refreshesCredential: true }
    const trace = oneCall(declared, [401, OPUS], [529, { ...OPUS, key: 'key#2' }], [529, SONNET], [200, SONNET])
    expect(verdict(trace)).toBe('held')
  })
})

describe("the primary's cooldown", () => {
  const cooling = (hint: string, waitMs: number, retries = 0) =>
    traceOf(CHAINED, (t) => {
      t.call()
      for (let index = 0; index < retries; index++) t.attempt(529, OPUS)
      t.attempt({ status: 429, hints: { 'retry-after': hint } }, OPUS)
      t.wait(waitMs)
      t.attempt(200, SONNET)
      t.value()
    })

  test('waited out before the next link is caught', () => {
    const trace = cooling('30', 30_000)
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 1'])
    expect(result.message).toContain(
      'Attempt 1 of call 0 on sonnet was created at 30s, 30s after attempt 0 had answered 429',
    )
    expect(result.message).toContain('"retry-after: 30"')
  })

  test('needs no wait, and a short one may be a back-off', () => {
    expect(verdict(cooling('30', 0))).toBe('held')
    expect(verdict(cooling('30', 29_000))).toBe('held')
    expect(verdict(cooling('2', 2000))).toBe('held')
    expect(verdict(cooling('3', 3000))).toBe('violated')
    expect(verdict(cooling('3', 3000, 1))).toBe('held')
  })

  test('may be waited out before the same link', () => {
    const trace = traceOf(CHAINED, (t) => {
      t.call()
      t.attempt({ status: 429, hints: { 'retry-after': '30' } }, OPUS)
      t.wait(30_000)
      t.attempt(529, OPUS)
      t.attempt(200, SONNET)
      t.value()
    })
    expect(verdict(trace)).toBe('held')
  })
})

describe('a healed primary', () => {
  /** Opus fails at 0 s; this much later a call starts in the healed world. */
  const healed = (declared: ContractOptions, waitMs: number, model = SONNET, hints: Record<string, string> = {}) =>
    traceOf({ ...CHAINED, ...declared }, (t) => {
      call(t, [{ status: 529, hints }, OPUS], [200, SONNET])
      t.wait(waitMs)
      t.call({ healed: true })
      t.attempt(200, model)
      t.value()
    })

  test('that is never tried again is caught, with its last failure as proof', () => {
    const trace = healed({}, 60_000)
    const result = fallsBack().check(trace)
    expect(result.verdict).toBe('violated')
    expect(proof(trace, result)).toEqual(['answer-headers 0', 'call-started 1', 'attempt-created 2'])
    expect(result.message).toMatch(
      /^Call 1 started at 60s in the healed world, but began with attempt 2 of call 1 on sonnet/,
    )
    expect(result.message).toContain('no breaker is declared')
  })

  test('is tried first, and need not be for all else that a call asks', () => {
    expect(verdict(healed({}, 60_000, OPUS))).toBe('held')
    const twofold = traceOf(CHAINED, (t) => {
      call(t, [529, OPUS], [200, SONNET])
      t.call({ healed: true })
      t.attempt(200, OPUS)
      t.attempt(200, SONNET)
      t.value()
    })
    expect(verdict(twofold)).toBe('held')
  })

  test('is not excused by a hint that came later', () => {
    const trace = traceOf(CHAINED, (t) => {
      call(t, [529, OPUS], [200, SONNET])
      t.call({ healed: true })
      t.attempt(200, SONNET)
      t.value()
      t.wait(1000)
      call(t, [{ status: 429, hints: { 'retry-after': '30' } }, OPUS], [200, SONNET])
    })
    expect(verdict(trace)).toBe('violated')
  })

  test('may be left alone until the declared reset is over, or its hint', () => {
    const breaker = { ...BREAKER, volume: 1 }
    expect(verdict(healed({ breaker }, 30_000))).toBe('held')
    expect(fallsBack().check(healed({ breaker }, 30_001)).message).toContain('the declared reset of 30s is over')
    expect(verdict(healed({}, 60_000, SONNET, { 'retry-after': '61' }))).toBe('held')
    expect(verdict(healed({}, 60_000, SONNET, { 'retry-after': '60' }))).toBe('violated')
  })

  test("may be left to another call's probe", () => {
    const trace = traceOf(CHAINED, (t) => {
      call(t, [529, OPUS], [200, SONNET])
      const probing = t.call({ healed: true })
      const probe = t.request(OPUS)
      t.call({ healed: true })
      t.attempt(200, SONNET)
      t.value()
      t.within(probing)
      t.answer(probe, 200)
      t.value()
    })
    expect(verdict(trace)).toBe('held')
  })
})

test('the kind that comes first in the trace is told, with the count of its own', () => {
  const trace = traceOf(CHAINED, (t) => {
    call(t, [529, OPUS], 'error')
    call(t, [529, OPUS], 'error')
    call(t, [400, OPUS], [200, SONNET])
  })
  expect(fallsBack().check(trace).message).toMatch(/^Attempt 0 .* without trying sonnet.*\(and 1 more like it\)\. /)
})

test('options of the property count for more than the contract of the trace', () => {
  const trace = oneCall({ fallback: { chain: ['haiku', 'sonnet'] } }, [529, OPUS], [200, SONNET])
  expect(fallsBack({ fallback: { chain: CHAIN } }).check(trace).verdict).toBe('held')
})

test('any walk is judged in a sentence, by events that exist', () => {
  const model = fc.constantFrom('opus', 'sonnet', 'haiku', 'gpt')
  const answer = fc.constantFrom(200, 400, 404, 429, 500, 529)
  const attempts = fc.array(fc.tuple(answer, fc.record({ model, stream: fc.boolean() })), { maxLength: 6 })
  const calls = fc.array(fc.tuple(attempts, fc.boolean(), fc.nat({ max: 60_000 })), { maxLength: 6 })
  const declared = fc.constantFrom<ContractOptions>(
    CHAINED,
    { ...CHAINED, retries: 1, breaker: BREAKER },
    { fallback: { chain: ['opus', { host: 'api.test', retries: 0 }], onNotFound: true } },
  )
  fc.assert(
    fc.property(declared, calls, (contract, told) => {
      const trace = traceOf(contract, (t) => {
        for (const [walk, isHealed, waitMs] of told) {
          t.wait(waitMs)
          t.call({ healed: isHealed })
          for (const [status, parts] of walk) t.attempt({ status, hints: { 'retry-after': '5' } }, parts)
          if (walk.at(-1)?.[0] === 200) t.value()
          else t.error()
        }
      })
      const result = fallsBack().check(trace)
      expect(result.message).toMatch(/^[A-Z0-9][^\n]*\.$/)
      expect(result.message).not.toMatch(/NaN|Infinity|undefined|null|\.\./)
      expect(result.evidence.length > 0).toBe(result.verdict === 'violated')
      for (const place of result.evidence) expect(trace.events[place]).toBeDefined()
    }),
  )
})

// Helpers

type Told = [answer: AnswerParts | number, parts: RequestParts] | 'error'

/** A call whose attempts are answered at once; it returns a value unless it is said to end with an error. */
function call(t: Recorder, ...told: Told[]): void {
  t.call()
  for (const attempt of told) if (attempt !== 'error') t.attempt(...attempt)
  if (told.includes('error')) t.error({ status: 529 })
  else t.value()
}

function oneCall(declared: ContractOptions, ...told: Told[]) {
  return traceOf(declared, (t) => call(t, ...told))
}

function verdict(trace: ReturnType<typeof traceOf>): string {
  return fallsBack().check(trace).verdict
}
