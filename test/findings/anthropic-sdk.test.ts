/** @anthropic-ai/sdk: its findings still hold, and their figures with them. */
import { expect } from 'vitest'
import { expectCall, FETCH_GIVES_UP, type Figure } from '../real-clients/helpers.ts'
import { expectCutShort, expectOpenAfter, holdFindings, inSeconds } from './hold.ts'

/** `0.5 · 2^n` seconds less up to a quarter, for the first retry. */
const FIRST: Figure = [375, 500]

holdFindings('@anthropic-ai/sdk', {
  'A body that stalls is left to the runtime': ({ call, says }) => {
    expectCall(call, { waits: [], error: { name: 'TypeError', message: 'terminated' }, endMs: FETCH_GIVES_UP })
    says(inSeconds(call.endMs!))
  },
  'A stream that only pings never ends': ({ trace, says }) => {
    expectOpenAfter(trace, 12)
    says('12 hours')
  },
  "A connection lost after the headers isn't retried": ({ call }) => {
    expectCall(call, { waits: [], error: { name: 'TypeError', message: 'terminated' } })
  },
  'A login page is returned as the message': ({ call }) => {
    expectCall(call, { waits: [] })
    expect(call.value).toMatch(/^"<!DOCTYPE html>/)
  },
  'An empty 200 is returned as undefined': ({ call }) => {
    expectCall(call, { waits: [] })
    expect(call.value).toBeNull()
  },
  'An error under a 200 is returned as the message': ({ call }) => {
    expectCall(call, { waits: [] })
    expect(JSON.parse(call.value!)).toMatchObject({ type: 'error', error: { type: 'overloaded_error' } })
  },
  'A stream that is cut between two events looks whole': ({ trace }) => expectCutShort(trace),
  'A hint of more than 24.8 days is retried after half a second': ({ call, says }) => {
    expectCall(call, { waits: [FIRST] })
    says(inSeconds(call.endMs!))
  },
})
