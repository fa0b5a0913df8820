/** An error in band while nothing has been said: a retry would be safe. */
import { anthropic, healthy, scenario, streamError, times } from 'firedrill'

export default scenario({
  name: 'stream-error-before-first-token',
  description: 'Two streams fail with api_error before their first token; then health.',
  provider: anthropic(),
  script: [times(2, streamError('api_error', { at: 'first-token' })), healthy()],
  covers: ['F17', 'R8', 'R12'],
})
