/** A refused key that looks like a broken server: it ends only with another key, and nothing says so. */
import { anthropic, forever, healthy, scenario, when } from 'firedrill'

const api = anthropic()

export default scenario({
  name: 'masked-auth-failure',
  description: 'The first key gets a 500 for ever; any other key works.',
  provider: api,
  script: [when({ key: 'key#1' }, forever(api.internalError())), healthy()],
  calls: { count: 3, every: '10s' },
  covers: ['F6', 'R1', 'R2', 'R3', 'R7', 'R12'],
})
