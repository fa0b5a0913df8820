/** JUnit XML: a suite for each scenario or client, a case for each rule. What Jenkins, GitLab and others read. */
import type { PropertyResult } from '../property/property.ts'
import { type RunVerdict, runVerdict, standing } from '../property/verdict.ts'
import { printScenario } from '../scenario/print.ts'
import { excerpt } from './excerpt.ts'
import type { Counterexample, Exploration } from './exploration.ts'
import { drillsEnd, otherReasons } from './reasons.ts'
import type { RefusedRun, Reported, ReportedRun } from './reported.ts'
import { ruleName } from './rule-name.ts'
import type { ClientCard, RuleCard, Scorecard } from './scorecard.ts'
import { scorecardChange } from './scorecard-change.ts'
import { partialText } from './scorecard-left-out.ts'
import { printable } from './text.ts'
import { type Element, xmlDocument } from './xml.ts'

/** The report as JUnit XML. */
export function junitReport(reported: Reported): string {
  const suites = suitesOf(reported)
  const counts = countsOf(suites.flatMap(({ cases }) => cases))
  // Jenkins's schema knows no count of those skipped here, only in the suites.
  const { skipped: _, ...attributes } = counts
  return xmlDocument({
    name: 'testsuites',
    attributes: { name: 'firedrill', ...attributes },
    content: suites.map(suite),
  })
}

interface Suite {
  readonly name: string
  /** Real milliseconds; null where they are not kept. */
  readonly wallMs: number | null
  readonly facts: Readonly<Record<string, string>>
  readonly cases: readonly Case[]
}

/** A rule, or the drills themselves. */
interface Case {
  readonly name: string
  readonly end: 'passed' | 'failure' | 'error' | 'skipped'
  /** In a line. */
  readonly message: string
  /** With all that there is to see. */
  readonly details: string
}

function suitesOf(reported: Reported): Suite[] {
  switch (reported.kind) {
    case 'runs':
      return [...reported.runs.map(runSuite), ...(reported.refused ?? []).map(refusedSuite)]
    case 'exploration':
      return [explorationSuite(reported.exploration, reported.replay)]
    case 'audit':
      return auditSuites(reported.scorecard, reported.baseline)
  }
}

function auditSuites(scorecard: Scorecard, baseline: Scorecard | null): Suite[] {
  const isKnown = knownBefore(scorecard, baseline)
  const suites = scorecard.clients.map((card) => clientSuite(card, scorecard.seed, isKnown))
  const partial = partialText(scorecard)
  if (partial === null) return suites
  const only: Case = { name: 'the audit itself', end: 'error', message: partial, details: partial }
  return [...suites, { name: 'the audit', wallMs: null, facts: {}, cases: [only] }]
}

/** Which violations a gate lets pass, as the baseline has them too. */
function knownBefore(scorecard: Scorecard, baseline: Scorecard | null): (client: string, card: RuleCard) => boolean {
  if (baseline === null) return () => false
  const { newlyViolated, spread, newClients } = scorecardChange(baseline, scorecard)
  const worse = new Set([...newlyViolated, ...spread].map(({ after }) => after))
  return (client, card) => !worse.has(card) && !newClients.includes(client)
}

function runSuite({ run, replay }: ReportedRun): Suite {
  const { trace, results, required } = run
  const { verdict } = runVerdict(trace, results, required)
  return {
    name: `${trace.client} through ${trace.scenario}`,
    wallMs: run.wallMs,
    facts: { client: trace.client, scenario: trace.scenario, seed: String(trace.seed), replay },
    cases: [...results.map((result) => resultCase(result, run, replay)), ...drillCase(verdict, otherReasons(run))],
  }
}

function refusedSuite({ scenario, message }: RefusedRun): Suite {
  const only: Case = { name: 'the drill itself', end: 'error', message, details: message }
  return { name: scenario, wallMs: null, facts: { scenario }, cases: [only] }
}

function resultCase(result: PropertyResult, { trace }: ReportedRun['run'], replay: string): Case {
  const { message, advice } = result
  const name = ruleName(result)
  switch (standing(result)) {
    case 'violated': {
      const lines = [message, ...excerpt(trace, result), '', `Replay: ${replay}`]
      return { name, end: 'failure', message, details: lines.join('\n') }
    }
    case 'unexercised':
      return { name, end: 'skipped', message, details: '' }
    case 'advised':
      return { name, end: 'passed', message, details: [`Advised: ${message}`, ...advice].join('\n') }
    case 'held':
      return { name, end: 'passed', message, details: advice.join('\n') }
  }
}

