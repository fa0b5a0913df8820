/** Which connection a fault of connections strikes: pools, requests at once, clients that give up, drills after each other. */
import https from 'node:https'
import axios from 'axios'
import { attempts, calls, dnsFailure, drill, healthy, refused, slowConnection, times } from 'firedrill'
import { Agent, Client, request as undiciRequest } from 'undici'
import { expect, test } from 'vitest'
import { ADDRESS, callsOf, oneCall } from '../drill/helpers.ts'
import { byNode, stacks } from './askers.ts'

test.each<[string, () => { ask: () => Promise<unknown> }]>([
  ['the global fetch', () => ({ ask: async () => (await fetch(ADDRESS)).text() })],
  [
    'a client of npm undici',
    () => {
      const client = new Client(new URL(ADDRESS).origin)
      return { ask: async () => (await client.request({ path: '/', method: 'GET' })).body.text() }
    },
  ],
  [
    'an agent of node:https',
    () => {
      const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
      return { ask: () => byNode(ADDRESS, { agent }) }
    },
  ],
])('%s needs a new connection when one is to fail, and keeps those that come after', async (_name, build) => {
  const { ask } = build()
  const script = [times(2, healthy()), times(1, refused()), times(2, healthy()), times(1, refused()), healthy()]
  const trace = await drill(oneCall(...script), async () => {
    const outcomes: string[] = []
    for (let turn = 0; turn < 7; turn++) {
      const outcome = ask().then(
        () => 'ok',
        () => 'failed',
      )
      outcomes.push(await outcome)
    }
    return outcomes
  })
  expect(calls(trace)[0]!.value).toBe('["ok","ok","failed","ok","ok","failed","ok"]')
  expect(attempts(trace).map(({ error }) => error?.code ?? null)).toEqual([
    null,
    null,
    'ECONNREFUSED',
    null,
    null,
    'ECONNREFUSED',
    null,
  ])
})

test('of requests at once, only the one fails whose turn it was', async () => {
  for (const [, ask] of stacks) {
    const trace = await drill(oneCall(times(1, refused()), healthy()), async () => {
      const settled = await Promise.allSettled([ask(ADDRESS), ask(ADDRESS), ask(ADDRESS)])
      return settled.map(({ status }) => status)
    })
    expect(calls(trace)[0]!.value).toBe('["rejected","fulfilled","fulfilled"]')
    expect(attempts(trace).map(({ error }) => error?.code ?? null)).toEqual(['ECONNREFUSED', null, null])
  }
})

test('each call gets its own', async () => {
  for (const [, ask] of stacks) {
    const script = [times(1, refused()), times(1, healthy()), times(1, dnsFailure('ENOTFOUND')), healthy()]
    const trace = await drill(callsOf({ count: 4 }, ...script), () => ask(ADDRESS))
    expect(attempts(trace).map(({ call, error }) => [call, error?.code ?? null])).toEqual([
      [0, 'ECONNREFUSED'],
      [1, null],
      [2, 'ENOTFOUND'],
      [3, null],
    ])
  }
})

test.each(['lookup', 'connect', 'tls'] as const)(
  'a client that gives up while %s takes long leaves nothing behind',
  async (phase) => {
    const script = [times(1, slowConnection(phase, '8s')), healthy()]
    for (const ask of [
      (signal: AbortSignal) => fetch(ADDRESS, { signal }),
      (signal: AbortSignal) => byNode(ADDRESS, { signal, agent: new https.Agent() }),
      (signal: AbortSignal) => axios.get(ADDRESS, { signal }),
    ]) {
      const trace = await drill(oneCall(...script), () => ask(AbortSignal.timeout(5000)))
      expect(calls(trace)[0]).toMatchObject({ outcome: 'error', endMs: 5000 })
      expect(attempts(trace)).toMatchObject([{ received: false }])
      expect(trace.events.find(({ kind }) => kind === 'census')).toMatchObject({ sockets: 0, clientTimers: 0 })
    }
  },
)

test('drills after each other share a pool, and nothing of the first reaches the second', async () => {
  const dispatcher = new Agent()
  const ask = async () => (await undiciRequest(ADDRESS, { dispatcher })).body.text()
  const outage = oneCall(times(1, slowConnection('connect', '8s')), times(1, refused()))
  const first = await drill(outage, async () => {
    await ask()
    return ask()
  })
  expect(calls(first)[0]).toMatchObject({ outcome: 'error', endMs: 8000 })
  const second = await drill(oneCall(healthy()), ask)
  expect(attempts(second)).toMatchObject([{ status: 200, complete: true, endMs: 0 }])
})
