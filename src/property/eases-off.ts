/** R18: a client slows down when failures look like a rate limit, whatever their status says. */
import type { ContractOptions } from '../contract/contract.ts'
import type { Trace } from '../trace/trace.ts'
import { type AttemptView, attempts, type CallView, calls } from '../trace/view.ts'
import { counted, seconds } from './format.ts'
import { hintOf } from './hint.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client that a masked limit turns away sends less in the minute that follows than in the one before.
 *
 * Exercised by a limit whose refusals bear another status than 429 and no hint, and turn away a fifth of the attempts or
 * more, once a minute holds ten attempts or more and a call is open in the next. Minutes are counted from the first such refusal; only
 * the first two that qualify are judged, as a client that has found the limit may then stay close to it. Evidence: the
 * first refusal, and the attempts of the second minute that are too many.
 *
 * To slow down, calls must know of each other. A client that keeps nothing from one call to the next has promised no such
 * thing, keeps every other rule, and backs off within each call as it should: what it does is advised against. Only where
 * `easesOff` is declared is it a failure. (A declared breaker is held to its own promise, by R10.)
 */
export function easesOff(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'eases-off',
    rule: 'R18',
    claim: 'Under a masked rate limit the client sends less from minute to minute.',
    declared,
    find: (trace, contract) => {
      const sent = attempts(trace).filter(({ received }) => received)
      const refusals = sent.filter(isMaskedRefusal)
      const first = refusals[0]
      if (first === undefined) {
        return unexercised(
          'No limit turned an attempt away under a mask: put limits({ …, maskedAs: 500 }) in the script',
        )
      }
      const pair = firstPair(sent, first, trace)
      if (pair === null) {
        return unexercised(
          'While the masked limit turned a fifth of the attempts away, no minute held ten attempts or more and was followed ' +
            'by one in which calls were open: let more calls be made, over two minutes or more',
        )
      }
      const breaches = pair.after.length < pair.before.length ? [] : [breach(pair, first)]
      if (isSome(breaches))
        return contract.easesOff ? violated(breaches) : { ...violated(breaches), severity: 'advice' }
      return held(
        `${counted(pair.after.length, 'attempt')} in the minute from ${seconds(pair.middleMs)}, after ${pair.before.length} in the one ` +
          'before, under a masked limit',
      )
    },
  })
}

function isMaskedRefusal(attempt: AttemptView): boolean {
  const isByLimit = attempt.faulty && attempt.step?.endsWith('.limits') === true
  return isByLimit && attempt.status !== null && attempt.status !== 429 && hintOf(attempt).kind === 'none'
}

interface Pair {
  readonly before: readonly AttemptView[]
  readonly after: readonly AttemptView[]
  readonly middleMs: number
}

/** The first two minutes in a row with enough in them. One that the end of the drill cuts short can't show a fall. */
function firstPair(sent: readonly AttemptView[], first: AttemptView, trace: Trace): Pair | null {
  const minutes = Map.groupBy(
    sent.filter(({ startMs }) => startMs >= first.startMs),
    ({ startMs }) => Math.floor((startMs - first.startMs) / MINUTE_MS),
  )
  const all = calls(trace)
  for (const [index, before] of [...minutes].toSorted(([a], [b]) => a - b)) {
    const after = minutes.get(index + 1) ?? []
    const middleMs = first.startMs + (index + 1) * MINUTE_MS
    const isWhole = trace.virtualMs >= middleMs + MINUTE_MS || after.length >= before.length
    const isLimited = before.filter(isMaskedRefusal).length >= before.length * REFUSED_SHARE
    const isFull = before.length >= ATTEMPTS_MIN && all.some((call) => isOpen(call, middleMs, middleMs + MINUTE_MS))
    // A limit that turns nobody away any more has gone, unless it was the client that gave way.
    const isInForce = after.length < before.length || after.some(isMaskedRefusal)
    if (isWhole && isLimited && isFull && isInForce) return { before, after, middleMs }
  }
  return null
}

/** Without a call to make there is nothing to hold back. */
function isOpen({ startMs, endMs }: CallView, fromMs: number, toMs: number): boolean {
  return startMs < toMs && (endMs ?? Number.POSITIVE_INFINITY) > fromMs
}

function breach({ before, after, middleMs }: Pair, first: AttemptView): Breach {
  return {
    what:
      `In the minute from ${seconds(middleMs)} the client sent ${counted(after.length, 'attempt')}, after ${before.length} in the one ` +
      `before, although a limit that shows as ${first.status} was turning ${before.filter(isMaskedRefusal).length} of those away`,
    remedy:
      'Send less for every failure that comes in a burst, whatever its status: a pause for all calls, fewer at once, or a ' +
      'rate that is halved',
    evidence: [first.headersAt, ...after.slice(before.length - 1).map(({ createdAt }) => createdAt)],
  }
}

const MINUTE_MS = 60_000
const ATTEMPTS_MIN = 10
/** Where the domain would have a breaker open: 20 % errors in a minute. */
const REFUSED_SHARE = 0.2
