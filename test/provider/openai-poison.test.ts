/**
 * Requests that the OpenAI API refuses for good. Messages, codes and `param` are those that users have reported of the
 * API; each file of the dialect that makes them names where.
 */
import { expect, test } from 'vitest'
import { status } from '../../src/fault/status.ts'
import { openaiDialect } from '../../src/provider/openai/dialect.ts'
import type { PoisonCheck } from '../../src/provider/provider.ts'
import { statusResponse, toOpenai } from './openai-sdk.ts'

const ALL: readonly PoisonCheck[] = ['context-window', 'tool-schema', 'parameter', 'image', 'block-order']
const CONTEXT = 1000
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='

test('what is in order is not refused', () => {
  const tools = [{ type: 'function', function: { name: 'now' } }, functionTool({ type: 'object', properties: {} })]
  const call = { id: 'c1', type: 'function', function: { name: 'now', arguments: '{}' } }
  const messages = [
    { role: 'user', content: [{ type: 'text', text: 'Hi' }, imagePart(`data:image/png;base64,${PNG}`)] },
    { role: 'assistant', content: null, tool_calls: [call, { ...call, id: 'c2' }] },
    { role: 'tool', tool_call_id: 'c2', content: '12:00' },
    { role: 'tool', tool_call_id: 'c1', content: '12:00' },
    { role: 'user', content: [imagePart('https://example.com/cat.png')] },
  ]
  expect(ofChat({ messages, tools, temperature: 0.2, max_tokens: 50 })).toBeNull()
  expect(ofChat({ model: 'o4-mini', messages, max_completion_tokens: 50, temperature: 1 })).toBeNull()
  expect(ofResponses({ input: 'Hello', max_output_tokens: 50 })).toBeNull()
  const request = toOpenai('/v1/models', '')
  expect(openaiDialect.findPoison(request, ALL, 1)).toBeNull()
})

test.each(['', 'null', '[]', '{"messages":5,"input":{},"tools":[null,{"type":"function"}]}'])(
  'a body of %j is read without failing',
  (body) => {
    for (const path of ['/v1/chat/completions', '/v1/responses', '/v1/embeddings']) {
      expect(() => openaiDialect.findPoison(toOpenai(path, body), ALL, CONTEXT)).not.toThrow()
    }
  },
)

test('only what is asked for is checked', () => {
  const body = { model: 'o3', max_tokens: 5, messages: [{ role: 'tool', tool_call_id: 'c1', content: '' }] }
  const request = toOpenai('/v1/chat/completions', body)
  expect(openaiDialect.findPoison(request, [], CONTEXT)).toBeNull()
  expect(openaiDialect.findPoison(request, ['image'], CONTEXT)).toBeNull()
  expect(openaiDialect.findPoison(request, ['parameter'], CONTEXT)?.check).toBe('parameter')
  expect(openaiDialect.findPoison(request, ['block-order'], CONTEXT)?.check).toBe('block-order')
})

