/** A key that has been revoked: nothing helps but another key. */
import { anthropic, forever, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'revoked-key',
  description: 'The first key is revoked: 401 for ever. Any other key works.',
  provider: api,
  script: [when({ key: 'key#1' }, forever(api.unauthorized())), healthy()],
  calls: { count: 3, every: '10s' },
  covers: ['F6', 'R6', 'R7', 'R12'],
})
