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

test('a key that reads like a word of the trace changes nothing but the client’s own texts', async () => {
  const trace = await drill(callsOf({ count: 1 }), async (call) => {
    call.log('an attempt by the client of example')
    for (const key of ['attempt', 'client', 'example']) await fetch(ADDRESS, { headers: { 'x-api-key': key } })
  })
  expect(attempts(trace)).toMatchObject(Array(3).fill({ received: true, complete: true, endedBy: 'service' }))
  expect(attempts(trace)[0]!.url).toBe(ADDRESS)
})

test('a key is found whole where it holds another, in every form, under any name', async () => {
  const trace = await drill(callsOf({ count: 1 }), async (call) => {
    const headers = { 'x-api-key': 'abcdef', 'x-auth-token': 'abcdefgh-tail-secret' }
    const basic = { authorization: `Basic ${Buffer.from('user:hunter2hunter2').toString('base64')}` }
    await fetch(`${ADDRESS}?clientSecret=${encodeURIComponent('a/b+c=d-secret')}`, { headers })
    await fetch(ADDRESS, { headers: basic })
    call.log('abcdefgh-tail-secret a%2Fb%2Bc%3Dd-secret a/b+c=d-secret hunter2hunter2')
    call.log(`${'x'.repeat(1985)} abcdefgh-tail-secret`)
  })
  const text = JSON.stringify(trace)
  for (const secret of ['tail-secret', 'd-secret', 'hunter2']) expect(text).not.toContain(secret)
})

test('whatever a client tells of itself is read for keys, the names of its layers too', async () => {
  const said = `by ${SECRET}`
  const trace = await drill(callsOf({ count: 1 }), async (call) => {
    await fetch(ADDRESS, { headers: { authorization: `Bearer ${SECRET}` } })
    for (const tell of [call.log, call.alert, call.effect, call.show, call.layer, call.queue, call.drained]) tell(said)
  })
  expect(JSON.stringify(trace).match(/by key#1/g)).toHaveLength(7)
  expect(JSON.stringify(trace)).not.toContain(SECRET)
})
