/** S03 of Failover Bench, a single 500: one more request to the same provider is all that it takes. */
import { anthropic, healthy, openai, scenario } from 'firedrill'

const api = openai()

export default scenario({
  name: 'openai-500-once',
  description: 'One 500; then health.',
  provider: api,
  otherProviders: [anthropic()],
  script: [api.internalError(), healthy()],
  covers: ['F1', 'R1', 'R2', 'R7', 'R8'],
})
