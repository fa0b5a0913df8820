/** Requests that the Messages API never takes, in the API's own words, and near ones that it takes. */
import Anthropic from '@anthropic-ai/sdk'
import { describe, expect, test } from 'vitest'
import { status } from '../../src/fault/status.ts'
import { findPoison } from '../../src/provider/anthropic/poison.ts'
import type { PoisonCheck, Poisoning } from '../../src/provider/provider.ts'
import { MESSAGE, responseTo, sdkTo } from './anthropic-sdk.ts'
import { aRequest } from './request.ts'

const ALL: readonly PoisonCheck[] = ['context-window', 'tool-schema', 'parameter', 'image', 'block-order']
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('a sound request is no poison', () => {
  expect(poisonOf({})).toBeNull()
  expect(poisonOf({}, [])).toBeNull()
})

test('a body that is no request for a message is no poison', () => {
  for (const body of [
    '',
    'null',
    '[]',
    '{"messages":5,"tools":{},"thinking":"on"}',
    '{"messages":[null,"Hello",{}]}',
  ]) {
    expect(findPoison(aRequest({ body }), ALL, 1000)).toBeNull()
  }
  const tools = [{ name: 'look_up' }]
  expect(poisonOf({ tools })).not.toBeNull()
  expect(findPoison(aRequest({ path: '/v1/models', body: JSON.stringify({ tools }) }), ALL, 1000)).toBeNull()
})

test('only the checks that are asked for are made', () => {
  const twice = { temperature: 0.5, tools: [{ name: 'look_up' }] }
  expect(poisonOf(twice, ['parameter'])?.check).toBe('parameter')
  expect(poisonOf(twice, ['tool-schema'])?.check).toBe('tool-schema')
  expect(poisonOf(twice, ['image', 'block-order', 'context-window'])).toBeNull()
})

test('the SDK reads a poisoning as the refusal of its own request', async () => {
  const client = sdkTo((request) => {
    const poison = findPoison(aRequest(request), ALL, 1000)
    return responseTo(poison === null ? status(500) : status(poison.status, { message: poison.message }), request)
  })
  const error = await client.messages
    .create({ ...MESSAGE, messages: [{ role: 'user', content: 'a'.repeat(8000) }] })
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Anthropic.BadRequestError)
  expect(error).toMatchObject({
    type: 'invalid_request_error',
    apiMessage: expect.stringMatching(/^prompt is too long/),
  })
})

describe('context-window', () => {
  // anthropics/claude-code issue 62560
  test('a prompt that is longer than the window is refused with both numbers', () => {
    const messages = [{ role: 'user', content: 'a'.repeat(4000) }]
    const poison = poisonOf({ messages }, ALL, 1000)
    expect(poison).toMatchObject({ check: 'context-window', status: 400 })
    const [, tokens] = /^prompt is too long: (\d+) tokens > 1000 maximum$/.exec(poison?.message ?? '') ?? []
    expect(poisonOf({ messages }, ALL, Number(tokens) - 1)).not.toBeNull()
    expect(poisonOf({ messages }, ALL, Number(tokens))).toBeNull()
  })

  // platform.claude.com/docs/en/api/errors#request-size-limits
  test('a body of more than 32 MB is refused before its tokens are counted', () => {
    const ofBytes = (letter: string, bytes: number) => {
      const length = bytes - JSON.stringify({ ...MESSAGE, system: '' }).length
      return poisonOf({ system: letter.repeat(length / Buffer.byteLength(letter)) }, ALL, 1e9)
    }
    const limit = 32 * 1024 * 1024
    expect(ofBytes('a', limit)).toBeNull()
    expect(ofBytes('a', limit + 1)).toMatchObject({ check: 'context-window', status: 413 })
    expect(ofBytes('字', limit + 6)).toMatchObject({ status: 413 })
  })

  test('a large image is no long prompt', () => {
    const data = PNG.slice(0, 64) + 'A'.repeat(4_000_000)
    expect(poisonOf({ messages: [{ role: 'user', content: [picture(data)] }] }, ALL, 2000)).toBeNull()
  })
})

