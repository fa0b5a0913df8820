/** Every HTTP stack is caught: imported, constructed, and connected before the drill, and beside a suite's own MSW server. */
import http, { request as namedRequest } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import Anthropic from '@anthropic-ai/sdk'
import axios from 'axios'
import { anthropic, attempts, calls, defineClient, drill, healthy, scenario, times } from 'firedrill'
import got from 'got'
import { HttpResponse, http as msw } from 'msw'
import { setupServer } from 'msw/node'
import { Agent, Pool, request as undiciRequest } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADDRESS, api, HOST, oneCall } from '../drill/helpers.ts'

const fetchFromBefore = globalThis.fetch
const sdkFromBefore = new Anthropic({ apiKey: 'sk-ant-test-0123456789' })

async function byNode(
  module: typeof http | typeof https,
  url: string,
  options: http.RequestOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = module.get(url, options, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += String(chunk)
      })
      response.on('end', () => resolve(JSON.parse(text)))
    })
    request.on('error', reject)
  })
}

const stacks: [string, () => unknown][] = [
  ['global fetch', async () => (await fetch(ADDRESS)).json()],
  ['a fetch captured before', async () => (await fetchFromBefore(ADDRESS)).json()],
  ['fetch over http', async () => (await fetch(ADDRESS.replace('https', 'http'))).json()],
  ['undici.request', async () => (await undiciRequest(ADDRESS)).body.json()],
  [
    'undici with HTTP/2 allowed',
    async () => (await undiciRequest(ADDRESS, { dispatcher: new Agent({ allowH2: true }) })).body.json(),
  ],
  ['https.get', () => byNode(https, ADDRESS)],
  ['https.get with an agent', () => byNode(https, ADDRESS, { agent: new https.Agent({ keepAlive: true }) })],
  ['http.get', () => byNode(http, ADDRESS.replace('https', 'http'))],
  [
    'http.request imported by name, with headers as a list',
    () =>
      new Promise((resolve, reject) => {
        const request = namedRequest(
          { host: HOST, path: '/v1/things', headers: ['host', HOST, 'x-a', 'b'] },
          (response) => {
            response.resume().on('end', () => resolve({ ok: response.statusCode === 200 }))
          },
        )
        request.on('error', reject).end()
      }),
  ],
  ['axios', async () => (await axios.get(ADDRESS)).data],
  ['got', () => got(ADDRESS, { retry: { limit: 0 } }).json()],
  ['got with HTTP/2 allowed', () => got(ADDRESS, { http2: true, retry: { limit: 0 } }).json()],
]

test.each(stacks)('%s is served by the scenario', async (_name, ask) => {
  const trace = await drill(oneCall(healthy()), ask)
  expect(calls(trace)[0]).toMatchObject({ outcome: 'value', value: '{"ok":true}' })
  expect(attempts(trace)).toMatchObject([{ call: 0, received: true, status: 200, complete: true }])
})

test('an SDK that was built before the drill is served too', async () => {
  const outage = scenario({
    name: 'once-500',
    description: 'One failure.',
    provider: anthropic(),
    script: [times(1, anthropic().internalError()), healthy()],
    calls: { count: 1 },
  })
  const trace = await drill(outage, () => {
    return sdkFromBefore.messages.create({
      model: 'claude-opus-4-7',
      max_tokens: 8,
      messages: [{ role: 'user', content: 'hi' }],
    })
  })
  expect(attempts(trace).map(({ status }) => status)).toEqual([500, 200])
  expect(JSON.stringify(trace)).not.toContain('sk-ant-test')
})

/** A real service at the host's name: nothing of a drill may ever reach it. */
const real = http.createServer((_request, response) => {
  reached++
  response.end('{"ok":"real"}')
})
let reached = 0
let realUrl = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => real.listen(0, '127.0.0.1', resolve))
  realUrl = `http://127.0.0.1:${(real.address() as AddressInfo).port}/`
})

afterAll(() => {
  real.close()
  real.closeAllConnections()
})

test.each<[string, () => { ask: () => Promise<unknown>; close?: () => unknown }]>([
  ['the global fetch', () => ({ ask: async () => (await fetch(realUrl)).json() })],
  [
    'a pool of npm undici',
    () => {
      const pool = new Pool(new URL(realUrl).origin)
      return {
        ask: async () => (await pool.request({ path: '/', method: 'GET' })).body.json(),
        close: () => pool.destroy(),
      }
    },
  ],
  [
    'an agent of node:http',
    () => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
      return { ask: () => byNode(http, realUrl, { agent }), close: () => agent.destroy() }
    },
  ],
])('live keep-alive connections of %s do not carry a drill past the scenario', async (_name, build) => {
  const { ask, close } = build()
  try {
    await Promise.all([ask(), ask()])
    expect(await ask()).toEqual({ ok: 'real' })
    const before = reached
    const local = scenario({
      name: 'local',
      description: 'The drill plays a server that really runs.',
      provider: { ...api, hosts: ['127.0.0.1'] },
      script: [healthy()],
      calls: { count: 2, every: 10 },
    })
    const trace = await drill(local, ask)
    expect(calls(trace).map(({ value }) => value)).toEqual(['{"ok":true}', '{"ok":true}'])
    expect(reached).toBe(before)
    expect(await ask()).toEqual({ ok: 'real' })
  } finally {
    await close?.()
  }
})

test("a drill works while a suite's own MSW server listens, and leaves it working", async () => {
  const server = setupServer(msw.get(ADDRESS, () => HttpResponse.json({ ok: 'mocked' })))
  server.listen({ onUnhandledFrame: 'error' })
  try {
    const ask = async () => (await fetch(ADDRESS)).json()
    expect(await ask()).toEqual({ ok: 'mocked' })
    const neighbour = ask()
    const trace = await drill(oneCall(times(1, api.internalError())), ask)
    expect(attempts(trace)).toMatchObject([{ status: 500 }])
    expect(await neighbour).toEqual({ ok: 'mocked' })
    expect(await ask()).toEqual({ ok: 'mocked' })
    const [first, second] = await Promise.all([drill(oneCall(), () => byNode(https, ADDRESS)), ask()])
    expect(calls(first)[0]).toMatchObject({ value: '{"ok":true}' })
    expect(second).toEqual({ ok: 'mocked' })
  } finally {
    server.close()
  }
})

test('healthy answers can come from the handlers of a suite', async () => {
  const handlers = [
    msw.get(ADDRESS, ({ request }) =>
      HttpResponse.json({ from: 'handler', agent: request.headers.get('x-agent') }, { headers: { 'x-page': '1' } }),
    ),
  ]
  const client = defineClient({ call: async () => (await fetch(ADDRESS, { headers: { 'x-agent': 'test' } })).json() })
  const trace = await drill(oneCall(times(1, api.internalError()), healthy('mine')), client, {
    healthy: { mine: handlers },
  })
  expect(calls(trace)[0]).toMatchObject({ outcome: 'value' })
  const healed = await drill(oneCall(healthy('mine')), client, { healthy: { mine: handlers } })
  expect(calls(healed)[0]!.value).toBe('{"from":"handler","agent":"test"}')
  await expect(drill(oneCall(healthy('mine')), client)).rejects.toThrow(
    'it needs the handlers "mine", and none were given',
  )
})
