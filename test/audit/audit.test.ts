/** What an audit finds, counts and refuses. */
import { isFiredrillError, parseScenario } from 'firedrill'
import masked from 'firedrill/scenarios/masked-rate-limit'
import { describe, expect, test } from 'vitest'
import { type AuditProgress, audit } from '../../src/audit/audit.ts'
import type { RuleCard } from '../../src/report/scorecard.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { careful, WRONG } from '../explore/clients.ts'
import {
  ask,
  elsewhere,
  endless,
  failing,
  failingTwice,
  quota,
  refused,
  silent,
  single,
  stray,
  toOpenai,
} from './helpers.ts'

const scenarios = [failingTwice, failing, refused]

function ruleOf(rules: readonly RuleCard[], wanted: string): RuleCard {
  return rules.find(({ rule }) => rule === wanted)!
}

describe('a client over several scenarios', () => {
  test('has a card with every rule in order, counted over all of them', async () => {
    const { scorecard, ended } = await audit([careful], { scenarios })
    const [card] = scorecard.clients
    expect(card).toMatchObject({ client: 'careful', provider: 'anthropic', drilled: 3, verdict: 'pass', fixes: [] })
    expect(card?.rules.map(({ rule }) => rule)).toEqual(Array.from({ length: 22 }, (_, place) => `R${place + 1}`))
    expect(ruleOf(card!.rules, 'R7')).toMatchObject({ verdict: 'held', held: 3, violated: 0, unexercised: 0 })
    expect(ruleOf(card!.rules, 'R6')).toMatchObject({ verdict: 'held', held: 1, unexercised: 2 })
    expect(scorecard.scenarios).toEqual(['failing-twice', 'failing', 'refused'])
    expect(ended).toBe('all')
  })

  test('is shown to violate a rule in the smallest scenario, ready to be pasted and replayed', async () => {
    const replay = ({ name }: { name: string }, client: string) => `firedrill run ${name} --client ${client}`
    const { scorecard, evidence } = await audit([WRONG['backs-off']!], { scenarios, replay })
    const { violation, violated, verdict } = ruleOf(scorecard.clients[0]!.rules, 'R3')
    expect({ verdict, violated }).toEqual({ verdict: 'violated', violated: 2 })
    expect(violation).toMatchObject({
      scenario: 'failing',
      others: ['failing-twice'],
      replay: 'firedrill run failing --client never-backs-off',
    })
    expect(parseScenario(violation!.source)).toEqual(failing)
    expect(evidence.map(({ run, replay }) => [run.scenario.name, replay])).toContainEqual([
      'failing',
      violation!.replay,
    ])
  })

  test('is told what to declare or to export for a rule that never came to the test', async () => {
    const { scorecard } = await audit([careful], { scenarios })
    const needs = (rule: string) => ruleOf(scorecard.clients[0]!.rules, rule).needs
    expect(needs('R9')).toContain('defineClient({ contract: { fallback: { chain:')
    expect(needs('R14')).toContain('call.log(record)')
    expect(needs('R19')).toContain('No open call was aborted by its caller')
    expect(needs('R7')).toBeNull()
  })

  test('is not held to what it was only advised of: that is told as what to declare', async () => {
    const { scorecard } = await audit([careful], { scenarios: [masked] })
    const rule = ruleOf(scorecard.clients[0]!.rules, 'R18')
    expect(rule).toMatchObject({ verdict: 'unexercised', held: 0, needs: expect.stringContaining('easesOff: true') })
    const { scorecard: promised } = await audit([{ ...careful, contract: { easesOff: true } }], { scenarios: [masked] })
    expect(ruleOf(promised.clients[0]!.rules, 'R18').verdict).toBe('violated')
  })

  test('that did its part is told what no scenario did', async () => {
    const declared = { ...careful, contract: { alerts: { after: 50, within: '1m' as const } } }
    const { scorecard } = await audit([declared], { scenarios })
    expect(ruleOf(scorecard.clients[0]!.rules, 'R15').needs).toContain('Never did 50 calls fail within')
  })
})

test('the same clients, scenarios and seed give the same scorecard, byte for byte', async () => {
  const clients = [careful, WRONG.jitters!, WRONG['honours-retry-after']!]
  const options = { scenarios: [...scenarios, silent], seed: 5 }
  const [first, second] = [await audit(clients, options), await audit(clients, options)]
  expect(JSON.stringify(second.scorecard)).toBe(JSON.stringify(first.scorecard))
})

test('each client meets all scenarios, in the words of its own API, those that have none there left out', async () => {
  const scenarios = [failing, elsewhere, quota]
  const { scorecard } = await audit([single, toOpenai], { scenarios })
  expect(scorecard.clients).toMatchObject([
    { client: 'single', provider: 'anthropic', drilled: 2, untold: ['quota'] },
    { client: 'to-openai', provider: 'openai', drilled: 3, untold: [] },
  ])
  expect(scorecard.scenarios).toEqual(['failing', 'elsewhere', 'quota'])
})

