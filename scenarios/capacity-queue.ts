/** A service that is a little too small: first its answers come late, then it turns requests away. */
import { anthropic, capacity, during, healthy, scenario } from 'firedrill'

export default scenario({
  name: 'capacity-queue',
  description: 'Two requests a second get done, ten may wait, the others get a 503.',
  provider: anthropic(),
  script: [during('30s', capacity({ requestsPerSecond: 2 })), healthy()],
  calls: { count: 130, every: '250ms' },
  covers: ['F19', 'R1', 'R2', 'R3', 'R4', 'R8'],
})
