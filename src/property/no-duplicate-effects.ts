/** R20: nothing has its effect twice, and nothing is carried out on half an answer. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, type CallView, calls, failureVisibleAt } from '../trace/view.ts'
import { failureText, isRefused, succeeded } from './failure.ts'
import { attemptName, counted, excerptOf, seconds } from './format.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client carries out no effect twice, and none once an attempt has failed and before another one is answering in good
 * health: what it then carries out can only come from an answer that was cut. An id stands for one effect in the whole
 * drill. What is carried out before any attempt, or while a healthy answer still comes in, is the client's own business;
 * where `degraded` is declared, so is what it does after a failure that brought nothing of an answer.
 *
 * Exercised by a call with a failed attempt, once `call.effect` was used or where `effects` is declared; a doubled id
 * is caught without. Evidence: both tellings of the id; or the failure, and what was carried out after it.
 */
export function noDuplicateEffects(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'no-duplicate-effects',
    rule: 'R20',
    claim: 'No effect is carried out twice, and none on an answer that was cut.',
    declared,
    find: (trace, contract) => {
      const all = calls(trace)
      const effects = effectsOf(trace)
      const breaches = [
        ...effects.flatMap((effect) => repeated(effect, effects) ?? []),
        ...effects.flatMap((effect) => premature(effect, all, contract) ?? []),
      ]
      if (isSome(breaches)) return violated(breaches)
      if (effects.length === 0 && !contract.effects) {
        return unexercised('No effect was told: hand the id of each to `call.effect`, or declare `effects`')
      }
      const troubled = all.filter((call) => call.attempts.some((attempt) => !succeeded(attempt)))
      if (troubled.length === 0)
        return unexercised('No attempt failed: let a call fail, best in the middle of its answer')
      return held(
        `${counted(effects.length, 'effect')}, each told once, and none on the failures of ${counted(troubled.length, 'call')}`,
      )
    },
  })
}

interface Effect {
  readonly id: string
  readonly call: number | null
  readonly at: number
  readonly t: number
}

function effectsOf(trace: Trace): Effect[] {
  return trace.events.flatMap((event, at) => {
    return event.kind === 'effect' ? { id: event.id, call: event.call, at, t: event.t } : []
  })
}

function repeated(effect: Effect, effects: readonly Effect[]): Breach | null {
  const first = effects.find(({ id }) => id === effect.id)!
  if (first === effect) return null
  return {
    what:
      `The effect "${excerptOf(effect.id)}" was carried out at ${seconds(effect.t)}${whereText(effect)}, after it had ` +
      `been at ${seconds(first.t)}${whereText(first)}`,
    remedy: 'Remember the id of each effect before it is carried out, and give different effects different ids',
    evidence: [first.at, effect.at],
  }
}

function whereText({ call }: Effect): string {
  return call === null ? '' : ` in call ${call}`
}

function premature(effect: Effect, all: readonly CallView[], { degraded }: Contract): Breach | null {
  const own = all.find(({ call }) => call === effect.call)
  // After its call has ended, an effect is that of work which was put aside, and rests on another answer.
  if (own === undefined || (own.endedAt !== null && own.endedAt < effect.at)) return null
  const { attempts } = own
  if (attempts.some((attempt) => succeeded(attempt) && hasBegunBy(attempt, effect.at))) return null
  const failed = attempts.findLast(
    (attempt) => hasFailedBy(attempt, effect.at) && !(degraded && broughtNothing(attempt)),
  )
  if (failed === undefined) return null
  return {
    what:
      `The effect "${excerptOf(effect.id)}" was carried out at ${seconds(effect.t)}, when ${attemptName(failed)} ` +
      `${failureText(failed)} and none had a healthy answer`,
    remedy: 'Carry out a tool call only once its answer has come whole, and drop what a failed attempt had brought',
    evidence: [failureVisibleAt(failed), effect.at],
  }
}

function hasFailedBy(attempt: AttemptView, place: number): boolean {
  const at = failureVisibleAt(attempt)
  return !succeeded(attempt) && at !== null && at < place
}

function broughtNothing(attempt: AttemptView): boolean {
  return isRefused(attempt) || !attempt.bodyStarted
}

/** The status is there, so that the client may be reading the answer. */
function hasBegunBy({ headersAt }: AttemptView, place: number): boolean {
  return headersAt !== null && headersAt < place
}
