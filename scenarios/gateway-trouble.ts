/** Failures of what stands in front of the API: HTML or nothing for a body, and no request id. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'gateway-trouble',
  description: 'A 502 page, an empty 503 and a 504 page from the gateway, then health.',
  provider: api,
  script: [times(3, api.badGateway(), api.serviceUnavailable(), api.gatewayTimeout()), healthy()],
  covers: ['F2', 'F15', 'R1', 'R2', 'R3', 'R8', 'R12'],
})
