/** A server that says not to come back: x-should-retry has the last word over the status. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'should-retry-false',
  description: 'Two 500s that say x-should-retry: false; then health.',
  provider: api,
  script: [times(2, api.internalError({ shouldRetry: false })), healthy()],
  covers: ['F18', 'R8', 'R12'],
})