test('a scenario that is told of another API than its own is replayed in its words', async () => {
  const replay = ({ name, provider }: Scenario) => `${name} of ${provider.name}`
  const { scorecard, evidence } = await audit([toOpenai], { scenarios: [failing], replay })
  const { violation } = ruleOf(scorecard.clients[0]!.rules, 'R1')
  expect(violation?.replay).toBe('failing of openai')
  expect(parseScenario(violation!.source).provider.name).toBe('openai')
  expect(evidence[0]?.run.scenario.provider.name).toBe('openai')
})

test('a subject may be another client from scenario to scenario', async () => {
  const met: string[] = []
  const subject = {
    name: 'both',
    clientFor: ({ name }: { name: string }) => {
      met.push(name)
      return single
    },
  }
  const { scorecard, evidence } = await audit([subject], { scenarios })
  expect(new Set(evidence.map(({ run }) => run.trace.client))).toEqual(new Set(['both']))
  expect(met).toEqual(expect.arrayContaining(scenarios.map(({ name }) => name)))
  expect(scorecard.clients[0]?.client).toBe('both')
})

test('progress is told before each drill, and at the end', async () => {
  const told: AuditProgress[] = []
  await audit([single], { scenarios: [failing, refused], onProgress: (progress) => told.push(progress) })
  expect(told).toEqual([
    { done: 0, total: 2, client: 'single', scenario: 'failing' },
    { done: 1, total: 2, client: 'single', scenario: 'refused' },
    { done: 2, total: 2, client: null, scenario: null },
  ])
})

test('an interrupted audit gives what was found by then, and passes nobody', async () => {
  const stop = new AbortController()
  const { scorecard, ended } = await audit([careful, single], {
    scenarios,
    signal: stop.signal,
    onProgress: ({ done }) => done === 1 && stop.abort(),
  })
  expect(ended).toBe('interrupted')
  expect(scorecard.partial).toEqual({ done: 2, total: 6 })
  expect(scorecard.clients).toMatchObject([
    { client: 'careful', drilled: 2, verdict: 'inconclusive', reasons: [expect.stringContaining('after 2 of 3')] },
  ])
})

describe('what cannot be judged', () => {
  test('is a scenario that the client never asks for anything in', async () => {
    const shy = {
      name: 'shy',
      clientFor: ({ name }: { name: string }) => (name === 'endless' ? () => 'cached' : single),
    }
    const { scorecard } = await audit([shy], { scenarios: [refused, endless] })
    expect(scorecard.clients[0]).toMatchObject({ verdict: 'inconclusive', inconclusive: 1, drilled: 2 })
    expect(scorecard.clients[0]?.reasons.join()).toMatch(/endless could not be judged: .*sent no request at all/)
  })

  test('is a drill that the harness had to cut off', async () => {
    const { scorecard } = await audit([single], { scenarios: [failing], limits: { wallTime: 0.001 } })
    expect(scorecard.clients[0]).toMatchObject({ verdict: 'inconclusive', inconclusive: 1 })
  })
})

test('a host that nobody expected is a failure, named once', async () => {
  const chatty = {
    name: 'chatty',
    call: async ({ signal }: { signal: AbortSignal }) => {
      await fetch('https://telemetry.example.com/').catch(() => {})
      return await ask(signal)
    },
  }
  const { scorecard } = await audit([chatty], { scenarios })
  const hosts = scorecard.clients[0]!.reasons.filter((reason) => reason.includes('telemetry.example.com'))
  expect(hosts).toHaveLength(1)
  expect(scorecard.clients[0]?.verdict).toBe('fail')
})

test('a client without an end is found out after 200 attempts, unless it promises more', async () => {
  const { scorecard, evidence } = await audit([WRONG['caps-retries']!], { scenarios: [endless] })
  expect(scorecard.clients[0]!.rules.filter(({ verdict }) => verdict === 'violated').length).toBeGreaterThan(1)
  expect(evidence).toHaveLength(1)
  expect(ruleOf(scorecard.clients[0]!.rules, 'R7').violation?.message).toContain('after 200 attempts')
  const patient = { ...WRONG['caps-retries']!, contract: { retries: 150 } }
  const { scorecard: later } = await audit([patient], { scenarios: [endless] })
  expect(ruleOf(later.clients[0]!.rules, 'R7').violation?.message).toContain('after 302 attempts')
})

test.each<[string, () => Promise<unknown>, string]>([
  ['no clients', () => audit([], { scenarios }), 'no client is given'],
  ['no scenarios', () => audit([single], { scenarios: [] }), 'no scenario is given'],
  ['two clients of one name', () => audit([single, single], { scenarios }), 'two clients are called "single"'],
  [
    'a client of an unknown API',
    () => audit([stray], { scenarios }),
    'it speaks to api.example.com, and the scenarios',
  ],
  [
    'scenarios that its API has no words for',
    () => audit([single], { scenarios: [quota] }),
    'none of the scenarios can',
  ],
  ['a client that asks nobody', () => audit([() => 'cached'], { scenarios }), 'it sent no request at all'],
  ['a bad seed', () => audit([single], { scenarios, seed: -1 }), 'the seed -1'],
])('%s are refused in a sentence', async (_, run, why) => {
  const error = await run().catch((thrown: unknown) => thrown)
  expect(isFiredrillError(error) && error.kind).toBe('wrong-use')
  expect(String(error)).toContain(why)
})
