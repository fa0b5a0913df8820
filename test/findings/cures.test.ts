/** What the page says to set: with it, the scenario of the finding breaks its rule no longer. */
import { createAnthropic } from '@ai-sdk/anthropic'
import Anthropic from '@anthropic-ai/sdk'
import { GoogleGenAI } from '@google/genai'
import { ChatAnthropic } from '@langchain/anthropic'
import { generateText, streamText } from 'ai'
import axios from 'axios'
import axiosRetry, { exponentialDelay } from 'axios-retry'
import { ExponentialBackoff, handleWhen, retry, TimeoutStrategy, timeout, wrap } from 'cockatiel'
import { allProperties, type Call, type Client, drill } from 'firedrill'
import got from 'got'
import ky from 'ky'
import OpenAI from 'openai'
import pRetry from 'p-retry'
import { Agent, RetryAgent, request } from 'undici'
import { expect, test } from 'vitest'
import { REQUEST as ANTHROPIC_REQUEST } from './clients/anthropic-sdk.ts'
import { REQUEST as GEMINI_REQUEST } from './clients/google-genai.ts'
import { REQUEST as OPENAI_REQUEST } from './clients/openai.ts'
import { getThings, THINGS_URL } from './clients/things.ts'
import { SECTIONS } from './findings.ts'

const within = ({ signal }: Call) => ({ signal: AbortSignal.any([signal, AbortSignal.timeout(120_000)]) })

const anthropic = () => new Anthropic({ apiKey: 'sk-ant-api03-drill' })
const claude = () => createAnthropic({ apiKey: 'sk-ant-api03-drill' })('claude-sonnet-4-6')
const langchain = (onFailedAttempt?: (error: unknown) => void) =>
  new ChatAnthropic({
    model: 'claude-sonnet-4-6',
    apiKey: 'sk-ant-api03-drill',
    ...(onFailedAttempt === undefined ? {} : { onFailedAttempt }),
  })
const gemini = ({ signal }: Call) =>
  new GoogleGenAI({
    apiKey: 'AIza-drill',
    httpOptions: { timeout: 60_000, retryOptions: {} },
  }).models.generateContent({ ...GEMINI_REQUEST, config: { abortSignal: signal } })
const prompt = 'How are you?'

function statusOf(error: unknown): number {
  return (error as { status?: number }).status ?? 0
}

function axiosWith(options: Parameters<typeof axiosRetry>[1]) {
  const instance = axios.create({
    timeout: 60_000,
    responseType: 'json',
    transitional: { silentJSONParsing: false, forcedJSONParsing: true, clarifyTimeoutError: false },
  })
  axiosRetry(instance, { retryDelay: exponentialDelay, shouldResetTimeout: true, ...options })
  return instance
}

async function undici(
  call: Call,
  method: 'GET' | 'POST',
  options: ConstructorParameters<typeof RetryAgent>[1] = {},
): Promise<unknown> {
  const agent = new Agent({ headersTimeout: 60_000, bodyTimeout: 60_000 })
  const dispatcher = new RetryAgent(agent, { maxTimeout: 60_000, methods: ['GET', 'POST'], ...options })
  const { body } = await request(THINGS_URL, { dispatcher, method, signal: call.signal })
  return await body.json()
}

const cockatiel = wrap(
  retry(
    handleWhen((error) => statusOf(error) !== 400),
    { maxAttempts: 3, backoff: new ExponentialBackoff({ initialDelay: 1000 }) },
  ),
  timeout(60_000, TimeoutStrategy.Aggressive),
)

