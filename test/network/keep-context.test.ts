/** A kept connection speaks in the context of whoever opened it: what follows in a client counts for its own call all the same. */
import https from 'node:https'
import { type Client, calls, drill, healthy, reset, silence } from 'firedrill'
import got from 'got'
import { expect, test } from 'vitest'
import { ADDRESS, callsOf } from '../drill/helpers.ts'

type Ask = (agent: https.Agent, retry: () => void, done: () => void) => void

const ways: [string, Ask][] = [
  [
    'the error of the request',
    (agent, retry, done) => {
      https
        .get(ADDRESS, { agent }, (answer) => answer.resume().on('end', done))
        .on('error', () => setTimeout(retry, 10))
    },
  ],
  [
    'the error of the answer',
    (agent, retry, done) => {
      https.get(ADDRESS, { agent }, (answer) => {
        answer.resume().on('end', done)
        answer.on('error', () => setTimeout(retry, 10))
      })
    },
  ],
  [
    'the close of the request, where another listener replaces its emit',
    (agent, retry, done) => {
      let isDone = false
      const request = https.get(ADDRESS, { agent }, (answer) => {
        answer.resume().on('end', () => {
          isDone = true
          done()
        })
      })
      const { emit } = request
      request.emit = (...args: Parameters<typeof emit>) => Reflect.apply(emit, request, args)
      request.on('error', () => {})
      request.on('close', () => setTimeout(() => isDone || retry(), 10))
    },
  ],
]

test.each(ways)("a retry that %s sets off over a kept connection is its own call's", async (what, ask) => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
  const fault = what.includes('answer') ? reset({ at: 'body' }) : reset()
  const trace = await drill(
    callsOf({ count: 2, every: 1000 }, healthy(), fault, healthy()),
    () => new Promise<void>((resolve) => ask(agent, () => ask(agent, resolve, resolve), resolve)),
  )
  agent.destroy()
  expect(calls(trace).map(({ outcome, attempts }) => [outcome, attempts.length])).toEqual([
    ['value', 1],
    ['value', 2],
  ])
})

test('a time-out over a kept connection is seen by its own call', async () => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 })
  const trace = await drill(
    callsOf({ count: 2, every: 1000 }, healthy(), silence(), healthy()),
    () =>
      new Promise<void>((resolve) => {
        const request = https.get(ADDRESS, { agent, timeout: 500 }, (answer) => answer.resume().on('end', resolve))
        request.on('error', () => {})
        request.on('timeout', () => {
          https.get(ADDRESS, (answer) => answer.resume().on('end', resolve))
          request.destroy()
        })
      }),
  )
  agent.destroy()
  expect(calls(trace).map(({ attempts }) => attempts.length)).toEqual([1, 2])
})

test('got retries for the call that failed', async () => {
  const client: Client = () => got(ADDRESS).json()
  const trace = await drill(callsOf({ count: 3, every: 5000 }, healthy(), reset(), healthy(), reset()), client)
  expect(calls(trace).map(({ attempts }) => attempts.map(({ fault }) => fault))).toEqual([
    ['healthy()'],
    ['reset()', 'healthy()'],
    ['reset()', 'healthy()'],
  ])
})
