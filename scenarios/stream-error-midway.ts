/** An error in band after part of the text: the part must not pass for the whole. */
import { anthropic, healthy, scenario, streamError } from 'firedrill'

export default scenario({
  name: 'stream-error-midway',
  description: 'Two streams fail with an error event half-way; then health.',
  provider: anthropic(),
  script: [streamError('api_error'), streamError('overloaded_error', { at: 5 }), healthy()],
  covers: ['F17', 'R8', 'R12'],
})
