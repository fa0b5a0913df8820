/** Clients whose breaker isn't the one that they declare (R10). */
import { ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { defineClient } from 'firedrill'
import { BREAKER, Breaker, CircuitOpen, throughBreaker } from './chain.ts'
import { passes } from './errors.ts'
import { asked, PROMISES } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const WITH_BREAKER = { ...PROMISES, breaker: BREAKER } as const

/** Once half open, it lets everybody through. */
const everyoneProbes = defineClient({
  contract: WITH_BREAKER,
  setup: () => new Breaker({ probesMax: Number.POSITIVE_INFINITY }),
  call: throughBreaker,
})

/** The breaker stands around whole calls, and hears of none of their retries. */
const aroundCalls = defineClient({
  contract: WITH_BREAKER,
  setup: () => circuitBreaker(handleWhen(passes), { halfOpenAfter: 20_000, breaker: new ConsecutiveBreaker(5) }),
  call: (call, policy) => policy.execute(() => asked(call)),
})

/** The reset is read in another unit, so that the first opening is the last. */
const wrongUnit = defineClient({
  contract: WITH_BREAKER,
  setup: () => new Breaker({ resetMs: 20_000 * 60 }),
  call: (call, breaker) => throughBreaker(call, breaker, { stream: true }),
})

/** The first failure opens it. */
const hasty = defineClient({
  contract: WITH_BREAKER,
  setup: () => new Breaker({ volume: 1 }),
  call: throughBreaker,
})

/** It is never asked about retries, only at the start of a call. */
const askedOnce = defineClient({
  contract: WITH_BREAKER,
  setup: () => ({ failures: 0, openUntilMs: 0 }),
  call: (call, state) => {
    if (Date.now() < state.openUntilMs) return Promise.reject(new CircuitOpen('the circuit is open'))
    const count = (error: unknown) => {
      if (passes(error) && ++state.failures >= BREAKER.volume) {
        state.failures = 0
        state.openUntilMs = Date.now() + 20_000
      }
      return passes(error)
    }
    return asked(call, {}, { passes: count })
  },
})

/** Clients that are wrong in R10. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'everyone is a probe',
    trap: 'llm4s #460: unbounded half-open probes',
    style: 'concurrent callers',
    shownIn: ['slow-recovery'],
    client: everyoneProbes,
  },
  {
    name: 'cockatiel around whole calls',
    trap: 'two policies wrapped in the wrong order',
    style: 'over a policy library',
    shownIn: ['outage'],
    client: aroundCalls,
  },
  {
    name: 'minutes taken for seconds',
    trap: 'diegosouzapw/OmniRoute #13836: 49,607 calls rejected in six days',
    style: 'stream',
    shownIn: ['outage'],
    client: wrongUnit,
  },
  {
    name: 'opens at the first failure',
    trap: 'a breaker without a least number of attempts',
    style: 'loop',
    shownIn: ['outage'],
    client: hasty,
  },
  {
    name: 'asked at the start of a call alone',
    trap: 'retries that go past the breaker',
    style: 'promise chain',
    shownIn: ['outage'],
    client: askedOnce,
  },
]
