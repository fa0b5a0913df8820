/**
 * The answer to "so what should I write instead?": a client of the Messages API that keeps all 22 rules at once, and the
 * contract that it declares. What an application copies lies in `resilient-client/`, begins with `client.ts` and knows
 * nothing of firedrill; this file is only the adapter through which it is drilled.
 *
 * Where each rule is kept: R1, R2, R5 to R7, R9 `route.ts` and `failure.ts` · R3, R4, R7, R16, R19 `client.ts` · R8, R10
 * `breaker.ts` · R11, R20 `attempt.ts` · R12, R13 `errors.ts` · R14, R15 `journal.ts` · R17 one layer of retries, in
 * `client.ts` · R18 `pace.ts` · R19, R21 `pause.ts` · R20 `tools.ts` · R22 `later.ts`. Every figure is in `settings.ts`.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Call, type ClientDefinition, defineClient } from 'firedrill'
import type { Request } from './resilient-client/attempt.ts'
import { ResilientClient } from './resilient-client/client.ts'
import { NoAnswerError } from './resilient-client/errors.ts'
import { SETTINGS } from './resilient-client/settings.ts'
import { ToolRunner } from './resilient-client/tools.ts'

/** What the drill builds anew each time. */
export interface Built {
  readonly client: ResilientClient
  readonly tools: ToolRunner
  /** The call whose code is running: records and effects are its own. */
  readonly current: AsyncLocalStorage<Call>
  /** The calls whose requests were put aside, by their ids. */
  readonly waiting: Map<string, Call>
}

/** The client as it is drilled. `readsAlong`: every piece of an answer is shown at once, so that it can't be taken back. */
export function resilientClient({ readsAlong = false } = {}): ClientDefinition<Built> {
  return defineClient<Built>({
    name: readsAlong ? 'resilient client, reading along' : 'resilient client',
    contract: {
      retries: SETTINGS.retries,
      backoffCap: SETTINGS.longestWaitMs,
      jitter: 'proportional',
      retryAfterCap: SETTINGS.longestHintMs,
      totalTime: SETTINGS.totalMs,
      attemptTime: SETTINGS.attemptMs,
      fallback: { chain: SETTINGS.models, onNotFound: true },
      breaker: {
        threshold: SETTINGS.breaker.threshold,
        window: SETTINGS.breaker.windowMs,
        reset: SETTINGS.breaker.resetMs,
        volume: SETTINGS.breaker.volume,
      },
      amplification: SETTINGS.retries + 1,
      easesOff: true,
      logs: true,
      alerts: { after: SETTINGS.alarm.after, within: SETTINGS.alarm.withinMs },
      effects: true,
      queue: { perSecond: SETTINGS.later.perSecond },
    },
    setup,
    teardown: ({ client }) => client.close(),
    call: (call, built) => built.current.run(call, () => answer(call, built, readsAlong)),
  })
}

export default resilientClient()

function setup(): Built {
  const current = new AsyncLocalStorage<Call>()
  const waiting = new Map<string, Call>()
  const client = new ResilientClient({
    apiKey: 'sk-ant-firedrill-example',
    log: (record) => current.getStore()?.log(record),
    alert: (record) => current.getStore()?.alert(record),
    onLater: (id) => waiting.get(id)?.drained(id),
  })
  const tools = new ToolRunner({
    note: async (_, { id }) => {
      current.getStore()?.effect(id)
      return 'Noted.'
    },
  })
  return { client, tools, current, waiting }
}

async function answer(call: Call, { client, tools, waiting }: Built, readsAlong: boolean): Promise<string> {
  try {
    const reading = readsAlong ? { onText: call.show } : {}
    const message = await client.ask(REQUEST, { signal: call.signal, later: true, ...reading })
    await tools.run(message)
    return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('')
  } catch (error) {
    if (error instanceof NoAnswerError) {
      call.show(error.friendly)
      if (error.laterId !== null) {
        waiting.set(error.laterId, call)
        call.queue(error.laterId)
      }
    }
    throw error
  }
}

const REQUEST: Request = {
  max_tokens: 1024,
  messages: [{ role: 'user', content: 'How do I keep calm when the API is down? Make a note of the answer.' }],
  tools: [
    {
      name: 'note',
      description: 'Writes a note.',
      input_schema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    },
  ],
}
