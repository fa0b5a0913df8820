/** R18 by example. */
import { expect, test } from 'vitest'
import { easesOff } from '../../src/property/eases-off.ts'
import { standing } from '../../src/property/verdict.ts'
import { proof, type Recorder, traceOf } from './trace-builder.ts'

test('a rate that falls under a masked limit is held', () => {
  expect(easesOff().check(minutes([20, 10], [12, 0], [1, 1]))).toMatchObject({
    verdict: 'held',
    message: '12 attempts in the minute from 60s, after 30 in the one before, under a masked limit.',
  })
})

test('so is a client that holds all of its calls back', () => {
  expect(easesOff().check(minutes([2, 20], [0, 0], [1, 0])).message).toMatch(/^0 attempts in the minute from 60s/)
})

test('calls that have all come to their end show no easing', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    spread(t, 2, 18)
    t.error()
    t.wait(120_000)
    t.call()
    t.attempt(200)
    t.value()
  })
  expect(easesOff().check(trace).verdict).toBe('unexercised')
})

test('a rate that stays is caught', () => {
  const trace = minutes([5, 20], [5, 20])
  const result = easesOff().check(trace)
  expect(result.message).toMatch(
    /^In the minute from 60s the client sent 25 attempts, after 25 in the one before, although a limit that shows as 500 was turning 20 of those away\. Send less/,
  )
  expect(proof(trace, result)).toEqual(['answer-headers 0', 'attempt-created 49'])
})

test('it is advice, unless easing off is declared: calls that know nothing of each other promise no such thing', () => {
  const trace = minutes([5, 20], [5, 20])
  expect(easesOff().check(trace)).toMatchObject({ verdict: 'violated', severity: 'advice' })
  expect(standing(easesOff({ easesOff: true }).check(trace))).toBe('violated')
})

test('so is one that grows, also where the drill ends before the minute does', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    spread(t, 0, 10)
    for (let attempt = 0; attempt < 15; attempt++) turnedAway(t)
  })
  expect(easesOff().check(trace).verdict).toBe('violated')
})

test('the minute that the drill cuts short shows no fall', () => {
  const trace = traceOf({}, (t) => {
    t.call()
    spread(t, 0, 20)
    for (let attempt = 0; attempt < 12; attempt++) turnedAway(t)
  })
  expect(easesOff().check(trace).verdict).toBe('unexercised')
})

test('a client that has found the limit may stay close to it', () => {
  expect(easesOff().check(minutes([10, 30], [20, 10], [20, 10])).verdict).toBe('held')
})

test('a limit that turns few away is not yet to be noticed', () => {
  expect(easesOff().check(minutes([18, 2], [18, 2])).verdict).toBe('unexercised')
})

test('a limit that has gone needs no easing', () => {
  expect(easesOff().check(minutes([5, 10], [15, 0], [0, 1])).verdict).toBe('unexercised')
})

test.each([
  ['an open limit', { status: 429 }, 'script[0].limits'],
  ['a limit with a hint', { status: 503, hints: { 'retry-after': '30' } }, 'script[0].limits'],
  ['an outage', { status: 500 }, 'script[0].during[0]'],
])('%s is no masked one', (_what, answer, step) => {
  const trace = traceOf({}, (t) => {
    t.call()
    for (let attempt = 0; attempt < 40; attempt++) {
      t.attempt(answer, { step })
      t.wait(3000)
    }
    t.error()
  })
  expect(easesOff().check(trace).message).toMatch(/^No limit turned an attempt away under a mask/)
})

// Helpers

/** Minute by minute, so many attempts that are let through, and so many that are turned away, these first. */
function minutes(...counts: [through: number, away: number][]) {
  return traceOf({}, (t) => {
    t.call()
    for (const [through, away] of counts) spread(t, through, away)
    t.error()
  })
}

function spread(t: Recorder, through: number, away: number) {
  if (through + away === 0) t.wait(60_000)
  for (let attempt = 0; attempt < through + away; attempt++) {
    if (attempt < away) turnedAway(t)
    else t.attempt(200)
    t.wait(60_000 / (through + away))
  }
}

function turnedAway(t: Recorder) {
  t.attempt(500, { step: 'script[0].during[1].limits' })
}
