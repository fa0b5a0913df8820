/** The words in the lanes, cut to the room that they have. */
import { seconds } from '../../../property/format.ts'
import type { CallView } from '../../../trace/view.ts'
import { brief } from '../legible.ts'
import { answerText } from './answer.ts'
import type { Lane } from './lanes.ts'

/** The name of a call. */
export function labelText({ call, label, shared }: Extract<Lane, { kind: 'call' }>): string {
  return shared && call?.healed ? `call ${call.call}, healed` : label
}

/** The name of an answer, without its status, which stands beside its bar, and without the API's. */
export function whatText({ attempt, what, shared }: Extract<Lane, { kind: 'attempt' }>): string {
  const name = what.replace(`${attempt.status} `, '').replace(/^api\./, '')
  return brief(name, shared ? WHAT_SHARED : WHAT)
}

/** What came back, and from where if that isn't the same for all. */
export function laneAnswer({ attempt, target }: Extract<Lane, { kind: 'attempt' }>): string {
  return brief(target === null ? answerText(attempt) : `${answerText(attempt)}, ${target}`, ANSWER)
}

/** How a call ended, and after how long. */
export function outcomeText(call: CallView): string {
  const tookMs = (call.endMs ?? call.startMs) - call.startMs
  const after = tookMs === 0 ? ' at once' : ` after ${seconds(tookMs)}`
  switch (call.outcome) {
    case 'value':
      return `✓ value${after}`
    case 'error':
      return `✗ ${brief(call.error?.name ?? 'error', 24)}${after}`
    case 'aborted':
      return `– aborted${after}`
    case 'unsettled':
      return '? never ended'
  }
}

/** What a call ended with. */
export function outcomeTitle({ error, value }: CallView): string {
  return brief(error === null ? (value ?? 'nothing') : `${error.name}: ${error.message}`, 400)
}

const WHAT = 27
const WHAT_SHARED = 17
const ANSWER = 40
