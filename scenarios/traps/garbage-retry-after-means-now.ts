/**
 * The trap: a hint that can't be read becomes no wait at all. @anthropic-ai/sdk 0.120.0 tried again a millisecond or
 * two after text, a past date and a negative number (mended in 1.12.0); librefang/librefang #4257 read no dates,
 * Tracer-Cloud/opensre #3171 each half of the forms in another place.
 */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'garbage-retry-after-means-now',
  description: 'Five 429s with a retry-after of text, NaN, -1, the past and nothing.',
  provider: api,
  script: [
    times(
      5,
      api.rateLimited({ retryAfter: 'in a moment' }),
      api.rateLimited({ retryAfter: 'NaN' }),
      api.rateLimited({ retryAfter: -1 }),
      api.rateLimited({ retryAfter: 'Thu, 01 Jan 2015 00:00:00 GMT' }),
      api.rateLimited({ retryAfter: '' }),
    ),
    healthy(),
  ],
  covers: ['F18', 'R1', 'R3', 'R5', 'R8'],
})
