/** Clients that keep up their pace under a limit that nobody calls by its name (R18). */
import { defineClient } from 'firedrill'
import { axiosAnswer, axiosClient } from './libraries.ts'
import { asked, PROMISES } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const EASES = { ...PROMISES, easesOff: true } as const

/** Each call by itself is right; together they press on. */
const pressesOn = defineClient({ contract: EASES, call: (call) => asked(call, { stream: true }) })

/** The same over axios: nothing of one call's failures is known to the next. */
const pressesOnByLibrary = defineClient({
  contract: EASES,
  setup: () => axiosClient(),
  call: (call, instance) => axiosAnswer(instance, call),
})

/** A pause for all calls, but only after a 429. */
const easesFor429 = defineClient({
  contract: EASES,
  setup: () => ({ untilMs: 0 }),
  call: (call, pace) => {
    if (Date.now() < pace.untilMs) return Promise.reject(new Error('too many requests of late'))
    return asked(call).catch((error: unknown) => {
      if ((error as { status?: unknown }).status === 429) pace.untilMs = Date.now() + 30_000
      throw error
    })
  },
})

/** Clients that are wrong in R18. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'a stream a call, whatever fails',
    trap: 'sourcegraph #52633: 429 becomes 500',
    style: 'stream',
    shownIn: ['masked-limit'],
    client: pressesOn,
  },
  {
    name: 'axios, whatever fails',
    trap: 'pollinations #8378: 429 becomes 502 on purpose',
    style: 'over an HTTP library',
    shownIn: ['masked-limit'],
    client: pressesOnByLibrary,
  },
  {
    name: 'slows down for a 429 alone',
    trap: '398ja/imani-wallet #37: 429 becomes 500',
    style: 'concurrent callers',
    shownIn: ['masked-limit'],
    client: easesFor429,
  },
]
