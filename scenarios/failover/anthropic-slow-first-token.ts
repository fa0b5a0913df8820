/** S07 of Failover Bench, a slow first token: to wait for it is right, or to fail over past a limit on it. */
import { anthropic, healthy, openai, scenario } from 'firedrill'

export default scenario({
  name: 'anthropic-slow-first-token',
  description: 'The first token comes twenty seconds after the headers; then health.',
  provider: anthropic(),
  otherProviders: [openai()],
  script: [healthy({ firstTokenDelay: '20s' }), healthy()],
  covers: ['F9', 'R7', 'R8'],
})
