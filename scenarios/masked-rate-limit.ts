/** A rate limit that nobody calls by its name: what is over it looks like a broken server. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'masked-rate-limit',
  description: 'Five requests a minute pass; the others get a 500 without a hint.',
  provider: api,
  script: [during('3m', limits({ requestsPerMinute: 5, maskedAs: 500 })), healthy()],
  calls: { count: 40, every: '5s' },
  covers: ['F5', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R18'],
})
