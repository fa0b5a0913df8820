/** Clients that wait for an answer as long as the runtime does, or for ever (R11). */
import type Anthropic from '@anthropic-ai/sdk'
import axios from 'axios'
import { defineClient } from 'firedrill'
import { NoAnswer } from './errors.ts'
import { anthropicSdk, axiosAnswer, QUESTION } from './libraries.ts'
import { ATTEMPT_MS, answerOf, type Caller, PROMISES, type Prepared, prepared, retrying, timedOut } from './parts.ts'
import type { WrongClient } from './wrong-client.ts'

const { attemptTime: _, ...BY_LIBRARY } = PROMISES

/** axios as it comes: no time-out at all. */
const noTimeout = defineClient({
  contract: BY_LIBRARY,
  setup: () => axios.create({ transformResponse: [(text) => text] }),
  call: (call, instance) => retrying(call.signal, () => axiosAnswer(instance, call)),
})

/** The stream of the SDK, whose time-out is over once the stream has begun. */
const idleStream = defineClient({
  contract: BY_LIBRARY,
  setup: () => anthropicSdk(),
  call: (call, sdk) => streamed(sdk, call.signal),
})

async function streamed(sdk: Anthropic, signal: AbortSignal): Promise<string> {
  const stream = await sdk.messages.create({ ...QUESTION, stream: true }, { signal })
  let text = ''
  let isWhole = false
  for await (const event of stream) {
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text
    if (event.type === 'message_stop') isWhole = true
  }
  if (!isWhole) throw new NoAnswer('the stream did not end well')
  return text
}

/** A time-out that is over when the headers are there. */
const headersAlone = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call)
    return retrying(call.signal, () => untilHeaders(call, request))
  },
})

async function untilHeaders(call: Caller, { url, stream, ...init }: Prepared): Promise<string> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(timedOut()), ATTEMPT_MS)
  const sent = fetch(url, { ...init, signal: AbortSignal.any([call.signal, over.signal]) })
  return answerOf(await sent.finally(() => clearTimeout(timer)), stream)
}

/** A race against a timer, which the request goes on behind. */
const raced = defineClient({
  contract: PROMISES,
  call: (call) => {
    const request = prepared(call, { stream: true })
    return retrying(call.signal, () => race(call, request))
  },
})

function race(call: Caller, { url, stream, ...init }: Prepared): Promise<string> {
  let timer: NodeJS.Timeout
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(timedOut()), ATTEMPT_MS)
  })
  const answer = fetch(url, { ...init, signal: call.signal }).then((response) => answerOf(response, stream))
  return Promise.race([answer, over]).finally(() => clearTimeout(timer))
}

/** Clients that are wrong in R11. */
export const WRONG: readonly WrongClient[] = [
  {
    name: 'axios without a time-out',
    trap: 'axios waits for ever unless told not to',
    style: 'over an HTTP library',
    shownIn: ['silences'],
    client: noTimeout,
  },
  {
    name: "the SDK's stream, idle",
    trap: 'anthropics/anthropic-sdk-typescript #867, #868, #959: no idle time-out; claude-code #61001',
    style: 'over an SDK',
    shownIn: ['broken-streams'],
    client: idleStream,
  },
  {
    name: 'a time-out until the headers',
    trap: 'openai/openai-python #2599: time-out not respected by the body',
    style: 'loop',
    shownIn: ['silences'],
    client: headersAlone,
  },
  {
    name: 'a race that the request survives',
    trap: 'shiaho777/web-to-app #438: stalled stream hangs',
    style: 'stream',
    shownIn: ['silences', 'broken-streams'],
    client: raced,
  },
]
