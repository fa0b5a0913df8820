/**
 * Mocks that replace `fetch` and Node's `request`, as MSW 2 and nock 14 do through @mswjs/interceptors 0.41: set aside
 * for a drill's code, and in force for everybody else.
 */
import http from 'node:http'
import https from 'node:https'
import { calls, drill } from 'firedrill'
import { afterEach, expect, test } from 'vitest'
import { ADDRESS, ask, oneCall } from '../drill/helpers.ts'

const MARK = Symbol.for('fetch-interceptor')
const globals = globalThis as { [MARK]?: unknown }
const real = { fetch, request: https.request, get: https.get, ClientRequest: http.ClientRequest }

/** What such a tool does when it is put in force, down to the kind of property that it leaves. */
function mockEverything(): void {
  globals[MARK] = 'in force'
  const value = async () => Response.json({ from: 'the mock' })
  Object.defineProperty(globalThis, 'fetch', { value, enumerable: true, configurable: true })
  https.request = () => {
    throw new Error('mocked')
  }
  https.get = https.request
}

/** And what it does at its end: the descriptor as it was, and plain assignments. */
function restoreEverything(): void {
  delete globals[MARK]
  Object.defineProperty(globalThis, 'fetch', {
    value: real.fetch,
    writable: true,
    enumerable: true,
    configurable: true,
  })
  https.request = real.request
  https.get = real.get
}

afterEach(restoreEverything)

const askWithNode = () =>
  new Promise((resolve, reject) => {
    const request = https.get(ADDRESS, (response) => response.resume().on('end', () => resolve(response.statusCode)))
    request.on('error', reject)
  })

test('a drill answers its client, and the mock the others', async () => {
  mockEverything()
  const mocks = [fetch, https.request, https.get]
  const running = Promise.withResolvers<void>()
  const statuses: unknown[] = []
  const drilled = drill(oneCall(), async (call) => {
    running.resolve()
    statuses.push(await askWithNode())
    return ask(call)
  })
  await running.promise
  expect(await (await fetch(ADDRESS)).json()).toEqual({ from: 'the mock' })
  expect(() => https.request(ADDRESS)).toThrow('mocked')
  expect(calls(await drilled)[0]).toMatchObject({ outcome: 'value', attempts: { length: 2 } })
  expect(statuses).toEqual([200])
  expect([fetch, https.request, https.get]).toEqual(mocks)
})

test('a mock that ends during a drill has ended', async () => {
  mockEverything()
  const running = Promise.withResolvers<void>()
  const drilled = drill(oneCall(), async (call) => {
    running.resolve()
    return ask(call)
  })
  await running.promise
  restoreEverything()
  expect(calls(await drilled)[0]!.outcome).toBe('value')
  expect([fetch, https.request, https.get]).toEqual([real.fetch, real.request, real.get])
})

test("what an application itself makes of fetch is the client's, and stays", async () => {
  let wrapped = 0
  globalThis.fetch = (...args) => {
    wrapped++
    return real.fetch(...args)
  }
  await drill(oneCall(), ask)
  expect(wrapped).toBe(1)
})
