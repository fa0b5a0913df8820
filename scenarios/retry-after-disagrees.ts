/** Two hints that say different things: the finer one is the shorter, then the longer. */
import { anthropic, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-disagrees',
  description: 'retry-after says 20 s and retry-after-ms 2 s, then the reverse; then health.',
  provider: api,
  script: [
    api.rateLimited({ retryAfter: 20, retryAfterMs: 2000 }),
    api.rateLimited({ retryAfter: 2, retryAfterMs: 20000 }),
    healthy(),
  ],
  covers: ['F18', 'R1', 'R5', 'R8'],
})
