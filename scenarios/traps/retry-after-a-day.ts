/**
 * The trap: a hint of most of a day is waited out, and nobody is told that the session is parked. anomalyco/opencode
 * #39790 and #47641, NoeFabris/opencode-antigravity-auth #59 (500,000 seconds).
 */
import { anthropic, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-a-day',
  description: 'The quota of the day is used up: one 429 asks to come back in 23 hours.',
  provider: api,
  script: [api.rateLimited({ retryAfter: 82800 }), healthy()],
  covers: ['F18', 'R5', 'R7', 'R8'],
})
