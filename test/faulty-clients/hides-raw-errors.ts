/** Clients that show people what was meant for developers (R13). */
import { type Call, defineClient } from 'firedrill'
import { axiosAnswer, axiosClient } from './libraries.ts'
import { asked, MESSAGES_URL, PROMISES } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

/** The message of the error, as it is. */
const message = defineClient({
  contract: PROMISES,
  call: async (call) => {
    try {
      return await asked(call, { stream: true })
    } catch (error) {
      call.show((error as Error).message)
      throw error
    }
  },
})

/** The stack, after words that apologise for it. */
const stack = defineClient({
  contract: PROMISES,
  call: (call) =>
    asked(call).catch((error: Error) => {
      call.show(`Sorry, something went wrong.\n${error.stack}`)
      throw error
    }),
})

/** The body of the error, which was meant for whoever calls the API. */
const body = defineClient({
  contract: PROMISES,
  setup: () => axiosClient(),
  call: async (call, instance) => {
    try {
      return await axiosAnswer(instance, call)
    } catch (error) {
      const { response } = error as { response?: { data: string } }
      call.show(response === undefined ? "The assistant can't be reached." : `The assistant said: ${response.data}`)
      throw error
    }
  },
})

/** The value is shown as it is, and is made of the error. */
const asValue = defineClient({
  contract: { ...PROMISES, degraded: true, shown: true },
  call: (call: Call) =>
    asked(call).catch((error: unknown) => {
      call.signal.throwIfAborted()
      return `No answer from ${MESSAGES_URL} (${String(error)})`
    }),
})

/** Clients that are wrong in R13. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'shows the message',
    trap: "lsdefine/GenericAgent #753: an error shown as the assistant's text",
    style: 'stream',
    shownIn: ['outage', 'refused-for-good'],
    client: message,
  },
  {
    name: 'shows the stack',
    trap: 'a stack trace in the conversation',
    style: 'promise chain',
    shownIn: ['outage'],
    client: stack,
  },
  {
    name: 'shows the body',
    trap: 'HKUDS/LightRAG #4056: the body of an error as a completion',
    style: 'over an HTTP library',
    shownIn: ['outage', 'refused-for-good'],
    client: body,
  },
  {
    name: 'an answer made of the error',
    trap: 'cognizant-ai-lab/neuro-san #1362: API error returned as the answer',
    style: 'loop',
    shownIn: ['outage'],
    client: asValue,
  },
]
