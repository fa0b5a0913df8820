/** A firewall that drops the key on the way out: the API has never seen it. */
import { anthropic, during, healthy, scenario } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'stripped-key',
  description: 'A firewall strips the key for five minutes: 401, x-api-key is required.',
  provider: api,
  script: [during('5m', api.unauthorized({ message: 'x-api-key header is required' })), healthy()],
  covers: ['F15', 'R6', 'R8', 'R12'],
})
