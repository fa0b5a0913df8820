/** How a scenario is told in the words of another API, and which ones can't be. */
import {
  anthropic,
  during,
  forever,
  gemini,
  healthy,
  isFiredrillError,
  json,
  openai,
  scenario,
  status,
  statusPage,
  streamError,
  when,
} from 'firedrill'
import { describe, expect, test } from 'vitest'
import type { Item } from '../../src/scenario/step.ts'
import { toldTo } from '../../src/scenario/told-to.ts'

const [claude, gpt] = [anthropic(), openai()]

function about(provider: Parameters<typeof toldTo>[1], ...script: Item[]) {
  return scenario({ name: 'trouble', description: 'Trouble.', provider, script, covers: ['F1'] })
}

describe('what is told', () => {
  test('bears its name, and is about the other API', () => {
    const one = about(claude, during('1m', claude.internalError()), healthy())
    expect(toldTo(one, gpt)).toEqual({ ...one, provider: { name: 'openai', hosts: ['api.openai.com'] } })
  })

  test('names its host, path and model', () => {
    const outage = during('1m', status(500))
    const one = about(
      claude,
      when({ host: 'api.anthropic.com' }, outage),
      when({ path: '/v1/messages', call: 1 }, outage),
      when({ model: 'claude-opus-*' }, outage),
      healthy(),
    )
    expect(toldTo(one, gemini()).script).toMatchObject([
      { match: { host: 'generativelanguage.googleapis.com' } },
      { match: { path: '/v1beta/models/*', call: 1 } },
      { match: { model: 'gemini-2.5-flash' } },
      healthy(),
    ])
  })

  test('fails by its statuses, error types and headers, in its texts', () => {
    const one = about(
      claude,
      claude.overloaded({ message: 'Overloaded', without: ['request-id', 'retry-after'] }),
      streamError('overloaded_error', { at: 'half' }),
    )
    expect(toldTo(one, gpt).script).toEqual([
      gpt.serviceUnavailable({ without: ['x-request-id', 'retry-after'] }),
      streamError('server_is_overloaded', { at: 'half' }),
    ])
  })

  test('leaves a third API alone, and changes places with a second', () => {
    const other = when({ host: 'api.openai.com' }, forever(gpt.rateLimited({ errorType: 'rate_limit_exceeded' })))
    const one = scenario({ name: 'two', description: 'Two.', provider: claude, otherProviders: [gpt], script: [other] })
    expect(toldTo(one, gemini())).toMatchObject({ script: [other], otherProviders: [{ name: 'openai' }] })
    expect(toldTo(one, gpt)).toMatchObject({
      script: [{ match: { host: 'api.anthropic.com' }, items: [{ items: [{ errorType: 'rate_limit_error' }] }] }],
      otherProviders: [{ name: 'anthropic' }],
    })
  })

  test('of its own API it is the same', () => {
    const one = about(claude, claude.overloaded())
    expect(toldTo(one, claude)).toBe(one)
  })
})

test.each<[string, ReturnType<typeof about>, Parameters<typeof toldTo>[1], string]>([
  [
    'an error type of one API alone',
    about(gpt, gpt.rateLimited({ errorType: 'insufficient_quota' })),
    claude,
    'no word for',
  ],
  [
    'a path of one API alone',
    about(claude, when({ path: '/v1/files' }, status(500))),
    gpt,
    'no such path as /v1/files',
  ],
  ['a model of no rank', about(claude, when({ model: 'claude-haiku-*' }, status(500))), gpt, 'no such model'],
  ['headers', about(claude, status(500, { headers: { 'x-up': 'no' } })), gpt, 'headers'],
  ['a header to match', about(claude, when({ header: { 'x-tier': 'batch' } }, status(500))), gpt, 'headers'],
  ['a healthy side of one’s own', about(claude, healthy('mine')), gpt, 'handlers of its own'],
  ['a host of one’s own', about(anthropic({ hosts: ['llm.internal'] }), status(500)), gpt, 'anthropic at llm.internal'],
  ['an API of no dialect', about(claude, status(500)), json(), 'json at any host'],
  [
    'a status page',
    about(claude, statusPage({ host: 'status.claude.com', changes: [] }), status(500)),
    gemini(),
    'status page',
  ],
  ['a text of requests', about(claude, when({ body: '"role":"assistant"' }, status(500))), gemini(), 'no such text'],
])('%s can not be told: the reason is a sentence', (_, one, provider, why) => {
  const error = (() => {
    try {
      return toldTo(one, provider)
    } catch (thrown) {
      return thrown
    }
  })()
  expect(isFiredrillError(error) && error.kind).toBe('wrong-use')
  expect(String(error)).toContain(`Failed to tell "trouble" in the words of ${provider.name}: `)
  expect(String(error)).toContain(why)
})
