/** A short burst that ends while its callers are still trying: their retries can save them, if they are spread. */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'burst-500',
  description: 'Five seconds of 500s, while a new caller arrives every half second.',
  provider: api,
  script: [during('5s', api.internalError()), healthy()],
  calls: { count: 16, every: '500ms' },
  covers: ['F1', 'R1', 'R2', 'R3', 'R4', 'R8', 'R12', 'R16'],
})
