/** openai: its findings still hold, and their figures with them. */
import { expect } from 'vitest'
import { expectCall, FETCH_GIVES_UP, type Figure, sum } from '../real-clients/helpers.ts'
import { expectCutShort, expectOpenAfter, holdFindings, inSeconds } from './hold.ts'

/** `0.5 · 2^n` seconds less up to a quarter, for the first retry. */
const FIRST: Figure = [375, 500]

holdFindings('openai', {
  'A hint of more than a minute is retried after half a second': ({ call, says }) => {
    expectCall(call, { waits: [FIRST] })
    says(inSeconds(call.endMs!))
  },
  'A login page is returned as the completion': ({ call }) => {
    expectCall(call, { waits: [] })
    expect(call.value).toMatch(/^"<!DOCTYPE html>/)
  },
  "A connection lost after the headers isn't retried": ({ call }) => {
    expectCall(call, { waits: [], error: { name: 'TypeError', message: 'terminated' } })
  },
  'A stream that stalls is left to the runtime': ({ call, says }) => {
    expectCall(call, { waits: [], error: {}, endMs: sum(FETCH_GIVES_UP, [0, 1]) })
    says(inSeconds(call.endMs!))
  },
  'A stream of nothing but comments never ends': ({ trace, says }) => {
    expectOpenAfter(trace, 12)
    says('12 hours')
  },
  'A stream that is cut between two chunks looks whole': ({ trace }) => expectCutShort(trace),
})
