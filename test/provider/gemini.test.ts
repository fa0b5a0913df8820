/** The Gemini dialect: what its own SDK and its documentation expect on the wire. */
import { Type } from '@google/genai'
import { expect, test } from 'vitest'
import { gemini, geminiDialect } from '../../src/provider/gemini/dialect.ts'
import { all, bodyOf, GENERATE, HOST, QUESTION, requestTo, STREAM, sdk, text } from './gemini-sdk.ts'

const api = gemini()

test('a provider is plain data with the faults of its API', () => {
  expect(JSON.parse(JSON.stringify(api))).toEqual({ name: 'gemini', hosts: [HOST] })
  expect(gemini({ hosts: ['proxy.example'] }).hosts).toEqual(['proxy.example'])
  expect(api.gatewayTimeout()).toMatchObject({ kind: 'status', status: 504 })
})

test('the SDK gets an answer of the model that it asked for', async () => {
  const answer = await sdk().models.generateContent(QUESTION)
  expect(answer.text).toBe('All is well here.')
  expect(answer.modelVersion).toBe('gemini-3.8-flash')
  expect(answer.responseId).toMatch(/^\w+$/)
  expect(answer.candidates).toMatchObject([{ finishReason: 'STOP', index: 0, content: { role: 'model' } }])
  const { promptTokenCount = 0, candidatesTokenCount = 0, totalTokenCount } = answer.usageMetadata ?? {}
  expect(totalTokenCount).toBe(promptTokenCount + candidatesTokenCount)
})

test.each([
  ['text', 'All is well here.'],
  ['wide-text', 'Ça va, 大丈夫 🌱.'],
] as const)('the SDK reads a stream of %s to its end', async (content, text) => {
  const chunks = await all(await sdk({ context: { content } }).models.generateContentStream(QUESTION))
  expect(chunks.map((chunk) => chunk.text).join('')).toBe(text)
  const reasons = chunks.map((chunk) => chunk.candidates?.[0]?.finishReason)
  expect(reasons.slice(0, -1).every((reason) => reason === undefined)).toBe(true)
  expect(reasons.at(-1)).toBe('STOP')
  const whole = await sdk({ context: { content } }).models.generateContent(QUESTION)
  expect(chunks.at(-1)?.usageMetadata).toEqual(whole.usageMetadata)
  expect(new Set(chunks.map(({ responseId }) => responseId)).size).toBe(1)
})

// ai.google.dev/gemini-api/docs/function-calling
const LIGHT = {
  name: 'set_light',
  parameters: {
    type: Type.OBJECT,
    properties: {
      brightness: { type: Type.INTEGER, minimum: 10 },
      colour: { type: Type.STRING, enum: ['warm', 'cool'] },
    },
    required: ['brightness', 'colour'],
  },
}
const JSON_LIGHT = {
  name: 'set_light',
  parametersJsonSchema: { type: 'object', properties: { brightness: { const: 10 } }, required: ['brightness'] },
}

test.each([
  [LIGHT, { brightness: 10, colour: 'warm' }],
  [JSON_LIGHT, { brightness: 10 }],
  [{ name: 'set_light' }, {}],
])('the SDK gets a call of the first function, with arguments that fit', async (declaration, args) => {
  const config = { tools: [{ functionDeclarations: [declaration] }] }
  const client = sdk({ context: { content: 'tool-call' } })
  const answer = await client.models.generateContent({ ...QUESTION, config })
  expect(answer.functionCalls).toEqual([{ name: 'set_light', args }])
  const chunks = await all(await client.models.generateContentStream({ ...QUESTION, config }))
  expect(chunks.flatMap((chunk) => chunk.functionCalls ?? [])).toEqual([{ name: 'set_light', args }])
})

test('without a function to call, a model answers in words', async () => {
  const answer = await sdk({ context: { content: 'tool-call' } }).models.generateContent(QUESTION)
  expect(answer.text).toBe('All is well here.')
})

