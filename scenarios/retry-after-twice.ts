/** Two hints in one answer: a proxy has added its own to that of the API. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'retry-after-twice',
  description: 'Two 429s with two retry-after headers, 5 s and 30 s; then health.',
  provider: api,
  script: [times(2, api.rateLimited({ retryAfter: ['5', '30'] })), healthy()],
  covers: ['F18', 'R1', 'R5', 'R8'],
})
