/** R13: people are shown a friendly message, never the raw error. */
import type { Contract, ContractOptions } from '../contract/contract.ts'
import { credentialIn } from '../trace/credential.ts'
import type { ErrorRecord } from '../trace/event.ts'
import type { Trace } from '../trace/trace.ts'
import { type CallView, calls, failureVisibleAt } from '../trace/view.ts'
import { succeeded } from './failure.ts'
import { counted, excerptOf, seconds } from './format.ts'
import type { Property } from './property.ts'
import { messagesOf, rawPart, repeats, valueText } from './raw-text.ts'
import { type Breach, held, isSome, propertyOf, unexercised, violated } from './result.ts'

/**
 * A client shows people nothing of an error: not its message, its class, its code or its body, no stack trace, no
 * credential. What wraps the original error (as its `cause`) speaks in the client's own words, which may be shown.
 *
 * Exercised by a text that is handed to `call.show` once an attempt of the call has failed, and, where `shown` is
 * declared, by the value of such a call. A text shown after a healthy answer may be that answer, so that only messages
 * of the call's own errors count then; a credential counts always. Evidence: the failure, and the text or the call's end.
 */
export function hidesRawErrors(declared: ContractOptions = {}): Property {
  return propertyOf({
    id: 'hides-raw-errors',
    rule: 'R13',
    claim: 'What people are shown holds nothing of the raw error.',
    declared,
    find: (trace, contract) => {
      const all = calls(trace).flatMap((call) => shownIn(trace, call, contract).map((text) => ({ call, text })))
      const breaches = all.flatMap(({ call, text }) => breach(call, text) ?? [])
      if (isSome(breaches)) return violated(breaches)
      const tested = all.filter(({ text }) => text.afterFailure)
      if (tested.length > 0) {
        return held(`${counted(tested.length, 'text')} shown after a failure, with nothing of the error in it`)
      }
      return unexercised(
        'No text was shown after a failure: hand what people see to `call.show`, or declare `shown`, and let a call fail',
      )
    },
  })
}

interface ShownText {
  readonly text: string
  readonly at: number
  readonly t: number
  /** Where the last failure before it became visible. */
  readonly failureAt: number | null
  readonly afterFailure: boolean
  /** An attempt of the call had got a healthy answer by then. */
  readonly answered: boolean
  readonly isValue: boolean
}

function shownIn(trace: Trace, call: CallView, contract: Contract): ShownText[] {
  const texts = trace.events.flatMap((event, at) => {
    if (event.kind === 'shown' && event.call === call.call) return { text: event.text, at, t: event.t, isValue: false }
    const isValue = event.kind === 'call-ended' && event.call === call.call && contract.shown
    return isValue && event.value !== null ? { text: valueText(event.value), at, t: event.t, isValue } : []
  })
  return texts.map((text) => {
    const failures = call.attempts.flatMap((attempt) => (succeeded(attempt) ? [] : (failureVisibleAt(attempt) ?? [])))
    const earlier = failures.filter((place) => place < text.at)
    const failureAt = earlier.length === 0 ? null : Math.max(...earlier)
    const answered = call.attempts.some((attempt) => succeeded(attempt) && attempt.endedAt! < text.at)
    const failedAlone = call.attempts.length === 0 && call.outcome === 'error'
    return { ...text, failureAt, answered, afterFailure: failureAt !== null || failedAlone }
  })
}

function breach(call: CallView, shown: ShownText): Breach | null {
  const part = partOf(call, shown)
  if (part === null) return null
  const doing = shown.isValue ? `gave at ${seconds(shown.t)}, to be shown,` : `showed at ${seconds(shown.t)}`
  return {
    what: `Call ${call.call} ${doing} "${excerptOf(shown.text)}", which holds ${part}`,
    remedy: 'Show a text of your own, log the error instead, and keep it as the `cause` of whatever is thrown on',
    evidence: [shown.failureAt, shown.at],
  }
}

function partOf(call: CallView, { text, afterFailure, answered }: ShownText): string | null {
  const credential = credentialIn(text)
  if (credential !== null) return `a credential (${credential})`
  if (!afterFailure) return null
  const raw = answered ? null : rawPart(text)
  if (raw !== null) return raw
  if (!answered && tellsStatus(text, call)) return 'the text of an error'
  const known = [...call.attempts.flatMap(({ error }) => messagesOf(error)), ...foreignMessages(call.error)]
  return known.some((message) => repeats(text, message)) ? 'the message of the raw error' : null
}

/** "Error: the API answered 529": a person's own text knows of no status. */
function tellsStatus(text: string, { attempts }: CallView): boolean {
  const numbers: readonly string[] = /^\s*Error: /.test(text) ? (text.match(/\b[45]\d\d\b/g) ?? []) : []
  return attempts.some(({ status }) => status !== null && numbers.includes(String(status)))
}

/** An error that wraps another one speaks in the client's own words; the classes of the language never do. */
function foreignMessages(error: ErrorRecord | null): string[] {
  if (error === null) return []
  const isOwn = error.causes.length > 0 && !LANGUAGE_ERRORS.has(error.name)
  return isOwn ? error.causes.flatMap(messagesOf) : messagesOf(error)
}

const LANGUAGE_ERRORS: ReadonlySet<string> = new Set([
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
])
