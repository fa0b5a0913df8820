/**
 * The trap: to obey the hint is the whole policy, and the hint is always one second. mindsdb/anton #349 (about ninety
 * times in one turn).
 */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-one-ninety-times',
  description: 'A minute and a half of 429s that each ask to come back in a second.',
  provider: api,
  script: [during('90s', api.rateLimited({ retryAfter: 1 })), healthy()],
  covers: ['F4', 'R1', 'R2', 'R5', 'R7', 'R8', 'R12'],
})
