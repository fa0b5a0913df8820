/** A tool whose input schema is no JSON schema. firedrill's own client sends no tool, and is answered. */
import { anthropic, during, healthy, poison, scenario } from 'firedrill'

export default scenario({
  name: 'poison-tool-schema',
  description: 'Requests with an invalid tool schema get a 400; all others are answered.',
  provider: anthropic(),
  script: [during('1m', poison({ checks: ['tool-schema'] })), healthy()],
  calls: { count: 3, every: '30s' },
  covers: ['F8', 'R7', 'R8', 'R9'],
})
