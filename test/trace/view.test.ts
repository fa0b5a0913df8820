/** The views of a trace: what its events say of each attempt, of each call, and of the waits between. */
import { attempts, calls, waits } from 'firedrill'
import { expect, test } from 'vitest'
import { type Recorder, traceOf } from '../property/trace-builder.ts'

const told = (script: (t: Recorder) => void) => traceOf({}, script)
const callIn = (script: (t: Recorder) => void) => calls(told(script))[0]!

test('an attempt that was answered knows when it began, when its status showed, and when it ended', () => {
  const [attempt] = attempts(
    told((t) => {
      t.call()
      t.wait(100)
      const request = t.request({ model: 'opus', key: 'key#2', body: '{"n":1}', fault: 'api.overloaded()' })
      t.wait(20)
      t.headers(request, { status: 529, requestId: 'req_1', hints: { 'retry-after': '3' } })
      t.wait(3)
      t.body(request)
    }),
  )
  expect(attempt).toMatchObject({ attempt: 0, call: 0, method: 'POST', startMs: 100, createdAt: 1 })
  expect(attempt).toMatchObject({ received: true, receivedAt: 2, model: 'opus', key: 'key#2', body: '{"n":1}' })
  expect(attempt).toMatchObject({ fault: 'api.overloaded()', faulty: true, step: 'script[0]' })
  expect(attempt).toMatchObject({ status: 529, requestId: 'req_1', headersMs: 120, headersAt: 3 })
  expect(attempt).toMatchObject({ hints: { 'retry-after': ['3'] }, bodyStarted: true })
  expect(attempt).toMatchObject({ complete: false, endMs: null, endedAt: null, endedBy: null, error: null })
})

test('a complete answer ends its attempt by the service', () => {
  const [attempt] = attempts(
    told((t) => {
      t.call()
      const request = t.request()
      t.wait(50)
      t.answer(request, 200)
    }),
  )
  expect(attempt).toMatchObject({ complete: true, endMs: 50, endedAt: 5, endedBy: 'service', faulty: false })
})

test('an attempt that never reached the service has nothing of what the service would know', () => {
  const [attempt] = attempts(
    told((t) => {
      t.call()
      t.create()
    }),
  )
  expect(attempt).toMatchObject({ received: false, receivedAt: null, model: null, key: null, body: '', step: null })
})

test('an attempt to an unexpected host is faulty, and one without an attempt changes none', () => {
  const [attempt] = attempts(
    told((t) => {
      t.call()
      t.unexpectedHost(t.create())
      t.unexpectedHost()
    }),
  )
  expect(attempt).toMatchObject({ fault: 'unexpected host', faulty: true, received: false })
})

test('events of an attempt that was never created are left out', () => {
  expect(attempts(told((t) => t.headers(7, { status: 200 })))).toEqual([])
})

test('calls hold their own attempts, however they overlap', () => {
  const views = calls(
    told((t) => {
      const first = t.call()
      const second = t.call({ healed: true })
      t.within(first)
      t.attempt(500)
      t.within(second)
      t.attempt(200)
      t.within(first)
      t.attempt(200)
      t.wait(5)
      t.value('"one"')
      t.within(second)
      t.value('"two"')
    }),
  )
  expect(views.map((view) => view.attempts.map(({ attempt }) => attempt))).toEqual([[0, 2], [1]])
  expect(views).toMatchObject([
    { call: 0, healed: false, startMs: 0, startedAt: 0, outcome: 'value', value: '"one"', endMs: 5 },
    { call: 1, healed: true, startMs: 0, startedAt: 1, outcome: 'value', value: '"two"', endMs: 5 },
  ])
})

test('a call that has not ended is unsettled', () => {
  const call = callIn((t) => t.call())
  expect(call).toMatchObject({
    outcome: 'unsettled',
    endMs: null,
    endedAt: null,
    value: null,
    error: null,
    attempts: [],
  })
})

test('an aborted call knows when its caller gave up, and when it let go', () => {
  const call = callIn((t) => {
    t.call()
    t.wait(500)
    t.abort()
    t.wait(30)
    t.aborted()
  })
  expect(call).toMatchObject({ outcome: 'aborted', abortedMs: 500, abortedAt: 1, endMs: 530, endedAt: 2 })
  expect(call.error).toMatchObject({ name: 'AbortError' })
})

test('a wait begins when the status of an error shows, even when its body comes later', () => {
  const call = callIn((t) => {
    t.call()
    const first = t.request()
    t.wait(10)
    t.headers(first, { status: 503 })
    t.wait(90)
    t.create()
  })
  expect(waits(call)).toMatchObject([{ retryIndex: 0, waitMs: 90, before: { attempt: 0 }, after: { attempt: 1 } }])
})

test('a wait begins with the end of an answer whose status was good', () => {
  const call = callIn((t) => {
    t.call()
    const first = t.request()
    t.headers(first, { status: 200 })
    t.wait(10)
    t.fail(first, 'client')
    t.wait(40)
    t.create()
  })
  expect(waits(call)).toMatchObject([{ waitMs: 40 }])
})

test('waits are counted by the retry that they come before', () => {
  const call = callIn((t) => {
    t.call()
    for (const waitMs of [1, 2, 4]) {
      t.attempt(500)
      t.wait(waitMs)
    }
    t.attempt(200)
  })
  expect(waits(call).map(({ retryIndex, waitMs }) => [retryIndex, waitMs])).toEqual([
    [0, 1],
    [1, 2],
    [2, 4],
  ])
})

test('a hedge, sent before the attempt before it had failed, waited for nothing', () => {
  const call = callIn((t) => {
    t.call()
    const slow = t.request()
    t.wait(10)
    t.attempt(500)
    t.answer(slow, 500)
    t.wait(7)
    t.attempt(200)
  })
  expect(waits(call).map(({ retryIndex, waitMs }) => [retryIndex, waitMs])).toEqual([[1, 7]])
})

test('of two events at the same instant, the place in the list says which came first', () => {
  const call = callIn((t) => {
    t.call()
    const first = t.request()
    t.create()
    t.headers(first, { status: 500 })
  })
  expect(waits(call)).toEqual([])
})
