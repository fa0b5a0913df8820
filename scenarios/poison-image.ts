/** An image that is corrupt, or encoded twice. firedrill's own client sends none, and is answered. */
import { anthropic, during, healthy, poison, scenario } from 'firedrill'

export default scenario({
  name: 'poison-image',
  description: 'Requests with a corrupt image get a 400; all others are answered.',
  provider: anthropic(),
  script: [during('1m', poison({ checks: ['image'] })), healthy()],
  calls: { count: 3, every: '30s' },
  covers: ['F8', 'R7', 'R8', 'R9'],
})
