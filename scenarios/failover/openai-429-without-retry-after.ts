/** S02 of Failover Bench, a 429 without a hint, for good: longer waits, then an error or the fallback. */
import { anthropic, forever, openai, scenario, when } from 'firedrill'

const api = openai()

export default scenario({
  name: 'openai-429-without-retry-after',
  description: 'The primary answers 429 without a hint, for ever.',
  provider: api,
  otherProviders: [anthropic()],
  script: [when({ host: 'api.openai.com' }, forever(api.rateLimited()))],
  calls: { count: 1 },
  covers: ['F4', 'R1', 'R2', 'R3', 'R7', 'R9', 'R12'],
})
