/** A parameter that another model would take, such as `top_k`. firedrill's own client sends none, and is answered. */
import { anthropic, during, healthy, poison, scenario } from 'firedrill'

export default scenario({
  name: 'poison-parameter',
  description: "A parameter that the model doesn't support gets a 400; others are answered.",
  provider: anthropic(),
  script: [during('1m', poison({ checks: ['parameter'] })), healthy()],
  calls: { count: 3, every: '30s' },
  covers: ['F8', 'R7', 'R8', 'R9'],
})
