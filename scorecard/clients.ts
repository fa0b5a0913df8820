/** Every client of the scorecard. */
import { aiSdk } from './clients/ai-sdk.ts'
import { anthropicSdk } from './clients/anthropic-sdk.ts'
import { axiosRetryClient } from './clients/axios-retry.ts'
import { cockatielClient } from './clients/cockatiel.ts'
import { googleGenai } from './clients/google-genai.ts'
import { gotClient } from './clients/got.ts'
import { kyClient } from './clients/ky.ts'
import { langchain } from './clients/langchain.ts'
import { openai } from './clients/openai.ts'
import { pRetryClient } from './clients/p-retry.ts'
import { undiciRetryAgent } from './clients/undici-retry-agent.ts'
import type { RealClient } from './real-client.ts'

/** The SDKs first, then libraries of HTTP, then those that know only retries. */
export const REAL_CLIENTS: readonly RealClient[] = [
  anthropicSdk,
  openai,
  googleGenai,
  aiSdk,
  langchain,
  gotClient,
  kyClient,
  axiosRetryClient,
  undiciRetryAgent,
  pRetryClient,
  cockatielClient,
]
