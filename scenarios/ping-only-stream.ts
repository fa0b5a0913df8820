/** A stream that says only that it is alive: every ping resets an idle time-out. */
import { anthropic, healthy, scenario, streamStall } from 'firedrill'

export default scenario({
  name: 'ping-only-stream',
  description: 'A stream of nothing but pings, until the caller aborts after 20 min.',
  provider: anthropic(),
  script: [streamStall({ at: 'first-token', pingEvery: '15s' }), healthy()],
  calls: { count: 2, every: '30m', abortAfter: '20m' },
  covers: ['F10', 'F17', 'R8', 'R19'],
})
