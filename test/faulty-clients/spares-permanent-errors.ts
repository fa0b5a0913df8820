/** Clients that repeat what can't succeed (R6). */
import { defineClient } from 'firedrill'
import { statusOf, waitMs } from './errors.ts'
import { anthropicSdk, pRetried, sdkAnswer } from './libraries.ts'
import { asked, type Caller, once, PROMISES, prepared, retrying } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { attemptTime: _, ...BY_LIBRARY } = PROMISES

/** A loop that retries whatever went wrong. */
const everything = defineClient({
  contract: PROMISES,
  call: (call) => asked(call, {}, { passes: () => true }),
})

/** p-retry around the SDK, which nobody told what is final. */
const untold = defineClient({
  contract: BY_LIBRARY,
  setup: () => anthropicSdk({ maxRetries: 0 }),
  call: (call, sdk) =>
    pRetried(call.signal, () => sdkAnswer(sdk, call.signal), {
      shouldRetry: ({ error }) => waitMs(0, error) !== null && !call.signal.aborted,
    }),
})

/** Only 400 is known to be final. */
const only400 = defineClient({
  contract: PROMISES,
  call: (call) =>
    asked(call, { stream: true }, { passes: (error) => statusOf(error) !== 400 && (statusOf(error) ?? 500) >= 400 }),
})

/** A refreshed credential that is the old one, again and again. */
const sameCredential = defineClient({
  contract: { ...PROMISES, refreshesCredential: true },
  setup: () => ({ refresh: async () => 'sk-ant-api03-of-the-drill' }),
  call: (call, vault) => refreshing(call, vault, 2),
})

async function refreshing(call: Caller, vault: { refresh(): Promise<string> }, times: number): Promise<string> {
  const request = prepared(call, { key: await vault.refresh() })
  try {
    return await retrying(call.signal, () => once(call, request))
  } catch (error) {
    if (statusOf(error) !== 401 || times === 0) throw error
    return refreshing(call, vault, times - 1)
  }
}

/** Clients that are wrong in R6. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'retries every error',
    trap: 'SWE-agent/mini-swe-agent #921: 400 context overflow resent ten times',
    style: 'loop',
    shownIn: ['refused-for-good', 'key-refused'],
    client: everything,
  },
  {
    name: 'p-retry that nobody told',
    trap: 'devops-thiago/ThrillhouseBot #622: the same, five times at full price',
    style: 'over an SDK',
    shownIn: ['refused-for-good', 'key-refused'],
    client: untold,
  },
  {
    name: 'only 400 is final',
    trap: 'run-llama/llama_index #12947: 4xx retried, cost spike',
    style: 'stream',
    shownIn: ['key-refused', 'refused-for-good'],
    client: only400,
  },
  {
    name: 'refreshes to the same credential',
    trap: 'a 401 met with the key that it refused',
    style: 'recursion',
    shownIn: ['key-refused'],
    client: sameCredential,
  },
]
