/** An API that keeps falling over: each recovery is short, and what a failure leaves behind shows. */
import { anthropic, during, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'flapping',
  description: 'Down and up again, half a minute each, six times; then health.',
  provider: api,
  script: [times(12, during('30s', api.serviceUnavailable()), during('30s', healthy())), healthy()],
  calls: { count: 26, every: '15s' },
  covers: ['F2', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R21'],
})
