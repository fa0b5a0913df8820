/** S05 of Failover Bench, a reset before the headers: nothing was answered, so that another request is safe. */
import { anthropic, healthy, openai, reset, scenario } from 'firedrill'

export default scenario({
  name: 'openai-reset-before-headers',
  description: 'One connection is reset before any answer; then health.',
  provider: openai(),
  otherProviders: [anthropic()],
  script: [reset(), healthy()],
  covers: ['F11', 'R1', 'R2', 'R7', 'R8'],
})
