/** Scenarios of more than one host: a fallback's provider that speaks another dialect, and a status page. */
import {
  anthropic,
  attempts,
  calls,
  closed,
  drill,
  during,
  forever,
  healthy,
  openai,
  scenario,
  statusPage,
  when,
} from 'firedrill'
import { expect, test } from 'vitest'

const api = anthropic()
const BODY = JSON.stringify({ model: 'm', max_tokens: 8, messages: [{ role: 'user', content: 'Hi' }] })

test('each host is answered in its own dialect, under the names of the scenario', async () => {
  const twoDown = scenario({
    name: 'two-down',
    description: 'Both providers are overloaded.',
    provider: api,
    otherProviders: [openai()],
    script: [when({ host: 'api.openai.com' }, forever(api.status(503))), forever(api.overloaded())],
    calls: { count: 1 },
  })
  const bodies: string[] = []
  const trace = await drill(twoDown, async ({ signal }) => {
    for (const url of ['https://api.anthropic.com/v1/messages', 'https://api.openai.com/v1/chat/completions']) {
      const headers = { 'x-api-key': 'sk-ant-11111111', authorization: 'Bearer sk-22222222' }
      bodies.push(await (await fetch(url, { method: 'POST', body: BODY, headers, signal })).text())
    }
  })
  expect(JSON.parse(bodies[0]!)).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } })
  expect(JSON.parse(bodies[1]!)).toMatchObject({ error: { type: expect.any(String), message: expect.any(String) } })
  const [first, second] = attempts(trace)
  expect([first?.fault, second?.fault]).toEqual(['api.overloaded()', 'api.serviceUnavailable()'])
  expect([first?.requestId, second?.requestId].every((id) => typeof id === 'string')).toBe(true)
  expect(JSON.stringify(trace)).not.toMatch(/sk-ant-1|sk-2/)
})

test('an unlisted host is still refused', async () => {
  const trace = await drill(
    scenario({ name: 'one', description: 'One call.', provider: api, otherProviders: [openai()], script: [] }),
    async () => {
      await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body: BODY })
      await fetch('https://api.elsewhere.example/').catch(() => {})
    },
  )
  expect(trace.events.some(({ kind }) => kind === 'unexpected-host')).toBe(true)
})

test('a client can read the status page, which lags; that is no attempt of its call', async () => {
  const lagging = scenario({
    name: 'lagging',
    description: 'The page is green for ten minutes more.',
    provider: api,
    script: [
      statusPage({ host: 'status.example.com', changes: [{ at: 0, indicator: 'critical' }], lag: '10m' }),
      during('30m', closed()),
      healthy(),
    ],
    calls: { count: 2, every: '20m' },
  })
  const trace = await drill(lagging, async () => {
    const answer = await fetch('https://status.example.com/api/v2/status.json')
    const { status } = (await answer.json()) as { status: { indicator: string } }
    await fetch('https://api.anthropic.com/v1/messages', { method: 'POST', body: BODY }).catch(() => {})
    return status.indicator
  })
  expect(calls(trace).map(({ value }) => value)).toEqual(['"none"', '"critical"'])
  expect(attempts(trace).map(({ url }) => new URL(url).host)).toEqual(['api.anthropic.com', 'api.anthropic.com'])
  expect(trace.events.filter(({ kind }) => kind === 'status-page')).toMatchObject([
    { call: 0, indicator: 'none' },
    { call: 1, indicator: 'critical' },
  ])
})

test('two providers without hosts of their own can not be told apart', () => {
  expect(() =>
    scenario({
      name: 'blurred',
      description: 'Nobody knows who is who.',
      provider: api,
      otherProviders: [{ name: 'json', hosts: [] }],
      script: [],
    }),
  ).toThrow('it has no hosts')
})
