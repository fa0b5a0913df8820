/** Slow, but alive: an impatient client turns this into a failure of its own. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'slow-answers',
  description: 'Late headers, a late body, a 504 after a minute; then health.',
  provider: api,
  script: [
    times(3, healthy({ delay: '90s' }), healthy({ bodyDelay: '90s' }), api.gatewayTimeout({ delay: '1m' })),
    healthy(),
  ],
  covers: ['F9', 'R1', 'R7', 'R8'],
})
