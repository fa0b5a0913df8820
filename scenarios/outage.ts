/** A provider outage as they come: long enough that a call can only fail, and that recovery is slow. */
import { anthropic, during, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'outage',
  description: 'Twelve minutes of 500s, a gateway that limps back, then health.',
  provider: api,
  script: [during('12m', api.internalError()), times(2, api.badGateway(), api.gatewayTimeout()), healthy()],
  covers: ['F1', 'F2', 'R1', 'R2', 'R3', 'R7', 'R8', 'R12'],
})
