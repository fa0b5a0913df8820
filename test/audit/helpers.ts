/** Worlds and clients for the tests of audits. */
import { anthropic, defineClient, during, forever, healthy, openai, scenario, silence, times } from 'firedrill'
import type { Scenario } from '../../src/scenario/scenario.ts'

const api = anthropic()

/** Three 500s; then health. */
export const failing = world('failing', [times(3, api.internalError())])
/** One 500 of two steps: less simple than `failing`. */
export const failingTwice = world('failing-twice', [times(2, api.internalError()), times(2, api.badGateway())])
/** A request that can't succeed. */
export const refused = world('refused', [api.badRequest()])
/** No answer at all, once. */
export const silent = world('silent', [silence()])

/** 500s without an end. */
export const endless = scenario({
  name: 'endless',
  description: '500s, for ever.',
  provider: api,
  script: [forever(api.internalError())],
  calls: { count: 1 },
})

/** What OpenAI's API can do. */
export const elsewhere = scenario({
  name: 'elsewhere',
  description: 'One 500; then health.',
  provider: openai(),
  script: [openai().internalError(), healthy()],
})

/** What only OpenAI's API has a word for. */
export const quota = scenario({
  name: 'quota',
  description: 'The quota is used up for a minute.',
  provider: openai(),
  script: [during('1m', openai().rateLimited({ errorType: 'insufficient_quota' })), healthy()],
})

/** A client that makes one attempt, and passes on what comes. */
export const single = defineClient({ name: 'single', call: ({ signal }) => ask(signal) })
/** The same, to OpenAI. */
export const toOpenai = defineClient({
  name: 'to-openai',
  call: ({ signal }) => ask(signal, 'https://api.openai.com/v1/chat/completions'),
})

/** The same, to nobody that is known. */
export const stray = defineClient({
  name: 'stray',
  call: ({ signal }) => ask(signal, 'https://api.example.com/things'),
})

/** One request over fetch; an error for an answer that is none. */
export async function ask(signal: AbortSignal, url = 'https://api.anthropic.com/v1/messages'): Promise<unknown> {
  const body = JSON.stringify({ model: 'claude-opus-4-7', max_tokens: 16, messages: [{ role: 'user', content: 'Hi' }] })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal })
  if (response.ok) return await response.json()
  const { status, headers } = response
  throw Object.assign(new Error(`It answered ${status}`), { status, requestId: headers.get('request-id') })
}

function world(name: string, script: Scenario['script']): Scenario {
  return scenario({ name, description: 'Trouble, then health.', provider: api, script: [...script, healthy()] })
}
