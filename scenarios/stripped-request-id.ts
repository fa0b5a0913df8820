/** A proxy that drops the request id: what support asks for first is gone. */
import { anthropic, healthy, scenario, times } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'stripped-request-id',
  description: 'Three 500s whose request id a proxy has stripped; then health.',
  provider: api,
  script: [times(3, api.internalError({ without: ['request-id'] })), healthy()],
  covers: ['F15', 'R1', 'R2', 'R3', 'R8', 'R12', 'R14'],
})
