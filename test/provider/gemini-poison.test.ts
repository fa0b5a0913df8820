/** Requests that the Gemini API never answers, in the words in which users have been told so. */
import { Type } from '@google/genai'
import { expect, test } from 'vitest'
import { geminiDialect } from '../../src/provider/gemini/dialect.ts'
import type { PoisonCheck, Poisoning } from '../../src/provider/provider.ts'
import { GENERATE, requestTo, STREAM } from './gemini-sdk.ts'

const ALL: readonly PoisonCheck[] = ['context-window', 'tool-schema', 'parameter', 'image', 'block-order']
const ASK = { role: 'user', parts: [{ text: 'Is all well?' }] }
const CALL = { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] }
const RESPONSE = { role: 'user', parts: [{ functionResponse: { name: 'f', response: {} } }] }
// The signature of a PNG (ISO/IEC 15948, 5.2) and the start of its first chunk.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ'

test('a sound request is none of it', () => {
  const image = { inlineData: { mimeType: 'image/png', data: PNG } }
  const parameters = {
    type: Type.OBJECT,
    properties: {
      names: { type: Type.ARRAY, items: { type: 'string' }, minItems: '1' },
      type: { any_of: [{ type: 'NUMBER' }, { type: 'NULL' }], title: 'Type' },
    },
    required: ['names'],
  }
  const body = {
    contents: [{ role: 'user', parts: [{ text: 'Look' }, image] }, CALL, RESPONSE, { role: 'model', parts: [] }],
    tools: [{ functionDeclarations: [{ name: 'f', parameters }, { name: 'g' }] }, { googleSearch: {} }],
    generationConfig: { temperature: 2, thinkingConfig: { thinkingBudget: 0 } },
  }
  expect(found(body)).toBeNull()
  for (const broken of ['', 'null', '[]', '{"contents":5,"tools":{"functionDeclarations":[7]}}']) {
    expect(geminiDialect.findPoison(requestTo(GENERATE, broken), ALL, 1000)).toBeNull()
  }
})

// google-gemini/gemini-cli issue 4231; ai.google.dev/gemini-api/docs/tokens: about four characters a token
test('more than the window holds is too much', () => {
  const body = { contents: [{ parts: [{ text: 'x'.repeat(4004) }] }] }
  expect(found(body)).toEqual({
    check: 'context-window',
    status: 400,
    message: 'The input token count (1001) exceeds the maximum number of tokens allowed (1000).',
    errorType: 'INVALID_ARGUMENT',
  })
  expect(found({ contents: [{ parts: [{ text: 'x'.repeat(4000) }] }] })).toBeNull()
})

test('only what was asked for is looked for, and only where a model answers', () => {
  const body = JSON.stringify({ stream: true, contents: [CALL] })
  const look = (path: string, checks: readonly PoisonCheck[]) =>
    geminiDialect.findPoison(requestTo(path, body), checks, 1000)?.check ?? null
  expect(look(GENERATE, ['image', 'context-window'])).toBeNull()
  expect(look(GENERATE, ['block-order'])).toBe('block-order')
  expect(look(`${STREAM}?alt=sse`, ALL)).toBe('parameter')
  expect(look('/v1beta/models/gemini-3.8-flash:countTokens', ALL)).toBeNull()
})

// sourcegraph/cody issue 4566; vercel/ai issue 8027 and ai.google.dev/gemini-api/docs/thinking
test('a parameter of another API, or one that the model does not support', () => {
  expect(found({ contents: [ASK], stream: true })?.message).toBe(
    'Invalid JSON payload received. Unknown name "stream": Cannot find field.',
  )
  const off = JSON.stringify({ generationConfig: { thinkingConfig: { thinkingBudget: 0 } } })
  const path = '/v1beta/models/gemini-2.5-pro:generateContent'
  expect(geminiDialect.findPoison(requestTo(path, off), ALL, 1000)).toMatchObject({
    check: 'parameter',
    message: 'Budget 0 is invalid. This model only works in thinking mode.',
  })
})

