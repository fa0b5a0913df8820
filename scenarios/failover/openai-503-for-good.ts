/** S04 of Failover Bench, a 503 for good: a few tries, then the fallback, or the provider's own error. */
import { anthropic, forever, openai, scenario, when } from 'firedrill'

const api = openai()

export default scenario({
  name: 'openai-503-for-good',
  description: 'The primary answers 503 for ever.',
  provider: api,
  otherProviders: [anthropic()],
  script: [when({ host: 'api.openai.com' }, forever(api.serviceUnavailable()))],
  calls: { count: 1 },
  covers: ['F2', 'R1', 'R2', 'R3', 'R7', 'R9', 'R12'],
})
