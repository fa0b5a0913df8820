/** @google/genai: its findings still hold, and their figures with them. */
import { expectCall } from '../real-clients/helpers.ts'
import { expectAsleep, expectCutShort, holdFindings } from './hold.ts'

holdFindings('@google/genai', {
  'Nothing is retried': ({ call }) => expectCall(call, { waits: [], error: { name: 'ApiError', status: 500 } }),
  'Silence never ends': ({ trace }) => expectAsleep(trace),
  'A stream that is cut between two chunks looks whole': ({ trace }) => expectCutShort(trace),
})
