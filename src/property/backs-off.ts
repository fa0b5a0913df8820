/** R3: each wait is longer than the one before, and no retry comes at once. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import { type CallView, failureVisibleAt } from '../trace/view.ts'
import { type Backoff, backoffRuns } from './backoff.ts'
import { attemptName, capitalised, counted, seconds, timesText } from './format.ts'
import { hintsTime } from './hint.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client waits longer each time, unless a hint tells it how long.
 *
 * Where a jitter is declared, a wait may be shorter by chance than the one before. Waits that don't grow still show over
 * several calls: growth by any usual factor and jitter leaves the band in which they all lie. Exercised by two waits of one
 * call; evidence: each wait's failure, and the attempt after it.
 */
export function backsOff(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'backs-off',
    rule: 'R3',
    claim: 'Each wait is longer than the one before, and none is zero.',
    declared,
    find: (trace, contract) => {
      const runs = ownCalls(trace).flatMap((call) =>
        backoffRuns(call, contract.fallback).map((run) => ({ call, ...judged(run) })),
      )
      const single = runs.flatMap(
        ({ call, choices, free }) => instant(choices, free, contract) ?? shrinking(call, free, contract) ?? [],
      )
      const breaches =
        single.length > 0
          ? single
          : [
              constant(
                runs.map(({ free }) => free),
                contract,
              ) ?? [],
            ].flat()
      if (isSome(breaches)) return violated(breaches)
      const longest = runs.map(({ free }) => free).toSorted((a, b) => b.length - a.length)[0] ?? []
      if (longest.length < 2) {
        return unexercised('No call waited twice without a hint: let one fail three times in a row without retry-after')
      }
      if (contract.jitter === 'full' || contract.jitter === 'decorrelated') {
        return unexercised(
          `Waits with the declared jitter '${contract.jitter}' may shrink by chance, so that one call shows no growth`,
        )
      }
      return held(fact(longest), adviceOn(longest, contract))
    },
  })
}

/**
 * The waits that were the client's choice, one instant retry after `retry-after: 0` excused; and those of them that no
 * hint of any kind went before.
 */
function judged(run: readonly Backoff[]) {
  const choices = run.filter(({ hint }) => !hintsTime(hint))
  const excused = choices.find(({ hint, waitMs }) => hint.kind === 'zero' && waitMs <= 0)
  const kept = choices.filter((backoff) => backoff !== excused)
  return { choices: choices.length < 2 ? [] : kept, free: kept.filter(({ hint }) => hint.kind !== 'zero') }
}

function instant(choices: readonly Backoff[], free: readonly Backoff[], contract: Contract): Breach | null {
  const first = choices.find(({ waitMs }) => waitMs <= 0)
  if (first === undefined) return null
  // Full jitter may draw a zero, but not every time.
  if (contract.jitter === 'full' && (free.length < 2 || free.some(({ waitMs }) => waitMs > 0))) return null
  const { before, after } = first
  return {
    what:
      `${capitalised(attemptName(after))} was sent at ${seconds(after.startMs)}, the instant that attempt ` +
      `${before.attempt} had failed; any client owes some wait before a retry`,
    remedy: 'Wait before every retry, longer each time (1s, 2s, 4s are the default figures)',
    evidence: [failureVisibleAt(before), after.createdAt],
  }
}

function shrinking(call: CallView, free: readonly Backoff[], contract: Contract): Breach | null {
  if (contract.jitter === 'full' || contract.jitter === 'decorrelated') return null
  const first = free[0]
  const last = free.at(-1)
  if (first === undefined || last === undefined || first === last || last.waitMs > first.waitMs) return null
  const share = contract.jitter === 'proportional' ? JITTER_SHARE : 0
  if (isAtCap(first.waitMs, share, contract) || isAtCap(last.waitMs, share, contract)) return null
  if (share > 0 && last.waitMs >= first.waitMs * (1 - share)) return null
  const cap = contract.backoffCapMs === null ? 'no cap declared' : `declared cap ${seconds(contract.backoffCapMs)}`
  return {
    what:
      `Call ${call.call} waited ${timesText(free.map(({ waitMs }) => waitMs))} between attempts ${first.before.attempt} ` +
      `and ${last.after.attempt}: the last wait is no longer than the first (${cap}, jitter ${contract.jitter ?? 'undeclared'})`,
    remedy: 'Double the wait after each failure (1s, 2s, 4s are the default figures), or declare the cap or the jitter',
    evidence: [first, last].flatMap(({ before, after }) => [failureVisibleAt(before), after.createdAt]),
  }
}

/**
 * Waits that stay what they are, whatever their jitter: over five calls or more all lie as close together as the waits of
 * one retry do, and some call's last one was no longer than its first. A client whose waits grow would need the same luck
 * in every call.
 */
function constant(runs: readonly (readonly Backoff[])[], contract: Contract): Breach | null {
  if (contract.jitter === null || contract.jitter === 'none') return null
  const samples = runs.filter(({ length }) => length >= 2)
  const waits = samples.flat()
  const waitsMs = waits.map(({ waitMs }) => waitMs)
  const [leastMs, mostMs] = [Math.min(...waitsMs), Math.max(...waitsMs)]
  if (samples.length < SAMPLES_MIN || leastMs < mostMs * (1 - JITTER_SHARE)) return null
  if (isAtCap(mostMs, JITTER_SHARE, contract)) return null
  if (samples.every((run) => run.at(-1)!.waitMs > run[0]!.waitMs)) return null
  return {
    what:
      `${counted(waits.length, 'wait')} between ${seconds(waits[0]!.before.startMs)} and ` +
      `${seconds(waits.at(-1)!.after.startMs)}, two or more for each of ${samples.length} requests, were all between ` +
      `${seconds(leastMs)} and ${seconds(mostMs)}: they don't grow, whatever the jitter (${contract.jitter}, declared)`,
    remedy: 'Double the wait after each failure (1s, 2s, 4s are the default figures) and vary what comes of it',
    evidence: waits.flatMap(({ before, after }) => [failureVisibleAt(before), after.createdAt]),
  }
}

function isAtCap(waitMs: number, share: number, { backoffCapMs }: Contract): boolean {
  return backoffCapMs !== null && waitMs + 1 >= backoffCapMs * (1 - share)
}

function fact(run: readonly Backoff[]): string {
  const waitsMs = run.map(({ waitMs }) => waitMs)
  const isGrowing = waitsMs.every((waitMs, index) => index === 0 || waitMs > waitsMs[index - 1]!)
  const isLonger = waitsMs.at(-1)! > waitsMs[0]!
  const growth = isGrowing
    ? 'each longer than the one before'
    : isLonger
      ? 'growing'
      : 'at the cap or within the jitter'
  return `${waitsMs.length} waits, ${growth}: ${timesText(waitsMs)}`
}

function adviceOn(run: readonly Backoff[], contract: Contract): string[] {
  const firstMs = run[0]!.waitMs
  if (firstMs >= FIRST_WAIT_MS * (1 - JITTER_SHARE) || contract.jitter !== null) return []
  return [`The first wait was ${seconds(firstMs)}; 1s, then 2s and 4s, are advised (default).`]
}

/** How far a proportional jitter may shorten a wait: as the Anthropic and OpenAI SDKs do. */
const JITTER_SHARE = 0.25
const FIRST_WAIT_MS = 1000
/** How many calls it takes to tell constant waits from growing ones under jitter. */
const SAMPLES_MIN = 5
