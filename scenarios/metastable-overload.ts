/** Down by its own clients: the cause is gone, and the retries alone keep the service from coming back. */
import { anthropic, capacity, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'metastable-overload',
  description: 'Ten seconds of 500s; after them, the retries alone keep the service down.',
  provider: api,
  script: [
    during(
      '70s',
      capacity({ requestsPerSecond: 5, shedCost: 0.5 }),
      during('10s', api.internalError()),
      during('60s', healthy()),
    ),
    healthy(),
  ],
  calls: { count: 300, every: '250ms' },
  covers: ['F19', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R17', 'R21'],
})
