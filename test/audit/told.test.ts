/** Which scenarios of the gallery a client meets: each API's own, and the others' in its words. */
import { drill, parseScenario, printScenario, type Scenario } from 'firedrill'
import { describe, expect, test } from 'vitest'
import { gallery } from '../../scorecard/world.ts'
import { audit } from '../../src/audit/audit.ts'
import { scenariosFor } from '../../src/audit/told.ts'
import { defaultClient } from '../../src/cli/default-client/default-client.ts'
import { placeOf, TOLD_APIS } from '../../src/scenario/told-to.ts'

const all = await gallery()

/** A client of each API that asks once a call. */
const ASKING = {
  anthropic: asking('https://api.anthropic.com/v1/messages', { model: 'claude-opus-4-7' }),
  openai: asking('https://api.openai.com/v1/chat/completions', { model: 'gpt-5.1' }),
  gemini: asking('https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent', {}),
}

describe.each(TOLD_APIS)('%s', (api) => {
  const { scenarios, untold } = scenariosFor(placeOf(api), all)
  const own = all.filter(({ provider }) => provider.name === api)
  const told = scenarios.filter((one) => !own.includes(one))

  test('has its own scenarios as they are, and most of the others', () => {
    expect(scenarios).toEqual(expect.arrayContaining(own))
    expect(told.map(({ provider }) => provider)).toEqual(told.map(() => placeOf(api)))
    // Failover Bench stands in the gallery twice, a second time for OpenAI.
    expect(scenarios.length).toBeGreaterThan(all.length - 32)
    expect(untold.length).toBeLessThan(10)
  })

  test('has no scenario twice, by name or by what happens', () => {
    const names = scenarios.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
    const scripts = new Set(own.map(contentOf))
    expect(told.filter((one) => scripts.has(contentOf(one)))).toEqual([])
  })

  test('prints what is told to it, and parses it back', () => {
    for (const one of told) expect(parseScenario(printScenario(one)), one.name).toEqual(one)
  })

  test('is well again after all of what is told to it that has an end', async () => {
    for (const one of told.filter((scenario) => !isEndless(scenario))) {
      const { events, limit } = await drill(one, ASKING[api])
      const last = events.findLast(({ kind }) => kind === 'call-ended')
      expect(limit, one.name).toBeNull()
      expect(last, one.name).toMatchObject({ outcome: 'value' })
    }
  })
})

test('a scenario that tells the hosts of regions apart is one of its API; one of other hosts alone is not', () => {
  const region = all.filter(({ name }) => name === 'region-down')
  expect(scenariosFor(placeOf('openai'), region)).toEqual({ scenarios: region, untold: [] })
  expect(scenariosFor({ name: 'openai', hosts: ['llm.internal'] }, region).untold).toEqual(['region-down'])
  expect(scenariosFor({ name: 'openai', hosts: [] }, region).untold).toEqual(['region-down'])
})

test('the default client of OpenAI keeps and breaks the same rules as ever, in scenarios told to it', async () => {
  const few = all.filter(({ name }) =>
    ['outage', 'bad-request', 'stalled-body', 'opus-down', 'region-down'].includes(name),
  )
  const { scorecard } = await audit(
    [{ name: 'openai', clientFor: (one: Scenario) => defaultClient({ ...one, provider: placeOf('openai') }) }],
    { scenarios: few },
  )
  const [card] = scorecard.clients
  expect(card).toMatchObject({ provider: 'openai', drilled: 5, untold: [], inconclusive: 0 })
  const verdicts = Object.fromEntries(card!.rules.map(({ rule, verdict }) => [rule, verdict]))
  expect(verdicts).toMatchObject({ R1: 'held', R2: 'held', R6: 'held', R7: 'held', R8: 'held' })
})

// Helpers

function asking(url: string, parts: object) {
  return async ({ signal }: { signal: AbortSignal }) => {
    const messages = [{ role: 'user', content: 'Hi' }]
    const body = JSON.stringify({ ...parts, max_tokens: 16, messages, contents: [{ parts: [{ text: 'Hi' }] }] })
    const headers = { 'content-type': 'application/json', 'x-api-key': 'sk', authorization: 'Bearer sk' }
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
    })
    if (!response.ok) throw Object.assign(new Error('no answer'), { status: response.status })
    return await response.text()
  }
}

function contentOf({ script, calls, otherProviders }: Scenario): string {
  return JSON.stringify([script, calls, otherProviders])
}

function isEndless({ script, calls }: Scenario): boolean {
  return calls !== null || JSON.stringify(script).includes('"forever"')
}
