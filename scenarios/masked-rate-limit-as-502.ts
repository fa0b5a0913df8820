/** A rate limit that a gateway turns into its own failure: an HTML page, and no hint. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: 'masked-rate-limit-as-502',
  description: 'Five requests a minute pass; the others get a 502 page.',
  provider: anthropic(),
  script: [during('3m', limits({ requestsPerMinute: 5, maskedAs: 502 })), healthy()],
  calls: { count: 40, every: '5s' },
  covers: ['F5', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R18'],
})
