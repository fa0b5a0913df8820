/** An outage that ends by degrees: each retry has better odds than the one before. */
import { anthropic, during, healthy, ramp, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'outage-limps-back',
  description: 'Five minutes of 500s, ten in which ever fewer requests fail, then health.',
  provider: api,
  script: [
    during('5m', api.internalError()),
    ramp('10m', { from: 1, to: 0 }, api.internalError(), api.badGateway()),
    healthy(),
  ],
  calls: { count: 62, every: '15s' },
  covers: ['F1', 'F2', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12'],
})
