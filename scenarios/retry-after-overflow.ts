/** A hint that no timer can hold: setTimeout takes what is over 24.8 days for a millisecond. */
import { anthropic, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-overflow',
  description: 'A 429 that asks for 25 days, more than a timer holds; then health.',
  provider: api,
  script: [api.rateLimited({ retryAfter: 2160000 }), healthy()],
  covers: ['F18', 'R5', 'R7', 'R8'],
})
