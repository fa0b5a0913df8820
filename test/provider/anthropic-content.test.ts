/** What a healthy Anthropic API says, as its own SDK reads it: texts, calls of tools, streams, counts, models. */
import Anthropic from '@anthropic-ai/sdk'
import { expect, test } from 'vitest'
import { healthy } from '../../src/fault/healthy.ts'
import { anthropicDialect } from '../../src/provider/anthropic/dialect.ts'
import type { Content, StreamPart } from '../../src/provider/provider.ts'
import { contextAt, MESSAGE, sdk, sdkAbout, sdkTo } from './anthropic-sdk.ts'
import { aRequest } from './request.ts'

test('the SDK gets a message of the model that it asked for', async () => {
  const message = await sdk(healthy()).messages.create(MESSAGE)
  expect(message).toMatchObject({
    id: expect.stringMatching(/^msg_01/),
    type: 'message',
    role: 'assistant',
    model: 'claude-opus-4-7',
    content: [{ type: 'text', text: 'All is well here.' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
  })
  expect(message._request_id).toMatch(/^req_01/)
})

test('the SDK gets a stream with every event in its order, and puts the same message together', async () => {
  const stream = sdk(healthy()).messages.stream(MESSAGE)
  const types: string[] = []
  for await (const event of stream) types.push(event.type)
  // platform.claude.com/docs/en/build-with-claude/streaming; the SDK keeps pings to itself.
  expect([...new Set(types)]).toEqual([
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ])
  const message = await stream.finalMessage()
  expect(message).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: 'All is well here.' }] })
  expect(message.usage.output_tokens).toBe((await sdk(healthy()).messages.create(MESSAGE)).usage.output_tokens)
})

test('a stream is sent event by event, with a ping among them', () => {
  const parts = streamAbout('text')
  expect(parts.every(({ text }) => /^event: \w+\ndata: \{.*\}\n\n$/.test(text))).toBe(true)
  expect(parts[2]).toEqual({ text: anthropicDialect.streamPing, role: 'ping' })
  expect(parts.at(-1)).toEqual({ text: expect.stringMatching(/^event: message_stop\n/), role: 'terminator' })
})

const TOOLS: Anthropic.ToolUnion[] = [
  { type: 'web_search_20250305', name: 'web_search' },
  {
    name: 'weather',
    input_schema: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 3 }, unit: { enum: ['C', 'F'] } },
      required: ['city', 'days', 'unit'],
    },
  },
]

test('the SDK is told to call the first tool with a schema, with an input that follows it', async () => {
  const client = sdkAbout('tool-call')
  const message = await client.messages.create({ ...MESSAGE, tools: TOOLS })
  expect(message.stop_reason).toBe('tool_use')
  expect(message.content).toMatchObject([
    {
      type: 'tool_use',
      id: expect.stringMatching(/^toolu_01/),
      name: 'weather',
      input: { city: expect.any(String), days: 3, unit: 'C' },
    },
  ])
  const streamed = await client.messages.stream({ ...MESSAGE, tools: TOOLS }).finalMessage()
  expect(streamed).toMatchObject({ stop_reason: 'tool_use', content: message.content })
})

test('without a tool on offer, one named look_up is called', async () => {
  const message = await sdkAbout('tool-call').messages.create(MESSAGE)
  expect(message.content).toMatchObject([{ type: 'tool_use', name: 'look_up', input: {} }])
})

test("a tool's input comes in several pieces that are its JSON only together", () => {
  const pieces = streamAbout('tool-call', { tools: TOOLS })
    .filter(({ role }) => role === 'tool-input')
    .map(({ text }) => JSON.parse(text.split('data: ')[1] ?? '').delta.partial_json as string)
  expect(pieces.length).toBeGreaterThan(2)
  expect(() => JSON.parse(pieces.slice(0, -1).join(''))).toThrow(SyntaxError)
  expect(JSON.parse(pieces.join(''))).toMatchObject({ days: 3 })
})

