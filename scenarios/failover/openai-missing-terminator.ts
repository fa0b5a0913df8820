/**
 * S11 of Failover Bench, a stream without its terminator: all has been said, only `[DONE]` is missing. To end
 * promptly, with an answer or an error, is right, to wait for it is not.
 */
import { anthropic, healthy, openai, scenario, streamEnd } from 'firedrill'

export default scenario({
  name: 'openai-missing-terminator',
  description: 'One stream ends without [DONE], though with all of its text; then health.',
  provider: openai(),
  otherProviders: [anthropic()],
  script: [streamEnd(), healthy()],
  covers: ['F17', 'R7', 'R8'],
})
