/** got, ky, axios-retry, undici, and fetch alone: their findings still hold, and their figures with them. */
import { describe, expect } from 'vitest'
import { AT_ONCE, expectCall, expectWithin, FETCH_GIVES_UP } from '../real-clients/helpers.ts'
import { expectAsleep, expectSameWaits, holdFindings, inSeconds } from './hold.ts'

describe('got', () => {
  holdFindings('got', {
    'Silence never ends': ({ trace }) => expectAsleep(trace),
    'A POST gets one attempt': ({ call }) => expectCall(call, { waits: [], error: { status: 500 } }),
  })
})

describe('ky', () => {
  holdFindings('ky', {
    'All callers come back at the same instant': ({ trace, says }) => {
      expectSameWaits(trace, 300)
      says('0.3 s, then 0.6 s')
    },
    "A connection lost after the headers isn't retried": ({ call }) => {
      expectCall(call, { waits: [], error: { name: 'TypeError', message: 'terminated' } })
    },
    'A POST gets one attempt': ({ call }) => expectCall(call, { waits: [], error: { name: 'HTTPError' } }),
  })
})

describe('axios-retry', () => {
  holdFindings('axios-retry', {
    'Silence never ends': ({ trace }) => expectAsleep(trace),
    'All retries are spent at once': ({ call }) => expectCall(call, { waits: [AT_ONCE, AT_ONCE] }),
    'All callers come back at the same instant': ({ trace }) => expectSameWaits(trace, AT_ONCE),
    'A 408 is final': ({ call }) => expectCall(call, { waits: [], error: { status: 408 } }),
    'A POST gets one attempt': ({ call }) => expectCall(call, { waits: [], error: { status: 500 } }),
    'JSON that was cut is returned as text': ({ call }) => {
      expectCall(call, { waits: [] })
      expect(typeof JSON.parse(call.value!)).toBe('string')
    },
  })
})

describe('undici', () => {
  holdFindings('undici', {
    'A hint of more than 30 s is cut to 30 s': ({ call }) => expectCall(call, { waits: [30_000] }),
    'An abort is not seen before there is a connection': ({ call, says }) => {
      expect(call).toMatchObject({ outcome: 'aborted', abortedMs: 1000, error: { code: 'UND_ERR_CONNECT_TIMEOUT' } })
      // The connect time-out of 10 s, in ticks of half a second.
      expectWithin(call.endMs!, [10_000, 11_000])
      says(inSeconds(call.endMs!))
    },
    'All callers come back at the same instant': ({ trace }) => expectSameWaits(trace, 500),
    'A 408 is final': ({ call }) => expectCall(call, { waits: [], error: { status: 408 } }),
    'A POST gets one attempt': ({ call }) => expectCall(call, { waits: [], error: { status: 500 } }),
    'Silence is left to the defaults of the agent': ({ call }) => {
      expectCall(call, { waits: [], error: { code: 'UND_ERR_HEADERS_TIMEOUT' }, endMs: FETCH_GIVES_UP })
    },
  })
})

describe('fetch', () => {
  holdFindings('fetch', {
    'Nothing is retried': ({ call }) => expectCall(call, { waits: [], error: { status: 500 } }),
    'Silence ends after five minutes': ({ call, says }) => {
      expectCall(call, { waits: [], error: { name: 'TypeError' }, endMs: FETCH_GIVES_UP })
      says(inSeconds(call.endMs!))
    },
  })
})
