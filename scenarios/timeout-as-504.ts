/** A time-out further down: the gateway gives up after a minute, the client has waited that long. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'timeout-as-504',
  description: 'Three times a 504 page after a minute of silence; then health.',
  provider: api,
  script: [times(3, api.gatewayTimeout({ delay: '1m' })), healthy()],
  covers: ['F9', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
