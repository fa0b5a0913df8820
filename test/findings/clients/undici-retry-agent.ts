/** undici's RetryAgent at its defaults: a GET. */
import { defineClient } from 'firedrill'
import { Agent, type Dispatcher, RetryAgent, request } from 'undici'
import { THINGS_URL } from './things.ts'

/** A RetryAgent as the documentation makes it. */
export const setup = () => new RetryAgent(new Agent())
export const teardown = (dispatcher: RetryAgent) => dispatcher.close()

/** What an application writes around an answer, as `request` throws for no status that isn't retried. */
export async function answerOf({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<unknown> {
  const answer = await body.json()
  if (statusCode < 400) return answer
  const requestId = headers['x-request-id'] ?? null
  throw Object.assign(new Error(`HTTP ${statusCode}`), { status: statusCode, requestId })
}

export default defineClient({
  name: 'undici RetryAgent',
  setup,
  call: async ({ signal }, dispatcher) => await answerOf(await request(THINGS_URL, { dispatcher, signal })),
  teardown,
})
