/** Clients that retry more often than promised (R2). */
import { defineClient } from 'firedrill'
import { passes, statusOf, waitMs } from './errors.ts'
import { anthropicSdk, axiosAnswer, axiosClient, pRetried, sdkAnswer } from './libraries.ts'
import { type Caller, once, PROMISES, type Prepared, pause, prepared, retrying, within } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { attemptTime: _, ...BY_LIBRARY } = PROMISES

/** Three retries of the application, over two of the SDK. */
const appOverSdk = defineClient({
  contract: BY_LIBRARY,
  setup: () => anthropicSdk({ maxRetries: 2 }),
  call: (call, sdk) => retrying(call.signal, () => sdkAnswer(sdk, call.signal)),
})

/** A recursion that begins anew whenever the service fails in another way. */
const startsOver = defineClient({
  contract: PROMISES,
  call: (call) => recurse(call, prepared(call), 0, null),
})

async function recurse(call: Caller, request: Prepared, retry: number, before: number | null): Promise<string> {
  try {
    return await once(call, request)
  } catch (error) {
    const status = statusOf(error)
    const made = status === before ? retry : 0
    const milliseconds = waitMs(retry, error)
    if (call.signal.aborted || made >= PROMISES.retries || milliseconds === null || !passes(error)) throw error
    await pause(milliseconds, call.signal)
    return recurse(call, request, made + 1, status)
  }
}

/** A generator of waits that a 429 doesn't use up. */
const uncounted = defineClient({
  contract: { ...PROMISES, totalTime: '80s' },
  call: (call) =>
    within(80_000, call.signal, async (signal) => {
      const request = prepared(call)
      const waits = waitsOf(Date.now() + 80_000)
      waits.next()
      for (;;) {
        try {
          return await once({ ...call, signal }, request)
        } catch (error) {
          const { value: milliseconds } = waits.next(error)
          if (signal.aborted || milliseconds === null || !passes(error)) throw error
          await pause(milliseconds, signal)
        }
      }
    }),
})

function* waitsOf(untilMs: number): Generator<number | null, null> {
  let error = yield 0
  for (let retry = 0; retry < PROMISES.retries; retry++) {
    const milliseconds = waitMs(retry, error)
    if (statusOf(error) === 429) retry--
    error = yield milliseconds !== null && Date.now() + milliseconds < untilMs ? milliseconds : null
  }
  return null
}

/** p-retry around an axios that axios-retry retries already. */
const twoLibraries = defineClient({
  contract: PROMISES,
  setup: () => axiosClient(),
  call: (call, instance) => pRetried(call.signal, () => axiosAnswer(instance, call), { retries: 2 }),
})

/** Clients that are wrong in R2. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'application over SDK',
    trap: 'HKUDS/nanobot #2760: application retries times SDK retries, 4 expected and 12 sent',
    style: 'over an SDK',
    shownIn: ['outage', 'callers-together'],
    client: appOverSdk,
  },
  {
    name: 'counts each kind of failure anew',
    trap: 'TannerMidd/minimal-chat #177: the retry counter is reset on every retry',
    style: 'recursion',
    shownIn: ['outage', 'down-for-good'],
    client: startsOver,
  },
  {
    name: 'counts no 429',
    trap: 'freelabz/secator #1235: loop counter decremented on 429; mindsdb/anton #349: Retry-After 1 obeyed 90 times',
    style: 'generator',
    shownIn: ['limited-for-good'],
    client: uncounted,
  },
  {
    name: 'p-retry over axios-retry',
    trap: 'mpfaffenberger/code_puppy #317: retries of three layers, 45 requests a rate limit',
    style: 'over an HTTP library',
    shownIn: ['outage', 'down-for-good'],
    client: twoLibraries,
  },
]
