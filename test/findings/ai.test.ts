/** The AI SDK: its findings still hold, and their figures with them. */
import { anthropic, calls, drill, scenario, streamError } from 'firedrill'
import { beforeEach, test, vi } from 'vitest'
import { expectCall, FETCH_GIVES_UP, sum } from '../real-clients/helpers.ts'
import client from './clients/ai-sdk-streams.ts'
import { expectCutShort, expectOpenAfter, expectSameWaits, holdFindings, inSeconds } from './hold.ts'

// Its own `onError` logs there.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

holdFindings('ai', {
  'A hint of a minute or more is retried after 2 s': ({ call }) => expectCall(call, { waits: [2000] }),
  'All callers come back at the same instant': ({ trace, says }) => {
    expectSameWaits(trace, 2000)
    says('2 s, then 4 s')
  },
  'Silence is left to the runtime': ({ call, says }) => {
    expectCall(call, { waits: [2000], endMs: sum(FETCH_GIVES_UP, 2000) })
    says(inSeconds(call.attempts[0]!.endMs!))
  },
  'A stream that only pings never ends': ({ trace, says }) => {
    expectOpenAfter(trace, 12)
    says('12 hours')
  },
  'An error event is retried only as the very first': ({ call }) =>
    expectCall(call, { waits: [], endMs: 1, error: { name: 'AI_StreamProviderError', message: 'Overloaded' } }),
  'textStream ends on an error as on success': ({ trace }) => expectCutShort(trace),
  'A stream that is cut between two events looks whole': ({ trace }) => expectCutShort(trace),
})

test('an error event that comes first of all is retried', async () => {
  const script = [streamError('overloaded_error', { at: 0 })]
  const first = scenario({ name: 'first', description: 'An error event comes first.', provider: anthropic(), script })
  const [call] = calls(await drill(first, client, { seed: 1 }))
  expectCall(call!, { waits: [2000], endMs: 2001 })
})
