/** Hints as proxies and bugs make them: a client must read, refuse or survive each. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'odd-retry-after',
  description: 'Nine 429s with an odd retry-after: text, negative, past, zero, millennia.',
  provider: api,
  script: [
    times(
      9,
      api.rateLimited({ retryAfter: 'soon' }),
      api.rateLimited({ retryAfter: -5 }),
      api.rateLimited({ retryAfter: 'Wed, 21 Oct 2015 07:28:00 GMT' }),
      api.rateLimited({ retryAfter: 0 }),
      api.rateLimited({ retryAfter: 1.5 }),
      api.rateLimited({ retryAfter: { dateIn: '20s' } }),
      api.rateLimited({ retryAfter: 99999999999 }),
      api.rateLimited({ retryAfter: 30, retryAfterMs: 1500 }),
      api.rateLimited({ retryAfter: '' }),
    ),
    healthy(),
  ],
  covers: ['F18', 'R1', 'R5', 'R7', 'R8'],
})
