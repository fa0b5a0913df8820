/** Content blocks in an order that the API doesn't accept, such as a tool result without its call. */
import { anthropic, during, healthy, poison, scenario } from 'firedrill'

export default scenario({
  name: 'poison-block-order',
  description: 'Requests with blocks in a wrong order get a 400; all others are answered.',
  provider: anthropic(),
  script: [during('1m', poison({ checks: ['block-order'] })), healthy()],
  calls: { count: 3, every: '30s' },
  covers: ['F8', 'R7', 'R8', 'R9'],
})
