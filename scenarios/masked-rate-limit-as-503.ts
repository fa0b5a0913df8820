/** A rate limit that looks like a service without a healthy server: an empty 503. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: 'masked-rate-limit-as-503',
  description: 'Five requests a minute pass; the others get an empty 503.',
  provider: anthropic(),
  script: [during('3m', limits({ requestsPerMinute: 5, maskedAs: 503 })), healthy()],
  calls: { count: 40, every: '5s' },
  covers: ['F5', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R18'],
})
