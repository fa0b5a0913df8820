/** S07 of Failover Bench, a slow first token: to wait for it is right, or to fail over past a limit on it. */
import { anthropic, healthy, openai, scenario } from 'firedrill'

export default scenario({
  name: 'openai-slow-first-token',
  description: 'The first token comes twenty seconds after the headers; then health.',
  provider: openai(),
  otherProviders: [anthropic()],
  script: [healthy({ firstTokenDelay: '20s' }), healthy()],
  covers: ['F9', 'R7', 'R8'],
})
