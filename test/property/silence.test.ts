/** How long an attempt lived, and for how long the service left it in silence. */
import { expect, test } from 'vitest'
import { callerLeft, isSilent, lifeMs, outlastsSilence } from '../../src/property/silence.ts'
import { calls } from '../../src/trace/view.ts'
import { type Recorder, traceOf } from './trace-builder.ts'

test('an attempt lives until it ends, until its caller leaves, or until the trace ends', () => {
  const ended = seen((t) => {
    const attempt = t.silence()
    t.wait(3000)
    t.fail(attempt, 'client')
    t.wait(1000)
    t.error()
  })
  expect(lifeMs(...ended)).toBe(3000)
  const left = seen((t) => {
    const attempt = t.silence()
    t.wait(2000)
    t.abort()
    t.wait(500)
    t.fail(attempt, 'client')
    t.aborted()
  })
  expect(lifeMs(...left)).toBe(2000)
  const open = seen((t) => {
    t.silence()
    t.wait(7000)
    t.limit('virtual-time', 12_000)
  })
  expect(lifeMs(...open)).toBe(7000)
})

test('a caller has left an attempt only if it was open then', () => {
  const aborted = (isOver: boolean, endsLater: boolean) =>
    seen((t) => {
      const attempt = t.silence()
      if (isOver) t.fail(attempt, 'client')
      t.abort()
      if (endsLater) t.fail(attempt, 'client')
    })
  expect(callerLeft(...callAndAttempt(aborted(true, false)))).toBe(false)
  expect(callerLeft(...callAndAttempt(aborted(false, true)))).toBe(true)
  expect(callerLeft(...callAndAttempt(aborted(false, false)))).toBe(true)
  expect(callerLeft(...callAndAttempt(seen((t) => t.silence())))).toBe(false)
})

test('silence for good outlasts every bound; an answer that came whole was no silence', () => {
  const [trace, , silent] = seen((t) => t.silence())
  expect(isSilent(silent)).toBe(true)
  expect(outlastsSilence(trace, silent, 3_600_000)).toBe(true)
  const [, , answered] = seen((t) => t.answer(t.silence(), 200))
  expect(isSilent(answered)).toBe(false)
})

test.each<[string, number, (t: Recorder) => void]>([
  ['before the headers', 4000, (t) => answerIn(t, 4000, 0, 0)],
  ['between headers and body', 4000, (t) => answerIn(t, 0, 4000, 0)],
  ['the longer of the two, not their sum', 4000, (t) => answerIn(t, 3000, 4000, 0)],
  ['but not a body that keeps coming', 0, (t) => answerIn(t, 0, 0, 4000)],
])('the silence that was seen counts: %s', (_when, gapMs, script) => {
  const [trace, , attempt] = seen((t) => {
    // Another attempt's answer says nothing of this one's.
    const other = t.request({ body: '{}' })
    t.answer(other, 200)
    t.wait(1000)
    script(t)
  })
  expect(outlastsSilence(trace, attempt, gapMs)).toBe(false)
  if (gapMs > 0) expect(outlastsSilence(trace, attempt, gapMs - 1)).toBe(true)
})

test('within a body only the plan of the service knows, as far as the attempt lived to see it', () => {
  const paused = (quietMs: number, livedMs: number) => {
    const [trace, , attempt] = seen((t) => {
      const number = t.request({ fault: 'trickle()' })
      t.headers(number, { status: 200 })
      t.body(number)
      t.wait(livedMs)
      t.fail(number, 'service')
    })
    return outlastsSilence(trace, { ...attempt, quietMs }, 5000)
  }
  expect(paused(6000, 9000)).toBe(true)
  expect(paused(5000, 9000)).toBe(false)
  expect(paused(6000, 5000)).toBe(false)
})

test('an attempt that was cut at its bound shows that the service would have been silent for longer', () => {
  const cut = (by: 'client' | 'runtime' | 'service') => {
    const [trace, , attempt] = seen((t) => {
      const number = t.request({ fault: 'slow()' })
      t.wait(5000)
      t.fail(number, by)
    })
    return [4999, 5000, 5001].map((boundMs) => outlastsSilence(trace, attempt, boundMs))
  }
  expect(cut('client')).toEqual([true, true, false])
  expect(cut('runtime')).toEqual([true, true, false])
  expect(cut('service')).toEqual([true, false, false])
})

// Helpers

/** What the script shows of the last attempt of a call, which begins after a while. */
function seen(script: (t: Recorder) => void) {
  const trace = traceOf({}, (t) => {
    t.wait(5000)
    t.call()
    script(t)
  })
  const call = calls(trace)[0]!
  return [trace, call, call.attempts.at(-1)!] as const
}

function callAndAttempt([, call, attempt]: ReturnType<typeof seen>) {
  return [call, attempt] as const
}

function answerIn(t: Recorder, beforeHeadersMs: number, beforeBodyMs: number, bodyMs: number) {
  const attempt = t.request({ fault: 'slow()' })
  t.wait(beforeHeadersMs)
  t.headers(attempt, { status: 200 })
  t.wait(beforeBodyMs)
  t.body(attempt)
  t.wait(bodyMs)
  t.fail(attempt, 'service')
}