describe('tool-schema', () => {
  const tool = (input_schema: unknown) => ({
    tools: [
      { name: 'sound', input_schema: OBJECT },
      { name: 'b', input_schema },
    ],
  })
  const OBJECT = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }

  // anthropics/claude-code issues 86665, 40075 and 79418
  test.each([
    [
      { ...OBJECT, properties: { city: { type: 'strin' } } },
      /^tools\.1\.custom\.input_schema: JSON schema is invalid\. /,
    ],
    [
      { ...OBJECT, required: true },
      /It must match JSON Schema draft 2020-12 \(https:\/\/json-schema\.org\/draft\/2020-12\)/,
    ],
    [
      { type: 'object', anyOf: [OBJECT] },
      /input_schema: input_schema does not support oneOf, allOf, or anyOf at the top/,
    ],
    [
      { type: 'object', properties: { 'filter[id]': {} } },
      /input_schema\.properties: Property keys should match pattern '\^/,
    ],
    [{ properties: {} }, /input_schema\.type: Field required$/],
    [{ type: 'string' }, /input_schema\.type: Input should be 'object'$/],
    [undefined, /^tools\.1\.custom\.input_schema: Field required$/],
  ])('%j is refused', (schema, message) => {
    expect(poisonOf(tool(schema))).toMatchObject({
      check: 'tool-schema',
      status: 400,
      message: expect.stringMatching(message),
    })
  })

  test.each([
    [OBJECT],
    [{ type: 'object' }],
    [{ type: 'object', properties: { 'filter.id': { anyOf: [{ type: 'string' }, { type: 'null' }] } } }],
  ])('%j is taken', (schema) => {
    expect(poisonOf(tool(schema))).toBeNull()
  })

  test('a server tool needs no schema', () => {
    expect(poisonOf({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] })).toBeNull()
  })
})

describe('parameter', () => {
  const [OPUS_7, OPUS_6, SONNET, HAIKU] = [
    'claude-opus-4-7',
    'claude-opus-4-6',
    'claude-sonnet-4-6',
    'claude-haiku-4-5-20251001',
  ] as const
  const BUDGET = { max_tokens: 4096, thinking: { type: 'enabled', budget_tokens: 2048 } }
  const ADAPTIVE = { thinking: { type: 'adaptive' } }
  const BEGUN = { messages: [...MESSAGE.messages, { role: 'assistant', content: '{' }] }

  // platform.claude.com/docs/en/about-claude/models/migration-guide, /docs/en/api/messages and /docs/en/api/errors; the
  // words as in the threads that src/provider/anthropic/parameter.ts names.
  test.each([
    [OPUS_7, { temperature: 0.5 }, '`temperature` is deprecated for this model.'],
    [OPUS_7, { top_p: 0.9 }, '`top_p` is deprecated for this model.'],
    [OPUS_7, { top_k: 40 }, '`top_k` is deprecated for this model.'],
    [OPUS_7, BUDGET, '"thinking.type.enabled" is not supported for this model.'],
    [OPUS_7, BEGUN, 'This model does not support assistant message prefill.'],
    [OPUS_6, BEGUN, 'This model does not support assistant message prefill.'],
    [SONNET, BEGUN, 'This model does not support assistant message prefill.'],
    [OPUS_6, { temperature: 1, top_p: 1 }, '`temperature` and `top_p` cannot both be specified for this model.'],
    [SONNET, { temperature: 0, top_p: 0.9 }, '`temperature` and `top_p` cannot both be specified for this model.'],
    [HAIKU, ADAPTIVE, 'adaptive thinking is not supported on this model'],
    [HAIKU, { messages: [{ role: 'assistant', content: 'So ' }] }, 'messages: final assistant content cannot end with'],
    [
      HAIKU,
      { max_tokens: 64_001 },
      'max_tokens: 64001 > 64000, which is the maximum allowed number of output tokens for',
    ],
    [SONNET, { ...BUDGET, temperature: 0.5 }, '`temperature` may only be set to 1 when thinking is enabled'],
    [OPUS_6, { ...ADAPTIVE, temperature: 0.5 }, '`temperature` may only be set to 1 when thinking is enabled'],
    [HAIKU, { ...BUDGET, max_tokens: 2048 }, '`max_tokens` must be greater than `thinking.budget_tokens`.'],
    [HAIKU, { thinking: { type: 'enabled', budget_tokens: 1023 } }, 'thinking.enabled.budget_tokens: Input should be'],
    [
      SONNET,
      { ...BUDGET, tool_choice: { type: 'any' } },
      'Thinking may not be enabled when tool_choice forces tool use.',
    ],
  ])('%s refuses %j', (model, fields, message) => {
    const poison = poisonOf({ ...fields, model })
    expect(poison).toMatchObject({ check: 'parameter', status: 400 })
    expect(poison?.message.slice(0, message.length)).toBe(message)
  })

  test.each([
    [OPUS_7, { temperature: 1, top_p: 0.99 }],
    [OPUS_7, ADAPTIVE],
    [OPUS_6, { temperature: 0.5, top_k: 40 }],
    [OPUS_6, BUDGET],
    [SONNET, { ...ADAPTIVE, temperature: 1, tool_choice: { type: 'auto' } }],
    [SONNET, { max_tokens: 128_000 }],
    [HAIKU, { top_p: 0.9 }],
    [HAIKU, BUDGET],
    [HAIKU, BEGUN],
    [HAIKU, { thinking: { type: 'disabled' } }],
    ['claude-of-tomorrow', { temperature: 0.5, top_p: 0.9, max_tokens: 1e9, ...BEGUN }],
  ])('%s takes %j', (model, fields) => {
    expect(poisonOf({ ...fields, model })).toBeNull()
  })

  test('a budget may exceed the answer when thinking is interleaved', () => {
    const body = JSON.stringify({ ...MESSAGE, ...BUDGET, max_tokens: 2048, model: SONNET })
    const headers = { 'anthropic-beta': 'interleaved-thinking-2025-05-14' }
    expect(findPoison(aRequest({ body, model: SONNET, headers }), ALL, 1e6)).toBeNull()
  })
})

