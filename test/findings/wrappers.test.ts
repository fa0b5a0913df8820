/** p-retry and cockatiel: their findings still hold, and their figures with them. */
import { describe, expect } from 'vitest'
import { expectCall, expectWithin, FETCH_GIVES_UP, type Figure, sum } from '../real-clients/helpers.ts'
import { expectSameWaits, holdFindings, inSeconds } from './hold.ts'

describe('p-retry', () => {
  holdFindings('p-retry', {
    'A 400 is sent again': ({ call }) => expectCall(call, { waits: [1000] }),
    'Hints are not read': ({ call }) => expectCall(call, { waits: [1000] }),
    'All callers come back at the same instant': ({ trace }) => expectSameWaits(trace, 1000),
    'Silence is left to the runtime': ({ call, says }) => {
      expectCall(call, { waits: [1000], endMs: sum(FETCH_GIVES_UP, 1000) })
      says(inSeconds(call.attempts[0]!.endMs!))
    },
  })
})

/** The first point on cockatiel's curve lies between 0 and `2 · tanh(2) · 128 / 1.4` ms; Node lifts a wait of 0 to 1. */
const FIRST: Figure = [1, (2 * Math.tanh(2) * 128) / 1.4]

describe('cockatiel', () => {
  holdFindings('cockatiel', {
    'An abort waits for the end of the back-off': ({ call, says }) => {
      expect(call).toMatchObject({ outcome: 'aborted', abortedMs: 50 })
      expect(call.attempts).toHaveLength(1)
      expectWithin(call.endMs!, FIRST)
      says(`given up at 0.05 s ends at ${call.endMs! / 1000} s`)
    },
    'A 400 is sent again': ({ call }) => expectCall(call, { waits: [FIRST] }),
    'Hints are not read': ({ call }) => expectCall(call, { waits: [FIRST] }),
    'Silence is left to the runtime': ({ call, says }) => {
      expectCall(call, { waits: [FIRST], endMs: sum(FETCH_GIVES_UP, FIRST) })
      says(inSeconds(call.attempts[0]!.endMs!))
    },
  })
})
