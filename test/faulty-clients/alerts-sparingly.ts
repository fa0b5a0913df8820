/** Clients that alert too early, too often or not at all (R15). */
import { type Call, defineClient } from 'firedrill'
import { axiosAnswer, axiosClient } from './libraries.ts'
import { asked, PROMISES } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const ALERTS = { ...PROMISES, alerts: { after: 3, within: '1m' } } as const

/** An alert for each failure. */
const each = defineClient({
  contract: ALERTS,
  call: (call: Call) =>
    asked(call, { stream: true }).catch((error: unknown) => {
      if (!call.signal.aborted) call.alert('a call failed')
      throw error
    }),
})

/** Attempts are counted for calls. */
const ofAttempts = defineClient({
  contract: ALERTS,
  setup: () => ({ failedMs: [] as number[], alertedMs: Number.NEGATIVE_INFINITY }),
  call: (call: Call, seen) =>
    asked(
      call,
      {},
      {
        pause: (milliseconds, signal) => {
          const now = Date.now()
          seen.failedMs = [...seen.failedMs.filter((t) => t > now - 60_000), now]
          if (seen.failedMs.length >= 3 && now - seen.alertedMs >= 60_000) {
            seen.alertedMs = now
            call.alert('many failures')
          }
          return new Promise((resolve, reject) => {
            const abort = () => {
              clearTimeout(timer)
              reject(signal.reason)
            }
            const timer = setTimeout(() => {
              signal.removeEventListener('abort', abort)
              resolve()
            }, milliseconds)
            signal.addEventListener('abort', abort, { once: true })
          })
        },
      },
    ),
})

/** The count belongs to a call, and so never gets past one. */
const perCall = defineClient({
  contract: ALERTS,
  setup: () => axiosClient(),
  call: async (call, instance) => {
    let failed = 0
    try {
      return await axiosAnswer(instance, call)
    } catch (error) {
      failed++
      if (failed >= 3) call.alert('many failures')
      throw error
    }
  },
})

/** Once over the threshold, every further failure is an alert. */
const everAfter = defineClient({
  contract: ALERTS,
  setup: () => ({ failedMs: [] as number[] }),
  call: async (call: Call, seen) => {
    try {
      return await asked(call)
    } catch (error) {
      const now = Date.now()
      seen.failedMs = [...seen.failedMs.filter((t) => t > now - 60_000), now]
      if (seen.failedMs.length >= 3 && !call.signal.aborted) call.alert('many failures')
      throw error
    }
  },
})

/** Clients that are wrong in R15. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'an alert for each failure',
    trap: 'a pager that everyone mutes',
    style: 'stream',
    shownIn: ['outage'],
    client: each,
  },
  {
    name: 'counts attempts for calls',
    trap: 'an alert for what a retry repaired',
    style: 'loop',
    shownIn: ['short-failures'],
    client: ofAttempts,
  },
  {
    name: 'a count for each call',
    trap: 'a counter in the wrong scope',
    style: 'over an HTTP library',
    shownIn: ['outage'],
    client: perCall,
  },
  {
    name: 'an alert for each failure after three',
    trap: 'a threshold without a memory of the last alert',
    style: 'concurrent callers',
    shownIn: ['outage'],
    client: everAfter,
  },
]
