/** Clients that do something twice, or on half an answer (R20). */
import { type Call, defineClient } from 'firedrill'
import { anthropicSdk, QUESTION, sdkAnswer } from './libraries.ts'
import { ATTEMPT_MS, answerOf, once, PROMISES, prepared, retrying, within } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const EFFECTS = { ...PROMISES, effects: true } as const
const { attemptTime: _, ...BY_LIBRARY } = EFFECTS

/** A run is a question, a tool, and its result; whatever fails in it, all of it is done again. */
const wholeRun = defineClient({
  contract: EFFECTS,
  call: (call: Call) =>
    retrying(call.signal, async () => {
      await once(call, prepared(call))
      call.effect(`tool of call ${call.index}`)
      return once(call, prepared(call, { messages: [{ role: 'user', content: 'The tool says noon.' }] }))
    }),
})

/** The same over the SDK: its retries are its own, the run's come on top. */
const sdkRun = defineClient({
  contract: BY_LIBRARY,
  setup: () => anthropicSdk({ maxRetries: 0 }),
  call: (call, sdk) => {
    return retrying(call.signal, async () => {
      await sdkAnswer(sdk, call.signal)
      call.effect(`tool of call ${call.index}`)
      return sdkAnswer(sdk, call.signal, { ...QUESTION, messages: [{ role: 'user', content: 'The tool says noon.' }] })
    })
  },
})

/** The tool is called as soon as the stream has named it. */
const tooSoon = defineClient({
  contract: EFFECTS,
  call: (call: Call) => {
    const { url, stream, ...init } = prepared(call, { stream: true })
    return retrying(call.signal, () =>
      within(ATTEMPT_MS, call.signal, async (signal) => {
        const response = await fetch(url, { ...init, signal })
        const copy = response.clone()
        const whole = answerOf(response, stream)
        const isTool = (await copy.text().catch(() => '{"type":"tool_use"}')).includes('"type":"tool_use"')
        if (isTool && response.ok) call.effect(`tool of call ${call.index}`)
        return whole
      }),
    )
  },
})

/** A mail goes out before each attempt. */
const announced = defineClient({
  contract: EFFECTS,
  call: (call: Call) => {
    const request = prepared(call)
    const attempt = (): Promise<string> => {
      call.effect(`mail of call ${call.index}`)
      return once(call, request)
    }
    return retrying(call.signal, attempt)
  },
})

/** Clients that are wrong in R20. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'a run that is done again',
    trap: 'agno-agi/agno #10366: run retry repeats a tool that already succeeded',
    style: 'loop',
    shownIn: ['every-second-fails'],
    client: wholeRun,
  },
  {
    name: 'a run over the SDK, done again',
    trap: 'crewAIInc/crewAI #5802, ComposioHQ/composio #3654',
    style: 'over an SDK',
    shownIn: ['every-second-fails'],
    client: sdkRun,
  },
  {
    name: 'a tool called on half a stream',
    trap: 'langchain-ai/langchainjs #11469, cline/cline #13001: cut tool arguments repaired and executed',
    style: 'stream',
    shownIn: ['broken-streams'],
    client: tooSoon,
  },
  {
    name: 'a mail for each attempt',
    trap: 'openai/openai-agents-python #4254: side effects inside what is retried',
    style: 'promise chain',
    shownIn: ['short-failures', 'outage'],
    client: announced,
  },
]