test.each([
  // zereight/gitlab-mcp issue 166
  [
    { type: 'OBJECT', properties: { a: { type: 'OBJECT', properties: { b: { type: '' } } } } },
    `Invalid value at 'tools[0].function_declarations[0].parameters.properties[0].value.properties[0].value.type' (type.googleapis.com/google.ai.generativelanguage.v1beta.Type), ""`,
  ],
  // zed-industries/zed issue 44875
  [
    { type: 'OBJECT', properties: { a: { anyOf: [{ const: 1 }] } } },
    `Invalid JSON payload received. Unknown name "const" at 'tools[0].function_declarations[0].parameters.properties[0].value.any_of[0]': Cannot find field.`,
  ],
  // cline/cline issue 7339
  [
    { type: 'OBJECT', properties: { tags: { type: 'ARRAY' } } },
    '* GenerateContentRequest.tools[0].function_declarations[0].parameters.properties[tags].items: missing field.\n',
  ],
  // iBUHub/AIStudioToAPI issue 154
  [
    { type: 'OBJECT', properties: {}, required: ['ref'] },
    '* GenerateContentRequest.tools[0].function_declarations[0].parameters.required[0]: property is not defined\n',
  ],
])("a function's schema that Gemini can't read", (parameters, message) => {
  const tools = [{ function_declarations: [{ name: 'f', parameters }] }]
  expect(found({ contents: [ASK], tools })).toMatchObject({ check: 'tool-schema', message })
})

test.each([
  { name: 'f', parameters: { type: 'STRING' } },
  { name: 'f', parameters: 'none' },
  { name: 'f', parametersJsonSchema: { type: 'object', properties: { a: { type: 'strin' } } } },
  // kaitranntt/ccs issue 25
  { name: '21st_magic' },
  { name: 'x'.repeat(65) },
])("a function's declaration that Gemini doesn't take", (declaration) => {
  const poison = found({ tools: [{ functionDeclarations: [{ name: 'fine' }, declaration] }] })
  expect(poison?.check).toBe('tool-schema')
  expect(poison?.message).toContain('tools[0].function_declarations[1].')
})

// musistudio/claude-code-router issue 845, AmberSahdev/Open-Interface issue 64
test.each([
  ['data:image/png;base64', `Base64 decoding failed for "data:image/png;base64"`],
  ['', 'Base64 decoding failed for ""'],
  [btoa(PNG), 'Provided image is not valid.'],
  [btoa('no picture at all'), 'Provided image is not valid.'],
])('an image that is none', (data, message) => {
  const parts = [{ text: 'Look' }, { inline_data: { mime_type: 'image/png', data } }]
  const poison = found({ contents: [{ role: 'user', parts }] })
  expect(poison?.check).toBe('image')
  expect(poison?.message).toContain(message)
})

// protobuf.dev, ProtoJSON: bytes in either alphabet, with or without padding
test('media in the other alphabet of base64, without padding, or of a type that is no image', () => {
  const jpeg = btoa('\xff\xd8\xff\xfb\xef\xbe')
  for (const data of [
    jpeg,
    jpeg.replaceAll('/', '_').replaceAll('+', '-'),
    btoa('\xff\xd8\xff\xe0').replace('==', ''),
  ]) {
    expect(found({ contents: [{ parts: [{ inlineData: { mimeType: 'image/jpeg', data } }] }] })).toBeNull()
  }
  expect(found({ contents: [{ parts: [{ inlineData: { mimeType: 'audio/wav', data: btoa('RIFF') } }] }] })).toBeNull()
})

const AFTER_CALL = 'Please ensure that function response turn comes immediately after a function call turn.'
const AFTER_USER =
  'Please ensure that function call turn comes immediately after a user turn or after a function response turn.'

// google-gemini/gemini-cli issues 11814, 17208 and 26956; the-open-agent/openagent issue 1666
test.each([
  [[{ role: 'assistant', parts: [] }], 'Please use a valid role: user, model.'],
  [[RESPONSE], AFTER_CALL],
  [[ASK, CALL, RESPONSE, RESPONSE], AFTER_CALL],
  [[CALL, RESPONSE], AFTER_USER],
  [[ASK, { role: 'model', parts: [{ text: 'Well' }] }, CALL], AFTER_USER],
  [
    [ASK, { role: 'model', parts: [...CALL.parts, ...CALL.parts] }, RESPONSE],
    'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
  ],
])('turns in an order that makes no sense', (contents, message) => {
  expect(found({ contents })).toMatchObject({ check: 'block-order', message })
})

// Helpers

function found(body: object): Poisoning | null {
  return geminiDialect.findPoison(requestTo(GENERATE, JSON.stringify(body)), ALL, 1000)
}
