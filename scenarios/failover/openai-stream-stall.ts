/** S09 of Failover Bench, a stream that stalls: to notice it in time is right, and to be in good order afterwards. */
import { anthropic, healthy, openai, scenario, streamStall } from 'firedrill'

export default scenario({
  name: 'openai-stream-stall',
  description: 'One stream goes silent half-way and stays open; then health.',
  provider: openai(),
  otherProviders: [anthropic()],
  script: [streamStall(), healthy()],
  covers: ['F10', 'F17', 'R7', 'R8', 'R11', 'R12'],
})
