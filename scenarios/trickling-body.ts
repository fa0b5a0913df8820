/** A body that comes drop by drop: never silent for long, and still not there. */
import { anthropic, healthy, scenario, times } from 'firedrill'

export default scenario({
  name: 'trickling-body',
  description: 'Two bodies come in sixteen pieces, one every five seconds; then health.',
  provider: anthropic(),
  script: [times(2, healthy({ chunkDelay: '5s' })), healthy()],
  covers: ['F9', 'R7', 'R8'],
})
