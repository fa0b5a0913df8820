/** What a call asks beyond the limit of attempts is nobody's attempt, whoever opened the connection that it goes over. */

import { calls, drill, forever, healthy, times } from 'firedrill'
import { Agent, request } from 'undici'
import { expect, test } from 'vitest'
import { ADDRESS, api, callsOf } from './helpers.ts'

test('a request beyond the limit is not put down to the call that opened its connection', async () => {
  const script = [times(1, healthy()), forever(api.internalError())]
  const dispatcher = new Agent({ connections: 1 })
  const trace = await drill(
    callsOf({ count: 2, every: 1000 }, ...script),
    async ({ index }) => {
      const ask = () => request(ADDRESS, { dispatcher }).then(({ body }) => body.text())
      await ask()
      if (index === 0) return new Promise((resolve) => setTimeout(resolve, 3_600_000))
      for (;;) await ask()
    },
    { limits: { attempts: 5 } },
  )
  expect(trace.limit).toEqual({ limit: 'attempts', value: 5 })
  expect(calls(trace).map(({ attempts }) => attempts.length)).toEqual([1, 5])
})
