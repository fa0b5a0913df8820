/** Clients that go on when their caller has left (R19). */
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel'
import { defineClient } from 'firedrill'
import { hintMs, passes, waitMs } from './errors.ts'
import { anthropicSdk, sdkAnswer } from './libraries.ts'
import { asked, type Caller, once, orAborted, PROMISES, type Prepared, pause, prepared } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { attemptTime: _, ...BY_LIBRARY } = PROMISES

/** Requests are aborted, waits are not. */
const deafWaits = defineClient({
  contract: PROMISES,
  call: (call) =>
    asked(
      call,
      {},
      {
        pause: async (milliseconds, signal) => {
          await new Promise((resolve) => setTimeout(resolve, milliseconds))
          signal.throwIfAborted()
        },
      },
    ),
})

/** An abort looks like a broken connection, and is met with a request that nothing aborts. */
const sendsAgain = defineClient({ contract: PROMISES, call: (call) => again(call, prepared(call), 0) })

async function again(call: Caller, request: Prepared, count: number): Promise<string> {
  try {
    return await once(call, request)
  } catch (error) {
    const milliseconds = waitMs(count, error)
    const isFinal = !passes(error) && !call.signal.aborted
    if (count === PROMISES.retries || milliseconds === null || isFinal) throw error
    await pause(milliseconds, new AbortController().signal)
    return again(call.signal.aborted ? { ...call, signal: new AbortController().signal } : call, request, count + 1)
  }
}

/** The SDK never hears of the signal. */
const untoldSdk = defineClient({
  contract: BY_LIBRARY,
  setup: () => anthropicSdk(),
  call: (_call, sdk) => sdkAnswer(sdk, new AbortController().signal),
})

/** The caller is let go at once, and the work goes on behind. */
const goesOnBehind = defineClient({
  contract: PROMISES,
  call: (call) => orAborted(call.signal, asked({ ...call, signal: new AbortController().signal }, { stream: true })),
})

/** cockatiel hears of the signal only once its wait is over. */
const lateByLibrary = defineClient({
  contract: { ...PROMISES, jitter: 'decorrelated' },
  setup: () =>
    retry(
      handleWhen((error) => passes(error) && waitMs(0, error) !== null),
      { maxAttempts: PROMISES.retries, backoff: new ExponentialBackoff({ initialDelay: 1000 }) },
    ),
  call: (call, policy) => {
    const request = prepared(call)
    return policy.execute(
      () =>
        once(call, request).catch(async (error: unknown) => {
          const asks = passes(error) && waitMs(0, error) !== null ? hintMs(error) : null
          if (asks !== null) await pause(asks, call.signal)
          throw error
        }),
      call.signal,
    )
  },
})

/** Clients that are wrong in R19. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'waits that hear nothing',
    trap: 'openai/openai-node #2580, vercel/ai #7656, browserbase/sdk-node #205: abort ignored in back-off',
    style: 'loop',
    shownIn: ['caller-gives-up'],
    client: deafWaits,
  },
  {
    name: 'an abort taken for a reset',
    trap: 'vectorize-io/hindsight #4445: sends after the abort',
    style: 'recursion',
    shownIn: ['caller-gives-up'],
    client: sendsAgain,
  },
  {
    name: "an SDK that isn't told",
    trap: 'avante-corp/avante.nvim #2109: stuck retrying, cannot be stopped',
    style: 'over an SDK',
    shownIn: ['caller-gives-up'],
    client: untoldSdk,
  },
  {
    name: "goes on behind the caller's back",
    trap: 'a race that only the promise loses',
    style: 'concurrent callers',
    shownIn: ['caller-gives-up'],
    client: goesOnBehind,
  },
  {
    name: 'cockatiel, heard after the wait',
    trap: 'a policy library whose signal ends no wait',
    style: 'over a policy library',
    shownIn: ['caller-gives-up'],
    client: lateByLibrary,
  },
]
