/** The times for which a service was failing, and who met them. */
import { expect, test } from 'vitest'
import { faultyPeriods } from '../../src/property/faulty-periods.ts'
import { type Recorder, traceOf } from './trace-builder.ts'

const one = (t: Recorder, status: number) => {
  t.call()
  t.attempt(status)
  if (status === 200) t.value()
  else t.error()
}

/** Failures so long apart, with a healthy answer half-way where there is one. */
function apart(milliseconds: number, isAnswered: boolean) {
  return traceOf({}, (t) => {
    t.wait(5000)
    one(t, 500)
    t.wait(milliseconds / 2)
    if (isAnswered) one(t, 200)
    t.wait(milliseconds / 2)
    one(t, 500)
  })
}

test('failures belong together, unless a healthy answer lies between them, and more than a minute', () => {
  const spans = (milliseconds: number, isAnswered: boolean) =>
    faultyPeriods(apart(milliseconds, isAnswered)).map(({ fromMs, toMs }) => [fromMs, toMs])
  expect(spans(60_000, true)).toEqual([[5000, 65_000]])
  expect(spans(60_002, true)).toEqual([
    [5000, 5000],
    [65_002, 65_002],
  ])
  expect(spans(600_000, false)).toEqual([[5000, 605_000]])
})

test('healthy answers before the first failure and after the last part nothing', () => {
  const trace = traceOf({}, (t) => {
    one(t, 200)
    one(t, 500)
    t.wait(90_000)
    one(t, 500)
    one(t, 200)
  })
  expect(faultyPeriods(trace)).toHaveLength(1)
})

test('every call that is open in it counts, healthy ones included, and no other', () => {
  const trace = traceOf({}, (t) => {
    one(t, 200)
    const long = t.call()
    const slow = t.request()
    one(t, 500)
    one(t, 200)
    t.within(long)
    t.answer(slow, 200)
    t.value()
    t.call()
    const failing = t.request({ fault: 'status(500)' })
    t.wait(1000)
    t.answer(failing, 500)
    one(t, 200)
  })
  const [period, ...others] = faultyPeriods(trace)
  expect(others).toEqual([])
  expect(period!.calls.map(({ call }) => call)).toEqual([1, 2, 3, 4])
  expect([period!.fromMs, period!.toMs]).toEqual([0, 1000])
})

test('an attempt that never ends fails from its start on; what no call made belongs to none', () => {
  const open = traceOf({}, (t) => {
    t.wait(3000)
    t.call()
    t.silence()
    t.wait(1000)
  })
  expect(faultyPeriods(open)).toMatchObject([{ fromMs: 3000, toMs: 3000 }])
  const events = open.events.map((event) => (event.kind === 'attempt-created' ? { ...event, call: null } : event))
  expect(faultyPeriods({ ...open, events })).toEqual([])
})
