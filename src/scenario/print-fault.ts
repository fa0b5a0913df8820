/** Prints a fault in the words of the DSL. */
import { durationSource } from '../duration.ts'
import type { Fault, HealthyFault, RetryAfter, StatusFault } from '../fault/fault.ts'
import type { Dialect } from '../provider/provider.ts'
import { call, flat, literal, object, type Source } from './source.ts'

/** The name under which printed source knows its provider. */
export const API = 'api'

/** A fault on one line, such as `api.internalError({ retryAfter: 30 })`. */
export function printFault(fault: Fault, dialect: Pick<Dialect, 'statuses'>): string {
  return flat(faultSource(fault, dialect))
}

/** A fault as source. */
export function faultSource(fault: Fault, dialect: Pick<Dialect, 'statuses'>): Source {
  switch (fault.kind) {
    case 'status':
      return statusSource(fault, dialect)
    case 'healthy':
      return healthySource(fault)
    case 'reset':
    case 'silence':
      return withOptions(
        fault.kind,
        [],
        [
          ['at', fault.at === 'headers' ? undefined : literal(fault.at)],
          ['delay', durationOf(fault.delayMs)],
        ],
      )
  }
}

function statusSource(fault: StatusFault, { statuses }: Pick<Dialect, 'statuses'>): Source {
  const { retryAfter, retryAfterMs, shouldRetry, message, headers } = fault
  const options: Entries = [
    ['delay', durationOf(fault.delayMs)],
    ['retryAfter', retryAfter === undefined ? undefined : retryAfterSource(retryAfter)],
    ['retryAfterMs', retryAfterMs === undefined ? undefined : scalar(retryAfterMs)],
    ['shouldRetry', shouldRetry === undefined ? undefined : String(shouldRetry)],
    ['message', message === undefined ? undefined : literal(message)],
    ['headers', headers && object(Object.entries(headers).map(([name, value]) => [name, literal(value)]))],
  ]
  const name = Object.keys(statuses).find((key) => statuses[key] === fault.status)
  if (name !== undefined) return withOptions(`${API}.${name}`, [], options)
  return withOptions(`${API}.status`, [String(fault.status)], options)
}

function healthySource({ handlers, delayMs, bodyDelayMs }: HealthyFault): Source {
  return withOptions('healthy', handlers === undefined ? [] : [literal(handlers)], [
    ['delay', durationOf(delayMs)],
    ['bodyDelay', durationOf(bodyDelayMs)],
  ])
}

type Entries = readonly (readonly [name: string, value: Source | undefined])[]

function withOptions(name: string, first: readonly Source[], entries: Entries): Source {
  const options = object(entries)
  return call(name, options.parts.length === 0 ? first : [...first, options])
}

function durationOf(delayMs: number | undefined): string | undefined {
  return delayMs === undefined ? undefined : durationSource(delayMs)
}

function retryAfterSource(retryAfter: RetryAfter): Source {
  if (typeof retryAfter !== 'object') return scalar(retryAfter)
  return object([['dateIn', durationSource(retryAfter.dateInMs)]])
}

function scalar(value: number | string): string {
  return typeof value === 'number' ? String(value) : literal(value)
}
