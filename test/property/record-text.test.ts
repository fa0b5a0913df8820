/** What a log record tells, by example. */
import { expect, test } from 'vitest'
import { holdsPayload } from '../../src/property/record-text.ts'
import { attempts } from '../../src/trace/view.ts'
import { traceOf } from './trace-builder.ts'

const LONG = 'Which of the "seven seas" is the deepest, and how do we know how deep it is?'

test.each<[string, boolean, string, string]>([
  ['the whole body', true, '{"prompt":"hi"}', 'asked {"prompt":"hi"}'],
  ['its longest text, cut', true, `{"short":"hi","prompt":${JSON.stringify(LONG)}}`, `asked: ${LONG.slice(0, 45)}…`],
  ['the same inside JSON', true, `{"prompt":${JSON.stringify(LONG)}}`, JSON.stringify({ asked: LONG })],
  ['a text deep inside', true, '{"messages":[{"content":"the deep one"},null,7]}', 'asked: the deep one'],
  ['a body that is no JSON', true, 'plain words', 'asked: plain words'],
  ['another text', false, `{"short":"hi","prompt":${JSON.stringify(LONG)}}`, 'asked: hi'],
  ['the model alone', false, '{"model":"opus","p":"hi"}', 'asked opus'],
  ['no text at all', false, '{"n":[1,null]}', 'asked something'],
  ['nothing, of a request without a body', true, '', 'asked'],
])('%s: %s', (_what, holds, body, text) => {
  expect(holdsPayload(text, attemptOf(body))).toBe(holds)
})

// Helpers

function attemptOf(body: string) {
  const trace = traceOf({}, (t) => {
    t.call()
    t.attempt(500, { body })
  })
  return attempts(trace)[0]!
}
