/** What is measured. Each job makes ready in a process of its own, so that no interception colours another's figures. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Anthropic, { APIError } from '@anthropic-ai/sdk'

/** One run of a job. */
export type Run = () => Promise<void>

/** An answer of the service, as a drill's client saw it, for the others to give as well. */
export interface Recorded {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** How many attempts a run makes whose single attempts are compared. */
export const ATTEMPTS = 6

/** How long the long outage lasts. */
export const OUTAGE_SECONDS = 30 * 60

const HOST = '127.0.0.1'
const PORT = 8080
const KEY = 'sk-ant-bench'

/** Makes a job ready. What it imports is imported here, and nowhere else. */
export const JOBS = {
  'drill http': async () => drillOfAttempts(`http://${HOST}:${PORT}`),
  'drill https': async () => drillOfAttempts(`https://${HOST}:${PORT}`),
  loopback: async (answers: readonly Recorded[]) => loopback(answers, 'a run'),
  'loopback kept alive': async (answers: readonly Recorded[]) => loopback(answers, 'ever'),
  defineNetwork: async (answers: readonly Recorded[]) => mswNetwork(answers),
  outage: async () => outage({}),
  'outage without retries': async () => outage({ maxRetries: 0 }),
  small: async () => small(),
  'pack anthropic': async () => packOf('anthropic'),
  'pack openai': async () => packOf('openai'),
} satisfies Record<string, (answers: readonly Recorded[]) => Promise<Run>>

/** The name of a job. */
export type Job = keyof typeof JOBS

/** The answers that the drills' service gives: five 529s, then a message. */
export async function recordAnswers(): Promise<Recorded[]> {
  const { anthropic, drill, scenario, times } = await import('firedrill')
  const provider = anthropic({ hosts: [HOST] })
  const script = [times(ATTEMPTS - 1, provider.overloaded())]
  const answers: Recorded[] = []
  await drill(scenario({ ...WORDS, provider, script, calls: { count: 1 } }), async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const request = { method: 'POST', body: JSON.stringify(QUESTION) }
      const response = await fetch(`http://${HOST}:${PORT}/v1/messages`, request)
      const { connection: _, 'transfer-encoding': __, ...headers } = Object.fromEntries(response.headers)
      answers.push({ status: response.status, headers, body: await response.text() })
    }
  })
  return answers
}

/** The clock, the wire, the trace and the judgement of every property: all that a drill is. */
async function drillOfAttempts(baseURL: string): Promise<Run> {
  const { allProperties, anthropic, defineClient, drill, scenario, times } = await import('firedrill')
  const provider = anthropic({ hosts: [HOST] })
  const script = [times(ATTEMPTS - 1, provider.overloaded())]
  const described = scenario({ ...WORDS, provider, script, calls: { count: 1 } })
  const client = defineClient({
    setup: () => new Anthropic({ apiKey: KEY, baseURL, maxRetries: 0 }),
    call: (_, sdk) => askUntilAnswered(sdk),
  })
  return async () => {
    const trace = await drill(described, client)
    for (const property of allProperties()) property.check(trace)
    const sent = trace.events.filter(({ kind }) => kind === 'attempt-received').length
    const ended = trace.events.find((event) => event.kind === 'call-ended')
    if (sent !== ATTEMPTS || ended?.outcome !== 'value') throw new Error(`${sent} attempts, ${ended?.outcome}`)
  }
}

/** A real server on loopback, in the same process, with one connection a run (as a drill has), or with one for good. */
async function loopback(answers: readonly Recorded[], connection: 'a run' | 'ever'): Promise<Run> {
  let count = 0
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { status, headers, body } = answers[count++ % ATTEMPTS]!
      const isLast = connection === 'a run' && count % ATTEMPTS === 0
      response.writeHead(status, isLast ? { ...headers, connection: 'close' } : { ...headers }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  server.unref()
  const baseURL = `http://${HOST}:${(server.address() as AddressInfo).port}`
  return () => askUntilAnswered(new Anthropic({ apiKey: KEY, baseURL, maxRetries: 0 }))
}

/** The same answers from MSW's request handlers. */
async function mswNetwork(answers: readonly Recorded[]): Promise<Run> {
  const { defineNetwork, InterceptorSource } = await import('msw/experimental')
  const { HttpRequestInterceptor } = await import('@mswjs/interceptors/http')
  const { http, HttpResponse } = await import('msw')
  const baseURL = `http://${HOST}:${PORT}`
  let count = 0
  const answer = http.post(`${baseURL}/v1/messages`, () => {
    const { status, headers, body } = answers[count++ % ATTEMPTS]!
    return new HttpResponse(body, { status, headers })
  })
  const sources = [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })]
  await defineNetwork({ sources, handlers: [answer], context: { quiet: true } }).enable()
  return () => askUntilAnswered(new Anthropic({ apiKey: KEY, baseURL, maxRetries: 0 }))
}

/** Half an hour of 529s, and a call every ten seconds until after its end. */
async function outage(options: { maxRetries?: number }): Promise<Run> {
  const { anthropic, defineClient, drill, during, scenario } = await import('firedrill')
  const provider = anthropic()
  const script = [during(OUTAGE_SECONDS * 1000, provider.overloaded())]
  const calls = { count: OUTAGE_SECONDS / 10 + 1, every: '10s' } as const
  const described = scenario({ ...WORDS, provider, script, calls })
  const client = defineClient({
    setup: () => new Anthropic({ apiKey: KEY, ...options }),
    call: ({ signal }, sdk) => sdk.messages.create(QUESTION, { signal }),
  })
  return async () => {
    const { virtualMs } = await drill(described, client)
    if (virtualMs < OUTAGE_SECONDS * 1000) throw new Error(`the drill ended after ${virtualMs} ms`)
  }
}

/** Two 529s, waited out by the SDK's own back-off. */
async function small(): Promise<Run> {
  const { anthropic, defineClient, drill, scenario, times } = await import('firedrill')
  const provider = anthropic()
  const script = [times(2, provider.overloaded())]
  const described = scenario({ ...WORDS, provider, script, calls: { count: 1 } })
  const client = defineClient({
    setup: () => new Anthropic({ apiKey: KEY }),
    call: ({ signal }, sdk) => sdk.messages.create(QUESTION, { signal }),
  })
  return async () => {
    const { virtualMs } = await drill(described, client)
    if (virtualMs < 1000) throw new Error(`the drill ended after ${virtualMs} ms`)
  }
}

/** The failover pack of a dialect. */
async function packOf(dialect: 'anthropic' | 'openai'): Promise<Run> {
  const { pack } = await import('./pack.ts')
  return pack(dialect)
}

/** One call that tries again at once, so that the attempts alone are measured. */
async function askUntilAnswered(sdk: Anthropic): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      await sdk.messages.create(QUESTION)
      if (attempt !== ATTEMPTS) throw new Error(`answered at attempt ${attempt}`)
      return
    } catch (error) {
      if (!(error instanceof APIError) || error.status !== 529) throw error
    }
  }
  throw new Error('never answered')
}

const QUESTION = {
  model: 'claude-sonnet-4-6',
  max_tokens: 64,
  messages: [{ role: 'user' as const, content: 'Hello' }],
}

const WORDS = { name: 'bench', description: 'What the bench measures.' }
