/** Drills of concurrent tests wait for each other, and each keeps to itself; what isn't drilled has real time. */
import { setTimeout as sleep } from 'node:timers/promises'
import { drill, terminates } from 'firedrill'
import { describe, test } from 'vitest'
import 'firedrill/vitest'
import { HUSH_MS, hush, outage, patient } from './client.ts'

describe.concurrent('side by side', () => {
  test.for([0, 1, 2, 3])('a drill of seed %i', async (seed, { expect }) => {
    const trace = await drill(seed % 2 === 0 ? hush : outage, patient, { seed })
    expect(trace.seed).toBe(seed)
    expect(trace.scenario).toBe(seed % 2 === 0 ? 'hush' : 'short-outage')
    expect(trace).toTerminate()
    await expect(drill(hush, patient)).resolves.toKeep(terminates())
  })

  test('a neighbour’s half a minute does not pass with that of a drill', async ({ expect }) => {
    const awake = new AbortController()
    const asleep = sleep(30_000, 'passed', { signal: awake.signal }).catch(() => 'ended by hand')
    expect((await drill(outage, patient)).virtualMs).toBeGreaterThanOrEqual(30_000)
    expect(await Promise.race([asleep, Promise.resolve('still asleep')])).toBe('still asleep')
    awake.abort()
    expect((await drill(hush, patient)).virtualMs).toBe(HUSH_MS)
  })
})
