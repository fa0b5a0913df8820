/** Several properties as one. */
import { wrongUse } from '../errors.ts'
import { checkId } from './custom.ts'
import { OWN_RULE, type Property, type PropertyResult } from './property.ts'
import type { Finding } from './result.ts'
import { standing } from './verdict.ts'

/**
 * One property out of several: held when all of them are, violated with the message and the proof of the first that is,
 * unexercised when one of them never came to the test. A violation of what is only advised (`advise`) becomes advice.
 *
 * @throws FiredrillError (`wrong-use`) for a bad id, and for no properties.
 */
export function allOf(id: string, ...properties: readonly [Property, ...Property[]]): Property {
  checkId(id)
  if (properties.length === 0) {
    throw wrongUse(`define ${id}`, 'it combines nothing', `Name properties: allOf('${id}', backsOff(), terminates())`)
  }
  const claim = properties.map((property) => property.claim).join(' ')
  return Object.freeze({
    id,
    rule: OWN_RULE,
    claim,
    check: (trace) => ({ id, rule: OWN_RULE, ...together(properties.map((property) => property.check(trace))) }),
  } satisfies Property)
}

function together(results: readonly PropertyResult[]): Finding {
  const binding = results.filter(({ severity }) => severity === undefined)
  const advised = results.filter((result) => standing(result) === 'advised')
  const advice = [...results.flatMap((result) => result.advice), ...advised.map(named)]
  const first = (verdict: PropertyResult['verdict']) => binding.find((result) => result.verdict === verdict)
  const found = first('violated') ?? first('unexercised')
  if (found !== undefined) return { verdict: found.verdict, message: named(found), evidence: found.evidence, advice }
  if (binding.length === 0) {
    return { verdict: 'unexercised', message: 'It combines nothing but advice.', evidence: [], advice }
  }
  const message = `Held, each of them: ${binding.map(({ id }) => id).join(', ')}.`
  return { verdict: 'held', message, evidence: [], advice }
}

function named({ id, message }: PropertyResult): string {
  return `By ${id}: ${message}`
}
