/** A request that is too long, among others of its size: no retry makes it shorter. */
import { anthropic, during, healthy, poison, scenario } from 'firedrill'

export default scenario({
  name: 'poison-context-window',
  description: 'A context window of 4 tokens for a minute: every prompt is too long, 400.',
  provider: anthropic(),
  script: [during('1m', poison({ checks: ['context-window'], contextTokens: 4 })), healthy()],
  covers: ['F8', 'R6', 'R8', 'R9', 'R12'],
})
