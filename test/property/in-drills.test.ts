/** What the judges of a client's own words and of its load say of real drills: good clients keep them, bad ones don't. */
import { type Call, type ContractOptions, defineClient, drill, during, healthy, limits, reset } from 'firedrill'
import { expect, test, vi } from 'vitest'
import { containsAmplification } from '../../src/property/contains-amplification.ts'
import { easesOff } from '../../src/property/eases-off.ts'
import { hidesRawErrors } from '../../src/property/hides-raw-errors.ts'
import { logsFailures } from '../../src/property/logs-failures.ts'
import { noDuplicateEffects } from '../../src/property/no-duplicate-effects.ts'
import { ADDRESS, api, callsOf } from '../drill/helpers.ts'

const OUTAGE = callsOf({ count: 2, every: 1000 }, during('1m', api.internalError()))

test('a client that hides and logs its failures keeps both rules', async () => {
  const trace = await drill(OUTAGE, async (call) => {
    const response = await fetch(ADDRESS, { signal: call.signal })
    if (response.ok) return response.json()
    call.log({ at: new Date().toISOString(), requestId: response.headers.get('x-request-id'), asked: 'things' })
    call.show('Something went wrong on our side. Please try again in a minute.')
    throw new Error('no things', { cause: new Error(await response.text()) })
  })
  expect(logsFailures().check(trace)).toMatchObject({
    verdict: 'held',
    message: expect.stringMatching(/^2 failed calls/),
  })
  expect(hidesRawErrors().check(trace)).toMatchObject({ verdict: 'held', message: expect.stringMatching(/^2 texts/) })
})

test('one that shows and prints what it got breaks both', async () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
  const trace = await drill(OUTAGE, async (call) => {
    const authorization = 'Bearer a-secret-of-ours'
    const response = await fetch(ADDRESS, { signal: call.signal, headers: { authorization } })
    const error = new Error(await response.text())
    console.error(error.message, { authorization })
    call.show(String(error))
    throw error
  })
  quiet.mockRestore()
  expect(logsFailures().check(trace).message).toMatch(
    /^What was written to the console at 0s in call 0 holds a credential \(/,
  )
  expect(hidesRawErrors().check(trace).message).toMatch(/^Call 0 showed at 0s "/)
})

test('layers that multiply are named from what they told', async () => {
  const trace = await drill(OUTAGE, async (call) => {
    for (let outer = 0; outer < 3; outer++) {
      call.layer('app')
      for (let inner = 0; inner < 3; inner++) {
        const response = await fetch(ADDRESS, { signal: call.signal })
        if (response.ok) return response.json()
        await sleep(500)
      }
    }
    throw new Error('gave up')
  })
  const result = containsAmplification({ amplification: 4 }).check(trace)
  expect(result.message).toContain('made 18 attempts: 9 for each (app 3 × below 3 = 9), where 4 is declared')
})

test.each<[string, number, 'held' | 'violated']>([
  ['keeps asking at its pace', 1, 'violated'],
  ['doubles its wait', 2, 'held'],
])('under a masked limit, a client that %s', async (_what, factor, verdict) => {
  const crowd = callsOf({ count: 30 }, during('10m', limits({ requestsPerMinute: 1, maskedAs: 500 }), healthy()))
  const trace = await drill(crowd, async ({ signal }: Call) => {
    for (let waitMs = 5000, tries = 0; tries < 40; tries++, waitMs *= factor) {
      const response = await fetch(ADDRESS, { signal })
      if (response.ok) return response.json()
      await sleep(waitMs)
    }
    throw new Error('gave up')
  })
  expect(easesOff().check(trace)).toMatchObject({ verdict })
})

test.each<[string, ContractOptions, boolean, 'held' | 'violated']>([
  ['waits for the whole answer', {}, true, 'held'],
  ['acts on half of one', {}, false, 'violated'],
])('with an answer that is cut, a client that %s', async (_what, contract, waits, verdict) => {
  const cut = callsOf({ count: 1 }, reset({ at: 'body' }), healthy())
  const client = defineClient({
    contract,
    call: async (call) => {
      for (;;) {
        const response = await fetch(ADDRESS, { signal: call.signal })
        const whole = await response.text().catch(() => null)
        if (whole === null && waits) continue
        call.effect('order-1')
        return 'ordered'
      }
    },
  })
  expect(noDuplicateEffects().check(await drill(cut, client))).toMatchObject({ verdict })
})

// Helpers

function sleep(milliseconds: number) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
