/** Nothing leaves a drill unasked: every other host is stubbed, refused, let through, or a failing event with a sentence. */
import dgram from 'node:dgram'
import dns from 'node:dns'
import http from 'node:http'
import http2 from 'node:http2'
import net, { type AddressInfo } from 'node:net'
import { calls, drill, type Trace } from 'firedrill'
import { expect, test } from 'vitest'
import { ask, oneCall } from '../drill/helpers.ts'

const refusals = (trace: Trace) => trace.events.filter((event) => event.kind === 'unexpected-host')

test('an unexpected host is refused, with a sentence that names the host and the call', async () => {
  const trace = await drill(oneCall(), async (call) => {
    await fetch('https://telemetry.example.net/v1/traces', { method: 'POST', body: '{}' }).catch(() => {})
    return ask(call)
  })
  expect(refusals(trace)).toMatchObject([{ call: 0, host: 'telemetry.example.net:443', attempt: 0 }])
  expect(refusals(trace)[0]!.message).toBe(
    'Failed to connect call 0 to telemetry.example.net:443: a drill lets nothing out, and this host is not the ' +
      "scenario's. Add hosts: { 'telemetry.example.net': 'stub' | 'refuse' | 'through' } to the client, or the host to " +
      "the scenario's provider.",
  )
  expect(calls(trace)[0]).toMatchObject({ outcome: 'value' })
})

test('a host can be stubbed or refused, and then is no event', async () => {
  const seen: unknown[] = []
  const trace = await drill(
    oneCall(),
    async (call) => {
      seen.push(await (await fetch('https://telemetry.example.net/')).json())
      seen.push(
        await fetch('https://auth.example.net/').catch((error: Error) => (error.cause as { code: string }).code),
      )
      return ask(call)
    },
    { hosts: { 'telemetry.*': 'stub', 'auth.example.net:443': 'refuse' } },
  )
  expect(seen).toEqual([{}, 'ECONNREFUSED'])
  expect(refusals(trace)).toEqual([])
  expect(calls(trace)[0]!.attempts).toHaveLength(1)
})

test('what a client leaves running reaches nothing after its drill', async () => {
  let hits = 0
  const server = http.createServer((_request, response) => {
    hits++
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const gate = Promise.withResolvers<void>()
  try {
    await drill(oneCall(), async (call) => {
      void gate.promise.then(() => fetch(`http://127.0.0.1:${port}/leak`))
      return ask(call)
    })
    gate.resolve()
    await (await fetch(`http://127.0.0.1:${port}/mine`)).text()
    expect(hits).toBe(1)
  } finally {
    server.close()
    server.closeAllConnections()
  }
})

test("a database's live socket survives a drill and answers within it", async () => {
  const server = net.createServer((socket) =>
    socket.on('data', (query) => setTimeout(() => socket.write(`row of ${query}`), 40)),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const database = net.connect((server.address() as AddressInfo).port, '127.0.0.1')
  const query = (text: string) =>
    new Promise<string>((resolve) => {
      database.once('data', (row) => resolve(String(row)))
      database.write(text)
    })
  try {
    expect(await query('a')).toBe('row of a')
    const trace = await drill(oneCall(), async (call) => {
      const timeout = AbortSignal.timeout(1000)
      const row = await query('b')
      timeout.throwIfAborted()
      await ask(call)
      return row
    })
    expect(calls(trace)[0]).toMatchObject({ value: '"row of b"', endMs: 0 })
    expect(await query('c')).toBe('row of c')
  } finally {
    database.destroy()
    server.close()
  }
})

test.each<[string, string, () => unknown]>([
  ['a bare HTTP/2 session', "a bare HTTP/2 session can't be drilled", () => http2.connect('https://api.example.com')],
  [
    'a WebSocket',
    "a WebSocket can't be drilled",
    () =>
      new Promise((_resolve, reject) => new WebSocket('wss://api.example.com/live').addEventListener('error', reject)),
  ],
  [
    'a protocol that is not HTTP',
    'what it sent is not HTTP',
    () =>
      new Promise((_resolve, reject) => {
        net
          .connect(5432, 'api.example.com')
          .on('error', reject)
          .write('\u0000\u0000\u0000\u0008\u0004\u00d2\u0016\u002f')
      }),
  ],
  [
    'a datagram',
    'a drill lets nothing out',
    () =>
      new Promise((_resolve, reject) => {
        const socket = dgram.createSocket('udp4')
        socket.send('metric:1|c', 8125, 'statsd.example.net', (error) => {
          socket.close()
          reject(error)
        })
      }),
  ],
])('%s gets a sentence, not a hang', async (_name, sentence, open) => {
  const trace = await drill(oneCall(), async (call) => {
    await ask(call)
    return open()
  })
  expect(calls(trace)[0]).toMatchObject({ outcome: 'error' })
  expect(refusals(trace)).toHaveLength(1)
  expect(refusals(trace)[0]!.message).toContain(sentence)
})

test('names are looked up inside', async () => {
  const answers: unknown[] = []
  await drill(oneCall(), async (call) => {
    answers.push(await dns.promises.lookup('no.such.host.example'))
    answers.push(
      await new Promise((resolve) => dns.lookup('no.such.host.example', (_error, address) => resolve(address))),
    )
    answers.push(await dns.promises.resolve4('no.such.host.example'))
    answers.push(await dns.promises.resolveTxt('no.such.host.example').catch((error: { code: string }) => error.code))
    return ask(call)
  })
  expect(answers).toEqual([{ address: '192.0.2.1', family: 4 }, '192.0.2.1', ['192.0.2.1'], 'ENOTFOUND'])
})

test('a client that never speaks to the provider is wrong use', async () => {
  await expect(drill(oneCall(), () => fetch('https://api.openai.com/v1/models'))).rejects.toMatchObject({
    kind: 'wrong-use',
    message: expect.stringMatching(/does not speak to json at api\.example\.com: it only tried api\.openai\.com:443\./),
  })
})
