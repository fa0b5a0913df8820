/** Every attempt belongs to the call that created it, under concurrency, over shared sockets, for every HTTP stack. */
import http from 'node:http'
import axios from 'axios'
import { attempts, type Call, calls, drill, times } from 'firedrill'
import got from 'got'
import { Agent, Pool, request } from 'undici'
import { expect, test } from 'vitest'
import { ADDRESS, api, callsOf, HOST } from './helpers.ts'

const CALLS = 20
const crowd = callsOf({ count: CALLS, every: 0 }, times(CALLS, api.internalError({ delay: '100ms' })))
const agent = new Agent({ connections: 2 })
const pipelining = new Pool(`https://${HOST}`, { connections: 1, pipelining: 10 })
const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 2 })

test.each<[string, (url: string) => Promise<number>]>([
  ['fetch', async (url) => (await fetch(url)).status],
  ['undici on two sockets', async (url) => (await request(url, { dispatcher: agent })).statusCode],
  [
    'undici with pipelining',
    async (url) => (await pipelining.request({ path: new URL(url).pathname, method: 'GET' })).statusCode,
  ],
  [
    'axios on two sockets',
    async (url) => (await axios.get(url.replace('https', 'http'), { httpAgent, validateStatus: null })).status,
  ],
  ['got', async (url) => (await got(url, { retry: { limit: 0 }, throwHttpErrors: false })).statusCode],
])('%s', async (_name, ask) => {
  const client = async ({ index }: Call) => {
    while ((await ask(`${ADDRESS}/${index}`)) !== 200) await new Promise((resolve) => setTimeout(resolve, 1000 + index))
  }
  const trace = await drill(crowd, client)
  expect(calls(trace)).toHaveLength(CALLS)
  for (const { call, url } of attempts(trace)) expect(new URL(url).pathname).toBe(`/v1/things/${call}`)
  for (const call of calls(trace)) {
    expect(call.outcome).toBe('value')
    expect(call.attempts).toHaveLength(2)
  }
})
