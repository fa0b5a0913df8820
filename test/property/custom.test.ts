/** Users' own properties, and what can be made of any, by example. */
import { describe, expect, test } from 'vitest'
import { backsOff } from '../../src/property/backs-off.ts'
import { allOf } from '../../src/property/combine.ts'
import { defineProperty, type OwnFinding } from '../../src/property/custom.ts'
import { recovers } from '../../src/property/recovers.ts'
import { advise } from '../../src/property/severity.ts'
import { staysHealthy } from '../../src/property/stays-healthy.ts'
import { surfacesErrors } from '../../src/property/surfaces-errors.ts'
import { terminates } from '../../src/property/terminates.ts'
import { within } from '../../src/property/within.ts'
import { attempts } from '../../src/trace/view.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

const asksHaiku = defineProperty({
  id: 'asks-haiku',
  claim: 'Every attempt asks for Haiku.',
  check: (trace) => {
    const stray = attempts(trace).find(({ model }) => model !== 'haiku')
    if (stray === undefined) return { verdict: 'held', message: 'Every attempt asked for Haiku.' }
    return { verdict: 'violated', message: `Attempt ${stray.attempt} did not.`, evidence: [stray.createdAt] }
  },
})

const HAIKU = traceOf({}, (t) => {
  t.call()
  t.attempt(200, { model: 'haiku' })
  t.value()
})

const OPUS = traceOf({}, (t) => {
  t.call()
  t.attempt(500, { model: 'haiku' })
  t.attempt(200, { model: 'opus' })
  t.value()
})

describe('a property of one’s own', () => {
  test('judges like any other', () => {
    expect(asksHaiku).toMatchObject({ id: 'asks-haiku', rule: 'own', claim: 'Every attempt asks for Haiku.' })
    expect(asksHaiku.check(HAIKU)).toEqual({
      id: 'asks-haiku',
      rule: 'own',
      verdict: 'held',
      message: 'Every attempt asked for Haiku.',
      evidence: [],
      advice: [],
    })
    const result = asksHaiku.check(OPUS)
    expect(result).toMatchObject({ verdict: 'violated', message: 'Attempt 1 did not.' })
    expect(proof(OPUS, result)).toEqual(['attempt-created 1'])
  })

  test('may stand for a rule, the domain’s or one’s own, and puts its evidence in order', () => {
    const check = () => ({ verdict: 'violated' as const, message: 'Never.', evidence: [2, null, 0, 2] })
    const property = defineProperty({ id: 'ops-7', rule: 'OPS-7', claim: 'Never.', check })
    expect(property.check(OPUS)).toMatchObject({ rule: 'OPS-7', evidence: [0, 2] })
  })

  test.each<[string, unknown, RegExp]>([
    ['no definition', null, /its options are null, not an object/],
    ['an unknown part', { id: 'a', claim: 'b', check: () => {}, severity: 'must' }, /no option "severity"/],
    ['an id with blanks', { id: 'Asks Haiku', claim: 'b', check: () => {} }, /its id "Asks Haiku" is no name/],
    ['no claim', { id: 'a', check: () => {} }, /it has no claim/],
    ['no check', { id: 'a', claim: 'b' }, /it has no function "check"/],
    ['an empty rule', { id: 'a', claim: 'b', rule: '', check: () => {} }, /its rule is no text/],
  ])('is refused with %s', (_what, definition, message) => {
    expect(() => defineProperty(definition as never)).toThrow(message)
  })

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /its check gave the verdict undefined/],
    ['a verdict that is none', { verdict: 'passed', message: 'Well.' }, /the verdict "passed"/],
    ['a promise', Promise.resolve(), /its check gave a promise/],
    ['no message', { verdict: 'held' }, /gave no message/],
    ['evidence that isn’t there', { verdict: 'violated', message: 'No.', evidence: [99] }, /evidence 99 is no place/],
    ['advice that is no list', { verdict: 'held', message: 'Yes.', advice: 'Do.' }, /its advice is no list of texts/],
  ])('is refused when it finds %s', (_what, finding, message) => {
    const property = defineProperty({ id: 'odd', claim: 'Odd.', check: () => finding as OwnFinding })
    expect(() => property.check(HAIKU)).toThrow(message)
  })
})

