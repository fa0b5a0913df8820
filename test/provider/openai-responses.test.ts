/** The Responses API as the official SDK reads it: `resources/responses/responses.d.ts` of 7.57.0. */
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import type { Content } from '../../src/provider/provider.ts'
import { breakingSdk, EPOCH_MS, healthySdk, streamOf, toOpenai } from './openai-sdk.ts'

const ASK = { model: 'gpt-5.5', input: 'Hello' }
const WEATHER = {
  type: 'function' as const,
  name: 'get_weather',
  strict: true,
  parameters: {
    type: 'object',
    properties: { city: { type: 'string', minLength: 8 } },
    required: ['city'],
    additionalProperties: false,
  },
}

test('the SDK gets a response of the model that it asked for', async () => {
  const response = await healthySdk().responses.create({ ...ASK, instructions: 'Be brief', max_output_tokens: 50 })
  expect(response).toMatchObject({
    id: expect.stringMatching(/^resp_[0-9a-f]{50}$/),
    object: 'response',
    created_at: EPOCH_MS / 1000,
    status: 'completed',
    error: null,
    incomplete_details: null,
    instructions: 'Be brief',
    max_output_tokens: 50,
    model: 'gpt-5.5',
    output: [
      {
        id: expect.stringMatching(/^msg_[0-9a-f]{50}$/),
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'All is well here.', annotations: [] }],
      },
    ],
  })
  expect(response.output_text).toBe('All is well here.')
  const { input_tokens, output_tokens, total_tokens } = response.usage!
  expect(total_tokens).toBe(input_tokens + output_tokens)
})

// developers.openai.com/api/docs/guides/streaming-responses, and the events of ResponseStreamEvent
test('the SDK gets every event in its order, numbered, and puts the same response together', async () => {
  const stream = healthySdk().responses.stream(ASK)
  const events: { type: string; sequence_number: number }[] = []
  for await (const event of stream) events.push(event)
  expect(events.map(({ type }) => type)).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    ...Array<string>(4).fill('response.output_text.delta'),
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ])
  expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index))
  const final = await stream.finalResponse()
  expect(final).toMatchObject({ status: 'completed', output_text: 'All is well here.' })
})

test('each event is named twice and has its role; there is no [DONE]', () => {
  const parts = streamOf(toOpenai('/v1/responses', { ...ASK, stream: true }))
  for (const { text } of parts) {
    const [, event, data] = /^event: (\S+)\ndata: (.*)\n\n$/.exec(text) ?? []
    expect(JSON.parse(data ?? '{}')).toMatchObject({ type: event })
  }
  const roles = parts.map(({ role }) => role)
  expect([...new Set(roles)]).toEqual(['opening', 'token', 'closing', 'terminator'])
  expect(roles.at(-1)).toBe('terminator')
})

test('the SDK gets a call of the first function that it offers', async () => {
  const response = await healthySdk('tool-call').responses.create({ ...ASK, tools: [WEATHER] })
  const [call] = response.output
  expect(call).toMatchObject({
    id: expect.stringMatching(/^fc_/),
    call_id: expect.stringMatching(/^call_/),
    type: 'function_call',
    name: 'get_weather',
    status: 'completed',
  })
  expect(cityOf(call).length).toBeGreaterThanOrEqual(8)
})

test('the SDK puts a streamed call together from several pieces of JSON', async () => {
  const stream = healthySdk('tool-call').responses.stream({ ...ASK, tools: [WEATHER] })
  let deltas = 0
  for await (const { type } of stream) if (type === 'response.function_call_arguments.delta') deltas++
  const { output } = await stream.finalResponse()
  expect(deltas).toBeGreaterThan(1)
  expect(cityOf(output[0]).length).toBeGreaterThanOrEqual(8)
})

test.each<Content>(['wide-text', 'text'])('a stream of %s is the whole response in pieces', async (content) => {
  const client = healthySdk(content)
  const whole = await client.responses.create(ASK)
  const streamed = await client.responses.stream(ASK).finalResponse()
  expect(streamed.output_text).toBe(whole.output_text)
})

test('a text follows the schema that it is asked for', async () => {
  const schema = { type: 'object', properties: { ok: { const: 'yes' } }, required: ['ok'] }
  const text = { format: { type: 'json_schema' as const, name: 'answer', schema } }
  const response = await healthySdk().responses.parse({ ...ASK, text })
  expect(JSON.parse(response.output_text)).toEqual({ ok: 'yes' })
})

test('a response can be fetched again', async () => {
  const response = await healthySdk().responses.retrieve('resp_1')
  expect(response).toMatchObject({ id: 'resp_1', status: 'completed' })
})

// core/streaming.mjs: `if (sse.event === 'error') throw new APIError(undefined, data?.error ?? data, …)`
test('an error in band is thrown as an APIError without a status', async () => {
  const client = breakingSdk(2, { type: 'server_is_overloaded', message: 'Overloaded' })
  const expected = {
    status: undefined,
    type: 'service_unavailable_error',
    code: 'server_is_overloaded',
    message: 'Overloaded',
  }
  const raw = await client.responses.create({ ...ASK, stream: true })
  const reading = (async () => {
    for await (const _ of raw);
  })()
  const helper = client.responses.stream(ASK).finalResponse()
  for (const failing of [reading, helper]) {
    const error = await failing.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OpenAI.APIError)
    expect(error).toMatchObject(expected)
  }
})

// Helpers

function cityOf(item: OpenAI.Responses.ResponseOutputItem | undefined): string {
  const input: unknown = item?.type === 'function_call' ? JSON.parse(item.arguments) : {}
  return (input as { city?: string }).city ?? ''
}
