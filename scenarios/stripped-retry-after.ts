/** A proxy that drops the hint: a 429 that no longer says when to come back. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'stripped-retry-after',
  description: 'Three 429s whose retry-after a proxy has stripped; then health.',
  provider: api,
  script: [times(3, api.rateLimited({ retryAfter: 20, without: ['retry-after'] })), healthy()],
  covers: ['F15', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
