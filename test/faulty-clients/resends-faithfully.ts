/** Clients whose retries are other requests (R16). */
import { randomUUID } from 'node:crypto'
import { defineClient } from 'firedrill'
import { passes, waitMs } from './errors.ts'
import { axiosAnswer, axiosClient, pRetried } from './libraries.ts'
import { type Caller, KEY, once, PROMISES, pause, prepared, retrying, type Turn } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const QUESTION: Turn = { role: 'user', content: 'What is the time?' }

/** A new idempotency key for each attempt, so that none is known again. */
const newKeys = defineClient({
  contract: PROMISES,
  call: (call) =>
    retrying(call.signal, () => once(call, prepared(call, { stream: true, idempotencyKey: randomUUID() }))),
})

/** Each try adds the question to the conversation once more. */
const growing = defineClient({
  contract: PROMISES,
  call: (call) => {
    const messages: Turn[] = []
    const attempt = (retry: number): Promise<string> => {
      messages.push(QUESTION)
      return once(call, prepared(call, { messages })).catch((error: unknown) => {
        const milliseconds = waitMs(retry, error)
        if (retry === PROMISES.retries || milliseconds === null || call.signal.aborted || !passes(error)) throw error
        return pause(milliseconds, call.signal).then(() => attempt(retry + 1))
      })
    }
    return attempt(0)
  },
})

/** A recursion that asks for less each time. */
const rewritten = defineClient({ contract: PROMISES, call: (call) => shorter(call, 0) })

async function shorter(call: Caller, retry: number): Promise<string> {
  const messages = [{ ...QUESTION, content: `${QUESTION.content}${' Be brief.'.repeat(retry)}` }]
  try {
    return await once(call, prepared(call, { messages }))
  } catch (error) {
    const milliseconds = waitMs(retry, error)
    if (call.signal.aborted || retry === PROMISES.retries || milliseconds === null || !passes(error)) throw error
    await pause(milliseconds, call.signal)
    return shorter(call, retry + 1)
  }
}

/** A generator of keys, one for each attempt. */
const rotated = defineClient({
  contract: PROMISES,
  call: (call) => {
    const keys = keysInTurn()
    return pRetried(call.signal, () => once(call, prepared(call, { key: keys.next().value })))
  },
})

function* keysInTurn(): Generator<string, never> {
  for (;;) yield* [KEY, 'sk-ant-api03-of-another-team']
}

/** An interceptor of axios, which runs for each retry. */
const intercepted = defineClient({
  contract: PROMISES,
  setup: () => {
    const instance = axiosClient()
    instance.interceptors.request.use((config) => {
      config.headers.set('idempotency-key', randomUUID())
      return config
    })
    return instance
  },
  call: (call, instance) => axiosAnswer(instance, call),
})

/** Clients that are wrong in R16. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'an idempotency key an attempt',
    trap: 'anthropics/anthropic-sdk-python #1749: what was done already is done again',
    style: 'stream',
    shownIn: ['short-failures', 'outage'],
    client: newKeys,
  },
  {
    name: 'the question once more each time',
    trap: 'a history that every try adds to',
    style: 'promise chain',
    shownIn: ['short-failures', 'outage'],
    client: growing,
  },
  {
    name: 'a shorter prompt each time',
    trap: 'prompts rewritten because the service was down',
    style: 'recursion',
    shownIn: ['short-failures', 'outage'],
    client: rewritten,
  },
  {
    name: 'keys in turn',
    trap: 'switching keys because the service was down',
    style: 'generator',
    shownIn: ['short-failures', 'outage'],
    client: rotated,
  },
  {
    name: 'axios that signs each retry anew',
    trap: 'request interceptors run again for each retry of axios-retry',
    style: 'over an HTTP library',
    shownIn: ['short-failures', 'outage'],
    client: intercepted,
  },
]