describe('all of several', () => {
  test('is held when each of them is', () => {
    const result = allOf('good-enough', asksHaiku, terminates()).check(HAIKU)
    expect(result).toMatchObject({
      id: 'good-enough',
      rule: 'own',
      verdict: 'held',
      message: 'Held, each of them: asks-haiku, terminates.',
    })
  })

  test('is violated by the first that is, with its message and proof', () => {
    const result = allOf('good-enough', backsOff(), asksHaiku, surfacesErrors()).check(OPUS)
    expect(result).toMatchObject({ verdict: 'violated', message: 'By asks-haiku: Attempt 1 did not.' })
    expect(proof(OPUS, result)).toEqual(['attempt-created 1'])
  })

  test('is unexercised when one never came to the test', () => {
    const result = allOf('good-enough', terminates(), recovers()).check(HAIKU)
    expect(result.verdict).toBe('unexercised')
    expect(result.message).toMatch(/^By recovers: No call started in the healed world/)
  })

  test('takes what is only advised as advice', () => {
    const result = allOf('good-enough', advise(asksHaiku), advise(recovers()), terminates()).check(OPUS)
    expect(result).toMatchObject({ verdict: 'held', message: 'Held, each of them: terminates.' })
    expect(result.advice).toEqual(['By asks-haiku: Attempt 1 did not.'])
    expect(allOf('idle', advise(asksHaiku)).check(OPUS).verdict).toBe('unexercised')
  })

  test('can be part of another', () => {
    const inner = allOf('inner', asksHaiku)
    expect(allOf('outer', inner, terminates()).check(OPUS).message).toBe('By inner: By asks-haiku: Attempt 1 did not.')
  })

  test('is refused without properties, and without a name', () => {
    expect(() => allOf('empty', ...([] as never as [typeof asksHaiku]))).toThrow(/it combines nothing/)
    expect(() => allOf('Not a name', asksHaiku)).toThrow(/its id "Not a name" is no name/)
  })
})

describe('advice', () => {
  test('is the same finding, at less weight', () => {
    const { severity, ...rest } = advise(asksHaiku).check(OPUS)
    expect(severity).toBe('advice')
    expect(rest).toEqual(asksHaiku.check(OPUS))
    expect(advise(asksHaiku)).toMatchObject({ id: 'asks-haiku', rule: 'own' })
  })
})

describe('a property within a span', () => {
  /** The second of three calls, a minute apart, retries at once. */
  const hasty = traceOf({}, (t) => {
    for (const waitMs of [1000, 0, 1000]) {
      t.call()
      failing(t, waitMs)
      t.error()
      t.wait(60_000 - 3 * waitMs)
    }
  })

  test('judges the calls that start in it, and proves by the whole trace', () => {
    const inside = within(backsOff(), '1m', '2m')
    expect(inside).toMatchObject({ id: 'backs-off-60s-to-120s', rule: 'R3' })
    expect(inside.claim).toBe(
      'For calls that start from 60s to 120s: Each wait is longer than the one before, and none is zero.',
    )
    const result = inside.check(hasty)
    expect(result).toMatchObject({ id: inside.id, verdict: 'violated' })
    expect(result.message).toMatch(/^Of 1 call started from 60s to 120s: Attempt 4 of call 1 was sent at 60s/)
    expect(result.evidence).toEqual(backsOff().check(hasty).evidence)
  })

  test('leaves out all others', () => {
    expect(within(backsOff(), 0, '1m').check(hasty).verdict).toBe('held')
    expect(within(terminates(), '2m', '5m').check(hasty).message).toMatch(
      /^Of 1 call started from 120s to 300s: 1 call ended/,
    )
  })

  test('judges a call to its end, also after the span', () => {
    const trace = traceOf({}, (t) => {
      t.call()
      t.wait(600_000)
      t.limit('virtual-time', 600_000, null)
    })
    expect(within(terminates(), 0, '1s').check(trace).verdict).toBe('violated')
  })

  test('counts nothing that was left standing while another call was open', () => {
    const trace = traceOf({}, (t) => {
      const other = t.call()
      for (let call = 1; call <= 3; call++) {
        t.wait(1000)
        t.call()
        t.attempt(500)
        t.error()
        t.census(call, call)
      }
      t.within(other)
      t.value()
    })
    expect(within(staysHealthy(), '1s', '5s').check(trace).verdict).toBe('held')
  })

  test('is unexercised without a call', () => {
    expect(within(terminates(), '1h', '2h').check(hasty)).toMatchObject({
      verdict: 'unexercised',
      message: 'No call started from 3600s to 7200s: choose a span in which the scenario makes some.',
    })
  })

  test('goes with advice, and is refused for a span that is none', () => {
    expect(within(advise(backsOff()), '1m', '2m').check(hasty)).toMatchObject({
      verdict: 'violated',
      severity: 'advice',
    })
    expect(() => within(terminates(), '2m', '1m')).toThrow(/it would end at 60s, and begin at 120s/)
  })
})

// Helpers

function failing(t: Recorder, waitMs: number) {
  for (let attempt = 0; attempt < 3; attempt++) {
    t.attempt(500)
    t.wait(waitMs * (attempt < 2 ? attempt + 1 : 0))
  }
}