test('a prompt past the context window is told in the words of each endpoint', () => {
  const text = 'x'.repeat(4 * CONTEXT + 1)
  expect(ofChat({ messages: [{ role: 'user', content: text }] })).toMatchObject({
    check: 'context-window',
    status: 400,
    errorType: 'context_length_exceeded',
    message: expect.stringMatching(
      /^This model's maximum context length is 1000 tokens\. However, your messages resulted in \d+ tokens\. Please reduce the length of the messages\.$/,
    ),
  })
  expect(ofChat({ messages: [{ role: 'user', content: 'Hi' }], max_completion_tokens: CONTEXT })?.message).toMatch(
    /However, you requested \d+ tokens \(\d+ in the messages, 1000 in the completion\)/,
  )
  expect(ofResponses({ input: text })).toEqual({
    check: 'context-window',
    status: 400,
    errorType: 'context_length_exceeded',
    message: 'Your input exceeds the context window of this model. Please adjust your input and try again.',
  })
  const embedding = toOpenai('/v1/embeddings', { model: 'text-embedding-3-small', input: text })
  expect(openaiDialect.findPoison(embedding, ALL, CONTEXT)?.message).toMatch(/^This model's maximum context length is/)
})

// The messages of `In context=` are those of the API; of other flaws it says what is wrong.
test.each([
  [{ type: 'object' }, false, 'In context=(), object schema missing properties'],
  [
    {
      type: 'object',
      properties: { value: { type: 'object', properties: {} } },
      required: ['value'],
      additionalProperties: false,
    },
    true,
    "In context=('properties', 'value'), 'additionalProperties' is required to be supplied and to be false",
  ],
  [
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
    true,
    "In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'",
  ],
])('a function with parameters %j, strict %s', (parameters, strict, flaw) => {
  const expected = { check: 'tool-schema', status: 400, errorType: 'invalid_function_parameters' }
  const message = `Invalid schema for function 'find': ${flaw}.`
  const chat = ofChat({
    messages: [],
    tools: [functionTool({ type: 'object', properties: {} }), functionTool(parameters, strict)],
  })
  expect(chat).toEqual({ ...expected, message })
  const tool = { type: 'function', name: 'find', parameters, strict }
  expect(ofResponses({ input: 'Hi', tools: [tool] })).toEqual({ ...expected, message })
})

test.each([[{ type: 'string' }], [{ type: 'object', properties: { a: { type: 'strnig' } } }], ['none']])(
  'parameters %j are no schema of an object',
  (parameters) => {
    expect(ofChat({ messages: [], tools: [functionTool(parameters)] })).toMatchObject({
      check: 'tool-schema',
      message: expect.stringMatching(/^Invalid schema for function 'find': /),
    })
  },
)

test.each([
  [
    { model: 'o3-mini', max_tokens: 5 },
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
    'unsupported_parameter',
  ],
  [
    { model: 'gpt-5-mini', temperature: 0.2 },
    "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
    'unsupported_value',
  ],
  [
    { model: 'gpt-5.4', reasoning_effort: 'low', temperature: 0 },
    "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
    'unsupported_value',
  ],
  [
    { temperature: 200 },
    "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 200 instead.",
    'decimal_above_max_value',
  ],
])('chat refuses %j', (parameters, message, errorType) => {
  expect(ofChat({ messages: [], ...parameters })).toEqual({ check: 'parameter', status: 400, message, errorType })
})

test('a reasoning model that does not reason takes a temperature', () => {
  for (const parameters of [
    { model: 'gpt-5.2' },
    { model: 'gpt-5.2', reasoning_effort: 'none' },
    { model: 'gpt-5-chat-latest' },
  ]) {
    expect(ofChat({ messages: [], temperature: 0.2, ...parameters })).toBeNull()
  }
})

test('the Responses API has words of its own for parameters', () => {
  expect(ofResponses({ model: 'o3', input: 'Hi', temperature: 0.2 })).toEqual({
    check: 'parameter',
    status: 400,
    message: "Unsupported parameter: 'temperature' is not supported with this model.",
  })
  expect(ofResponses({ input: 'Hi', max_completion_tokens: 5 })).toMatchObject({
    message: expect.stringMatching(
      /^Unsupported parameter: 'max_completion_tokens'\. In the Responses API, this parameter has moved to 'max_output_tokens'\./,
    ),
    errorType: 'unsupported_parameter',
  })
})

test.each([
  ['corrupt bytes', `data:image/png;base64,${btoa('no image at all')}`, 'image_parse_error'],
  ['base64 of base64', `data:image/png;base64,${btoa(PNG)}`, 'image_parse_error'],
  ['a kind that is not taken', `data:image/bmp;base64,${btoa('BM no image')}`, 'invalid_image_format'],
  ['a document', `data:application/pdf;base64,${btoa('%PDF-1.7')}`, 'invalid_image_format'],
  ['bare base64', PNG, 'invalid_value'],
  ['broken base64', 'data:image/png;base64,iVBOR w0KG', 'invalid_value'],
  ['nothing', 'data:image/png;base64,', 'invalid_value'],
])('an image of %s is refused by chat', (_, url, errorType) => {
  const messages = [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, imagePart(url)] }]
  expect(ofChat({ messages })).toMatchObject({ check: 'image', status: 400, errorType })
})

test('an image is told in the words of the Responses API', () => {
  const ofImage = (image_url: string) =>
    ofResponses({ input: [{ role: 'user', content: [{ type: 'input_image', image_url }] }] })
  expect(ofImage(`data:image/png;base64,${PNG}`)).toBeNull()
  expect(ofImage(`data:image/png;base64,${btoa(PNG)}`)).toEqual({
    check: 'image',
    status: 400,
    message: 'The image data you provided does not represent a valid image. Please check your input and try again.',
    errorType: 'invalid_value',
  })
  expect(ofImage('data:image/png;base64,')?.message).toBe(
    "Invalid 'input[0].content[0].image_url'. Expected a base64-encoded data URL with an image MIME type " +
      "(e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got empty base64-encoded bytes.",
  )
})

