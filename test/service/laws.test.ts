/** What holds for every script and every sequence of requests. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { healed, neverServed, windowEndMs } from '../../src/service/healing.ts'
import { type Served, serve } from '../../src/service/serve.ts'
import { initialState, type ServiceState } from '../../src/service/state.ts'
import { aRequest } from '../provider/request.ts'
import { anyScript } from '../scenario/arbitrary.ts'
import { type Arrival, drive, OPTIONS } from './drive.ts'

test('every request is answered, and the answer comes to an end or to a stand', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, (script, arrivals) => {
      for (const { answer, step, label } of drive(script, arrivals).served) {
        expect(['end', 'reset', 'close', 'hold', 'ping', 'handlers']).toContain(answer.at(-1)?.act)
        expect(step).toMatch(/^script\[|^healthy (tail|before script|in script)/)
        expect(label).toMatch(/^(api\.)?\w+\(.*\)$/s)
      }
    }),
  )
})

test('the same requests get the same answers', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, (script, arrivals) => {
      expect(drive(script, arrivals)).toEqual(drive(structuredClone(script).map(freeze), arrivals))
    }),
  )
})

test('a state is plain JSON, and the service goes on from it as if nothing had happened', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, (script, arrivals) => {
      const { state } = drive(script, arrivals)
      const copy: ServiceState = JSON.parse(JSON.stringify(state))
      expect(copy).toStrictEqual(state)
      expect(next(copy)).toEqual(next(state))
    }),
  )
})

test('nothing that the service is given is changed', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, (script, arrivals) => {
      let state = freeze(initialState({ script: freeze(script) }))
      for (const { atMs, ...request } of arrivals) {
        state = freeze(serve(state, freeze(aRequest(request)), atMs, OPTIONS).state)
        healed(state, atMs)
        windowEndMs(state, atMs)
        neverServed(state)
      }
    }),
  )
})

test('asking is not serving: questions in between change no answer', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, fc.nat(LATEST_MS), (script, arrivals, askedMs) => {
      const { state } = drive(script, arrivals)
      const before = JSON.stringify(state)
      healed(state, askedMs)
      windowEndMs(state, askedMs)
      expect(JSON.stringify(state)).toBe(before)
    }),
  )
})

test('once healed, whatever comes is answered by the tail, and it stays healed', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, anyArrivals, (script, arrivals, later) => {
      let { state } = drive(script, arrivals)
      const healedMs = 10 * LATEST_MS
      fc.pre(healed(state, healedMs))
      for (const { atMs, ...request } of later) {
        const served = serve(state, aRequest(request), healedMs + atMs, OPTIONS)
        expect(served.step).toBe('healthy tail')
        state = served.state
        expect(healed(state, healedMs + atMs)).toBe(true)
      }
    }),
  )
})

test('a window ends after now, and not later than it was said to', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, (script, arrivals) => {
      const { state } = drive(script, arrivals)
      const nowMs = arrivals.at(-1)?.atMs ?? 0
      const endMs = windowEndMs(state, nowMs)
      if (endMs === null) return
      expect(endMs).toBeGreaterThan(nowMs)
      expect(windowEndMs(state, endMs)).not.toBe(endMs)
    }),
  )
})

test('what has answered is no longer among what never did', () => {
  fc.assert(
    fc.property(anyScript, anyArrivals, (script, arrivals) => {
      const { served, state } = drive(script, arrivals)
      const unserved = new Set(neverServed(state))
      for (const { step } of served) expect(unserved.has(step)).toBe(false)
    }),
  )
})

// Helpers

const LATEST_MS = 3 * 60 * 60 * 1000

const anyArrivals: fc.Arbitrary<Arrival[]> = fc
  .array(
    fc.record({
      atMs: fc.oneof(fc.nat(5000), fc.nat(LATEST_MS)),
      model: fc.constantFrom('claude-opus-4-7', 'claude-haiku-4-5', null),
      stream: fc.boolean(),
      key: fc.constantFrom('key#1', 'key#2', null),
      call: fc.constantFrom(0, 1, 2, 3, null),
      body: fc.string(),
    }),
    { maxLength: 25 },
  )
  .map((arrivals) => arrivals.sort((left, right) => left.atMs - right.atMs))

function next(state: ServiceState): Served {
  return serve(state, aRequest(), LATEST_MS, OPTIONS)
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
