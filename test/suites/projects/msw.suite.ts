/** A suite's own MSW server beside drills: each answers its own requests. */
import { calls, drill } from 'firedrill'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ADDRESS, handled, outage, patient } from './client.ts'

let hits = 0
const handlers = [
  http.get(ADDRESS, () => {
    hits++
    return HttpResponse.json({ from: 'the suite' })
  }),
]
const asked = async () => (await fetch(ADDRESS)).json()
const outcomes = async (drilled: ReturnType<typeof drill>) => calls(await drilled).map(({ outcome }) => outcome)

describe('listening before and after, with onUnhandledFrame: error', () => {
  const server = setupServer(...handlers)
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterAll(() => server.close())

  test('each has its own service, also at the same time', async () => {
    expect(await asked()).toEqual({ from: 'the suite' })
    const drilled = drill(outage, patient)
    expect(await asked()).toEqual({ from: 'the suite' })
    expect(await outcomes(drilled)).toContain('error')
    expect(await asked()).toEqual({ from: 'the suite' })
    expect(hits).toBe(3)
  })

  test('its handlers may be the healthy world', async () => {
    const answers: unknown[] = []
    const client = async (call: Parameters<typeof patient>[0]) => answers.push(await patient(call))
    await drill(handled, client, { healthy: { own: handlers } })
    expect(answers[0]).toEqual({ from: 'the suite' })
  })

  test('what a test changes for itself stays changed', async () => {
    server.use(http.get(ADDRESS, () => HttpResponse.json({ from: 'this test' })))
    await drill(outage, patient)
    expect(await asked()).toEqual({ from: 'this test' })
  })
})

test('beginning to listen while a drill runs', async () => {
  const server = setupServer(...handlers)
  const undisturbed = await drill(outage, patient)
  const running = Promise.withResolvers<void>()
  const drilled = drill(
    outage,
    (call) => {
      running.resolve()
      return patient(call)
    },
    {},
  )
  await running.promise
  server.listen({ onUnhandledFrame: 'error' })
  expect(await asked()).toEqual({ from: 'the suite' })
  expect((await drilled).events).toEqual(undisturbed.events)
  expect(await asked()).toEqual({ from: 'the suite' })
  server.close()
  expect(await drill(outage, patient)).toEqual(undisturbed)
})

test('ceasing to listen while a drill runs', async () => {
  const server = setupServer(...handlers)
  server.listen()
  const running = Promise.withResolvers<void>()
  const drilled = drill(outage, (call) => {
    running.resolve()
    return patient(call)
  })
  await running.promise
  server.close()
  expect((await drilled).events).toEqual((await drill(outage, patient)).events)
})
