/** R14: each failed call is logged with its time and request id, and never with a credential. */
import type { ContractOptions } from '../contract/contract.ts'
import { credentialIn } from '../trace/credential.ts'
import type { Trace } from '../trace/trace.ts'
import type { CallView } from '../trace/view.ts'
import { type FailedCall, failedCalls } from './failed-calls.ts'
import { succeeded } from './failure.ts'
import { counted, excerptOf, seconds } from './format.ts'
import type { Property } from './property.ts'
import { holdsPayload, holdsTime } from './record-text.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client writes at least one record of each failed call that holds both a time and the request id of one of its
 * attempts, where the service sent any; none of its records or alerts holds a credential. What was asked is advised.
 *
 * Exercised by a failed call once `call.log` was used at all, or the console by a failed call, or where `logs` is declared;
 * and by any record for the credentials. Where nothing but the console was used and nothing is declared, what is missing
 * is advice. A record is a call's own, or names its request id, whoever wrote it. Evidence: the
 * failure, the call's records and its end; or the record with the credential.
 */
export function logsFailures(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'logs-failures',
    rule: 'R14',
    claim: 'Each failed call is logged with time and request id, and no record holds a credential.',
    declared,
    find: (trace, contract) => {
      const failed = failedCalls(trace)
      const records = recordsOf(trace)
      const leaks = records.flatMap((record) => leak(record) ?? [])
      const logs = records.filter(({ kind }) => kind === 'log')
      const isJudged = contract.logs || logs.some(({ to, call }) => to === 'sink' || isOneOf(failed, call))
      const own = failed.map((one) => ({ ...one, records: logs.filter((record) => isAbout(record, one)) }))
      const breaches = [...leaks, ...(isJudged ? own.flatMap((one) => unlogged(one) ?? []) : [])]
      if (isSome(breaches)) {
        // A library that prints its errors has promised no log: what its lines lack is advice, unless it is a secret.
        const isPromised = contract.logs || isSome(leaks) || logs.some(({ to }) => to === 'sink')
        return isPromised ? violated(breaches) : { ...violated(breaches), severity: 'advice' }
      }
      if (!isSome(own)) return unexercised('No call failed: let one fail beyond its retries')
      if (!isJudged) {
        return unexercised('Nothing was logged: let the client use `call.log` or the console, or declare `logs`')
      }
      return held(`${counted(own.length, 'failed call')} logged with time and request id`, adviceOn(own))
    },
  })
}

interface LogRecord {
  readonly kind: 'log' | 'alert'
  readonly to: 'sink' | 'console'
  readonly call: number | null
  readonly text: string
  readonly at: number
  readonly t: number
}

interface Logged extends FailedCall {
  readonly records: readonly LogRecord[]
}

function recordsOf(trace: Trace): LogRecord[] {
  return trace.events.flatMap((event, at): LogRecord[] => {
    if (event.kind !== 'log' && event.kind !== 'alert') return []
    const { kind, call, record, t } = event
    return [{ kind, to: event.kind === 'log' ? event.to : 'sink', call, text: record, at, t }]
  })
}

function isOneOf(failed: readonly FailedCall[], call: number | null): boolean {
  return failed.some((one) => one.call.call === call)
}

function isAbout({ call, text }: LogRecord, failed: FailedCall): boolean {
  return call === failed.call.call || requestIds(failed.call).some((id) => text.includes(id))
}

function requestIds(call: CallView): string[] {
  return call.attempts.flatMap((attempt) => (succeeded(attempt) ? [] : (attempt.requestId ?? [])))
}

function unlogged({ call, failedAt, failedMs, records }: Logged): Breach | null {
  const ids = requestIds(call)
  const hasId = ({ text }: LogRecord) => ids.length === 0 || ids.some((id) => text.includes(id))
  const hasTime = ({ text }: LogRecord) => holdsTime(text)
  if (records.some((record) => hasTime(record) && hasId(record))) return null
  const last = ids.at(-1)
  return {
    what: `Call ${call.call} failed at ${seconds(failedMs)}, ${lackText(records, hasTime, hasId, last)}`,
    remedy: `Write one record of each failed call, with its time${last === undefined ? '' : ', its request id'} and what was asked`,
    evidence: [failedAt, ...records.map(({ at }) => at), call.endedAt],
  }
}

type Test = (record: LogRecord) => boolean

function lackText(records: readonly LogRecord[], hasTime: Test, hasId: Test, id: string | undefined): string {
  if (records.length === 0) return 'and no record tells of it'
  const lacks = [
    ...(records.some(hasTime) ? [] : ['a time']),
    ...(records.some(hasId) ? [] : [`a request id such as ${id}`]),
  ]
  const whole = records.length === 1 ? 'its one record has' : `none of its ${records.length} records has`
  if (lacks.length === 0) return `but ${whole} both a time and a request id`
  return records.length === 1 ? `but its one record lacks ${lacks.join(' and ')}` : `but ${whole} ${lacks.join(' or ')}`
}

function leak({ kind, to, call, text, at, t }: LogRecord): Breach | null {
  const credential = credentialIn(text)
  if (credential === null) return null
  const name = kind === 'alert' ? 'An alert' : to === 'console' ? 'What was written to the console' : 'A log record'
  const whose = call === null ? '' : ` in call ${call}`
  return {
    what: `${name} at ${seconds(t)}${whose} holds a credential (${credential}): "${excerptOf(text)}"`,
    remedy: 'Leave headers and configuration out of what is logged, or take the credentials out of them',
    evidence: [at],
  }
}

function adviceOn(logged: readonly Logged[]): string[] {
  const silent = logged.find(({ call, records }) => {
    const sent = call.attempts.filter(({ received, body }) => received && body !== '')
    return sent.length > 0 && !sent.some((attempt) => records.some(({ text }) => holdsPayload(text, attempt)))
  })
  if (silent === undefined) return []
  return [
    `No record of call ${silent.call.call} holds what was asked; its payload is advised (default, whole or in part).`,
  ]
}
