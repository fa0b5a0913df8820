/** A true rate limit, with the hint when to come back: only a client that listens gets through. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'rate-limited',
  description: 'Five requests a minute pass; the others get a 429 with retry-after.',
  provider: api,
  script: [during('3m', limits({ requestsPerMinute: 5 })), healthy()],
  calls: { count: 30, every: '8s' },
  covers: ['F4', 'R1', 'R2', 'R5', 'R8'],
})