describe('image', () => {
  const withPicture = (data: string, type?: string) => ({
    messages: [{ role: 'user', content: [picture(data, type)] }],
  })
  const PLACE = 'messages.0.content.0.image.source.base64'

  // anthropics/claude-code issues 12750, 15746, 8184, 56511; Yeachan-Heo/gajae-code pull request 2806
  test.each([
    ['no data', withPicture(''), `${PLACE}: image cannot be empty`],
    ['half a file', withPicture(PNG.slice(0, 61)), `${PLACE}: invalid base64 data`],
    ['a data URL', withPicture(`data:image/png;base64,${PNG}`), `${PLACE}: invalid base64 data`],
    [
      'another type',
      withPicture(PNG, 'image/jpeg'),
      `${PLACE}.data: Image does not match the provided media type image/jpeg`,
    ],
    ['base64 of base64', withPicture(Buffer.from(PNG).toString('base64')), 'Could not process image'],
    ['a text', withPicture(Buffer.from('Hello!').toString('base64')), 'Could not process image'],
    ['a type that is none', withPicture(PNG, 'image/jpg'), `${PLACE}.media_type: Input should be 'image/jpeg',`],
  ])('%s is refused', (_what, fields, message) => {
    const poison = poisonOf(fields)
    expect(poison).toMatchObject({ check: 'image', status: 400 })
    expect(poison?.message.slice(0, message.length)).toBe(message)
  })

  test('an image in the result of a tool is judged too', () => {
    const messages = (data: string) => [
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'look', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: [picture(data)] }] },
    ]
    expect(poisonOf({ messages: messages(PNG) })).toBeNull()
    expect(poisonOf({ messages: messages('*') })?.message).toBe(
      'messages.1.content.0.tool_result.content.0.image.source.base64: invalid base64 data',
    )
  })

  test('a sound image, and one that is elsewhere, are taken', () => {
    expect(poisonOf(withPicture(PNG))).toBeNull()
    const content = [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }]
    expect(poisonOf({ messages: [{ role: 'user', content }] })).toBeNull()
  })
})

// Helpers

/** What is wrong with a sound request that differs in these fields. */
function poisonOf(fields: object, checks = ALL, contextTokens = 100_000): Poisoning | null {
  const body = { ...MESSAGE, ...fields }
  return findPoison(aRequest({ body: JSON.stringify(body), model: body.model }), checks, contextTokens)
}

function picture(data: string, media_type = 'image/png'): object {
  return { type: 'image', source: { type: 'base64', media_type, data } }
}
