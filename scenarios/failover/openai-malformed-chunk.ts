/** S10 of Failover Bench, a malformed chunk: to ask again or to fail is right, to hand out what is left is not. */
import { anthropic, healthy, openai, scenario, streamGarble } from 'firedrill'

export default scenario({
  name: 'openai-malformed-chunk',
  description: 'One stream has an event of broken JSON in its middle; then health.',
  provider: openai(),
  otherProviders: [anthropic()],
  script: [streamGarble('malformed'), healthy()],
  covers: ['F17', 'R7', 'R8', 'R12'],
})
