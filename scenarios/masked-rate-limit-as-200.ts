/** A rate limit under the status of success: only the body tells that there is no answer. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: 'masked-rate-limit-as-200',
  description: 'Five requests a minute pass; the others get a 200 with an error for a body.',
  provider: anthropic(),
  script: [during('3m', limits({ requestsPerMinute: 5, maskedAs: 200 })), healthy()],
  calls: { count: 40, every: '5s' },
  covers: ['F5', 'R8', 'R12', 'R18'],
})
