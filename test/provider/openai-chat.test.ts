/** Chat completions as the official SDK reads them: `resources/chat/completions/completions.d.ts` of 7.57.0. */
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { breakingSdk, CHAT, EPOCH_MS, healthySdk, streamOf, toOpenai } from './openai-sdk.ts'

const WEATHER = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { enum: ['celsius', 'kelvin'] }, days: { type: 'integer' } },
      required: ['city', 'unit'],
    },
  },
}

test('the SDK gets a completion of the model that it asked for', async () => {
  const completion = await healthySdk().chat.completions.create(CHAT)
  expect(completion).toMatchObject({
    id: expect.stringMatching(/^chatcmpl-[0-9A-Za-z]{29}$/),
    object: 'chat.completion',
    created: EPOCH_MS / 1000,
    model: 'gpt-4.1',
    system_fingerprint: expect.stringMatching(/^fp_/),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'All is well here.', refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
  })
  const { prompt_tokens, completion_tokens, total_tokens } = completion.usage!
  expect(prompt_tokens).toBeGreaterThan(0)
  expect(total_tokens).toBe(prompt_tokens + completion_tokens)
  expect(completion._request_id).toMatch(/^req_/)
})

test('the SDK gets a stream, and puts the same completion together', async () => {
  const stream = healthySdk().chat.completions.stream(CHAT)
  const chunks: OpenAI.ChatCompletionChunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant', content: '' })
  expect(chunks.at(-1)?.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' })
  expect(chunks.every(({ object, usage }) => object === 'chat.completion.chunk' && usage === undefined)).toBe(true)
  expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
  const final = await stream.finalChatCompletion()
  expect(final.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'All is well here.' } })
})

// `include_usage`: one more chunk before [DONE], without choices; all others have a usage of null.
test('the usage comes last when it is asked for', async () => {
  const params = { ...CHAT, stream: true as const, stream_options: { include_usage: true } }
  const chunks: OpenAI.ChatCompletionChunk[] = []
  for await (const chunk of await healthySdk().chat.completions.create(params)) chunks.push(chunk)
  const [last, ...others] = chunks.reverse()
  expect(last).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } })
  expect(others.every(({ usage }) => usage === null)).toBe(true)
})

test('a stream is sent event by event, each in its role, and ends with [DONE]', () => {
  const parts = streamOf(toOpenai('/v1/chat/completions', { ...CHAT, stream: true }))
  expect(parts.every(({ text }) => /^data: .*\n\n$/.test(text))).toBe(true)
  expect(parts.map(({ role }) => role)).toEqual([
    'opening',
    'token',
    'token',
    'token',
    'token',
    'closing',
    'terminator',
  ])
  expect(parts.at(-1)?.text).toBe('data: [DONE]\n\n')
})

test('the SDK gets a call of the first function that it offers', async () => {
  const completion = await healthySdk('tool-call').chat.completions.create({ ...CHAT, tools: [WEATHER] })
  const [choice] = completion.choices
  expect(choice).toMatchObject({ finish_reason: 'tool_calls', message: { content: null } })
  const [call] = choice!.message.tool_calls!
  expect(call).toMatchObject({
    id: expect.stringMatching(/^call_[0-9A-Za-z]{24}$/),
    type: 'function',
    function: { name: 'get_weather' },
  })
  expect(argumentsOf(call)).toEqual({ city: expect.any(String), unit: 'celsius' })
})

test('the SDK puts a streamed call together from several pieces of JSON', async () => {
  const stream = healthySdk('tool-call').chat.completions.stream({ ...CHAT, tools: [WEATHER] })
  const pieces: string[] = []
  stream.on('tool_calls.function.arguments.delta', ({ arguments_delta }) => pieces.push(arguments_delta))
  const { choices } = await stream.finalChatCompletion()
  expect(choices[0]).toMatchObject({ finish_reason: 'tool_calls', message: { role: 'assistant', content: null } })
  const [call] = choices[0]!.message.tool_calls!
  expect(argumentsOf(call)).toEqual({ city: expect.any(String), unit: 'celsius' })
  expect(pieces.filter(Boolean).length).toBeGreaterThan(1)
  const roles = streamOf(toOpenai('/v1/chat/completions', { ...CHAT, stream: true }), { content: 'tool-call' })
  expect(roles.map(({ role }) => role)).toContain('tool-input')
  expect(roles.map(({ role }) => role)).not.toContain('token')
})

test('a request that offers no function gets a call all the same', async () => {
  const completion = await healthySdk('tool-call').chat.completions.create(CHAT)
  expect(completion.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: { name: 'look_up' } })
})

test('a text can have characters of two, three and four bytes', async () => {
  const completion = await healthySdk('wide-text').chat.completions.create(CHAT)
  const sizes = [...completion.choices[0]!.message.content!].map((character) => Buffer.byteLength(character))
  expect(new Set(sizes)).toEqual(new Set([1, 2, 3, 4]))
})

test('a text follows the schema that it is asked for', async () => {
  const schema = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] }
  const params = {
    ...CHAT,
    response_format: { type: 'json_schema' as const, json_schema: { name: 'answer', strict: true, schema } },
  }
  const whole = await healthySdk().chat.completions.parse(params)
  expect(whole.choices[0]?.message.parsed).toEqual({ ok: true })
  const streamed = await healthySdk().chat.completions.stream(params).finalChatCompletion()
  expect(streamed.choices[0]?.message.parsed).toEqual({ ok: true })
})

// core/streaming.mjs: `if (data && data.error) throw new APIError(undefined, data.error, …)`
test('an error in band is thrown as an APIError without a status', async () => {
  const client = breakingSdk(3, { type: 'server_error', message: 'Something broke' })
  const stream = await client.chat.completions.create({ ...CHAT, stream: true })
  const seen: unknown[] = []
  const reading = (async () => {
    for await (const chunk of stream) seen.push(chunk)
  })()
  const error = await reading.catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(OpenAI.APIError)
  expect(error).toMatchObject({
    status: undefined,
    type: 'server_error',
    message: 'Something broke',
    requestID: 'req_1',
  })
  expect(seen.length).toBe(3)
})

test('Azure deployments and other bases are the same API', async () => {
  const path = '/openai/deployments/my-gpt/chat/completions'
  const [first] = streamOf(toOpenai(path, { messages: [], stream: true }))
  expect(first?.text).toContain('"model":"my-gpt"')
})

// Helpers

function argumentsOf(call: OpenAI.ChatCompletionMessageToolCall | undefined): unknown {
  return call?.type === 'function' ? JSON.parse(call.function.arguments) : undefined
}
