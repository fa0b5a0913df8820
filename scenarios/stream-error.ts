/** An error in band: before anything was said a retry is safe, later a part must not pass for the whole. */
import { anthropic, healthy, scenario, streamError } from 'firedrill'

export default scenario({
  name: 'stream-error',
  description: 'Streams fail with an error event: before the first token, later, half-way.',
  provider: anthropic(),
  script: [
    streamError('api_error', { at: 'first-token' }),
    streamError('overloaded_error', { at: 5 }),
    streamError('api_error'),
    healthy(),
  ],
  covers: ['F17', 'R8', 'R12'],
})