function explorationSuite(exploration: Exploration, replay: (one: Counterexample) => string): Suite {
  const { client, seed, drills, wallMs, verdict, reasons, counterexamples, coverage } = exploration
  const broken = new Set(counterexamples.map(({ result }) => result.id))
  const others = coverage.properties.filter(({ id }) => !broken.has(id))
  return {
    name: `exploring ${client}`,
    wallMs,
    facts: { client, seed: String(seed), drills: String(drills) },
    cases: [
      ...counterexamples.map((one) => counterexampleCase(one, replay(one))),
      ...others.map(
        ({ id, rule, held, missing }): Case => ({
          name: ruleName({ id, rule }),
          end: held > 0 ? 'passed' : 'skipped',
          message: missing ?? 'It never came to the test.',
          details: '',
        }),
      ),
      ...drillCase(verdict, reasons),
    ],
  }
}

function counterexampleCase({ result, scenario, trace }: Counterexample, replay: string): Case {
  const { message } = result
  const lines = [message, '', printScenario(scenario), ...excerpt(trace, result), '', `Replay: ${replay}`]
  return { name: ruleName(result), end: 'failure', message, details: lines.join('\n') }
}

function clientSuite(
  { client, provider, drilled, verdict, reasons, rules }: ClientCard,
  seed: number,
  isKnown: (client: string, card: RuleCard) => boolean,
): Suite {
  return {
    name: client,
    wallMs: null,
    facts: { client, provider, scenarios: String(drilled), seed: String(seed) },
    cases: [...rules.map((card) => ruleCase(card, isKnown(client, card))), ...drillCase(verdict, reasons)],
  }
}

function ruleCase(card: RuleCard, isKnown: boolean): Case {
  const { verdict, violation, needs } = card
  const name = ruleName(card)
  if (verdict === 'violated') {
    const { message, source, replay, scenario } = violation ?? UNSEEN
    const lines = [message, '', `The smallest scenario that showed it, ${scenario}:`, '', source, `Replay: ${replay}`]
    if (isKnown) return { name, end: 'skipped', message: `Violated, as in the baseline: ${message}`, details: '' }
    return { name, end: 'failure', message, details: lines.join('\n') }
  }
  const end = verdict === 'held' ? 'passed' : 'skipped'
  return { name, end, message: needs ?? 'It never came to the test.', details: '' }
}

/** A case for what is no rule's doing. */
function drillCase(verdict: RunVerdict['verdict'], reasons: readonly string[]): Case[] {
  const drills = drillsEnd(verdict, reasons)
  if (drills === null) return []
  const end = drills.end === 'fail' ? 'failure' : 'error'
  return [{ name: 'the drill itself', end, message: drills.reasons[0], details: drills.reasons.join('\n') }]
}

function suite({ name, wallMs, facts, cases }: Suite): Element {
  const properties = Object.entries(facts).map(
    ([key, value]): Element => ({ name: 'property', attributes: { name: key, value: printable(value) }, content: '' }),
  )
  return {
    name: 'testsuite',
    attributes: {
      name: printable(name),
      ...countsOf(cases),
      ...(wallMs === null ? {} : { time: (wallMs / 1000).toFixed(3) }),
    },
    content: [
      { name: 'properties', attributes: {}, content: properties },
      ...cases.map((one) => testcase(one, printable(name))),
    ],
  }
}

function testcase({ name, end, message, details }: Case, suite: string): Element {
  // Readers take what stands before the last dot for a package.
  const classname = `firedrill.${suite.replaceAll('.', '_')}`
  return {
    name: 'testcase',
    attributes: { name: printable(name), classname, time: '0' },
    content: end === 'passed' ? output(details) : [ending(end, message, details)],
  }
}

function ending(end: Exclude<Case['end'], 'passed'>, message: string, details: string): Element {
  const type = { failure: 'violated', error: 'inconclusive', skipped: 'unexercised' }[end]
  return { name: end, attributes: { type, message: printable(message) }, content: details }
}

function output(details: string): Element[] {
  return details === '' ? [] : [{ name: 'system-out', attributes: {}, content: details }]
}

function countsOf(cases: readonly Case[]) {
  const count = (end: Case['end']) => String(cases.filter((one) => one.end === end).length)
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  }
}

/** For a scorecard written by hand: what is violated was seen somewhere. */
const UNSEEN = { message: 'It is violated.', source: '', replay: 'npx firedrill audit', scenario: 'unknown' }
