/** Clients that leave their chain, or walk it otherwise than declared (R9). */
import { defineClient } from 'firedrill'
import { CHAIN, CHAIN_PROMISES, onLink } from './chain.ts'
import { hintMs, passes, statusOf } from './errors.ts'
import { type Caller, OPUS, PROMISES, pause, SONNET } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const [first, second] = CHAIN

/** A rate limit is the end, whatever stands behind the first link. */
const notFor429 = defineClient({
  contract: CHAIN_PROMISES,
  call: (call) =>
    onLink(call, first).catch((error: unknown) => {
      if (call.signal.aborted || statusOf(error) === 429 || !passes(error)) throw error
      return onLink(call, second)
    }),
})

/** Three retries for the call, and three again for each link. */
const startsAnew = defineClient({
  contract: { ...PROMISES, fallback: { chain: [OPUS, SONNET] } },
  call: async (call) => {
    try {
      return await onLink(call, { model: OPUS, retries: PROMISES.retries })
    } catch (error) {
      if (call.signal.aborted || !passes(error)) throw error
      return onLink(call, { model: SONNET, retries: PROMISES.retries })
    }
  },
})

/** The cooldown of the first link is waited out before the second is tried. */
const waitsFirst = defineClient({
  contract: CHAIN_PROMISES,
  call: (call) =>
    onLink(call, first).catch((error: unknown) => {
      if (call.signal.aborted || !passes(error)) throw error
      return pause(hintMs(error) ?? 0, call.signal).then(() => onLink(call, second))
    }),
})

/** A generator of links that goes on for any error. */
const forAnyError = defineClient({
  contract: CHAIN_PROMISES,
  call: async (call) => {
    let last: unknown
    for (const attempt of links(call)) {
      try {
        return await attempt()
      } catch (error) {
        last = error
        if (call.signal.aborted) break
      }
    }
    throw last
  },
})

function* links(call: Caller): Generator<() => Promise<string>> {
  for (const link of CHAIN) yield () => onLink(call, link, { stream: true })
}

/** Who has fallen once stays where he fell. */
const staysDown = defineClient({
  contract: CHAIN_PROMISES,
  setup: () => ({ place: 0 }),
  call: (call, chain) => from(call, chain),
})

async function from(call: Caller, chain: { place: number }): Promise<string> {
  const { place } = chain
  try {
    return await onLink(call, CHAIN[place]!)
  } catch (error) {
    if (call.signal.aborted || place === CHAIN.length - 1 || !passes(error)) throw error
    chain.place = place + 1
    return from(call, chain)
  }
}

/** Clients that are wrong in R9. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'no next link for a 429',
    trap: 'openclaw/openclaw #59303, RightNow-AI/openfang #160: fallback never tried on 429',
    style: 'promise chain',
    shownIn: ['opus-down'],
    client: notFor429,
  },
  {
    name: 'a budget for each link',
    trap: 'BerriAI/litellm #19985: each fallback restarts the retry cycle',
    style: 'loop',
    shownIn: ['outage'],
    client: startsAnew,
  },
  {
    name: "waits out the first link's cooldown",
    trap: "timbal-ai/timbal #117: fallback waits for the primary's Retry-After",
    style: 'promise chain',
    shownIn: ['opus-down'],
    client: waitsFirst,
  },
  {
    name: 'the next link for any error',
    trap: 'BerriAI/litellm #27967: fallback hides the cause',
    style: 'generator',
    shownIn: ['refused-for-good'],
    client: forAnyError,
  },
  {
    name: 'never back on the first link',
    trap: 'a fallback that outlives its reason',
    style: 'recursion',
    shownIn: ['opus-down'],
    client: staysDown,
  },
]
