/** Two hints that say different things: the finer one is the shorter, then the longer. */
import { anthropic, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-disagrees',
  description: 'A retry-after of 20 s beside a retry-after-ms of 2 s, and the reverse.',
  provider: api,
  script: [
    api.rateLimited({ retryAfter: 20, retryAfterMs: 2000 }),
    api.rateLimited({ retryAfter: 2, retryAfterMs: 20000 }),
    healthy(),
  ],
  covers: ['F18', 'R1', 'R5', 'R8'],
})
