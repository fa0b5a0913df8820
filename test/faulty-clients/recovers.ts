/** Clients that a past failure keeps from a service that is well again (R8). */
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { type Call, defineClient } from 'firedrill'
import { passes } from './errors.ts'
import { anthropicSdk, sdkAnswer } from './libraries.ts'
import { asked, orAborted, PROMISES } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { attemptTime: _, ...BY_LIBRARY } = PROMISES

/** A breaker whose one probe keeps its place for ever when it is refused. */
const keptProbe = defineClient({
  contract: PROMISES,
  setup: () => ({ failures: 0, openUntilMs: 0, isProbed: false }),
  call: async (call, state) => {
    const probes = state.failures >= 3
    if (probes && (state.isProbed || Date.now() < state.openUntilMs)) throw new Error('the circuit is open')
    state.isProbed = probes
    const answer = await asked(call).catch((error: unknown) => {
      if (passes(error)) Object.assign(state, { failures: state.failures + 1, openUntilMs: Date.now() + 10_000 })
      throw error
    })
    Object.assign(state, { failures: 0, isProbed: false })
    return answer
  },
})

/** The first call warms the client up; if it fails, its failure is handed to everyone who asks later. */
const keptFailure = defineClient({
  contract: PROMISES,
  setup: () => ({ warm: null as Promise<string> | null }),
  call: async (call, kept) => {
    if (kept.warm === null) {
      kept.warm = asked(call)
      return kept.warm
    }
    await orAborted(call.signal, kept.warm)
    return asked(call)
  },
})

/** Callers who ask the same share an answer; a failed one is never taken off the list. */
const sharedFailure = defineClient({
  contract: PROMISES,
  setup: () => new Map<string, Promise<string>>(),
  call: (call, underWay) => {
    const key = 'What is the time?'
    const shared = underWay.get(key) ?? asked(call, { stream: true })
    underWay.set(key, shared)
    shared.then(
      () => underWay.delete(key),
      () => {},
    )
    return orAborted(call.signal, shared)
  },
})

/** At most four at once; a call that fails keeps its place, and the others give up after a while. */
const keptPlaces = defineClient({
  contract: PROMISES,
  setup: () => ({ free: 4 }),
  call: async (call, places) => {
    if (places.free === 0) throw new Error('too many requests are under way')
    places.free--
    const answer = await asked(call)
    places.free++
    return answer
  },
})

/** A breaker by cockatiel above the SDK, which stays open for a day. */
const openForADay = defineClient({
  contract: BY_LIBRARY,
  setup: () => ({
    sdk: anthropicSdk(),
    policy: circuitBreaker(handleWhen(passes), { halfOpenAfter: 86_400_000, breaker: new ConsecutiveBreaker(3) }),
  }),
  call: ({ signal }: Call, { sdk, policy }) =>
    policy
      .execute(() => sdkAnswer(sdk, signal))
      .catch((error: unknown) => {
        throw error instanceof BrokenCircuitError ? new Error('the circuit is open', { cause: error }) : error
      }),
})

/** Clients that are wrong in R8. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'a probe that keeps its slot',
    trap: 'diegosouzapw/OmniRoute #13836: stuck half-open; getnora-io/nora #585: probe slot never released',
    style: 'loop',
    shownIn: ['outage'],
    client: keptProbe,
  },
  {
    name: 'a kept failure to warm up',
    trap: 'a rejected promise in a cache',
    style: 'promise chain',
    shownIn: ['outage', 'connections-fail'],
    client: keptFailure,
  },
  {
    name: 'a failure shared for ever',
    trap: 'a single flight that never lands',
    style: 'concurrent callers',
    shownIn: ['outage', 'connections-fail'],
    client: sharedFailure,
  },
  {
    name: 'places that failures keep',
    trap: 'a slot released on success alone',
    style: 'concurrent callers',
    shownIn: ['outage'],
    client: keptPlaces,
  },
  {
    name: 'cockatiel, open for a day',
    trap: 'a breaker tuned for spikes stayed open long after',
    style: 'over a policy library',
    shownIn: ['outage'],
    client: openForADay,
  },
]
