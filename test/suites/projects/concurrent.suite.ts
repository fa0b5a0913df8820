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

  test('a neighbour without one', async ({ expect }) => {
    const before = performance.now()
    await sleep(20)
    expect(performance.now() - before).toBeGreaterThan(18)
    expect((await drill(hush, patient)).virtualMs).toBe(HUSH_MS)
  })
})
