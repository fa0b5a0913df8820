/** R17: the layers of a client don't multiply: what reaches the service stays within one budget. */
import { ADVICE, type Contract, type ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { succeeded } from './failure.ts'
import { type FaultyPeriod, faultyPeriods } from './faulty-periods.ts'
import { counted, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * While a service fails, a client sends it no more attempts for each call than declared, over all calls of that time,
 * healthy ones and those that the client itself turned away included.
 *
 * Exercised by a faulty period in which attempts of two calls or more failed. It is judged by the `amplification` that is
 * declared; undeclared, more than 4 is advised against. Layers that told of their attempts by `call.layer` are named with
 * their share. Evidence: the attempts over the budget of the worst call of the period.
 */
export function containsAmplification(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'contains-amplification',
    rule: 'R17',
    claim: 'While the service fails, attempts for each call stay within one budget.',
    declared,
    find: (trace, contract) => {
      const measured = faultyPeriods(trace)
        .filter((period) => failingCount(period) >= CALLS_MIN)
        .map((period) => measure(trace, period))
        .toSorted((a, b) => b.factor - a.factor)
      const budget = contract.amplification
      const over = budget === null ? [] : measured.filter(({ factor }) => factor > budget)
      const breaches = over.map((period) => breach(period, budget!))
      if (isSome(breaches)) return violated(breaches)
      const worst = measured[0]
      if (worst === undefined) {
        return unexercised(
          'Attempts of fewer than two calls failed in one time: let several calls meet the same outage',
        )
      }
      const bound = budget === null ? 'none declared' : `of ${budget} declared`
      return held(`${factText(worst)}, ${bound}`, adviceOn(worst, contract))
    },
  })
}

const CALLS_MIN = 2

interface Measured {
  readonly period: FaultyPeriod
  readonly attemptCount: number
  readonly factor: number
  /** Such as ` (app 3 × below 3 = 9)`; empty where no layer told of itself. */
  readonly layers: string
}

function failingCount({ calls }: FaultyPeriod): number {
  return calls.filter(({ attempts }) => attempts.some((attempt) => !succeeded(attempt))).length
}

function measure(trace: Trace, period: FaultyPeriod): Measured {
  const attemptCount = period.calls.reduce((sum, { attempts }) => sum + attempts.length, 0)
  const factor = attemptCount / period.calls.length
  return { period, attemptCount, factor, layers: layersText(trace, period, attemptCount) }
}

/** How each layer multiplies what the one around it does: the outer layer, which makes fewer attempts, first. */
function layersText(trace: Trace, { calls }: FaultyPeriod, attemptCount: number): string {
  const numbers = new Set(calls.map(({ call }) => call))
  const told = trace.events.filter((event) => event.kind === 'layer')
  const names = told.filter(({ call }) => call !== null && numbers.has(call)).map(({ layer }) => layer)
  const counts = [...Map.groupBy(names, (name) => name)].map(([name, each]) => [name, each.length] as const)
  if (counts.length === 0) return ''
  const nested = [...counts.toSorted(([, a], [, b]) => a - b), ['below', attemptCount] as const]
  const shares = nested.map(([name, count], index) => {
    const around = nested[index - 1]?.[1] ?? calls.length
    return `${name} ${rounded(count / around)}`
  })
  return ` (${shares.join(' × ')} = ${rounded(attemptCount / calls.length)})`
}

function factText({ period, attemptCount, factor, layers }: Measured): string {
  const span = `From ${seconds(period.fromMs)} to ${seconds(period.toMs)}`
  return (
    `${span}, while the service was failing, ${counted(period.calls.length, 'call')} made ` +
    `${counted(attemptCount, 'attempt')}: ${rounded(factor)} for each${layers}`
  )
}

function breach(measured: Measured, budget: number): Breach {
  const { period } = measured
  const worst = period.calls.toSorted((a, b) => b.attempts.length - a.attempts.length)[0]!
  return {
    what: `${factText(measured)}, where ${budget} is declared`,
    remedy: 'Let one layer retry and set every other to 0, or give them all one budget of retries',
    evidence: worst.attempts.slice(Math.floor(budget)).map(({ createdAt }) => createdAt),
  }
}

function adviceOn({ factor, layers }: Measured, { amplification }: Contract): string[] {
  if (amplification !== null || factor <= ADVICE.amplification) return []
  const bound = `at most ${ADVICE.amplification} are advised (default, none declared)`
  return [`On average a call made ${rounded(factor)} attempts${layers}; ${bound}.`]
}

function rounded(number: number): string {
  return String(Number(number.toFixed(2)))
}