test('an image is judged by its bytes, not by what it says that it is', () => {
  const messages = [{ role: 'user', content: [imagePart(`data:image/jpeg;base64,${PNG}`)] }]
  expect(ofChat({ messages })).toBeNull()
})

const CALL = { id: 'c1', type: 'function', function: { name: 'now', arguments: '{}' } }
const CALLS = { role: 'assistant', content: null, tool_calls: [CALL, { ...CALL, id: 'c2' }] }
const HI = { role: 'user', content: 'Hi' }

test.each([
  [
    'an answer without a call',
    [HI, { role: 'tool', tool_call_id: 'c1', content: '' }],
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    'messages.[1].role',
  ],
  [
    'a call that is answered in part',
    [HI, CALLS, { role: 'tool', tool_call_id: 'c1', content: '' }, HI],
    "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
      'The following tool_call_ids did not have response messages: c2',
    'messages.[3].role',
  ],
  [
    'an answer to another call',
    [HI, CALLS, { role: 'tool', tool_call_id: 'c9', content: '' }],
    "Invalid parameter: 'tool_call_id' of 'c9' not found in 'tool_calls' of previous message.",
    'messages.[2].tool_call_id',
  ],
])('chat refuses %s, and the envelope says where', async (_, messages, message, param) => {
  const poisoning = ofChat({ messages })
  expect(poisoning).toEqual({ check: 'block-order', status: 400, message })
  const request = toOpenai('/v1/chat/completions', { model: 'gpt-4.1', messages })
  const answer = await statusResponse(status(400, { message }), request).json()
  expect(answer).toEqual({ error: { message, type: 'invalid_request_error', param, code: null } })
})

const FUNCTION_CALL = { type: 'function_call', call_id: 'c1', name: 'now', arguments: '{}' }
const OUTPUT = { type: 'function_call_output', call_id: 'c1', output: '12:00' }

test('the Responses API wants each call answered, and each answer called for', () => {
  const refused = (message: string) => ({ check: 'block-order', status: 400, message })
  expect(ofResponses({ input: [FUNCTION_CALL, OUTPUT] })).toBeNull()
  expect(ofResponses({ input: [OUTPUT] })).toEqual(
    refused('No tool call found for function call output with call_id c1.'),
  )
  expect(ofResponses({ input: [FUNCTION_CALL] })).toEqual(refused('No tool output found for function call c1.'))
  expect(ofResponses({ input: [OUTPUT, FUNCTION_CALL] })?.check).toBe('block-order')
})

test('a call may lie in what came before', () => {
  for (const earlier of [{ previous_response_id: 'resp_1' }, { conversation: 'conv_1' }]) {
    expect(ofResponses({ input: [OUTPUT], ...earlier })).toBeNull()
  }
})

test('the envelope of a refusal names the field that it is about', async () => {
  const tools = [functionTool({ type: 'object', properties: {} }), functionTool({ type: 'object' })]
  const bodies: [body: object, param: string | null, code: string][] = [
    [{ messages: [HI], tools }, 'tools[1].function.parameters', 'invalid_function_parameters'],
    [{ model: 'o3', messages: [HI], max_tokens: 5 }, 'max_tokens', 'unsupported_parameter'],
    [{ messages: [{ role: 'user', content: 'x'.repeat(9999) }] }, 'messages', 'context_length_exceeded'],
    [{ messages: [{ role: 'user', content: [imagePart(PNG)] }] }, 'messages[0].content[0].image_url', 'invalid_value'],
  ]
  for (const [body, param, code] of bodies) {
    const request = toOpenai('/v1/chat/completions', { model: 'gpt-4.1', ...body })
    const { message, errorType } = openaiDialect.findPoison(request, ALL, CONTEXT) ?? {}
    const fault = status(400, { message: message ?? '', errorType: errorType ?? '' })
    expect(await statusResponse(fault, request).json()).toEqual({
      error: { message, type: 'invalid_request_error', param, code },
    })
  }
})

// Helpers

function ofChat(body: object) {
  const request = toOpenai('/v1/chat/completions', { model: 'gpt-4.1', ...body })
  return openaiDialect.findPoison(request, ALL, CONTEXT)
}

function ofResponses(body: object) {
  return openaiDialect.findPoison(toOpenai('/v1/responses', { model: 'gpt-4.1', ...body }), ALL, CONTEXT)
}

function functionTool(parameters: unknown, strict = false) {
  return { type: 'function', function: { name: 'find', parameters, strict } }
}

function imagePart(url: string) {
  return { type: 'image_url', image_url: { url } }
}
