/** Clients whose callers come back together (R4). */
import { defineClient } from 'firedrill'
import { backoffMs, hintMs, waitMs } from './errors.ts'
import { pRetried } from './libraries.ts'
import { asked, once, PROMISES, prepared, type Retrying } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { jitter: _, ...WITHOUT_JITTER } = PROMISES

/** The back-off of a wait that nothing spreads; a hint comes before it. */
function unspread(plainMs: (retry: number) => number): NonNullable<Retrying['waitMs']> {
  return (retry, error) => {
    if (waitMs(retry, error) === null) return null
    return Math.max(hintMs(error) ?? 0, plainMs(retry))
  }
}

/** 1 s, 2 s, 4 s to the millisecond. */
const plain = defineClient({
  contract: WITHOUT_JITTER,
  call: (call) => asked(call, {}, { waitMs: unspread((retry) => 1000 * 2 ** retry) }),
})

/** p-retry as it comes, without `randomize`. */
const pRetryAsItComes = defineClient({
  contract: WITHOUT_JITTER,
  call: (call) => {
    const request = prepared(call)
    return pRetried(call.signal, () => once(call, request), { randomize: false })
  },
})

/** The cap is laid over the jitter: whatever chance said, all wait just the cap. */
const cappedLast = defineClient({
  contract: { ...PROMISES, backoffCap: '2s' },
  call: (call) =>
    asked(
      call,
      { stream: true },
      { waitMs: unspread((retry) => Math.min(2000, 2000 * 2 ** retry * (1 + Math.random()))) },
    ),
})

/** Chance is asked once, when the client is built: all of its callers share the answer. */
const drawnOnce = defineClient({
  contract: WITHOUT_JITTER,
  setup: () => [0, 1, 2].map(backoffMs),
  call: (call, waits) => asked(call, {}, { waitMs: unspread((retry) => waits[Math.min(retry, 2)]!) }),
})

/** Clients that are wrong in R4. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'exactly 1 s, 2 s, 4 s',
    trap: 'DaKheera47/job-ops #555: no jitter',
    style: 'loop',
    shownIn: ['callers-together', 'outage'],
    client: plain,
  },
  {
    name: 'p-retry without randomize',
    trap: 'the default of the library spreads nothing',
    style: 'over a policy library',
    shownIn: ['callers-together'],
    client: pRetryAsItComes,
  },
  {
    name: 'the cap laid over the jitter',
    trap: 'NousResearch/hermes-agent #109234: 19 of 20 waits exactly 600.0 s',
    style: 'stream',
    shownIn: ['callers-together', 'outage'],
    client: cappedLast,
  },
  {
    name: 'jitter drawn once for all',
    trap: 'chance asked when the client is built, and not again',
    style: 'concurrent callers',
    shownIn: ['callers-together'],
    client: drawnOnce,
  },
]
