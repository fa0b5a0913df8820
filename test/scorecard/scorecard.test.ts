/** The committed scorecard of real clients: it is of what is installed, each violation has its note, and is seen again. */
import { existsSync, readFileSync } from 'node:fs'
import { allProperties, drill } from 'firedrill'
import { describe, expect, test } from 'vitest'
import { REAL_CLIENTS } from '../../scorecard/clients.ts'
import { cardOf, pageOf } from '../../scorecard/page.ts'
import { nameOf, type RealClient, SETTINGS, type Setting, subjectOf } from '../../scorecard/real-client.ts'
import { gallery, type Name, scenariosFor } from '../../scorecard/world.ts'
import { standing } from '../../src/property/verdict.ts'
import { readScorecard } from '../../src/report/scorecard-json.ts'

const read = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')
const scorecard = readScorecard(read('scorecard.json'), 'docs/scorecard.json')
const all = await gallery()
const settings = REAL_CLIENTS.flatMap((client) => SETTINGS.map((setting) => [client, setting] as const))

/** The rules that a client breaks in a setting, as the scorecard has it. */
function brokenBy(client: RealClient, setting: Setting): string[] {
  const rules = cardOf(scorecard, client, setting)?.rules ?? []
  return rules.filter(({ verdict }) => verdict === 'violated').map(({ rule }) => rule)
}

test('it has every client in every setting, in the versions that are installed: else run npm run scorecard', () => {
  expect(scorecard.clients.map(({ client }) => client)).toEqual(settings.map((one) => nameOf(...one)))
})

test('its page is made of it', () => {
  expect(read('scorecard.md')).toBe(pageOf(scorecard, REAL_CLIENTS))
})

describe.each(REAL_CLIENTS.map((client) => [client.packages[0], client] as const))('of %s', (_, client) => {
  test.each(SETTINGS)('at %s each violation has one note, and no note is stale', (setting) => {
    const noted = client.notes.filter((note) => note.settings.includes(setting)).map(({ rule }) => rule)
    expect(noted.toSorted()).toEqual(brokenBy(client, setting).toSorted())
  })

  test('each note names a line of an installed file that holds what it names', () => {
    for (const { at } of client.notes) {
      const [, file = '', line = '', what = ''] = /^(\S+):(\d+) \((.+)\)$/.exec(at) ?? []
      const url = new URL(`../../node_modules/${file}`, import.meta.url)
      expect(existsSync(url), `${at}: a file of node_modules with a line and a name`).toBe(true)
      const around = readFileSync(url, 'utf8')
        .split('\n')
        .slice(Math.max(0, Number(line) - 1), Number(line))
      expect(around.join(), at).toContain(what)
    }
  })

  test.each(SETTINGS)('at %s each violation is seen again in its smallest scenario', async (setting) => {
    const scenarios = scenariosFor(client.provider, all)
    const subject = subjectOf(client, setting)
    const violated = cardOf(scorecard, client, setting)!.rules.filter(({ violation }) => violation !== null)
    for (const [name, rules] of Map.groupBy(violated, ({ violation }) => violation!.scenario)) {
      const scenario = scenarios.find((one) => one.name === name)!
      const trace = await drill(scenario, await subject.clientFor(scenario), { seed: scorecard.seed, limits: LIMITS })
      const results = allProperties().map((property) => property.check(trace))
      const seen = results.filter((result) => standing(result) === 'violated').map(({ rule }) => rule)
      expect(seen, name).toEqual(expect.arrayContaining(rules.map(({ rule }) => rule)))
    }
  })
})

const LIMITS = { attempts: 200 } as const

describe('the world of the scorecard', () => {
  const providers: readonly Name[] = ['anthropic', 'openai', 'gemini']

  test.each(providers)('is told to %s alone, in scenarios of different names', (provider) => {
    const scenarios = scenariosFor(provider, all)
    expect(new Set(scenarios.map((one) => one.provider.name))).toEqual(new Set([provider]))
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length)
  })

  test('leaves none of the gallery’s own scenarios out', () => {
    for (const provider of providers) {
      const own = all.filter((one) => one.provider.name === provider)
      expect(scenariosFor(provider, all)).toEqual(expect.arrayContaining(own))
    }
  })

  test('translates hosts, models and statuses', () => {
    const [outage] = scenariosFor('gemini', all).filter(({ name }) => name === 'anthropic-down-then-up')
    expect(JSON.stringify(outage?.script)).toContain('generativelanguage.googleapis.com')
    const overloaded = scenariosFor('openai', all).find(({ name }) => name === 'overloaded')
    expect(JSON.stringify(overloaded?.script)).not.toContain('529')
    const modelDown = scenariosFor('openai', all).find(({ name }) => name === 'opus-down')
    expect(JSON.stringify(modelDown?.script)).toContain('gpt-5.1')
  })
})
