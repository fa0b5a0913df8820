/** Scorecards for the tests of reports, made of a few words a rule. */
import { allProperties } from '../../src/property/all.ts'
import type { ClientCard, Fix, RuleCard, Scorecard } from '../../src/report/scorecard.ts'

/** What became of some rules: held in so many scenarios, or violated in these. All others never came to the test. */
export type Found = Readonly<Record<string, number | readonly string[]>>

/** The scorecard of these clients. */
export function scorecardOf(clients: readonly ClientCard[], scenarios: readonly string[] = ['outage']): Scorecard {
  return { schemaVersion: 1, firedrill: '9.9.9', seed: 7, scenarios, clients }
}

/** A client's card with what was found, and the fixes that are to be told. */
export function cardOf(client: string, found: Found, fixes: readonly Fix[] = []): ClientCard {
  const rules = allProperties().map(({ id, rule }) => ruleOf(id, rule, found[rule]))
  const isBroken = rules.some(({ verdict }) => verdict === 'violated')
  return {
    client,
    provider: 'anthropic',
    drilled: 50,
    untold: [],
    verdict: isBroken ? 'fail' : 'pass',
    reasons: [],
    inconclusive: 0,
    rules,
    fixes,
  }
}

function ruleOf(id: string, rule: RuleCard['rule'], found: Found[string] | undefined): RuleCard {
  const names = typeof found === 'object' ? found : []
  const held = typeof found === 'number' ? found : 10
  const [scenario, ...others] = names
  const base = { id, rule, unexercised: 0, violated: names.length }
  if (found === undefined) {
    return { ...base, held: 0, verdict: 'unexercised', violation: null, needs: `Declare what ${id} needs.` }
  }
  if (scenario === undefined) return { ...base, held, verdict: 'held', violation: null, needs: null }
  const replay = `npx firedrill run ${scenario}`
  const violation = { scenario, source: 'scenario({})', message: `It broke ${id}.`, replay, others }
  return { ...base, held, verdict: 'violated', violation, needs: null }
}