/** By section and finding, what the page says to set. */
const CURES: Readonly<Record<string, Readonly<Record<string, Client>>>> = {
  '@anthropic-ai/sdk': {
    'A body that stalls is left to the runtime': (call) => anthropic().messages.create(ANTHROPIC_REQUEST, within(call)),
    'A stream that only pings never ends': (call) =>
      anthropic().messages.stream(ANTHROPIC_REQUEST, within(call)).finalMessage(),
    'A stream that is cut between two events looks whole': (call) =>
      anthropic().messages.stream(ANTHROPIC_REQUEST, within(call)).finalMessage(),
  },
  openai: {
    'A stream that stalls is left to the runtime': openaiStream,
    'A stream of nothing but comments never ends': openaiStream,
    'A stream that is cut between two chunks looks whole': openaiStream,
  },
  '@google/genai': { 'Nothing is retried': gemini, 'Silence never ends': gemini },
  ai: {
    'Silence is left to the runtime': ({ signal }) =>
      generateText({ model: claude(), prompt, abortSignal: signal, timeout: { totalMs: 120_000 } }),
    'A stream that only pings never ends': ({ signal }) => readParts(signal),
    'textStream ends on an error as on success': ({ signal }) => readParts(signal),
    'A stream that is cut between two events looks whole': ({ signal }) => readParts(signal),
  },
  '@langchain/anthropic': {
    'A 429 without a hint is final': (call) => langchain(() => {}).invoke(prompt, within(call)),
    'A 422 is sent again': (call) => langchain(throwing).invoke(prompt, within(call)),
    'A body that stalls is left to the runtime': (call) => langchain().invoke(prompt, within(call)),
    'A stream that only pings never ends': async (call) => {
      let text = ''
      for await (const chunk of await langchain().stream(prompt, within(call))) text += chunk.text
      return text
    },
  },
  got: {
    'Silence never ends': ({ signal }) => got(THINGS_URL, { signal, timeout: { request: 60_000 } }).json(),
    'A POST gets one attempt': ({ signal }) =>
      got.post(THINGS_URL, { signal, json: {}, retry: { methods: ['GET', 'POST'] } }).json(),
  },
  ky: {
    'All callers come back at the same instant': ({ signal }) =>
      ky(THINGS_URL, { signal, retry: { jitter: true } }).json(),
    'A POST gets one attempt': ({ signal }) =>
      ky.post(THINGS_URL, { signal, json: {}, retry: { methods: ['get', 'post'] } }).json(),
  },
  'axios-retry': {
    'Silence never ends': axiosGet,
    'All retries are spent at once': axiosGet,
    'All callers come back at the same instant': axiosGet,
    'A 408 is final': axiosGet,
    'A POST gets one attempt': async ({ signal }) =>
      (await axiosWith({ retryCondition: () => true }).post(THINGS_URL, {}, { signal })).data,
    'JSON that was cut is returned as text': axiosGet,
  },
  undici: {
    'A hint of more than 30 s is cut to 30 s': (call) => undici(call, 'GET'),
    'A 408 is final': (call) => undici(call, 'GET', { statusCodes: [408, 429, 500, 502, 503, 504] }),
    'A POST gets one attempt': (call) => undici(call, 'POST'),
    'Silence is left to the defaults of the agent': (call) => undici(call, 'GET'),
  },
  'p-retry': {
    'A 400 is sent again': ({ signal }) =>
      pRetry(() => getThings(signal), { signal, shouldRetry: ({ error }) => statusOf(error) !== 400 }),
    'All callers come back at the same instant': ({ signal }) =>
      pRetry(() => getThings(signal), { signal, randomize: true }),
    'Silence is left to the runtime': (call) => pRetry(() => getThings(within(call).signal), within(call)),
  },
  cockatiel: {
    'A 400 is sent again': ({ signal }) => cockatiel.execute((context) => getThings(context.signal), signal),
    'Silence is left to the runtime': ({ signal }) => cockatiel.execute((context) => getThings(context.signal), signal),
  },
  fetch: { 'Silence ends after five minutes': (call) => getThings(within(call).signal) },
}

const cures = Object.entries(CURES).flatMap(([section, found]) =>
  Object.entries(found).map(([title, client]) => ({ section, title, client })),
)

test.each(cures)('$section: $title, but for its cure', async ({ section, title, client }) => {
  const { rule, scenario } = SECTIONS.get(section)!.find((finding) => finding.title === title)!
  const trace = await drill(scenario, client, { seed: 1, limits: { attempts: 100, virtualTime: '12h' } })
  expect(
    allProperties()
      .find((property) => property.rule === rule)!
      .check(trace).verdict,
  ).not.toBe('violated')
})

test('whatever the page says can be set has its cure here', () => {
  const settable = [...SECTIONS].flatMap(([section, findings]) =>
    findings.filter(({ prose }) => prose.includes('**To be set**: `')).map(({ title }) => `${section}: ${title}`),
  )
  const tried = cures.map(({ section, title }) => `${section}: ${title}`)
  expect(settable.filter((name) => !tried.includes(name))).toEqual([])
})

// Helpers

async function openaiStream(call: Call): Promise<unknown> {
  const client = new OpenAI({ apiKey: 'sk-drill', timeout: 60_000 })
  return await client.chat.completions.stream({ ...OPENAI_REQUEST, stream: true }, within(call)).finalChatCompletion()
}

async function readParts(signal: AbortSignal): Promise<string> {
  const timeout = { totalMs: 120_000, chunkMs: 30_000 }
  const onError = () => {}
  const { fullStream, finishReason } = streamText({ model: claude(), prompt, abortSignal: signal, timeout, onError })
  let text = ''
  for await (const part of fullStream) {
    if (part.type === 'error') throw part.error
    if (part.type === 'text-delta') text += part.text
  }
  if ((await finishReason) === 'interrupted') throw new Error('The stream was cut')
  return text
}

async function axiosGet({ signal }: Call): Promise<unknown> {
  const retryCondition = ({ response }: { response?: { status: number } }) => response?.status !== 400
  return (await axiosWith({ retryCondition }).get(THINGS_URL, { signal })).data
}

function throwing(error: unknown): void {
  if (statusOf(error) === 422) throw error
}
