/** R4: waits are spread, so that many callers don't come back together. */
import type { ContractOptions } from '../contract/contract.ts'
import { type Backoff, backoffRuns } from './backoff.ts'
import { counted, seconds } from './format.ts'
import { ownCalls } from './own-calls.ts'
import type { Property } from './property.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/** A client's waits before the same retry differ from call to call. */
export function jitters(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'jitters',
    rule: 'R4',
    claim: 'Waits before the same retry differ from call to call.',
    declared,
    find: (trace, { fallback }) => {
      const free = ownCalls(trace)
        .flatMap((call) => backoffRuns(call, fallback).flat())
        .filter(({ hint }) => hint.kind === 'none' || hint.kind === 'unreadable')
      const byIndex = Map.groupBy(free, ({ retryIndex }) => retryIndex)
      const samples = [...byIndex].filter(([, waits]) => waits.length >= SAMPLE_MIN).toSorted(([a], [b]) => a - b)
      const breaches = samples.flatMap(([index, waits]) => breach(index, waits) ?? [])
      if (isSome(breaches)) return violated(breaches)
      const first = samples[0]
      if (first === undefined) {
        return unexercised(
          `Fewer than ${SAMPLE_MIN} waits before the same retry: let five calls or more fail, unhinted`,
        )
      }
      const [index, waits] = first
      const { leastMs, mostMs } = range(waits)
      return held(
        `${waits.length} waits before retry ${index + 1} lie between ${seconds(leastMs)} and ${seconds(mostMs)}`,
      )
    },
  })
}

function breach(index: number, waits: readonly Backoff[]): Breach | null {
  const { leastMs, mostMs } = range(waits)
  if (mostMs - leastMs > SPREAD_MIN_MS) return null
  return {
    what:
      `${counted(waits.length, 'wait')} before retry ${index + 1}, from ${seconds(waits[0]!.after.startMs)} on, were all ` +
      `${seconds(mostMs)} within 1ms: callers that fail together come back together`,
    remedy: 'Take a random share off each wait, or add one (the SDKs take up to 25%)',
    evidence: waits.map(({ after }) => after.createdAt),
  }
}

function range(waits: readonly Backoff[]) {
  const waitsMs = waits.map(({ waitMs }) => waitMs)
  return { leastMs: Math.min(...waitsMs), mostMs: Math.max(...waitsMs) }
}

const SAMPLE_MIN = 5
const SPREAD_MIN_MS = 1
