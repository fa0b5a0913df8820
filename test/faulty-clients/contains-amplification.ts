/** Clients whose layers multiply (R17). */
import { defineClient } from 'firedrill'
import { passes, waitMs } from './errors.ts'
import { anthropicSdk, gotAnswer, pRetried, sdkAnswer } from './libraries.ts'
import { asked, type Caller, pause, retrying } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const BUDGET = { amplification: 3, jitter: 'proportional' } as const

/** Two retries of the application, over two of the SDK. */
const sdkAndApp = defineClient({
  contract: BUDGET,
  setup: () => anthropicSdk({ maxRetries: 2 }),
  call: (call, sdk) => {
    const attempt = () => {
      call.layer('app')
      return sdkAnswer(sdk, call.signal)
    }
    return retrying(call.signal, attempt, { retries: 2 })
  },
})

/** p-retry around got, which retries by itself. */
const twoLibraries = defineClient({
  contract: { ...BUDGET, attemptTime: '30s' },
  call: (call) => pRetried(call.signal, () => gotAnswer(call), { retries: 1 }),
})

/** A job that is begun again when its stream has been given up. */
const jobs = defineClient({ contract: { ...BUDGET, attemptTime: '30s' }, call: (call) => job(call, 0) })

async function job(call: Caller, begun: number): Promise<string> {
  try {
    return await asked(call, { stream: true }, { retries: 2 })
  } catch (error) {
    const milliseconds = waitMs(begun + 3, error)
    if (call.signal.aborted || begun === 1 || milliseconds === null || !passes(error)) throw error
    await pause(milliseconds, call.signal)
    return job(call, begun + 1)
  }
}

/** Clients that are wrong in R17. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'two layers of retries, both told',
    trap: 'BerriAI/litellm #25285: num_retries × max_retries; HKUDS/nanobot #2760',
    style: 'over an SDK',
    shownIn: ['outage', 'callers-together'],
    client: sdkAndApp,
  },
  {
    name: 'p-retry over got',
    trap: 'livekit/agents #5335: framework 4 × SDK 3 = 12 requests',
    style: 'over an HTTP library',
    shownIn: ['outage', 'callers-together'],
    client: twoLibraries,
  },
  {
    name: 'a job begun again',
    trap: 'caura-ai/caura #859: 12 requests counted as one attempt',
    style: 'recursion',
    shownIn: ['outage', 'callers-together'],
    client: jobs,
  },
]
