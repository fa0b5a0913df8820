/** A hint that no caller can wait for: to obey it parks the call, to ignore it is rude. */
import { anthropic, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-an-hour',
  description: 'One 429 that asks to come back in an hour; then health.',
  provider: api,
  script: [api.rateLimited({ retryAfter: 3600 }), healthy()],
  covers: ['F18', 'R5', 'R7', 'R8'],
})
