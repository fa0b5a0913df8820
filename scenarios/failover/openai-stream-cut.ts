/**
 * S08 of Failover Bench, a stream that dies half-way: to ask again, to fail over or to fail, but not to call it an
 * answer.
 */
import { anthropic, healthy, openai, scenario, streamCut } from 'firedrill'

export default scenario({
  name: 'openai-stream-cut',
  description: 'One stream is closed half-way through its tokens; then health.',
  provider: openai(),
  otherProviders: [anthropic()],
  script: [streamCut({ how: 'close' }), healthy()],
  covers: ['F17', 'R7', 'R8', 'R12'],
})
