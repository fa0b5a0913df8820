/** Answers that break off or are no HTTP: what goes over the connection is what the fault says, and nothing after it. */
import https from 'node:https'
import { gunzipSync } from 'node:zlib'
import {
  anthropic,
  attempts,
  calls,
  closed,
  corrupt,
  drill,
  type Fault,
  healthy,
  reset,
  scenario,
  staleSocket,
  streamStall,
  times,
} from 'firedrill'
import { Agent, Client, request as undiciRequest } from 'undici'
import { expect, test } from 'vitest'
import { ADDRESS, HOST, oneCall } from '../drill/helpers.ts'

/** Asks with node:https, and notes all that it sees. */
async function watch(options: https.RequestOptions = {}): Promise<string[]> {
  const seen: string[] = []
  await new Promise<void>((resolve) => {
    const request = https.get(ADDRESS, { agent: new https.Agent(), ...options }, (response) => {
      seen.push(`status ${response.statusCode}`)
      response.on('data', () => seen.push('data'))
      response.on('end', () => seen.push('end'))
      response.on('error', ({ message }) => seen.push(`response: ${message}`))
      response.on('close', resolve)
    })
    request.on('error', ({ message }) => seen.push(`request: ${message}`))
    request.on('close', resolve)
  })
  return seen
}

// node http.html, "http.request": 'aborted' on the response when the connection closes before it is complete, 'socket hang
// up' on the request when it does before any response.
test.each<[string, Fault, string[]]>([
  ['reset before the headers', reset({ at: 'headers' }), ['request: read ECONNRESET']],
  ['closed before the headers', closed({ at: 'headers' }), ['request: socket hang up']],
  ['closed after the headers', closed({ at: 'after-headers' }), ['status 200', 'response: aborted']],
  ['closed in the body', closed({ at: 'body' }), ['status 200', 'data', 'response: aborted']],
])('%s: the client gets what was sent before it', async (_name, fault, expected) => {
  let seen: string[] = []
  const trace = await drill(oneCall(times(1, fault)), async () => {
    seen = await watch()
  })
  expect(seen).toEqual(expected)
  expect(attempts(trace)).toMatchObject([{ received: true, complete: false, endedBy: 'service' }])
})

test('a reset after the headers lets the client see the status first', async () => {
  const trace = await drill(oneCall(times(1, reset({ at: 'after-headers' }))), async () => {
    const response = await fetch(ADDRESS)
    return [response.status, await response.text().catch((error: Error) => (error.cause as Error).message)]
  })
  expect(calls(trace)[0]).toMatchObject({ value: '[200,"read ECONNRESET"]' })
})

test('what is not HTTP is an error of its parser, and of the service', async () => {
  for (const how of ['not-http', 'bad-chunk'] as const) {
    for (const ask of [
      async () => (await undiciRequest(ADDRESS, { dispatcher: new Agent() })).body.text(),
      async () => {
        const error = (await watch()).find((line) => line.includes('Parse Error'))
        if (error !== undefined) throw new Error(error)
      },
    ]) {
      const trace = await drill(oneCall(times(1, corrupt(how))), ask)
      expect(calls(trace)[0]).toMatchObject({ outcome: 'error' })
      expect(attempts(trace)).toMatchObject([{ complete: false, endedBy: 'service' }])
    }
  }
})

test('a compressed body breaks off in the middle of its bytes, in a framing that is whole', async () => {
  let bytes = Buffer.alloc(0)
  const trace = await drill(oneCall(times(1, corrupt('cut-gzip'))), async () => {
    const { headers, body } = await undiciRequest(ADDRESS, { dispatcher: new Agent() })
    bytes = Buffer.from(await body.arrayBuffer())
    return headers['content-encoding']
  })
  expect(calls(trace)[0]).toMatchObject({ value: '"gzip"' })
  expect([...bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b])
  expect(() => gunzipSync(bytes)).toThrow('unexpected end of file')
})

test('a kept-alive connection that has died is reset at its next use, and a fresh one is well', async () => {
  const client = new Client(`https://${HOST}`)
  const ask = async () => {
    const { statusCode, body } = await client.request({ path: '/', method: 'GET' })
    await body.text()
    return statusCode
  }
  const trace = await drill(oneCall(times(2, staleSocket())), async () => {
    const first = await ask()
    const second = await ask().catch(({ code }) => code)
    return [first, second, await ask()]
  })
  expect(calls(trace)[0]!.value).toBe('[200,"ECONNRESET",200]')
})

test("a stream of nothing but pings keeps undici's body time-out off, and ends with the drill", async () => {
  const pinging = scenario({
    name: 'pinging',
    description: 'A stream that only pings.',
    provider: anthropic({ hosts: [HOST] }),
    script: [streamStall({ at: 0, pingEvery: '15s' })],
    calls: { count: 1 },
  })
  const dispatcher = new Agent({ bodyTimeout: 60_000 })
  let pingCount = 0
  const ask = async () => {
    const { body } = await undiciRequest(`https://${HOST}/v1/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'sk-ant-test-0123456789' },
      body: JSON.stringify({
        model: 'claude-opus-4-7',
        max_tokens: 8,
        stream: true,
        messages: [{ role: 'user', content: 'hi' }],
      }),
      dispatcher,
    })
    for await (const chunk of body) pingCount += String(chunk).split('event: ping').length - 1
  }
  const trace = await drill(pinging, ask, { limits: { virtualTime: '1h' } })
  expect(trace.limit).toEqual({ limit: 'virtual-time', value: 3_600_000 })
  expect(calls(trace)[0]).toMatchObject({ outcome: 'unsettled' })
  expect(pingCount).toBeGreaterThanOrEqual(3600 / 15)
  const stops = await drill(pinging, async () => {
    const signal = AbortSignal.timeout(100_000)
    await fetch(`https://${HOST}/v1/messages`, { method: 'POST', body: '{"stream":true}', signal }).then((response) =>
      response.text(),
    )
  })
  expect(calls(stops)[0]).toMatchObject({ outcome: 'error', endMs: 100_000 })
})

test('one connection carries many answers, and a healthy one stays open', async () => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
  const sockets = new Set<unknown>()
  const ask = () =>
    new Promise((resolve, reject) => {
      const request = https.get(ADDRESS, { agent }, (response) => {
        sockets.add(response.socket)
        response.resume().on('end', resolve)
      })
      request.on('error', reject)
    })
  await drill(oneCall(healthy()), async () => {
    for (let turn = 0; turn < 5; turn++) await ask()
  })
  expect(sockets.size).toBe(1)
})
