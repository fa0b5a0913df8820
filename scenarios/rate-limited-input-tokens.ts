/** A limit that counts what is sent: a few long prompts reach it before many short ones do. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: 'rate-limited-input-tokens',
  description: 'Prompts of 150 tokens a minute pass; the others get a 429.',
  provider: anthropic(),
  script: [during('3m', limits({ inputTokensPerMinute: 150 })), healthy()],
  calls: { count: 24, every: '8s' },
  covers: ['F4', 'R1', 'R2', 'R5', 'R8'],
})
