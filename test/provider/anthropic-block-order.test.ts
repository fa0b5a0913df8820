/** The order that the Messages API asks of the blocks of a conversation. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPoison } from '../../src/provider/anthropic/poison.ts'
import { aRequest } from './request.ts'

const call = (id: string) => ({ type: 'tool_use', id, name: 'look_up', input: {} })
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'Nothing' })
const text = (said = 'Well') => ({ type: 'text', text: said })
const thought = { type: 'thinking', thinking: 'Hm', signature: 'abc' }
const assistant = (...content: object[]) => ({ role: 'assistant', content })
const user = (...content: object[]) => ({ role: 'user', content })
const ASKED = { role: 'user', content: 'Look it up' }

// A refusal of the API of 5 May 2026: anomalyco/opencode, packages/llm/test/fixtures/recordings/anthropic-messages,
// rejects-malformed-assistant-tool-order-without-patch.json.
test('text after a call is refused as the API was recorded to refuse it', () => {
  const messages = [assistant(call('call_1'), text()), user(result('call_1')), user(text())]
  expect(flawOf(messages)).toBe(
    'messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: call_1. Each `tool_use` ' +
      'block must have a corresponding `tool_result` block in the next message.',
  )
})

// platform.claude.com/docs/en/agents-and-tools/tool-use/handle-tool-calls
test.each([
  ['a call without a result', [ASKED, assistant(call('a')), ASKED], /^messages\.2: .* immediately after: a\. /],
  ['a call at the end', [ASKED, assistant(call('a'))], /immediately after: a\. /],
  ['one result of two', [ASKED, assistant(call('a'), call('b')), user(result('b'))], /immediately after: a\. /],
  ['no result of two', [ASKED, assistant(call('a'), call('b')), ASKED], /immediately after: a, b\. /],
  ['text before the result', [ASKED, assistant(call('a')), user(text(), result('a'))], /immediately after: a\. /],
  [
    'a result that comes later',
    [ASKED, assistant(call('a')), ASKED, assistant(text()), user(result('a'))],
    /immediately after: a\. /,
  ],
  // anthropics/claude-code issue 18947
  [
    'a result without a call',
    [user(result('a'))],
    /^messages\.0\.content\.0: unexpected `tool_use_id` found in `tool_result` blocks: a\. /,
  ],
  [
    'a result of an earlier call',
    [ASKED, assistant(call('a')), user(result('a')), assistant(text()), user(text(), result('a'))],
    /^messages\.4\.content\.1: unexpected `tool_use_id`/,
  ],
  // anthropics/claude-code issue 21317
  [
    'two calls of one id',
    [ASKED, assistant(call('a'), call('a')), user(result('a'))],
    /^messages\.1\.content\.1: `tool_use` ids must be unique$/,
  ],
  // tailcallhq/forgecode issue 2107
  [
    'a thought at the end',
    [ASKED, assistant(text(), thought), ASKED],
    /^messages\.1: The final block in an assistant message cannot be `thinking`\.$/,
  ],
])('%s is refused', (_what, messages, message) => {
  expect(flawOf(messages)).toMatch(message)
})

test.each([
  ['a conversation that the assistant begins', [assistant(text()), ASKED]],
  [
    'results in another order, and text after them',
    [ASKED, assistant(call('a'), call('b')), user(result('b'), result('a'), text())],
  ],
  [
    'results in messages of their own',
    [ASKED, assistant(call('a'), call('b')), user(result('a')), user(result('b')), ASKED],
  ],
  ['a thought and text before a call', [ASKED, assistant(thought, text(), call('a')), user(result('a'))]],
  [
    'a system message in between',
    [ASKED, assistant(call('a')), { role: 'system', content: 'Hurry' }, user(result('a'))],
  ],
  [
    "the API's own tools",
    [ASKED, assistant({ type: 'server_tool_use', id: 'srv', name: 'web_search', input: {} }, text()), ASKED],
  ],
])('%s is taken', (_what, messages) => {
  expect(flawOf(messages)).toBeNull()
})

test('a conversation in order is taken, and refused once any of its calls or results is lost', () => {
  // How many tools each turn of the assistant calls.
  const TURNS = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(TURNS, fc.nat(), fc.constantFrom('tool_use', 'tool_result'), (turns, at, lost) => {
      const messages = turns.flatMap((count, turn) => {
        const ids = Array.from({ length: count }, (_, index) => `${turn}-${index}`)
        return [assistant(text(), ...ids.map(call)), user(...ids.map(result), text())]
      })
      expect(flawOf([ASKED, ...messages])).toBeNull()
      const id = `${at % turns.length}-0`
      const without = messages.map(({ role, content }) => ({
        role,
        content: content.filter(
          (block) => !('type' in block && block.type === lost && Object.values(block).includes(id)),
        ),
      }))
      expect(flawOf([ASKED, ...without])).toMatch(new RegExp(`: ${id}`))
    }),
  )
})

// Helpers

/** What the API says of the order of these messages; null when it takes them. */
function flawOf(messages: readonly object[]): string | null {
  const body = JSON.stringify({ model: 'claude-opus-4-7', max_tokens: 64, messages })
  return findPoison(aRequest({ body }), ['block-order'], 100_000)?.message ?? null
}
