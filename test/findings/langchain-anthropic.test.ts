/** @langchain/anthropic: its findings still hold, and their figures with them. */
import { expectCall, expectWithin, FETCH_GIVES_UP, type Figure, sum } from '../real-clients/helpers.ts'
import { expectCutShort, expectOpenAfter, holdFindings, inSeconds } from './hold.ts'

/** `(1 + random) · 1000 · 2^n` ms, for the first retry. */
const FIRST: Figure = [1000, 2000]

holdFindings('@langchain/anthropic', {
  'A 429 without a hint is final': ({ call, says }) => {
    expectCall(call, { waits: [], error: { name: 'RateLimitCapacityError', status: 429 } })
    says('RateLimitCapacityError')
  },
  'Hints of anything but a 429 are not read': ({ call, says }) => {
    expectCall(call, { waits: [FIRST] })
    says(inSeconds(call.endMs!))
  },
  'A 422 is sent again': ({ call }) => expectCall(call, { waits: [FIRST] }),
  'A body that stalls is left to the runtime': ({ call, says }) => {
    expectCall(call, { waits: [FIRST], endMs: sum(FETCH_GIVES_UP, FIRST) })
    expectWithin(call.attempts[0]!.endMs!, FETCH_GIVES_UP)
    says(inSeconds(call.attempts[0]!.endMs!))
  },
  'A stream that only pings never ends': ({ trace, says }) => {
    expectOpenAfter(trace, 12)
    says('12 hours')
  },
  'A stream that is cut between two events looks whole': ({ trace }) => expectCutShort(trace),
})
