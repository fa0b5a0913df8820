/** A key that lost its end in a deployment: it looks like a key, and no server knows it. */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'key-truncated',
  description: 'A truncated key: 401 until it is set right after ten minutes.',
  provider: api,
  script: [during('10m', api.unauthorized({ message: 'invalid x-api-key' })), healthy()],
  covers: ['F6', 'R6', 'R8', 'R12'],
})
