/** What a good client does, rule by rule, and how much harm it does to break the rule. */
import type { RuleId } from '../property/property.ts'

/** What a good client does instead of breaking a rule. */
export interface Instead {
  /** From 1 to 10: what it costs its users when the rule is broken. */
  readonly harm: number
  readonly text: string
}

/** Every rule. */
export const INSTEAD: Readonly<Record<RuleId, Instead>> = {
  R1: {
    harm: 8,
    text:
      'It tries again after what passes by itself: 408, 429, 500, 502, 503, 504, 529 and broken connections, as long as ' +
      'nothing of an answer has been handed on.',
  },
  R2: {
    harm: 8,
    text: 'It counts retries once over all layers of a call, and gives up with an error after a few, such as three.',
  },
  R3: {
    harm: 6,
    text: 'It never retries at once, and waits longer each time: 1 s, 2 s, 4 s, up to a cap.',
  },
  R4: {
    harm: 4,
    text: 'It spreads each wait by chance, such as by a quarter, so that many callers do not come back together.',
  },
  R5: {
    harm: 7,
    text:
      'It waits at least what retry-after says, gives up when that is absurdly long, and takes a hint that it cannot read ' +
      'for none.',
  },
  R6: {
    harm: 5,
    text: 'It hands 400, 401, 403, 404, 413 and 422 to its caller at once: the same request cannot succeed.',
  },
  R7: {
    harm: 10,
    text: 'It bounds the call as a whole, in attempts and in time, so that every call ends under any failures.',
  },
  R8: {
    harm: 9,
    text: 'It keeps nothing of a failed call that the next one trips over: in a healed world the next call succeeds.',
  },
  R9: {
    harm: 7,
    text:
      'It leaves a failed link for the next one in order, never for its own bad request, remembers what is down, and ' +
      'comes back once the primary is well.',
  },
  R10: {
    harm: 6,
    text: 'It stops asking past its threshold, lets one probe through after the reset time, and closes when that succeeds.',
  },
  R11: {
    harm: 9,
    text:
      'It sets its own time-out on every attempt, body and stream included, such as 60 s without a byte, and treats it ' +
      'like a broken connection.',
  },
  R12: {
    harm: 10,
    text:
      'It fails with a typed error that bears status and request id, and checks that an answer is one: whole, of the right ' +
      'form, with its last event.',
  },
  R13: {
    harm: 7,
    text: 'It shows people a sentence of its own, and keeps error texts, stacks and keys for the log.',
  },
  R14: {
    harm: 6,
    text: 'It logs every failed call once, with time, status and request id, and never a credential.',
  },
  R15: {
    harm: 3,
    text: 'It raises an alert after several failures within its window, and only one as long as they go on.',
  },
  R16: {
    harm: 6,
    text: 'It sends the same request again: same body, same credential, same idempotency key.',
  },
  R17: {
    harm: 7,
    text: 'It retries in one layer only, and shares a retry budget among calls, so that an outage is not made worse.',
  },
  R18: {
    harm: 5,
    text: 'It takes errors that come with its own rate for a limit, and sends less until they stop.',
  },
  R19: {
    harm: 7,
    text: 'It hands the signal of its caller to the request and to its waits: an abort ends both at once.',
  },
  R20: {
    harm: 10,
    text: 'It carries out a tool call only once its arguments are complete, and keeps track of what is done.',
  },
  R21: {
    harm: 9,
    text: 'It handles every rejection, clears its timers and closes its sockets, also when a call fails.',
  },
  R22: {
    harm: 7,
    text: 'It keeps what is queued until it is done, does each once, and drains at a steady rate.',
  },
}
