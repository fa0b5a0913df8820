/**
 * The trap: the time of one attempt, usually 30 s, is put over the whole call, so that a slow failure leaves no time
 * for the retry that would have helped. 567-labs/instructor #1614, #1711 and #2633.
 */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'attempt-timeout-taken-for-total',
  description: 'Two 504s, each after half a minute less half a second; then health.',
  provider: api,
  script: [times(2, api.gatewayTimeout({ delay: '29.5s' })), healthy()],
  covers: ['F9', 'R1', 'R2', 'R7', 'R8'],
})
