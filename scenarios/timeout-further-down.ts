/** A time-out behind the gateway: the client has waited for a minute, and hears of a failure, not of a time-out. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'timeout-further-down',
  description: 'A 504 page, a 500 and a 504, each after a minute of silence; then health.',
  provider: api,
  script: [times(3, api.gatewayTimeout({ delay: '1m' }), api.internalError({ delay: '1m' })), healthy()],
  covers: ['F9', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
