/** Which calls failed for their callers, and since when that could be known. */
import { expect, test } from 'vitest'
import { failedCalls } from '../../src/property/failed-calls.ts'
import { type Recorder, traceOf } from './trace-builder.ts'

test.each<[string, boolean, (t: Recorder) => unknown]>([
  ['an error', true, (t) => t.error()],
  ['an error after a healthy answer', true, (t) => [t.attempt(200), t.error()]],
  ['a value without a healthy answer', true, (t) => [t.attempt(500), t.value()]],
  ['a value after one', false, (t) => [t.attempt(500), t.attempt(200), t.value()]],
  ['a value that asked nothing', false, (t) => t.value()],
  ['what its caller gave up', false, (t) => [t.attempt(500), t.abort(), t.error()]],
  ['what ended as if its caller had', false, (t) => [t.attempt(500), t.aborted()]],
  ['what never ended', false, (t) => t.attempt(500)],
])('%s: %s', (_what, isFailed, script) => {
  const trace = traceOf({}, (t) => {
    t.call()
    script(t)
  })
  expect(failedCalls(trace)).toHaveLength(isFailed ? 1 : 0)
})

test('it is known since the last attempt failed; without any, since the start; of one still open, at the end', () => {
  const trace = traceOf({}, (t) => {
    t.wait(1000)
    t.call()
    t.attempt(500)
    t.wait(1000)
    t.error()
    t.call()
    t.wait(1000)
    t.error()
    t.call()
    const late = t.silence()
    t.wait(1000)
    t.error()
    t.fail(late, 'client')
    t.call()
    t.silence()
    t.wait(1000)
    t.error()
  })
  expect(failedCalls(trace).map(({ call, failedMs }) => [call.call, failedMs])).toEqual([
    [0, 1000],
    [1, 2000],
    [2, 4000],
    [3, 5000],
  ])
})

test('they come in the order in which they failed, not in that of their starts', () => {
  const trace = traceOf({}, (t) => {
    const first = t.call()
    const slow = t.request({ fault: 'status(500)' })
    t.call()
    t.attempt(500)
    t.error()
    t.within(first)
    t.answer(slow, 500)
    t.error()
  })
  expect(failedCalls(trace).map(({ call }) => call.call)).toEqual([1, 0])
})
