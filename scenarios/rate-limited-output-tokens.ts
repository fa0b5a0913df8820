/** A limit that counts what is answered: nobody can tell beforehand which request goes over it. */
import { anthropic, during, healthy, limits, scenario } from 'firedrill'

export default scenario({
  name: 'rate-limited-output-tokens',
  description: 'Answers of 40 tokens a minute pass; the other requests get a 429.',
  provider: anthropic(),
  script: [during('3m', limits({ outputTokensPerMinute: 40 })), healthy()],
  calls: { count: 24, every: '8s' },
  covers: ['F4', 'R1', 'R2', 'R5', 'R8'],
})
