/** Clients whose logs don't tell what failed, or tell too much (R14). */
import { type Call, defineClient } from 'firedrill'
import { ApiError, header, statusOf } from './errors.ts'
import { axiosAnswer, axiosClient } from './libraries.ts'
import { asked, PROMISES, prepared } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const LOGS = { ...PROMISES, logs: true } as const

/** The time and the status, but not which request it was. */
const withoutId = defineClient({
  contract: LOGS,
  call: (call) =>
    asked(call).catch((error: unknown) => {
      call.log({ time: new Date().toISOString(), status: statusOf(error), asked: prepared(call).body })
      throw error
    }),
})

/** The whole request, with the key in its headers. */
const withKey = defineClient({
  contract: LOGS,
  setup: () => axiosClient(),
  call: async (call, instance) => {
    try {
      return await axiosAnswer(instance, call)
    } catch (error) {
      const { config } = error as { config?: { headers: unknown } }
      call.log({
        time: new Date().toISOString(),
        requestId: header(error, 'request-id'),
        headers: config?.headers,
        asked: prepared(call).body,
      })
      throw error
    }
  },
})

/** Only answers are logged: what never came has no record. */
const answersAlone = defineClient({
  contract: LOGS,
  call: async (call: Call) => {
    try {
      return await asked(call, { stream: true })
    } catch (error) {
      if (error instanceof ApiError) {
        call.log({ time: new Date().toISOString(), requestId: error.requestId, asked: prepared(call).body })
      }
      throw error
    }
  },
})

/** A line on the console that says when to nobody. */
const withoutTime = defineClient({
  contract: LOGS,
  call: async (call: Call) => {
    try {
      return await asked(call)
    } catch (error) {
      call.log(`request ${header(error, 'request-id')} failed: ${(error as Error).message}, ${prepared(call).body}`)
      throw error
    }
  },
})

/** Clients that are wrong in R14. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'logs no request id',
    trap: "a log that the provider's support can't use",
    style: 'promise chain',
    shownIn: ['outage', 'refused-for-good'],
    client: withoutId,
  },
  {
    name: 'logs the key',
    trap: 'an error of axios, logged with its configuration',
    style: 'over an HTTP library',
    shownIn: ['outage', 'refused-for-good'],
    client: withKey,
  },
  {
    name: 'logs answers alone',
    trap: 'livekit/agents #5335: 12 requests, only 3 logged',
    style: 'stream',
    shownIn: ['connections-fail'],
    client: answersAlone,
  },
  {
    name: 'logs no time',
    trap: 'a record that nobody can place',
    style: 'loop',
    shownIn: ['outage'],
    client: withoutTime,
  },
]
