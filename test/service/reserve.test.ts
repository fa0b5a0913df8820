/** Connection faults: chosen when a request is created, by what is known before it is sent. */
import { expect, test } from 'vitest'
import { dnsFailure, refused, slowConnection } from '../../src/fault/connection.ts'
import { healthy } from '../../src/fault/healthy.ts'
import { during } from '../../src/scenario/during.ts'
import { limits } from '../../src/scenario/limits.ts'
import { mix } from '../../src/scenario/mix.ts'
import { scenario } from '../../src/scenario/scenario.ts'
import type { Item } from '../../src/scenario/step.ts'
import { times } from '../../src/scenario/times.ts'
import { when } from '../../src/scenario/when.ts'
import { reserve, serve, serveAfterHandshake } from '../../src/service/serve.ts'
import { initialState, type ServiceState } from '../../src/service/state.ts'
import { aRequest } from '../provider/request.ts'
import { api, headerOf, OPTIONS } from './drive.ts'

function stateOf(...script: Item[]): ServiceState {
  return initialState(scenario({ name: 'driven', description: 'Driven by hand.', provider: api, script }))
}

function reserved(state: ServiceState, nowMs = 0, different: object = {}) {
  return reserve(state, aRequest({ model: null, body: '', ...different }), nowMs, OPTIONS)
}

test('the turn of a connection fault is taken when the request is created', () => {
  const first = reserved(stateOf(refused(), api.overloaded()))
  expect(first).toMatchObject({ handshake: { kind: 'refused', delayMs: 0 }, step: 'script[0]', label: 'refused()' })
  expect(reserved(first!.state)).toBeNull()
  expect(serve(first!.state, aRequest(), 1, OPTIONS).label).toBe('api.overloaded()')
})

test('any other turn waits for the request to arrive, and nothing has changed', () => {
  const state = stateOf(api.overloaded(), refused())
  expect(reserved(state)).toBeNull()
  expect(serve(state, aRequest(), 0, OPTIONS).label).toBe('api.overloaded()')
})

test('a window of refusals refuses every connection in it', () => {
  const state = stateOf(during('1m', refused()))
  expect(reserved(state, 59_999)?.label).toBe('refused()')
  expect(reserved(state, 60_000)).toBeNull()
})

test('host, path and call are known before a connection stands', () => {
  const state = stateOf(when({ path: '/v1/models*' }, dnsFailure('EAI_AGAIN')), when({ call: 2 }, times(2, refused())))
  expect(reserved(state)).toBeNull()
  expect(reserved(state, 0, { path: '/v1/models' })?.handshake).toEqual({ kind: 'name', code: 'EAI_AGAIN', delayMs: 0 })
  expect(reserved(state, 0, { call: 2 })?.label).toBe('refused()')
})

test('what nobody can know yet is refused when the scenario is made', () => {
  expect(() => when({ model: 'claude-*' }, during('1m', mix([1, healthy()], [1, refused()])))).toThrow(
    'a connection fails before anyone can read a model, a header, a key, a stream flag or a body. ' +
      'Match such faults by host, path or call.',
  )
})

test('a limit reads requests: connections pass it, and do not count', () => {
  const state = stateOf(limits({ requestsPerMinute: 1 }), times(2, refused()))
  const first = reserved(state)!
  const second = reserved(first.state)!
  expect([first.label, second.label]).toEqual(['refused()', 'refused()'])
  expect(serve(second.state, aRequest(), 0, OPTIONS).label).toBe('healthy()')
})

test('a request that is already on its way shares the fate of its connection', () => {
  expect(serve(stateOf(refused()), aRequest(), 0, OPTIONS)).toMatchObject({ answer: [{ act: 'reset' }], faulty: true })
  expect(serve(stateOf(slowConnection('lookup', '5s')), aRequest(), 0, OPTIONS)).toMatchObject({ faulty: false })
})

test('a connection that stands after all gets a true answer, and takes no second turn', () => {
  const { state } = reserved(stateOf(slowConnection('lookup', '5s'), api.overloaded()))!
  const after = serveAfterHandshake(state, aRequest(), 5000, OPTIONS)
  expect(after.faulty).toBe(false)
  expect(after.answer.find((act) => act.act === 'head')).toMatchObject({ status: 200 })
  const next = serve(after.state, aRequest(), 5001, OPTIONS)
  expect(next.label).toBe('api.overloaded()')
  expect(headerOf(next, 'request-id')).not.toBe(headerOf(after, 'request-id'))
})

test('what a request says of itself matches nothing before it is sent', () => {
  const script = [when({ call: 0 }, when({ model: '*' }, api.overloaded())), refused()]
  expect(reserved(stateOf(...script), 0, { model: 'claude-opus-4-7' })?.label).toBe('refused()')
})
