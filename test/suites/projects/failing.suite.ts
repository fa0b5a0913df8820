/** Fails on purpose, when it is asked to: its message is what the tests read. */
import { backsOff, drill } from 'firedrill'
import { describe, expect, test } from 'vitest'
import 'firedrill/vitest'
import { hasty, outage } from './client.ts'

describe.runIf(process.env.FAILING === 'yes')('an outage (of half a minute)', () => {
  test("isn't survived", async () => {
    await expect(drill(outage, hasty, { seed: 3 })).resolves.toKeep(backsOff())
  })
  test('is drilled', async () => {
    expect((await drill(outage, hasty)).seed).toBe(1)
  })
})