test('a stream says which of its parts is what', () => {
  expect(roles(bodyOf(`${STREAM}?alt=sse`))).toEqual(['token', 'token', 'token', 'token', 'terminator'])
  const tools = JSON.stringify({ tools: [{ functionDeclarations: [LIGHT] }] })
  expect(roles(bodyOf(`${STREAM}?alt=sse`, tools, { content: 'tool-call' }))).toEqual(['tool-input', 'terminator'])
  expect(roles(bodyOf(STREAM))).toEqual(['opening', 'token', 'token', 'token', 'token', 'terminator'])
})

test('a stream without alt=sse is one JSON array of the same answers', () => {
  const array = JSON.parse(text(bodyOf(STREAM))) as unknown
  const events = text(bodyOf(`${STREAM}?alt=sse`))
    .split('\r\n\r\n')
    .filter(Boolean)
  expect(array).toEqual(events.map((event) => JSON.parse(event.replace(/^data: /, ''))))
})

test('a ping says nothing, in events and in an array', async () => {
  const warmed = (path: string) => bodyOf(path).map((part) => part.text + geminiDialect.streamPing)
  expect(JSON.parse(warmed(STREAM).join(''))).toHaveLength(5)
  const chunks = await all(await sdk({ pinged: true }).models.generateContentStream(QUESTION))
  expect(chunks.map((chunk) => chunk.text).join('')).toBe('All is well here.')
})

// ai.google.dev/gemini-api/docs/tokens: about four characters a token
test('the SDK counts tokens, and the answer costs what the count says', async () => {
  const { totalTokens } = await sdk().models.countTokens({ model: 'gemini-3.8-flash', contents: 'x'.repeat(400) })
  expect(totalTokens).toBe(100)
  const answer = await sdk().models.generateContent({ ...QUESTION, contents: 'x'.repeat(400) })
  expect(answer.usageMetadata?.promptTokenCount).toBe(100)
  const body = JSON.stringify({ contents: [{ parts: [{ text: 'x'.repeat(400) }] }] })
  const { input, output } = geminiDialect.countTokens(requestTo(GENERATE, body))
  expect([input, output]).toEqual([100, answer.usageMetadata?.candidatesTokenCount])
  expect(geminiDialect.countTokens(requestTo('/v1beta/models/m:countTokens', body))).toEqual({ input: 100, output: 0 })
})

test('the SDK lists models, gets one, and embeds texts', async () => {
  const { models } = sdk()
  const listed = await all(await models.list())
  expect(listed.every(({ name, supportedActions }) => name?.startsWith('models/') && supportedActions?.length)).toBe(
    true,
  )
  expect((await models.get({ model: 'gemini-x' })).name).toBe('models/gemini-x')
  const contents = ['one', 'two']
  const small = await models.embedContent({ model: 'e', contents, config: { outputDimensionality: 64 } })
  expect(small.embeddings?.map(({ values }) => values?.length)).toEqual([64, 64])
  expect(small.embeddings?.[0]).not.toEqual(small.embeddings?.[1])
  const [value] = (await models.embedContent({ model: 'gemini-embedding-001', contents: 'one' })).embeddings ?? []
  expect(value?.values?.length).toBe(3072)
  expect(Math.hypot(...(value?.values ?? []))).toBeCloseTo(1, 1)
})

test('a request is read off its path, whatever it holds', () => {
  const { readRequest } = geminiDialect
  expect(readRequest('{}', `${STREAM}?alt=sse&key=key#1`)).toEqual({ model: 'gemini-3.8-flash', stream: true })
  expect(readRequest('{"model":"m","stream":true}', GENERATE)).toEqual({ model: 'gemini-3.8-flash', stream: false })
  expect(readRequest('', '/v1/tunedModels/mine:generateContent')).toEqual({ model: 'tunedModels/mine', stream: false })
  expect(readRequest('', '/v1beta/models?pageSize=3')).toEqual({ model: null, stream: false })
  expect(readRequest('', '/')).toEqual({ model: null, stream: false })
})

// Helpers

function roles(parts: ReturnType<typeof bodyOf>): string[] {
  return parts.map(({ role }) => role)
}
