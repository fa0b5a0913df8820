/** Clients whose waits don't grow, or begin at nothing (R3). */
import { ConstantBackoff, DelegateBackoff, handleWhen, retry } from 'cockatiel'
import { defineClient } from 'firedrill'
import { backoffMs, hintMs, passes, waitMs } from './errors.ts'
import { pRetried } from './libraries.ts'
import { asked, type Caller, once, orAborted, PROMISES, type Prepared, pause, prepared } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { jitter: _, ...WITHOUT_JITTER } = PROMISES

/** p-retry with a factor of one: a second or two each time. */
const constant = defineClient({
  contract: WITHOUT_JITTER,
  call: (call) => {
    const request = prepared(call)
    return pRetried(call.signal, () => once(call, request), { factor: 1 })
  },
})

/** A recursion that counts down what is left, and waits by that. */
const shrinking = defineClient({ contract: PROMISES, call: (call) => left(call, prepared(call), PROMISES.retries) })

async function left(call: Caller, request: Prepared, tries: number): Promise<string> {
  try {
    return await once(call, request)
  } catch (error) {
    const milliseconds = waitMs(tries, error)
    if (call.signal.aborted || tries === 0 || milliseconds === null || !passes(error)) throw error
    await pause(milliseconds, call.signal)
    return left(call, request, tries - 1)
  }
}

/** The first retry comes at once, in the hope that it was nothing. */
const atOnce = defineClient({
  contract: PROMISES,
  call: (call) =>
    asked(
      call,
      { stream: true },
      {
        waitMs: (count, error) => (count === 0 && hintMs(error) === null ? 0 : waitMs(count, error)),
        pause: async (milliseconds, signal) => {
          if (milliseconds > 0) await pause(milliseconds, signal)
        },
      },
    ),
})

/** cockatiel told to wait about two seconds, whatever the attempt. */
const flat = defineClient({
  contract: WITHOUT_JITTER,
  setup: () =>
    retry(
      handleWhen((error) => passes(error) && waitMs(0, error) !== null),
      {
        maxAttempts: PROMISES.retries,
        backoff: new DelegateBackoff(({ result }) => {
          const asks = 'error' in result ? hintMs(result.error) : null
          return Math.max(asks ?? 0, new ConstantBackoff(2000).next().duration + 400 * Math.random())
        }),
      },
    ),
  call: (call, policy) => {
    const request = prepared(call)
    return orAborted(
      call.signal,
      policy.execute(() => once(call, request), call.signal),
    )
  },
})

/** Waits that are cut down to a second, less a little by chance; the cap is not declared. */
const clamped = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    const attempt = (count: number): Promise<string> =>
      once(call, request).catch((error: unknown) => {
        const asks = waitMs(count, error)
        if (asks === null || count === PROMISES.retries || call.signal.aborted || !passes(error)) throw error
        const milliseconds = Math.max(hintMs(error) ?? 0, Math.min(backoffMs(count), 900 + 100 * Math.random()))
        return pause(milliseconds, call.signal).then(() => attempt(count + 1))
      })
    return attempt(0)
  },
})

/** Clients that are wrong in R3. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'p-retry with a factor of 1',
    trap: 'a constant delay taken for a back-off',
    style: 'over a policy library',
    shownIn: ['outage', 'callers-together'],
    client: constant,
  },
  {
    name: 'waits by what is left',
    trap: 'a counter that runs down, used as the exponent',
    style: 'recursion',
    shownIn: ['outage', 'down-for-good'],
    client: shrinking,
  },
  {
    name: 'the first retry at once',
    trap: 'anthropics/claude-code #75184, #91817: 529 "retrying in 0 s"',
    style: 'stream',
    shownIn: ['outage', 'callers-together'],
    client: atOnce,
  },
  {
    name: 'cockatiel at a constant rate',
    trap: 'a constant back-off under a policy library',
    style: 'over a policy library',
    shownIn: ['outage'],
    client: flat,
  },
  {
    name: 'waits cut down to a second',
    trap: 'kieranklaassen/compound-cli #19: the whole budget burnt within one window',
    style: 'promise chain',
    shownIn: ['outage'],
    client: clamped,
  },
]
