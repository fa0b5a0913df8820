/** Reports of every kind for tests, with any text wherever text from outside can stand. */
import { anthropic, scenario, times } from 'firedrill'
import { allProperties } from '../../src/property/all.ts'
import type { PropertyVerdict } from '../../src/property/property.ts'
import type { Exploration } from '../../src/report/exploration.ts'
import type { Reported, ReportedRun } from '../../src/report/reported.ts'
import type { RuleCard, Scorecard } from '../../src/report/scorecard.ts'
import { printScenario } from '../../src/scenario/print.ts'
import { hasty, repaired, runOf } from './stories.ts'

/** A report of one kind. */
export type Kind<Name extends Reported['kind']> = Extract<Reported, { kind: Name }>

/** A run of a client that breaks R3 and R12, in which everything that can be said is said in these words. */
export function brokenRun(text = 'no luck'): ReportedRun {
  const run = runOf((t) => {
    hasty(t)
    t.call()
    t.wait(30_000)
    t.attempt({ status: 503, requestId: text }, { fault: text, model: text, url: `https://api.test/${text}` })
    t.log(text)
    t.alert(text)
    t.show(text)
    t.error({ name: text, message: text })
  })
  const results = run.results.map((result) => ({ ...result, message: told(result.message, text), advice: [text] }))
  const trace = { ...run.trace, client: told('ask', text), scenario: told('outage', text) }
  const described = { ...run.scenario, description: text }
  return { run: { ...run, trace, results, scenario: described }, replay: told('npx firedrill run outage', text) }
}

/** A run that passes. */
export function passedRun(): ReportedRun {
  return { run: runOf(repaired), replay: 'npx firedrill run told' }
}

/** Runs. */
export function runs(...list: readonly ReportedRun[]): Kind<'runs'> {
  return { kind: 'runs', runs: list }
}

/** An exploration that found R3 broken. */
export function explored(text = '', parts: Partial<Exploration> = {}): Kind<'exploration'> {
  const { run } = brokenRun(text === '' ? 'no luck' : text)
  const result = run.results.find(({ id }) => id === 'backs-off')!
  const api = anthropic()
  const found = {
    result,
    scenario: scenario({
      name: 'backs-off',
      description: `Found. ${text}`,
      provider: api,
      script: [times(1, api.internalError())],
    }),
    trace: run.trace,
    seed: 7,
    path: `12:0:3${text}`,
    limits: { attempts: 100 },
    shrinkDrills: 5,
    cutShort: false,
    drills: 3,
    file: `.firedrill/backs-off.json${text}`,
  }
  const properties = allProperties().map(({ id, rule }, index) => {
    const counts = id === 'backs-off' ? { held: 10, violated: 3 } : { held: index % 2, violated: 0 }
    return { id, rule, ...counts, unexercised: 4, missing: counts.held === 0 ? told('It needs more.', text) : null }
  })
  return {
    kind: 'exploration',
    replay: (one) => told(`npx firedrill replay ${one.file}`, text),
    exploration: {
      schemaVersion: 1,
      client: told('ask', text),
      seed: 7,
      runs: 100,
      drills: 100,
      shrinkDrills: 5,
      inconclusive: 0,
      ended: 'runs',
      verdict: 'fail',
      reasons: text === '' ? [] : [text],
      counterexamples: [found],
      kept: { replayed: 0, dropped: [], untested: [] },
      coverage: { faults: { [told('reset', text)]: 3 }, steps: { times: 4 }, paths: {}, properties },
      wallMs: 1500,
      ...parts,
    },
  }
}

/** A scorecard in which these rules have these verdicts, and all others are held. */
export function scorecardOf(verdicts: Readonly<Record<string, PropertyVerdict>>, text = '', client = 'ask'): Scorecard {
  const rules = allProperties().map(({ id, rule }): RuleCard => {
    const verdict = verdicts[id] ?? 'held'
    const count = (one: PropertyVerdict) => (verdict === one ? 3 : 0)
    const { run, replay } = brokenRun(text === '' ? 'no luck' : text)
    const violation = {
      scenario: run.trace.scenario,
      source: printScenario(run.scenario),
      message: told(`It breaks ${id}.`, text),
      replay,
      others: [],
    }
    return {
      id,
      rule,
      verdict,
      held: count('held'),
      violated: count('violated'),
      unexercised: count('unexercised'),
      violation: verdict === 'violated' ? violation : null,
      needs: verdict === 'unexercised' ? told('Declare more.', text) : null,
    }
  })
  const violated = rules.filter(({ verdict }) => verdict === 'violated')
  const fixes = violated.map(({ rule, id }) => ({ rule, id, violated: 3, instead: told('Wait longer.', text) }))
  return {
    schemaVersion: 1,
    firedrill: '0.1.0',
    seed: 1,
    scenarios: [told('outage', text), 'told'],
    clients: [
      {
        client: told(client, text),
        provider: 'anthropic',
        drilled: 2,
        untold: [],
        verdict: violated.length > 0 ? 'fail' : 'pass',
        reasons: text === '' ? [] : [text],
        inconclusive: 0,
        rules,
        fixes: fixes.slice(0, 3),
      },
    ],
  }
}

/** Two audits of one client: it breaks R3 in a scenario, then in another one too. */
export function spreadScorecards(): [before: Scorecard, after: Scorecard] {
  const before = scorecardOf({ 'backs-off': 'violated' })
  const clients = before.clients.map((card) => ({
    ...card,
    rules: card.rules.map((rule) =>
      rule.violation === null ? rule : { ...rule, violation: { ...rule.violation, others: ['told'] } },
    ),
  }))
  return [before, { ...before, clients }]
}

/** An audit of a client that breaks R3 now, and broke R4 before. */
export function audited(
  text = '',
  baseline: Scorecard | null = scorecardOf({ jitters: 'violated' }, text),
): Kind<'audit'> {
  const scorecard = scorecardOf({ 'backs-off': 'violated', 'obeys-abort': 'unexercised' }, text)
  return { kind: 'audit', scorecard, baseline, evidence: [brokenRun(text === '' ? 'no luck' : text)] }
}

function told(what: string, text: string): string {
  return text === '' || text === 'no luck' ? what : `${what} ${text}`
}
