/** Nothing secret is kept: credentials become key#1, key#2… at the door, wherever they stand. */
import { attempts, drill, healthy, times } from 'firedrill'
import { expect, test } from 'vitest'
import { ADDRESS, api, callsOf } from './helpers.ts'

const SECRET = 'very-secret-value-1'
const OTHER = 'very-secret-value-2'

test('equal keys stay equal, different ones differ, and none is readable', async () => {
  const trace = await drill(
    callsOf({ count: 3, every: 1000 }, times(1, api.internalError()), healthy()),
    async (call) => {
      const secret = call.index === 1 ? OTHER : SECRET
      call.log(`asking with ${secret} and sk-ant-api03-0123456789abcdef`)
      const response = await fetch(`${ADDRESS}?api_key=${secret}`, {
        headers: { authorization: `Bearer ${secret}`, cookie: 'session=1234567' },
      })
      if (!response.ok) throw Object.assign(new Error(`denied for ${secret}`), { config: { key: secret } })
      return { echoed: secret }
    },
  )
  const [first, second, third] = attempts(trace).map(({ key }) => key)
  expect(first).toMatch(/^key#\d$/)
  expect(third).toBe(first)
  expect(second).not.toBe(first)
  const text = JSON.stringify(trace)
  for (const secret of [SECRET, OTHER, 'sk-ant-api03-0123456789abcdef', '1234567']) expect(text).not.toContain(secret)
})
