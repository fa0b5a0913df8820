/** A server that asks for another try of what looks refused for good. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'should-retry-true',
  description: 'Three 400s that say x-should-retry: true; then health.',
  provider: api,
  script: [times(3, api.badRequest({ shouldRetry: true })), healthy()],
  covers: ['F18', 'R2', 'R3', 'R8', 'R12'],
})
