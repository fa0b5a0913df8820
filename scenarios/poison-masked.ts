/** A request that can never succeed, and looks like a broken server: retries end in nothing, others go through. */
import { anthropic, during, healthy, poison, scenario } from 'firedrill'

export default scenario({
  name: 'poison-masked',
  description: 'A context window of 4 tokens for a minute, and 500 for what is too long.',
  provider: anthropic(),
  script: [during('1m', poison({ contextTokens: 4, maskedAs: 500 })), healthy()],
  covers: ['F8', 'R1', 'R2', 'R3', 'R7', 'R8', 'R12'],
})
