/** S01 of Failover Bench, a 429 with a hint: to obey the hint or to fail over is right, to come back earlier is not. */
import { anthropic, healthy, openai, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'anthropic-429-with-retry-after',
  description: 'One 429 asks to come back in two seconds; then health.',
  provider: api,
  otherProviders: [openai()],
  script: [api.rateLimited({ retryAfter: 2 }), healthy()],
  covers: ['F4', 'R1', 'R2', 'R5', 'R7', 'R8'],
})