test('a wide text arrives whole, and has characters of several bytes', async () => {
  const client = sdkAbout('wide-text')
  const [block] = (await client.messages.create(MESSAGE)).content
  const text = block?.type === 'text' ? block.text : ''
  expect(new Set([...text].map((character) => Buffer.byteLength(character)))).toEqual(new Set([1, 2, 3, 4]))
  const streamed = await client.messages.stream(MESSAGE).finalMessage()
  expect(streamed.content).toMatchObject([{ type: 'text', text }])
})

// core/streaming.mjs of the SDK: an event named `error` is thrown as an APIError without a status.
test('an error in a stream is thrown by the SDK, with its type and the request id of the answer', async () => {
  const event = anthropicDialect.streamError({ type: 'overloaded_error', message: 'Overloaded' })
  expect(event).toMatch(/^event: error\ndata: .*\n\n$/)
  const client = sdkTo(() => {
    const { headers } = anthropicDialect.healthyAnswer(aRequest({ stream: true }), contextAt())
    const texts = streamAbout('text').map(({ text }) => text)
    const body = [...texts.slice(0, 4), event].join('')
    return new Response(body, { headers: headers.map(([name, value]) => [name, value]) })
  })
  const stream = client.messages.stream(MESSAGE)
  const said: string[] = []
  stream.on('text', (text) => said.push(text))
  const error = await stream.finalMessage().catch((thrown: unknown) => thrown)
  expect(said).toEqual(['All is '])
  expect(error).toBeInstanceOf(Anthropic.APIError)
  expect(error).toMatchObject({ status: undefined, type: 'overloaded_error', apiMessage: 'Overloaded' })
  expect((error as { requestID: string }).requestID).toMatch(/^req_01/)
})

test('the SDK counts tokens and lists models', async () => {
  const client = sdk(healthy())
  const count = await client.messages.countTokens({ model: 'm', messages: MESSAGE.messages })
  expect(count.input_tokens).toBeGreaterThan(0)
  expect((await client.models.retrieve('claude-x')).id).toBe('claude-x')
  // platform.claude.com/docs/en/models: Haiku 4.5 has a window of 200K tokens and writes up to 64K.
  const models = (await client.models.list()).data
  expect(models.find(({ id }) => id === 'claude-haiku-4-5')).toMatchObject({
    type: 'model',
    display_name: 'Claude Haiku 4.5',
    max_input_tokens: 200_000,
    max_tokens: 64_000,
  })
})

// platform.claude.com/docs/en/api/rate-limits: `max_tokens` does not factor into the limit of output tokens.
test('a request costs its prompt and what is really written', async () => {
  const { usage } = await sdk(healthy()).messages.create(MESSAGE)
  const cost = anthropicDialect.countTokens(aRequest({ body: JSON.stringify(MESSAGE) }))
  expect(cost).toEqual({ input: usage.input_tokens, output: usage.output_tokens })
  const more = anthropicDialect.countTokens(aRequest({ body: JSON.stringify({ ...MESSAGE, max_tokens: 99 }) }))
  expect(more).toEqual(cost)
  expect(anthropicDialect.countTokens(aRequest({ path: '/v1/models', body: '' }))).toEqual({ input: 0, output: 0 })
})

test('an image costs by its size, not by its bytes', () => {
  const withImageOf = (bytes: number) => {
    const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(bytes) }
    const messages = [{ role: 'user', content: [{ type: 'image', source }] }]
    return anthropicDialect.countTokens(aRequest({ body: JSON.stringify({ ...MESSAGE, messages }) })).input
  }
  expect(withImageOf(4_000_000)).toBe(withImageOf(4))
})

// Helpers

/** The parts of a stream about this. */
function streamAbout(content: Content, fields = {}): readonly StreamPart[] {
  const request = aRequest({ stream: true, body: JSON.stringify({ ...MESSAGE, ...fields, stream: true }) })
  const { body } = anthropicDialect.healthyAnswer(request, contextAt({ content }))
  return typeof body === 'string' ? [] : body
}
