/**
 * S16 of Failover Bench, the accounts of a failover: the answer is to name the model that gave it, and its usage; what
 * failed is no completion.
 */
import { anthropic, during, healthy, openai, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'anthropic-failover-accounting',
  description: 'The primary answers 503 for five minutes; the other provider is well.',
  provider: api,
  otherProviders: [openai()],
  script: [when({ host: 'api.anthropic.com' }, during('5m', api.serviceUnavailable())), healthy()],
  covers: ['F21', 'R1', 'R2', 'R3', 'R7', 'R8', 'R9', 'R12'],
})
