/** A hint as a date: right only for a client that knows what time it is at the server. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-date',
  description: 'Two 429s whose retry-after is a date 20 s ahead; then health.',
  provider: api,
  script: [times(2, api.rateLimited({ retryAfter: { dateIn: '20s' } })), healthy()],
  covers: ['F18', 'R1', 'R5', 'R8'],
})
