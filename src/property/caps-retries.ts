/** R2: a call makes no more attempts than promised, over all of its layers. */
import { ADVICE, type ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import type { CallView } from '../trace/view.ts'
import { chargedRetries } from './chain.ts'
import { attemptName, counted, seconds } from './format.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'
import type { Retry } from './retry.ts'

/**
 * A client stops trying after its promised retries; undeclared, before the drill's own attempt limit stops it. What is sent
 * in the context of a call that has queued something (`call.queue`) and has ended is work of the queue, and no retry.
 */
export function capsRetries(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'caps-retries',
    rule: 'R2',
    claim: 'A call makes no more retries than promised.',
    declared,
    find: (trace, contract) => {
      const retried = ownCalls(trace)
        .map((call) => ({ call, made: chargedRetries(call, contract) }))
        .filter(({ made }) => made.length > 0)
      const most = Math.max(...retried.map(({ made }) => made.length))
      const promised = contract.retries
      const breaches = promised === null ? unbounded(trace, retried) : overPromise(retried, promised)
      const advice = promised === null ? adviceOn(retried) : []
      if (isSome(breaches)) return violated(breaches, advice)
      if (retried.length === 0) return unexercised('No call was tried again: let one fail often enough to be retried')
      const bound = promised === null ? 'none declared' : `of the ${promised} declared`
      return held(`At most ${counted(most, 'retry', 'retries')} in a call, ${bound}`, advice)
    },
  })
}

interface Retried {
  readonly call: CallView
  readonly made: readonly Retry[]
}

function overPromise(retried: readonly Retried[], promised: number): Breach[] {
  return retried
    .filter(({ made }) => made.length > promised)
    .map(({ call, made }) => {
      const first = made[promised]!.after
      return {
        what:
          `Call ${call.call} made ${counted(made.length, 'retry', 'retries')} where ${promised} are declared: ` +
          `${attemptName(first)} at ${seconds(first.startMs)} was already one too many`,
        remedy: 'Let one layer of the client retry and set every other (SDK, HTTP library, job queue) to 0',
        evidence: made.slice(promised).map(({ after }) => after.createdAt),
      }
    })
}

function unbounded(trace: Trace, retried: readonly Retried[]): Breach[] {
  return trace.events.flatMap((event, at) => {
    if (event.kind !== 'limit-reached' || event.limit !== 'attempts') return []
    const open = retried.filter(({ call }) => call.endedAt === null && (event.call ?? call.call) === call.call)
    const worst = open.toSorted((a, b) => b.made.length - a.made.length)[0]
    if (worst === undefined) return []
    const { call, made } = worst
    return {
      what:
        `Call ${call.call} had made ${counted(made.length, 'retry', 'retries')} by ${seconds(event.t)}, when the drill's ` +
        `limit of ${event.value} attempts stopped it (no retries declared; default ${ADVICE.retries})`,
      remedy: 'Give up after a fixed number of retries, whatever the failure, and declare that number as `retries`',
      evidence: [made.at(-1)!.after.createdAt, at],
    }
  })
}

function adviceOn(retried: readonly Retried[]): string[] {
  return retried
    .filter(({ made }) => made.length > ADVICE.retries)
    .slice(0, 1)
    .map(
      ({ call, made }) =>
        `Call ${call.call} made ${made.length} retries; ${ADVICE.retries} are advised (default, none declared).`,
    )
}
