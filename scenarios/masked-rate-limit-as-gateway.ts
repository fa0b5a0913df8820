/** A rate limit that a gateway turns into failures of its own: an HTML page, or nothing at all. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: 'masked-rate-limit-as-gateway',
  description: 'Five requests a minute pass; the others get a 502 page, later an empty 503.',
  provider: anthropic(),
  script: [
    during('2m', limits({ requestsPerMinute: 5, maskedAs: 502 })),
    during('2m', limits({ requestsPerMinute: 5, maskedAs: 503 })),
    healthy(),
  ],
  calls: { count: 52, every: '5s' },
  covers: ['F5', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R18'],
})
