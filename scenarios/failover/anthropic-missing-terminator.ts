/**
 * S11 of Failover Bench, a stream without its terminator: all has been said, only `message_stop` is missing. To end
 * promptly, with an answer or an error, is right, to wait for it is not.
 */
import { anthropic, healthy, openai, scenario, streamEnd } from 'firedrill'

export default scenario({
  name: 'anthropic-missing-terminator',
  description: 'One stream ends without message_stop, though with all of its text.',
  provider: anthropic(),
  otherProviders: [openai()],
  script: [streamEnd(), healthy()],
  covers: ['F17', 'R7', 'R8'],
})
