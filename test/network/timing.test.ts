/** Time-outs fire for the stage that is slow, and for no other: what a socket tells comes when it would come over a network. */
import type { ClientRequest, IncomingMessage } from 'node:http'
import https from 'node:https'
import axios from 'axios'
import { attempts, calls, drill, healthy, slowConnection, times } from 'firedrill'
import got from 'got'
import { Agent, request as undiciRequest } from 'undici'
import { expect, test } from 'vitest'
import { ADDRESS, oneCall } from '../drill/helpers.ts'

const PLAIN = ADDRESS.replace('https', 'http')

/** What `https.request` and its socket tell, each with the virtual time at which it did. */
async function eventsOf(send: (request: ClientRequest) => void): Promise<[string, number][]> {
  const seen: [string, number][] = []
  const startMs = Date.now()
  const note = (name: string) => () => void seen.push([name, Date.now() - startMs])
  const request = https.request(ADDRESS, { method: 'POST', agent: new https.Agent() })
  request.on('socket', (socket) => {
    note('socket')()
    for (const name of ['lookup', 'connect', 'ready', 'secureConnect']) socket.on(name, note(name))
  })
  request.on('finish', note('finish'))
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject)
    send(request)
  })
  note('response')()
  await new Promise((resolve) => response.resume().on('end', resolve))
  note('end')()
  return seen
}

test('a connection stands and a request is sent at once, and only the answer takes its time', async () => {
  const script = [healthy({ delay: '20s', bodyDelay: '5s' })]
  let events: unknown
  await drill(oneCall(...script), async () => {
    events = await eventsOf((request) => request.end('{"ask":"this"}'))
  })
  expect(events).toEqual([
    ['socket', 0],
    ['lookup', 0],
    ['connect', 0],
    ['ready', 0],
    ['secureConnect', 0],
    ['finish', 0],
    ['response', 20_000],
    ['end', 25_000],
  ])
})

test.each<['lookup' | 'connect' | 'tls', string]>([
  ['lookup', 'lookup'],
  ['connect', 'connect'],
  ['tls', 'secureConnect'],
])('a slow %s holds back its own event and those after it', async (phase, firstLate) => {
  let events: [string, number][] = []
  await drill(oneCall(slowConnection(phase, '8s')), async () => {
    events = await eventsOf((request) => request.end('{"ask":"this"}'))
  })
  const names = events.map(([name]) => name)
  expect(names).toEqual(['socket', 'lookup', 'connect', 'ready', 'secureConnect', 'finish', 'response', 'end'])
  const late = names.indexOf(firstLate)
  expect(events.map(([, atMs]) => atMs)).toEqual(names.map((_, index) => (index < late ? 0 : 8000)))
})

const ALL = { lookup: 1000, connect: 1000, secureConnect: 1000, send: 1000 }

test.each([
  ['got over https', ADDRESS],
  ['got over http', PLAIN],
])('%s: an answer that is slow trips no time-out of the connection or of sending', async (_name, url) => {
  for (const body of [undefined, 'x'.repeat(100_000)]) {
    const trace = await drill(oneCall(healthy({ delay: '20s' })), () =>
      got.post(url, { ...(body === undefined ? {} : { body }), timeout: ALL, retry: { limit: 0 } }).text(),
    )
    expect(calls(trace)[0]).toMatchObject({ outcome: 'value', endMs: 20_000 })
  }
})

test.each<['lookup' | 'connect' | 'tls', keyof typeof ALL]>([
  ['lookup', 'lookup'],
  ['connect', 'connect'],
  ['tls', 'secureConnect'],
])("a slow %s trips got's time-out for it, and not the others", async (phase, tripped) => {
  for (const name of ['lookup', 'connect', 'secureConnect'] as const) {
    const ask = () => got(ADDRESS, { timeout: { [name]: 1000 }, retry: { limit: 0 } }).text()
    const trace = await drill(oneCall(times(1, slowConnection(phase, '8s'))), ask)
    if (name !== tripped) expect(calls(trace)[0]).toMatchObject({ outcome: 'value', endMs: 8000 })
    else expect(calls(trace)[0]!.error).toMatchObject({ message: `Timeout awaiting '${name}' for 1000ms` })
  }
})

test("undici's time-out for connecting counts all stages", async () => {
  for (const phase of ['lookup', 'connect', 'tls'] as const) {
    const dispatcher = new Agent({ connectTimeout: 5000 })
    const ask = async () => (await undiciRequest(ADDRESS, { dispatcher })).body.text()
    const trace = await drill(oneCall(times(1, slowConnection(phase, '8s'))), ask)
    expect(attempts(trace)).toMatchObject([{ endedBy: 'runtime', error: { code: 'UND_ERR_CONNECT_TIMEOUT' } }])
  }
})

test("axios' time-out runs while the connection is made", async () => {
  const ask = () => axios.get(ADDRESS, { timeout: 3000 })
  const trace = await drill(oneCall(times(1, slowConnection('connect', '8s'))), ask)
  expect(calls(trace)[0]).toMatchObject({ outcome: 'error', endMs: 3000, error: { code: 'ECONNABORTED' } })
})

test('an idle time-out of node:https runs from the last sign of life', async () => {
  const ask = () =>
    new Promise((resolve, reject) => {
      const request = https.get(ADDRESS, { agent: new https.Agent() }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      })
      request.setTimeout(6000, () => request.destroy(new Error('idle'))).on('error', reject)
    })
  const twoPauses = await drill(oneCall(healthy({ delay: '5s', bodyDelay: '5s' })), ask)
  expect(calls(twoPauses)[0]).toMatchObject({ outcome: 'value', endMs: 10_000 })
  const onePause = await drill(oneCall(healthy({ delay: '7s' })), ask)
  expect(calls(onePause)[0]).toMatchObject({ outcome: 'error', endMs: 6000 })
})
