/** A parameter that the model doesn't take. firedrill's own client sends none, and is answered. */
import { anthropic, during, healthy, poison, scenario } from 'firedrill'

export default scenario({
  name: 'poison-parameter',
  description: 'Requests with an unknown parameter get a 400; all others are answered.',
  provider: anthropic(),
  script: [during('1m', poison({ checks: ['parameter'] })), healthy()],
  calls: { count: 3, every: '30s' },
  covers: ['F8', 'R7', 'R8', 'R9'],
})
